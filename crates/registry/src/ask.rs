//! The questions: each brings the claims that bear on it to the record, and adds what was read.

use std::collections::BTreeMap;

use claims::{Moment, Sourced};
use ledger::Quoted;
use record::{Asked, Calendar, Record, Relation, Said, StateRecord, Status, Timeline, Why};
use serde::Serialize;

use crate::{
    coverage::Coverage,
    error::{Error, Result},
    evidence::Library,
    names::Wanted,
    question::Question,
    registry::{Claims, Registry},
};

/// An answer with what it rests on and the claims that it names.
#[derive(Debug, Clone)]
pub struct Answer<T> {
    /// The answer itself.
    pub answer: T,
    /// What was read.
    pub coverage: Coverage,
    /// The claims behind the answer, by id, for the sentences and words that are shown.
    pub claims: BTreeMap<String, Sourced>,
}

impl<T: Serialize> Answer<T> {
    /// The answer as JSON, with what was read as `coverage`.
    ///
    /// # Errors
    /// If the answer cannot be written as JSON, which is a fault of the program.
    pub fn json(&self) -> Result<serde_json::Value> {
        let mut value = serde_json::to_value(&self.answer)?;
        if let Some(object) = value.as_object_mut() {
            object.insert("coverage".to_owned(), serde_json::to_value(&self.coverage)?);
        }
        Ok(value)
    }
}

/// What somebody is reported to have said, with the quotations.
#[derive(Debug, Clone, Serialize)]
pub struct Spoken {
    /// Utterances that are claims.
    #[serde(flatten)]
    pub said: Said,
    /// Quotations, with their words.
    pub quotations: Vec<Words>,
}

/// A quotation with its words and where they stand.
#[derive(Debug, Clone, Serialize)]
pub struct Words {
    /// The quotation with its document.
    #[serde(flatten)]
    pub quoted: Quoted,
    /// The words.
    pub words: Vec<String>,
}

/// One claim with its words and what the record makes of it.
#[derive(Debug, Clone, Serialize)]
pub struct ClaimExplained {
    /// The claim with its source.
    #[serde(flatten)]
    pub sourced: Sourced,
    /// The words that prove it.
    pub words: Vec<String>,
    /// Where it stands as a ground: one a participant and agreement that it names.
    pub grounds: Vec<GroundOf>,
}

/// What became of a claim for one participant of one agreement.
#[derive(Debug, Clone, Serialize)]
pub struct GroundOf {
    /// The agreement.
    pub agreement: String,
    /// The participant.
    pub participant: String,
    /// What became of the claim.
    #[serde(flatten)]
    pub ground: record::Ground,
}

/// `why` for a participant, with the words of every ground.
#[derive(Debug, Clone, Serialize)]
pub struct WhyExplained {
    /// The participant, by id.
    pub participant: String,
    /// The rows and grounds.
    #[serde(flatten)]
    pub why: Why,
    /// The words of each claim, by its id.
    pub words: BTreeMap<String, Vec<String>>,
}

/// What is asked of `changes`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Between {
    /// The earlier question.
    pub before: Question,
    /// The later one.
    pub after: Question,
}

impl Registry {
    /// Who stands where with an agreement.
    ///
    /// # Errors
    /// If the name means nothing or several things, or the ledger cannot be read.
    pub fn status(&self, agreement: &str, question: &Question) -> Result<Answer<Status>> {
        let agreement = self.resolve(agreement, Wanted::Agreement)?;
        self.answer(question, self.claims_of_agreement(&agreement, question.known_at.as_deref())?, |record, asked| {
            record.status(&agreement, asked)
        })
    }

    /// The claims for and against where a participant stands.
    ///
    /// # Errors
    /// If a name means nothing or several things, or the ledger cannot be read.
    pub fn why(&self, agreement: &str, participant: &str, question: &Question) -> Result<Answer<WhyExplained>> {
        let agreement = self.resolve(agreement, Wanted::Agreement)?;
        let participant = self.resolve(participant, Wanted::Party)?;
        let claims = self.claims_of_agreement(&agreement, question.known_at.as_deref())?;
        let answer = self.answer(question, claims, |record, asked| record.why(&agreement, &participant, asked))?;
        let mut library = Library::of(self);
        let mut words = BTreeMap::new();
        for ground in &answer.answer.grounds {
            if let Some(sourced) = answer.claims.get(&ground.claim) {
                words.insert(ground.claim.clone(), library.claim(sourced)?);
            }
        }
        let explained = WhyExplained { participant, why: answer.answer, words };
        Ok(Answer { answer: explained, coverage: answer.coverage, claims: answer.claims })
    }

    /// One claim, with its words, its source, and what the record makes of it.
    ///
    /// # Errors
    /// If no claim, or more than one, has an id that begins so.
    pub fn why_claim(&self, id: &str, question: &Question) -> Result<Answer<ClaimExplained>> {
        let sourced = self.claim(id, question.known_at.as_deref())?;
        let mut grounds = Vec::new();
        for agreement in sourced.claim.role(claims::Role::Agreement).iter().filter_map(|a| a.id.clone()) {
            let claims = self.claims_of_agreement(&agreement, question.known_at.as_deref())?;
            let decisions = self.decisions(question.known_at.as_deref())?;
            let record = Record::new(self.world()?, &claims, &decisions);
            for role in [claims::Role::Actor, claims::Role::Candidate] {
                for participant in sourced.claim.role(role).iter().filter_map(|p| p.id.clone()) {
                    let why = record.why(&agreement, &participant, &question.asked());
                    let ours = why.grounds.into_iter().filter(|g| g.claim == sourced.claim.id);
                    grounds.extend(ours.map(|ground| GroundOf {
                        agreement: agreement.clone(),
                        participant: participant.clone(),
                        ground,
                    }));
                }
            }
        }
        let words = Library::of(self).claim(&sourced)?;
        let claims = BTreeMap::from([(sourced.claim.id.clone(), sourced.clone())]);
        let coverage = self.coverage(question)?;
        Ok(Answer { answer: ClaimExplained { sourced, words, grounds }, coverage, claims })
    }

