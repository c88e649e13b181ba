//! What a curator's decisions do to claims before anything is folded.

use std::collections::{BTreeMap, BTreeSet};

use claims::{Decision, Ruling, Sourced};

/// Decisions, the last one about each claim or document.
#[derive(Debug, Default)]
pub struct Decided {
    /// Claims and documents that were taken away, or given back (`false`).
    removed: BTreeMap<String, bool>,
    /// The claims that replace others.
    replaced: BTreeMap<String, String>,
    /// A claim that speaks of the act of another.
    merged: BTreeMap<String, String>,
    /// Claims whose act is one of its own.
    apart: BTreeSet<String>,
}

impl Decided {
    /// Decisions in the order in which they were recorded.
    pub fn new(decisions: &[Decision]) -> Decided {
        let mut decided = Decided::default();
        for d in decisions {
            match d.ruling {
                Ruling::Reject | Ruling::Retract | Ruling::Supersede | Ruling::Accept => {
                    decided.removed.insert(d.about.clone(), d.ruling != Ruling::Accept);
                    decided.replaced.remove(&d.about);
                    if let Some(other) = d.other.as_ref().filter(|_| d.ruling == Ruling::Supersede) {
                        decided.replaced.insert(d.about.clone(), other.clone());
                    }
                }
                Ruling::Merge => {
                    if let Some(other) = d.other.as_ref().filter(|o| **o != d.about) {
                        decided.apart.remove(other);
                        decided.merged.insert(other.clone(), d.about.clone());
                    }
                }
                Ruling::Split => {
                    if let Some(other) = &d.other {
                        decided.merged.remove(other);
                        decided.merged.remove(&d.about);
                        decided.apart.insert(other.clone());
                    }
                }
            }
        }
        decided
    }

    /// Whether the claim was taken away. What is said of the claim itself counts before what is said of its document.
    pub fn removes(&self, sourced: &Sourced) -> bool {
        let said = |id: &str| self.removed.get(id).copied();
        said(&sourced.claim.id).or_else(|| said(&sourced.source.document)).unwrap_or(false)
    }

    /// The claim of whose act this one speaks, by a curator's word. Follows a chain of merges to its end.
    pub fn merged_into(&self, claim: &str) -> Option<&str> {
        let mut at = self.merged.get(claim)?;
        // A circle of merges ends after as many steps as there are merges.
        for _ in 0..self.merged.len() {
            match self.merged.get(at) {
                Some(next) if next != claim => at = next,
                _ => break,
            }
        }
        Some(at)
    }

    /// Whether the claim's act is one of its own, by a curator's word.
    pub fn stands_apart(&self, claim: &str) -> bool {
        self.apart.contains(claim)
    }

    /// The claim that replaces this one.
    pub fn replaced_by(&self, claim: &str) -> Option<String> {
        self.replaced.get(claim).cloned()
    }

    /// Whether a decision about the claim, or its document, is not the same as in `other`.
    pub fn differs(&self, other: &Decided, sourced: &Sourced) -> bool {
        let id = &sourced.claim.id;
        self.removes(sourced) != other.removes(sourced)
            || self.merged.get(id) != other.merged.get(id)
            || self.apart.contains(id) != other.apart.contains(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decision(ruling: Ruling, about: &str, other: Option<&str>) -> Decision {
        let other = other.map(str::to_owned);
        Decision { ruling, about: about.into(), other, author: "a curator".into(), reason: "because".into() }
    }

    #[test]
    fn a_circle_of_merges_ends() {
        let circle = [decision(Ruling::Merge, "a", Some("b")), decision(Ruling::Merge, "b", Some("a"))];
        let decided = Decided::new(&circle);
        assert!(decided.merged_into("a").is_some() && decided.merged_into("b").is_some());
        let long: Vec<Decision> =
            (0..1000).map(|n| decision(Ruling::Merge, &format!("{}", n + 1), Some(&format!("{n}")))).collect();
        assert_eq!(Decided::new(&long).merged_into("0"), Some("1000"));
    }

    #[test]
    fn the_last_decision_counts() {
        let decided = Decided::new(&[decision(Ruling::Reject, "x", None), decision(Ruling::Accept, "x", None)]);
        assert_eq!(decided.removed.get("x"), Some(&false));
        let split = [decision(Ruling::Merge, "a", Some("b")), decision(Ruling::Split, "a", Some("b"))];
        let decided = Decided::new(&split);
        assert!(decided.merged_into("b").is_none() && decided.stands_apart("b"));
    }
}
