//! Plans, predictions, silences: what is said of days to come, and what is not said (L8, L15).

use std::collections::BTreeMap;

use claims::{Act, Basis, Entity, EntityType};
use jiff::civil::Date;

use crate::{
    answer::{Plan, PlanKind, PlanState, Silence, Weight},
    bounds::{Bounds, days_between, later},
    effect::Effect,
    fold::Sign,
    judge::Heard,
    reference::Reference,
    standing::{claims, period, speakers},
    step::Step,
};

/// A plan without a report leaves the front row so many days after its day (L8).
const FRONT_ROW: i32 = 180;

/// Plans made by the day asked that were neither carried out nor given up: those to show, and those that have lapsed.
pub fn plans(heard: &[Heard<'_>], rest: &[usize], steps: &[Step], as_of: Date) -> (Vec<Plan>, Vec<Plan>) {
    // One plan an act and planner: the last one made, since plans are put off.
    let mut latest: BTreeMap<(Act, PlanKind, Option<&str>), usize> = BTreeMap::new();
    for &i in rest {
        let Some(h) = heard.get(i) else { continue };
        let made = h.said.is_none_or(|said| said <= as_of);
        if h.sign != Sign::Planned || h.beaten.is_some() || !made {
            continue;
        }
        let kind = kind(h);
        let place = latest.entry((h.key.act, kind, h.key.of.as_deref())).or_insert(i);
        let newer = heard.get(*place).is_some_and(|old| (old.last, &old.cell.best) < (h.last, &h.cell.best));
        if newer {
            *place = i;
        }
    }
    let ended = Ended::of(heard, rest, steps, as_of);
    let (mut shown, mut lapsed) = (Vec::new(), Vec::new());
    for ((act, kind, _), i) in latest {
        let Some(h) = heard.get(i).filter(|h| !ended.covers(h)) else { continue };
        let due = h.bounds.to.or(h.bounds.from);
        let state = match due.or(h.last.filter(|_| h.bounds == Bounds::default())) {
            Some(day) if days_between(day, as_of) > FRONT_ROW => PlanState::Lapsed,
            _ if due.is_some_and(|due| due < as_of) => PlanState::Overdue,
            _ => PlanState::Open,
        };
        let cell = || std::iter::once(h);
        let plan =
            Plan { act, kind, time: period(heard, i, h.bounds), per: speakers(cell()), state, claims: claims(cell()) };
        if state == PlanState::Lapsed { lapsed.push(plan) } else { shown.push(plan) }
    }
    (shown, lapsed)
}

/// Whose plan it is.
fn kind(h: &Heard<'_>) -> PlanKind {
    match h.key.weight {
        Weight::Depositary | Weight::JointText => PlanKind::Planned,
        Weight::Press => PlanKind::Reported,
        Weight::Commentary => PlanKind::Predicted,
        _ if h.key.own => PlanKind::Planned,
        _ => PlanKind::Predicted,
    }
}

/// What ends plans: the act itself, a later one, a denial, being called off.
struct Ended {
    /// The last day on which each act was done.
    done: BTreeMap<Act, Date>,
    /// The last day on which each height was reached.
    reached: BTreeMap<crate::effect::Height, Date>,
    /// The last day on which each act was denied, or all were called off.
    denied: BTreeMap<Option<Act>, Date>,
}

impl Ended {
    fn of(heard: &[Heard<'_>], rest: &[usize], steps: &[Step], as_of: Date) -> Ended {
        let mut ended = Ended { done: BTreeMap::new(), reached: BTreeMap::new(), denied: BTreeMap::new() };
        for step in steps.iter().filter(|s| s.claimed.is_none()) {
            // The last day on which it may have been.
            let last = step.bounds.to.or(step.bounds.from).unwrap_or(as_of);
            last_of(&mut ended.done, step.act, last);
            if let Some(height) = step.effect.height() {
                last_of(&mut ended.reached, height, last);
            }
        }
        let cells = rest.iter().filter_map(|i| heard.get(*i));
        for h in cells.filter(|h| h.said.is_none_or(|said| said <= as_of)) {
            let own = h.key.own || h.key.weight == Weight::Press;
            let Some(said) = h.last.filter(|_| own && h.beaten.is_none()) else { continue };
            match (h.sign, h.effect) {
                (Sign::Denied, _) if !h.key.not_yet => last_of(&mut ended.denied, Some(h.key.act), said),
                (Sign::Done, Effect::CallOff) => last_of(&mut ended.denied, None, said),
                (Sign::Done, Effect::Decline) => last_of(&mut ended.denied, None, said),
                _ => {}
            }
        }
        ended
    }

    fn covers(&self, plan: &Heard<'_>) -> bool {
        // A day of grace, as the act may fall on the evening before the plan is printed.
        let made = plan.last.map_or(Date::MIN, |said| later(said, -1));
        let after = |day: Option<&Date>| day.is_some_and(|day| *day >= made);
        let height = plan.effect.height();
        let reached = height.is_some_and(|h| {
            let top = crate::effect::Height { stage: crate::stage::Stage::Out, ..h };
            self.reached.range(h..=top).any(|(_, day)| *day >= made)
        });
        reached
            || after(self.done.get(&plan.key.act))
            || after(self.denied.get(&None))
            || after(self.denied.get(&Some(plan.key.act)))
    }
}

fn last_of<K: Ord>(days: &mut BTreeMap<K, Date>, key: K, day: Date) {
    days.entry(key).and_modify(|d| *d = (*d).max(day)).or_insert(day);
}

/// A computed date as a plan.
pub fn computed(act: Act, day: Date, told: bool, claims: Vec<String>) -> Plan {
    let (kind, basis) = if told { (PlanKind::Planned, Basis::Stated) } else { (PlanKind::Computed, Basis::Computed) };
    Plan { act, kind, time: Bounds::day(day).period(Some(basis)), per: Vec::new(), state: PlanState::Open, claims }
}

/// Silences that no statement of the state has ended (L15): of persons; a state as such is never silent.
pub fn silences(heard: &[Heard<'_>], rest: &[usize], reference: &dyn Reference, as_of: Date) -> Vec<Silence> {
    let mut found: BTreeMap<(String, Option<String>), (usize, Vec<usize>)> = BTreeMap::new();
    for &i in rest {
        let Some(h) = heard.get(i) else { continue };
        let silent = h.effect == Effect::Silence && h.stands() && h.bounds.counts_on(as_of);
        let person = h.cell.best.filler.as_ref().filter(|p| p.kind == EntityType::Person);
        if let Some(person) = person.filter(|_| silent) {
            let who = person.id.as_deref().unwrap_or(&person.name).to_owned();
            found.entry((who, h.key.word().map(str::to_owned))).or_insert((i, Vec::new())).1.push(i);
        }
    }
    if found.is_empty() {
        return Vec::new();
    }
    // Any organ's first statement ends the silence of all.
    let spoke = heard
        .iter()
        .filter(|h| h.key.own && h.key.weight >= Weight::OwnOfficial)
        .filter_map(|h| h.last.filter(|last| *last <= as_of).or(h.said))
        .filter(|said| *said <= as_of)
        .max();
    let ended = |h: &Heard<'_>| matches!((spoke, h.bounds.from.or(h.last)), (Some(spoke), Some(day)) if spoke >= day);
    let mut silences = Vec::new();
    for ((_, occasion), (first, cells)) in found {
        let Some(h) = heard.get(first).filter(|h| !ended(h)) else { continue };
        let Some(person) = h.cell.best.filler.as_ref() else { continue };
        silences.push(Silence {
            person: Entity::from(person),
            occasion: occasion.map(|id| {
                let name = reference.name(&id).unwrap_or_else(|| id.clone());
                Entity::named(id, name, EntityType::Forum)
            }),
            time: period(heard, first, h.bounds),
            claims: claims(cells.iter().filter_map(|i| heard.get(*i))),
        });
    }
    silences
}
