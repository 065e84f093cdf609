//! Which rows are shown, in which order, and by what they are grouped.

use super::row::{Column, Gives, Row};
use crate::ticket::explain::diagnostic::Severity;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;

/// In which order rows come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// By what.
    pub column: Column,
    /// From the last to the first.
    pub is_descending: bool,
}

/// Which rows are shown, by what is wrong with them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Only {
    /// All of them.
    #[default]
    All,
    /// Those with errors.
    Errors,
    /// Those with errors or warnings.
    Faults,
    /// Those that give a secret away, or may.
    Secrets,
}

/// By what rows are grouped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum GroupBy {
    /// Not at all.
    #[default]
    Nothing,
    /// By the endpoints that they name; a row that names several is in the group of each.
    Endpoint,
    /// By database or document.
    Database,
}

/// How a table is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// In which order.
    pub order: Order,
    /// Only rows that have this in one of their columns, in any case.
    pub text: String,
    /// Only some rows.
    pub only: Only,
    /// By what they are grouped.
    pub group: GroupBy,
    /// The groups whose rows are shown, by their keys.
    pub open: BTreeSet<String>,
}

impl Default for View {
    fn default() -> Self {
        View {
            order: Order {
                column: Column::Line,
                is_descending: false,
            },
            text: String::new(),
            only: Only::All,
            group: GroupBy::Nothing,
            open: BTreeSet::new(),
        }
    }
}

/// A line of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// What the rows below it have in common.
    Group(Group),
    /// A row, by its place among all rows.
    Row(usize),
}

/// Rows that have something in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The endpoint or database; empty for the rows that have none.
    pub key: String,
    /// How many rows there are.
    pub rows: usize,
    /// The relays that they name, each once, in the order of the rows.
    pub relays: Vec<String>,
    /// How many different addresses they name.
    pub addresses: usize,
    /// How many of them have errors.
    pub errors: usize,
    /// The first and the last line of the text in which one of them begins.
    pub lines: (usize, usize),
    /// Whether its rows are shown.
    pub is_open: bool,
}

impl View {
    /// The rows that are shown, in order, by their places among all rows.
    pub fn rows(&self, rows: &[Row]) -> Vec<usize> {
        let wanted = self.text.trim().to_lowercase();
        let mut shown: Vec<(usize, &Row)> = rows
            .iter()
            .enumerate()
            .filter(|(_, row)| self.shows(row) && (wanted.is_empty() || has(row, &wanted)))
            .collect();
        // Equal ones stay in the order of the text, whichever way the others go.
        shown.sort_by(|(_, one), (_, another)| {
            let order = one.compare(another, self.order.column);
            match self.order.is_descending {
                true => order.reverse(),
                false => order,
            }
        });
        shown.into_iter().map(|(place, _)| place).collect()
    }

    fn shows(&self, row: &Row) -> bool {
        match self.only {
            Only::All => true,
            Only::Errors => row.fault == Some(Severity::Error),
            Only::Faults => row.fault.is_some(),
            Only::Secrets => row.gives != Gives::Nothing,
        }
    }

    /// The lines of the table that `shown`, as [`View::rows`] gives them, come to: groups in the order of their first
    /// rows, each with its own rows below it if it is open.
    pub fn lines(&self, rows: &[Row], shown: &[usize]) -> Vec<Line> {
        if self.group == GroupBy::Nothing {
            return shown.iter().map(|place| Line::Row(*place)).collect();
        }
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        let mut groups: Vec<(&str, Vec<(usize, &Row)>)> = Vec::new();
        let known = shown.iter().filter_map(|place| Some((*place, rows.get(*place)?)));
        for (place, row) in known {
            for key in self.keys(row) {
                let next = groups.len();
                let at = *places.entry(key).or_insert(next);
                match groups.get_mut(at) {
                    Some((_, members)) => members.push((place, row)),
                    None => groups.push((key, alloc::vec![(place, row)])),
                }
            }
        }
        let mut lines = Vec::new();
        for (key, members) in groups {
            let group = self.summary(key, &members);
            let is_open = group.is_open;
            lines.push(Line::Group(group));
            if is_open {
                lines.extend(members.iter().map(|(place, _)| Line::Row(*place)));
            }
        }
        lines
    }

    /// What a row is grouped by.
    fn keys<'r>(&self, row: &'r Row) -> Vec<&'r str> {
        let keys: Vec<&str> = match self.group {
            GroupBy::Nothing => Vec::new(),
            GroupBy::Endpoint => row.endpoints.iter().map(String::as_str).collect(),
            GroupBy::Database => row.database.as_deref().into_iter().collect(),
        };
        match keys.is_empty() {
            true => alloc::vec![""],
            false => keys,
        }
    }

    fn summary(&self, key: &str, members: &[(usize, &Row)]) -> Group {
        let rows = || members.iter().map(|(_, row)| *row);
        let mut seen = BTreeSet::new();
        let relays = rows().flat_map(|row| &row.relays);
        let relays = relays.filter(|relay| seen.insert(relay.as_str())).cloned();
        let relays: Vec<String> = relays.collect();
        let addresses: BTreeSet<&String> = rows().flat_map(|row| &row.addresses).collect();
        let numbers = || rows().map(|row| row.line);
        Group {
            key: String::from(key),
            rows: members.len(),
            relays,
            addresses: addresses.len(),
            errors: rows().filter(|row| row.fault == Some(Severity::Error)).count(),
            lines: (
                numbers().min().unwrap_or_default(),
                numbers().max().unwrap_or_default(),
            ),
            is_open: self.open.contains(key),
        }
    }
}

/// Whether a row has a text, which is in lower case, in one of its columns.
fn has(row: &Row, wanted: &str) -> bool {
    let cells = Column::ALL.into_iter().map(|column| row.cell(column));
    let ids = row.endpoints.iter().map(|id| id.as_str().into());
    let codes = row.codes.iter().map(|code| (*code).into());
    cells
        .chain(ids)
        .chain(codes)
        .any(|cell| cell.to_lowercase().contains(wanted))
}
