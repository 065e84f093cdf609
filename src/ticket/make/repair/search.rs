//! Which one change, or which letters in place of wrong characters, make a damaged text whole. What whole means is the
//! caller's: it judges each candidate.

use super::Budget;
use super::alike::{LETTERS, alike, misread};
use crate::ticket::encoding::codec::is_base32;
use crate::ticket::encoding::span::Span;
use crate::ticket::explain::fix::{Change, Edit, Loss};
use crate::ticket::limits;
use alloc::string::String;
use alloc::vec::Vec;

/// What was done to a text, the likeliest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Damage {
    /// Something stands behind it that is no part of it.
    Tail,
    /// A character stands there twice.
    Doubled,
    /// Two neighbours changed places.
    Swapped,
    /// A character came in.
    Inserted,
    /// A character was lost.
    Lost,
    /// A letter was taken for another that looks alike.
    Misread,
    /// A letter is another.
    Changed,
}

impl Damage {
    /// How likely it is: none of these more than the others.
    pub(super) fn rank(self) -> u8 {
        match self {
            Damage::Tail | Damage::Doubled => 0,
            Damage::Swapped => 1,
            Damage::Inserted | Damage::Lost => 2,
            Damage::Misread => 3,
            Damage::Changed => 4,
        }
    }

    /// What that means for a character of which nobody can say what it was.
    pub(super) fn loss(self) -> Loss {
        match self {
            Damage::Tail | Damage::Doubled | Damage::Inserted => Loss::Extra,
            Damage::Lost => Loss::Missing,
            Damage::Swapped | Damage::Misread | Damage::Changed => Loss::Changed,
        }
    }
}

/// A candidate that holds.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    /// What was done to it.
    pub damage: Damage,
    /// How much speaks for it; only to be compared.
    pub weight: u8,
    /// What mends it.
    pub edits: Vec<Edit>,
}

/// Looks for readings of one text.
pub(super) struct Search<'a> {
    /// What is damaged.
    pub text: &'a str,
    /// How much speaks for a candidate; `None` where it does not hold.
    pub judge: &'a mut dyn FnMut(&str) -> Option<u8>,
    /// What may still be spent.
    pub budget: &'a mut Budget,
    /// What holds.
    pub found: Vec<Reading>,
    /// What is tried next.
    candidate: String,
}

impl<'a> Search<'a> {
    pub(super) fn new(
        text: &'a str,
        judge: &'a mut dyn FnMut(&str) -> Option<u8>,
        budget: &'a mut Budget,
    ) -> Self {
        Search {
            text,
            judge,
            budget,
            found: Vec::new(),
            candidate: String::new(),
        }
    }

    /// Tries `self.candidate`. Gives how much speaks for it.
    fn holds(&mut self) -> Option<u8> {
        if !self.budget.take(self.candidate.len()) {
            return None;
        }
        (self.judge)(&self.candidate)
    }

    /// Tries the text with `new` in the place of `span`.
    fn attempt(&mut self, damage: Damage, what: Change, span: Span, new: &str) {
        self.candidate.clear();
        self.candidate.push_str(Span::new(0, span.start).of(self.text));
        self.candidate.push_str(new);
        self.candidate
            .push_str(self.text.get(span.end..).unwrap_or_default());
        if let Some(weight) = self.holds() {
            self.found.push(Reading {
                damage,
                weight,
                edits: alloc::vec![Edit::new(what, self.text, span, new)],
            });
        }
    }

    /// Everything from `at` on goes.
    pub(super) fn without_tail(&mut self, at: usize) {
        let span = Span::new(at, self.text.len());
        if !span.is_empty() {
            self.attempt(Damage::Tail, Change::Tail, span, "");
        }
    }

