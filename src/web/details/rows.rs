//! The tree of fields without its view: which rows are seen, what each says, and what the keys do.
//!
//! Rows lie flat, one after the other, and say at which level they are: that is all that a tree needs of its elements.

use super::colours;
use crate::ticket::render::outline::Line;
use crate::ticket::render::picture::Class;
use crate::ticket::words::ends;
use crate::ticket::{Document, Secrets};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Longer values end in `…`; their bytes are beside them.
const LONGEST: usize = 400;

/// Which row, as long as the document is the same: the node that it stands for, and whether it is the key derived from
/// it, which has no node of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowId {
    /// The node.
    pub node: usize,
    /// Whether the row shows what was derived from the node.
    pub derived: bool,
}

impl RowId {
    /// The id of the element that shows a part of the row.
    pub fn element(self, part: &str) -> String {
        let derived = if self.derived { "-derived" } else { "" };
        format!("row-{}{derived}-{part}", self.node)
    }
}

impl From<&Line> for RowId {
    fn from(line: &Line) -> RowId {
        RowId {
            node: line.node,
            derived: line.derived.is_some(),
        }
    }
}

/// What a row shows. Rows that show the same keep their elements, and the focus with them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Content {
    /// Which row it is.
    pub id: RowId,
    /// Its level, from 1.
    pub level: usize,
    /// Its place among the rows of one parent, from 1.
    pub position: usize,
    /// How many rows that parent has.
    pub set_size: usize,
    /// It can be opened and closed.
    pub has_parts: bool,
    /// It is closed at first.
    pub folded: bool,
    /// Its name.
    pub label: String,
    /// Its value; empty where its parts say it all.
    pub value: String,
    /// The value in a few characters, where it is an id that nobody reads to its end; else empty.
    pub short: String,
    /// What to add to the value.
    pub hint: String,
    /// The class of an address: who can reach it. Empty for what is none.
    pub reach: &'static str,
    /// How far it could be read; empty where nothing is wrong.
    pub trouble: &'static str,
    /// The class of its colour.
    pub colour: &'static str,
    /// In how many forms it can be copied.
    pub copies: usize,
}

/// A row that is seen.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What it shows.
    pub content: Arc<Content>,
    /// Whether it is open, if it can be.
    pub open: Option<bool>,
}

impl Row {
    /// The node that the row stands for.
    pub fn node(&self) -> usize {
        self.content.id.node
    }
}

/// The rows that are not as they were at first: opened, or closed. Kept by node, so that they stay the same when other
/// rows come and go.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Folds(BTreeSet<usize>);

impl Folds {
    /// Whether a row is open that is `folded` at first.
    pub fn is_open(&self, node: usize, folded: bool) -> bool {
        self.0.contains(&node) == folded
    }

    /// Opens what is closed, and closes what is open.
    pub fn toggle(&mut self, node: usize) {
        if !self.0.remove(&node) {
            self.0.insert(node);
        }
    }
}

/// The rows that are seen, of the nodes before `limit`.
pub fn rows(document: &Document, lines: &[Line], folds: &Folds, secrets: Secrets, limit: usize) -> Vec<Row> {
    let sets = sets(lines);
    let mut rows = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at).filter(|line| line.node < limit) {
        let has_parts = line.next > at + 1;
        let open = has_parts.then(|| folds.is_open(line.node, line.folded));
        let (position, set_size) = sets[at];
        rows.push(Row {
            content: Arc::new(content(document, line, has_parts, (position, set_size), secrets)),
            open,
        });
        at = match open {
            Some(false) => line.next,
            _ => at + 1,
        };
    }
    rows
}

/// Of each line, its place among those of one parent, and how many these are.
fn sets(lines: &[Line]) -> Vec<(usize, usize)> {
    let mut sets = vec![(0, 0); lines.len()];
    // The lines of the parents that are open, innermost last, and the lines that each has so far.
    let mut open: Vec<Vec<usize>> = vec![Vec::new()];
    let close = |sets: &mut Vec<(usize, usize)>, children: Vec<usize>| {
        for at in &children {
            sets[*at].1 = children.len();
        }
    };
    for (at, line) in lines.iter().enumerate() {
        while open.len() > line.depth + 1 {
            close(&mut sets, open.pop().unwrap_or_default());
        }
        open.resize_with(line.depth + 1, Vec::new);
        if let Some(siblings) = open.last_mut() {
            siblings.push(at);
            sets[at].0 = siblings.len();
        }
    }
    open.into_iter().for_each(|children| close(&mut sets, children));
    sets
}

fn content(
    document: &Document,
    line: &Line,
    has_parts: bool,
    (position, set_size): (usize, usize),
    secrets: Secrets,
) -> Content {
    let node = document.nodes.get(line.shown);
    let mut value = line.value(document, secrets);
    let short = shortened(&value);
    if let Some((cut, _)) = value.char_indices().nth(LONGEST) {
        value.truncate(cut);
        value.push('…');
    }
    Content {
        id: RowId::from(line),
        level: line.depth + 1,
        position,
        set_size,
        has_parts,
        folded: line.folded,
        label: line.label(document),
        value,
        short,
        hint: line.annotation(document),
        reach: line.scope(document).map_or("", |scope| Class::from(scope).name()),
        trouble: node.map_or("", |node| node.state.words()),
        colour: node
            .filter(|_| line.derived.is_none())
            .map_or("h-key", colours::class_of),
        copies: line.copies(document, secrets).len(),
    }
}

