//! The npm package: the core as WebAssembly with its glue, and what stands in npm/ around it.

use crate::run::{Result, root};
use crate::{site, tools};
use std::fs;
use std::path::Path;

/// What the package has that is written by hand: where it lies, and what it is called there.
const FILES: [(&str, &str); 8] = [
    ("npm/index.js", "index.js"),
    ("npm/index.d.ts", "index.d.ts"),
    ("npm/node.js", "node.js"),
    ("npm/README.md", "README.md"),
    ("docs/schema/report.json", "report.schema.json"),
    ("CHANGELOG.md", "CHANGELOG.md"),
    ("LICENSE-APACHE", "LICENSE-APACHE"),
    ("LICENSE-MIT", "LICENSE-MIT"),
];

/// Builds npm/pkg: what `npm pack` and `npm publish` take.
pub fn build() -> Result {
    tools::target(tools::WASM)?;
    // What the site's build needs, too: built once for both.
    site::build_packager(site::Aim::Small)?;
    let wasm = site::wasm("ticket-explorer-npm", &[], site::Aim::Small)?;
    let package = root().join("npm/pkg");
    site::packager_task("bind")
        .word(wasm)
        .word("ticket_explorer")
        .word(&package)
        .run()?;
    site::optimise(&package.join("ticket_explorer_bg.wasm"))?;
    for (file, name) in FILES {
        fs::copy(root().join(file), package.join(name)).map_err(|error| format!("{file}: {error}"))?;
    }
    manifest(&package)
}

/// The package has the version of the crate, which stands in no other place.
fn manifest(package: &Path) -> Result {
    const VERSION: &str = "\"version\": \"0.0.0\"";
    let file = root().join("npm/package.json");
    let content = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let version = tools::locked_version("ticket-explorer-npm")?;
    let changed = content.replacen(VERSION, &format!("\"version\": \"{version}\""), 1);
    if changed == content && version != "0.0.0" {
        return Err(format!("npm/package.json has no {VERSION}"));
    }
    let into = package.join("package.json");
    fs::write(&into, changed).map_err(|error| format!("{}: {error}", into.display()))
}
