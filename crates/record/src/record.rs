//! The questions.

use claims::{Decision, Moment, Sourced};

use crate::{
    answer::{Asked, Calendar, Changes, Relation, Relations, Said, StateRecord, Status, Timeline, Why},
    fold::Fold,
    reference::Reference,
    stage::RelationStage,
};

/// Claims with the decisions about them, ready to be asked. Give it the claims that bear on the question: all of an
/// agreement for [`Record::status`], of a pair for [`Record::relation`], of a state for [`Record::state`].
pub struct Record<'a> {
    _reference: &'a dyn Reference,
    _claims: Vec<&'a Sourced>,
}

impl<'a> Record<'a> {
    /// Claims and decisions as they were known at the instant asked for. The order of the claims does not matter; decisions
    /// stand in the order in which they were recorded, the last about a claim counts.
    pub fn new(
        reference: &'a dyn Reference,
        claims: impl IntoIterator<Item = &'a Sourced>,
        _decisions: &[Decision],
    ) -> Record<'a> {
        Record { _reference: reference, _claims: claims.into_iter().collect() }
    }

    /// Who stands where with an agreement; of a framework, with each of its instruments.
    pub fn status(&self, agreement: &str, asked: &Asked) -> Status {
        Status {
            agreement: agreement.to_owned(),
            as_of: asked.as_of,
            known_at: asked.known_at.clone(),
            coverage: serde_json::Value::Object(serde_json::Map::new()),
            participants: Vec::new(),
            instruments: Vec::new(),
            state: None,
            unnamed: Vec::new(),
            witnesses: Vec::new(),
        }
    }

    /// The claims for and against where a participant stands, each with the rule that used or beat it.
    pub fn why(&self, agreement: &str, _participant: &str, asked: &Asked) -> Why {
        Why {
            agreement: agreement.to_owned(),
            as_of: asked.as_of,
            known_at: asked.known_at.clone(),
            rows: Vec::new(),
            grounds: Vec::new(),
        }
    }

    /// Recognition, relations, missions and contacts of two states.
    pub fn relation(&self, a: &str, b: &str, asked: &Asked) -> Relation {
        Relation {
            parties: [a.min(b).to_owned(), a.max(b).to_owned()],
            as_of: asked.as_of,
            known_at: asked.known_at.clone(),
            coverage: serde_json::Value::Object(serde_json::Map::new()),
            recognition: Vec::new(),
            relations: Relations {
                stage: RelationStage::Unread,
                standing: None,
                since: None,
                per: Vec::new(),
                witnesses: 0,
                reprints: 0,
                level: None,
                planned: Vec::new(),
                flags: Vec::new(),
                steps: Vec::new(),
                rules: Vec::new(),
                claims: Vec::new(),
                lost: Vec::new(),
            },
            missions: Vec::new(),
            contacts: Vec::new(),
            agreements: Vec::new(),
        }
    }

    /// Everything about one state: its rows, relations, contacts, silences, plans.
    pub fn state(&self, state: &str, asked: &Asked) -> StateRecord {
        StateRecord {
            state: state.to_owned(),
            as_of: asked.as_of,
            known_at: asked.known_at.clone(),
            coverage: serde_json::Value::Object(serde_json::Map::new()),
            agreements: Vec::new(),
            relations: Vec::new(),
            contacts: Vec::new(),
            silent: Vec::new(),
            planned: Vec::new(),
        }
    }

    /// What somebody is reported to have said: a person, an office (`president@KAZ`), a state, an organisation.
    pub fn said(&self, speaker: &str, asked: &Asked) -> Said {
        Said {
            speaker: speaker.to_owned(),
            as_of: asked.as_of,
            known_at: asked.known_at.clone(),
            utterances: Vec::new(),
        }
    }

    /// The acts on an agreement in time order; of one state only, if given.
    pub fn timeline(&self, agreement: &str, state: Option<&str>, asked: &Asked) -> Timeline {
        Timeline {
            agreement: agreement.to_owned(),
            state: state.map(str::to_owned),
            as_of: asked.as_of,
            known_at: asked.known_at.clone(),
            events: Vec::new(),
        }
    }

    /// Plans, notices and computed dates from a day on, over all agreements in the claims given.
    pub fn calendar(&self, from: Moment, asked: &Asked) -> Calendar {
        Calendar { from, known_at: asked.known_at.clone(), entries: Vec::new() }
    }

    /// The fold of every subject, for keeping: see [`Fold`].
    pub fn folds(&self) -> impl Iterator<Item = (&crate::fold::Subject, &Fold)> {
        std::iter::empty()
    }

    /// What differs between this record, asked once, and a later one, asked again. Both may hold the same claims (two days
    /// asked) or the claims known at two instants.
    pub fn changes(&self, asked: &Asked, _later: &Record<'_>, asked_later: &Asked) -> Changes {
        Changes { before: asked.clone(), after: asked_later.clone(), changes: Vec::new() }
    }
}
