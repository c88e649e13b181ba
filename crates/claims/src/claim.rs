//! A claim: what a text says that somebody did, at what stage, according to whom, with the words.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    entity::Entity,
    moment::Period,
    vocabulary::{Act, Kind, Modality, Role},
};

/// A stretch of the text: Unicode code points, end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// First code point.
    pub start: u32,
    /// Code point after the last.
    pub end: u32,
}

/// A stretch that proves something, in the text or in the title.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Evidence {
    /// First code point.
    pub start: u32,
    /// Code point after the last.
    pub end: u32,
    /// `Some(Title)` where the words stand in the document's title.
    #[serde(default, rename = "in", skip_serializing_if = "Option::is_none")]
    pub within: Option<Part>,
}

/// A part of a document other than its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// The title.
    Title,
}

/// Who says what a claim holds. Absent: the publisher, in its own voice.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Attribution {
    /// The speaker; null where the text does not say who.
    pub speaker: Option<Entity>,
    /// An unnamed official, source or report.
    pub anonymous: bool,
    /// In the speaker's own words.
    pub direct: bool,
    /// Where it was said (`truth-social`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// Id of the quotation line that holds the words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quotation: Option<String>,
    /// The next source out: the radio that quotes the official.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub via: Option<Entity>,
}

/// The PLOVER coding of a claim.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Plover {
    /// PLOVER event.
    pub event: String,
    /// PLOVER mode, where the event has one.
    pub mode: Option<String>,
}

/// The roles of a claim with their fillers, in the order of [`Role`].
pub type Roles = BTreeMap<Role, Vec<Entity>>;

/// What a text says that somebody did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// The document, by its id.
    pub document: String,
    /// Identity of what is claimed (see [`crate::identity`]).
    pub id: String,
    /// The kind of the act.
    pub kind: Kind,
    /// The act.
    pub act: Act,
    /// Who fills which role.
    pub roles: Roles,
    /// When, if the text says or implies it.
    pub time: Option<Period>,
    /// Whether it happened.
    pub modality: Modality,
    /// The words of an open condition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<Span>,
    /// Denied, but expected: "has yet to".
    #[serde(default, skip_serializing_if = "is_false")]
    pub not_yet: bool,
    /// Done again: resumes, re-enters, reopens.
    #[serde(default, skip_serializing_if = "is_false")]
    pub again: bool,
    /// Told as background: in a subordinate, participial or past-perfect clause (RECORD.md, L7).
    #[serde(default, skip_serializing_if = "is_false")]
    pub background: bool,
    /// The value of an attribute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Who says so.
    pub attribution: Option<Attribution>,
    /// The words.
    pub evidence: Vec<Evidence>,
    /// PLOVER event and mode, where the act is an event there.
    pub plover: Option<Plover>,
    /// CAMEO code.
    pub cameo: Option<String>,
    /// The lexicon entry or pattern that found it: `languages/he/frames/consent.txt:12`.
    pub rule: String,
    /// By how much the reading chosen beat the second.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub margin: Option<i32>,
    /// The first claim of the document that says the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_as: Option<String>,
}

// serde wants a reference here.
#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_false(b: &bool) -> bool {
    !b
}

impl Claim {
    /// The fillers of a role; empty where it has none.
    pub fn role(&self, role: Role) -> &[Entity] {
        self.roles.get(&role).map_or(&[], Vec::as_slice)
    }

    /// The requirement of its frame that the claim does not meet, if any. What the text may leave open is none.
    pub fn missing(&self) -> Option<&'static [Role]> {
        let definition = self.act.definition();
        let filled =
            |r: &Role| self.roles.get(r).is_some_and(|fillers| !fillers.is_empty()) || definition.left_open.contains(r);
        definition.required.iter().find(|group| !group.iter().any(filled)).copied()
    }
}
