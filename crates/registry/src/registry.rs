//! A ledger with the knowledge to read and ask it.

use std::{
    cell::OnceCell,
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use claims::{Decision, Document, Sourced};
use ledger::Ledger;
use world::World;

use crate::{
    Wording,
    coverage::{self, Coverage},
    error::{Error, Result},
    knowledge::Knowledge,
    names::{self, Choice, Wanted},
    question::Question,
};

/// A ledger with the knowledge to ask it. Opening does nothing but look for the data folders; the ledger is opened for
/// reading by the first question, and for writing by each command that writes.
pub struct Registry {
    knowledge: Knowledge,
    file: PathBuf,
    reading: OnceCell<Ledger>,
}

impl Registry {
    /// The ledger at `file`, with folders of data laid over the built-in ones, answering in the language `tag`.
    ///
    /// # Errors
    /// A data folder that cannot be read.
    pub fn open(file: impl Into<PathBuf>, data: &[PathBuf], tag: &str) -> Result<Registry> {
        Ok(Registry { knowledge: Knowledge::new(data, tag)?, file: file.into(), reading: OnceCell::new() })
    }

    /// What it knows besides the ledger.
    pub fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }

    /// The file of the ledger.
    pub fn file(&self) -> &Path {
        &self.file
    }

    pub(crate) fn world(&self) -> Result<&World> {
        self.knowledge.world()
    }

    pub(crate) fn wording(&self) -> Result<&Wording> {
        self.knowledge.wording()
    }

    /// The ledger, open for reading.
    pub(crate) fn ledger(&self) -> Result<&Ledger> {
        if let Some(ledger) = self.reading.get() {
            return Ok(ledger);
        }
        let ledger = Ledger::open_read_only(&self.file)?;
        Ok(self.reading.get_or_init(|| ledger))
    }

    /// The ledger, opened for writing, and made if there is none.
    pub(crate) fn writer(&self) -> Result<Ledger> {
        Ok(Ledger::create_or_open(&self.file)?)
    }

    /// What was read, for the line above every answer.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn coverage(&self, question: &Question) -> Result<Coverage> {
        let known_at = question.known_at.as_deref();
        Ok(coverage::of(self.ledger()?.coverage_summary(known_at)?, known_at))
    }

    /// Everything that a name in any language may mean, best first.
    ///
    /// # Errors
    /// If the data cannot be read.
    pub fn find(&self, query: &str) -> Result<Vec<Choice>> {
        Ok(names::find(query, &[], self.wording()?, self.world()?))
    }

    /// The one thing of the wanted sort that a name or id means.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Ambiguous`], [`Error::WrongType`].
    pub fn resolve(&self, query: &str, wanted: Wanted) -> Result<String> {
        let languages = Wording::languages(self.knowledge.languages()?);
        let resolved = names::resolve(query, wanted, &languages, self.wording()?, self.world()?);
        // An instrument known only from its description has an id and no row in the world.
        if wanted == Wanted::Agreement && matches!(resolved, Err(Error::NotFound { .. })) {
            let known =
                |l: &Ledger| Ok::<bool, Error>(l.agreements(None)?.iter().any(|named| named.agreement == query));
            if self.file.exists() && known(self.ledger()?)? {
                return Ok(query.to_owned());
            }
        }
        resolved
    }

    /// The curators' decisions, in the order in which they count.
    pub(crate) fn decisions(&self, known_at: Option<&str>) -> Result<Vec<Decision>> {
        Ok(self.ledger()?.decisions(known_at)?.into_iter().map(|d| d.decision).collect())
    }

    /// Every claim that bears on an agreement: of its family, and, where its parties are few,
    /// what passes between them.
    pub(crate) fn claims_of_agreement(&self, agreement: &str, known_at: Option<&str>) -> Result<Vec<Sourced>> {
        let ledger = self.ledger()?;
        let world = self.world()?;
        let mut claims = Claims::default();
        for id in self.family(agreement)? {
            claims.add(ledger.claims_of_agreement(&id, known_at)?);
        }
        let parties = record::Reference::terms(world, agreement).map(|t| t.parties).unwrap_or_default();
        for (i, one) in parties.iter().enumerate().take(8) {
            for other in parties.iter().skip(i + 1).take(8) {
                claims.add(ledger.claims_between(one, other, known_at)?);
            }
        }
        Ok(claims.into_vec())
    }

    /// The ids under which claims on an agreement may stand: its own, the instruments that go by its name, the body that it
    /// founded or the treaty that founded it.
    pub(crate) fn family(&self, agreement: &str) -> Result<Vec<String>> {
        Ok(record::bearing(self.world()?, agreement))
    }

    /// Every claim that bears on a state: those that name it, and what happens to the agreements they name.
    pub(crate) fn claims_of_state(&self, state: &str, known_at: Option<&str>) -> Result<Vec<Sourced>> {
        let ledger = self.ledger()?;
        let mut claims = Claims::default();
        claims.add(ledger.claims_of_state(state, known_at)?);
        let named: std::collections::BTreeSet<String> =
            claims.iter().filter_map(|c| c.claim.role(claims::Role::Agreement).first()?.id.clone()).collect();
        for agreement in named {
            claims.add(ledger.claims_of_agreement_alone(&agreement, known_at)?);
        }
        Ok(claims.into_vec())
    }

    /// The document behind a claim, or any document by its id.
    ///
    /// # Errors
    /// [`Error::UnknownId`].
    pub fn document(&self, id: &str, known_at: Option<&str>) -> Result<Document> {
        let kept = self.ledger()?.document(id, known_at)?;
        kept.map(|k| k.document).ok_or_else(|| Error::UnknownId(id.to_owned()))
    }

    /// The claim with that id, or the only one whose id begins so.
    ///
    /// # Errors
    /// [`Error::UnknownId`]; [`ledger::Error::Ambiguous`] where several begin so.
    pub fn claim(&self, id: &str, known_at: Option<&str>) -> Result<Sourced> {
        self.ledger()?.claim(id, known_at)?.ok_or_else(|| Error::UnknownId(id.to_owned()))
    }
}

/// Claims without repetitions, in the order of their ids.
#[derive(Default)]
pub(crate) struct Claims(BTreeMap<String, Sourced>);

impl Claims {
    pub(crate) fn add(&mut self, claims: impl IntoIterator<Item = Sourced>) {
        for sourced in claims {
            self.0.entry(sourced.claim.id.clone()).or_insert(sourced);
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Sourced> {
        self.0.values()
    }

    pub(crate) fn into_vec(self) -> Vec<Sourced> {
        self.0.into_values().collect()
    }
}
