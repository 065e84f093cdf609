//! Where everything goes: columns from left to right where there is room, one below the other where there is not.

use super::graph::{Cell, Graph, Row};
use super::{Class, Edge, Picture, Shape};
use alloc::string::String;
use alloc::vec::Vec;

/// From this width on there are columns.
const WIDE: f32 = 620.0;
const PAD: f32 = 14.0;
/// Height of a box with one line and with two.
const HEIGHT: (f32, f32) = (34.0, 48.0);
/// Between boxes of one stack, and between peers.
const GAP: f32 = 10.0;
const ROW_GAP: f32 = 22.0;
/// Between columns, at least and at most.
const COLUMN_GAP: (f32, f32) = (36.0, 110.0);
const YOU: f32 = 68.0;
/// The widest box.
const WIDEST: f32 = 300.0;
/// How far one level is indented in a narrow picture.
const INDENT: f32 = 26.0;
/// Room left and right of the text in a box.
const INSET: f32 = 16.0;
/// How wide a character may be, at most on the average: of a label (12 px, semibold), of a detail (12 px, fixed width), and
/// of what is not ASCII.
const LABEL: f32 = 7.3;
const DETAIL: f32 = 7.4;
const OTHER: f32 = 13.0;

pub(super) fn place(graph: Graph, width: f32) -> Picture {
    let mut place = Place {
        shapes: Vec::new(),
        edges: Vec::new(),
    };
    let height = match width >= WIDE {
        true => place.columns(&graph.rows, width),
        false => place.stack(&graph.rows, width),
    };
    Picture {
        width,
        height,
        shapes: place.shapes,
        edges: place.edges,
        title: graph.title,
        alternative: graph.alternative,
    }
}

struct Place {
    shapes: Vec<Shape>,
    edges: Vec<Edge>,
}

/// How wide a text is at most.
fn measure(text: &str, each: f32) -> f32 {
    text.chars().map(|symbol| width_of(symbol, each)).sum()
}

fn width_of(symbol: char, each: f32) -> f32 {
    match symbol.is_ascii() || symbol == '…' {
        true => each,
        false => OTHER,
    }
}

/// A text shortened in the middle until it fits.
fn fitted(text: &str, room: f32, each: f32) -> String {
    // What was measured to fit must not fail by rounding.
    if measure(text, each) <= room + 0.1 {
        return String::from(text);
    }
    // As much from both ends as there is room for, and an ellipsis between.
    let half = (room - each) / 2.0;
    let take = |symbols: &mut dyn Iterator<Item = char>| {
        let mut used = 0.0;
        let fits = symbols.take_while(|symbol| {
            used += width_of(*symbol, each);
            used <= half
        });
        fits.collect::<Vec<char>>()
    };
    // An id comes shortened: one ellipsis is enough.
    let symbols = text.chars().filter(|symbol| *symbol != '…');
    let start = take(&mut symbols.clone());
    let end = take(&mut symbols.rev());
    let mut out: String = start.into_iter().collect();
    out.push('…');
    out.extend(end.into_iter().rev());
    out
}

fn height(cell: &Cell) -> f32 {
    match cell.detail.is_empty() {
        true => HEIGHT.0,
        false => HEIGHT.1,
    }
}

/// How wide a box would like to be.
fn wish(cell: &Cell) -> f32 {
    let text = measure(&cell.label, LABEL).max(measure(&cell.detail, DETAIL));
    (text + 2.0 * INSET).clamp(YOU, WIDEST)
}

fn stack_height(cells: &[Cell]) -> f32 {
    let boxes: f32 = cells.iter().map(|cell| height(cell) + GAP).sum();
    (boxes - GAP).max(0.0)
}

impl Place {
    /// Adds a box; gives its place in the list.
    fn add(&mut self, cell: &Cell, x: f32, y: f32, width: f32) -> usize {
        let full = match cell.detail.as_str() {
            "" => cell.label.clone(),
            detail => [cell.label.as_str(), ": ", detail].concat(),
        };
        let room = width - 2.0 * INSET;
        self.shapes.push(Shape {
            node: cell.node,
            class: cell.class,
            x,
            y,
            width,
            height: height(cell),
            label: fitted(&cell.label, room, LABEL),
            detail: fitted(&cell.detail, room, DETAIL),
            full,
        });
        self.shapes.len().saturating_sub(1)
    }

    fn you(&mut self, x: f32, y: f32) -> usize {
        let you = Cell {
            node: None,
            class: Class::You,
            label: String::from("You"),
            detail: String::new(),
        };
        self.add(&you, x, y, YOU)
    }

    /// A curve from the right side of a box to the left side of another; straight on from `turned`, so that it passes
    /// between the boxes of a column on its way.
    fn across(&mut self, from: usize, to: usize, turned: Option<f32>, is_direct: bool, has_arrow: bool) {
        let (Some(a), Some(b)) = (self.shapes.get(from), self.shapes.get(to)) else {
            return;
        };
        let start = (a.x + a.width, a.y + a.height / 2.0);
        let end = (b.x, b.y + b.height / 2.0);
        let turned = (turned.unwrap_or(end.0), end.1);
        let bend = ((turned.0 - start.0) / 2.0).min(60.0);
        self.edges.push(Edge {
            from,
            to,
            is_direct,
            has_arrow,
            points: [start, (start.0 + bend, start.1), (turned.0 - bend, end.1), turned],
            end,
        });
    }

