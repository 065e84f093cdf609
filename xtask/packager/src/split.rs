//! From cargo's wasm to the parts of the page: the main file with its glue script, and the chunks.

use crate::{Result, empty, read, read_text, write};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use wasm_bindgen_cli_support::{Bindgen, Output};
use wasm_split_cli_support::{Options, transform};

/// The list of chunks among the parts: a line for each, its name and its files in the order in which they are started.
pub const CHUNKS: &str = "chunks.txt";
/// What wasm-split would import a loader from.
const LOADER: &str = "./__wasm_split.js";
/// What wasm-bindgen calls the glue of page.wasm.
const GLUE: &str = "./page_bg.js";

/// Fills the folder `parts` with page.js, page.wasm, a wasm file for each chunk, the list of the chunks, and what else
/// the page is made of.
pub fn split(wasm: &Path, parts: &Path) -> Result {
    empty(parts)?;
    let bytes = read(wasm)?;
    let main = parts.join("page.wasm");
    let mut options = Options::new(&bytes);
    options.output_dir = parts;
    options.main_out_path = &main;
    options.link_name = LOADER;
    let chunks = transform(options)?.prefetch_map;
    // Ours checks what it loads: public/chunks.js.
    fs::remove_file(parts.join(LOADER))?;

    let mut list: Vec<String> = Vec::new();
    for (chunk, files) in &chunks {
        if files.is_empty() {
            return Err(format!("the chunk {chunk} is empty: all that is in it is needed elsewhere").into());
        }
        list.push(format!("{chunk} {}\n", files.join(" ")));
    }
    list.sort();
    write(&parts.join(CHUNKS), list.concat())?;

    let mut output = Bindgen::new()
        .web(true)?
        .typescript(false)
        // The chunks are linked against what the linker exported, by these names.
        .keep_lld_exports(true)
        .demangle(false)
        .input_path(&main)
        .generate_output()?;
    let glue = with_loader(output.js(), &read_text(Path::new("public/chunks.js"))?)?;
    let numbers = number_imports(&mut output);
    write(&main, output.wasm_mut().emit_wasm())?;
    let glue = with_numbers(&glue, &numbers)?;
    // The glue with what takes the place of the network, and what starts both: public/single.js.
    let single = [
        &glue,
        &read_text(Path::new("public/single.js"))?,
        &read_text(Path::new("public/boot.js"))?,
    ];
    write(&parts.join("single.js"), single.map(String::as_str).concat())?;
    write(&parts.join("page.js"), glue)?;
    for file in ["public/boot.js", "style/main.css", "style/later.css"] {
        let file = Path::new(file);
        write(&parts.join(file.file_name().unwrap_or_default()), read(file)?)?;
    }
    Ok(())
}

/// Puts our loader into the glue, in place of its imports of another: one for each chunk, and all the same.
fn with_loader(glue: &str, loader: &str) -> Result<String> {
    let ending = format!(" from \"{LOADER}\"");
    let is_import =
        |line: &&str| line.starts_with("import ") && line.trim_end_matches(';').ends_with(&ending);
    let is_use = |line: &&str| line.trim_start().starts_with(&format!("\"{LOADER}\": "));
    let imports = glue.lines().filter(is_import).count();
    if imports == 0 || imports != glue.lines().filter(is_use).count() {
        return Err(format!("the glue does not import {LOADER} as expected").into());
    }
    let mut changed = String::from(loader);
    let mut used = false;
    for line in glue.lines().filter(|line| !is_import(line)) {
        if !is_use(&line) {
            changed.extend([line, "\n"]);
        } else if !used {
            changed.push_str(&format!("\"{LOADER}\": chunks,\n"));
            used = true;
        }
    }
    Ok(changed)
}

/// Numbers what the wasm imports from its glue, and tells the names that it had. A hash in each of three hundred names,
/// twice, is 7 KB of what everybody waits for.
fn number_imports(output: &mut Output) -> BTreeMap<String, usize> {
    let imports = output.wasm_mut().imports.iter_mut();
    let from_glue = imports.filter(|import| import.module == GLUE);
    let numbered = from_glue.enumerate().map(|(number, import)| {
        let name = std::mem::replace(&mut import.name, number.to_string());
        (name, number)
    });
    numbered.collect()
}