    /// Each change of one character of base32, or of two neighbours, in `places`; those at the end of it first, because
    /// what is read behind a fault is not read for long.
    pub(super) fn one_change(&mut self, places: Span) {
        let text = self.text.as_bytes();
        let at = |place: usize| text.get(place).copied();
        for place in (places.start..places.end).rev() {
            let one = Span::sized(place, 1);
            let (Some(symbol), next) = (at(place), at(place.saturating_add(1))) else {
                continue;
            };
            // Of a run it is all the same which one goes.
            let is_last = next != Some(symbol);
            let is_doubled = place.checked_sub(1).and_then(at) == Some(symbol);
            if is_last {
                let damage = if is_doubled {
                    Damage::Doubled
                } else {
                    Damage::Inserted
                };
                self.attempt(damage, Change::Character, one, "");
            }
            if let Some(next) = next.filter(|next| *next != symbol && place.saturating_add(1) < places.end) {
                let pair = [next, symbol];
                let pair = core::str::from_utf8(&pair).unwrap_or_default();
                self.attempt(Damage::Swapped, Change::Swap, Span::sized(place, 2), pair);
            }
            for letter in LETTERS.chars() {
                let mut room = [0; 4];
                let new: &str = letter.encode_utf8(&mut room);
                let is_same = new.as_bytes().first().copied() == Some(symbol);
                if !is_same {
                    let damage = match misread(symbol, letter) {
                        true => Damage::Misread,
                        false => Damage::Changed,
                    };
                    self.attempt(damage, Change::Character, one, new);
                    // In front of the same letter it makes the same text as behind it.
                    self.attempt(Damage::Lost, Change::Character, Span::new(place, place), new);
                }
                if place.saturating_add(1) == text.len() {
                    let end = Span::new(text.len(), text.len());
                    self.attempt(Damage::Lost, Change::Character, end, new);
                }
            }
        }
    }

    /// Letters that look like them in the place of all characters that are none of base32, or without those; where none of
    /// that holds and there are no more than two, any letters.
    pub(super) fn instead_of_wrong(&mut self) {
        let wrong = wrong(self.text);
        let options: Vec<Vec<String>> = wrong
            .iter()
            .map(|(_, symbol)| {
                let mut options: Vec<String> = alike(*symbol).chars().map(String::from).collect();
                options.push(String::new());
                options
            })
            .collect();
        self.combinations(&wrong, &options, Damage::Misread);
        if self.found.is_empty() && wrong.len() <= 2 {
            let letters: Vec<String> = LETTERS.chars().map(String::from).collect();
            let options: Vec<Vec<String>> = wrong.iter().map(|_| letters.clone()).collect();
            self.combinations(&wrong, &options, Damage::Changed);
        }
    }

    /// Each combination of one option for each wrong character.
    fn combinations(&mut self, wrong: &[(usize, char)], options: &[Vec<String>], damage: Damage) {
        let all = options
            .iter()
            .fold(1_usize, |all, own| all.saturating_mul(own.len()));
        for number in 0..all {
            let mut rest = number;
            let mut edits = Vec::new();
            for ((at, symbol), own) in wrong.iter().zip(options) {
                let choice = rest.checked_rem(own.len()).unwrap_or_default();
                rest = rest.checked_div(own.len()).unwrap_or_default();
                let new = own.get(choice).map_or("", String::as_str);
                let span = Span::sized(*at, symbol.len_utf8());
                edits.push(Edit::new(Change::Character, self.text, span, new));
            }
            self.candidate = crate::ticket::explain::fix::edited(self.text, &edits);
            if let Some(weight) = self.holds() {
                self.found.push(Reading {
                    damage,
                    weight,
                    edits,
                });
            }
        }
    }

    /// Of all that holds, only that for which the most speaks.
    pub(super) fn best(&mut self) {
        let most = self.found.iter().map(|reading| reading.weight).max();
        self.found.retain(|reading| Some(reading.weight) == most);
        self.found.sort_by_key(|reading| reading.damage);
    }
}

/// The characters that are none of base32's, and where they stand.
pub(super) fn wrong(text: &str) -> Vec<(usize, char)> {
    let is_wrong = |symbol: char| !u8::try_from(symbol).is_ok_and(is_base32);
    text.char_indices()
        .filter(|(_, symbol)| is_wrong(*symbol))
        .collect()
}

/// How many wrong characters are replaced in one text.
pub(super) const WRONG: usize = 3;

/// How many readings are counted.
pub(super) const COUNTED: usize = limits::PLAUSIBLE.saturating_mul(4);
