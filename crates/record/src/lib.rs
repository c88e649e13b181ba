//! Claims in, status out: the rules by which what texts say becomes what the record answers.
//!
//! ```
//! use record::{Asked, Record};
//! # use record::{Capacity, Publisher, Reference, Terms};
//! # struct Nothing;
//! # impl Reference for Nothing {
//! #     fn terms(&self, _: &str) -> Option<Terms> { None }
//! #     fn publisher(&self, name: Option<&str>, url: Option<&str>) -> Publisher { Publisher::unknown(name, url) }
//! #     fn capacity(&self, speaker: &claims::Entity, _: Option<jiff::civil::Date>) -> Option<Capacity> {
//! #         record::capacity_from_claim(speaker)
//! #     }
//! #     fn name(&self, _: &str) -> Option<String> { None }
//! # }
//! # let (world, claims, decisions) = (Nothing, Vec::<claims::Sourced>::new(), Vec::new());
//! let record = Record::new(&world, &claims, &decisions);
//! let status = record.status("abraham-accords", &Asked::on(jiff::civil::date(2025, 11, 7)));
//! assert!(status.participants.is_empty());
//! ```
//!
//! The state of a pair (agreement, participant), or of the tracks between two states, is a [`Fold`]: a small map whose merge is
//! associative, commutative and idempotent, so that neither the order of arrival nor the place of computation matters. The
//! rules read that map; [`rules`] lists them with the sentences that explain them.
//!
//! Not here: clocks and files (the caller says the day and brings the claims), words for codes and names in a user's
//! language (`registry`), what a text says (`reader`).

mod agreement;
mod answer;
mod bounds;
mod changes;
mod contact;
mod course;
mod decided;
mod effect;
mod fold;
mod judge;
mod listing;
mod lists;
mod observation;
mod pair;
mod participation;
mod plan;
mod record;
mod reference;
mod rules;
mod stage;
mod standing;
mod step;
mod tracks;
mod voice;
mod why;
mod witness;
mod world;

pub use ::world::Delay;
pub use answer::{
    AgreementStage, AgreementState, Asked, Flag, Ground, Lost, Outcome, Participant, Plan, PlanKind, PlanState,
    Silence, Status, Taken, Unnamed, Weight, Why,
};
pub use bounds::Bounds;
pub use fold::{Best, Cell, Fold, Key, Observation, Person, Sign, Subject};
pub use lists::{
    Calendar, Cause, Change, Changes, Event, Listed, Place, RelationChange, RelationPlace, Said, StateRecord, Timeline,
    Utterance,
};
pub use observation::{Assessor, bearing};
pub use participation::participant;
pub use record::Record;
pub use reference::{
    Capacity, Level, Nature, Publisher, Reference, Terms, capacity_from_claim, level_named, level_of_office,
};
pub use rules::{Rule, RuleId, rule, rules};
pub use stage::{FlagCode, MissionStage, RecognitionStage, RelationStage, Stage, Standing};
pub use tracks::{Contact, Mission, Recognition, Relation, Relations};
pub use witness::Witness;
