//! The questions about an agreement.

use std::collections::{BTreeMap, BTreeSet};

use claims::{Act, Claim, Decision, Entity, Modality, Role, Sourced};
use jiff::civil::Date;

use crate::{
    agreement::Agreement,
    answer::{AgreementState, Asked, Participant, Status, Taken, Unnamed},
    decided::Decided,
    fold::{Fold, Key, Person, Subject},
    observation::{Assessor, observe},
    participation::{Explained, Place},
    reference::{Nature, Reference, Terms},
    subject::{agreements, signs_as_witness},
    witness::Witness,
};

/// Claims with the decisions about them, ready to be asked. Give it the claims that bear on the question: all of an
/// agreement for [`Record::status`] under all the ids of [`crate::bearing`] (and, where it has two parties, of their relations), of a pair for [`Record::relation`],
/// of a state for [`Record::state`].
pub struct Record<'a> {
    pub(crate) reference: &'a dyn Reference,
    /// In the order of their ids, each once.
    pub(crate) claims: Vec<&'a Sourced>,
    pub(crate) decided: Decided,
    /// The claims that name nobody, or signatories who are no participants: few, and in no fold.
    aside: Vec<usize>,
    pub(crate) folds: BTreeMap<Subject, Fold>,
    /// For each subject the claims about it, with the keys under which they were folded.
    pub(crate) placed: BTreeMap<Subject, Vec<Placed>>,
}

/// A claim in the fold of a subject.
pub(crate) struct Placed {
    /// Its place among the claims.
    pub claim: usize,
    /// Where it was folded.
    pub key: Key,
    /// Its document as a witness.
    pub witness: Witness,
    /// A curator took it away; it is in no fold.
    pub removed: bool,
}

