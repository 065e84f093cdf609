//! Every limit in one place. None of them is reached by a ticket that anybody uses.

/// Longest input that is searched, in bytes (1 MiB). What follows is not looked at, and the report says so.
pub const INPUT: usize = 1 << 20;

/// How deep tickets may nest: a link holds a ticket, which could be a link's address again.
pub const DEPTH: usize = 4;

/// How many findings are explained. The rest is only counted.
pub const FINDINGS: usize = 200;

/// How many findings a table lists; how many more there are is said.
pub const LISTED: usize = 10_000;

/// How many nodes the tree of a finding has that is only listed: what a row shows needs no more.
pub const LISTED_NODES: usize = 1024;

/// How many keys are remembered with what was said of them.
pub const REMEMBERED: usize = 1024;

/// How many diagnostics of each severity one finding gets.
pub const DIAGNOSTICS: usize = 200;

/// How many nodes the tree of one finding has. What is beyond is one node, and a diagnostic says so: a link of a mebibyte
/// can have a million parameters, and each of its nodes is some hundred bytes of JSON.
pub const NODES: usize = 4096;

/// How many nodes the trees of all findings of one text have, in the same way.
pub const ALL_NODES: usize = 1 << 16;

/// How many things that a parser drops are named one by one.
pub const DROPS: usize = 100;

/// After how many lines the checklist of a link's peers ends.
pub const CHECKS: usize = 100;

/// Longest line of a report, in characters.
pub const LINE: usize = 400;

/// Longest run of continuation lines that is looked at when a ticket was broken over lines, in bytes.
pub const CONTINUATION: usize = 64 * 1024;

/// The most lines that one ticket or link is put together from.
pub const LINES: usize = 1024;

/// Longest text that is converted from a base that is no power of two (base58 and its like), in bytes. The
/// conversion takes quadratic time, and no CID comes near: one with the longest digest has 96 characters.
pub const BIG_BASE: usize = 256;

/// How many findings of one text are tried to be mended.
pub const REPAIRS: usize = 32;

/// How many characters are read for mending one finding, all tries together.
pub const REPAIR_WORK: usize = 1 << 22;

/// The same for all findings of one text.
pub const ALL_REPAIR_WORK: usize = 1 << 24;

/// The longest text that is tried to be mended, in bytes.
pub const REPAIR_LENGTH: usize = 1 << 14;

/// How many readings of one damaged text are offered; how many more there are is said.
pub const READINGS: usize = 8;

/// How many readings there may be for some of them to be offered: of more, none is worth a try.
pub const PLAUSIBLE: usize = 32;

/// How many bytes the mended texts of all findings of one text have together, and one more.
pub const REPAIR_TEXT: usize = 1 << 18;

/// How deep values of somebody's own types may nest.
pub const OWN_DEPTH: usize = 128;

/// How many values of somebody's own types are read of one text.
pub const OWN_VALUES: usize = 1 << 22;

/// How many are read, all together, to find out which types fit.
pub const OWN_TRIES: usize = 1 << 23;

/// How many types somebody's definitions may come to, each use of a generic one with other arguments counted.
pub const OWN_TYPES: usize = 4096;

/// How many fields and variants they may have together.
pub const OWN_FIELDS: usize = 1 << 15;

/// The longest Rust source that is read for them, in bytes.
pub const OWN_SOURCE: usize = 1 << 18;

/// How deep the source may nest: types in types, modules in modules.
pub const OWN_NESTING: usize = 32;

/// How many types are tried where nobody says which one is meant.
pub const OWN_ROOTS: usize = 64;
