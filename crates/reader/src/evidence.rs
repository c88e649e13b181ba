//! The words that prove a claim: the shortest clause that holds the act and whoever takes part in it.

use claims::{Evidence, Part, Span};
use text::Shadow;

use crate::{acts::Found, clauses::Edge, output::Output, segment::Segment};

impl Output<'_> {
    /// The stretch from the first to the last word among predicate and fillers of the clause itself.
    pub(crate) fn evidence(
        &self,
        found: &Found,
        segment: &Segment,
        shadow: &Shadow,
        within: Option<Part>,
    ) -> Vec<Evidence> {
        if let Some(told) = &found.told {
            let span = words_span(segment, shadow, told.span.0, told.span.1);
            return vec![Evidence { start: span.start, end: span.end, within }];
        }
        let clause = &segment.clauses[found.clause];
        let mut start = found.predicate.0;
        let mut end = found.predicate.1;
        if let Some((a, b)) = found.light {
            start = start.min(a);
            end = end.max(b);
        }
        for phrase in &found.assignment.used {
            let Some(p) = segment.pieces.phrases.get(*phrase) else { continue };
            // "The relations between the two countries, which were cut": what a relative clause describes is a part of it.
            let described = matches!(clause.edge, Edge::Relative(head) if {
                let head = segment.pieces.phrases.get(head);
                *phrase != usize::MAX && head.is_some_and(|h| p.end <= h.start && h.start - p.end <= 1 && h.end + 1 >= clause.start)
            });
            if (clause.edge == Edge::Relative(*phrase) && clause.start.saturating_sub(p.end) <= 1 || described)
                && p.end <= clause.start
            {
                start = start.min(p.start);
                continue;
            }
            // "Poland and Italy were among the eleven that abstained": who is counted among them.
            let counted = |c: &crate::clauses::Clause| {
                let links = c.verb.is_none_or(|v| segment.pieces.verbs[v].copula);
                let head = match clause.edge {
                    Edge::Relative(h) => {
                        h == *phrase || segment.pieces.phrases.get(h).is_some_and(|h| h.start == p.end)
                    }
                    _ => false,
                };
                (links || head) && c.phrases.iter().any(|(q, _)| q == phrase)
            };
            let above = clause.parent.and_then(|c| segment.clauses.get(c)).is_some_and(counted);
            if matches!(clause.edge, Edge::Relative(_)) && above && p.end <= clause.start {
                start = start.min(p.start);
                continue;
            }
            if p.start >= clause.start && p.end <= clause.end.max(end) {
                start = start.min(p.start);
                end = end.max(p.end);
            }
        }
        // "Called on other states to leave": who does what the infinitive says stands with the verb above it; so does who left
        // it out ("announced that it would leave").
        let mut above = clause;
        for _ in 0..3 {
            let Some(parent) = above.parent.and_then(|p| segment.clauses.get(p)) else { break };
            if !matches!(above.edge, Edge::Infinitive | Edge::Complement) || parent.start > above.start {
                break;
            }
            // "Nepal said it would leave": the pronoun is there.
            let own = above.phrases.iter().any(|(p, after)| {
                let p = &segment.pieces.phrases[*p];
                !after && p.marker == 0
            });
            if own && above.edge == Edge::Complement {
                break;
            }
            let told = found.assignment.used.iter().filter_map(|p| segment.pieces.phrases.get(*p));
            let told = told.filter(|p| p.start >= parent.start && p.end <= start).map(|p| p.start).min();
            start = start.min(told.unwrap_or(start));
            above = parent;
        }
        // A relative clause between subject and verb is cut out.
        let relative = |c: &crate::clauses::Clause| {
            c.parent == Some(found.clause) && matches!(c.edge, Edge::Relative(_)) && c.end < end
        };
        let cut: Vec<(usize, usize)> = (0..segment.clauses.len())
            .filter(|c| relative(&segment.clauses[*c]))
            .map(|c| {
                let last = segment.extent(c).1;
                // Where the act itself stands in a clause under it, only its own words are cut.
                let whole = last < end && !(segment.clauses[c].start..last).contains(&found.predicate.0);
                (segment.clauses[c].start, if whole { last } else { segment.clauses[c].end })
            })
            .collect();
        let inner = |w: usize| cut.iter().any(|(first, last)| (*first..*last).contains(&w));
        let mut out = Vec::new();
        let mut at = start;
        while at < end {
            if inner(at) {
                at += 1;
                continue;
            }
            let first = at;
            while at < end && !inner(at) {
                at += 1;
            }
            let (mut a, mut b) = (first, at);
            let mark = |w: usize| segment.words.get(w).is_some_and(|w| w.class == text::Class::Punctuation);
            while a < b && mark(a) {
                a += 1;
            }
            while b > a && mark(b - 1) {
                b -= 1;
            }
            if a < b {
                let span = words_span(segment, shadow, a, b);
                out.push(Evidence { start: span.start, end: span.end, within });
            }
        }
        out
    }
}

/// The code points of the words `start..end`.
pub fn words_span(segment: &Segment, shadow: &Shadow, start: usize, end: usize) -> Span {
    let first = segment.words.get(start).or(segment.words.last());
    let last = end.checked_sub(1).and_then(|e| segment.words.get(e)).or(segment.words.last());
    match (first, last) {
        (Some(a), Some(b)) if a.start < b.end => shadow.span(a.start..b.end),
        (Some(a), _) => shadow.span(a.start..a.end),
        _ => Span { start: 0, end: 0 },
    }
}
