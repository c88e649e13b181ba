//! The answers, as they are serialised. Codes and ids only; names and sentences are made by whoever prints them.

use claims::{Act, Entity, Modality, Moment, Period};
use serde::{Deserialize, Serialize};

use crate::{
    rules::RuleId,
    stage::{FlagCode, MissionStage, RecognitionStage, RelationStage, Stage, Standing},
};

/// For which day, and as known when. The record has no clock: whoever asks says the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// The day asked for; of a month or year, its last day counts.
    pub as_of: Moment,
    /// The instant up to which the ledger was read; printed with the answer. Claims recorded later are left out, if given.
    pub known_at: Option<String>,
}

impl Asked {
    /// As of a day, with everything known.
    pub fn on(as_of: impl Into<Moment>) -> Asked {
        Asked { as_of: as_of.into(), known_at: None }
    }
}

/// `depositary status`: who stands where with an agreement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Status {
    /// The agreement, by its id.
    pub agreement: String,
    /// The day asked for.
    pub as_of: Moment,
    /// The instant up to which the ledger was read.
    pub known_at: Option<String>,
    /// What was read; filled by the registry, an empty object here.
    pub coverage: serde_json::Value,
    /// One row a participant and instrument, sorted by stage, then name.
    pub participants: Vec<Participant>,
    /// The instruments of a framework; rows say which one they count (L16).
    pub instruments: Vec<String>,
    /// The agreement itself: adopted, in force, expired.
    pub state: Option<AgreementState>,
    /// Those that a text leaves unnamed ("many more states").
    pub unnamed: Vec<Unnamed>,
    /// Who signed as witness or guarantor; no participant by that.
    pub witnesses: Vec<Entity>,
}

/// The agreement itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AgreementState {
    /// Its stage.
    pub stage: AgreementStage,
    /// On whose word.
    pub standing: Standing,
    /// Since when.
    pub since: Option<Period>,
    /// Claims that decided.
    pub claims: Vec<String>,
    /// Who says otherwise, or declares it void (L10).
    pub flags: Vec<Flag>,
    /// Dates to come.
    pub planned: Vec<Plan>,
}

/// How far an agreement itself has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgreementStage {
    /// Its text was adopted.
    Adopted,
    /// In force.
    InForce,
    /// Its term ran out.
    Expired,
    /// Ended, or replaced.
    Terminated,
}

/// Where one state or organisation stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Participant {
    /// Its id.
    pub id: String,
    /// Its name: as the world has it, else as the deciding text has it.
    pub name: String,
    /// Membership class (`observer`, `partner`), where a text gives one.
    pub class: Option<String>,
    /// The stage.
    pub stage: Stage,
    /// On whose word.
    pub standing: Standing,
    /// Since when. Without a day in any text: `from` is null and `to` the day by which it was published.
    pub since: Option<Period>,
    /// Who says so, where it is not the state itself.
    pub per: Vec<Entity>,
    /// How many independent witnesses the stage has.
    pub witnesses: usize,
    /// What is planned, predicted or computed, and not yet lapsed.
    pub planned: Vec<Plan>,
    /// What stands beside the stage.
    pub flags: Vec<Flag>,
    /// The agreement or instrument that this row counts (L16).
    pub instrument: String,
    /// Bound, and the agreement in force for it.
    pub party: bool,
    /// On the way out or back: the stage reached before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered: Option<Stage>,
    /// The deciding act's day may lie after the day asked.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub uncertain: bool,
    /// Reprints of the deciding reports, which count for nothing (L13).
    pub reprints: usize,
    /// The steps taken, in order.
    pub steps: Vec<Taken>,
    /// Steps that follow from the stage by the agreement's own rules (L9).
    pub implied: Vec<Stage>,
    /// Steps for which no source was read; that is not "not done" (L9).
    pub unread: Vec<Stage>,
    /// Who said nothing, where (L15).
    pub silent: Vec<Silence>,
    /// What the states do, whatever the stage: limits kept, missions opened (L10).
    pub conduct: Vec<Taken>,
    /// Plans without a report for more than 180 days (L8).
    pub lapsed: Vec<Plan>,
    /// The rules that led here.
    pub rules: Vec<RuleId>,
    /// The claims that decided the stage.
    pub claims: Vec<String>,
    /// The claims that did not count, each with the rule that beat it.
    pub lost: Vec<Lost>,
}

