//! What is published: the crate and the npm package, made as they would be and used where they are installed.

use crate::run::{Result, Task, remove, root, target_dir, text};
use crate::{cargo, npm, tools};
use std::fs;
use std::path::Path;

const CRATE: &str = "ticket-explorer";

/// A program of somebody else, and what it prints.
const PROGRAM: &str = r#"use ticket_explorer::ticket::{EndpointTicket, Link};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let ticket: EndpointTicket = "endpointacfiry65oqe7dfp5klns2pf2lvzmuzyjx4ozieq36n2iqanub5xvyaibab7qaaab2ieq".parse()?;
    assert_eq!(ticket.endpoint_addr().ips().count(), 1);
    assert!("endpointacfiry65".parse::<EndpointTicket>().is_err());
    assert!("eidetica:?db=x".parse::<Link>().is_err());
    println!("{ticket}");
    Ok(())
}
"#;

/// Makes both, and leaves them in target/package.
pub fn package() -> Result {
    let folder = target_dir().join("package");
    the_crate(&folder)?;
    tools::node()?;
    npm::build()?;
    Task::new("npm")
        .words(["pack", "--silent", "--pack-destination"])
        .word(&folder)
        .word(root().join("npm/pkg"))
        .run()?;
    println!("\nThe packages are in {}.", folder.display());
    Ok(())
}

/// The crate: packed, unpacked elsewhere, and there taken for a dependency and installed.
fn the_crate(folder: &Path) -> Result {
    let version = tools::locked_version(CRATE)?;
    let name = format!("{CRATE}-{version}");
    // Cargo would compile it once more without any feature.
    cargo(["package", "--no-verify", "--allow-dirty", "--package", CRATE]).run()?;
    let unpacked = folder.join(&name);
    remove(&unpacked)?;
    Task::new("tar")
        .words(["-xzf", &format!("{name}.crate")])
        .folder(folder)
        .run()?;

    let user = folder.join("user");
    write(
        &user.join("Cargo.toml"),
        &format!(
            "[package]\nname = \"user\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n{CRATE} = {{ path = \
             \"../{name}\", features = [\"native\"] }}\n"
        ),
    )?;
    write(&user.join("src/main.rs"), PROGRAM)?;
    // With the versions that are tested here.
    fs::copy(root().join("Cargo.lock"), user.join("Cargo.lock")).map_err(|error| error.to_string())?;
    let build = text(&target_dir());
    cargo(["run", "--quiet"])
        .folder(&user)
        .env("CARGO_TARGET_DIR", &build)
        .run()?;
    cargo(["test", "--quiet", "--examples", "--features", "native"])
        .folder(&unpacked)
        .env("CARGO_TARGET_DIR", &build)
        .run()?;

    let installed = folder.join("installed");
    cargo([
        "install",
        "--quiet",
        "--debug",
        "--locked",
        "--force",
        "--features",
        "cli",
        "--bin",
        "ticket",
        "--path",
    ])
    .word(&unpacked)
    .word("--root")
    .word(&installed)
    .env("CARGO_TARGET_DIR", &build)
    .run()?;
    let program = installed
        .join("bin")
        .join(format!("ticket{}", std::env::consts::EXE_SUFFIX));
    Task::new(program)
        .words([
            "decode",
            "endpointacfiry65oqe7dfp5klns2pf2lvzmuzyjx4ozieq36n2iqanub5xvyaibab7qaaab2ieq",
        ])
        .run()
}

fn write(file: &Path, content: &str) -> Result {
    let failed = |error: std::io::Error| format!("{}: {error}", file.display());
    fs::create_dir_all(file.parent().unwrap_or(file)).map_err(failed)?;
    fs::write(file, content).map_err(failed)
}
