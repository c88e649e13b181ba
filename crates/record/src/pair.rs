//! The tracks between two states: recognition, relations, missions. Each moves without the others (VCDR 2).

use std::collections::BTreeMap;

use claims::{Act, Entity, EntityType};
use jiff::civil::Date;

use crate::{
    answer::{Flag, Taken, Weight},
    course::{Frame, walk},
    effect::Effect,
    fold::{Fold, Key, Sign},
    judge::{Heard, Judged, judge_pair, same_matter},
    plan::plans,
    reference::{Reference, Terms},
    rules::RuleId,
    stage::{FlagCode, MissionStage, RecognitionStage, RelationStage, Stage, Standing},
    standing::{Backing, lost, period, taken},
    step::{Step, steps},
    tracks::{Mission, Recognition, Relations},
};

/// Two states on a day.
pub struct Pair<'a> {
    /// The smaller id.
    pub a: &'a str,
    /// The larger id.
    pub b: &'a str,
    /// The world.
    pub reference: &'a dyn Reference,
    /// The day asked.
    pub as_of: Date,
}

/// What an act does to relations: told in the words of participation, so that the same rules read both.
fn relations_effect(key: &Key, sign: Sign) -> Effect {
    match key.act {
        Act::ESTABLISHES_RELATIONS | Act::MAINTAINS_RELATIONS | Act::RESTORES_RELATIONS => {
            Effect::Enter(Stage::InForce)
        }
        // A broad word: for itself it announces, in a joint text it does it (L1).
        Act::NORMALIZES_RELATIONS if key.weight == Weight::JointText || sign != Sign::Done => {
            Effect::Enter(Stage::InForce)
        }
        Act::NORMALIZES_RELATIONS => Effect::Enter(Stage::Announced),
        Act::SEVERS_RELATIONS => Effect::Leave(Stage::Out),
        Act::SUSPENDS_RELATIONS => Effect::Suspend,
        // Talks on relations, a text on them, a plan to sign it: there are none yet (L7).
        Act::NEGOTIATES => Effect::Enter(Stage::Negotiating),
        Act::AGREES_TEXT => Effect::Enter(Stage::TextAgreed),
        Act::INITIALS => Effect::Enter(Stage::Initialled),
        Act::SIGNS if sign != Sign::Done => Effect::Enter(Stage::Signed),
        _ => Effect::Note,
    }
}

/// A word of either state that there are no relations yet.
fn presupposes_none(h: &Heard<'_>) -> bool {
    let either = h.key.own && h.key.weight >= Weight::OwnOfficial;
    let talks = h.sign == Sign::Done
        && matches!(h.effect, Effect::Enter(Stage::Negotiating | Stage::TextAgreed | Stage::Initialled));
    let open = matches!(h.sign, Sign::Planned | Sign::Possible | Sign::Denied);
    either && (talks || open)
}

