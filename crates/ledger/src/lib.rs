//! The ledger: documents, readings, claims, decisions and coverage in one file, appended and never changed.

mod answers;
mod backup;
mod batch;
mod bytes;
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

pub use answers::{Added, Changes, Covered, Decided, Fault, Head, Kept, Named, Quoted, Receipt, Report, Summary};
pub use batch::Batch;
pub use error::{Error, Result};
pub use fold::Folded;
pub use ledger::Ledger;