    /// Recognition, relations, missions and contacts of two states.
    ///
    /// # Errors
    /// If a name means nothing or several things, or the ledger cannot be read.
    pub fn relation(&self, one: &str, other: &str, question: &Question) -> Result<Answer<Relation>> {
        let one = self.resolve(one, Wanted::Party)?;
        let other = self.resolve(other, Wanted::Party)?;
        let claims = self.ledger()?.claims_between(&one, &other, question.known_at.as_deref())?;
        self.answer(question, claims, |record, asked| record.relation(&one, &other, asked))
    }

    /// Everything about one state.
    ///
    /// # Errors
    /// If the name means nothing or several things, or the ledger cannot be read.
    pub fn state(&self, state: &str, question: &Question) -> Result<Answer<StateRecord>> {
        let state = self.resolve(state, Wanted::Party)?;
        let claims = self.claims_of_state(&state, question.known_at.as_deref())?;
        self.answer(question, claims, |record, asked| record.state(&state, asked))
    }

    /// What somebody is reported to have said.
    ///
    /// # Errors
    /// If the name means nothing or several things, or the ledger cannot be read.
    pub fn said(&self, speaker: &str, question: &Question) -> Result<Answer<Spoken>> {
        let speaker = self.resolve(speaker, Wanted::Speaker)?;
        let known_at = question.known_at.as_deref();
        let claims = self.ledger()?.claims_by_speaker(&speaker, known_at)?;
        let answer = self.answer(question, claims, |record, asked| record.said(&speaker, asked))?;
        let mut library = Library::of(self);
        let mut quotations = Vec::new();
        for quoted in self.ledger()?.quotations_by_speaker(&speaker, known_at)? {
            let published_later = quoted.source.published.is_some_and(|p| p.first_day() > question.as_of.last_day());
            if !published_later {
                let words = library.quotation(&quoted)?;
                quotations.push(Words { quoted, words });
            }
        }
        quotations.sort_by(|a, b| {
            let key = |w: &Words| (w.quoted.source.published, w.quoted.quotation.id.clone());
            key(a).cmp(&key(b))
        });
        let spoken = Spoken { said: answer.answer, quotations };
        Ok(Answer { answer: spoken, coverage: answer.coverage, claims: answer.claims })
    }

    /// The acts on an agreement in time order.
    ///
    /// # Errors
    /// If a name means nothing or several things, or the ledger cannot be read.
    pub fn timeline(&self, agreement: &str, state: Option<&str>, question: &Question) -> Result<Answer<Timeline>> {
        let agreement = self.resolve(agreement, Wanted::Agreement)?;
        let state = state.map(|s| self.resolve(s, Wanted::Party)).transpose()?;
        let claims = self.claims_of_agreement(&agreement, question.known_at.as_deref())?;
        self.answer(question, claims, |record, asked| record.timeline(&agreement, state.as_deref(), asked))
    }

    /// What is to come from a day on, over all agreements or of one of them.
    ///
    /// # Errors
    /// If the name means nothing or several things, or the ledger cannot be read.
    pub fn calendar(&self, agreement: Option<&str>, question: &Question) -> Result<Answer<Calendar>> {
        let known_at = question.known_at.as_deref();
        let asked: Vec<String> = match agreement {
            Some(name) => vec![self.resolve(name, Wanted::Agreement)?],
            None => self.ledger()?.agreements(known_at)?.into_iter().map(|n| n.agreement).collect(),
        };
        let mut claims = Claims::default();
        for agreement in &asked {
            claims.add(self.claims_of_agreement(agreement, known_at)?);
        }
        let from = question.as_of;
        self.answer(question, claims.into_vec(), |record, asked| record.calendar(from, asked))
    }

    /// The instant before the last thing was recorded: what `changes` counts from where nothing is said.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn before_last_recording(&self) -> Result<Option<String>> {
        let last = self.ledger()?.coverage_summary(None)?.last_recorded;
        let before = |instant: String| {
            let nanosecond = jiff::SignedDuration::from_nanos(1);
            instant.parse::<jiff::Timestamp>().ok()?.checked_sub(nanosecond).ok().map(|t| t.to_string())
        };
        Ok(last.and_then(before))
    }

    fn answer<T>(
        &self,
        question: &Question,
        claims: Vec<Sourced>,
        ask: impl FnOnce(&Record<'_>, &Asked) -> T,
    ) -> Result<Answer<T>> {
        let decisions = self.decisions(question.known_at.as_deref())?;
        let answer = ask(&Record::new(self.world()?, &claims, &decisions), &question.asked());
        let claims = claims.into_iter().map(|s| (s.claim.id.clone(), s)).collect();
        Ok(Answer { answer, coverage: self.coverage(question)?, claims })
    }
}

impl Question {
    /// The same question on another day.
    pub fn on_day(&self, day: Moment) -> Question {
        Question { as_of: day, known_at: self.known_at.clone() }
    }
}

/// Whether an error only says that nothing was found.
impl Error {
    /// Whether nothing has the name or id asked for.
    pub fn is_not_found(&self) -> bool {
        matches!(self, Error::NotFound { .. } | Error::UnknownId(_) | Error::WrongType { .. })
    }

    /// Whether the name or id asked for means several things.
    pub fn is_ambiguous(&self) -> bool {
        matches!(self, Error::Ambiguous { .. } | Error::Ledger(ledger::Error::Ambiguous { .. }))
    }
}
