//! Who counts as a witness of his own: utterances and reprints are one for ever (L13).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One document as a witness of one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "Row", into = "Row")]
pub struct Witness {
    /// Hash of who speaks: the speaker of an attributed claim, otherwise the outlet.
    pub voice: u64,
    /// Whether somebody is quoted. A speaker is one witness of a thing however often and wherever he says it.
    pub spoken: bool,
    /// 64 bits that are close for reprints of one text.
    pub fingerprint: u64,
    /// When the document was published.
    pub published: Option<Date>,
    /// Hash of the document's id.
    pub document: u64,
}

/// A witness in JSON: voice, spoken, fingerprint, published, document. There are many of them, so names would be long.
type Row = (u64, bool, u64, Option<Date>, u64);

impl From<Row> for Witness {
    fn from((voice, spoken, fingerprint, published, document): Row) -> Witness {
        Witness { voice, spoken, fingerprint, published, document }
    }
}

impl From<Witness> for Row {
    fn from(w: Witness) -> Row {
        (w.voice, w.spoken, w.fingerprint, w.published, w.document)
    }
}

/// Fingerprints that differ in at most so many of their 64 bits are of one text and its reprints.
pub const REPRINT_BITS: u32 = 3;

/// In a crowd of fingerprints that agree in a quarter of their bits, each is compared with so many neighbours. Distinct
/// texts do not crowd like that; made-up ones shall not cost a square.
const NEIGHBOURS: usize = 64;

/// The texts behind a set of witnesses: which are reprints of which, and which outlet had each first, and when.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    /// Sorted by fingerprint.
    origins: Vec<(u64, Origin)>,
}

/// Where a text appeared first.
#[derive(Debug, Clone, Copy, Default)]
struct Origin {
    /// The outlet that had it first, where one reports in its own voice: undated ones come last, ties go to the smaller hash.
    outlet: Option<(bool, Option<Date>, u64)>,
    /// The first day on which anybody published it.
    published: Option<Date>,
}

impl Origin {
    fn of(w: &Witness) -> Origin {
        let outlet = (!w.spoken).then_some((w.published.is_none(), w.published, w.voice));
        Origin { outlet, published: w.published }
    }

    fn merge(&mut self, other: Origin) {
        self.outlet = match (self.outlet, other.outlet) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        self.published = match (self.published, other.published) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
    }
}

impl Texts {
    /// Groups the texts of witnesses. Linear, but for sorting, in their number.
    pub fn of<'w>(witnesses: impl Iterator<Item = &'w Witness>) -> Texts {
        let mut sorted: Vec<(u64, Origin)> = witnesses.map(|w| (w.fingerprint, Origin::of(w))).collect();
        sorted.sort_unstable_by_key(|(print, _)| *print);
        let mut origins: Vec<(u64, Origin)> = Vec::new();
        for (print, origin) in sorted {
            match origins.last_mut() {
                Some((last, seen)) if *last == print => seen.merge(origin),
                _ => origins.push((print, origin)),
            }
        }
        let prints: Vec<u64> = origins.iter().map(|(print, _)| *print).collect();
        let mut groups = Groups::new(prints.len());
        join_reprints(&prints, &mut groups);
        let roots: Vec<usize> = (0..prints.len()).map(|i| groups.root(i)).collect();
        let mut merged: Vec<Origin> = vec![Origin::default(); prints.len()];
        for ((_, origin), root) in origins.iter().zip(&roots) {
            if let Some(m) = merged.get_mut(*root) {
                m.merge(*origin);
            }
        }
        for ((_, origin), root) in origins.iter_mut().zip(&roots) {
            *origin = merged.get(*root).copied().unwrap_or_default();
        }
        Texts { origins }
    }

    /// The voice for which a witness counts: its own, or that of the outlet whose text it reprints; and the first day on which
    /// anybody published its text.
    pub fn origin(&self, witness: &Witness) -> (u64, Option<Date>) {
        let found = self.origins.binary_search_by_key(&witness.fingerprint, |(print, _)| *print);
        let Some((_, origin)) = found.ok().and_then(|i| self.origins.get(i)) else {
            return (witness.voice, witness.published);
        };
        let outlet = origin.outlet.filter(|_| !witness.spoken).map_or(witness.voice, |(_, _, voice)| voice);
        (outlet, origin.published.or(witness.published))
    }

    /// The voice for which a witness counts.
    pub fn counts_for(&self, witness: &Witness) -> u64 {
        self.origin(witness).0
    }
}

