//! The ledger: documents, readings, claims, decisions and coverage in one file, appended and never changed.

mod answers;
mod batch;
mod error;
mod ledger;

pub use answers::{Added, Changes, Covered, Decided, Fault, Head, Kept, Named, Quoted, Receipt, Report, Summary};
pub use batch::Batch;
pub use error::{Error, Result};
pub use ledger::Ledger;
