//! The command `ticket`. Everything it does is in [`ticket_explorer::cli`].

use std::process::ExitCode;
use ticket_explorer::cli;

fn main() -> ExitCode {
    ExitCode::from(cli::main(std::env::args_os()))
}
