//! Which claims count: spells, narrower acts, denials, recollections (L0, L1, L5, L7). Reads a fold, decides nothing yet.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use claims::Act;
use jiff::civil::Date;

use crate::{
    answer::Weight,
    bounds::{Bounds, days_between, later},
    denial::{forget, hold_back},
    effect::{Breadth, Effect, broad, effect, narrows, once},
    fold::{Cell, Digest, Fold, Key, Sign},
    reference::{Nature, Terms},
    rules::RuleId,
    stage::Stage,
    step::{Settled, settle},
};

/// So many days a narrower act tells how to read broader words (L1).
pub const MATTER: i32 = 14;

/// A cell with what the rules make of it.
#[derive(Debug)]
pub struct Heard<'f> {
    /// What it says.
    pub key: &'f Key,
    /// Who says it.
    pub cell: &'f Cell,
    /// Its voices.
    pub digest: &'f Digest,
    /// What the act does, were it beyond doubt.
    pub effect: Effect,
    /// How it is told, seen from the day on which it was: what is told as done of a day to come is planned.
    pub sign: Sign,
    /// Told as recollection (L7). A register's old entries are the record itself, not somebody's memory.
    pub recalled: bool,
    /// The days between which the act lies; without a day in the text: not after its first publication.
    pub bounds: Bounds,
    /// When it was said first.
    pub said: Option<Date>,
    /// When it was said last, reprints aside.
    pub last: Option<Date>,
    /// Which spell of participation it belongs to: after an exit a new one begins.
    pub spell: usize,
    /// The rule that beat it, and the cell that did.
    pub beaten: Option<(RuleId, Option<usize>)>,
    /// The rule by which it was used, if it was.
    pub used: Option<RuleId>,
    /// Whether it decided the stage.
    pub decided: bool,
}

impl Heard<'_> {
    /// Done, and not beaten.
    pub fn stands(&self) -> bool {
        self.sign == Sign::Done && self.beaten.is_none()
    }

    /// Broad words, told at the time.
    fn broad(&self) -> Option<Breadth> {
        broad(self.key).filter(|_| self.sign == Sign::Done && !self.recalled)
    }

    /// A press report, or less, without a speaker who answers for it.
    pub fn hearsay(&self) -> bool {
        self.key.weight <= Weight::Press
    }
}

/// The cells of a fold, judged.
pub struct Judged<'f> {
    /// All cells in the order of their keys.
    pub heard: Vec<Heard<'f>>,
    /// Denials of the state itself that held something back: the denial and one of those it beat.
    pub held: Arc<[(usize, usize)]>,
    /// The acts that they come to.
    pub acts: Arc<[Settled]>,
    /// Where to look for what is no step.
    pub index: Arc<Index>,
}

/// Cells of which there are few among many, by their places.
#[derive(Debug, Default)]
pub struct Index {
    /// Plans, denials, silences, refusals: everything but acts done.
    pub rest: Vec<usize>,
    /// Those that lost, heaviest first.
    pub beaten: Vec<usize>,
    /// The rules by which they lost.
    pub rules: BTreeSet<RuleId>,
}

impl Index {
    fn of(heard: &[Heard<'_>]) -> Index {
        let step = |h: &Heard<'_>| {
            h.sign == Sign::Done && !matches!(h.effect, Effect::Silence | Effect::CallOff | Effect::Decline)
        };
        let all = || heard.iter().enumerate();
        let mut beaten: Vec<usize> = all().filter(|(_, h)| h.beaten.is_some()).map(|(i, _)| i).collect();
        let of = |i: &usize| heard.get(*i).map(|h| (std::cmp::Reverse(h.key.weight), h.said));
        beaten.sort_by_key(|i| (of(i), *i));
        Index {
            rest: all().filter(|(_, h)| !step(h)).map(|(i, _)| i).collect(),
            beaten,
            rules: heard.iter().filter_map(|h| h.beaten.map(|(rule, _)| rule)).collect(),
        }
    }
}

/// What was judged of the cells of a fold, without the cells: kept with it, so that each further question, about whatever
/// day, need not judge anew.
#[derive(Debug)]
pub(crate) struct Judgement {
    /// What the agreement was taken to be.
    terms: Terms,
    verdicts: Vec<Verdict>,
    held: Arc<[(usize, usize)]>,
    acts: Arc<[Settled]>,
    index: Arc<Index>,
}

/// What was judged of one cell.
#[derive(Debug, Clone, Copy)]
struct Verdict {
    effect: Effect,
    sign: Sign,
    recalled: bool,
    bounds: Bounds,
    spell: usize,
    beaten: Option<(RuleId, Option<usize>)>,
    used: Option<RuleId>,
}