impl<'a> Record<'a> {
    /// Claims and decisions as they were known at the instant asked for. The order of the claims does not matter; decisions
    /// stand in the order in which they were recorded, the last about a claim counts.
    pub fn new(
        reference: &'a dyn Reference,
        claims: impl IntoIterator<Item = &'a Sourced>,
        decisions: &[Decision],
    ) -> Record<'a> {
        let mut claims: Vec<&Sourced> = claims.into_iter().collect();
        claims.sort_by(|a, b| (&a.claim.id, &a.source.recorded).cmp(&(&b.claim.id, &b.source.recorded)));
        // A claim that several readings of one document found is one claim.
        claims.dedup_by(|a, b| a.claim.id == b.claim.id && a.source.document == b.source.document);
        let decided = Decided::new(decisions);
        let mut assessor = Assessor::new(reference);
        let mut folds: BTreeMap<Subject, Fold> = BTreeMap::new();
        let mut placed: BTreeMap<Subject, Vec<Placed>> = BTreeMap::new();
        for (claim, subject, observation) in observe(&mut assessor, &claims, &decided) {
            let removed = claims.get(claim).is_some_and(|s| decided.removes(s));
            let (key, witness) = (observation.key.clone(), observation.witness);
            placed.entry(subject.clone()).or_default().push(Placed { claim, key, witness, removed });
            if !removed {
                folds.entry(subject).or_default().add(observation);
            }
        }
        let aside = (0..claims.len()).filter(|i| claims.get(*i).is_some_and(|s| is_aside(&s.claim))).collect();
        Record { reference, claims, decided, aside, folds, placed }
    }

    /// The fold of every subject, for keeping: see [`Fold`].
    pub fn folds(&self) -> impl Iterator<Item = (&Subject, &Fold)> {
        self.folds.iter()
    }

    /// Who stands where with an agreement; of a framework, with each of its instruments.
    pub fn status(&self, agreement: &str, asked: &Asked) -> Status {
        let as_of = asked.as_of.last_day();
        let (own, terms) = self.meant(agreement);
        let mut participants: Vec<Participant> = Vec::new();
        for instrument in instruments(&own, &terms) {
            participants.extend(self.rows(&instrument, None, as_of).into_iter().map(|(row, _)| row));
        }
        sort(&mut participants);
        Status {
            agreement: agreement.to_owned(),
            as_of: asked.as_of,
            known_at: asked.known_at.clone(),
            coverage: empty(),
            participants,
            accessions: self.accessions(&own),
            state: self.agreement(&own, &terms, as_of).state,
            unnamed: self.unnamed(&own, as_of),
            witnesses: self.witnesses(&own),
            instruments: terms.instruments,
        }
    }

    /// The agreement itself on a day.
    pub fn agreement_state(&self, agreement: &str, asked: &Asked) -> Option<AgreementState> {
        let (own, terms) = self.meant(agreement);
        self.agreement(&own, &terms, asked.as_of.last_day()).state
    }

    pub(crate) fn terms(&self, agreement: &str) -> Terms {
        crate::observation::terms_of(self.reference, agreement)
    }

    /// The agreement that is asked for, and what is known of it: of an organisation, the agreement on its membership.
    pub(crate) fn meant(&self, asked: &str) -> (String, Terms) {
        let terms = self.terms(asked);
        match &terms.stands_for {
            Some(agreement) => (agreement.clone(), self.terms(agreement)),
            None => (asked.to_owned(), terms),
        }
    }

    /// The protocols on accessions that claims are about.
    fn accessions(&self, agreement: &str) -> Vec<String> {
        let prefix = format!("{agreement}/accession/");
        let mut found: BTreeSet<&String> = BTreeSet::new();
        for subject in self.folds.keys() {
            if let Subject::Participation { agreement, .. } | Subject::Agreement(agreement) = subject
                && agreement.starts_with(&prefix)
            {
                found.insert(agreement);
            }
        }
        found.into_iter().cloned().collect()
    }

    pub(crate) fn agreement(&self, agreement: &str, terms: &Terms, as_of: Date) -> Agreement {
        let fold = self.folds.get(&Subject::Agreement(agreement.to_owned()));
        Agreement::of(fold, terms, self.reference, as_of)
    }

    /// The rows of one instrument, of one participant only if given.
    pub(crate) fn rows(&self, instrument: &str, only: Option<&str>, as_of: Date) -> Vec<(Participant, Explained<'_>)> {
        let terms = self.terms(instrument);
        let state = self.agreement(instrument, &terms, as_of);
        let first = Subject::participation(instrument, only.unwrap_or(""));
        let here =
            |subject: &Subject| matches!(subject, Subject::Participation { agreement, .. } if agreement == instrument);
        let mut rows = Vec::new();
        for (subject, fold) in self.folds.range(first..).take_while(|(s, _)| here(s)) {
            let Subject::Participation { participant, .. } = subject else { continue };
            if only.is_some_and(|o| o != participant) {
                break; // the one asked for would have come first
            }
            let place = Place {
                agreement: instrument,
                participant,
                terms: &terms,
                state: &state,
                reference: self.reference,
                as_of,
            };
            if let Some((mut row, explained)) = place.row(fold) {
                row.conduct.extend(self.conduct(&terms, &row, as_of));
                rows.push((row, explained));
            }
        }
        rows
    }

    /// What the two parties of a bilateral agreement do as if it were in force: missions opened, relations begun (L9, L10).
    fn conduct(&self, terms: &Terms, row: &Participant, as_of: Date) -> Vec<Taken> {
        let [a, b] = terms.parties.as_slice() else { return Vec::new() };
        let Some(fold) = (terms.nature == Nature::Bilateral).then(|| self.folds.get(&Subject::pair(a, b))).flatten()
        else {
            return Vec::new();
        };
        let begun = row.steps.iter().filter_map(|s| s.since.and_then(|p| p.from.or(p.to))).min();
        crate::pair::conduct(fold, begun.map(claims::Moment::first_day), as_of)
    }

    /// Those whom a text leaves unnamed.
    fn unnamed(&self, agreement: &str, as_of: Date) -> Vec<Unnamed> {
        let mut found: BTreeMap<(Act, Modality, String, Option<Person>), Unnamed> = BTreeMap::new();
        for s in self.about(agreement).filter(|s| published_by(s, as_of)) {
            let speaker = s.claim.attribution.as_ref().and_then(|a| a.speaker.as_ref());
            let fillers = s.claim.role(Role::Actor).iter().chain(s.claim.role(Role::Candidate));
            for e in fillers.filter(|e| e.id.is_none() && e.state.is_none()) {
                let key = (s.claim.act, s.claim.modality, e.name.clone(), speaker.map(Person::from));
                let entry = found.entry(key).or_insert_with(|| Unnamed {
                    entity: Entity { start: None, end: None, ..e.clone() },
                    act: s.claim.act,
                    modality: s.claim.modality,
                    per: speaker.map(|p| Entity { start: None, end: None, ..p.clone() }),
                    claims: Vec::new(),
                });
                if !entry.claims.contains(&s.claim.id) && entry.claims.len() < 64 {
                    entry.claims.push(s.claim.id.clone());
                }
            }
        }
        found.into_values().collect()
    }

    /// Who signed as witness or guarantor.
    fn witnesses(&self, agreement: &str) -> Vec<Entity> {
        let mut found: BTreeMap<String, Entity> = BTreeMap::new();
        for s in self.about(agreement).filter(|s| signs_as_witness(&s.claim) && s.claim.modality == Modality::Asserted)
        {
            for e in s.claim.role(Role::Actor) {
                let name = self.reference.name(e.key()).unwrap_or_else(|| e.name.clone());
                found.entry(e.key().to_owned()).or_insert(Entity { start: None, end: None, name, ..e.clone() });
            }
        }
        found.into_values().collect()
    }

    /// Of those, the claims about an agreement that no curator took away.
    fn about<'s>(&'s self, agreement: &'s str) -> impl Iterator<Item = &'a Sourced> + use<'a, 's> {
        let means = move |id: &str| id == agreement || self.terms(id).stands_for.as_deref() == Some(agreement);
        let about = move |claim: &Claim| agreements(claim).iter().any(|a| means(a.key()));
        let aside = self.aside.iter().filter_map(|i| self.claims.get(*i).copied());
        aside.filter(move |s| about(&s.claim) && !self.decided.removes(s))
    }
}

fn is_aside(claim: &Claim) -> bool {
    let unnamed = |e: &Entity| e.id.is_none() && e.state.is_none();
    let agreement = || !agreements(claim).is_empty();
    let nobody = claim.role(Role::Actor).iter().chain(claim.role(Role::Candidate)).any(unnamed);
    (nobody || signs_as_witness(claim)) && agreement()
}

/// The agreement and the instruments under its name (L16).
pub(crate) fn instruments(agreement: &str, terms: &Terms) -> Vec<String> {
    let mut all: BTreeSet<String> = terms.instruments.iter().cloned().collect();
    all.insert(agreement.to_owned());
    all.into_iter().collect()
}

/// Whether a claim was published by the day.
pub(crate) fn published_by(s: &Sourced, as_of: Date) -> bool {
    s.source.published.is_none_or(|p| p.first_day() <= as_of)
}

/// Parties first, then those on their way, then by name.
pub(crate) fn sort(rows: &mut [Participant]) {
    rows.sort_by(|a, b| {
        let key = |p: &Participant| (p.stage.row_order(), p.name.clone(), p.id.clone(), p.instrument.clone());
        key(a).cmp(&key(b))
    });
}

pub(crate) fn empty() -> serde_json::Value {
    serde_json::Value::Object(serde_json::Map::new())
}
