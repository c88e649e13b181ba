//! A document in, a reading out: claims, quotations, mentions, times, with the words.
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let languages = language::Languages::load(&[])?;
//! let world = world::World::builtin()?;
//! let reader = reader::Reader::new(&languages, world);
//! let document = claims::Document { text: "Kazakhstan signed the treaty.".into(), ..Default::default() };
//! let reading = reader.read(&document, &reader::Options::default())?;
//! assert_eq!(reading.mentions[0].id.as_deref(), Some("KAZ"));
//! # Ok(())
//! # }
//! ```
//!
//! Pure: no clock, no disk, no network; the same document gives the same reading. The stages are modules in the order in
//! which a text goes through them: `names`, `words`, `times`, `phrases` and `merge`, `clauses` and `functions`, `fillers`,
//! `assign`, `operators`, then `pass` for the document and `output` for its lines. All knowledge of languages, acts and people
//! comes from `languages/`, `frames/` and `world/`.
//!
//! Not here: where documents come from (`sources`), what becomes of claims (`ledger`, `record`).

mod acts;
mod antecedents;
mod appositions;
mod assign;
mod attributes;
mod attribution;
mod candidates;
mod choice;
mod clauses;
mod climbing;
mod content;
mod context;
mod control;
mod cutting;
mod dates;
mod discourse;
mod dwellers;
mod entities;
mod evidence;
mod explain;
mod fillers;
mod fingerprint;
mod fit;
mod followers;
mod following;
mod functions;
mod gate;
mod homographs;
mod inheritance;
mod instruments;
mod introductions;
mod mediation;
mod meetings;
mod merge;
mod names;
mod neighbours;
mod nominal;
mod numbers;
mod occasions;
mod operators;
mod output;
mod owned;
mod owners;
mod part;
mod pass;
mod persons;
mod phrases;
mod predicates;
mod proclitics;
mod reader;
mod references;
mod relatives;
mod search;
mod segment;
mod sources;
mod speaker;
mod speech;
mod states;
mod stretch;
mod structure;
mod surnames;
mod terms;
mod times;
mod titles;
mod topic;
mod verbs;
mod ways;
mod words;

pub use explain::{Explanation, Sentence};
pub use reader::{Options, Reader};
pub use structure::{Argument, Predicate};
pub use times::Prefer;
