//! Claims in, status out: the rules by which what texts say becomes what the record answers.
//!
//! ```
//! use claims::{Claim, Source, Sourced};
//! use record::{Asked, Record, Stage, Standing};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let claim: Claim = serde_json::from_str(
//!     r#"{"document":"d","id":"c","kind":"participation","act":"announces_joining","roles":{
//!         "actor":[{"id":"KAZ","name":"Kazakhstan","type":"state"}],
//!         "agreement":[{"id":"abraham-accords","name":"Abraham Accords","type":"agreement"}]},
//!         "time":null,"modality":"asserted","attribution":{"speaker":
//!             {"id":"donald-trump","name":"Trump","type":"person","state":"USA","office":"president@USA"},
//!             "anonymous":false,"direct":true},
//!         "evidence":[{"start":0,"end":41}],"plover":null,"cameo":null,"rule":"an example"}"#,
//! )?;
//! let source: Source = serde_json::from_str(
//!     r#"{"document":"d","text_id":"t","fingerprint":7,"publisher":"Reuters","url":null,"published":"2025-11-07",
//!         "language":"en","title":null,"recorded":"2025-11-07T12:00:00Z"}"#,
//! )?;
//! let claims = [Sourced { claim, source }];
//! let record = Record::new(world::World::builtin()?, &claims, &[]);
//! let status = record.status("abraham-accords", &Asked::on(jiff::civil::date(2025, 11, 7)));
//! let row = &status.participants[0];
//! // The announcer is no participant, and his word alone makes nobody a member.
//! assert_eq!((row.stage, row.standing), (Stage::Announced, Standing::ByTheOtherSideOnly));
//! # Ok(())
//! # }
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
mod denial;
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
mod subject;
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
pub use fold::{Best, Cell, Fold, Key, Observation, Person, Sign, Subject, VERSION, Witnesses};
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
