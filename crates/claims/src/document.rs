//! What is read, and what a reading of it holds.

use serde::{Deserialize, Serialize};

use crate::{
    claim::Claim,
    identity,
    layers::{Mention, Quotation, Time},
    moment::Moment,
};

/// A report as it arrived: text and what is known about it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Document {
    /// The name under which the caller knows it (a file name, an id of a JSON line); printed, never an identity.
    pub label: String,
    /// The text, as it arrived.
    pub text: String,
    /// BCP 47 tag, if known. The reader guesses it otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// When it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Moment>,
    /// Who published it, as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// Its address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Its title, read as a sentence of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

impl Document {
    /// Hash of the text and title alone: equal for the same words from anywhere.
    pub fn text_id(&self) -> String {
        identity::hash("text", &[self.text.as_str(), self.title.as_deref().unwrap_or("")])
    }

    /// Hash of text id, publisher, address and date of publication.
    pub fn id(&self) -> String {
        let published = self.published.map(|p| p.to_string()).unwrap_or_default();
        let or_empty = |s: &Option<String>| s.clone().unwrap_or_default();
        identity::hash("document", &[&self.text_id(), &or_empty(&self.publisher), &or_empty(&self.url), &published])
    }
}

/// What a reader found in one document. Pure: the same document, reader and data give the same reading.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Reading {
    /// The document's id (or its label, where the caller gave one to print).
    pub document: String,
    /// The language in which it was read; null: not recognised.
    pub language: Option<String>,
    /// Version of reader, languages and world, as one hash.
    pub version: String,
    /// 64 bits that are close for reprints of the same text.
    pub fingerprint: u64,
    /// Names.
    pub mentions: Vec<Mention>,
    /// Time expressions.
    pub times: Vec<Time>,
    /// Quotations.
    pub quotations: Vec<Quotation>,
    /// Claims.
    pub claims: Vec<Claim>,
    /// What the user should know: a language without frames, a missing date.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
}

/// Something about a reading that the user should know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Note {
    /// No language folder fits; nothing but names was read.
    LanguageUnknown,
    /// The language has names and times but no frames.
    LanguageWithoutFrames,
    /// Relative times stay open, because the day of publication is not known.
    NoDate,
}
