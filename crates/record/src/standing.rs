//! On whose word an answer rests: standing, witnesses, speakers of a set of cells (L2, L4, L6, L13).

use claims::{Entity, Period};

use crate::{
    answer::{Lost, Taken, Weight},
    bounds::Bounds,
    fold::{Digest, Person},
    judge::{Heard, Judged},
    stage::Standing,
    step::Step,
};

/// At most so many speakers and claims stand beside an answer; all of them stand in `why`.
const SHOWN: usize = 24;

/// What stands behind a set of cells.
#[derive(Debug)]
pub struct Backing {
    /// On whose word.
    pub standing: Standing,
    /// Independent witnesses.
    pub witnesses: usize,
    /// Documents that add none.
    pub reprints: usize,
    /// Who says so.
    pub per: Vec<Entity>,
    /// The best claims of the cells, heaviest first.
    pub claims: Vec<String>,
    /// Whether the participant itself, and whether another side, is among the speakers.
    pub own: bool,
    /// See `own`.
    pub other: bool,
}

impl Backing {
    /// What stands behind these cells; `two_sided` acts are whole only on both sides' word (L6).
    pub fn of<'f>(heard: &[Heard<'f>], cells: impl Iterator<Item = usize>, two_sided: bool) -> Backing {
        let mut cells: Vec<&Heard<'f>> = cells.filter_map(|i| heard.get(i)).collect();
        // Heaviest first; what was told at the time before what was recalled.
        cells.sort_by(|a, b| {
            let key = |h: &Heard<'_>| (h.recalled, std::cmp::Reverse(h.key.weight), h.said);
            key(a).cmp(&key(b)).then_with(|| a.cell.best.cmp(&b.cell.best))
        });
        cells.dedup_by(|a, b| std::ptr::eq(a.key, b.key));
        Backing::sorted(&cells, two_sided)
    }

    /// The same of a step, whose cells stand in order already.
    pub fn of_step(heard: &[Heard<'_>], step: &Step, two_sided: bool) -> Backing {
        let cells: Vec<&Heard<'_>> = step.members.iter().filter_map(|i| heard.get(*i)).collect();
        Backing::sorted(&cells, two_sided)
    }

    fn sorted(cells: &[&Heard<'_>], two_sided: bool) -> Backing {
        let recalled = cells.iter().all(|h| h.recalled);
        let live = || cells.iter().filter(|h| !h.recalled);
        let has = |weight: Weight| live().any(|h| h.key.weight == weight);
        let own = live().any(|h| h.key.own);
        let other = live().any(|h| !h.key.own && h.key.weight >= Weight::OtherSide);
        let standing = if recalled && !cells.is_empty() {
            Standing::Recalled
        } else if has(Weight::Depositary) {
            Standing::ByDepositary
        } else if has(Weight::JointText) || two_sided && own && other {
            Standing::ByBoth
        } else if has(Weight::OwnAct) {
            Standing::ByOwnAct
        } else if has(Weight::OwnStatement) || has(Weight::OwnOfficial) {
            Standing::ByOwnStatement
        } else if has(Weight::OtherSide) {
            Standing::ByTheOtherSideOnly
        } else {
            Standing::Reported
        };
        let (witnesses, reprints) = Digest::count(cells.iter().map(|h| h.digest));
        Backing {
            standing,
            witnesses,
            reprints,
            per: speakers(cells.iter().copied()),
            claims: claims(cells.iter().copied()),
            own,
            other,
        }
    }
}

/// The speakers of cells, each once.
pub fn speakers<'h, 'f: 'h>(cells: impl Iterator<Item = &'h Heard<'f>>) -> Vec<Entity> {
    let mut found: Vec<&Person> = Vec::new();
    for speaker in cells.filter_map(|h| h.cell.best.speaker.as_ref()) {
        let same = |p: &&Person| match (&p.id, &speaker.id) {
            (Some(a), Some(b)) => a == b,
            (None, None) => p.name == speaker.name && p.state == speaker.state,
            _ => false,
        };
        if !found.iter().any(same) {
            found.push(speaker);
        }
        if found.len() == SHOWN {
            break;
        }
    }
    found.into_iter().map(Entity::from).collect()
}

/// The best claims of cells, each once.
pub fn claims<'h, 'f: 'h>(cells: impl Iterator<Item = &'h Heard<'f>>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for h in cells.take(4 * SHOWN) {
        let claim = &*h.cell.best.claim;
        if found.len() < SHOWN && !found.iter().any(|c| c == claim) {
            found.push(claim.to_owned());
        }
    }
    found
}

/// The time of a step as a period, with the basis of the claim that settled it.
pub fn period(heard: &[Heard<'_>], lead: usize, bounds: Bounds) -> Option<Period> {
    bounds.period(heard.get(lead).and_then(|h| h.cell.best.basis))
}

/// A step as an answer shows it.
pub fn taken(heard: &[Heard<'_>], step: &Step, two_sided: bool) -> Taken {
    let backing = Backing::of_step(heard, step, two_sided);
    let detail = step.detail.as_deref().and_then(|d| d.split('#').next()).filter(|d| !d.is_empty());
    Taken {
        act: step.act,
        detail: detail.map(str::to_owned),
        standing: backing.standing,
        since: period(heard, step.lead, step.bounds),
        per: backing.per,
        witnesses: backing.witnesses,
        claims: backing.claims,
    }
}

/// The heaviest of the cells that lost, each with the rule and the claim that beat it; `why` lists them all.
pub fn lost(judged: &Judged<'_>) -> Vec<Lost> {
    let heard = &judged.heard;
    let shown = judged.index.beaten.iter().take(SHOWN).filter_map(|i| heard.get(*i));
    let mut lost: Vec<Lost> = shown
        .filter_map(|h| {
            let (rule, by) = h.beaten?;
            let beaten_by = by.and_then(|i| heard.get(i)).map(|b| b.cell.best.claim.to_string());
            Some(Lost { claim: h.cell.best.claim.to_string(), rule, beaten_by })
        })
        .collect();
    lost.sort();
    lost
}
