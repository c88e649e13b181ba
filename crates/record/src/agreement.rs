//! The agreement itself: adopted, in force, expired (L9-L11).

use claims::{Act, Entity, EntityType, Moment};
use jiff::civil::Date;

use crate::{
    answer::{AgreementStage, AgreementState, Flag, Weight},
    bounds::Bounds,
    course::Frame,
    effect::Effect,
    fold::{Fold, Sign},
    judge::{Heard, hear},
    plan::{computed, plans},
    reference::{Nature, Reference, Terms},
    stage::{FlagCode, Standing},
    standing::{Backing, claims, period, speakers},
};

/// What the agreement's own record says, with what participants must know of it.
#[derive(Debug, Clone, Default)]
pub struct Agreement {
    /// As shown.
    pub state: Option<AgreementState>,
    /// Since when it is in force.
    pub frame: Frame,
    /// On whose word it is.
    pub standing: Option<Standing>,
    /// The claims behind that.
    pub claims: Vec<String>,
    /// The day on which it ended, if that is not after the day asked.
    pub ended: Option<Bounds>,
}

impl Agreement {
    /// The agreement on the day asked.
    pub fn of(fold: Option<&Fold>, terms: &Terms, reference: &dyn Reference, as_of: Date) -> Agreement {
        let empty = Fold::default();
        let heard = hear(fold.unwrap_or(&empty), |_, _| Effect::Note);
        let mut found = Agreement::default();
        let stages = [
            (AgreementStage::Adopted, &[Act::ADOPTS][..]),
            (AgreementStage::InForce, &[Act::ENTERS_INTO_FORCE][..]),
            (AgreementStage::Expired, &[Act::EXPIRES][..]),
            (AgreementStage::Terminated, &[Act::TERMINATES, Act::REPLACES][..]),
        ];
        let extended = day_of(&heard, &[Act::EXTENDS], as_of).and_then(|(_, bounds, _)| bounds.counts_from());
        for (stage, acts) in stages {
            let sourced = day_of(&heard, acts, as_of);
            let table = match stage {
                AgreementStage::InForce => terms.in_force,
                AgreementStage::Expired => terms.ends,
                _ => None,
            };
            let backing = sourced
                .as_ref()
                .map(|(_, _, cells)| Backing::of(&heard, cells.iter().copied(), terms.nature == Nature::Bilateral));
            let bounds = sourced.as_ref().map(|(_, bounds, _)| *bounds).or(table.map(Bounds::within));
            let Some(bounds) = bounds.filter(|b| b.counts_on(as_of)) else { continue };
            if stage == AgreementStage::Expired && extended.is_some_and(|e| bounds.from.is_none_or(|x| e >= x)) {
                continue;
            }
            let mut standing = backing.as_ref().map_or(Standing::Computed, |b| b.standing);
            // Of two parties either speaks for itself; both together make it whole (L6).
            let spoke = |party: &&String| {
                let cells = sourced.iter().flat_map(|(_, _, cells)| cells).filter_map(|i| heard.get(*i));
                cells.filter(|h| h.key.own).any(|h| h.key.of.as_ref().is_some_and(|of| **of == ***party))
            };
            let one_of_two = terms.nature == Nature::Bilateral
                && matches!(standing, Standing::ByOwnStatement | Standing::ByOwnAct | Standing::ByBoth);
            let silent: Vec<&String> =
                terms.parties.iter().filter(|p| one_of_two && standing != Standing::ByBoth && !spoke(p)).collect();
            if one_of_two && silent.is_empty() {
                standing = Standing::ByBoth;
            }
            let claims = backing.map(|b| b.claims).unwrap_or_default();
            let since = match &sourced {
                Some((lead, bounds, _)) => period(&heard, *lead, *bounds),
                None => bounds.period(Some(claims::Basis::Computed)),
            };
            match stage {
                AgreementStage::InForce => {
                    found.frame = Frame { in_force: Some(bounds), sourced: sourced.is_some() };
                    found.standing = Some(standing);
                    found.claims.clone_from(&claims);
                }
                AgreementStage::Expired | AgreementStage::Terminated => found.ended = Some(bounds),
                AgreementStage::Adopted => {}
            }
            let unconfirmed = silent.into_iter().map(|party| not_confirmed(party, reference));
            let (flags, planned) = (unconfirmed.collect(), Vec::new());
            found.state = Some(AgreementState { stage, standing, since, claims, flags, planned });
        }
        if let Some(state) = &mut found.state {
            state.flags.extend(voided(&heard, reference, as_of));
            let all: Vec<usize> = (0..heard.len()).collect();
            state.planned = plans(&heard, &all, &[], as_of).0;
            if let Some(end) = terms.ends.map(Moment::last_day).filter(|end| *end > as_of && found.ended.is_none())
                && !state.planned.iter().any(|p| p.act == Act::EXPIRES)
                && extended.is_none()
            {
                state.planned.push(computed(Act::EXPIRES, end, false, Vec::new()));
            }
        }
        found
    }
}

