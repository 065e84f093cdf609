//! The fast native tests in one program, which is linked once for each mutant: `cargo xtask mutants`.
//! `cargo test` runs each of them by itself.

#[path = "bases.rs"]
mod bases;
#[path = "build_cli.rs"]
mod build_cli;
#[path = "chat.rs"]
mod chat;
#[path = "checks.rs"]
mod checks;
#[path = "cli.rs"]
mod cli;
#[path = "connect.rs"]
mod connect;
#[path = "convert.rs"]
mod convert;
#[path = "diagnostics.rs"]
mod diagnostics;
#[path = "docs.rs"]
mod docs;
#[path = "draft.rs"]
mod draft;
#[path = "facts.rs"]
mod facts;
#[path = "find.rs"]
mod find;
#[path = "golden.rs"]
mod golden;
#[path = "headline.rs"]
mod headline;
#[path = "hostile.rs"]
mod hostile;
#[path = "outline.rs"]
mod outline;
#[path = "own_types.rs"]
mod own_types;
#[path = "picture.rs"]
mod picture;
#[path = "places.rs"]
mod places;
#[path = "properties.rs"]
mod properties;
#[path = "qr.rs"]
mod qr;
#[path = "repair.rs"]
mod repair;
#[path = "report.rs"]
mod report;
#[path = "scan.rs"]
mod scan;
#[path = "schema.rs"]
mod schema;
#[path = "secrets.rs"]
mod secrets;
#[path = "table.rs"]
mod table;
#[path = "uncertain.rs"]
mod uncertain;
#[path = "vectors.rs"]
mod vectors;
#[path = "wrapping.rs"]
mod wrapping;
