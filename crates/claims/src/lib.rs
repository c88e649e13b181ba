//! The vocabulary of Depositary as types, and their JSON.
//!
//! ```
//! use claims::{Act, Entity, EntityType, Role};
//! let act: Act = "signs".parse().unwrap();
//! assert_eq!(act, Act::SIGNS);
//! assert!(act.takes(Role::Agreement));
//! let chile = Entity::named("CHL", "Chile", EntityType::State);
//! assert_eq!(serde_json::to_string(&chile).unwrap(), r#"{"id":"CHL","name":"Chile","type":"state"}"#);
//! ```
//!
//! The acts and their roles come from `frames/*.toml`, read when this crate is built; offsets count Unicode code points,
//! end exclusive. `schema/read.schema.json` describes the same JSON for other programs.
//!
//! Not here: how a text is read (`reader`), how claims are kept (`ledger`) or become a status (`record`).

mod claim;
mod decision;
mod document;
mod entity;
mod frames;
pub mod identity;
mod layers;
mod moment;
mod source;
mod vocabulary;

pub use claim::{Attribution, Claim, Evidence, Part, Plover, Roles, Span};
pub use decision::{Decision, Ruling};
pub use document::{Document, Note, Reading};
pub use entity::{Count, Entity};
pub use layers::{Line, Mention, Quotation, Time};
pub use moment::{Bound, Moment, MomentError, Openness, Period};
pub use source::{Coverage, Outcome, Source, Sourced};
pub use vocabulary::{
    Act, Basis, Definition, EntityType, Kind, Modality, Precision, PublisherClass, Role, UnknownWord,
};

/// The JSON Schema of one line of `depositary read --format jsonl`.
pub const SCHEMA: &str = include_str!("../../../schema/read.schema.json");
