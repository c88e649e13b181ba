//! The state of a pair, or of the tracks between two states: a small map whose merge is associative, commutative, idempotent.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::OnceLock,
};

use claims::{Act, Basis, Entity, EntityType};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    answer::Weight,
    bounds::Bounds,
    judge::Judgement,
    witness::{Texts, Witness},
};

/// The version of what is folded. Folds that were kept by another version are thrown away and folded anew.
pub const VERSION: u32 = 1;

/// What an observation is about; every subject has a fold of its own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// A participant's way into and out of an agreement.
    Participation {
        /// The agreement or instrument.
        agreement: String,
        /// The state or organisation.
        participant: String,
    },
    /// An agreement itself.
    Agreement(String),
    /// The tracks between two states; the first id is the smaller one.
    Pair(String, String),
}

impl Subject {
    /// The subject for two states in whichever order.
    pub fn pair(a: &str, b: &str) -> Subject {
        let (a, b) = if a <= b { (a, b) } else { (b, a) };
        Subject::Pair(a.to_owned(), b.to_owned())
    }

    /// The subject for a participant of an agreement.
    pub fn participation(agreement: &str, participant: &str) -> Subject {
        Subject::Participation { agreement: agreement.to_owned(), participant: participant.to_owned() }
    }
}

/// How an act is told, as far as the rules tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sign {
    /// It was done.
    Done,
    /// It was not done (yet).
    Denied,
    /// It will be done.
    Planned,
    /// It may be done; also under an open condition.
    Possible,
    /// Somebody wants it done.
    Urged,
}

/// What is said of an act, with what standing: cells of one key say the same. The days are part of it, because the act of
/// another day is another act.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Key {
    /// The act.
    pub act: Act,
    /// How it is told.
    pub sign: Sign,
    /// The weight of the source for this act and participant (L4).
    pub weight: Weight,
    /// Between which days the act lies, by the words of the text alone. Of a plan: for when.
    pub bounds: Bounds,
    /// Said by somebody who speaks for the participant, or for one of the two states.
    pub own: bool,
    /// Said by somebody who may do so for this act (L2), or seen by a witness (L3).
    pub competent: bool,
    /// Told as background, or without a day (L7).
    pub background: bool,
    /// Done again.
    pub again: bool,
    /// Denied, but expected.
    pub not_yet: bool,
    /// Who acted, where that is not the participant: who blocks, who sends, who recognises.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<Box<str>>,
    /// The organ, the means, the capacity, the phase, the mission ...
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<Box<str>>,
    /// Joining or leaving, where the act can aim at either.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aim: Option<Box<str>>,
    /// For whom the speaker speaks, or who he is if for nobody; `None`: a publisher in its own voice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Box<str>>,
}

impl Key {
    /// The detail as a word; what a curator set apart carries the claim's id behind it.
    pub fn word(&self) -> Option<&str> {
        let detail = self.detail.as_deref()?;
        let word = detail.split('#').next().unwrap_or(detail);
        (!word.is_empty()).then_some(word)
    }
}

/// Who says it, as far as an answer shows it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Person {
    /// Its id.
    pub id: Option<Box<str>>,
    /// Its name, as the text has it.
    pub name: Box<str>,
    /// What it is.
    pub kind: EntityType,
    /// Its state.
    pub state: Option<Box<str>>,
    /// Its office.
    pub office: Option<Box<str>>,
}

impl From<&Entity> for Person {
    fn from(e: &Entity) -> Person {
        let boxed = |s: &Option<String>| s.as_deref().map(Box::from);
        Person {
            id: boxed(&e.id),
            name: e.name.as_str().into(),
            kind: e.kind,
            state: boxed(&e.state),
            office: boxed(&e.office),
        }
    }
}

impl From<&Person> for Entity {
    fn from(p: &Person) -> Entity {
        let owned = |s: &Option<Box<str>>| s.as_deref().map(str::to_owned);
        Entity {
            id: owned(&p.id),
            state: owned(&p.state),
            office: owned(&p.office),
            ..Entity::named("", p.name.to_string(), p.kind)
        }
    }
}