/// A step that was taken.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Taken {
    /// The act.
    pub act: Act,
    /// What tells it from others of its kind: the organ, the means, the mission.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// On whose word.
    pub standing: Standing,
    /// When.
    pub since: Option<Period>,
    /// Who says so, or did it.
    pub per: Vec<Entity>,
    /// Independent witnesses.
    pub witnesses: usize,
    /// The claims.
    pub claims: Vec<String>,
}

/// A plan, prediction or computed date.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// The act planned.
    pub act: Act,
    /// Planned by the actor, predicted by another, or computed.
    pub kind: PlanKind,
    /// For when; null: no day said.
    pub time: Option<Period>,
    /// Who says so.
    pub per: Vec<Entity>,
    /// Whether its day has passed.
    pub state: PlanState,
    /// The claims.
    pub claims: Vec<String>,
}

/// Whose plan it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanKind {
    /// The actor's own.
    Planned,
    /// Another's.
    Predicted,
    /// A publisher's, in its own voice.
    Reported,
    /// Counted from the agreement's rules (L11).
    Computed,
}

/// Whether a plan's day has passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanState {
    /// Still to come, or without a day.
    Open,
    /// The day has passed; no report that it took place.
    Overdue,
    /// More than 180 days have passed.
    Lapsed,
}

/// What stands beside a stage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Flag {
    /// Which.
    pub flag: FlagCode,
    /// By whom, or per whom.
    pub by: Vec<Entity>,
    /// Who says otherwise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contested_by: Vec<Entity>,
    /// Since when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Period>,
    /// What exactly: the organ, the scope, the stage claimed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The claims.
    pub claims: Vec<String>,
}

/// A silence (L15).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Silence {
    /// Who.
    pub person: Entity,
    /// Where; null: the report does not say.
    pub occasion: Option<Entity>,
    /// When.
    pub time: Option<Period>,
    /// The claims.
    pub claims: Vec<String>,
}

/// Somebody a text leaves unnamed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Unnamed {
    /// The filler with its words, number and the set it is part of.
    pub entity: Entity,
    /// The act.
    pub act: Act,
    /// How it is told.
    pub modality: Modality,
    /// Who says so; null: the publisher.
    pub per: Option<Entity>,
    /// The claims.
    pub claims: Vec<String>,
}

/// A claim that did not count.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Lost {
    /// The claim.
    pub claim: String,
    /// The rule that beat it.
    pub rule: RuleId,
    /// The claim that beat it, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beaten_by: Option<String>,
}

/// `depositary why`: the claims for and against.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Why {
    /// The agreement, by its id.
    pub agreement: String,
    /// The day asked for.
    pub as_of: Moment,
    /// The instant up to which the ledger was read.
    pub known_at: Option<String>,
    /// The rows that are explained, one an instrument; empty: nothing is known of the pair.
    pub rows: Vec<Participant>,
    /// Every claim about the pair, in time order, used ones first on a day.
    pub grounds: Vec<Ground>,
}

/// A claim with what became of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ground {
    /// The claim.
    pub claim: String,
    /// The document.
    pub document: String,
    /// The act.
    pub act: Act,
    /// How it is told.
    pub modality: Modality,
    /// The weight of its source for this act (L4).
    pub weight: Weight,
    /// Who says so; null: the publisher in its own voice.
    pub speaker: Option<Entity>,
    /// The publisher, as written.
    pub publisher: Option<String>,
    /// When it was published.
    pub published: Option<Moment>,
    /// When the act was, as far as the claim says.
    pub time: Option<Period>,
    /// What became of it.
    pub outcome: Outcome,
    /// The rule by which it was used, set aside or beaten.
    pub rule: RuleId,
    /// The claim that beat it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beaten_by: Option<String>,
    /// Claims with the same number are one witness (L13).
    pub witness: usize,
}

/// The weight of a source for an act, lightest first (L4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// Members of parliament, candidates, former officials, experts.
    Commentary,
    /// Unnamed sources.
    Unnamed,
    /// A publisher in its own voice.
    Press,
    /// Somebody who speaks for another side.
    OtherSide,
    /// Other officials of the state.
    OwnOfficial,
    /// Head of state, head of government, foreign minister or ministry of the state.
    OwnStatement,
    /// The state's organ in its own publication.
    OwnAct,
    /// A joint text.
    JointText,
    /// The depositary of that agreement.
    Depositary,
}

/// What became of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It decided the stage.
    Decided,
    /// It supports the answer: a step before, a flag, a plan, conduct.
    Used,
    /// It says nothing that moves anything.
    Noted,
    /// It lost.
    Beaten,
    /// A curator took it away.
    Removed,
}

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
