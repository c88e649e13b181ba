//! Steps: the cells that speak of one act, with the day on which the rules settle, and what the act comes to (L1-L4, L14).

use std::{collections::BTreeMap, sync::Arc};

use claims::Act;
use jiff::civil::Date;

use crate::{
    answer::Weight,
    bounds::Bounds,
    effect::{Effect, once, unsaid_means},
    fold::{Digest, Sign},
    judge::{Heard, Judged, leaves, same_matter},
    observation::HEAD_OF_STATE,
    reference::Terms,
    rules::RuleId,
    stage::{FlagCode, Stage},
};

/// One act, however many tell of it.
#[derive(Debug)]
pub struct Step {
    /// What it comes to.
    pub effect: Effect,
    /// The act.
    pub act: Act,
    /// The organ, the means, the inviter ...
    pub detail: Option<Box<str>>,
    /// Who acted, where that is not the participant.
    pub actor: Option<Box<str>>,
    /// The cells that speak of it and count, heaviest first.
    pub members: Arc<[usize]>,
    /// The cell that settles it.
    pub lead: usize,
    /// Between which days it was.
    pub bounds: Bounds,
    /// Which spell it belongs to.
    pub spell: usize,
    /// What has to be said beside it.
    pub mark: Option<FlagCode>,
    /// The stage claimed, where the speaker may not say so (L3).
    pub claimed: Option<Stage>,
    /// The rule by which it comes to what it comes to.
    pub rule: RuleId,
}

impl Step {
    /// The day from which it counts.
    pub fn day(&self) -> Option<Date> {
        self.bounds.counts_from()
    }
}

/// What cells of one act are grouped by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Group {
    spell: usize,
    effect: Effect,
    act: Act,
    detail: Option<Box<str>>,
    actor: Option<Box<str>>,
    mark: Option<FlagCode>,
    claimed: Option<Stage>,
}

/// An act with the cells that speak of it, whatever day is asked.
#[derive(Debug)]
pub struct Settled {
    group: Group,
    rule: RuleId,
    /// The cells that count, heaviest first.
    members: Arc<[usize]>,
    /// Of an act done once: the cell that settles it, and its day.
    once: Option<(usize, Bounds)>,
}