/// The claim after which a cell is named: the earliest.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Best {
    /// Published without a date: comes last.
    pub undated: bool,
    /// When it was published.
    pub published: Option<Date>,
    /// Its id.
    pub claim: Box<str>,
    /// Who says it; `None`: the publisher.
    pub speaker: Option<Person>,
    /// The participant as the text names it, where the world has no name for it; of a silence, who was silent.
    pub filler: Option<Person>,
    /// Where its time comes from.
    pub basis: Option<Basis>,
}

impl Best {
    /// The best claim of a cell that has no other yet.
    pub fn new(
        claim: &str,
        published: Option<Date>,
        speaker: Option<Person>,
        filler: Option<Person>,
        basis: Option<Basis>,
    ) -> Best {
        Best { undated: published.is_none(), published, claim: claim.into(), speaker, filler, basis }
    }
}

/// Everything read that says the same with the same standing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// The earliest claim.
    pub best: Best,
    /// When it was said first.
    pub first: Option<Date>,
    /// When it was said last.
    pub last: Option<Date>,
    /// The documents that say so.
    pub witnesses: Witnesses,
}

/// A set of witnesses: of one, most often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Witnesses {
    /// A single one.
    One(Witness),
    /// Several.
    Many(BTreeSet<Witness>),
}

impl Witnesses {
    /// Adds one, unless it is there.
    pub fn insert(&mut self, witness: Witness) {
        match self {
            Witnesses::One(one) if *one == witness => {}
            Witnesses::One(one) => *self = Witnesses::Many(BTreeSet::from([*one, witness])),
            Witnesses::Many(many) => drop(many.insert(witness)),
        }
    }

    /// The witnesses in their order.
    pub fn iter(&self) -> impl Iterator<Item = &Witness> {
        let (one, many) = match self {
            Witnesses::One(one) => (Some(one), None),
            Witnesses::Many(many) => (None, Some(many)),
        };
        one.into_iter().chain(many.into_iter().flatten())
    }
}

impl Serialize for Witnesses {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_seq(self.iter())
    }
}

impl<'de> Deserialize<'de> for Witnesses {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Witnesses, D::Error> {
        let many = BTreeSet::<Witness>::deserialize(d)?;
        match many.len() {
            0 => Err(serde::de::Error::custom("a cell without a witness; write the fold anew from its claims")),
            1 => many.into_iter().next().map(Witnesses::One).ok_or_else(|| serde::de::Error::custom("no witness")),
            _ => Ok(Witnesses::Many(many)),
        }
    }
}

impl Cell {
    fn merge(&mut self, other: &Cell) {
        if other.best < self.best {
            self.best = other.best.clone();
        }
        self.first = earliest(self.first, other.first);
        self.last = self.last.max(other.last);
        other.witnesses.iter().for_each(|w| self.witnesses.insert(*w));
    }
}

fn earliest(a: Option<Date>, b: Option<Date>) -> Option<Date> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// One claim, assessed for one subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observation {
    /// What it says with what standing.
    pub key: Key,
    /// The claim.
    pub best: Best,
    /// The document behind it.
    pub witness: Witness,
}

/// What is known of one subject. Adding the same observation twice changes nothing; the order of additions and merges leaves
/// no trace.
#[derive(Debug, Default)]
pub struct Fold {
    cells: BTreeMap<Key, Cell>,
    /// What follows from all cells together: computed when first asked, thrown away when something is added.
    digest: OnceLock<Vec<Digest>>,
    /// What the rules made of the cells when they were asked last.
    judgement: OnceLock<Judgement>,
}

impl Clone for Fold {
    fn clone(&self) -> Fold {
        Fold { cells: self.cells.clone(), ..Fold::default() }
    }
}

impl PartialEq for Fold {
    fn eq(&self, other: &Fold) -> bool {
        self.cells == other.cells
    }
}

impl Fold {
    /// Adds one observation.
    pub fn add(&mut self, observation: Observation) {
        self.forget();
        let Observation { key, best, witness } = observation;
        let said = best.published;
        match self.cells.entry(key) {
            std::collections::btree_map::Entry::Vacant(place) => {
                place.insert(Cell { best, first: said, last: said, witnesses: Witnesses::One(witness) });
            }
            std::collections::btree_map::Entry::Occupied(mut place) => {
                let cell = place.get_mut();
                if best < cell.best {
                    cell.best = best;
                }
                cell.first = earliest(cell.first, said);
                cell.last = cell.last.max(said);
                cell.witnesses.insert(witness);
            }
        }
    }

