//! What was denied, planned or forgotten: words that hold back what others say was done (L5, L7).

use std::collections::BTreeMap;

use claims::Act;
use jiff::civil::Date;

use crate::{
    answer::Weight,
    effect::Height,
    fold::{Key, Sign},
    judge::Heard,
    rules::RuleId,
    stage::Stage,
};

/// The heaviest denials of each height.
#[derive(Debug, Clone, Copy)]
struct Denial {
    /// The last day that it covers.
    day: Option<Date>,
    /// When it was said.
    said: Option<Date>,
    cell: usize,
}

/// Denials, in the order of their weight, and plans, which say that it has not happened yet (L5). Returns the denials of
/// the state itself, each with what it beat.
pub fn hold_back(heard: &mut [Heard<'_>]) -> Vec<(usize, usize)> {
    let mut held = Vec::new();
    let mut denials: BTreeMap<(usize, bool, Height, bool, Weight), Denial> = BTreeMap::new();
    let mut plans: BTreeMap<(usize, bool, Height), Denial> = BTreeMap::new();
    for (i, h) in heard.iter().enumerate() {
        let Some(height) = h.effect.height() else { continue };
        let found = Denial { day: h.bounds.to.or(h.last), said: h.last, cell: i };
        match h.sign {
            Sign::Denied => {
                let place = denials.entry((h.spell, height.leaving, height, h.key.own, h.key.weight)).or_insert(found);
                if (found.day, found.said) > (place.day, place.said) {
                    *place = found;
                }
            }
            // A plan of the state itself says that as of then it had not happened.
            Sign::Planned if h.key.own => {
                let plan = Denial { day: h.bounds.from, said: h.last, cell: i };
                let place = plans.entry((h.spell, height.leaving, height)).or_insert(plan);
                if plan.said > place.said {
                    *place = plan;
                }
            }
            _ => {}
        }
    }
    if denials.is_empty() && plans.is_empty() {
        return held;
    }
    let later_witnesses = later_witnesses(heard, &plans);
    for i in 0..heard.len() {
        let Some(h) = heard.get(i).filter(|h| h.stands() && deniable(h.key)) else { continue };
        let Some(height) = h.effect.height() else { continue };
        let lowest = Height { leaving: height.leaving, stage: Stage::Mentioned };
        let from = (h.spell, height.leaving, lowest, false, Weight::Commentary);
        let to = (h.spell, height.leaving, height, true, Weight::Depositary);
        let denied = denials
            .range(from..=to)
            .find(|((_, _, _, own, weight), d)| denies(h, *own, *weight, d))
            .map(|((_, _, _, own, _), d)| (*own, d.cell));
        let planned = || {
            plans.range((h.spell, height.leaving, lowest)..=(h.spell, height.leaving, height)).find(|(_, p)| {
                let after = p.said.is_some_and(|said| h.bounds.stated_after(said));
                let due = matches!((p.day, h.said), (Some(due), Some(said)) if said >= due);
                let seen_later = later_witnesses.get(&(h.spell, height)).copied().unwrap_or(0) > 1;
                h.hearsay() && !h.key.own && !h.recalled && p.said.is_some() && !after && !due && !seen_later
            })
        };
        let beaten = match denied {
            Some((own, cell)) => Some((if own { RuleId::L5 } else { RuleId::L4 }, cell, own)),
            None => planned().map(|(_, p)| (RuleId::L5, p.cell, false)),
        };
        if let Some((rule, cell, own)) = beaten {
            if own {
                held.push((cell, i));
            }
            if let Some(h) = heard.get_mut(i) {
                h.beaten = Some((rule, Some(cell)));
            }
            if let Some(d) = heard.get_mut(cell) {
                d.used = Some(rule);
            }
        } else if let Some((_, d)) = denials.range(from..=to).next_back() {
            // The denial lost: to a heavier word, or to a later one of the same weight.
            let cell = d.cell;
            let covered = d.day.is_some_and(|day| !h.bounds.stated_after(day));
            let weight = h.key.weight;
            let conflict = heard.get(cell).map(|d| (d.used.is_none(), d.key.weight < weight));
            if let Some((true, heavier)) = conflict.filter(|_| covered)
                && let Some(d) = heard.get_mut(cell).filter(|d| d.beaten.is_none())
            {
                d.beaten = Some((if heavier { RuleId::L4 } else { RuleId::L14 }, Some(i)));
            }
        }
    }
    held
}

/// What others do to a state does not fall with its own denial.
fn deniable(key: &Key) -> bool {
    !matches!(key.act, Act::IS_INVITED | Act::IS_PROPOSED | Act::ADMITS | Act::GRANTS_STATUS | Act::EXPELS_MEMBER)
}

/// Whether a denial beats what is said to be done.
fn denies(h: &Heard<'_>, own: bool, weight: Weight, denial: &Denial) -> bool {
    if denial.day.is_some_and(|day| h.bounds.stated_after(day)) {
        return false; // an act of another day is history
    }
    let newer = denial.said >= h.said;
    match (own, h.key.own) {
        _ if h.key.weight == Weight::Depositary && weight < Weight::Depositary => false,
        // Even an unnamed official of the state holds back what others say of it (L5).
        (true, false) => true,
        _ => weight > h.key.weight || weight == h.key.weight && newer,
    }
}

/// For each height that is planned, the independent witnesses who report it after the plan was made.
fn later_witnesses(
    heard: &[Heard<'_>],
    plans: &BTreeMap<(usize, bool, Height), Denial>,
) -> BTreeMap<(usize, Height), usize> {
    let mut voices: BTreeMap<(usize, Height), Vec<u64>> = BTreeMap::new();
    if plans.is_empty() {
        return BTreeMap::new();
    }
    let mut made: BTreeMap<(usize, bool), Option<Date>> = BTreeMap::new();
    for ((spell, leaving, _), plan) in plans {
        let place = made.entry((*spell, *leaving)).or_insert(plan.said);
        *place = plan.said.max(*place);
    }
    for h in heard.iter().filter(|h| h.stands() && h.key.weight == Weight::Press && !h.recalled) {
        let Some(height) = h.effect.height() else { continue };
        let after = made.get(&(h.spell, height.leaving)).is_some_and(|plan| h.said > *plan);
        if after {
            voices.entry((h.spell, height)).or_default().extend(&h.digest.voices);
        }
    }
    voices
        .into_iter()
        .map(|(height, mut list)| {
            list.sort_unstable();
            list.dedup();
            (height, list.len())
        })
        .collect()
}

/// A recollection loses to a later word of either side that presupposes the opposite (L7).
pub fn forget(heard: &mut [Heard<'_>], presupposes: impl Fn(&Heard<'_>) -> bool) {
    if !heard.iter().any(|h| h.recalled && h.stands()) {
        return;
    }
    let mut presuppose: BTreeMap<(usize, Height), (Option<Date>, usize)> = BTreeMap::new();
    for (i, h) in heard.iter().enumerate() {
        if let Some(height) = h.effect.height().filter(|_| presupposes(h)) {
            let place = presuppose.entry((h.spell, height)).or_insert((h.last, i));
            if h.last > place.0 {
                *place = (h.last, i);
            }
        }
    }
    for i in 0..heard.len() {
        let Some(h) = heard.get(i).filter(|h| h.recalled && h.stands()) else { continue };
        let Some(height) = h.effect.height() else { continue };
        let lowest = Height { leaving: height.leaving, stage: Stage::Mentioned };
        let beaten = presuppose
            .range((h.spell, lowest)..=(h.spell, height))
            .find(|(_, (said, _))| matches!((said, h.bounds.to.or(h.said)), (Some(s), Some(act)) if *s > act))
            .map(|(_, (_, cell))| *cell);
        if let (Some(cell), Some(h)) = (beaten, heard.get_mut(i)) {
            h.beaten = Some((RuleId::L7, Some(cell)));
        }
    }
}
