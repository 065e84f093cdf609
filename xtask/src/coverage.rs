//! Which lines of the core the native tests run.
//!
//! Only the packages of this workspace are instrumented, so everything else is what `cargo test` has built before. Cargo
//! lets a program stand before rustc for those: this one, which adds a flag.

use crate::cargo;
use crate::run::{Result, Task, remove, root, target_dir, text};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{env, fs};

const CORE: &str = "src/ticket";
const TESTS: [&str; 6] = ["test", "--features", "cli", "--lib", "--bins", "--tests"];

/// Stands before rustc, if cargo started this program for that.
pub fn as_rustc() -> Option<ExitCode> {
    let words: Vec<OsString> = env::args_os().skip(1).collect();
    let (rustc, words) = words.split_first()?;
    if Path::new(rustc).file_stem()? != "rustc" {
        return None;
    }
    let status = Command::new(rustc)
        .args(words)
        .arg("-Cinstrument-coverage")
        .status();
    let is_fine = status.is_ok_and(|status| status.success());
    Some(if is_fine {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// `cargo xtask coverage [folder or file]`: a table, and pages that show each line.
pub fn coverage(words: &[String]) -> Result {
    let source = match words {
        [] => CORE,
        [source] => source,
        _ => return Err("it takes one folder or file at most".into()),
    };
    let (merge, report) = (llvm_tool("llvm-profdata")?, llvm_tool("llvm-cov")?);
    let folder = target_dir().join("coverage");
    let counts = folder.join("counts");
    remove(&counts)?;
    fs::create_dir_all(&counts).map_err(|error| format!("{}: {error}", counts.display()))?;

    let this = env::current_exe().map_err(|error| error.to_string())?;
    let tests = || {
        // The command-line tool runs thousands of times: runs of one program add to the same few files.
        cargo(TESTS)
            .env("RUSTC_WORKSPACE_WRAPPER", &this)
            .env("LLVM_PROFILE_FILE", counts.join("%4m.profraw"))
    };
    tests().run()?;
    let built = tests().words(["--no-run", "--message-format=json"]).output();
    let programs = programs(&built.ok_or("cargo does not say what it built")?);

    let profile = folder.join("profile");
    let files = fs::read_dir(&counts).map_err(|error| error.to_string())?;
    let files = files.flatten().map(|entry| entry.path());
    Task::new(merge)
        .words(["merge", "--sparse", "--output"])
        .word(&profile)
        .words(files)
        .run_quietly()?;
    let objects = programs
        .iter()
        .flat_map(|program| [Path::new("--object"), program]);
    let about = |command: &str| {
        Task::new(&report)
            .words([command, "--instr-profile"])
            .word(&profile)
            .words(objects.clone().skip(1))
    };
    let source = root().join(source);
    about("show")
        .words(["--format=html", "--show-line-counts-or-regions", "--output-dir"])
        .word(&folder)
        .word(&source)
        .run_quietly()?;
    about("report")
        .words(["--show-branch-summary=false", "--show-region-summary=false"])
        .word(&source)
        .run_quietly()?;
    eprintln!("Line by line: {}", folder.join("index.html").display());
    Ok(())
}

/// A tool of the compiler's own LLVM, whose version it must have.
fn llvm_tool(name: &str) -> Result<PathBuf> {
    let print = |what: &[&str]| Task::new("rustc").words(["--print"]).words(what).output();
    let libraries = print(&["target-libdir"]).ok_or("there is no rustc")?;
    let tool = Path::new(&libraries)
        .with_file_name("bin")
        .join(format!("{name}{}", env::consts::EXE_SUFFIX));
    if !tool.is_file() {
        Task::new("rustup")
            .words(["component", "add", "llvm-tools"])
            .run()?;
    }
    match tool.is_file() {
        true => Ok(tool),
        false => Err(format!("{} is not there", text(&tool))),
    }
}

/// The programs in what cargo says that it built, a line of JSON for each artifact.
fn programs(messages: &str) -> Vec<PathBuf> {
    const FIELD: &str = "\"executable\":\"";
    let paths = messages.lines().filter_map(|line| {
        let (_, rest) = line.split_once(FIELD)?;
        let (path, _) = rest.split_once('"')?;
        Some(PathBuf::from(path.replace("\\\\", "\\")))
    });
    paths.collect()
}

#[cfg(test)]
mod tests {
    use super::programs;
    use std::path::Path;

    #[test]
    fn programs_are_read_from_what_cargo_says() {
        let messages = "{\"reason\":\"compiler-artifact\",\"executable\":null}\n\
            {\"reason\":\"compiler-artifact\",\"executable\":\"C:\\\\a\\\\b.exe\",\"fresh\":true}\n";
        assert_eq!(programs(messages), [Path::new("C:\\a\\b.exe")]);
    }
}
