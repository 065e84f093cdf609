//! From the parts to the site: every file by the name of its hash, and the page that names them.

use crate::chunks;
use crate::html::{self, Tag};
use crate::split::CHUNKS;
use crate::{Result, empty, read, read_text, write};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use std::cell::RefCell;
use std::path::Path;

/// What stands in index.html where the files are to be named, around the names of the early chunks.
pub const EARLY_START: &str = "<link rel=\"files\" data-early=\"";
pub const EARLY_END: &str = "\">";
/// What stands there where the style is to be.
pub const STYLE: &str = "<link rel=\"stylesheet\" href=\"style/main.css\">";
/// What only Trunk reads.
pub const TRUNK: &str = "<link data-trunk rel=\"rust\" data-trunk-skip>\n";

/// A file of the site: where it is, and the hash that the browser checks it by.
#[derive(Clone)]
struct File {
    url: String,
    integrity: String,
}

/// Fills the folder `into` with the site: one that can be installed and keeps itself, if it `is_kept`.
pub fn site(parts: &Path, into: &Path, is_kept: bool) -> Result {
    empty(into)?;
    let files = RefCell::new(Vec::new());
    let publish_bytes = |bytes: &[u8], name: &str, ending: &str| -> Result<File> {
        let name = format!("{name}-{}.{ending}", short_hash(bytes));
        write(&into.join(&name), bytes)?;
        let file = File {
            url: format!("./{name}"),
            integrity: integrity(bytes),
        };
        files.borrow_mut().push(file.clone());
        Ok(file)
    };
    let publish = |file: &Path, name: &str, ending: &str| publish_bytes(&read(file)?, name, ending);

    let glue = publish(&parts.join("page.js"), "page", "js")?;
    let wasm = publish(&parts.join("page.wasm"), "page", "wasm")?;
    let boot = publish(&parts.join("boot.js"), "boot", "js")?;
    let icon = publish(Path::new("public/favicon.svg"), "favicon", "svg")?;
    let mut head = vec![
        Tag::new("link")
            .with("rel", "modulepreload")
            .with("href", &glue.url)
            .with("integrity", &glue.integrity),
        // Browsers ignore the integrity of what is preloaded for `fetch`, and complain about it: boot.js is told in an
        // attribute of another name.
        Tag::new("link")
            .with("rel", "preload")
            .with("as", "fetch")
            .with("type", "application/wasm")
            .with("crossorigin", "anonymous")
            .with("href", &wasm.url)
            .with("data-integrity", &wasm.integrity),
    ];
    let page = html::compact(&read_text(Path::new("index.html"))?);
    let early = html::between(&page, EARLY_START, EARLY_END)?.to_owned();
    for chunk in chunks::files(&read_text(&parts.join(CHUNKS))?, &early)? {
        let file = publish_bytes(&chunk.wasm(parts)?, &chunk.name, "wasm")?;
        head.push(chunk.tag(&file.url).with("data-integrity", &file.integrity));
    }

    // Comes with the first chunk: public/chunks.js.
    let later = publish(&parts.join("later.css"), "later", "css")?;
    head.push(
        Tag::new("meta")
            .with("name", "style")
            .with("content", &later.url)
            .with("data-integrity", &later.integrity),
    );
    // Fetched when it is first used: src/web/tools/scan/worker.rs.
    let worker = publish(&parts.join("reader.js"), "reader", "js")?;
    let program = publish(&parts.join("reader.wasm"), "reader", "wasm")?;
    head.push(
        Tag::new("meta")
            .with("name", "worker")
            .with("content", &worker.url)
            .with("data-wasm", &program.url)
            .with("data-integrity", &program.integrity),
    );
    if is_kept {
        head.extend(app(&icon, &publish_bytes)?);
    }

    let style = read_text(&parts.join("main.css"))?;
    let script = html::between(&page, "<script>", "</script>")?.to_owned();
    let policy = |text: &str| -> Result<String> {
        let text = html::replace(text, "{script}", &policy_hash(&script))?;
        html::replace(&text, "{style}", &policy_hash(&style))
    };
    let page = policy(&page)?;
    let page = html::replace(
        &page,
        &[EARLY_START, &early, EARLY_END].concat(),
        &head.iter().map(Tag::to_string).collect::<Vec<_>>().join("\n"),
    )?;
    let page = html::replace(&page, STYLE, &format!("<style>{style}</style>"))?;
    let page = html::replace(&page, "\"public/favicon.svg\"", &format!("\"{}\"", icon.url))?;
    let page = html::replace(
        &page,
        "\"public/boot.js\"",
        &format!("\"{}\" integrity=\"{}\"", boot.url, boot.integrity),
    )?;
    let page = html::replace(&page, TRUNK, "")?;
    let build = short_hash(page.as_bytes());
    let page = html::replace(&page, "{build}", &build)?;
    write(&into.join("index.html"), &page)?;
    if is_kept {
        let script = keeper(&build, &page, &files.into_inner())?;
        write(&into.join(KEEPER), script)?;
    }
    write(
        &into.join("_headers"),
        policy(&read_text(Path::new("public/_headers"))?)?,
    )
}