    /// Adds everything that another fold of the same subject knows.
    pub fn merge(&mut self, other: &Fold) {
        self.forget();
        for (key, cell) in &other.cells {
            match self.cells.get_mut(key) {
                Some(mine) => mine.merge(cell),
                None => {
                    self.cells.insert(key.clone(), cell.clone());
                }
            }
        }
    }

    /// The cells in the order of their keys.
    pub fn cells(&self) -> impl Iterator<Item = (&Key, &Cell)> {
        self.cells.iter()
    }

    /// The number of cells.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// What follows from the cells follows from them anew once something is added.
    fn forget(&mut self) {
        self.digest.take();
        self.judgement.take();
    }

    /// Where what the rules made of the cells is kept.
    pub(crate) fn judgement(&self) -> &OnceLock<Judgement> {
        &self.judgement
    }

    /// The cells with their digests, in the order of their keys.
    pub(crate) fn digested(&self) -> impl Iterator<Item = (&Key, &Cell, &Digest)> {
        let digests = self.digest.get_or_init(|| {
            let texts = Texts::of(self.cells.values().flat_map(|c| c.witnesses.iter()));
            self.cells.values().map(|c| Digest::of(c, &texts)).collect()
        });
        self.cells.iter().zip(digests).map(|((key, cell), digest)| (key, cell, digest))
    }
}

/// What the rules ask of a cell's witnesses, so that a question need not go through all of them.
#[derive(Debug, Clone)]
pub(crate) struct Digest {
    /// The day on which the first of its texts appeared; reprints do not make a claim younger.
    pub said: Option<Date>,
    /// The day on which the last of its texts first appeared.
    pub last: Option<Date>,
    /// The independent voices, sorted.
    pub voices: Vec<u64>,
    /// The documents, sorted.
    pub documents: Vec<u64>,
}

impl Digest {
    fn of(cell: &Cell, texts: &Texts) -> Digest {
        let (mut said, mut last) = (None, None);
        let (mut voices, mut documents) = (Vec::new(), Vec::new());
        for w in cell.witnesses.iter() {
            let (voice, published) = texts.origin(w);
            said = earliest(said, published);
            last = last.max(published);
            voices.push(voice);
            documents.push(w.document);
        }
        for list in [&mut voices, &mut documents] {
            list.sort_unstable();
            list.dedup();
        }
        Digest { said, last, voices, documents }
    }

    /// The number of independent witnesses of several cells, and of further documents that add none.
    pub fn count<'d>(digests: impl Iterator<Item = &'d Digest> + Clone) -> (usize, usize) {
        let union = |lists: &mut dyn Iterator<Item = &'d Vec<u64>>| {
            // A stable sort is linear on runs that are sorted already.
            let mut all: Vec<u64> = lists.flatten().copied().collect();
            all.sort();
            all.dedup();
            all.len()
        };
        let voices = union(&mut digests.clone().map(|d| &d.voices));
        let documents = union(&mut digests.map(|d| &d.documents));
        (voices, documents.saturating_sub(voices))
    }
}

impl Extend<Observation> for Fold {
    fn extend<I: IntoIterator<Item = Observation>>(&mut self, observations: I) {
        observations.into_iter().for_each(|o| self.add(o));
    }
}

impl FromIterator<Observation> for Fold {
    fn from_iter<I: IntoIterator<Item = Observation>>(observations: I) -> Fold {
        let mut fold = Fold::default();
        fold.extend(observations);
        fold
    }
}

/// In JSON a fold is the list of its cells, in the order of their keys.
impl Serialize for Fold {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_seq(self.cells.iter())
    }
}

impl<'de> Deserialize<'de> for Fold {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Fold, D::Error> {
        let mut fold = Fold::default();
        for (key, cell) in Vec::<(Key, Cell)>::deserialize(d)? {
            match fold.cells.get_mut(&key) {
                Some(mine) => mine.merge(&cell),
                None => {
                    fold.cells.insert(key, cell);
                }
            }
        }
        Ok(fold)
    }
}
