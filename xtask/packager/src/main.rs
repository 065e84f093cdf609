//! Makes a site of what cargo built. `cargo xtask build` runs it; nobody else needs to.
//!
//! ```text
//! cargo's wasm ──split──▶ parts: page.js, page.wasm, chunks, boot.js, main.css, later.css
//!   the worker's ──worker──▶ reader.js, reader.wasm
//!                             │ made smaller in place by others, or not
//!                             ├──site──▶ index.html and files that carry their hashes
//!                             │            └──compress──▶ the same for hosts that serve them compressed
//!                             └──single──▶ the page as one file
//! ```
//!
//! A package of its own, so that `cargo xtask` itself starts at once: the libraries that split wasm and bind it to
//! JavaScript take half a minute to compile.

#![forbid(unsafe_code)]

mod chunks;
#[cfg(feature = "compress")]
mod compress;
mod html;
#[cfg(feature = "compress")]
mod single;
mod site;
mod split;

use std::path::Path;
use std::process::ExitCode;

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["split", wasm, parts] => split::split(Path::new(wasm), Path::new(parts)),
        ["worker", wasm, parts] => split::worker(Path::new(wasm), Path::new(parts)),
        ["site", parts, into] => site::site(Path::new(parts), Path::new(into), false),
        ["site", parts, into, "kept"] => site::site(Path::new(parts), Path::new(into), true),
        ["bind", wasm, name, into] => split::bind(Path::new(wasm), name, Path::new(into)),
        #[cfg(feature = "compress")]
        ["compress", file] => compress::compress(Path::new(file)),
        #[cfg(feature = "compress")]
        ["single", parts, file] => single::single(Path::new(parts), Path::new(file)),
        _ => Err(
            "packager split WASM PARTS | worker WASM PARTS | site PARTS INTO [kept] | compress FILE | \
             single PARTS FILE | bind WASM NAME INTO"
                .into(),
        ),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("packager: {error:?}");
            ExitCode::FAILURE
        }
    }
}

fn read(file: &Path) -> Result<Vec<u8>> {
    std::fs::read(file).map_err(|error| format!("{}: {error}", file.display()).into())
}

fn read_text(file: &Path) -> Result<String> {
    std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()).into())
}

fn write(file: &Path, content: impl AsRef<[u8]>) -> Result {
    std::fs::write(file, content).map_err(|error| format!("{}: {error}", file.display()).into())
}

/// A folder of this name, with nothing in it.
fn empty(folder: &Path) -> Result {
    if folder.exists() {
        std::fs::remove_dir_all(folder)?;
    }
    Ok(std::fs::create_dir_all(folder)?)
}