/// Joins fingerprints that differ in at most [`REPRINT_BITS`] bits: two of them agree in one quarter at least.
fn join_reprints(prints: &[u64], groups: &mut Groups) {
    let mut order: Vec<u32> = (0..u32::try_from(prints.len()).unwrap_or(u32::MAX)).collect();
    let print = |i: &u32| prints.get(*i as usize).copied().unwrap_or_default();
    for quarter in 0..4 {
        let turned = |i: &u32| print(i).rotate_left(16 * quarter);
        order.sort_unstable_by_key(turned);
        for (n, i) in order.iter().enumerate() {
            let rest = order.iter().skip(n + 1).take(NEIGHBOURS);
            for j in rest.take_while(|j| turned(i) >> 48 == turned(j) >> 48) {
                if (print(i) ^ print(j)).count_ones() <= REPRINT_BITS {
                    groups.join(*i as usize, *j as usize);
                }
            }
        }
    }
}

/// Disjoint sets of numbers; the root of a set is its smallest number, so that the order of joins leaves no trace.
struct Groups {
    parent: Vec<usize>,
}

impl Groups {
    fn new(n: usize) -> Groups {
        Groups { parent: (0..n).collect() }
    }

    fn root(&mut self, mut i: usize) -> usize {
        while let Some(&up) = self.parent.get(i) {
            if up == i {
                break;
            }
            let above = self.parent.get(up).copied().unwrap_or(up);
            if let Some(p) = self.parent.get_mut(i) {
                *p = above;
            }
            i = above;
        }
        i
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if let Some(p) = self.parent.get_mut(a.max(b)) {
            *p = a.min(b);
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn printed(voice: u64, fingerprint: u64, day: i8, document: u64) -> Witness {
        Witness { voice, spoken: false, fingerprint, published: Some(date(2025, 11, day)), document }
    }

    fn count(witnesses: &[Witness]) -> (usize, usize) {
        let texts = Texts::of(witnesses.iter());
        let unique = |list: Vec<u64>| list.into_iter().collect::<std::collections::BTreeSet<u64>>().len();
        let voices = unique(witnesses.iter().map(|w| texts.counts_for(w)).collect());
        (voices, unique(witnesses.iter().map(|w| w.document).collect()) - voices)
    }

    #[test]
    fn reprints_are_one_witness_and_own_reports_are_others() {
        let wire = printed(1, 0xffff_0000_1234_5678, 6, 1);
        let reprint = printed(2, 0xffff_0000_1234_5679, 7, 2);
        let own = printed(2, 0x0123_4567_89ab_cdef, 8, 3);
        assert_eq!(count(&[wire]), (1, 0));
        assert_eq!(count(&[wire, reprint]), (1, 1));
        assert_eq!(count(&[wire, own]), (2, 0));
        // The outlet's reprint takes nothing away from its own report.
        assert_eq!(count(&[wire, own, reprint]), (2, 1));
        // Two reports of one outlet are one witness.
        assert_eq!(count(&[own, printed(2, 42, 9, 4)]), (1, 1));
    }

    #[test]
    fn a_speaker_is_one_witness_for_ever() {
        let post = Witness { spoken: true, ..printed(7, 1, 6, 1) };
        let paraphrase = Witness { spoken: true, ..printed(7, 999, 9, 2) };
        assert_eq!(count(&[post, paraphrase]), (1, 1));
    }

    #[test]
    fn four_bits_are_another_text() {
        assert_eq!(count(&[printed(1, 0, 6, 1), printed(2, 0b0111, 6, 2)]), (1, 1));
        assert_eq!(count(&[printed(1, 0, 6, 1), printed(2, 0b1111, 6, 2)]), (2, 0));
        // The bits may lie in different quarters.
        assert_eq!(count(&[printed(1, 0, 6, 1), printed(2, 1 | 1 << 20 | 1 << 40, 6, 2)]), (1, 1));
    }

    #[test]
    fn a_crowd_of_made_up_fingerprints_is_no_square() {
        let crowd: Vec<Witness> =
            (0..50_000).map(|n| printed(n, n.wrapping_mul(0x9e37_79b9) & 0xffff_ffff, 6, n)).collect();
        let begun = std::time::Instant::now();
        assert!(count(&crowd).0 > 1);
        assert!(begun.elapsed().as_secs() < 5, "{:?}", begun.elapsed());
    }
}
