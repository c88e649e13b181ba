//! Words between marks that a verb of naming carries: the envoy described the talks as "hard but useful".

use text::Class;

use crate::{
    attribution::Attribution,
    fillers::Resolver,
    operators,
    part::Text,
    pass::Pass,
    segment::{Quoted, Segment},
    speaker::Speaker,
    speech::Said,
};

impl Pass<'_> {
    /// What somebody calls something in words of his own: of a verb of the class `names` whatever stands in marks behind it.
    pub(crate) fn named_so(
        &self,
        text: &Text<'_>,
        segment: &Segment,
        quoted: &[Quoted],
        resolver: &Resolver<'_>,
        out: &mut Vec<Said>,
    ) {
        let context = resolver.context;
        let names = context.language.codes.names;
        for (clause, own) in segment.clauses.iter().enumerate() {
            let Some(verb) = own.verb.map(|v| &segment.pieces.verbs[v]) else { continue };
            let naming =
                verb.lemma.is_some_and(|l| context.language.lexicon.lemma(l).classes.contains(&names)) && !verb.passive;
            let bounds = segment.words.get(verb.end).zip(own.end.checked_sub(1).and_then(|w| segment.words.get(w)));
            let (Some((first, last)), true) = (bounds, naming && verb.negated.is_none()) else { continue };
            let mark = text.marks.iter().skip_while(|m| m.open < first.token).find(|m| m.depth == 0);
            let Some((open, close)) = mark.and_then(|m| Some((m.open, m.close?))) else { continue };
            let inside = text.tokens.get(open + 1..close).unwrap_or_default();
            let cut = quoted.iter().any(|q| q.open == open);
            let words = inside.iter().filter(|t| t.class == Class::Word).count();
            if open > last.token || cut || words < 2 {
                continue;
            }
            let (Some(a), Some(b)) = (inside.first(), inside.last()) else { continue };
            let content = a.start as usize..b.end as usize;
            let told =
                |s: &Said| s.attribution.content.iter().any(|c| c.start <= content.start && content.end <= c.end);
            if out.iter().any(told) {
                continue;
            }
            let speaker =
                operators::speaker_phrase(clause, &segment.functions, &segment.clauses, &segment.pieces, context);
            let Some(phrase) = speaker.map(|s| s.phrase) else { continue };
            let p = &segment.pieces.phrases[phrase];
            let Some(filler) = self.whom(Speaker { phrase, words: (p.start, p.end) }, resolver) else { continue };
            let cue = Some((verb.start, verb.end));
            let attribution = Attribution { cue, quotes: Vec::new(), ..Attribution::alone(0, content) };
            out.push(Said { attribution, filler: Some(filler), via: None });
        }
    }
}
