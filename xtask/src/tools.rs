//! What the commands need beside cargo, and how it is found or installed.

use crate::cargo;
use crate::run::{Result, Task, root, text, works};
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Major version of the npm package `binaryen`, as in tests/e2e/package.json.
const BINARYEN: &str = "132";
const NODE: u32 = 20;
pub const WASM: &str = "wasm32-unknown-unknown";

/// A program that cargo installs, in one exact version.
struct Tool {
    package: &'static str,
    name: &'static str,
    version: String,
}

/// The folder for PATH in which wasm-bindgen's test runner lies, in the version that Cargo.lock names: glue and wasm must
/// come from the same one. One that is there and fits is used.
pub fn test_runner() -> Result<Vec<PathBuf>> {
    let version = locked_version("wasm-bindgen")?;
    Tool {
        package: "wasm-bindgen-cli",
        name: "wasm-bindgen",
        version,
    }
    .find_or_install()
}

impl Tool {
    fn find_or_install(&self) -> Result<Vec<PathBuf>> {
        let home = cache()?.join(format!("{}-{}", self.name, self.version));
        let bin = home.join("bin");
        if self.answers(&bin.join(self.name)) {
            return Ok(vec![bin]);
        }
        if self.answers(Path::new(self.name)) {
            return Ok(Vec::new());
        }
        eprintln!(
            "Installing {} {}: this takes some minutes, once.",
            self.name, self.version
        );
        let install = |flags: &[&str]| {
            cargo(["install"])
                .words(flags)
                .words(["--root", &text(&home), "--version", &self.version, self.package])
                // They run for seconds: better built soon than fast.
                .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
                .env("CARGO_PROFILE_RELEASE_LTO", "off")
                .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
                .run()
        };
        // A lock file can name a release that the registry in use does not have yet.
        install(&["--locked"]).or_else(|error| {
            eprintln!("{error}; trying again without its lock file");
            install(&[])
        })?;
        Ok(vec![bin])
    }

    /// Whether this program is there and is of the right version.
    fn answers(&self, program: &Path) -> bool {
        let answer = Task::new(program).word("--version").output();
        answer.is_some_and(|answer| answer.split_whitespace().any(|word| word == self.version))
    }
}

/// Where tools are kept between projects and between copies of this one.
fn cache() -> Result<PathBuf> {
    let set = |name: &str| {
        env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    if let Some(folder) = set("TICKET_EXPLORER_TOOLS") {
        return Ok(root().join(folder));
    }
    let base = if cfg!(windows) {
        set("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        set("HOME").map(|home| home.join("Library/Caches"))
    } else {
        set("XDG_CACHE_HOME").or_else(|| set("HOME").map(|home| home.join(".cache")))
    };
    let base = base.ok_or("no cache directory: set TICKET_EXPLORER_TOOLS to a folder for the tools")?;
    Ok(base.join("ticket-explorer"))
}

/// The version of a package in Cargo.lock: of ours as of any other.
pub fn locked_version(package: &str) -> Result<String> {
    let lock =
        fs::read_to_string(root().join("Cargo.lock")).map_err(|error| format!("Cargo.lock: {error}"))?;
    version_in(&lock, package).ok_or_else(|| format!("Cargo.lock names no {package}"))
}

fn version_in(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    let version = lines.nth(1)?.strip_prefix("version = \"")?;
    Some(version.trim_end_matches('"').to_owned())
}

/// Makes sure that Rust can build for this target.
pub fn target(name: &str) -> Result {
    let folder = Task::new("rustc")
        .words(["--print", "target-libdir", "--target", name])
        .output();
    if folder.is_some_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(());
    }
    if !works("rustup") {
        return Err(format!(
            "Rust's standard library for {name} is missing, and there is no rustup to add it with"
        ));
    }
    Task::new("rustup").words(["target", "add", name]).run()
}

/// Makes sure that this version of Rust is there, beside the one that the project is built with.
pub fn toolchain(version: &str) -> Result {
    let answers = |words: &[&str]| Task::new("rustup").words(words).output().is_some();
    if answers(&["run", version, "cargo", "--version"]) {
        return Ok(());
    }
    if !works("rustup") {
        return Err(format!(
            "Rust {version} is missing, and there is no rustup to install it with"
        ));
    }
    Task::new("rustup")
        .words([
            "toolchain",
            "install",
            version,
            "--profile",
            "minimal",
            "--no-self-update",
        ])
        .run()
}

/// Node and npm, in a version that can run what is here.
pub fn node() -> Result {
    if !works("node") || !works("npm") {
        debian(&["nodejs", "npm"])
            .map_err(|_| format!("please install Node.js {NODE} or newer, with npm"))?;
    }
    let version = Task::new("node").word("--version").output().unwrap_or_default();
    let major = version
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|major| major.parse::<u32>().ok());
    if major.is_some_and(|major| major >= NODE) {
        return Ok(());
    }
    Err(format!(
        "this needs Node.js {NODE} or newer, but there is {version}"
    ))
}

