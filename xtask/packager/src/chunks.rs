//! The files that the chunks come in.
//!
//! The splitter makes a module for each chunk, and one for each set of chunks that have something in common: thirty of
//! them, most below a kilobyte. Everybody gets the early chunks, in a fixed order (`data-early` in index.html). So what one of
//! them has in common with later ones comes in its own file: that is one request for a chunk, and one text to compress.
//!
//! Such a file is itself wasm, so that hosts and tools take it for what it is. It has nothing but a custom section for
//! each module, named by the chunks that need it; public/chunks.js takes them out again.

use crate::html::Tag;
use crate::{Result, read};
use std::path::Path;
use wasm_encoder::CustomSection;

/// A file of the site with modules for chunks.
#[derive(Debug, PartialEq)]
pub struct ChunkFile {
    /// The chunk that it is fetched for.
    pub name: String,
    /// In the order in which they are started: shared ones before what calls them.
    modules: Vec<Module>,
    /// Which of the early files come at once with it: those of step 0, then those of step 1.
    step: Option<usize>,
}

/// A module that the splitter made.
#[derive(Debug, PartialEq)]
struct Module {
    /// Its name among the parts.
    part: String,
    /// The chunks that need it.
    chunks: Vec<String>,
}

impl ChunkFile {
    /// What tells the page about it: public/chunks.js.
    pub fn tag(&self, url: &str) -> Tag {
        let sections: Vec<String> = self.modules.iter().map(Module::section).collect();
        let tag = Tag::new("meta")
            .with("name", "chunk")
            .with("content", url)
            .with("data-for", &sections.join(","));
        match self.step {
            Some(step) => tag.with("data-early", &step.to_string()),
            None => tag,
        }
    }

    /// What is in it.
    pub fn wasm(&self, parts: &Path) -> Result<Vec<u8>> {
        let mut wasm = wasm_encoder::Module::new();
        for module in &self.modules {
            wasm.section(&CustomSection {
                name: module.section().into(),
                data: read(&parts.join(&module.part).with_extension("wasm"))?.into(),
            });
        }
        Ok(wasm.finish())
    }
}

impl Module {
    fn section(&self) -> String {
        self.chunks.join(" ")
    }
}

/// The files for all chunks. `list` says which modules each needs ([`CHUNKS`](crate::split::CHUNKS)), `early` what comes
/// first: steps between commas, and the chunks of a step between spaces.
pub fn files(list: &str, early: &str) -> Result<Vec<ChunkFile>> {
    let steps: Vec<(usize, &str)> = early
        .split(',')
        .enumerate()
        .flat_map(|(step, chunks)| chunks.split_whitespace().map(move |chunk| (step, chunk)))
        .collect();
    let rank = |chunk: &str| {
        steps
            .iter()
            .position(|(_, name)| *name == chunk)
            .unwrap_or(steps.len())
    };
    let mut lines: Vec<(&str, &str)> = list.lines().filter_map(|line| line.split_once(' ')).collect();
    lines.sort_by_key(|(chunk, _)| rank(chunk));
    if let Some((_, name)) = steps
        .iter()
        .find(|(_, name)| lines.iter().all(|(chunk, _)| chunk != name))
    {
        return Err(
            format!("index.html wants the chunk {name} early, but there is none of that name").into(),
        );
    }

    let mut modules: Vec<Module> = Vec::new();
    for (chunk, parts) in lines {
        for part in parts.split(' ') {
            match modules.iter_mut().find(|module| module.part == part) {
                Some(module) => module.chunks.push(chunk.into()),
                None => modules.push(Module {
                    part: part.into(),
                    chunks: vec![chunk.into()],
                }),
            }
        }
    }
    let mut files: Vec<ChunkFile> = Vec::new();
    for module in modules {
        // Its chunks are in order: an early one is the first. What only late ones share comes in a file of its own.
        let early = module.chunks.first().and_then(|first| steps.get(rank(first)));
        let (step, name) = match early {
            Some((step, chunk)) => (Some(*step), (*chunk).to_owned()),
            None => (None, module.chunks.join("_")),
        };
        match files.iter_mut().find(|file| file.name == name) {
            Some(file) => file.modules.push(module),
            None => files.push(ChunkFile {
                name,
                modules: vec![module],
                step,
            }),
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::files;

    #[test]
    fn what_is_shared_comes_with_the_first_that_needs_it_and_is_started_before_it() {
        let list = "a both split_a\nb some both split_b\nc first some split_c\nd first late split_d\ne late split_e\n";
        let files = files(list, "c, b a").unwrap();
        let tags: Vec<String> = files
            .iter()
            .map(|file| file.tag(&file.name).to_string())
            .collect();
        let tag = |name: &str, sections: &str, early: &str| {
            format!("<meta name=\"chunk\" content=\"{name}\" data-for=\"{sections}\"{early}>")
        };
        assert_eq!(
            tags,
            [
                tag("c", "c d,c b,c", " data-early=\"0\""),
                tag("b", "b a,b", " data-early=\"1\""),
                tag("a", "a", " data-early=\"1\""),
                tag("d_e", "d e", ""),
                tag("d", "d", ""),
                tag("e", "e", ""),
            ]
        );
        let parts: Vec<&str> = files
            .iter()
            .flat_map(|file| &file.modules)
            .map(|module| module.part.as_str())
            .collect();
        assert_eq!(
            parts,
            [
                "first", "some", "split_c", "both", "split_b", "split_a", "late", "split_d", "split_e"
            ]
        );
        assert!(super::files(list, "c, x").is_err());
    }
}
