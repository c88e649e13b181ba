//! Chains of proclitics: words that are written together with the word after them.

use language::Language;
use smallvec::SmallVec;

/// The proclitics of a chain, as byte lengths in order, if `before` is such a chain: each group of the language gives one at
/// most, in their order.
pub fn splits(before: &str, language: &Language) -> Option<SmallVec<[usize; 4]>> {
    chain(before, &language.settings.proclitics.groups)
}

fn chain(rest: &str, groups: &[Vec<String>]) -> Option<SmallVec<[usize; 4]>> {
    if rest.is_empty() {
        return Some(SmallVec::new());
    }
    let (group, later) = groups.split_first()?;
    for proclitic in group {
        if let Some(after) = rest.strip_prefix(proclitic.as_str())
            && let Some(mut tail) = chain(after, later)
        {
            tail.insert(0, proclitic.len());
            return Some(tail);
        }
    }
    chain(rest, later)
}

/// All ways to cut proclitics off a word, longest chain last; the bare word is not among them. Lengths in bytes.
pub fn cuts(word: &str, language: &Language) -> Vec<SmallVec<[usize; 4]>> {
    let mut out = Vec::new();
    collect(word, &language.settings.proclitics.groups, &mut SmallVec::new(), &mut out);
    out
}

fn collect(rest: &str, groups: &[Vec<String>], so_far: &mut SmallVec<[usize; 4]>, out: &mut Vec<SmallVec<[usize; 4]>>) {
    for (i, group) in groups.iter().enumerate() {
        for proclitic in group {
            if let Some(after) = rest.strip_prefix(proclitic.as_str())
                && !after.is_empty()
            {
                so_far.push(proclitic.len());
                out.push(so_far.clone());
                collect(after, &groups[i + 1..], so_far, out);
                so_far.pop();
            }
        }
    }
}
