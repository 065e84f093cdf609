//! The npm package: what wasm-pack would do, with the tools that are here anyway.

use crate::run::{Result, Task, root};
use crate::{site, tools};
use std::fs;

/// Builds npm/pkg: an ES module, its types, its wasm.
pub fn build() -> Result {
    tools::target(tools::WASM)?;
    let packager = site::build_packager()?;
    let wasm = site::wasm("ticket-explorer-npm", &[], site::Aim::Small)?;
    let package = root().join("npm/pkg");
    Task::new(packager)
        .word("bind")
        .word(wasm)
        .word("ticket_explorer")
        .word(&package)
        .run()?;
    site::optimise(&package.join("ticket_explorer_bg.wasm"))?;
    let manifest = package.join("package.json");
    let content = MANIFEST.replace("{version}", &tools::locked_version("ticket-explorer-npm")?);
    fs::write(&manifest, content).map_err(|error| format!("{}: {error}", manifest.display()))
}

const MANIFEST: &str = r#"{
  "name": "ticket-explorer",
  "version": "{version}",
  "description": "See what is inside eidetica database links and iroh tickets",
  "license": "MIT OR Apache-2.0",
  "type": "module",
  "main": "ticket_explorer.js",
  "types": "ticket_explorer.d.ts",
  "files": ["ticket_explorer_bg.wasm", "ticket_explorer.js", "ticket_explorer.d.ts"],
  "sideEffects": false
}
"#;
