//! The use cases of Depositary: read, keep, ask, decide, export. What the command line, the server and the tests call.
//!
//! ```
//! use registry::{IngestOptions, Question, Registry, Wording, show::Shown, sources::Input};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let folder = tempfile::tempdir()?;
//! let report = folder.path().join("report.txt");
//! std::fs::write(&report, "published: 2025-11-07\nlang: en\n\nChile signed the Paris Agreement on Thursday.\n")?;
//! let mut registry = Registry::open(folder.path().join("record.ledger"), &[], "en")?;
//! let today = Question::on("2025-11-08".parse::<registry::claims::Moment>()?);
//! let options = IngestOptions::default();
//! registry.ingest(&[Input::path(&report)], &options, "2025-11-08T08:00:00Z", &today, &mut |_| {})?;
//! let status = registry.status("Paris Agreement", &today)?;
//! assert_eq!(status.answer.participants[0].id, "CHL");
//! let page = status.page(registry.knowledge().wording()?, registry.knowledge().world()?);
//! assert!(page.csv().contains("CHL,signed,reported"));
//! # Ok(())
//! # }
//! ```
//!
//! Every answer is a type that serialises ([`Answer::json`]) and can be shown as a [`Page`] in the user's language
//! ([`show::Shown`]); what was read stands above it ([`Coverage`]). The words are data in `languages/<tag>/interface/`
//! ([`Wording`]).
//!
//! Not here: clocks (whoever calls brings the day and the instant), drawing (`cli`), the rules (`record`), how a text is read
//! (`reader`).

mod ask;
mod changes;
mod coverage;
mod decide;
mod error;
mod evidence;
mod import;
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
pub use import::{Ambiguous, ImportOptions, Imported};
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
