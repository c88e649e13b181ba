//! What can go wrong with a ledger: every error names the file and what to do.

use std::path::{Path, PathBuf};

/// An error of the ledger. Its text says what happened, where, and what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The path cannot be opened, read or written.
    #[error("{}: {doing}: {source}. {remedy}", file.display())]
    File {
        /// The file.
        file: PathBuf,
        /// What was being done with it.
        doing: &'static str,
        /// What the system said.
        source: std::io::Error,
        /// What to do.
        remedy: &'static str,
    },
    /// There is no ledger at the path.
    #[error("{}: there is no ledger here. Write the path of an existing one, or make one with `depositary ingest`", .0.display())]
    Missing(PathBuf),
    /// The path names a folder.
    #[error("{}: this is a folder, a ledger is one file. Write the name of a file in it, such as `{}/record.ledger`", .0.display(), .0.display())]
    Folder(PathBuf),
    /// The file holds something else.
    #[error("{}: this is no ledger ({what}). Write the path of a ledger; this file has been left as it was", file.display())]
    NotALedger {
        /// The file.
        file: PathBuf,
        /// What it holds instead.
        what: String,
    },
    /// The file was written by a newer version of the program.
    #[error("{}: this ledger has schema version {found}; this program knows versions up to {known}. Update the program; the file has been left as it was", file.display())]
    Newer {
        /// The file.
        file: PathBuf,
        /// Its schema version.
        found: i64,
        /// The newest version that this program reads.
        known: i64,
    },
    /// The file was written by an older version and is open for reading only.
    #[error("{}: this ledger has schema version {found} and is brought to version {known} when it is opened for writing. Open it once for writing (`depositary ingest` with no new documents does)", file.display())]
    Older {
        /// The file.
        file: PathBuf,
        /// Its schema version.
        found: i64,
        /// The version that this program reads.
        known: i64,
    },
    /// Another process writes to the ledger.
    #[error("{}: {holder} is writing to this ledger, and only one may. Wait until it ends, or stop it; reading needs no lock", file.display())]
    Locked {
        /// The file.
        file: PathBuf,
        /// Who holds the lock: `another process (12345)`.
        holder: String,
    },
    /// A change was asked of a ledger that is open for reading only.
    #[error("{}: this ledger is open for reading only. Open it with `Ledger::create_or_open` to write", .0.display())]
    ReadOnly(PathBuf),
    /// A write failed before; nothing may be acknowledged until the ledger is opened anew.
    #[error("{}: an earlier write to this ledger failed, so that nothing more is taken. What was acknowledged is kept. Free room or mend the disk, then open the ledger again", .0.display())]
    Poisoned(PathBuf),
    /// No room is left.
    #[error("{}: the disk is full. Free some room and run the same command again; everything acknowledged so far is kept, and what is kept is skipped", .0.display())]
    DiskFull(PathBuf),
    /// The stored bytes are not what was written.
    #[error("{}: damaged: {what}. Run `depositary verify` for the whole list, and restore from a backup", file.display())]
    Damaged {
        /// The file.
        file: PathBuf,
        /// What is damaged, in words.
        what: String,
    },
    /// The index is damaged. It is made from the rows, which are whole.
    #[error("{}: the index is damaged ({what}). Nothing that was kept is lost: make the index anew (`Ledger::rebuild_index`)", file.display())]
    Index {
        /// The file.
        file: PathBuf,
        /// What is damaged, in words.
        what: String,
    },
    /// SQLite failed in a way that has no name of its own here.
    #[error("{}: SQLite failed while {doing}: {source}. Run `depositary verify`", file.display())]
    Sqlite {
        /// The file.
        file: PathBuf,
        /// What was being done.
        doing: &'static str,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// An instant that cannot be read.
    #[error("`{0}` is no instant. Write it as in RFC 3339, with a zone: 2025-11-07T20:15:00Z")]
    Instant(String),
    /// An id that no id can begin with.
    #[error("`{0}` is no id or beginning of one: ids are 32 of the characters 0-9 and a-f. Give at least one of them")]
    Id(String),
    /// A beginning that several ids have.
    #[error("`{prefix}` begins {}: {}. Write more of the id", if candidates.len() < 10 { "several ids" } else { "many ids, among them" }, candidates.join(", "))]
    Ambiguous {
        /// What was asked for.
        prefix: String,
        /// Up to ten ids that begin so.
        candidates: Vec<String>,
    },
    /// A reading of a document that is not kept.
    #[error("document {0}: a reading was given for a document that this ledger does not hold. Add the document first")]
    UnknownDocument(String),
    /// A claim whose id is no identity.
    #[error(
        "document {document}: claim `{id}` ({act}): a claim's id is 32 of the characters 0-9 and a-f, made with claims::identity::of_claim. This is a fault of the reader; please report it"
    )]
    ClaimId {
        /// The document.
        document: String,
        /// The id as given.
        id: String,
        /// The claim's act.
        act: &'static str,
    },
    /// A claim with an act that this process does not know.
    #[error("{}: a claim of document {document} has the act `{act}`, which is not built in. Give the same `--data` folder with which it was read", file.display())]
    UnknownAct {
        /// The file.
        file: PathBuf,
        /// The document.
        document: String,
        /// The act's name.
        act: String,
    },
    /// The copy's place is taken.
    #[error("{}: there is a file already, and a backup never writes over one. Choose another name or move that file away", .0.display())]
    Exists(PathBuf),
    /// Something is larger than the ledger keeps.
    #[error("document `{label}`: {what} holds {bytes} bytes; the ledger keeps at most {most}. Split the document")]
    TooLarge {
        /// The document's label or id.
        label: String,
        /// What is too large.
        what: &'static str,
        /// How large it is.
        bytes: usize,
        /// The largest that is kept.
        most: usize,
    },
}

/// What the ledger's functions return.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// Turns what SQLite said into the error that names file and remedy.
    pub(crate) fn sqlite(file: &Path, doing: &'static str, source: rusqlite::Error) -> Error {
        use rusqlite::ErrorCode as Code;
        let file = file.to_owned();
        match source.sqlite_error_code() {
            Some(Code::DiskFull) => Error::DiskFull(file),
            Some(Code::DatabaseCorrupt) => Error::Damaged { file, what: format!("{source}, while {doing}") },
            Some(Code::NotADatabase) => {
                Error::NotALedger { file, what: "its first bytes are not those of a SQLite file".to_owned() }
            }
            Some(Code::PermissionDenied | Code::ReadOnly) => Error::File {
                file,
                doing,
                source: std::io::Error::new(std::io::ErrorKind::PermissionDenied, source.to_string()),
                remedy: "Check who may write the file and its folder",
            },
            _ => Error::Sqlite { file, doing, source },
        }
    }
}
