//! One document from text to lines: sentences, quotations with their speakers, acts, and what each sentence leaves behind for
//! the next.

use std::{cell::Cell, ops::Range};

use claims::{Entity, EntityType, Part, Quotation};
use language::{Language, Operator};
use text::{QuoteSpan, SentenceRules, Shadow, Token, TokenRules};
use world::{Form, Kind, World};

use crate::{
    acts::{self, Found},
    assign::Rejected,
    clauses::Edge,
    discourse::Discourse,
    fillers::{Filler, Resolver},
    names::{Name, names},
    operators,
    output::{Output, Voice, words_span},
    proclitics::any_form,
    segment::{Material, Quoted, Segment},
    times::Reference,
};

/// A text (or title) with everything that is found once for all of it.
pub struct Text<'a> {
    /// The original.
    pub original: &'a str,
    /// Its folded form.
    pub shadow: Shadow,
    /// Title or not.
    pub within: Option<Part>,
    /// Tokens of the folded form.
    pub tokens: Vec<Token>,
    /// Sentences as ranges of tokens.
    pub sentences: Vec<Range<usize>>,
    /// Quotation marks.
    pub marks: Vec<QuoteSpan>,
    /// Names.
    pub names: Vec<Name>,
}

impl<'a> Text<'a> {
    /// Cuts and matches a text.
    pub fn new(original: &'a str, within: Option<Part>, language: &Language, world: &World) -> Text<'a> {
        let shadow = Shadow::new(original);
        let rules = &language.settings.tokens;
        let rules = TokenRules {
            apostrophe_joins: rules.apostrophe_joins,
            double_quote_joins: rules.double_quote_joins,
            final_apostrophe_after: rules.final_apostrophe_after.clone(),
            hyphen_joins: rules.hyphen_joins,
        };
        let tokens = text::tokens(shadow.text(), &rules);
        let abbreviations = language.settings.abbreviations.iter().map(|a| text::fold(a)).collect();
        let sentences = text::sentences(shadow.text(), &tokens, &SentenceRules { abbreviations });
        let first = |s: &String| s.chars().next();
        let pairs: Vec<(char, char)> = language.settings.quotation_marks.iter().filter_map(|(a, b)| Some((first(a)?, first(b)?))).collect();
        let marks = text::quotations(shadow.text(), &tokens, &pairs);
        let names = names(shadow.text(), language, world);
        Text { original, shadow, within, tokens, sentences, marks, names }
    }

    fn material<'b>(&'b self, language: &'b Language, reference: Reference) -> Material<'b> {
        Material { folded: self.shadow.text(), tokens: &self.tokens, names: &self.names, marks: &self.marks, language, reference }
    }

    /// Sentences, joined while a quotation is open: what is quoted stays with who says it.
    pub fn periods(&self) -> Vec<Range<usize>> {
        let mut out: Vec<Range<usize>> = Vec::new();
        let mut marks = self.marks.iter().filter(|m| m.depth == 0 && m.close.is_some()).peekable();
        let mut open_until = 0;
        for sentence in &self.sentences {
            if let Some(last) = out.last_mut().filter(|_| sentence.start <= open_until && open_until > 0) {
                last.end = sentence.end;
            } else {
                out.push(sentence.clone());
            }
            while let Some(mark) = marks.next_if(|m| m.open < sentence.end) {
                open_until = open_until.max(mark.close.unwrap_or(0));
            }
        }
        out
    }
}

/// What is asked of a pass besides the claims.
pub struct Trace {
    /// The segments read, with what was found and refused, for `explain`.
    pub segments: Vec<(Segment, Vec<Found>, Vec<Rejected>)>,
}

/// Reads the texts of one document into `output`.
pub struct Pass<'a> {
    /// The language.
    pub language: &'a Language,
    /// Who exists.
    pub world: &'a World,
    /// The day from which times count.
    pub reference: Reference,
    /// What has been spoken of.
    pub discourse: Discourse,
    /// How many quotations there are so far.
    pub quotations: usize,
    /// Filled where `explain` asks.
    pub trace: Option<Trace>,
}

