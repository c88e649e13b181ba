//! What a curator decided. Decisions are appended like everything else; a later one about the same thing counts.

use serde::{Deserialize, Serialize};

/// A decision with its author and reason.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Decision {
    /// What was decided.
    pub ruling: Ruling,
    /// The claim or document that it is about, by id.
    pub about: String,
    /// The other claim, for merge, split and supersede.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other: Option<String>,
    /// Who decided.
    pub author: String,
    /// Why.
    pub reason: String,
}

/// What a curator may decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ruling {
    /// The claim is not what the text says.
    Reject,
    /// The claim stands after all.
    Accept,
    /// The publisher took the document back.
    Retract,
    /// `other` replaces the claim.
    Supersede,
    /// Both claims speak of one act.
    Merge,
    /// The two claims speak of two acts.
    Split,
}