/// The first and the last characters of an id: one word of letters and digits that is too long to be read.
fn shortened(value: &str) -> String {
    const LONG: usize = 40;
    match value.len() >= LONG && value.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        true => ends(value),
        false => String::new(),
    }
}

/// The row that stands for a node: its own, or that of the innermost node around it.
pub fn row_of(rows: &[Row], document: &Document, node: usize) -> Option<usize> {
    let holds = |row: &Row| {
        let next = document.nodes.get(row.node()).map_or(0, |around| around.next);
        !row.content.id.derived && row.node() <= node && node < next
    };
    rows.iter().rposition(holds)
}

/// What a key comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The focus moves to this row.
    Focus(usize),
    /// A row is opened or closed.
    Toggle(usize),
    /// A row is selected.
    Select(usize),
    /// The key is the tree's, but does nothing here.
    Nothing,
}

/// What a key does in the row at `at`, after the ARIA pattern for trees; `None` if it is none of the tree's.
pub fn step(rows: &[Row], at: usize, key: &str) -> Option<Step> {
    let row = rows.get(at)?;
    let last = rows.len() - 1;
    Some(match key {
        "ArrowDown" => Step::Focus(last.min(at + 1)),
        "ArrowUp" => Step::Focus(at.saturating_sub(1)),
        "Home" => Step::Focus(0),
        "End" => Step::Focus(last),
        "ArrowRight" => match row.open {
            Some(true) => Step::Focus(last.min(at + 1)),
            Some(false) => Step::Toggle(at),
            None => Step::Nothing,
        },
        "ArrowLeft" => match row.open {
            Some(true) => Step::Toggle(at),
            _ => {
                let above = |other: &Row| other.content.level < row.content.level;
                rows[..at]
                    .iter()
                    .rposition(above)
                    .map_or(Step::Nothing, Step::Focus)
            }
        },
        "Enter" | " " => Step::Select(at),
        letter if letter.chars().count() == 1 => {
            let starts = |(_, row): &(usize, &Row)| row.content.label.starts_with(letter);
            let all = || rows.iter().enumerate();
            let found = all().skip(at + 1).find(starts).or_else(|| all().find(starts));
            found.map_or(Step::Nothing, |(at, _)| Step::Focus(at))
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ticket::render::outline;
    use crate::ticket::{self, Unchecked, examples};

    struct Tree {
        document: Document,
        lines: Vec<Line>,
        folds: Folds,
    }

    impl Tree {
        fn of(text: &str, wire: bool) -> Tree {
            let document = ticket::explore(text, &Unchecked).found.remove(0);
            Tree {
                lines: outline::lines(&document, wire),
                document,
                folds: Folds::default(),
            }
        }

        fn rows(&self, limit: usize) -> Vec<Row> {
            rows(&self.document, &self.lines, &self.folds, Secrets::Masked, limit)
        }

        fn all(&self) -> Vec<Row> {
            self.rows(usize::MAX)
        }

        fn find(&self, label: &str) -> usize {
            let all = self.all();
            let found = all.iter().position(|row| row.content.label.starts_with(label));
            found.unwrap_or_else(|| panic!("{label} in {:?}", labels(&all)))
        }
    }

    fn labels(rows: &[Row]) -> Vec<&str> {
        rows.iter().map(|row| row.content.label.as_str()).collect()
    }

    fn link() -> &'static str {
        let example = examples::all().find(|example| example.name == "eidetica link");
        example.expect("there is one").text
    }

    #[test]
    fn levels_places_and_sizes_are_those_of_a_tree() {
        for example in examples::all() {
            for wire in [false, true] {
                let tree = Tree::of(example.text, wire);
                let rows = tree.all();
                // Walk the rows, and count for each parent what it says to have.
                let mut stack: Vec<(usize, usize)> = Vec::new();
                for row in &rows {
                    let content = &row.content;
                    assert!(content.level <= stack.len() + 1, "no level is left out");
                    while stack.len() > content.level {
                        let (seen, size) = stack.pop().expect("deeper");
                        assert_eq!(seen, size, "{}", example.name);
                    }
                    if stack.len() < content.level {
                        stack.push((0, content.set_size));
                    }
                    let (seen, size) = stack.last_mut().expect("its own level");
                    *seen += 1;
                    assert_eq!((content.position, content.set_size), (*seen, *size));
                }
                assert!(stack.iter().all(|(seen, size)| seen == size));
            }
        }
    }

    #[test]
    fn what_is_folded_stays_folded_when_other_rows_come() {
        let mut tree = Tree::of(link(), false);
        let peer = tree.find("peer 1");
        let node = tree.all()[peer].node();
        tree.folds.toggle(node);
        let folded = tree.all();
        assert_eq!(folded[peer].open, Some(false));
        assert_eq!(folded[peer + 1].content.label, "peer 2");
        // Every node has a row of its own now; those of the same nodes are still closed.
        tree.lines = outline::lines(&tree.document, true);
        let rows = tree.all();
        let closed: Vec<usize> = rows
            .iter()
            .filter(|row| row.open == Some(false))
            .map(Row::node)
            .collect();
        assert_eq!(closed, [node]);
        tree.folds.toggle(node);
        assert_eq!(tree.all().len(), tree.lines.len());
    }

    #[test]
    fn more_rows_come_after_those_that_are_there() {
        let tree = Tree::of(link(), true);
        let (all, some) = (tree.all(), tree.rows(20));
        assert!(some.len() < all.len());
        assert_eq!(some, all[..some.len()]);
    }

    #[test]
    fn rows_that_show_the_same_are_the_same() {
        let tree = Tree::of(link(), false);
        let other = Tree::of(&link().replace("192.0.2.7:8080", "192.0.2.7:8081"), false);
        let same = |(one, other): (&Row, &Row)| one.content == other.content;
        let differ = tree
            .all()
            .iter()
            .zip(&other.all())
            .filter(|pair| !same(*pair))
            .count();
        assert_eq!(differ, 1);
    }

    #[test]
    fn keys_move_as_in_any_tree() {
        let mut tree = Tree::of(link(), false);
        let rows = tree.all();
        let (database, peer) = (tree.find("database id"), tree.find("peer 1"));
        assert_eq!(rows[database].open, Some(false));
        assert_eq!(step(&rows, database, "ArrowRight"), Some(Step::Toggle(database)));
        assert_eq!(step(&rows, database, "ArrowLeft"), Some(Step::Nothing));
        assert_eq!(step(&rows, peer, "ArrowRight"), Some(Step::Focus(peer + 1)));
        assert_eq!(step(&rows, peer + 1, "ArrowLeft"), Some(Step::Focus(peer)));
        assert_eq!(step(&rows, peer, "ArrowLeft"), Some(Step::Toggle(peer)));
        assert_eq!(step(&rows, 0, "ArrowUp"), Some(Step::Focus(0)));
        let last = rows.len() - 1;
        assert_eq!(step(&rows, last, "ArrowDown"), Some(Step::Focus(last)));
        assert_eq!(step(&rows, 0, "End"), Some(Step::Focus(last)));
        assert_eq!(step(&rows, last, "Home"), Some(Step::Focus(0)));
        assert_eq!(
            step(&rows, last, "s"),
            Some(Step::Focus(tree.find("socket address")))
        );
        assert_eq!(step(&rows, 0, "§"), Some(Step::Nothing));
        assert_eq!(step(&rows, 0, "Enter"), Some(Step::Select(0)));
        assert_eq!(step(&rows, 0, "Tab"), None);
        assert_eq!(step(&[], 0, "Home"), None);
        tree.folds.toggle(rows[database].node());
        assert_eq!(
            step(&tree.all(), database, "ArrowRight"),
            Some(Step::Focus(database + 1))
        );
    }

    #[test]
    fn a_node_without_a_row_is_shown_by_the_one_around_it() {
        let mut tree = Tree::of(link(), false);
        let rows = tree.all();
        for node in 1..tree.document.nodes.len() {
            if let Some(at) = row_of(&rows, &tree.document, node) {
                assert!(rows[at].node() <= node && node < tree.document.nodes[rows[at].node()].next);
            }
        }
        let peer = tree.find("peer 1");
        let inside = rows[peer + 1].node();
        tree.folds.toggle(rows[peer].node());
        assert_eq!(row_of(&tree.all(), &tree.document, inside), Some(peer));
    }

    /// The first version showed no fields of what is a single value, and offered no copies of it.
    #[test]
    fn bare_ids_have_a_row_and_copies() {
        let id = "ae58ff8833241ac82d6ff7611046ed67b5072d142c588d0063e942d9a75502b6";
        let cid = "bafyr4ihkr4ld3m4gqkjf4reryxsy2s5tkbxprqkow6fin2iiyvreuzzab4";
        for bare in [id, cid, "https://use1-1.relay.n0.iroh.link./"] {
            let tree = Tree::of(bare, false);
            let rows = tree.all();
            assert!(!rows.is_empty(), "{bare}");
            assert!(rows.iter().any(|row| row.content.copies > 0), "{bare}");
            assert!(
                rows.iter().any(|row| row.content.value.starts_with(&bare[..8])),
                "{bare} {rows:?}"
            );
        }
    }

    #[test]
    fn a_peer_is_copied_as_its_ticket() {
        let tree = Tree::of(link(), false);
        let line = tree
            .lines
            .iter()
            .find(|line| line.label(&tree.document) == "peer 1");
        let copies = line.expect("a peer").copies(&tree.document, Secrets::Masked);
        let ticket = copies
            .iter()
            .find(|(name, _)| *name == "ticket")
            .expect("a ticket");
        assert!(
            link().contains(&ticket.1) && ticket.1.starts_with("endpoint"),
            "{copies:?}"
        );
    }
}
