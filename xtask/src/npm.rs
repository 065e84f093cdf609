//! The npm package: what wasm-pack would do, with the tools that are here anyway.

use crate::cargo;
use crate::run::{Result, Task, root, target_dir, text};
use crate::{site, tools};
use std::fs;

/// Builds npm/pkg: an ES module, its types, its wasm.
pub fn build() -> Result {
    tools::target(tools::WASM)?;
    let path = tools::wasm_bindgen()?;
    let build = cargo([
        "build",
        "--package",
        "ticket-explorer-npm",
        "--target",
        tools::WASM,
    ]);
    tools::small(build.words(["--profile", "web"])).run()?;
    let wasm = target_dir()
        .join(tools::WASM)
        .join("web/ticket_explorer_npm.wasm");
    let package = root().join("npm/pkg");
    Task::new("wasm-bindgen")
        .words([
            "--target",
            "web",
            "--out-name",
            "ticket_explorer",
            "--out-dir",
            &text(&package),
        ])
        .word(wasm)
        .with_path(&path)
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
