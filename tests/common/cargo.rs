//! Cargo, asked about this project.

use std::env;
use std::process::Command;

/// What `cargo` with these words prints. Nothing is fetched that is not there.
pub fn cargo(words: &[&str]) -> String {
    let cargo = env::var_os("CARGO").expect("cargo runs the tests");
    let output = Command::new(cargo)
        .args(words)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo starts");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    String::from_utf8(output.stdout).expect("what cargo prints is text")
}
