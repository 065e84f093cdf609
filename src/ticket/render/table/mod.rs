//! Findings as the rows of a table, for a text with many of them: `ticket list`, and the table of the page.
//!
//! A [`Row`] says of a finding what fits in a line; a [`View`] says which rows are shown, in which order and by what they
//! are grouped. Rows are written as CSV and as JSON lines. Nothing secret gets into a row.

mod row;
mod view;
mod write;

pub use row::{Column, Gives, Lines, Row};
pub use view::{Group, GroupBy, Line, Only, Order, View};
pub use write::CSV_HEAD;
