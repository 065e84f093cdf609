//! `ticket completions` and `ticket man`: what a shell and `man` want to know of the tool, made of its own arguments.

use super::{Cli, Failure, Io, Status};
use clap::{Args, CommandFactory};
use clap_complete::Shell;

/// Arguments of `ticket completions`.
#[derive(Args, Debug)]
pub struct Completions {
    /// The shell to write for.
    #[arg(value_enum)]
    shell: Shell,
}

impl Completions {
    pub(super) fn run(&self, io: &mut Io<'_>) -> Result<Status, Failure> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "ticket", &mut script);
        io.output.write_all(&script)?;
        Ok(Status::Accepted)
    }
}

/// Arguments of `ticket man`.
#[derive(Args, Debug)]
pub struct Man {
    /// Only the page of this command; without it that of the tool.
    command: Option<String>,
}

impl Man {
    pub(super) fn run(&self, io: &mut Io<'_>) -> Result<Status, Failure> {
        let mut tool = Cli::command();
        tool.build();
        let of = match &self.command {
            None => tool,
            Some(name) => {
                let unknown = || Failure::Input("there is no such command; `ticket help` names them".into());
                tool.find_subcommand(name).ok_or_else(unknown)?.clone()
            }
        };
        let mut page = Vec::new();
        clap_mangen::Man::new(of).render(&mut page)?;
        io.output.write_all(&page)?;
        Ok(Status::Accepted)
    }
}
