//! Who says what: complement clauses of speech verbs, "according to", and direct quotations with their speakers.

use claims::{Entity, EntityType, Quotation};
use language::Operator;

use crate::{
    clauses::Edge,
    fillers::{Filler, Resolver},
    operators,
    output::{Output, Voice, words_span},
    part::Text,
    pass::{Pass, Read},
    segment::{Material, Quoted, Segment},
};

impl Pass<'_> {
    /// "According to American officials": the phrase and whom it means.
    pub(crate) fn according(&self, segment: &Segment, resolver: &Resolver<'_>) -> Option<(usize, Filler)> {
        let according = self.language.codes.according;
        let phrase = segment.pieces.units.iter().find_map(|u| match u {
            crate::phrases::Unit::Phrase(p) if segment.pieces.phrases[*p].marker == according => Some(*p),
            _ => None,
        })?;
        let filler = resolver.resolve(phrase).into_iter().next()?;
        let speaks = matches!(
            filler.entity.kind,
            EntityType::Person | EntityType::Office | EntityType::State | EntityType::Organization
        );
        speaks.then_some((phrase, filler))
    }

    pub(crate) fn according_quotation(
        &mut self,
        phrase: usize,
        speaker: &Filler,
        text: &Text<'_>,
        segment: &Segment,
        material: Material<'_>,
        output: &mut Output<'_>,
    ) {
        if !segment.quotes.is_empty() {
            return; // its words are quoted directly
        }
        let p = &segment.pieces.phrases[phrase];
        let Some(home) = segment.clauses.iter().position(|c| c.phrases.iter().any(|(q, _)| *q == phrase)) else {
            return;
        };
        let (mut start, end) = segment.extent(home);
        // A subordinate clause before the main one is not what the source says.
        for (i, c) in segment.clauses.iter().enumerate() {
            if c.parent == Some(home) && matches!(c.edge, Edge::Adverbial(_)) && c.start <= start + 1 && c.end < p.start
            {
                start = start.max(segment.extent(i).1);
            }
        }
        let mark = |w: usize| segment.words.get(w).is_some_and(|w| w.class == text::Class::Punctuation);
        while start < end && mark(start) {
            start += 1;
        }
        let mut content = Vec::new();
        let mut left = p.start;
        while left > start && mark(left - 1) {
            left -= 1;
        }
        if left > start {
            content.push(words_span(segment, &text.shadow, start, left));
        }
        let mut right = p.end.max(start);
        while right < end && mark(right) {
            right += 1;
        }
        let mut last = end;
        while last > right && mark(last - 1) {
            last -= 1;
        }
        if last > right {
            content.push(words_span(segment, &text.shadow, right, last));
        }
        if content.is_empty() {
            return;
        }
        let id = self.next_quotation();
        let cue = p.start..p.start + 1;
        output.quotations.push(Quotation {
            document: output.document.clone(),
            id,
            source: Some(speaker.entity.clone()),
            anonymous: speaker.anonymous,
            channel: self.channel(segment, material),
            cue: Some(words_span(segment, &text.shadow, cue.start, cue.end)),
            content,
            direct: false,
            form: None,
            via: None,
            within: text.within,
        });
    }

    /// Complement clauses of speech verbs.
    pub(crate) fn speeches(&self, segment: &Segment, material: Material<'_>, resolver: &Resolver<'_>) -> Vec<Speech> {
        let context = segment.context(material);
        let mut out = Vec::new();
        for (i, clause) in segment.clauses.iter().enumerate() {
            let (Edge::Complement, Some(parent)) = (clause.edge, clause.parent) else { continue };
            let Some(verb) = segment.clauses[parent].verb.map(|v| &segment.pieces.verbs[v]) else { continue };
            let operator = verb.operator;
            if !operator.is_some_and(|o| o.is_speech() || o == Operator::Deny) || verb.negated.is_some() {
                continue;
            }
            let source =
                operators::speaker_phrase(parent, &segment.functions, &segment.clauses, &segment.pieces, context)
                    .and_then(|p| self.speaker(p.phrase, resolver));
            let (start, mut end) = segment.extent(i);
            while end > start && segment.words.get(end - 1).is_some_and(|w| w.class == text::Class::Punctuation) {
                end -= 1;
            }
            if end <= start {
                continue;
            }
            out.push(Speech {
                clause: parent,
                anonymous: source.as_ref().is_none_or(|s| s.anonymous),
                source: source.map(|s| s.entity),
                cue: (verb.start, verb.end),
                content: (start, end),
            });
        }
        out
    }

    /// A direct quotation: who says it, its line, and what is said in it.
    pub(crate) fn quotation(
        &mut self,
        text: &Text<'_>,
        quote: &Quoted,
        index: usize,
        read: &Read,
        output: &mut Output<'_>,
    ) {
        let material = text.material(self.language, self.reference);
        let segment = &read.segment;
        let context = segment.context(material);
        let speech_clause = self.speech_clause(index, segment);
        let (source, cue) = {
            let resolver = self.resolver(text, segment, material);
            let by_verb = speech_clause.and_then(|c| {
                let phrase =
                    operators::speaker_phrase(c, &segment.functions, &segment.clauses, &segment.pieces, context)?;
                self.speaker(phrase.phrase, &resolver)
            });
            let cue = speech_clause.and_then(|c| segment.clauses[c].verb).map(|v| {
                let verb = &segment.pieces.verbs[v];
                words_span(segment, &text.shadow, verb.start, verb.end)
            });
            let source = by_verb
                .or_else(|| self.according(segment, &resolver).map(|a| a.1))
                .or_else(|| self.before_colon(segment, &resolver));
            (source, cue)
        };
        let carried = source.is_none();
        let (speaker, anonymous) = match source {
            Some(filler) => (Some(filler.entity), filler.anonymous),
            None => (self.discourse.speaker.clone(), self.discourse.speaker_anonymous),
        };
        if carried && cue.is_none() && segment.words.len() > 3 {
            // Words in marks within a sentence that nobody says.
            return;
        }
        let (Some(first), Some(last)) =
            (text.tokens.get(quote.open + 1), text.tokens.get(quote.close.saturating_sub(1)))
        else {
            return;
        };
        if first.start >= last.end {
            return;
        }
        let content = text.shadow.span(first.start as usize..last.end as usize);
        let id = self.next_quotation();
        let channel = self.channel(segment, material);
        output.quotations.push(Quotation {
            document: output.document.clone(),
            id: id.clone(),
            source: speaker.clone(),
            anonymous,
            channel: channel.clone(),
            cue,
            content: vec![content],
            direct: true,
            form: None,
            via: None,
            within: text.within,
        });
        self.discourse.speaker.clone_from(&speaker);
        self.discourse.speaker_anonymous = anonymous;
        let voice = Voice { speaker, anonymous, direct: true, channel, quotation: Some(id), via: None };
        // The sentences inside the marks.
        for range in text.inside(quote) {
            let read = self.segment(text, range, &[], Some(&voice), output);
            self.keep(read);
        }
    }

    /// The clause whose speech verb introduces a quotation: the one in which it stands or one above, else the last of the
    /// sentence.
    pub(crate) fn speech_clause(&self, quote: usize, segment: &Segment) -> Option<usize> {
        let is_speech = |c: usize| {
            segment.clauses[c]
                .verb
                .and_then(|v| segment.pieces.verbs[v].lemma)
                .and_then(|l| self.language.lexicon.lemma(l).operator)
                .is_some_and(Operator::is_speech)
        };
        let mut at = segment.clauses.iter().position(|c| c.quotes.contains(&quote));
        while let Some(c) = at {
            if is_speech(c) {
                return Some(c);
            }
            at = match segment.clauses[c].edge {
                Edge::Coordinate(beside) => Some(beside),
                _ => segment.clauses[c].parent,
            };
        }
        let free = |c: &usize| !matches!(segment.clauses[*c].edge, Edge::Relative(_) | Edge::Adverbial(_));
        (0..segment.clauses.len()).rev().filter(free).find(|c| is_speech(*c))
    }

    /// "Oslo: 'No conditions'": a phrase and a colon without a verb.
    pub(crate) fn before_colon(&self, segment: &Segment, resolver: &Resolver<'_>) -> Option<Filler> {
        let clause = segment.clauses.iter().find(|c| !c.phrases.is_empty())?;
        if clause.verb.is_some() || clause.phrases.len() != 1 {
            return None;
        }
        let colon =
            segment.words.get(clause.end).is_some_and(|w| resolver.context.folded.get(w.start..w.end) == Some(":"));
        let (phrase, _) = *clause.phrases.first()?;
        colon.then(|| resolver.resolve(phrase).into_iter().next())?
    }
}

/// An indirect quotation, as words of its segment.
pub(crate) struct Speech {
    pub(crate) clause: usize,
    pub(crate) source: Option<Entity>,
    pub(crate) anonymous: bool,
    pub(crate) cue: (usize, usize),
    pub(crate) content: (usize, usize),
}