/// The glue with numbers for what it gives to the wasm: each name stands there once, at the start of a line.
fn with_numbers(glue: &str, numbers: &BTreeMap<String, usize>) -> Result<String> {
    let mut used = 0;
    let lines = glue.lines().map(|line| {
        let key = line.trim_start().split_once(": ");
        match key.and_then(|(key, rest)| Some((numbers.get(key)?, rest))) {
            Some((number, rest)) => {
                used += 1;
                format!("{number}: {rest}\n")
            }
            None => format!("{line}\n"),
        }
    });
    let changed = lines.collect();
    if used == numbers.len() {
        Ok(changed)
    } else {
        Err(format!(
            "the glue has {used} of the {} names that the wasm imports",
            numbers.len()
        )
        .into())
    }
}

/// Adds a worker to the parts, which is not split: reader.js, its glue and what it does, and reader.wasm.
pub fn worker(wasm: &Path, parts: &Path) -> Result {
    let mut output = Bindgen::new()
        // A classic script: Chromium starts no worker that is a module for a page that is a file.
        .no_modules(true)?
        .typescript(false)
        .input_path(wasm)
        .generate_output()?;
    drop_relocations(&mut output);
    write(&parts.join("reader.wasm"), output.wasm_mut().emit_wasm())?;
    let script = read_text(Path::new("public/reader.js"))?;
    write(&parts.join("reader.js"), [output.js(), "\n", &script].concat())
}

/// Takes out what the linker wrote down for the splitter: as large as the code, and of no use where nothing is split.
fn drop_relocations(output: &mut Output) {
    for section in ["linking", "reloc.CODE", "reloc.DATA"] {
        output.wasm_mut().customs.remove_raw(section);
    }
}

/// Binds wasm that is not split: an ES module. Its types are npm/index.d.ts.
pub fn bind(wasm: &Path, name: &str, into: &Path) -> Result {
    empty(into)?;
    let mut output = Bindgen::new()
        .web(true)?
        .typescript(false)
        .out_name(name)
        .input_path(wasm)
        .generate_output()?;
    drop_relocations(&mut output);
    Ok(output.emit(into)?)
}

#[cfg(test)]
mod tests {
    use super::{with_loader, with_numbers};
    use std::collections::BTreeMap;

    #[test]
    fn our_loader_takes_the_place_of_the_import() {
        let glue = "import * as import1 from \"./__wasm_split.js\"\nimport * as import2 from \"./__wasm_split.js\"\n\
            const imports = {\n    \"./__wasm_split.js\": import1,\n    \"./__wasm_split.js\": import2,\n};\n";
        assert_eq!(
            with_loader(glue, "const chunks = 0;\n").unwrap(),
            "const chunks = 0;\nconst imports = {\n\"./__wasm_split.js\": chunks,\n};\n"
        );
        assert!(with_loader("let wasm;\n", "").is_err());
        assert!(with_loader("import * as import1 from \"./__wasm_split.js\"\n", "").is_err());
    }

    #[test]
    fn numbers_take_the_place_of_names() {
        let glue = "const imports = {\n        __wbg_a_0f: function(arg0) {\nreturn b: 1;\n},\nb: c,\n};\n";
        let numbers = |names: &[&str]| -> BTreeMap<String, usize> {
            names.iter().map(|name| String::from(*name)).zip(0..).collect()
        };
        assert_eq!(
            with_numbers(glue, &numbers(&["__wbg_a_0f", "b"])).unwrap(),
            "const imports = {\n0: function(arg0) {\nreturn b: 1;\n},\n1: c,\n};\n"
        );
        // One that is not there, and one that is there twice.
        assert!(with_numbers(glue, &numbers(&["c"])).is_err());
        assert!(with_numbers(&glue.repeat(2), &numbers(&["b"])).is_err());
    }
}
