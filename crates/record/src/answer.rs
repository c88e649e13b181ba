//! The answers, as they are serialised. Codes and ids only; names and sentences are made by whoever prints them.

use claims::{Act, Entity, Modality, Moment, Period};
use serde::{Deserialize, Serialize};

use crate::{
    rules::RuleId,
    stage::{FlagCode, Stage, Standing},
};

/// For which day, and as known when. The record has no clock: whoever asks says the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// The day asked for; of a month or year, its last day counts.
    pub as_of: Moment,
    /// The instant up to which the ledger was read; printed with the answer. The caller brings the claims known by then.
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
    /// Protocols on accessions to it, each an agreement of its own with those who must approve it.
    pub accessions: Vec<String>,
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