/// Groups the cells by the acts that they speak of. Marks those that lose to others of the same act.
pub fn settle(heard: &mut [Heard<'_>], terms: &Terms) -> Vec<Settled> {
    let context = Context::of(heard);
    let mut groups: BTreeMap<Group, Vec<usize>> = BTreeMap::new();
    for (i, h) in heard.iter().enumerate().filter(|(_, h)| h.stands()) {
        let (effect, _, mark, claimed) = context.comes_to(h, terms);
        // The means of a consent and the capacity of a signature describe one act; an organ makes it another.
        let one_act = matches!(h.key.act, Act::SIGNS | Act::CONSENTS | Act::DEPOSITS | Act::JOINS | Act::IS_PARTY);
        let split = h.key.detail.as_deref().is_some_and(|d| d.contains('#'));
        let detail = if one_act && !split { None } else { h.key.detail.clone() };
        let (act, actor) = (h.key.act, h.key.actor.clone());
        groups.entry(Group { spell: h.spell, effect, act, detail, actor, mark, claimed }).or_default().push(i);
    }
    let mut acts = Vec::with_capacity(groups.len());
    for (group, mut members) in groups {
        let is_once = members.first().and_then(|i| heard.get(*i)).is_some_and(|h| once(h.key));
        let mut settled = None;
        if is_once {
            let Some((lead, support, bounds)) = settle_once(heard, &members) else { continue };
            (members, settled) = (support, Some((lead, bounds)));
        }
        heaviest_first(heard, &mut members);
        let first = settled.map(|(lead, _)| lead).or(members.first().copied());
        let rule = first.and_then(|i| heard.get(i)).map_or(RuleId::L2, |h| context.comes_to(h, terms).1);
        acts.push(Settled { group, rule, members: members.into(), once: settled });
    }
    acts
}

/// Sorts cells: what was told at the time before what was recalled, the heaviest word first, then the earliest.
pub fn heaviest_first(heard: &[Heard<'_>], cells: &mut [usize]) {
    let of = |i: &usize| heard.get(*i).map(|h| (h.recalled, std::cmp::Reverse(h.key.weight), h.said, &h.cell.best));
    cells.sort_by(|a, b| of(a).cmp(&of(b)));
}

/// The steps taken by the day asked, in the order of their days.
pub fn steps(judged: &Judged<'_>, as_of: Date) -> Vec<Step> {
    let heard = &judged.heard;
    let mut steps: Vec<Step> = Vec::with_capacity(judged.acts.len());
    for settled in judged.acts.iter() {
        let taken = match settled.once {
            Some((lead, bounds)) => bounds.counts_on(as_of).then(|| (lead, settled.members.clone(), bounds)),
            None => settle_history(heard, &settled.members, as_of),
        };
        let Some((lead, members, bounds)) = taken else { continue };
        let Group { spell, effect, act, detail, actor, mark, claimed } = settled.group.clone();
        let detail = detail.or_else(|| heard.get(lead).and_then(|h| h.key.detail.clone()));
        let rule = settled.rule;
        steps.push(Step { effect, act, detail, actor, members, lead, bounds, spell, mark, claimed, rule });
    }
    steps.sort_by(|a, b| {
        let key = |s: &Step| (s.spell, s.day(), s.effect, s.act, s.lead);
        key(a).cmp(&key(b))
    });
    steps
}

/// What must be known of all cells to tell what one comes to.
struct Context {
    /// Independent witnesses who report in their own voice that the state joined, a spell.
    joined: BTreeMap<usize, usize>,
    /// The first day on which the state signed, a spell.
    signed: BTreeMap<usize, Date>,
    /// The first notice.
    notice: Option<Date>,
}

impl Context {
    fn of(heard: &[Heard<'_>]) -> Context {
        let mut joins: BTreeMap<usize, Vec<&Digest>> = BTreeMap::new();
        let mut signed: BTreeMap<usize, Date> = BTreeMap::new();
        let mut notice: Option<Date> = None;
        for h in heard.iter().filter(|h| h.stands() && h.key.competent) {
            match h.key.act {
                Act::JOINS | Act::IS_PARTY if h.key.weight == Weight::Press && !h.recalled => {
                    joins.entry(h.spell).or_default().push(h.digest);
                }
                Act::SIGNS => {
                    if let Some(to) = h.bounds.to {
                        signed.entry(h.spell).and_modify(|s| *s = (*s).min(to)).or_insert(to);
                    }
                }
                Act::GIVES_NOTICE => {
                    let day = h.bounds.counts_from();
                    notice = match (notice, day) {
                        (Some(a), Some(b)) => Some(a.min(b)),
                        (a, b) => a.or(b),
                    };
                }
                _ => {}
            }
        }
        let joined = joins.into_iter().map(|(spell, list)| (spell, Digest::count(list.iter().copied()).0)).collect();
        Context { joined, signed, notice }
    }

    /// What an act comes to: its effect, the rule, what must be said beside it, the stage merely claimed.
    fn comes_to(&self, h: &Heard<'_>, terms: &Terms) -> (Effect, RuleId, Option<FlagCode>, Option<Stage>) {
        let plain = |effect, rule| (effect, rule, None, None);
        if !h.key.competent {
            return self.claimed(h);
        }
        let rule = match h.key.weight {
            _ if h.recalled => RuleId::L7,
            Weight::Press => RuleId::L3,
            _ => RuleId::L2,
        };
        let heavy = h.key.weight >= Weight::JointText;
        match (h.key.act, h.effect) {
            // Approval at home, the organ unsaid: whoever says "ratified" may mean the parliament.
            (Act::CONSENTS, Effect::Enter(_)) if unsaid_means(h.key) && !heavy => {
                (Effect::Enter(Stage::ApprovedAtHome), RuleId::L1, Some(FlagCode::ReportedAsRatified), None)
            }
            (Act::JOINS | Act::IS_PARTY, Effect::Enter(stage))
                if h.key.weight == Weight::Press
                    && !h.recalled
                    && stage > Stage::Announced
                    && self.joined.get(&h.spell).copied().unwrap_or(0) < 2 =>
            {
                (Effect::Enter(Stage::Announced), RuleId::L5, Some(FlagCode::ReportedAsJoined), None)
            }
            // A head of state signs what the state has signed before: approval at home.
            (Act::SIGNS, Effect::Enter(_)) if h.key.word() == Some(HEAD_OF_STATE) && self.signed_before(h) => {
                plain(Effect::Enter(Stage::ApprovedAtHome), RuleId::L1)
            }
            (_, Effect::Leave(Stage::Out)) if !leaves(h, terms, self.notice) => {
                let (rule, mark) = if h.key.own {
                    (RuleId::L10, FlagCode::DeclaredImmediate)
                } else {
                    (RuleId::L1, FlagCode::ReportedAsWithdrawn)
                };
                (Effect::Leave(Stage::ExitAnnounced), rule, Some(mark), None)
            }
            (_, effect) => plain(effect, rule),
        }
    }

    /// A speaker who is not competent announces, claims or predicts; he moves no stage beyond announced (L3).
    fn claimed(&self, h: &Heard<'_>) -> (Effect, RuleId, Option<FlagCode>, Option<Stage>) {
        let commentary = h.key.weight == Weight::Commentary;
        let (cap, rule) = if commentary { (Stage::Mentioned, RuleId::L4) } else { (Stage::Announced, RuleId::L3) };
        match h.effect {
            Effect::Enter(stage) if stage > cap => (Effect::Enter(cap), rule, Some(FlagCode::Claimed), Some(stage)),
            Effect::Enter(stage) => (Effect::Enter(stage), rule, None, None),
            Effect::Admit => {
                (Effect::Enter(cap.min(Stage::Invited)), rule, Some(FlagCode::Claimed), Some(Stage::Member))
            }
            Effect::Leave(stage) => (Effect::Note, rule, Some(FlagCode::Claimed), Some(stage)),
            Effect::Conduct | Effect::Silence | Effect::Note => (h.effect, rule, None, None),
            _ => (Effect::Note, rule, Some(FlagCode::Claimed), None),
        }
    }

    fn signed_before(&self, h: &Heard<'_>) -> bool {
        match (self.signed.get(&h.spell), h.bounds.counts_from()) {
            (Some(first), Some(day)) => *first < day,
            _ => false,
        }
    }
}

/// An act done once: the heaviest claim made at the time settles its day; the rest support it or lose.
fn settle_once(heard: &mut [Heard<'_>], members: &[usize]) -> Option<(usize, Vec<usize>, Bounds)> {
    let of = |i: &usize| heard.get(*i).filter(|h| h.sign == Sign::Done);
    let tier = |h: &Heard<'_>| (!h.recalled, h.key.weight);
    let top = members.iter().filter_map(of).map(tier).max()?;
    let leaders: Vec<usize> = members.iter().copied().filter(|i| of(i).is_some_and(|h| tier(h) == top)).collect();
    // Of dates as exact as any, the earliest; one told with two dates within two weeks is a correction, and the later
    // word counts (L14). A second time months later is another act, and no step.
    let exactness = leaders.iter().filter_map(of).map(|h| h.bounds.width()).min()?;
    let exact = |h: &Heard<'_>| h.bounds.width() == exactness;
    let earliest =
        leaders.iter().filter_map(of).filter(|h| exact(h)).min_by_key(|h| (h.bounds.counts_from(), &h.cell.best))?;
    let anchor = earliest.bounds;
    // A register lists an act once: another date in it is a correction, however far.
    let one_act = |h: &Heard<'_>| h.key.weight == Weight::Depositary || same_matter(anchor, h.bounds);
    let rivals = leaders.iter().filter_map(of).filter(|h| exact(h) && one_act(h));
    let latest = rivals
        .max_by(|a, b| {
            let earlier_first = |h: &Heard<'_>| h.bounds.counts_from();
            a.said.cmp(&b.said).then_with(|| earlier_first(b).cmp(&earlier_first(a)))
        })
        .filter(|h| !h.bounds.compatible(anchor));
    let chosen = latest.map_or(anchor, |h| h.bounds);
    let lead = leaders
        .iter()
        .copied()
        .filter(|i| of(i).is_some_and(|h| exact(h) && h.bounds.compatible(chosen)))
        .min_by_key(|i| of(i).map(|h| (h.bounds.counts_from(), &h.cell.best)))?;
    let settled = of(&lead)?.bounds;
    let mut beaten: Vec<(usize, RuleId)> = Vec::new();
    let mut support: Vec<usize> = Vec::new();
    for i in members {
        let Some(h) = of(i) else { continue };
        if *i == lead || h.bounds.compatible(settled) {
            support.push(*i);
        } else if tier(h) < top {
            beaten.push((*i, if h.recalled { RuleId::L7 } else { RuleId::L4 }));
        } else {
            beaten.push((*i, if one_act(h) { RuleId::L14 } else { RuleId::L0 }));
        }
    }
    // A lighter claim may refine the day, if it fits.
    let refined = support
        .iter()
        .filter_map(of)
        .min_by_key(|h| (h.bounds.width(), std::cmp::Reverse(tier(h)), h.bounds.from, &h.cell.best))
        .map_or(settled, |h| settled.narrowed(h.bounds));
    for (i, rule) in beaten {
        if let Some(h) = heard.get_mut(i) {
            h.beaten = Some((rule, Some(lead)));
        }
    }
    Some((lead, support, refined))
}

/// An act that may be done again and again: each day counts for itself, the first one is "since".
fn settle_history(heard: &[Heard<'_>], members: &Arc<[usize]>, as_of: Date) -> Option<(usize, Arc<[usize]>, Bounds)> {
    let of = |i: &usize| heard.get(*i);
    let counts = |i: &usize| of(i).is_some_and(|h| h.bounds.counts_on(as_of));
    let counted: Arc<[usize]> =
        if members.iter().all(counts) { members.clone() } else { members.iter().copied().filter(counts).collect() };
    let side = |h: &Heard<'_>| (!h.recalled, h.key.weight >= Weight::OtherSide, h.bounds.from.is_some());
    let best = counted.iter().filter_map(of).map(side).max()?;
    let lead = counted.iter().copied().filter(|i| of(i).is_some_and(|h| side(h) == best)).min_by(|a, b| {
        let key = |i: &usize| of(i).map(|h| (h.bounds.counts_from(), std::cmp::Reverse(h.key.weight)));
        key(a).cmp(&key(b)).then_with(|| of(a).map(|h| &h.cell.best).cmp(&of(b).map(|h| &h.cell.best)))
    })?;
    Some((lead, counted, of(&lead)?.bounds))
}