/// Judges the cells of a participation.
pub fn judge<'f>(fold: &'f Fold, terms: &Terms) -> Judged<'f> {
    if let Some(kept) = fold.judgement().get().filter(|kept| kept.terms == *terms) {
        let heard = fold.digested().zip(&kept.verdicts).map(|((key, cell, digest), verdict)| {
            let Verdict { effect, sign, recalled, bounds, spell, beaten, used } = *verdict;
            let (said, last, decided) = (digest.said, digest.last, false);
            Heard { key, cell, digest, effect, sign, recalled, bounds, said, last, spell, beaten, used, decided }
        });
        let (held, acts, index) = (kept.held.clone(), kept.acts.clone(), kept.index.clone());
        return Judged { heard: heard.collect(), held, acts, index };
    }
    let mut heard = hear(fold, |key, _| effect(key, terms));
    narrow(&mut heard, &[Breadth::Leaving], terms);
    part_into_spells(&mut heard, terms);
    narrow(&mut heard, &[Breadth::Joining, Breadth::Consent, Breadth::Signature], terms);
    let held = hold_back(&mut heard).into();
    let open = |h: &Heard<'_>| matches!(h.sign, Sign::Planned | Sign::Possible | Sign::Denied);
    forget(&mut heard, |h| h.key.weight >= Weight::OtherSide && open(h));
    let acts: Arc<[Settled]> = settle(&mut heard, terms).into();
    let verdicts = heard.iter().map(|h| Verdict {
        effect: h.effect,
        sign: h.sign,
        recalled: h.recalled,
        bounds: h.bounds,
        spell: h.spell,
        beaten: h.beaten,
        used: h.used,
    });
    let verdicts = verdicts.collect();
    let index = Arc::new(Index::of(&heard));
    let judged = Judged { heard, held, acts, index };
    let (held, acts, index) = (judged.held.clone(), judged.acts.clone(), judged.index.clone());
    // Somebody else may have judged in the meantime, or by other terms: then theirs is kept.
    let _ = fold.judgement().set(Judgement { terms: terms.clone(), verdicts, held, acts, index });
    judged
}

/// Judges the cells of the relations of two states; `presupposes` tells which words say that there are none yet.
pub fn judge_pair<'f>(
    fold: &'f Fold,
    effect: impl Fn(&Key, Sign) -> Effect,
    presupposes: impl Fn(&Heard<'_>) -> bool,
) -> Judged<'f> {
    let terms = Terms::default();
    let mut heard = hear(fold, effect);
    part_into_spells(&mut heard, &terms);
    let held = hold_back(&mut heard).into();
    forget(&mut heard, presupposes);
    let acts = settle(&mut heard, &terms).into();
    let index = Arc::new(Index::of(&heard));
    Judged { heard, held, acts, index }
}

/// The cells with their effects, not judged.
pub fn hear(fold: &Fold, effect: impl Fn(&Key, Sign) -> Effect) -> Vec<Heard<'_>> {
    fold.digested()
        .map(|(key, cell, digest)| {
            let (said, last) = (digest.said, digest.last);
            let (sign, mut bounds) = match key.sign {
                Sign::Done if key.bounds.ahead_of(last) => (Sign::Planned, key.bounds),
                // Whoever announces that somebody will join announces now; for when is another matter.
                Sign::Planned if announces(key) && key.bounds.ahead_of(last) => (Sign::Done, Bounds::default()),
                Sign::Planned if announces(key) => (Sign::Done, key.bounds),
                sign => (sign, key.bounds),
            };
            match sign {
                Sign::Done => bounds = bounds.by(said),
                // "Not yet", said again, holds until it was said last.
                Sign::Denied => bounds = bounds.by(last),
                _ => {}
            }
            let recalled =
                sign == Sign::Done && key.weight != Weight::Depositary && (key.background || bounds.long_before(said));
            let effect = effect(key, sign);
            Heard {
                key,
                cell,
                digest,
                effect,
                sign,
                recalled,
                bounds,
                said,
                last,
                spell: 0,
                beaten: None,
                used: None,
                decided: false,
            }
        })
        .collect()
}

/// Whether saying so is the act.
fn announces(key: &Key) -> bool {
    matches!(key.act, Act::ANNOUNCES_JOINING | Act::ANNOUNCES_LEAVING) && key.of.is_some()
}

