//! Starting other programs: the environment that they share, what is printed, what a failure says.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

/// What every command here returns; the error is a sentence for the person who typed it.
pub type Result<T = ()> = std::result::Result<T, String>;

/// The project's root: the folder above this package.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// Where cargo puts what it builds.
pub fn target_dir() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// The path as text. Cargo's own arguments are text too, so a project in a folder that is not is out of reach anyway.
pub fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// Removes a folder and all that is in it, if it is there.
pub fn remove(folder: &Path) -> Result {
    match folder.exists() {
        true => fs::remove_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display())),
        false => Ok(()),
    }
}

/// One program about to be started in the project's root.
pub struct Task {
    program: OsString,
    command: Command,
    shown: Vec<String>,
}

impl Task {
    pub fn new(program: impl AsRef<OsStr>) -> Self {
        let program = program.as_ref();
        // npm is a script on Windows, and is not found without its ending.
        let script = cfg!(windows) && program == "npm";
        let name = if script { OsStr::new("npm.cmd") } else { program };
        let mut command = Command::new(name);
        command.current_dir(root());
        let program = program.to_os_string();
        Self {
            program,
            command,
            shown: Vec::new(),
        }
    }

    pub fn word(mut self, word: impl AsRef<OsStr>) -> Self {
        self.command.arg(word.as_ref());
        self.shown.push(word.as_ref().to_string_lossy().into_owned());
        self
    }

    pub fn words<W: AsRef<OsStr>>(self, words: impl IntoIterator<Item = W>) -> Self {
        words.into_iter().fold(self, Self::word)
    }

    /// Words that are too long to be shown, and nobody would type.
    pub fn unshown<W: AsRef<OsStr>>(mut self, words: impl IntoIterator<Item = W>) -> Self {
        self.command.args(words);
        self
    }

    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    pub fn folder(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Puts folders in front of the PATH of this program.
    pub fn with_path(self, folders: &[PathBuf]) -> Self {
        if folders.is_empty() {
            return self;
        }
        let old = env::var_os("PATH").unwrap_or_default();
        let all = folders.iter().cloned().chain(env::split_paths(&old));
        match env::join_paths(all) {
            Ok(path) => self.env("PATH", path),
            Err(_) => self,
        }
    }

    fn line(&self) -> String {
        let name = Path::new(&self.program).file_name().unwrap_or(&self.program);
        let mut line = name.to_string_lossy().into_owned();
        for word in &self.shown {
            line.push(' ');
            // What a file is called matters, not where this copy of the project happens to lie.
            line.push_str(&word.replace(&format!("{}{}", text(&root()), std::path::MAIN_SEPARATOR), ""));
        }
        line
    }

    /// Says what is run, runs it, and is content only with success.
    pub fn run(self) -> Result {
        eprintln!("\x1b[2m$ {}\x1b[0m", self.line());
        self.run_quietly()
    }

    /// The same for a line that is too long to be read.
    pub fn run_quietly(mut self) -> Result {
        let line = self.line();
        match self.command.status() {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(format!("`{line}` failed ({status})")),
            Err(error) => Err(format!("`{line}` did not start: {error}")),
        }
    }

    /// What the program prints, or nothing when it cannot be started or fails.
    pub fn output(mut self) -> Option<String> {
        let output = self
            .command
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .output()
            .ok()?;
        let output = output.status.success().then_some(output.stdout)?;
        Some(String::from_utf8_lossy(&output).trim().to_owned())
    }
}

/// Whether a program can be started and is content with being asked its version.
pub fn works(program: impl AsRef<OsStr>) -> bool {
    Task::new(program).word("--version").output().is_some()
}
