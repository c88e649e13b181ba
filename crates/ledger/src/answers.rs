//! What the ledger hands back besides claims.

use claims::{Coverage, Decision, Document, Moment, Quotation, Source, Sourced};
use serde::Serialize;

/// Whether something was new to the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Added {
    /// It was not there, and is now.
    New,
    /// It was there; nothing was added.
    Known,
}

/// Where a ledger ends: the number of its last batch and the chain value over everything up to it. Kept outside the
/// ledger, it proves later that nothing up to there was taken away or changed ([`crate::Ledger::verify_against`]).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, serde::Deserialize)]
pub struct Head {
    /// Number of the last batch; 0 for an empty ledger.
    pub batch: u64,
    /// Chain value, 32 hexadecimal characters; of zeros for an empty ledger.
    pub chain: String,
}

/// What a committed batch added. Having it means that the batch is on disk.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Receipt {
    /// The end of the ledger after the batch.
    pub head: Head,
    /// Documents added.
    pub documents: u64,
    /// Readings added.
    pub readings: u64,
    /// Claims added; those that a reading shares with an earlier one of the same document are not counted.
    pub claims: u64,
    /// Decisions added.
    pub decisions: u64,
    /// Coverage lines added.
    pub coverage: u64,
    /// Whether something in the batch was recorded as of an earlier instant than something before it.
    pub back_dated: bool,
}

/// A document as it is kept.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Kept {
    /// Its id.
    pub id: String,
    /// When it was recorded: an RFC 3339 instant in UTC.
    pub recorded: String,
    /// The document, byte for byte as it was given.
    pub document: Document,
}

/// What stands over a document, without its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Heading {
    /// Its id.
    pub id: String,
    /// The name under which it was brought in.
    pub label: String,
    /// Its title.
    pub title: Option<String>,
    /// When it was published.
    pub published: Option<Moment>,
}

/// A quotation with the document it stands in.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Quoted {
    /// The quotation.
    pub quotation: Quotation,
    /// The document behind it.
    pub source: Source,
}

/// A decision with the instant of its recording.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decided {
    /// Its number in the ledger, from 1, in order of arrival.
    pub number: u64,
    /// When it was recorded: an RFC 3339 instant in UTC.
    pub recorded: String,
    /// The decision.
    pub decision: Decision,
}

/// A look at a source with the instant of its recording.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Covered {
    /// When it was recorded: an RFC 3339 instant in UTC.
    pub recorded: String,
    /// What was looked at, with what came of it.
    pub coverage: Coverage,
}

/// What a ledger rests on, for the line above every answer.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Summary {
    /// Documents.
    pub documents: u64,
    /// Claims of the readings that count.
    pub claims: u64,
    /// Different publishers, as written.
    pub publishers: u64,
    /// Languages in which the documents were read, with the number of documents, most first; documents that were not
    /// read, or whose language was not recognised, are not counted here.
    pub languages: Vec<(String, u64)>,
    /// The earliest date of publication.
    pub first_published: Option<Moment>,
    /// The latest date of publication.
    pub last_published: Option<Moment>,
    /// The latest instant at which anything was recorded.
    pub last_recorded: Option<String>,
    /// Places whose last look did not read everything, by place.
    pub failures: Vec<Covered>,
}

/// An agreement with the number of claims that name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Named {
    /// Its id.
    pub agreement: String,
    /// Claims of the readings that count and name it.
    pub claims: u64,
}

/// What was recorded after one instant and up to another.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Changes {
    /// Ids of the documents that were new, in order.
    pub documents: Vec<String>,
    /// Claims that count at the later instant and did not at the earlier one, by claim id.
    pub added: Vec<Sourced>,
    /// Claims that counted at the earlier instant and do not at the later one: a better reading no longer holds them.
    pub dropped: Vec<Sourced>,
    /// Decisions, in order of their instants.
    pub decisions: Vec<Decided>,
    /// Looks at sources, in order of their instants.
    pub coverage: Vec<Covered>,
}

/// What [`crate::Ledger::verify`] found.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Report {
    /// Rows whose bytes were checked.
    pub rows: u64,
    /// Every fault found, up to [`Report::MOST`].
    pub faults: Vec<Fault>,
    /// Faults beyond those listed.
    pub more: u64,
    /// Batches recorded as of an earlier instant than one before them: allowed, and said.
    pub back_dated: u64,
}

impl Report {
    /// Faults that are listed at most; the others are counted.
    pub const MOST: usize = 1000;

    /// Whether nothing is wrong.
    pub fn is_clean(&self) -> bool {
        self.faults.is_empty()
    }
}

/// One thing that is wrong with a ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The table, or `file` for damage below the tables.
    pub table: &'static str,
    /// Id or number of the row.
    pub row: String,
    /// What is wrong, as a sentence.
    pub what: String,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.what)
    }
}
