//! Reading and keeping: documents come in, readings are appended batch by batch, and at the end stands what changed.
//!
//! A batch is acknowledged when it is on disk. A run that is killed is completed by running it again: what has a reading by
//! this reader, these languages and this world is passed over.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use claims::{Coverage, Document, Outcome, Reading, Sourced};
use ledger::{Added, Ledger};
use record::Changes;
use serde::Serialize;
use sources::{Input, Origin, Problem, Severity};

use crate::{
    changes::Touched,
    error::Result,
    question::Question,
    reading::{ReadOptions, read_all},
    registry::{Claims, Registry},
};

/// Documents that are written together: few enough that a kill loses little work, enough that the disk is not the limit.
const BATCH: usize = 128;
/// Bytes of text at which a batch is written.
const BATCH_BYTES: usize = 4 << 20;

/// How an ingest goes about it.
#[derive(Debug, Clone)]
pub struct IngestOptions {
    /// How documents are read.
    pub reading: ReadOptions,
    /// Whether to tell at the end what changed in the record, which costs memory and time with the number of new claims.
    pub tell_changes: bool,
}

impl Default for IngestOptions {
    fn default() -> IngestOptions {
        IngestOptions { reading: ReadOptions::default(), tell_changes: true }
    }
}

/// What happens during an ingest, for whoever shows it.
#[derive(Debug)]
pub enum Event<'a> {
    /// A document was taken up (it may be known already).
    Document(&'a Document),
    /// Something could not be read, or not as written.
    Problem(&'a Problem),
    /// These documents and their readings are on disk, by id; those that were known stand among them.
    Acknowledged(&'a [String]),
}

/// What came of an ingest.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Ingested {
    /// Documents that were new.
    pub documents: u64,
    /// Documents that were read before by the same reader, and passed over.
    pub known: u64,
    /// Documents that were known and are read anew by a better reader.
    pub reread: u64,
    /// Claims added.
    pub claims: u64,
    /// Everything that could not be read, or not as written, as sentences.
    pub problems: Vec<String>,
    /// Documents that were lost to problems.
    pub lost: u64,
    /// What changed in the record, if that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changes: Option<Changes>,
}

impl Registry {
    /// Reads the inputs and keeps what they say. `recorded` is the instant of recording, `today` the day for which the change
    /// in the record is told.
    ///
    /// # Errors
    /// If the ledger cannot be written or the data not be read. What cannot be read among the inputs is no error: it is told
    /// to `listen` and listed, and the run goes on.
    pub fn ingest(
        &mut self,
        inputs: &[Input],
        options: &IngestOptions,
        recorded: &str,
        today: &Question,
        listen: &mut dyn FnMut(Event<'_>),
    ) -> Result<Ingested> {
        let sources = inputs.iter().map(|input| {
            let place = match &input.origin {
                Origin::Path(path) => path.display().to_string(),
                Origin::Stdin => "<stdin>".to_owned(),
            };
            (place, sources::documents(input))
        });
        self.keep(sources, options, recorded, today, listen)
    }

    /// The same from any source of documents, each with the name of its place.
    pub(crate) fn keep<I>(
        &mut self,
        sources: impl Iterator<Item = (String, I)>,
        options: &IngestOptions,
        recorded: &str,
        today: &Question,
        listen: &mut dyn FnMut(Event<'_>),
    ) -> Result<Ingested>
    where
        I: Iterator<Item = Result<Document, Problem>>,
    {
        let mut run = Run {
            registry: self,
            writer: self.writer()?,
            options,
            recorded,
            result: Ingested::default(),
            added: HashSet::new(),
            dropped: Claims::default(),
            touched: Touched::default(),
        };
        for (place, items) in sources {
            run.source(place, items, listen)?;
        }
        let Run { mut result, added, dropped, touched, .. } = run;
        // The claims before: those that are kept now, without what the run added and with what it took away. (Two instants
        // would not tell them apart: a run may record as of an earlier one.)
        let earlier = |later: &[Sourced]| {
            let mut claims = Claims::default();
            claims.add(later.iter().filter(|s| !number(&s.claim.id).is_some_and(|id| added.contains(&id))).cloned());
            claims.add(dropped.iter().cloned());
            claims
        };
        if options.tell_changes {
            result.changes = Some(self.differences(&touched, today, &self.decisions(None)?, &earlier)?);
        }
        Ok(result)
    }
}

struct Run<'a> {
    registry: &'a Registry,
    writer: Ledger,
    options: &'a IngestOptions,
    recorded: &'a str,
    result: Ingested,
    /// Claims that this run added, by the number that their id is.
    added: HashSet<u128>,
    /// Claims that a better reading no longer holds.
    dropped: Claims,
    /// What added or dropped claims speak of.
    touched: Touched,
}

impl Run<'_> {
    fn source(
        &mut self,
        place: String,
        items: impl Iterator<Item = Result<Document, Problem>>,
        listen: &mut dyn FnMut(Event<'_>),
    ) -> Result<()> {
        let mut waiting: Vec<Document> = Vec::new();
        let mut bytes = 0;
        let (mut taken, mut lost, mut problem) = (0, 0, None);
        for item in items {
            match item {
                Ok(document) => {
                    taken += 1;
                    listen(Event::Document(&document));
                    bytes += document.text.len();
                    waiting.push(document);
                    if waiting.len() >= BATCH || bytes >= BATCH_BYTES {
                        self.batch(std::mem::take(&mut waiting), listen)?;
                        bytes = 0;
                    }
                }
                Err(found) => {
                    listen(Event::Problem(&found));
                    lost += u64::from(found.severity == Severity::Error);
                    self.result.problems.push(found.to_string());
                    problem.get_or_insert_with(|| found.to_string());
                }
            }
        }
        self.batch(waiting, listen)?;
        self.result.lost += lost;
        let outcome = match (taken, lost) {
            (0, 1..) => Outcome::Failed,
            (_, 1..) => Outcome::Partly,
            _ => Outcome::Read,
        };
        let mut batch = self.writer.begin()?;
        batch.coverage(&Coverage { place, outcome, documents: taken, problem }, self.recorded)?;
        batch.commit()?;
        Ok(())
    }

    fn batch(&mut self, documents: Vec<Document>, listen: &mut dyn FnMut(Event<'_>)) -> Result<()> {
        if documents.is_empty() {
            return Ok(());
        }
        let reader = self.registry.knowledge().reader()?;
        let mut ids: Vec<String> = Vec::with_capacity(documents.len());
        let mut new: BTreeMap<String, Document> = BTreeMap::new();
        let mut order: Vec<String> = Vec::new();
        for document in documents {
            let id = document.id();
            ids.push(id.clone());
            if new.contains_key(&id) || self.writer.has_reading(&id, reader.version())? {
                self.result.known += 1;
                continue;
            }
            order.push(id.clone());
            new.insert(id, document);
        }
        let unread: Vec<Document> = order.iter().filter_map(|id| new.remove(id)).collect();
        let readings = read_all(&reader, &unread, &self.options.reading)?;
        if self.options.tell_changes {
            for (id, reading) in order.iter().zip(&readings) {
                self.compare(id, reading)?;
            }
        }
        let mut batch = self.writer.begin()?;
        for ((id, document), reading) in order.iter().zip(&unread).zip(&readings) {
            let (_, added) = batch.document(document, self.recorded)?;
            match added {
                Added::New => self.result.documents += 1,
                Added::Known => self.result.reread += 1,
            }
            batch.reading(id, reading, self.recorded)?;
        }
        let receipt = batch.commit()?;
        self.result.claims += receipt.claims;
        listen(Event::Acknowledged(&ids));
        Ok(())
    }

    /// Notes, for telling the changes, which claims the reading adds, and which it drops of an earlier reading of the same document.
    fn compare(&mut self, id: &str, reading: &Reading) -> Result<()> {
        let before: Vec<Sourced> =
            if self.writer.knows_document(id)? { self.writer.claims_of_document(id, None)? } else { Vec::new() };
        let known: BTreeSet<&str> = before.iter().map(|s| s.claim.id.as_str()).collect();
        let held: BTreeSet<&str> = reading.claims.iter().map(|c| c.id.as_str()).collect();
        for claim in reading.claims.iter().filter(|c| !known.contains(c.id.as_str())) {
            self.added.extend(number(&claim.id));
            self.touched.note(claim);
        }
        for gone in before.iter().filter(|s| !held.contains(s.claim.id.as_str())) {
            self.touched.note(&gone.claim);
            self.dropped.add([gone.clone()]);
        }
        Ok(())
    }
}

/// An id as a number: half as large, and quick to look up.
fn number(id: &str) -> Option<u128> {
    u128::from_str_radix(id, 16).ok()
}