    /// From the lower side of a box, `at` from its left, down and to the left side of one further in; straight down where
    /// that one is not further in.
    fn down(&mut self, from: usize, to: usize, at: f32, is_direct: bool, has_arrow: bool) {
        let (Some(a), Some(b)) = (self.shapes.get(from), self.shapes.get(to)) else {
            return;
        };
        let start = (a.x + at, a.y + a.height);
        let points = match b.x > start.0 {
            true => {
                let end = (b.x, b.y + b.height / 2.0);
                [start, (start.0, end.1), (start.0, end.1), end]
            }
            false => {
                let end = (start.0, b.y);
                [start, start, end, end]
            }
        };
        self.edges.push(Edge {
            from,
            to,
            is_direct,
            has_arrow,
            points,
            end: points[3],
        });
    }

    /// Columns; gives the height.
    fn columns(&mut self, rows: &[Row], width: f32) -> f32 {
        let widest = |cells: &mut dyn Iterator<Item = &Cell>| cells.map(wish).fold(0.0, f32::max);
        let mut columns = [
            widest(&mut rows.iter().flat_map(|row| &row.before)),
            widest(&mut rows.iter().map(|row| &row.peer)),
            widest(&mut rows.iter().flat_map(|row| &row.after)),
        ];
        let used = columns.iter().filter(|column| **column > 0.0);
        let gaps = used.count() as f32;
        let room = width - 2.0 * PAD - YOU;
        let sum: f32 = columns.iter().sum();
        let gap = match gaps > 0.0 {
            true => ((room - sum) / gaps).clamp(COLUMN_GAP.0, COLUMN_GAP.1),
            false => 0.0,
        };
        // Where the wishes are too many, each column gets its share.
        let share = ((room - gap * gaps) / sum.max(1.0)).min(1.0);
        columns = columns.map(|column| column * share);
        let sum: f32 = columns.iter().sum();
        let left = ((width - YOU - sum - gap * gaps) / 2.0).max(PAD);
        let heights: Vec<f32> = rows
            .iter()
            .map(|row| {
                let sides = stack_height(&row.before).max(stack_height(&row.after));
                sides.max(height(&row.peer))
            })
            .collect();
        let all: f32 = heights.iter().map(|height| height + ROW_GAP).sum::<f32>() - ROW_GAP;
        let total = all.max(HEIGHT.0) + 2.0 * PAD;
        let you = self.you(left, (total - HEIGHT.0) / 2.0);
        let mut y = PAD;
        for (row, row_height) in rows.iter().zip(heights) {
            let mut x = left + YOU;
            let mut column = |width: f32| {
                if width > 0.0 {
                    x += gap;
                }
                let at = x;
                x += width;
                at
            };
            let [before_width, peer_width, after_width] = columns;
            let (before_x, peer_x, after_x) = (column(before_width), column(peer_width), column(after_width));
            let middle = y + row_height / 2.0;
            let peer = self.add(&row.peer, peer_x, middle - height(&row.peer) / 2.0, peer_width);
            let mut at = middle - stack_height(&row.before) / 2.0;
            for cell in &row.before {
                let relay = self.add(cell, before_x, at, before_width);
                at += height(cell) + GAP;
                self.across(you, relay, None, false, true);
                self.across(relay, peer, None, false, true);
            }
            if row.before.is_empty() && row.peer.class != Class::More {
                self.across(you, peer, Some(before_x), true, true);
            }
            let mut at = middle - stack_height(&row.after) / 2.0;
            for cell in &row.after {
                let way = self.add(cell, after_x, at, after_width);
                at += height(cell) + GAP;
                self.across(peer, way, None, false, false);
            }
            y += row_height + ROW_GAP;
        }
        total
    }

    /// One below the other, indented; gives the height.
    fn stack(&mut self, rows: &[Row], width: f32) -> f32 {
        let room = |x: f32| width - PAD - x;
        let you = self.you(PAD, PAD);
        let mut y = PAD + HEIGHT.0 + GAP;
        let x = PAD + INDENT;
        for row in rows {
            let mut first = None;
            for cell in &row.before {
                let relay = self.add(cell, x, y, wish(cell).min(room(x)));
                y += height(cell) + GAP;
                self.down(you, relay, INDENT / 2.0, false, true);
                first = Some(relay);
            }
            // A little more room for the arrow.
            let x = match first {
                Some(_) => x + INDENT,
                None => x,
            };
            let peer = self.add(&row.peer, x, y, wish(&row.peer).min(room(x)));
            y += height(&row.peer) + GAP;
            match first {
                Some(relay) => self.down(relay, peer, INDENT / 2.0, false, true),
                None if row.peer.class == Class::More => {}
                None => self.down(you, peer, INDENT / 2.0, true, true),
            }
            let x = x + INDENT;
            for cell in &row.after {
                let way = self.add(cell, x, y, wish(cell).min(room(x)));
                y += height(cell) + GAP;
                self.down(peer, way, INDENT / 2.0, false, false);
            }
            y += GAP;
        }
        y - GAP - GAP + PAD
    }
}
