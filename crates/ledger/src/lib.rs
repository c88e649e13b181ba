//! The ledger: documents, readings, claims, decisions and coverage in one SQLite file, appended and never changed.
//!
//! ```
//! use claims::{Document, Reading};
//! use ledger::{Added, Ledger};
//!
//! # let folder = tempfile::tempdir()?;
//! # let file = folder.path().join("record.ledger");
//! let mut ledger = Ledger::create_or_open(&file)?;
//! let report = Document { label: "report".into(), text: "Kazakhstan joins.".into(), ..Document::default() };
//! let reading = Reading { version: "reader 1".into(), ..Reading::default() };
//!
//! let mut batch = ledger.begin()?;
//! let (id, added) = batch.document(&report, "2025-11-07T20:15:00Z")?;
//! batch.reading(&id, &reading, "2025-11-07T20:15:00Z")?;
//! let receipt = batch.commit()?; // from here on it is on disk
//! assert_eq!((added, receipt.documents), (Added::New, 1));
//!
//! let reader = Ledger::open_read_only(&file)?; // beside the writer, as many as you like
//! assert_eq!(reader.document(&id[..8], None)?.unwrap().document, report);
//! assert!(reader.document(&id, Some("2025-11-07T00:00:00Z"))?.is_none()); // not known yet
//! assert!(reader.claims_of_pair("abraham-accords", "KAZ", None)?.is_empty());
//! assert!(reader.verify()?.is_clean());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What holds
//!
//! - **Appended, never changed.** Triggers refuse to change or delete a row. The same document, the same reading
//!   (document and version), the same decision twice add nothing; coverage is always added.
//! - **One writer, many readers.** The writer holds a lock on `<file>-lock`, which ends with its process; readers never
//!   wait. A batch is one transaction, on disk when [`Batch::commit`] returns (write-ahead log, synced); a kill at any
//!   moment loses nothing that was acknowledged and leaves nothing half done.
//! - **As known at an instant.** The instant of recording is passed in. For each document the last reading recorded by
//!   then counts, and only its claims answer. Arrival order does not show in any answer.
//! - **By name, not by time.** A question about an agreement and a party reads the entries under that pair, however old
//!   they are and however much else there is; for long histories see [`Ledger::folded_pair`].
//! - **Few bytes.** Claims are packed with a dictionary of words; texts are compressed.
//! - **Damage is noticed**: see [`Ledger::verify`], which says in words which row is bad.
//! - **Old files open.** The schema version stands in the file; an older one is brought up in one transaction, a newer
//!   one is refused.
//!
//! Not here: how a text is read (`reader`), what claims amount to (`record`), what to do with a folder of files
//! (`registry`). Nothing here looks at a clock or speaks to a network, and no full text is searched.

mod answers;
mod backup;
mod batch;
mod bytes;
mod commit;
mod derived;
mod error;
mod file;
mod fold;
mod index;
mod instant;
mod kept;
mod keys;
mod ledger;
mod packed;
mod question;
mod rows;
mod schema;
mod seal;
mod summary;
mod verify;
mod words;

pub use answers::{
    Added, Changes, Covered, Decided, Fault, Head, Heading, Kept, Named, Quoted, Receipt, Report, Summary,
};
pub use batch::Batch;
pub use error::{Error, Result};
pub use fold::Folded;
pub use ledger::Ledger;
