//! Writing.

use claims::{Coverage, Decision, Document, Reading};

use crate::{Added, Ledger, Receipt, Result};

/// One transaction. Nothing of it is kept until [`Batch::commit`]. `recorded` is the instant of recording (RFC 3339),
/// passed in: the ledger has no clock. An instant earlier than one before it is kept as given and flagged
/// ([`Receipt::back_dated`]).
pub struct Batch<'a> {
    ledger: &'a mut Ledger,
}

#[allow(unused_variables)]
impl Batch<'_> {
    /// Keeps a document; returns its id and whether it was new.
    pub fn document(&mut self, document: &Document, recorded: &str) -> Result<(String, Added)> {
        self.ledger.later()
    }
    /// Whether the document is kept, in this batch or before.
    pub fn knows_document(&self, document: &str) -> Result<bool> {
        self.ledger.knows_document(document)
    }
    /// Whether a reading of the document by that version is kept, in this batch or before.
    pub fn has_reading(&self, document: &str, version: &str) -> Result<bool> {
        self.ledger.has_reading(document, version)
    }
    /// Keeps a reading of a kept document. `reading.document` and the `document` of its lines may be a label: the ledger
    /// hands them back with the document's id.
    pub fn reading(&mut self, document: &str, reading: &Reading, recorded: &str) -> Result<Added> {
        self.ledger.later()
    }
    /// Keeps a decision, unless the last one about the same thing says the same.
    pub fn decision(&mut self, decision: &Decision, recorded: &str) -> Result<Added> {
        self.ledger.later()
    }
    /// Keeps a look at a source, always.
    pub fn coverage(&mut self, coverage: &Coverage, recorded: &str) -> Result<()> {
        self.ledger.later()
    }
    /// Writes the batch to disk. When it returns, nothing of it can be lost.
    pub fn commit(self) -> Result<Receipt> {
        self.ledger.later()
    }
}
