//! Where a claim comes from, and what was looked at.

use serde::{Deserialize, Serialize};

use crate::{claim::Claim, moment::Moment};

/// What the record must know about the document behind a claim.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Source {
    /// The document's id.
    pub document: String,
    /// The id of its text: equal for the same words from anywhere.
    pub text_id: String,
    /// 64 bits that are close for reprints of one text.
    pub fingerprint: u64,
    /// Who published it, as written.
    pub publisher: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// When it was published.
    pub published: Option<Moment>,
    /// The language in which it was read.
    pub language: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// When the reading that holds the claim was recorded: an RFC 3339 instant in UTC.
    pub recorded: String,
}

/// A claim with its source, as the ledger hands it to the record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sourced {
    /// The claim.
    pub claim: Claim,
    /// The document behind it.
    pub source: Source,
}

/// One look at a source: a file, folder, feed or table that was read, with what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Coverage {
    /// What was looked at: a path or an address, as the user wrote it.
    pub place: String,
    /// What came of it.
    pub outcome: Outcome,
    /// How many documents it held.
    pub documents: u64,
    /// What went wrong, in a sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
}

/// What came of a look at a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// All of it was read.
    Read,
    /// Some of it could not be read.
    Partly,
    /// None of it could be read.
    Failed,
}
