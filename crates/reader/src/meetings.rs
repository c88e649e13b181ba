//! Several meetings told in one sentence: one with each.

use claims::{Claim, Entity, Kind, Role};
use text::Shadow;

use crate::{
    acts::Found,
    evidence::words_span,
    segment::{Material, Segment},
};

/// "Held separate meetings with Chile, Nepal and Fiji": one meeting with each, not one of all.
pub(crate) fn one_by_one(
    claim: &Claim,
    found: &Found,
    segment: &Segment,
    material: Material<'_>,
    shadow: &Shadow,
) -> Option<Vec<Claim>> {
    let all = claim.role(Role::Participant);
    if claim.kind != Kind::Contact || all.len() < 3 {
        return None;
    }
    let context = segment.context(material);
    let is = |w: usize, class: &str| context.classes(w).any(|c| c == class);
    let functions = &segment.functions[found.clause];
    let phrases = &segment.pieces.phrases;
    let with =
        functions.marked.iter().find(|(m, _)| *m == material.language.codes.with).map(|(_, f)| &phrases[f.phrase]);
    let with = with.or_else(|| functions.object.map(|o| &phrases[o.phrase]).filter(|_| found.light.is_none()))?;
    let (begin, end) = (found.light.map_or(found.predicate.0, |l| l.0), with.start);
    let noun = phrases.iter().find(|p| p.head + 1 == found.predicate.1 && found.light.is_some());
    let plural = noun.is_some_and(|p| p.features.number == language::Number::Plural && is(p.head, "talk.occasion"));
    let apart = (begin..end).any(|w| is(w, "separate"));
    if !plural && !apart {
        return None;
    }
    let span = words_span(segment, shadow, with.start, segment.clauses[found.clause].end.max(with.end));
    let inside = |e: &&Entity| e.start.is_some_and(|s| (span.start..span.end).contains(&s));
    let (others, own): (Vec<&Entity>, Vec<&Entity>) = all.iter().partition(inside);
    let [own] = own.as_slice() else { return None };
    if others.len() < 2 {
        return None;
    }
    let pairs = others.into_iter().map(|other| {
        let mut one = claim.clone();
        one.roles.insert(Role::Participant, vec![(*own).clone(), other.clone()]);
        one
    });
    Some(pairs.collect())
}
