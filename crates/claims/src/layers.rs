//! The lines that a reading prints: mentions, times, quotations, claims. This is the contract with tools outside; keys are
//! added here, never removed. `schema/read.schema.json` states the same for other languages.

use serde::{Deserialize, Serialize};

use crate::{
    claim::{Claim, Part, Span},
    entity::Entity,
    moment::Moment,
    vocabulary::{EntityType, Precision},
};

/// A name in the text, with whom it names.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Mention {
    /// The document, by its id.
    pub document: String,
    /// First code point.
    pub start: u32,
    /// Code point after the last.
    pub end: u32,
    /// `text[start..end]`.
    pub text: String,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: EntityType,
    /// Who it is; null for a name that is not in `world/`.
    pub id: Option<String>,
    /// The name in the language of the text.
    pub name: String,
    /// Set where the words stand in the title.
    #[serde(default, rename = "in", skip_serializing_if = "Option::is_none")]
    pub within: Option<Part>,
}

/// A time expression, resolved.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Time {
    /// The document, by its id.
    pub document: String,
    /// First code point.
    pub start: u32,
    /// Code point after the last.
    pub end: u32,
    /// `text[start..end]`.
    pub text: String,
    /// First moment of it; null where it is open or counts from a day that is not known.
    pub from: Option<Moment>,
    /// Last moment of it, included.
    pub to: Option<Moment>,
    /// The unit in which it is given.
    pub precision: Precision,
    /// Set where the words stand in the title.
    #[serde(default, rename = "in", skip_serializing_if = "Option::is_none")]
    pub within: Option<Part>,
}

/// Words that somebody said or wrote.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Quotation {
    /// The document, by its id.
    pub document: String,
    /// Its id, to which `attribution.quotation` of a claim points.
    pub id: String,
    /// Who said it.
    pub source: Option<Entity>,
    /// An unnamed source.
    pub anonymous: bool,
    /// Where it was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// The verb group that introduces it.
    pub cue: Option<Span>,
    /// The words, without marks and complementiser.
    pub content: Vec<Span>,
    /// In the speaker's own words.
    pub direct: bool,
    /// `mixed` for quoted pieces within indirect speech.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// The next source out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub via: Option<Entity>,
    /// Set where the words stand in the title.
    #[serde(default, rename = "in", skip_serializing_if = "Option::is_none")]
    pub within: Option<Part>,
}

/// One line of `depositary read --format jsonl`.
// A line lives for one write; boxing its variants would only cost.
#[allow(clippy::large_enum_variant)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "layer", rename_all = "lowercase")]
pub enum Line {
    /// A name.
    Mention(Mention),
    /// A time expression.
    Time(Time),
    /// A quotation.
    Quotation(Quotation),
    /// A claim.
    Claim(Box<Claim>),
}
