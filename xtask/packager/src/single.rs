//! The page as a single file: for a stick, an attachment, a machine without a network. It needs no server, and is opened
//! as it is.
//!
//! Scripts and styles stand in it as they are, wasm and the worker's script compressed (public/single.js unpacks them). So
//! its policy can be stricter than the site's: it names the two scripts and the style by their hashes, and allows no
//! request to anywhere, not even to where the file lies.

use crate::chunks;
use crate::compress::gzip;
use crate::html::{self, Tag};
use crate::site::{self, EARLY_END, EARLY_START};
use crate::split::CHUNKS;
use crate::{Result, read, read_text, write};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::path::Path;

/// What the page may do. `{script}` are the hashes of its scripts, `{style}` is that of its style. `blob:` is where the
/// worker's script gets its address from; nothing from elsewhere has one.
const POLICY: &str = "default-src 'none'; script-src 'wasm-unsafe-eval' {script}; style-src {style}; img-src data: blob:; \
    worker-src blob:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types default";

/// Writes the page to `file`.
pub fn single(parts: &Path, file: &Path) -> Result {
    let page = html::compact(&read_text(Path::new("index.html"))?);
    let early = html::between(&page, EARLY_START, EARLY_END)?.to_owned();
    let mut head = Vec::new();
    let part = |name: &str| block(name, &read(&parts.join(name))?);
    let mut blocks = vec![part("page.wasm")?];
    for chunk in chunks::files(&read_text(&parts.join(CHUNKS))?, &early)? {
        let name = format!("{}.wasm", chunk.name);
        head.push(chunk.tag(&name).to_string());
        blocks.push(block(&name, &chunk.wasm(parts)?)?);
    }
    let worker = Tag::new("meta")
        .with("name", "worker")
        .with("content", "reader.js")
        .with("data-wasm", "reader.wasm");
    head.push(worker.to_string());
    blocks.extend([part("reader.js")?, part("reader.wasm")?]);

    let style = [
        read_text(&parts.join("main.css"))?,
        read_text(&parts.join("later.css"))?,
    ]
    .concat();
    let script = read_text(&parts.join("single.js"))?;
    let theme = html::between(&page, "<script>", "</script>")?.to_owned();
    for (text, end) in [(&script, "</script"), (&script, "<!--"), (&style, "</style")] {
        if text.contains(end) {
            return Err(format!("`{end}` in what stands between tags would end it").into());
        }
    }
    let scripts = [&theme, &script]
        .map(|script| site::policy_hash(script))
        .join(" ");
    let policy = html::replace(POLICY, "{script}", &scripts)?;
    let policy = html::replace(&policy, "{style}", &site::policy_hash(&style))?;
    let of_the_site =
        html::between(&page, "http-equiv=\"Content-Security-Policy\" content=\"", "\"")?.to_owned();
    let icon = STANDARD.encode(read(Path::new("public/favicon.svg"))?);

    let page = html::replace(&page, &of_the_site, &policy)?;
    let page = html::replace(
        &page,
        &[EARLY_START, &early, EARLY_END].concat(),
        &head.join("\n"),
    )?;
    let page = html::replace(&page, site::STYLE, &format!("<style>{style}</style>"))?;
    let page = html::replace(
        &page,
        "<script defer src=\"public/boot.js\"></script>",
        &format!("<script type=\"module\">{script}</script>"),
    )?;
    let page = html::replace(
        &page,
        "public/favicon.svg",
        &format!("data:image/svg+xml;base64,{icon}"),
    )?;
    let page = html::replace(&page, site::TRUNK, "")?;
    let page = html::replace(&page, "</body>", &format!("{}\n</body>", blocks.join("\n")))?;
    let build = site::short_hash(page.as_bytes());
    write(file, html::replace(&page, "{build}", &build)?)
}

/// Bytes as text in the page. Browsers run no script of a type that they do not know.
fn block(name: &str, bytes: &[u8]) -> Result<String> {
    let tag = Tag::new("script")
        .with("type", "application/gzip")
        .with("data-name", name);
    Ok(format!("{tag}{}</script>", STANDARD.encode(gzip(bytes)?)))
}
