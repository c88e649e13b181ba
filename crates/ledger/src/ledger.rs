//! The ledger as a handle.

use std::path::{Path, PathBuf};

use claims::{Reading, Sourced};

use crate::{Batch, Changes, Covered, Decided, Error, Head, Kept, Named, Quoted, Report, Result, Summary};

/// An open ledger: for writing ([`Ledger::create_or_open`], one at a time) or for reading ([`Ledger::open_read_only`],
/// as many as you like, beside the writer). Every question takes `known_at`, an RFC 3339 instant: what was recorded later
/// is not seen; `None` is everything. Answers come in the order of claim ids, whatever the order of arrival.
pub struct Ledger {
    file: PathBuf,
}

#[allow(unused_variables, missing_docs)]
impl Ledger {
    /// Opens the ledger at `file` for writing; makes it, with its folder, if there is none.
    ///
    /// # Errors
    /// [`Error::Locked`] while another process writes; [`Error::NotALedger`], [`Error::Newer`], [`Error::Folder`],
    /// [`Error::File`], [`Error::Damaged`] as they say.
    pub fn create_or_open(file: impl AsRef<Path>) -> Result<Ledger> {
        let file = file.as_ref().to_owned();
        Err(Error::ReadOnly(file))
    }
    /// Opens an existing ledger for reading.
    pub fn open_read_only(file: impl AsRef<Path>) -> Result<Ledger> {
        Err(Error::ReadOnly(file.as_ref().to_owned()))
    }
    /// Where the ledger is.
    pub fn file(&self) -> &Path {
        &self.file
    }
    /// Where it ends now.
    pub fn head(&self) -> Result<Head> {
        self.later()
    }
    /// Begins a batch: one transaction, on disk when committed, gone when dropped.
    pub fn begin(&mut self) -> Result<Batch<'_>> {
        self.later()
    }
    /// Whether the document is kept (by its full id).
    pub fn knows_document(&self, document: &str) -> Result<bool> {
        self.later()
    }
    /// Whether a reading of the document by that version is kept.
    pub fn has_reading(&self, document: &str, version: &str) -> Result<bool> {
        self.later()
    }
    /// The document with that id, or the only one whose id begins so.
    pub fn document(&self, id: &str, known_at: Option<&str>) -> Result<Option<Kept>> {
        self.later()
    }
    /// Up to `limit` documents after the one with that id (None: from the start), in order of arrival.
    pub fn documents_after(&self, after: Option<&str>, limit: usize) -> Result<Vec<Kept>> {
        self.later()
    }
    /// The whole reading of a document that counts.
    pub fn reading(&self, document: &str, known_at: Option<&str>) -> Result<Option<Reading>> {
        self.later()
    }
    /// The claim with that id, or the only one whose id begins so, if a reading that counts holds it.
    pub fn claim(&self, id: &str, known_at: Option<&str>) -> Result<Option<Sourced>> {
        self.later()
    }
    /// The same, also where later readings no longer hold the claim: for decisions about it.
    pub fn claim_on_file(&self, id: &str) -> Result<Option<Sourced>> {
        self.later()
    }
    pub fn claims_of_document(&self, document: &str, known_at: Option<&str>) -> Result<Vec<Sourced>> {
        self.later()
    }
    /// Claims that name both, in any role. `party` is a state or organisation.
    pub fn claims_of_pair(&self, agreement: &str, party: &str, known_at: Option<&str>) -> Result<Vec<Sourced>> {
        self.later()
    }
    /// Claims that name the agreement, in any role.
    pub fn claims_of_agreement(&self, agreement: &str, known_at: Option<&str>) -> Result<Vec<Sourced>> {
        self.later()
    }
    /// Claims that name the agreement and no state or organisation ("entered into force").
    pub fn claims_of_agreement_alone(&self, agreement: &str, known_at: Option<&str>) -> Result<Vec<Sourced>> {
        self.later()
    }
    /// Claims that name the state (or organisation, person, office), in any role.
    pub fn claims_of_state(&self, state: &str, known_at: Option<&str>) -> Result<Vec<Sourced>> {
        self.later()
    }
    /// Claims that name both states (or organisations), in any role and order.
    pub fn claims_between(&self, one: &str, other: &str, known_at: Option<&str>) -> Result<Vec<Sourced>> {
        self.later()
    }
    /// Claims attributed to the person, office, organisation or state: as speaker, or in an office, or for a state.
    pub fn claims_by_speaker(&self, speaker: &str, known_at: Option<&str>) -> Result<Vec<Sourced>> {
        self.later()
    }
    pub fn claims_of_act(&self, act: claims::Act, known_at: Option<&str>) -> Result<Vec<Sourced>> {
        self.later()
    }
    /// Quotations of the person, office, organisation or state.
    pub fn quotations_by_speaker(&self, speaker: &str, known_at: Option<&str>) -> Result<Vec<Quoted>> {
        self.later()
    }
    /// All decisions, in the order in which they count.
    pub fn decisions(&self, known_at: Option<&str>) -> Result<Vec<Decided>> {
        self.later()
    }
    /// All looks at sources.
    pub fn coverage(&self, known_at: Option<&str>) -> Result<Vec<Covered>> {
        self.later()
    }
    pub fn coverage_summary(&self, known_at: Option<&str>) -> Result<Summary> {
        self.later()
    }
    /// All agreements that claims name, by id.
    pub fn agreements(&self, known_at: Option<&str>) -> Result<Vec<Named>> {
        self.later()
    }
    /// What was recorded after `from` and up to `to`.
    pub fn recorded_between(&self, from: &str, to: &str) -> Result<Changes> {
        self.later()
    }
    /// Checks every row, the chain, the index and the file.
    pub fn verify(&self) -> Result<Report> {
        self.later()
    }
    /// The same, and that the ledger still holds everything up to `head`.
    pub fn verify_against(&self, head: &Head) -> Result<Report> {
        self.later()
    }
    /// Writes a copy of the ledger as it is now, while the writer goes on.
    pub fn backup(&self, to: impl AsRef<Path>) -> Result<()> {
        self.later()
    }
    /// Throws the index away and makes it anew from the rows.
    pub fn rebuild_index(&mut self) -> Result<()> {
        self.later()
    }
    pub(crate) fn later<T>(&self) -> Result<T> {
        Err(Error::ReadOnly(self.file.clone()))
    }
}
