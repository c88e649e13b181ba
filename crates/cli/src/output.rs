//! Printing: answers to the standard output, everything else to standard error; quiet where the reader has gone away.

use std::io::{self, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};
use registry::{Direction, Error, Page, Wording, isolate};

use crate::{
    arguments::{Color, Format, Global},
    terminal::Terminal,
};

/// How the program ends, as its exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Ended {
    /// Done.
    Done = 0,
    /// Nothing was found.
    Nothing = 1,
    /// An error.
    Error = 2,
    /// The name means several things.
    Ambiguous = 3,
}

/// Why a command failed.
#[derive(Debug)]
pub enum Failure {
    /// The registry says so.
    Registry(Error),
    /// What was typed cannot be used.
    Message(String),
    /// The output cannot be written.
    Output(io::Error),
    /// Nothing or several things were found; what there is to choose has been printed.
    Shown(Ended),
}

impl Failure {
    pub fn message(message: impl Into<String>) -> Failure {
        Failure::Message(message.into())
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        match error {
            Error::Output(error) => Failure::Output(error),
            // Broken pipes come back through serde as well.
            Error::Json(error) if error.is_io() => Failure::Output(error.into()),
            other => Failure::Registry(other),
        }
    }
}

impl From<registry::WordingError> for Failure {
    fn from(error: registry::WordingError) -> Failure {
        Failure::Registry(error.into())
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::Output(error)
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Failure {
        Failure::from(Error::from(error))
    }
}

/// The two streams.
pub struct Output {
    out: io::BufWriter<AutoStream<io::Stdout>>,
    choice: ColorChoice,
    styled: bool,
    quiet: bool,
    /// How answers are printed; the commands have different defaults.
    pub format: Option<Format>,
}

impl Output {
    pub fn new(global: &Global) -> Output {
        let choice = match global.color {
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
            Color::Auto => AutoStream::choice(&io::stdout()),
        };
        Output {
            out: io::BufWriter::with_capacity(64 << 10, AutoStream::new(io::stdout(), choice)),
            choice,
            styled: choice != ColorChoice::Never,
            quiet: global.quiet,
            format: global.format,
        }
    }

    /// Prints as it is.
    pub fn write(&mut self, text: &str) -> io::Result<()> {
        self.out.write_all(text.as_bytes())?;
        self.out.flush()
    }

    /// A stream for much output; flush it at the end.
    pub fn stream(&mut self) -> &mut dyn Write {
        &mut self.out
    }

    /// Prints a page.
    pub fn page(&mut self, page: &Page) -> io::Result<()> {
        let drawn = Terminal::of_output(self.styled).draw(page);
        self.write(&drawn)
    }

    /// Prints a JSON value: indented for people, on one line for `jsonl`.
    pub fn json(&mut self, value: &serde_json::Value) -> Result<(), Failure> {
        let text = match self.format {
            Some(Format::Jsonl) => serde_json::to_string(value)?,
            _ => serde_json::to_string_pretty(value)?,
        };
        Ok(self.write(&format!("{text}\n"))?)
    }

    /// A remark for a person who watches.
    pub fn remark(&self, text: &str) {
        if !self.quiet {
            self.error_line(text);
        }
    }

    /// Whether progress is shown: to a person, in a terminal.
    pub fn shows_progress(&self) -> bool {
        !self.quiet && io::stderr().is_terminal()
    }

    /// Tells why a command failed, and how it ends.
    pub fn fail(&mut self, failure: Failure) -> Ended {
        match failure {
            Failure::Shown(ended) => ended,
            // Whoever read our output has gone away: that is no error (`depositary export | head`).
            Failure::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => Ended::Done,
            Failure::Output(error) => {
                self.error_line(&format!("error: the output cannot be written: {error}. Is the disk full?"));
                Ended::Error
            }
            Failure::Message(message) => {
                self.error_line(&format!("error: {message}"));
                Ended::Error
            }
            Failure::Registry(error) => {
                self.error_line(&format!("error: {}", isolate(&error.to_string(), Direction::Ltr)));
                match error {
                    e if e.is_ambiguous() => Ended::Ambiguous,
                    e if e.is_not_found() => Ended::Nothing,
                    _ => Ended::Error,
                }
            }
        }
    }

    /// Shows what a name leaves to choose from, on standard error where the answer is for programs.
    pub fn choose(&mut self, error: Error, wording: &Wording) -> Failure {
        let ended = if error.is_ambiguous() { Ended::Ambiguous } else { Ended::Nothing };
        let Some(page) = registry::show::choices(&error, wording) else { return Failure::from(error) };
        let drawn = Terminal::of_output(self.styled).draw(&page);
        let mut stream = AutoStream::new(io::stderr(), self.choice);
        let _ = stream.write_all(drawn.as_bytes());
        Failure::Shown(ended)
    }

    fn error_line(&self, text: &str) {
        let _ = writeln!(io::stderr(), "{text}");
    }
}