impl Pass<'_> {
    /// Reads one text.
    pub fn read(&mut self, text: &Text<'_>, output: &mut Output<'_>) {
        for period in text.periods() {
            self.discourse.next_sentence();
            self.period(text, period, output);
        }
    }

    fn period(&mut self, text: &Text<'_>, period: Range<usize>, output: &mut Output<'_>) {
        let quoted = self.quoted(text, &period);
        if quoted.is_empty() && !self.worth_reading(text, &period) {
            return;
        }
        let segment = self.segment(text, period.clone(), &quoted, None, output);
        for (index, quote) in quoted.iter().enumerate() {
            self.quotation(text, quote, index, &segment, output);
        }
        self.keep(segment);
    }

    /// Whether a period can hold anything: an act or speech, with a name, or with a word that refers to what was named before.
    fn worth_reading(&self, text: &Text<'_>, period: &Range<usize>) -> bool {
        let begin = text.tokens.get(period.start).map_or(0, |t| t.start as usize);
        let end = period.end.checked_sub(1).and_then(|t| text.tokens.get(t)).map_or(0, |t| t.end as usize);
        let first = text.names.partition_point(|n| n.end <= begin);
        let named = text.names.get(first).is_some_and(|n| n.start < end);
        let before = self.discourse.topic().is_some() || self.discourse.two_states().is_some();
        if !named && !before {
            return false;
        }
        let folded = text.shadow.text();
        let lexicon = &self.language.lexicon;
        let (act, reference) = (Cell::new(false), Cell::new(false));
        text.tokens[period.clone()].iter().filter(|t| t.class == text::Class::Word).any(|t| {
            any_form(t.text(folded), self.language, &|form| {
                let trigger = lexicon.trigger(form);
                act.set(act.get() || trigger.act);
                reference.set(reference.get() || trigger.reference);
                trigger.speech || act.get() && (named || reference.get())
            })
        })
    }

    /// The quotations of a period that are speech: the rest are words in marks and stay in their sentence.
    fn quoted(&self, text: &Text<'_>, period: &Range<usize>) -> Vec<Quoted> {
        let folded = text.shadow.text();
        let from = text.marks.partition_point(|m| m.open < period.start);
        let mut out = Vec::new();
        for mark in text.marks[from..].iter().take_while(|m| m.open < period.end) {
            let Some(close) = mark.close.filter(|_| mark.depth == 0) else { continue };
            let words = text.tokens[mark.open + 1..close].iter().filter(|t| t.class == text::Class::Word).count();
            let before = mark.open.checked_sub(1).filter(|t| *t >= period.start).map(|t| text.tokens[t].text(folded));
            let after = text.tokens.get(close + 1).filter(|_| close + 1 < period.end).map(|t| t.text(folded));
            let last = close.checked_sub(1).map(|t| text.tokens[t].text(folded)).unwrap_or_default();
            let led = before.is_none_or(|b| matches!(b, ":" | "," | "–" | "—" | "." | "“" | "\""));
            let closed = after.is_some_and(|a| matches!(a, "," | "–" | "—")) || matches!(last, "," | "." | "?" | "!");
            let speech = (led && words >= 2 && (before.is_some() || closed || after.is_none_or(|a| a == "."))) || (closed && words >= 5) || words >= 12;
            if speech {
                out.push(Quoted { open: mark.open, close });
            }
        }
        out
    }

    /// Reads a segment: its claims, its indirect quotations, and what it names.
    fn segment(&mut self, text: &Text<'_>, range: Range<usize>, quoted: &[Quoted], voice: Option<&Voice>, output: &mut Output<'_>) -> Read {
        let material = text.material(self.language, self.reference);
        let segment = Segment::read(material, range.start, range.end, quoted);
        self.note_pair(text, &segment);
        let mut rejected = Vec::new();
        let (found, speeches, voices, spoken, according) = {
            let resolver = self.resolver(text, &segment, material);
            let found = acts::acts(&segment, material, &resolver, &mut rejected);
            let according = self.according(&segment, &resolver);
            let speeches = if voice.is_none() { self.speeches(&segment, material, &resolver) } else { Vec::new() };
            let voices: Vec<Option<Voice>> = found
                .iter()
                .map(|f| {
                    let according = according.as_ref().filter(|(phrase, _)| under_source(f.clause, *phrase, &segment));
                    self.voice_of(f, &segment, material, &resolver, according.map(|a| &a.1))
                })
                .collect();
            let spoken = self.named(&segment, material, &resolver);
            (found, speeches, voices, spoken, according)
        };
        // Indirect quotations come first, so that claims can point to them.
        let mut ids: Vec<(usize, String)> = Vec::new();
        for speech in speeches {
            let id = self.next_quotation();
            ids.push((speech.clause, id.clone()));
            output.quotations.push(Quotation {
                document: output.document.clone(),
                id,
                source: speech.source,
                anonymous: speech.anonymous,
                channel: self.channel(&segment, material),
                cue: Some(words_span(&segment, &text.shadow, speech.cue.0, speech.cue.1)),
                content: vec![words_span(&segment, &text.shadow, speech.content.0, speech.content.1)],
                direct: false,
                form: None,
                via: None,
                within: text.within,
            });
        }
        if let (Some((phrase, speaker)), None) = (&according, voice) {
            self.according_quotation(*phrase, speaker, text, &segment, material, output);
        }
        let before = output.claims.len();
        for (f, own) in found.iter().zip(&voices) {
            let said = f.status.said_by.first().and_then(|c| ids.iter().find(|(clause, _)| clause == c)).map(|(_, id)| id.clone());
            let combined = match (voice, own) {
                (Some(outer), Some(inner)) => Some(Voice { via: outer.speaker.clone(), direct: false, ..inner.clone() }),
                (Some(outer), None) => Some(outer.clone()),
                (None, Some(inner)) => Some(Voice { quotation: said, ..inner.clone() }),
                (None, None) => None,
            };
            output.claim(f, &segment, material, &text.shadow, combined.as_ref(), text.within);
        }
        for (entity, gender, weight) in spoken {
            self.discourse.name(&entity, gender, weight);
        }
        for claim in &output.claims[before..] {
            if claim.kind == claims::Kind::Participation {
                self.discourse.act(claim.role(claims::Role::Actor), claim.role(claims::Role::Agreement).first());
            }
        }
        Read { segment, found, rejected }
    }

    fn resolver<'b>(&'b self, text: &'b Text<'_>, segment: &'b Segment, material: Material<'b>) -> Resolver<'b> {
        Resolver {
            context: segment.context(material),
            pieces: &segment.pieces,
            world: self.world,
            shadow: &text.shadow,
            original: text.original,
            day: self.reference.day,
            discourse: &self.discourse,
        }
    }

    fn next_quotation(&mut self) -> String {
        self.quotations += 1;
        format!("q{}", self.quotations)
    }

    /// Two states named in one sentence are what "the two countries" means next.
    fn note_pair(&mut self, text: &Text<'_>, segment: &Segment) {
        let mut states: Vec<Entity> = Vec::new();
        for word in &segment.words {
            let Some(name) = word.name.and_then(|n| text.names.get(n)) else { continue };
            if name.kind == EntityType::State && !matches!(name.form, Form::Adjective | Form::Inhabitant | Form::Capital) {
                let item = self.world.item_at(name.item);
                if !states.iter().any(|s| s.id.as_deref() == Some(&*item.id)) {
                    let shown = text.original.get(text.shadow.original(name.start..name.end)).unwrap_or_default();
                    states.push(Entity::named(&*item.id, shown, item.kind));
                }
            }
        }
        if let [a, b] = states.as_slice() {
            self.discourse.pair(a, b);
        }
    }

    /// What the sentence names, for the sentences after it.
    fn named(&self, segment: &Segment, material: Material<'_>, resolver: &Resolver<'_>) -> Vec<(Entity, language::Gender, u32)> {
        let context = segment.context(material);
        let subjects: Vec<usize> = segment
            .clauses
            .iter()
            .zip(&segment.functions)
            .filter(|(c, _)| matches!(c.edge, Edge::Root))
            .filter_map(|(_, f)| f.subject.map(|s| s.phrase))
            .collect();
        let mut out = Vec::new();
        for (i, phrase) in segment.pieces.phrases.iter().enumerate() {
            if phrase.pronoun.is_some() || phrase.names.is_empty() {
                continue;
            }
            let weight = if subjects.contains(&i) { 3 } else { 1 };
            for filler in resolver.resolve(i) {
                if filler.entity.kind != EntityType::Other && !filler.antecedent {
                    let gender = phrase
                        .names
                        .iter()
                        .filter_map(|w| context.name(*w))
                        .find(|n| Some(&*self.world.item_at(n.item).id) == filler.entity.id.as_deref())
                        .map_or(language::Gender::Any, |n| n.gender);
                    out.push((filler.entity, gender, weight));
                }
            }
        }
        out
    }

    /// The voice of an act that a speech verb above it attributes, or "according to".
    fn voice_of(&self, found: &Found, segment: &Segment, material: Material<'_>, resolver: &Resolver<'_>, according: Option<&Filler>) -> Option<Voice> {
        let context = segment.context(material);
        let speaker = |clause: usize| -> Option<Filler> {
            let phrase = operators::speaker_phrase(clause, &segment.functions, &segment.clauses, &segment.pieces, context);
            phrase.and_then(|p| self.speaker(p.phrase, resolver))
        };
        let Some(clause) = found.status.said_by.first() else {
            let filler = according?;
            return Some(Voice {
                speaker: Some(filler.entity.clone()),
                anonymous: filler.anonymous,
                direct: false,
                channel: None,
                quotation: None,
                via: None,
            });
        };
        let filler = speaker(*clause);
        let via = found.status.said_by.get(1).and_then(|c| speaker(*c)).map(|f| f.entity);
        Some(Voice {
            anonymous: filler.as_ref().is_none_or(|f| f.anonymous),
            speaker: filler.map(|f| f.entity),
            direct: false,
            channel: self.channel(segment, material),
            quotation: None,
            via,
        })
    }

    /// Whom a phrase in front of a speech verb means; several speak together as the phrase names them.
    fn speaker(&self, phrase: usize, resolver: &Resolver<'_>) -> Option<Filler> {
        let mut all = resolver.resolve(phrase);
        if all.len() < 2 {
            return all.pop().or_else(|| self.described(phrase, resolver));
        }
        let mut together = self.described(phrase, resolver)?;
        together.entity.kind = all.first().map_or(EntityType::Other, |f| f.entity.kind);
        together.entity.of = all.into_iter().filter_map(|f| f.entity.id).collect();
        Some(together)
    }

    fn described(&self, phrase: usize, resolver: &Resolver<'_>) -> Option<Filler> {
        let p = resolver.pieces.phrases.get(phrase)?;
        let (a, b) = (resolver.context.words.get(p.start)?, resolver.context.words.get(p.end.checked_sub(1)?)?);
        let span = resolver.shadow.span(a.start..b.end);
        let name = resolver.original.get(resolver.shadow.original(a.start..b.end)).unwrap_or_default();
        let entity = Entity { id: None, start: Some(span.start), end: Some(span.end), ..Entity::named("", name, EntityType::Person) };
        Some(Filler { entity, organ: None, anonymous: false, antecedent: false })
    }

    /// The channel named in the sentence ("on Truth Social").
    fn channel(&self, segment: &Segment, material: Material<'_>) -> Option<String> {
        let context = segment.context(material);
        (0..segment.words.len())
            .filter_map(|w| context.name(w))
            .find(|n| n.table == Kind::Channels)
            .map(|n| self.world.item_at(n.item).id.to_string())
    }

    /// "According to American officials": the phrase and whom it means.
    fn according(&self, segment: &Segment, resolver: &Resolver<'_>) -> Option<(usize, Filler)> {
        let according = self.language.codes.according;
        let phrase = segment.pieces.units.iter().find_map(|u| match u {
            crate::phrases::Unit::Phrase(p) if segment.pieces.phrases[*p].marker == according => Some(*p),
            _ => None,
        })?;
        let filler = resolver.resolve(phrase).into_iter().next()?;
        let speaks = matches!(filler.entity.kind, EntityType::Person | EntityType::Office | EntityType::State | EntityType::Organization);
        speaks.then_some((phrase, filler))
    }

    fn according_quotation(&mut self, phrase: usize, speaker: &Filler, text: &Text<'_>, segment: &Segment, material: Material<'_>, output: &mut Output<'_>) {
        if !segment.quotes.is_empty() {
            return; // its words are quoted directly
        }
        let p = &segment.pieces.phrases[phrase];
        let Some(home) = segment.clauses.iter().position(|c| c.phrases.iter().any(|(q, _)| *q == phrase)) else { return };
        let (mut start, end) = segment.extent(home);
        // A subordinate clause before the main one is not what the source says.
        for (i, c) in segment.clauses.iter().enumerate() {
            if c.parent == Some(home) && matches!(c.edge, Edge::Adverbial(_)) && c.start <= start + 1 && c.end < p.start {
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
    fn speeches(&self, segment: &Segment, material: Material<'_>, resolver: &Resolver<'_>) -> Vec<Speech> {
        let context = segment.context(material);
        let mut out = Vec::new();
        for (i, clause) in segment.clauses.iter().enumerate() {
            let (Edge::Complement, Some(parent)) = (clause.edge, clause.parent) else { continue };
            let Some(verb) = segment.clauses[parent].verb.map(|v| &segment.pieces.verbs[v]) else { continue };
            let operator = verb.lemma.and_then(|l| self.language.lexicon.lemma(l).operator);
            if !operator.is_some_and(|o| o.is_speech() || o == Operator::Deny) || verb.negated.is_some() {
                continue;
            }
            let source = operators::speaker_phrase(parent, &segment.functions, &segment.clauses, &segment.pieces, context)
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
    fn quotation(&mut self, text: &Text<'_>, quote: &Quoted, index: usize, read: &Read, output: &mut Output<'_>) {
        let material = text.material(self.language, self.reference);
        let segment = &read.segment;
        let context = segment.context(material);
        let speech_clause = self.speech_clause(index, segment);
        let (source, cue) = {
            let resolver = self.resolver(text, segment, material);
            let by_verb = speech_clause.and_then(|c| {
                let phrase = operators::speaker_phrase(c, &segment.functions, &segment.clauses, &segment.pieces, context)?;
                self.speaker(phrase.phrase, &resolver)
            });
            let cue = speech_clause.and_then(|c| segment.clauses[c].verb).map(|v| {
                let verb = &segment.pieces.verbs[v];
                words_span(segment, &text.shadow, verb.start, verb.end)
            });
            let source = by_verb.or_else(|| self.according(segment, &resolver).map(|a| a.1)).or_else(|| self.before_colon(segment, &resolver));
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
        let (Some(first), Some(last)) = (text.tokens.get(quote.open + 1), text.tokens.get(quote.close.saturating_sub(1))) else { return };
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
        let inside = quote.open + 1..quote.close;
        let ranges: Vec<Range<usize>> = text
            .sentences
            .iter()
            .filter(|s| s.start < inside.end && s.end > inside.start)
            .map(|s| s.start.max(inside.start)..s.end.min(inside.end))
            .filter(|r| r.start < r.end)
            .collect();
        for range in ranges {
            let read = self.segment(text, range, &[], Some(&voice), output);
            self.keep(read);
        }
    }

    /// The clause whose speech verb introduces a quotation: the one in which it stands or one above, else the last of the
    /// sentence.
    fn speech_clause(&self, quote: usize, segment: &Segment) -> Option<usize> {
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
    fn before_colon(&self, segment: &Segment, resolver: &Resolver<'_>) -> Option<Filler> {
        let clause = segment.clauses.iter().find(|c| !c.phrases.is_empty())?;
        if clause.verb.is_some() || clause.phrases.len() != 1 {
            return None;
        }
        let colon = segment.words.get(clause.end).is_some_and(|w| resolver.context.folded.get(w.start..w.end) == Some(":"));
        let (phrase, _) = *clause.phrases.first()?;
        colon.then(|| resolver.resolve(phrase).into_iter().next())?
    }

    fn keep(&mut self, read: Read) {
        if let Some(trace) = &mut self.trace {
            trace.segments.push((read.segment, read.found, read.rejected));
        }
    }
}

/// A segment that has been read.
struct Read {
    segment: Segment,
    found: Vec<Found>,
    rejected: Vec<Rejected>,
}

/// An indirect quotation, as words of its segment.
struct Speech {
    clause: usize,
    source: Option<Entity>,
    anonymous: bool,
    cue: (usize, usize),
    content: (usize, usize),
}

/// Whether "according to X" covers a clause: all of the sentence but a subordinate clause that was complete before it.
fn under_source(clause: usize, phrase: usize, segment: &Segment) -> bool {
    let source = segment.pieces.phrases[phrase].start;
    let mut at = Some(clause);
    while let Some(c) = at {
        let here = &segment.clauses[c];
        if matches!(here.edge, Edge::Adverbial(_)) && here.end <= source {
            return false;
        }
        at = here.parent;
    }
    true
}
