//! What can be wrong with a file of the world.

use std::path::PathBuf;

/// A file of the world that cannot be used. Says which file, where, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file or folder cannot be read.
    #[error("{}: cannot be read ({source}); check the path and its permissions", path.display())]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The file holds bytes that are no UTF-8.
    #[error("{file}:{line}: not UTF-8; save the file as UTF-8")]
    Encoding {
        /// The file, as the user named it.
        file: String,
        /// The line, from 1.
        line: u64,
    },
    /// A row has more or fewer cells than the header, or a quote is left open.
    #[error("{file}:{line}: {what}")]
    Shape {
        /// The file, as the user named it.
        file: String,
        /// The line, from 1.
        line: u64,
        /// What is wrong, and what to do.
        what: String,
    },
    /// A cell holds something that its column does not take.
    #[error("{file}:{line}, column `{column}`: {what}")]
    Cell {
        /// The file, as the user named it.
        file: String,
        /// The line, from 1.
        line: u64,
        /// The column, by its heading.
        column: String,
        /// What is wrong, and what to do.
        what: String,
    },
    /// A file whose name says nothing to the world.
    #[error("{file}: no table of the world has this name; the tables are {}", crate::table::Kind::list())]
    UnknownTable {
        /// The file, as the user named it.
        file: String,
    },
    /// The files of an overlay contradict each other, the built-in world, or `world/README.md`.
    #[error("{}", crate::check::sentence(problems))]
    Invalid {
        /// Everything that is wrong.
        problems: Vec<crate::Problem>,
    },
}