/// The worker that keeps a build. Its name must stay the same, or the browser would keep an old one beside it.
const KEEPER: &str = "sw.js";

/// Puts bytes into the site as a file with a name and an ending.
type Publish<'a> = dyn Fn(&[u8], &str, &str) -> Result<File> + 'a;

/// What stands in the head of a page that can be installed.
fn app(icon: &File, publish: &Publish) -> Result<Vec<Tag>> {
    let manifest = read_text(Path::new("public/manifest.webmanifest"))?;
    let picture = |name: &str| {
        publish(
            &read(&Path::new("public").join(format!("{name}.png")))?,
            name,
            "png",
        )
    };
    let (large, maskable) = (picture("icon")?, picture("maskable")?);
    let manifest = html::replace(&manifest, "{favicon.svg}", &icon.url)?;
    let manifest = html::replace(&manifest, "{icon.png}", &large.url)?;
    let manifest = html::replace(&manifest, "{maskable.png}", &maskable.url)?;
    let manifest = publish(manifest.as_bytes(), "app", "webmanifest")?;
    Ok(vec![
        Tag::new("link")
            .with("rel", "manifest")
            .with("href", &manifest.url),
        Tag::new("link")
            .with("rel", "apple-touch-icon")
            .with("href", &maskable.url),
        Tag::new("meta")
            .with("name", "offline")
            .with("content", &format!("./{KEEPER}")),
    ])
}

/// The script of the worker: it knows the page and all of its files by their hashes.
fn keeper(build: &str, page: &str, files: &[File]) -> Result<String> {
    let page = File {
        url: String::from("./"),
        integrity: integrity(page.as_bytes()),
    };
    let files = [&page].into_iter().chain(files);
    let lines: Vec<String> = files
        .map(|file| format!("  {:?}: {:?}", file.url, file.integrity))
        .collect();
    let named = format!("{{ name: {build:?}, files: {{\n{}\n}} }}", lines.join(",\n"));
    let script = read_text(Path::new("public/sw.js"))?;
    html::replace(&script, "/* build */ { name: \"\", files: {} } /* */", &named)
}

/// How browsers are told what a file must be.
fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(bytes)))
}

/// Enough of a hash to tell files apart, fit for a name.
pub fn short_hash(bytes: &[u8]) -> String {
    let hash = STANDARD.encode(Sha256::digest(bytes));
    hash.chars()
        .filter(char::is_ascii_alphanumeric)
        .take(16)
        .collect()
}

/// How a policy names what is inline.
pub fn policy_hash(text: &str) -> String {
    format!("'{}'", integrity(text.as_bytes()))
}
