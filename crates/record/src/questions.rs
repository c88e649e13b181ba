//! The other questions.

use claims::Moment;

use crate::{
    answer::{Asked, Calendar, Changes, Relation, Relations, Said, StateRecord, Timeline, Why},
    record::{Record, empty},
    stage::RelationStage,
};

impl Record<'_> {
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
            coverage: empty(),
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
            coverage: empty(),
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

    /// What differs between this record, asked once, and a later one, asked again. Both may hold the same claims (two days
    /// asked) or the claims known at two instants.
    pub fn changes(&self, asked: &Asked, _later: &Record<'_>, asked_later: &Asked) -> Changes {
        Changes { before: asked.clone(), after: asked_later.clone(), changes: Vec::new() }
    }
}
