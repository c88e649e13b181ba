//! The answer about two states, as it is serialised.

use claims::{Act, Entity, Modality, Moment, Period};
use serde::{Deserialize, Serialize};

use crate::{
    answer::{Flag, Lost, Plan, Taken},
    rules::RuleId,
    stage::{MissionStage, RecognitionStage, RelationStage, Standing},
};

/// `depositary relation A B`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Relation {
    /// The two states, in alphabetical order of their ids.
    pub parties: [String; 2],
    /// The day asked for.
    pub as_of: Moment,
    /// The instant up to which the ledger was read.
    pub known_at: Option<String>,
    /// What was read; filled by the registry.
    pub coverage: serde_json::Value,
    /// Recognition, one entry a direction that is known.
    pub recognition: Vec<Recognition>,
    /// Diplomatic relations.
    pub relations: Relations,
    /// Missions and heads of mission, one entry a direction and sort.
    pub missions: Vec<Mission>,
    /// Contacts, latest first.
    pub contacts: Vec<Contact>,
    /// Agreements on which both appear in the claims given.
    pub agreements: Vec<String>,
}

/// Recognition of one state by the other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Recognition {
    /// Who recognises.
    pub by: String,
    /// Whom.
    pub of: String,
    /// How far.
    pub stage: RecognitionStage,
    /// On whose word.
    pub standing: Standing,
    /// Since when.
    pub since: Option<Period>,
    /// Witnesses.
    pub witnesses: usize,
    /// The rules that led here.
    pub rules: Vec<RuleId>,
    /// The claims that decided.
    pub claims: Vec<String>,
}

/// Diplomatic relations between two states.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Relations {
    /// How they stand.
    pub stage: RelationStage,
    /// On whose word; null where nothing was read.
    pub standing: Option<Standing>,
    /// Since when.
    pub since: Option<Period>,
    /// Who says so, where not both.
    pub per: Vec<Entity>,
    /// Witnesses.
    pub witnesses: usize,
    /// Reprints, which count for nothing.
    pub reprints: usize,
    /// `full`, or as the text has it.
    pub level: Option<String>,
    /// What is planned or predicted.
    pub planned: Vec<Plan>,
    /// What stands beside it.
    pub flags: Vec<Flag>,
    /// The steps, in order.
    pub steps: Vec<Taken>,
    /// The rules that led here.
    pub rules: Vec<RuleId>,
    /// The claims that decided.
    pub claims: Vec<String>,
    /// The claims that did not count.
    pub lost: Vec<Lost>,
}

/// A mission, or the head of one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mission {
    /// The sending state.
    pub of: String,
    /// The receiving state.
    pub at: String,
    /// `embassy`, `consulate` ...; `ambassador` for the head of mission.
    pub mission: String,
    /// How it stands.
    pub stage: MissionStage,
    /// The last act.
    pub act: Act,
    /// On whose word.
    pub standing: Standing,
    /// Since when.
    pub since: Option<Period>,
    /// Witnesses.
    pub witnesses: usize,
    /// The claims.
    pub claims: Vec<String>,
}

/// A meeting, call, visit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Contact {
    /// The act.
    pub act: Act,
    /// When.
    pub time: Option<Period>,
    /// Whether it took place or is planned.
    pub modality: Modality,
    /// Who took part.
    pub participants: Vec<Entity>,
    /// Witnesses.
    pub witnesses: usize,
    /// The claims.
    pub claims: Vec<String>,
}
