//! The command line of Depositary: a shell that parses, asks `registry`, and prints.
//!
//! Exit codes: 0 done; 1 nothing found; 2 an error; 3 the name means several things.

mod arguments;
mod ask;
mod import;
mod keep;
mod output;
mod progress;
mod read;
mod terminal;

use std::process::ExitCode;

use arguments::{Arguments, Command, WorldCommand};
use clap::{CommandFactory, Parser};
use output::{Ended, Failure, Output};

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // clap prints help and versions to the standard output, mistakes to standard error.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { Ended::Error as u8 } else { 0 });
        }
    };
    let mut output = Output::new(&arguments.global);
    match run(arguments, &mut output) {
        Ok(ended) => ExitCode::from(ended as u8),
        Err(failure) => ExitCode::from(output.fail(failure) as u8),
    }
}

fn run(arguments: Arguments, output: &mut Output) -> Result<Ended, Failure> {
    let Arguments { global, command } = arguments;
    match command.unwrap_or(Command::Tour { keep: false }) {
        Command::Tour { keep } => keep::tour(&global, keep, output),
        Command::Read(read) => read::read(&global, &read, output),
        Command::Explain { text, source } => read::explain(&global, &text, &source, output),
        Command::Ingest(ingest) => keep::ingest(&global, &ingest, output),
        Command::Import(import) => import::import(&global, &import, output),
        Command::Reject { claim, decision } => {
            keep::decide(&global, registry::claims::Ruling::Reject, &claim, None, &decision, output)
        }
        Command::Decide { ruling, claim, other, decision } => {
            keep::decide(&global, ruling.ruling(), &claim, other.as_deref(), &decision, output)
        }
        Command::Retract { document, decision } => {
            keep::decide(&global, registry::claims::Ruling::Retract, &document, None, &decision, output)
        }
        Command::Supersede { claim, by, decision } => {
            keep::decide(&global, registry::claims::Ruling::Supersede, &claim, Some(&by), &decision, output)
        }
        Command::Verify { against } => keep::verify(&global, against.as_deref(), output),
        Command::Backup { file } => keep::backup(&global, &file, output),
        Command::Export { output: file } => keep::export(&global, file.as_deref(), output),
        Command::World { command: WorldCommand::Check } => keep::check(&global, output),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "depositary", &mut script);
            output.write(&String::from_utf8_lossy(&script))?;
            Ok(Ended::Done)
        }
        Command::Help { topic } => help(&global, &topic, output),
        question => ask::ask(&global, question, output),
    }
}

/// `help`, `help COMMAND`, `help stages`.
fn help(global: &arguments::Global, topic: &[String], output: &mut Output) -> Result<Ended, Failure> {
    if topic.first().is_some_and(|t| t == "stages" || t == "rules" || t == "glossary") {
        return ask::glossary(global, output);
    }
    let mut command = Arguments::command();
    command.build();
    for word in topic {
        match command.find_subcommand(word).cloned() {
            Some(found) => command = found,
            None => {
                let known: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
                return Err(Failure::message(format!(
                    "there is no command `{}`; there are {}, and `help stages`",
                    registry::neutral(word),
                    known.join(", ")
                )));
            }
        }
    }
    output.write(&command.render_long_help().ansi().to_string())?;
    Ok(Ended::Done)
}
