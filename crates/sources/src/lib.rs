//! Files, folders and standard input in, documents out.
//!
//! ```
//! use sources::{Input, documents};
//! let folder = tempfile::tempdir()?;
//! std::fs::write(folder.path().join("a.txt"), "published: 2025-11-07\npublisher: Ynet\n\nKazakhstan joins.\n")?;
//! std::fs::write(folder.path().join("b.jsonl"), "{\"id\": \"7\", \"text\": \"Chile signed.\"}\nbroken\n")?;
//! let results: Vec<_> = documents(&Input::path(folder.path())).collect();
//! assert_eq!(results[0].as_ref().unwrap().text, "Kazakhstan joins.\n");
//! assert_eq!(results[1].as_ref().unwrap().label, "7");
//! assert!(results[2].as_ref().unwrap_err().to_string().contains("b.jsonl:2: this line is no JSON"));
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! Nothing that is read here stops a batch: what cannot be read is a [`Problem`] that names the place, says what is wrong and
//! what to do, and the next document follows. Text is handed on exactly as it arrived (decoded to UTF-8, without byte
//! order mark and header lines), so that offsets into it are offsets into what the reader of the file sees.
//!
//! [`tables()`] reads the status tables of depositaries, which hold claims themselves, and [`compare()`] their captures.
//!
//! Not here: the network, feeds and archives; what a text means (`reader`); whether it was read before (`ledger`).

mod documents;
mod encoding;
mod fields;
mod header;
mod html;
mod input;
mod lines;
mod listing;
mod problem;
mod tables;

pub use documents::{Documents, documents};
pub use encoding::{Encoding, UnknownEncoding};
pub use input::{Form, Input, LARGEST_LINE, LARGEST_TEXT, Origin, Overrides};
pub use listing::{Listing, list};
pub use problem::{Problem, Severity};
pub use tables::{
    Captured, Change, Class, Count, Entry, Legend, Meaning, Participant, Resolved, Row, Table, TableForm, Told, Treaty,
    again, claims_of, compare, tables, version,
};
