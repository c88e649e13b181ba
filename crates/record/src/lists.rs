//! Answers that are lists, as they are serialised: one state, what was said, time order, what is to come, what changed.

use claims::{Act, Entity, Modality, Moment, Period};
use serde::{Deserialize, Serialize};

use crate::{
    answer::{Asked, Participant, Plan, Silence},
    rules::RuleId,
    stage::{FlagCode, RelationStage, Stage, Standing},
    tracks::{Contact, Relation},
};

/// `depositary state`: all that is known about one state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StateRecord {
    /// The state, by its id.
    pub state: String,
    /// The day asked for.
    pub as_of: Moment,
    /// The instant up to which the ledger was read.
    pub known_at: Option<String>,
    /// What was read; filled by the registry.
    pub coverage: serde_json::Value,
    /// Its row in every agreement; `waiting` ones (signed, not in force) first.
    pub agreements: Vec<Participant>,
    /// Relations with each other state in the claims given.
    pub relations: Vec<Relation>,
    /// Contacts, latest first.
    pub contacts: Vec<Contact>,
    /// Silences that have not ended.
    pub silent: Vec<Listed<Silence>>,
    /// Plans still open or overdue.
    pub planned: Vec<Listed<Plan>>,
}

/// Something with the agreement it belongs to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Listed<T> {
    /// The agreement.
    pub agreement: String,
    /// The participant.
    pub participant: String,
    /// What is listed.
    #[serde(flatten)]
    pub item: T,
}

/// `depositary said`: what somebody is reported to have said.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Said {
    /// The speaker asked for, by id: a person, office, state or organisation.
    pub speaker: String,
    /// The day asked for.
    pub as_of: Moment,
    /// The instant up to which the ledger was read.
    pub known_at: Option<String>,
    /// Utterances in time order.
    pub utterances: Vec<Utterance>,
}

/// One thing said, however many reported it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Utterance {
    /// Who spoke.
    pub speaker: Entity,
    /// Where (`truth-social`), if a text says so.
    pub channel: Option<String>,
    /// The day by which it was said: the first publication.
    pub by: Option<Moment>,
    /// In the speaker's own words, in some report.
    pub direct: bool,
    /// The act spoken of.
    pub act: Act,
    /// How it was told.
    pub modality: Modality,
    /// About which agreement, if any.
    pub agreement: Option<String>,
    /// About whom: ids of the fillers of the first required role.
    pub about: Vec<String>,
    /// The outlets that report it, sorted.
    pub reported_by: Vec<String>,
    /// The claims.
    pub claims: Vec<String>,
}

/// `depositary timeline`: acts in time order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Timeline {
    /// The agreement, by its id.
    pub agreement: String,
    /// Only this state's acts.
    pub state: Option<String>,
    /// The day asked for.
    pub as_of: Moment,
    /// The instant up to which the ledger was read.
    pub known_at: Option<String>,
    /// Acts, earliest first.
    pub events: Vec<Event>,
}

/// One act in a timeline.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// The agreement or instrument.
    pub instrument: String,
    /// Who; null: the agreement itself.
    pub participant: Option<String>,
    /// The name as listed.
    pub name: Option<String>,
    /// The act.
    pub act: Act,
    /// Whether it happened, or is planned, denied ...
    pub modality: Modality,
    /// The organ, the means ...
    pub detail: Option<String>,
    /// When.
    pub time: Option<Period>,
    /// On whose word.
    pub standing: Standing,
    /// Who says so.
    pub per: Vec<Entity>,
    /// Witnesses.
    pub witnesses: usize,
    /// The claims; the group is named after the first.
    pub claims: Vec<String>,
    /// The rule that beat it, if it did not count.
    pub beaten: Option<RuleId>,
}

/// `depositary calendar`: what is to come.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Calendar {
    /// From this day on.
    pub from: Moment,
    /// The instant up to which the ledger was read.
    pub known_at: Option<String>,
    /// Plans, notices' effects, computed dates: dated ones by day, then those without a day.
    pub entries: Vec<Listed<Plan>>,
}

/// `depositary changes`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Changes {
    /// The earlier question.
    pub before: Asked,
    /// The later question.
    pub after: Asked,
    /// What differs, by agreement, then participant.
    pub changes: Vec<Change>,
    /// What differs in the relations of two states.
    pub relations: Vec<RelationChange>,
}

/// A difference in the relations of two states.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RelationChange {
    /// The two states.
    pub parties: [String; 2],
    /// How they stood; null: nothing was read.
    pub before: Option<RelationPlace>,
    /// How they stand.
    pub after: Option<RelationPlace>,
    /// Why.
    pub cause: Cause,
    /// The claims behind it.
    pub claims: Vec<String>,
}

/// How relations stand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RelationPlace {
    /// The stage.
    pub stage: RelationStage,
    /// On whose word.
    pub standing: Option<Standing>,
    /// Since when.
    pub since: Option<Period>,
}

/// One difference between two answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// The agreement or instrument.
    pub instrument: String,
    /// The participant.
    pub participant: String,
    /// Its name.
    pub name: String,
    /// Where it stood; null: nowhere.
    pub before: Option<Place>,
    /// Where it stands; null: nowhere.
    pub after: Option<Place>,
    /// Why.
    pub cause: Cause,
    /// The claims behind the later place (behind the earlier one, if it is gone).
    pub claims: Vec<String>,
}

/// A stage with its standing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The stage.
    pub stage: Stage,
    /// On whose word.
    pub standing: Standing,
    /// Since when.
    pub since: Option<Period>,
    /// Witnesses.
    pub witnesses: usize,
    /// Flags, in their order.
    pub flags: Vec<FlagCode>,
}

/// Why an answer differs from an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// An act after the earlier day.
    NewAct,
    /// An older act, learnt later.
    LateAct,
    /// The source changed what it said of the same act.
    SourceCorrection,
    /// The source says nothing of it any more.
    Disappeared,
    /// A curator decided.
    CuratorDecision,
    /// The same texts, read again.
    BetterReading,
    /// Time alone: a day came, a plan lapsed.
    TimePassed,
}
