//! What could not be read, where, why, and what to do about it.

use std::{io, path::Path};

/// Something that could not be read, or not as written. Displayed as one sentence: `place: what; advice`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {what}; {advice}")]
pub struct Problem {
    /// The file, with the line where there is one: `reports/a.jsonl:12`. Standard input is `<stdin>`.
    pub place: String,
    /// What is wrong.
    pub what: String,
    /// What the user can do.
    pub advice: String,
    /// Whether a document was lost.
    pub severity: Severity,
}

/// Whether a problem cost a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The document was read all the same; something in it should be looked at.
    Warning,
    /// The document, line or file was left out.
    Error,
}

impl Problem {
    pub(crate) fn error(place: impl Into<String>, what: impl Into<String>, advice: impl Into<String>) -> Problem {
        Problem { place: place.into(), what: what.into(), advice: advice.into(), severity: Severity::Error }
    }

    pub(crate) fn warning(place: impl Into<String>, what: impl Into<String>, advice: impl Into<String>) -> Problem {
        Problem { severity: Severity::Warning, ..Problem::error(place, what, advice) }
    }

    pub(crate) fn io(path: &Path, error: &io::Error) -> Problem {
        let place = path.to_string_lossy();
        match error.kind() {
            io::ErrorKind::NotFound => Problem::error(place, "there is no such file or folder", "check the path"),
            io::ErrorKind::PermissionDenied => {
                Problem::error(place, "reading it is not permitted", "check its permissions")
            }
            _ => Problem::error(place, format!("it cannot be read ({error})"), "check the file and try again"),
        }
    }
}

/// A value from outside as it may stand in a message: cut, without control characters.
pub(crate) fn shown(value: &str) -> String {
    const LONGEST: usize = 60;
    let hidden = |c: char| {
        c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let mut out: String = value.chars().map(|c| if hidden(c) { '\u{fffd}' } else { c }).take(LONGEST).collect();
    if value.chars().nth(LONGEST).is_some() {
        out.push('…');
    }
    out
}