/// Broad words near a narrower act of the same matter are that act (L1), unless they weigh more.
fn narrow(heard: &mut [Heard<'_>], breadths: &[Breadth], terms: &Terms) {
    for &breadth in breadths {
        // The heaviest narrower act of each day and spell.
        let mut days: BTreeMap<(usize, Date), (Weight, usize)> = BTreeMap::new();
        for (i, h) in
            heard.iter().enumerate().filter(|(_, h)| h.beaten.is_none() && narrows(h.key, h.sign, breadth, terms))
        {
            let day = if h.sign == Sign::Planned { h.said } else { h.bounds.counts_from() };
            let Some(day) = day else { continue };
            let found = (h.key.weight, i);
            let place = days.entry((h.spell, day)).or_insert(found);
            if found.0 > place.0 {
                *place = found;
            }
        }
        let first_signature = first_signature(heard);
        for i in 0..heard.len() {
            let Some(h) = heard.get(i).filter(|h| h.beaten.is_none() && h.broad() == Some(breadth)) else {
                continue;
            };
            let Some(day) = h.bounds.counts_from() else { continue };
            let signed_before = first_signature.get(&h.spell).is_some_and(|first| *first < day);
            if h.key.weight == Weight::Depositary || breadth == Breadth::Signature && !signed_before {
                continue;
            }
            let window = (h.spell, later(day, -MATTER))..=(h.spell, later(day, MATTER));
            let narrower = days.range(window).map(|(_, found)| *found).filter(|(_, n)| *n != i).max();
            if let Some((_, n)) = narrower.filter(|(weight, _)| *weight >= h.key.weight)
                && let Some(h) = heard.get_mut(i)
            {
                h.beaten = Some((RuleId::L1, Some(n)));
            }
        }
    }
}

/// In each spell the last day on which the state can first have signed.
fn first_signature(heard: &[Heard<'_>]) -> BTreeMap<usize, Date> {
    let mut first: BTreeMap<usize, Date> = BTreeMap::new();
    for h in heard.iter().filter(|h| h.key.act == Act::SIGNS && h.stands()) {
        if let Some(to) = h.bounds.to {
            first.entry(h.spell).and_modify(|f| *f = (*f).min(to)).or_insert(to);
        }
    }
    first
}

/// An exit that took effect ends a spell once the state enters again (L12).
fn part_into_spells(heard: &mut [Heard<'_>], terms: &Terms) {
    let notice = heard
        .iter()
        .filter(|h| h.key.act == Act::GIVES_NOTICE && h.stands() && h.key.competent)
        .filter_map(|h| h.bounds.counts_from())
        .min();
    let mut marks: Vec<(Date, bool)> = Vec::new();
    for h in heard.iter().filter(|h| h.stands()) {
        let dated = h.bounds.from;
        match h.effect {
            Effect::Leave(Stage::Out) if leaves(h, terms, notice) => {
                marks.extend(h.bounds.counts_from().map(|d| (d, true)))
            }
            Effect::Enter(stage) if h.key.competent && (stage >= Stage::Bound || h.key.again) => {
                marks.extend(dated.map(|d| (d, false)));
            }
            _ => {}
        }
    }
    marks.sort_unstable();
    let (mut ends, mut opened) = (Vec::new(), Vec::new());
    let mut exit: Option<Date> = None;
    for (day, is_exit) in marks {
        if is_exit {
            exit = Some(day);
        } else if let Some(end) = exit.filter(|end| *end < day) {
            ends.push(end);
            opened.push(Some(day));
            exit = None;
        }
    }
    if let Some(end) = exit {
        ends.push(end);
        opened.push(None);
    }
    for h in heard.iter_mut() {
        let stated = h.bounds.from.is_some() && h.sign == Sign::Done;
        let Some(day) = (if stated { h.bounds.from } else { h.said.or(h.bounds.to) }) else { continue };
        let mut spell = ends.partition_point(|end| *end < day);
        // An undated word after an exit recalls the time before, unless the state has come back or speaks itself.
        let returned = spell.checked_sub(1).and_then(|s| opened.get(s)).copied().flatten().is_some_and(|o| o <= day);
        let weighs = h.key.own || h.key.again || h.key.weight == Weight::Depositary;
        let recalls = !stated && once(h.key) && h.sign == Sign::Done && !weighs;
        // Whoever has not come back cannot leave again: a later word of leaving is about the same exit.
        let leaves = matches!(h.effect, Effect::Leave(_));
        if (recalls || leaves) && !returned {
            spell = spell.saturating_sub(1);
        }
        h.spell = spell;
    }
}

/// Whether a word of leaving is an exit that took effect (L1, L10).
pub fn leaves(h: &Heard<'_>, terms: &Terms, notice: Option<Date>) -> bool {
    if !h.key.competent {
        return false;
    }
    let noticed = notice.is_some_and(|n| h.bounds.counts_from().is_none_or(|day| n <= day));
    let bound_by_treaty = !matches!(terms.nature, Nature::Body | Nature::Political);
    match h.key.weight {
        Weight::Depositary | Weight::JointText => true,
        // Breaking off is done by saying so.
        _ if h.key.act == Act::SEVERS_RELATIONS => true,
        _ if h.key.act == Act::EXPELS_MEMBER => true,
        _ if noticed => true,
        _ if h.key.own => !bound_by_treaty,
        _ => !bound_by_treaty && h.digest.voices.len() > 1,
    }
}

/// Whether two acts of one kind are so near in time that they are one, told with two dates.
pub fn same_matter(a: Bounds, b: Bounds) -> bool {
    match (a.from, b.from) {
        (Some(a), Some(b)) => days_between(a.min(b), a.max(b)) <= MATTER,
        _ => true,
    }
}