/// The folder of the browser tests with its npm packages installed, exactly as its lock file says.
pub fn npm_packages() -> Result<PathBuf> {
    let folder = root().join("tests/e2e");
    let wanted = fs::read_to_string(folder.join("package-lock.json")).map_err(|error| error.to_string())?;
    let stamp = folder.join("node_modules/.installed-from");
    if fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) {
        return Ok(folder);
    }
    node()?;
    Task::new("npm")
        .words(["ci", "--loglevel=error"])
        .folder(&folder)
        .run()?;
    fs::write(&stamp, wanted).map_err(|error| format!("{}: {error}", stamp.display()))?;
    Ok(folder)
}

/// How to start one of Binaryen's tools: the npm package's, or the same version from PATH.
pub fn binaryen(name: &str) -> Result<Task> {
    let found = Task::new(name).word("--version").output().unwrap_or_default();
    if found.split_whitespace().any(|word| word == BINARYEN) {
        return Ok(Task::new(name));
    }
    if !works("npm") {
        return Err(format!("there is neither npm nor {name} {BINARYEN}"));
    }
    let script = npm_packages()?.join("node_modules/binaryen/bin").join(name);
    Ok(Task::new("node").word(script))
}

/// A Chromium, Chrome or the like.
pub fn chromium() -> Result<PathBuf> {
    let named = [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ];
    let fixed = [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "C:/Program Files/Google/Chrome/Application/chrome.exe",
    ];
    let find = || {
        let fixed = fixed.iter().map(PathBuf::from).find(|path| path.is_file());
        named.iter().find_map(|name| on_path(name)).or(fixed)
    };
    if let Some(named) = env::var_os("CHROMIUM").filter(|named| !named.is_empty()) {
        return Ok(named.into());
    }
    if let Some(found) = find() {
        return Ok(found);
    }
    let please =
        "please install Chromium or Chrome (on Debian: apt-get install chromium), or set CHROMIUM to one";
    debian(&["chromium"]).map_err(|_| please.to_owned())?;
    find().ok_or_else(|| please.to_owned())
}

/// A Firefox, where there is one; in CI there is.
pub fn firefox() -> Result<Option<PathBuf>> {
    let find = || ["firefox", "firefox-esr"].iter().find_map(|name| on_path(name));
    if let Some(named) = env::var_os("FIREFOX").filter(|named| !named.is_empty()) {
        return Ok(Some(named.into()));
    }
    match find() {
        None if in_ci() => {
            debian(&["firefox-esr"])?;
            Ok(find())
        }
        found => Ok(found),
    }
}