/// The day of an act on the agreement by the heaviest word, unless a word as heavy denies it.
fn day_of(heard: &[Heard<'_>], acts: &[Act], as_of: Date) -> Option<(usize, Bounds, Vec<usize>)> {
    let about = |h: &Heard<'_>| {
        acts.contains(&h.key.act) && h.key.weight > Weight::Unnamed && (h.key.competent || h.sign != Sign::Done)
    };
    let said = |sign: Sign| heard.iter().enumerate().filter(move |(_, h)| about(h) && h.sign == sign);
    let tier = |h: &Heard<'_>| (!h.recalled, h.key.weight);
    // The heaviest word settles the day; among equals the narrowest bounds, then the earliest.
    let (lead, settled) = said(Sign::Done).max_by(|(_, a), (_, b)| {
        let key = |h: &Heard<'_>| (tier(h), std::cmp::Reverse((h.bounds.width(), h.bounds.counts_from())));
        key(a).cmp(&key(b)).then_with(|| b.cell.best.cmp(&a.cell.best))
    })?;
    let denied = said(Sign::Denied).any(|(_, d)| {
        let covers = d.bounds.to.is_none_or(|day| !settled.bounds.stated_after(day));
        covers && (d.key.weight > settled.key.weight || d.key.weight == settled.key.weight && d.said >= settled.said)
    });
    let cells: Vec<usize> =
        said(Sign::Done).filter(|(_, h)| h.bounds.compatible(settled.bounds)).map(|(i, _)| i).collect();
    (!denied && settled.bounds.counts_on(as_of)).then_some((lead, settled.bounds, cells))
}

fn not_confirmed(party: &str, reference: &dyn Reference) -> Flag {
    let name = reference.name(party).unwrap_or_else(|| party.to_owned());
    Flag {
        flag: FlagCode::NotConfirmed,
        by: vec![Entity::named(party, name, EntityType::State)],
        contested_by: Vec::new(),
        since: None,
        detail: None,
        claims: Vec::new(),
    }
}

/// Who calls the agreement void or suspended, and who says otherwise (L10).
fn voided(heard: &[Heard<'_>], reference: &dyn Reference, as_of: Date) -> Vec<Flag> {
    let void = |h: &&Heard<'_>| h.key.act == Act::DECLARES_VOID && h.bounds.counts_on(as_of);
    let mut cells: Vec<&Heard<'_>> = heard.iter().filter(void).filter(|h| h.sign == Sign::Done).collect();
    cells.sort_by_key(|h| (h.bounds.counts_from(), &h.cell.best));
    let Some(first) = cells.first() else { return Vec::new() };
    let mut by: Vec<Entity> = Vec::new();
    for actor in cells.iter().filter_map(|h| h.key.actor.as_deref()) {
        if !by.iter().any(|e| e.key() == actor) {
            by.push(Entity::named(actor, reference.name(actor).unwrap_or_else(|| actor.into()), EntityType::State));
        }
    }
    let denials = heard.iter().filter(void).filter(|h| h.sign == Sign::Denied);
    vec![Flag {
        flag: FlagCode::DeclaredVoid,
        by,
        contested_by: speakers(denials),
        since: first.bounds.period(first.cell.best.basis),
        detail: None,
        claims: claims(cells.iter().copied()),
    }]
}
