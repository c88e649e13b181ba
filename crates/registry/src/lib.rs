//! The use cases of Depositary: read, keep, ask, decide, export. What the command line, the server and the tests call.

mod ask;
mod changes;
mod coverage;
mod decide;
mod error;
mod evidence;
mod ingest;
mod knowledge;
mod names;
mod page;
mod question;
mod reading;
mod registry;
pub mod show;
mod tour;
mod wording;

pub use ask::{Answer, Between, ClaimExplained, GroundOf, Spoken, WhyExplained, Words};
pub use claims;
pub use coverage::Coverage;
pub use decide::{Decided, Proposal, head};
pub use error::{Error, Result};
pub use ingest::{Event, IngestOptions, Ingested};
pub use knowledge::{Knowledge, default_ledger};
pub use names::{Choice, Wanted};
pub use page::{Block, Cell, Column, Page, Table};
pub use question::{Question, end_of, start_of};
pub use reader;
pub use reading::{Layers, ReadOptions, lines};
pub use record;
pub use registry::Registry;
pub use sources;
pub use tour::Tour;
pub use wording::{Direction, END_ISOLATE, ISOLATE, Wording, WordingError, is_rtl, isolate, neutral, plain, quotation};