/// The driver through which wasm-bindgen's test runner speaks to the browser.
pub fn chromedriver() -> Result<PathBuf> {
    if let Some(named) = env::var_os("CHROMEDRIVER").filter(|named| !named.is_empty()) {
        return Ok(named.into());
    }
    if let Some(found) = on_path("chromedriver") {
        return Ok(found);
    }
    let please = "please install chromedriver in your browser's version (on Debian: apt-get install chromium-driver), or \
                  set CHROMEDRIVER to one";
    debian(&["chromium-driver"]).map_err(|_| please.to_owned())?;
    on_path("chromedriver").ok_or_else(|| please.to_owned())
}

fn on_path(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(&file))
        .find(|path| path.is_file())
}

/// Whether this is a machine of CI's: new, and nobody's own.
pub fn in_ci() -> bool {
    env::var("CI").is_ok_and(|value| !matches!(value.as_str(), "" | "0" | "false"))
}

/// Installs Debian packages in CI. On a machine that belongs to somebody that is left to them.
fn debian(packages: &[&str]) -> Result {
    if !in_ci() {
        return Err("not in CI".into());
    }
    let quiet = |task: Task| task.env("DEBIAN_FRONTEND", "noninteractive").run();
    quiet(Task::new("apt-get").words(["update", "-q"]))?;
    quiet(
        Task::new("apt-get")
            .words(["install", "-y", "-q", "--no-install-recommends"])
            .words(packages),
    )
}

/// What makes wasm small. Panics trap at once, know no place and print no values: nobody reads that in a page, which says
/// that it has stopped. And even for the smallest code LLVM copies functions into their callers that are a little larger
/// than a call.
const SMALL: [&str; 5] = [
    "-Zunstable-options",
    "-Cpanic=immediate-abort",
    "-Zlocation-detail=none",
    "-Zfmt-debug=none",
    "-Cllvm-args=-inline-threshold=0",
];

/// Has a task of cargo build wasm that is the same on every machine, with these flags.
pub fn reproducible(task: Task, flags: &[&str]) -> Task {
    let flags = remaps()
        .into_iter()
        .chain(flags.iter().map(|flag| flag.to_string()));
    // TOML's plain strings: folders have spaces, and on Windows backslashes.
    let flags: Vec<String> = flags.map(|flag| format!("'{flag}'")).collect();
    let setting = format!("target.{WASM}.rustflags=[{}]", flags.join(","));
    task.unshown(["--config", &setting])
}

/// The same, and as small as it can be, which takes several times as long.
///
/// The standard library comes compiled for speed, and with all that it takes to say where a panic happened. It is built
/// along instead, from the sources that `rust-toolchain.toml` asks for. A stable compiler does that only if it is told to
/// by `RUSTC_BOOTSTRAP`; which compiler it is stands in the same file.
pub fn small(task: Task, flags: &[&str]) -> Task {
    reproducible(task, &[&SMALL, flags].concat())
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort")
        .env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size")
}

fn sysroot() -> String {
    let sysroot = Task::new("rustc").words(["--print", "sysroot"]).output();
    sysroot.unwrap_or_default()
}

/// Flags that take the folders of this machine out of what is built. They would give each machine's build another name.
fn remaps() -> Vec<String> {
    let home = env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(env::home_dir()?.join(".cargo")));
    let registries = home.and_then(|home| fs::read_dir(home.join("registry/src")).ok());
    let registries = registries
        .into_iter()
        .flatten()
        .flatten()
        .map(|folder| text(&folder.path()));
    let folders = registries.chain([sysroot(), text(&root())]);
    folders
        .filter(|folder| !folder.is_empty() && !folder.contains('\''))
        .map(|folder| format!("--remap-path-prefix={folder}="))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::version_in;

    #[test]
    fn a_version_is_read_from_the_lock_file() {
        let lock = "[[package]]\nname = \"a-b\"\nversion = \"1.0.0\"\n\n[[package]]\nname = \"a\"\nversion = \"2.0.1\"\n";
        assert_eq!(version_in(lock, "a").as_deref(), Some("2.0.1"));
        assert_eq!(version_in(lock, "b"), None);
    }
}