impl Pair<'_> {
    /// Diplomatic relations, and the cells as they were judged.
    pub fn relations<'f>(&self, fold: &'f Fold) -> (Relations, Judged<'f>) {
        let terms = Terms::default();
        let mut judged = judge_pair(fold, relations_effect, presupposes_none);
        let steps = steps(&judged, self.as_of);
        let course = walk(&judged, &steps, &terms, Frame::default(), self.as_of);
        let reached = course.exit.or(course.entered);
        let restored = steps.iter().rposition(|s| s.act == Act::RESTORES_RELATIONS && s.claimed.is_none());
        let suspended = course.flags.get(&(FlagCode::Suspended, None)).and_then(|at| at.last()).copied();
        // Relations that were resumed after a suspension are no longer suspended.
        let suspended = suspended.filter(|s| restored.is_none_or(|r| r < *s) && course.exit.is_none());
        let talked_of =
            judged.heard.iter().any(|h| h.effect.height().is_some() && h.said.is_none_or(|said| said <= self.as_of));
        let stage = match reached.map(|r| r.stage) {
            Some(Stage::Out) => RelationStage::Severed,
            Some(Stage::InForce) if suspended.is_some() => RelationStage::Suspended,
            Some(Stage::InForce) => RelationStage::Established,
            Some(Stage::Announced | Stage::ExitAnnounced) => RelationStage::Announced,
            None if suspended.is_some() => RelationStage::Suspended,
            _ if talked_of => RelationStage::None,
            _ => RelationStage::Unread,
        };
        let spell = reached.and_then(|r| steps.get(r.step)).map(|s| s.spell);
        let decides = |i: usize, s: &Step| match stage {
            RelationStage::Suspended => Some(i) == suspended,
            RelationStage::None | RelationStage::Unread => false,
            _ => {
                let leads =
                    matches!(s.effect, Effect::Enter(to) | Effect::Leave(to) if reached.is_some_and(|r| r.stage == to));
                // What was restored exists since then.
                let since = restored.filter(|r| steps.get(*r).is_some_and(|r| Some(r.spell) == spell));
                leads && Some(s.spell) == spell && since.is_none_or(|r| i >= r || stage != RelationStage::Established)
            }
        };
        let deciding: Vec<usize> = steps.iter().enumerate().filter(|(i, s)| decides(*i, s)).map(|(i, _)| i).collect();
        let members: Vec<usize> =
            deciding.iter().filter_map(|i| steps.get(*i)).flat_map(|s| s.members.iter().copied()).collect();
        for i in &members {
            if let Some(h) = judged.heard.get_mut(*i) {
                (h.decided, h.used) = (true, Some(if h.recalled { RuleId::L7 } else { RuleId::L2 }));
            }
        }
        let heard = &judged.heard;
        let backing = Backing::of(heard, members.iter().copied(), true);
        let mut rules = course.rules.clone();
        let lead = deciding
            .iter()
            .filter_map(|i| steps.get(*i))
            .min_by_key(|s| heard.get(s.lead).map(|h| (h.recalled, std::cmp::Reverse(h.key.weight), s.day())));
        let mut flags = self.claimed(&steps, heard, &course.flags);
        let unilateral = matches!(stage, RelationStage::Severed | RelationStage::Suspended | RelationStage::Announced);
        let (standing, unheard) = self.sides(heard, &members, backing.standing);
        if let Some(silent) = unheard.filter(|_| !unilateral && standing != Standing::Recalled) {
            flags.push(self.not_confirmed(silent));
            rules.push(RuleId::L6);
        }
        if standing == Standing::Recalled {
            rules.push(RuleId::L7);
        }
        let (planned, lapsed) = plans(heard, &judged.index.rest, &steps, self.as_of);
        if !planned.is_empty() || !lapsed.is_empty() {
            rules.push(RuleId::L8);
        }
        let lost = lost(&judged);
        rules.extend(judged.index.rules.iter().copied());
        rules.extend(lead.map(|s| s.rule));
        rules.sort_unstable();
        rules.dedup();
        let relations = Relations {
            stage,
            standing: (!members.is_empty()).then_some(standing).or_else(|| self.none_per(heard, stage)),
            since: lead.and_then(|s| period(heard, s.lead, s.bounds)),
            per: backing.per,
            witnesses: backing.witnesses,
            reprints: backing.reprints,
            level: level(heard, self.as_of),
            planned,
            flags,
            steps: steps.iter().map(|s| taken(heard, s, true)).collect(),
            rules,
            claims: backing.claims,
            lost,
        };
        (relations, judged)
    }

    /// Where both sides speak it is by both, where one does the other has not confirmed (L6).
    fn sides(&self, heard: &[Heard<'_>], members: &[usize], standing: Standing) -> (Standing, Option<&str>) {
        let says = |side: &str| {
            let mut cells = members.iter().filter_map(|i| heard.get(*i)).filter(|h| h.key.own && !h.recalled);
            cells.any(|h| h.key.weight == Weight::JointText || h.key.of.as_deref() == Some(side))
        };
        match (says(self.a), says(self.b)) {
            (true, true) => (Standing::ByBoth, None),
            (true, false) => (standing, Some(self.b)),
            (false, true) => (standing, Some(self.a)),
            (false, false) => (standing, None),
        }
    }

    /// On whose word there are none.
    fn none_per(&self, heard: &[Heard<'_>], stage: RelationStage) -> Option<Standing> {
        let says = |h: &&Heard<'_>| presupposes_none(h) || h.sign == Sign::Denied;
        let cells = heard.iter().enumerate().filter(|(_, h)| says(h)).map(|(i, _)| i);
        let backing = Backing::of(heard, cells, true);
        (stage == RelationStage::None && !backing.claims.is_empty()).then_some(backing.standing)
    }

    fn claimed(
        &self,
        steps: &[Step],
        heard: &[Heard<'_>],
        flags: &BTreeMap<(FlagCode, Option<Box<str>>), Vec<usize>>,
    ) -> Vec<Flag> {
        flags
            .iter()
            .filter_map(|((code, _), at)| {
                let step = steps.get(*at.first()?)?;
                let told = taken(heard, step, true);
                let detail = step.claimed.map(|s| s.code().to_owned());
                Some(Flag {
                    flag: *code,
                    by: told.per,
                    contested_by: Vec::new(),
                    since: told.since,
                    detail,
                    claims: told.claims,
                })
            })
            .collect()
    }

    fn not_confirmed(&self, by: &str) -> Flag {
        let name = self.reference.name(by).unwrap_or_else(|| by.to_owned());
        Flag {
            flag: FlagCode::NotConfirmed,
            by: vec![Entity::named(by, name, EntityType::State)],
            contested_by: Vec::new(),
            since: None,
            detail: None,
            claims: Vec::new(),
        }
    }

    /// Recognition in either direction; implied by relations where nothing was read of it (L9).
    pub fn recognition(&self, fold: &Fold, relations: &Relations) -> Vec<Recognition> {
        let judged = crate::judge::hear(fold, |_, _| Effect::Note);
        let mut found = Vec::new();
        for (by, of) in [(self.a, self.b), (self.b, self.a)] {
            let about = |h: &Heard<'_>| {
                let act = matches!(h.key.act, Act::RECOGNIZES | Act::WITHDRAWS_RECOGNITION);
                // A parliament's motion is not the state's recognition, nor is that of a border.
                let state = matches!(h.key.aim.as_deref(), None | Some("state"));
                let organ = matches!(h.key.word(), Some("parliament" | "chamber" | "court"));
                act && state && !organ && h.key.actor.as_deref() == Some(by)
            };
            match self.recognized(&judged, about, by, of) {
                Some(recognition) => found.push(recognition),
                None if relations.stage == RelationStage::Established => found.push(Recognition {
                    by: by.to_owned(),
                    of: of.to_owned(),
                    stage: RecognitionStage::Implied,
                    standing: relations.standing.unwrap_or(Standing::Computed),
                    since: None,
                    witnesses: relations.witnesses,
                    rules: vec![RuleId::L9],
                    claims: relations.claims.clone(),
                }),
                None => {}
            }
        }
        found
    }

    fn recognized(
        &self,
        heard: &[Heard<'_>],
        about: impl Fn(&Heard<'_>) -> bool,
        by: &str,
        of: &str,
    ) -> Option<Recognition> {
        let mine = |h: &Heard<'_>| h.key.own && h.key.of.as_deref() == Some(by) || h.key.weight == Weight::JointText;
        let counts = |h: &Heard<'_>| h.bounds.counts_on(self.as_of);
        // Who recognises says so; a witness reports it; anybody else claims it.
        let weight = move |h: &Heard<'_>| match h.key.weight {
            w if mine(h) || w == Weight::Press => w,
            _ => Weight::Commentary,
        };
        let weight = &weight;
        let cells = || heard.iter().enumerate().filter(|(_, h)| about(h) && counts(h));
        // The last word counts, among those of one day the heaviest.
        let done = |act: Act, claimed: bool| {
            cells()
                .filter(move |(_, h)| h.key.act == act && h.sign == Sign::Done)
                .filter(move |(_, h)| (weight(h) > Weight::Commentary) != claimed)
        };
        let heaviest = |act: Act| {
            done(act, false)
                .min_by_key(|(_, h)| (h.recalled, std::cmp::Reverse(weight(h)), h.bounds.counts_from(), &h.cell.best))
        };
        let denied = cells()
            .filter(|(_, h)| h.sign == Sign::Denied && h.key.act == Act::RECOGNIZES && weight(h) > Weight::Commentary)
            .max_by_key(|(_, h)| (weight(h), h.said));
        let (recognized, withdrawn) = (heaviest(Act::RECOGNIZES), heaviest(Act::WITHDRAWS_RECOGNITION));
        let day = |found: Option<(usize, &Heard<'_>)>| found.and_then(|(_, h)| h.bounds.counts_from());
        let beaten = |h: &Heard<'_>| {
            denied.is_some_and(|(_, d)| {
                let covers = d.bounds.to.is_none_or(|to| !h.bounds.stated_after(to));
                covers && (weight(d), d.said) >= (weight(h), h.said)
            })
        };
        let (stage, (lead, h)) = match (recognized, withdrawn) {
            (_, Some(w)) if day(recognized) <= day(withdrawn) => (RecognitionStage::Withdrawn, w),
            (Some(r), _) if !beaten(r.1) => (RecognitionStage::Recognized, r),
            _ => match denied {
                Some(d) => (RecognitionStage::NotRecognized, d),
                None => (RecognitionStage::Announced, done(Act::RECOGNIZES, true).min_by_key(|(_, h)| &h.cell.best)?),
            },
        };
        let same = cells().filter(|(i, o)| {
            *i == lead || o.key.act == h.key.act && o.sign == h.sign && same_matter(o.bounds, h.bounds)
        });
        let backing = Backing::of(heard, same.map(|(i, _)| i), false);
        let rule = if h.recalled {
            RuleId::L7
        } else if mine(h) {
            RuleId::L2
        } else {
            RuleId::L3
        };
        let standing =
            if stage == RecognitionStage::Announced { Standing::ByTheOtherSideOnly } else { backing.standing };
        Some(Recognition {
            by: by.to_owned(),
            of: of.to_owned(),
            stage,
            standing,
            since: period(heard, lead, h.bounds),
            witnesses: backing.witnesses,
            rules: vec![rule],
            claims: backing.claims,
        })
    }

    /// Missions and heads of mission in either direction: the last act on each.
    pub fn missions(&self, fold: &Fold) -> Vec<Mission> {
        let heard = crate::judge::hear(fold, |_, _| Effect::Note);
        let denials = denials(&heard);
        let mut last: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        let mut done: BTreeMap<(&str, &str, Act), Vec<usize>> = BTreeMap::new();
        for (i, h) in heard.iter().enumerate() {
            let (Some(sender), Some(sort)) = (h.key.actor.as_deref(), mission(h.key)) else { continue };
            let denied = denials.get(&(h.key.act, Some(sender))).is_some_and(|d| beats(d, h));
            if h.sign != Sign::Done || !h.bounds.counts_on(self.as_of) || denied {
                continue;
            }
            done.entry((sender, sort, h.key.act)).or_default().push(i);
            let place = last.entry((sender, sort)).or_insert(i);
            // What was recalled or merely claimed gives way; then the later act counts, then the heavier word.
            let key = |h: &Heard<'_>| (h.key.competent, !h.recalled, h.bounds.counts_from(), h.key.weight);
            let later = heard
                .get(*place)
                .is_some_and(|old| key(old).cmp(&key(h)).then_with(|| h.cell.best.cmp(&old.cell.best)).is_lt());
            if later {
                *place = i;
            }
        }
        let mut missions = Vec::new();
        for ((sender, sort), i) in last {
            let Some(h) = heard.get(i) else { continue };
            let told = done.get(&(sender, sort, h.key.act)).map(Vec::as_slice).unwrap_or_default();
            let same = told.iter().copied().filter(|o| heard.get(*o).is_some_and(|o| same_matter(o.bounds, h.bounds)));
            let backing = Backing::of(&heard, same, false);
            missions.push(Mission {
                of: sender.to_owned(),
                at: (if sender == self.a { self.b } else { self.a }).to_owned(),
                mission: sort.to_owned(),
                stage: mission_stage(h.key),
                act: h.key.act,
                standing: backing.standing,
                since: period(&heard, i, h.bounds),
                witnesses: backing.witnesses,
                claims: backing.claims,
            });
        }
        missions
    }
}

/// The last denial by one of the two states of each act by each actor.
fn denials<'h, 'f>(heard: &'h [Heard<'f>]) -> BTreeMap<(Act, Option<&'h str>), &'h Heard<'f>> {
    let mut last: BTreeMap<(Act, Option<&str>), &Heard<'_>> = BTreeMap::new();
    for d in heard.iter().filter(|d| d.sign == Sign::Denied && d.key.own) {
        let place = last.entry((d.key.act, d.key.actor.as_deref())).or_insert(d);
        if (place.bounds.to, place.key.weight, place.said) < (d.bounds.to, d.key.weight, d.said) {
            *place = d;
        }
    }
    last
}

/// Whether a denial beats what is said to be done.
fn beats(denial: &Heard<'_>, h: &Heard<'_>) -> bool {
    let covers = denial.bounds.to.is_none_or(|to| !h.bounds.stated_after(to));
    covers && (!h.key.own || (denial.key.weight, denial.said) >= (h.key.weight, h.said))
}

/// Which mission an act is about.
fn mission(key: &Key) -> Option<&str> {
    match key.act {
        Act::OPENS_MISSION | Act::CLOSES_MISSION | Act::SUSPENDS_MISSION | Act::MOVES_MISSION => {
            Some(key.word().unwrap_or("mission"))
        }
        Act::APPOINTS_AMBASSADOR | Act::RECALLS_AMBASSADOR | Act::RETURNS_AMBASSADOR | Act::PRESENTS_CREDENTIALS => {
            Some("ambassador")
        }
        _ => None,
    }
}

fn mission_stage(key: &Key) -> MissionStage {
    match key.act {
        _ if !key.competent => MissionStage::Announced,
        Act::CLOSES_MISSION => MissionStage::Closed,
        Act::SUSPENDS_MISSION | Act::RECALLS_AMBASSADOR => MissionStage::Suspended,
        _ => MissionStage::Open,
    }
}

/// The level of relations that the last word on it gives.
fn level(heard: &[Heard<'_>], as_of: Date) -> Option<String> {
    let told = heard.iter().filter(|h| {
        let act = matches!(
            h.key.act,
            Act::ESTABLISHES_RELATIONS
                | Act::MAINTAINS_RELATIONS
                | Act::RESTORES_RELATIONS
                | Act::UPGRADES_RELATIONS
                | Act::DOWNGRADES_RELATIONS
        );
        act && h.stands() && h.key.competent && h.key.word().is_some() && h.bounds.counts_on(as_of)
    });
    told.max_by_key(|h| (h.bounds.counts_from(), h.key.weight)).and_then(|h| h.key.word()).map(str::to_owned)
}

/// What two states do after a day: missions opened, ambassadors sent, relations begun.
pub fn conduct(fold: &Fold, begun: Option<Date>, as_of: Date) -> Vec<Taken> {
    let judged = judge_pair(fold, relations_effect, presupposes_none);
    let steps = steps(&judged, as_of);
    let shown = |s: &&Step| {
        let act = matches!(
            s.act,
            Act::OPENS_MISSION
                | Act::CLOSES_MISSION
                | Act::APPOINTS_AMBASSADOR
                | Act::PRESENTS_CREDENTIALS
                | Act::ESTABLISHES_RELATIONS
        );
        act && s.claimed.is_none() && (begun.is_none() || s.day() >= begun)
    };
    steps.iter().filter(shown).map(|s| taken(&judged.heard, s, true)).collect()
}
