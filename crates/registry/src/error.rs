//! What can go wrong: each error says what, where, and what to do.

use std::path::PathBuf;

use crate::{WordingError, names::Choice};

/// An error of a use case.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Nothing has the name; near ones stand beside it.
    #[error("nothing in the data has the name `{query}`")]
    NotFound {
        /// What was asked for.
        query: String,
        /// Names that are nearly it, best first.
        near: Vec<Choice>,
    },
    /// Several have the name.
    #[error("`{query}` is the name of several")]
    Ambiguous {
        /// What was asked for.
        query: String,
        /// Those that have it.
        choices: Vec<Choice>,
    },
    /// Something else than what is asked for has the name.
    #[error("`{query}` is something else than what is asked for here")]
    WrongType {
        /// What was asked for.
        query: String,
        /// What has the name.
        found: Vec<Choice>,
        /// The type that would be right, as a code of the vocabulary.
        wanted: &'static str,
    },
    /// No claim has the id.
    #[error(
        "no claim or document with the id `{0}`. Ids are shown by `depositary why` and `depositary read`; the first eight characters are enough"
    )]
    UnknownId(String),
    /// A day or instant that cannot be read.
    #[error("`{0}` is no day or instant. Write YYYY-MM-DD, or an instant with a zone: 2025-11-07T20:15:00Z")]
    Instant(String),
    /// A decision without a reason.
    #[error("a decision needs a reason: --because \"...\"")]
    NoReason,
    /// The ledger.
    #[error(transparent)]
    Ledger(#[from] ledger::Error),
    /// The data of the world.
    #[error(transparent)]
    World(#[from] world::Error),
    /// The language folders.
    #[error(transparent)]
    Language(#[from] language::Error),
    /// The words of the interface.
    #[error(transparent)]
    Wording(#[from] WordingError),
    /// A frame file of an overlay.
    #[error("{0}")]
    Frames(String),
    /// A folder or file of an overlay.
    #[error("{}: {source}. `--data` takes folders that hold `languages/`, `frames/` or `world/`", file.display())]
    Data {
        /// The folder or file.
        file: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The output cannot be written.
    #[error("the output cannot be written: {0}")]
    Output(#[from] std::io::Error),
    /// Something cannot be written as JSON.
    #[error("an answer cannot be written as JSON: {0}. This is a fault of the program; please report it")]
    Json(#[from] serde_json::Error),
}

/// What the functions of this crate return.
pub type Result<T, E = Error> = std::result::Result<T, E>;
