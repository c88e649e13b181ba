//! The form of a language folder: loads it, checks it (errors name file and line) and compiles it.
//!
//! ```
//! let languages = language::Languages::load(&[]).unwrap();
//! let english = languages.get("en").unwrap().unwrap();
//! assert!(!english.lexicon.analyses("signed").is_empty());
//! ```
//!
//! Everything that is known about a language stands in `languages/<tag>/`, in plain files that a linguist edits;
//! `languages/_example` is a small pretend language whose comments are the lesson. Nothing in this crate names a language.
//!
//! Not here: how a text is read with it (`reader`), and the words of the interface (`registry`).

mod features;
mod folder;
mod language;
mod languages;
mod lexicon;
mod lines;
mod paradigm;
mod settings;
mod times;
mod valence;

pub use features::{Features, Gender, Number, Pos, Suffix, VerbForm};
pub use folder::{Folder, folders};
pub use language::{Codes, Language};
pub use languages::Languages;
pub use lexicon::{Analysis, Lemma, LemmaId, Lexicon, Operator, Phrase, Trigger};
pub use settings::{Order, Proclitics, Settings, Tokens, Weights};
pub use times::{Category, Element, Feast, FeastDay, Grammar, Operation, Sorts, TimeWord, Times, Unit, What};
pub use valence::{Code, Constant, Entry, Mark, Restriction, Slot};

/// What can be wrong with a language folder.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// A line cannot be read.
    #[error("{place}: {what}")]
    Line {
        /// `file:line`.
        place: String,
        /// What is wrong, and what to write.
        what: String,
    },
    /// A file that a folder must have.
    #[error("languages/{tag}: the folder has no {what}")]
    Missing {
        /// The folder.
        tag: String,
        /// The file.
        what: String,
    },
    /// A file or folder that cannot be read.
    #[error("{path}: {what}")]
    Unreadable {
        /// The file.
        path: String,
        /// What the system says.
        what: String,
    },
    /// A frame of an overlay that is wrong.
    #[error("{0}")]
    Frame(String),
}
