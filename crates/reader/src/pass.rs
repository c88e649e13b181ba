//! One document from text to lines: sentences, quotations with their speakers, acts, and what each sentence leaves behind for
//! the next.

use std::ops::Range;

use claims::{Entity, EntityType};
use language::Language;
use world::{Form, Kind, World};

use crate::{
    acts::{self, Found},
    assign::Rejected,
    clauses::Edge,
    discourse::Discourse,
    fillers::{Filler, Resolver},
    operators,
    output::{Output, Voice},
    part::Text,
    segment::{Material, Quoted, Segment},
    speech::Utterance,
    times::{Reference, Stretch},
};

/// What is asked of a pass besides the claims.
#[derive(Default)]
pub struct Trace {
    /// How many sentences went through the gate.
    pub read: usize,
    /// How many did not.
    pub passed_over: usize,
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
    /// The times of sentences that were read whole, so that the layer of times need not read them again.
    pub times: Vec<Stretch>,
    /// The last act of the sentence before, which "followed suit" takes up.
    pub earlier: Option<Found>,
    /// Filled where `explain` asks.
    pub trace: Option<Trace>,
}

impl Pass<'_> {
    /// Reads one text.
    pub fn read(&mut self, text: &Text<'_>, output: &mut Output<'_>) {
        // Who spoke last in the title speaks on in the text, but stands nowhere in it.
        if let Some(speaker) = &mut self.discourse.speaker {
            (speaker.start, speaker.end) = (None, None);
        }
        for period in text.periods() {
            self.discourse.next_sentence();
            self.period(text, period, output);
        }
    }

    fn period(&mut self, text: &Text<'_>, period: Range<usize>, output: &mut Output<'_>) {
        let quoted = self.quoted(text, &period);
        let read = !quoted.is_empty() || self.worth_reading(text, &period);
        if let Some(trace) = &mut self.trace {
            trace.read += usize::from(read);
            trace.passed_over += usize::from(!read);
        }
        if !read {
            return;
        }
        let mut read = self.segment(text, period, &quoted, None, output);
        for utterance in std::mem::take(&mut read.utterances) {
            for quote in utterance.quotes.iter().filter_map(|q| quoted.get(*q)) {
                self.quotation(text, quote, &utterance.voice, output);
            }
        }
        self.keep(read);
    }

    /// Whether a period can hold anything: an act or speech, with a name, or with a word that refers to what was named before.
    fn worth_reading(&self, text: &Text<'_>, period: &Range<usize>) -> bool {
        let begin = text.tokens.get(period.start).map_or(0, |t| t.start as usize);
        let end = period.end.checked_sub(1).and_then(|t| text.tokens.get(t)).map_or(0, |t| t.end as usize);
        let first = text.names.partition_point(|n| n.end <= begin);
        let named = text.names.get(first).is_some_and(|n| n.start < end);
        let before = self.discourse.topic().is_some() || self.discourse.two_states().is_some();
        let can = text.gate.within(period.clone());
        can.speech || can.acts() && (named || before && (can.reference || can.pronoun))
    }

    /// The quotations of a period that are speech: the rest are words in marks and stay in their sentence.
    pub(crate) fn quoted(&self, text: &Text<'_>, period: &Range<usize>) -> Vec<Quoted> {
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
            let ended = matches!(last, "," | "." | "?" | "!");
            let alone = words == 1
                && (matches!(before, None | Some("," | ":")) && ended || before.is_none() && after == Some(","));
            let speech = alone
                || (led && words >= 2 && (before.is_some() || closed || after.is_none_or(|a| a == ".")))
                || (closed && words >= 5)
                || words >= 12;
            if speech {
                out.push(Quoted { open: mark.open, close });
            }
        }
        out
    }

    /// Reads a segment: its claims, its indirect quotations, and what it names.
    pub(crate) fn segment(
        &mut self,
        text: &Text<'_>,
        range: Range<usize>,
        quoted: &[Quoted],
        voice: Option<&Voice>,
        output: &mut Output<'_>,
    ) -> Read {
        let material = text.material(self.language, self.reference);
        let can = text.gate.within(range.clone());
        let named = Material { surnames: self.discourse.surnames(), ..material };
        let segment = Segment::read(named, range.start, range.end, quoted);
        if segment.whole && voice.is_none() {
            self.times.push(Stretch::new(range, &segment.words, &segment.times));
        }
        self.note_pair(text, &segment);
        let mut rejected = Vec::new();
        // The attributions come first, so that claims can point to them.
        let utterances = match voice {
            None => self.utterances(text, &segment, quoted, material, output),
            Some(_) => Vec::new(),
        };
        let (found, voices, spoken, according, group, acting, texts, matter) = {
            let resolver = self.resolver(text, &segment, material);
            // A sentence that only says something holds no act.
            let mut found = Vec::new();
            if can.acts() {
                found = acts::acts(&segment, material, &resolver, self.earlier.as_ref(), &mut rejected);
                found.extend(crate::mediation::mediations(&segment, material, &resolver, &found));
                found.extend(crate::attributes::attributes(&segment, material, &resolver));
            }
            let according = self.according(&segment, &resolver);
            let voices: Vec<Option<Voice>> = found
                .iter()
                .map(|f| {
                    let according = according.as_ref().filter(|(phrase, _)| under_source(f.clause, *phrase, &segment));
                    self.voice_of(f, &segment, material, &resolver, according.map(|a| &a.1), &utterances)
                })
                .collect();
            let spoken = self.named(&segment, material, &resolver);
            let group = plural_subject(&segment, &resolver);
            let acting = if voice.is_none() { acting(&segment, &resolver) } else { None };
            let texts = mentioned(&segment, &resolver);
            let matter = resolver.put_to_the_vote(segment.words.len());
            (found, voices, spoken, according, group, acting, texts, matter)
        };
        if let Some((person, gender)) = acting {
            self.discourse.leads(person, gender);
        }
        if let Some(group) = group {
            self.discourse.together(&group);
        }
        if voice.is_none() {
            self.earlier = found.iter().rev().find(|f| f.told.is_none()).cloned();
        }
        let before = output.claims.len();
        for (f, own) in found.iter().zip(&voices) {
            let said = match f.status.said_by.first() {
                Some(clause) => {
                    let verb = segment.clauses[*clause].verb;
                    utterances.iter().find(|u| u.verb.is_some() && u.verb == verb)
                }
                None => {
                    let source = according.as_ref().map(|(phrase, _)| segment.pieces.phrases[*phrase].start);
                    utterances.iter().find(|u| u.verb.is_none() && u.cue.is_some() && u.cue == source)
                }
            };
            let said = said.and_then(|u| u.voice.quotation.clone());
            let combined = match (voice, own) {
                (Some(outer), Some(inner)) => {
                    Some(Voice { via: outer.speaker.clone(), direct: false, ..inner.clone() })
                }
                (Some(outer), None) => Some(outer.clone()),
                (None, Some(inner)) => Some(Voice { quotation: said, ..inner.clone() }),
                // The words around it say whose it is, though the clause tree does not.
                (None, None) => utterances.iter().rfind(|u| u.covers(f.predicate.0)).map(|u| u.voice.clone()),
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
            if let Some([a, b]) = two_sides(claim, self.world).as_deref() {
                self.discourse.pair(a, b);
            }
            // An agreement known by its description is what "it" and "the treaty" mean from here on.
            for agreement in claim.role(claims::Role::Agreement) {
                if agreement.kind == EntityType::Agreement && agreement.id.as_deref().is_some_and(|id| id.contains('.'))
                {
                    self.discourse.name(agreement, language::Gender::Any, 1);
                }
            }
        }
        for claim in output.claims[before..].iter().filter(|c| c.kind == claims::Kind::Contact) {
            // Who hosts the talks of two others is none of them.
            let guests = claim.role(claims::Role::Participant);
            let sides = [claims::Role::Actor, claims::Role::Host].iter().flat_map(|r| claim.role(*r));
            let all: Vec<Entity> = guests.iter().chain(sides.filter(|_| guests.len() < 2)).cloned().collect();
            if all.len() > 1 && all.iter().all(|e| e.id.is_some() || e.state.is_some()) {
                self.discourse.meets(all);
            }
        }
        for claim in output.claims[before..].iter().filter(|c| c.kind == claims::Kind::Relation) {
            if let Some(object) = claim.role(claims::Role::Object).first() {
                self.discourse.recognize(object);
            }
        }
        if let Some(matter) = matter {
            self.discourse.put_forward(matter);
        }
        // What acts are done on is what the text is about, more than what it only names.
        let done = output.claims[before..].iter().flat_map(|c| c.role(claims::Role::Agreement));
        let listed = done.filter(|a| a.id.as_deref().is_some_and(|id| self.world.item(id).is_some()));
        let listed: Vec<Entity> = listed.cloned().collect();
        for agreement in listed {
            self.discourse.done_on(&agreement);
        }
        let context = segment.context(material);
        let nouns = segment.pieces.phrases.iter().filter(|p| p.names.is_empty() && p.pronoun.is_none());
        self.discourse.speaks_of(nouns.filter_map(|p| Some((context.lemma(p.head)?, p.features.number))));
        // So is one that is only mentioned, where nothing is told of it.
        let acted = output.claims[before..].iter().flat_map(|c| c.role(claims::Role::Agreement));
        if !acted.into_iter().any(|a| a.id.as_deref().is_some_and(|id| id.contains('.'))) {
            for (agreement, parties) in texts {
                self.discourse.name(&agreement, language::Gender::Any, 1);
                self.discourse.between(&agreement, &parties);
            }
        }
        Read { segment, found, rejected, utterances }
    }

    pub(crate) fn resolver<'b>(
        &'b self,
        text: &'b Text<'_>,
        segment: &'b Segment,
        material: Material<'b>,
    ) -> Resolver<'b> {
        Resolver {
            context: segment.context(material),
            pieces: &segment.pieces,
            world: self.world,
            shadow: &text.shadow,
            original: text.original,
            day: self.reference.day,
            discourse: &self.discourse,
            explains: self.trace.is_some(),
        }
    }

    pub(crate) fn next_quotation(&mut self) -> String {
        self.quotations += 1;
        format!("q{}", self.quotations)
    }

    /// Two states named in one sentence are what "the two countries" means next.
    fn note_pair(&mut self, text: &Text<'_>, segment: &Segment) {
        let mut states: Vec<Entity> = Vec::new();
        for word in &segment.words {
            let Some(name) = word.name.and_then(|n| text.names.get(n)) else { continue };
            if name.kind == EntityType::State
                && !matches!(name.form, Form::Adjective | Form::Inhabitant | Form::Capital)
            {
                let item = self.world.item_at(name.item);
                if !states.iter().any(|s| s.id.as_deref() == Some(&*item.id)) {
                    let shown = text.original.get(text.shadow.original(name.start..name.end)).unwrap_or_default();
                    states.push(Entity::named(&*item.id, shown, item.kind));
                }
            }
        }
        // "Xi did not mention Taiwan at the meeting with Trump": two people of two states are the two.
        let people =
            segment.words.iter().filter_map(|w| text.names.get(w.name?)).filter(|n| n.kind == EntityType::Person);
        let mut own: Vec<Entity> = Vec::new();
        for item in people.map(|n| self.world.item_at(n.item)) {
            let terms = self.reference.day.map(|day| self.world.offices_of(&item.id, day)).unwrap_or_default();
            let state = terms.first().map(|t| &*t.body).or(item.state.as_deref()).and_then(|s| self.world.item(s));
            if let Some(state) = state.filter(|s| s.kind == EntityType::State)
                && !own.iter().any(|s| s.id.as_deref() == Some(&*state.id))
            {
                own.push(Entity::named(&*state.id, self.world.name(state, &self.language.tag), state.kind));
            }
        }
        let pair = if own.len() == 2 && states.len() == 2 { own } else { states };
        if let [a, b] = pair.as_slice() {
            self.discourse.pair(a, b);
        }
    }

    /// What the sentence names, for the sentences after it.
    fn named(
        &self,
        segment: &Segment,
        material: Material<'_>,
        resolver: &Resolver<'_>,
    ) -> Vec<(Entity, language::Gender, u32)> {
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
            // "NATO membership" speaks of the alliance.
            for name in phrase.adjectives.iter().filter_map(|w| resolver.named(*w)) {
                if matches!(name.entity.kind, EntityType::Agreement | EntityType::Organization | EntityType::Forum) {
                    out.push((name.entity, language::Gender::Any, 1));
                }
            }
            // "The court has opened an inquiry": what is spoken of again.
            if phrase.names.is_empty() && phrase.definite && phrase.pronoun.is_none() {
                let texts = [EntityType::Agreement, EntityType::Organization, EntityType::Forum];
                let again = resolver.resolve(i).into_iter().filter(|f| f.antecedent && texts.contains(&f.entity.kind));
                out.extend(again.map(|f| (f.entity, language::Gender::Any, 1)));
            }
            if phrase.pronoun.is_some() || phrase.names.is_empty() {
                continue;
            }
            // "The cabinet of Chile approved": Chile did.
            let organ = |s: &usize| {
                let p = &segment.pieces.phrases[*s];
                p.genitives.contains(&i) && context.classes(p.head).any(|c| c.starts_with("organ."))
            };
            let weight = if subjects.contains(&i) || subjects.iter().any(organ) { 3 } else { 1 };
            for filler in resolver.resolve(i) {
                if filler.entity.kind != EntityType::Other && !filler.antecedent && !resolver.publishes(&filler.entity)
                {
                    let gender = phrase
                        .names
                        .iter()
                        .filter_map(|w| context.name(*w))
                        .find(|n| Some(&*self.world.item_at(n.item).id) == filler.entity.id.as_deref())
                        .map_or(language::Gender::Any, |n| n.gender);
                    // "The Ukrainian president ... the country": the state for which somebody stands has been spoken of too.
                    let state = filler.entity.state.as_deref().filter(|_| filler.entity.kind != EntityType::State);
                    if let Some(item) = state.and_then(|s| self.world.item(s)).filter(|i| i.kind == EntityType::State) {
                        let name = self.world.name(item, &self.language.tag);
                        out.push((Entity::named(&*item.id, name, item.kind), language::Gender::Any, weight));
                    }
                    out.push((filler.entity, gender, weight));
                }
            }
        }
        out
    }

    /// The voice of an act that a speech verb above it attributes, or "according to".
    fn voice_of(
        &self,
        found: &Found,
        segment: &Segment,
        material: Material<'_>,
        resolver: &Resolver<'_>,
        according: Option<&Filler>,
        utterances: &[Utterance],
    ) -> Option<Voice> {
        let context = segment.context(material);
        let told = |clause: usize| {
            let verb = segment.clauses.get(clause).and_then(|c| c.verb);
            utterances
                .iter()
                .find(|u| verb.is_some() && u.verb == verb)
                .map(|u| &u.voice)
                .filter(|v| v.speaker.is_some())
        };
        let speaker = |clause: usize| -> Option<Filler> {
            if let Some(voice) = told(clause) {
                let entity = voice.speaker.clone()?;
                return Some(Filler { entity, organ: None, anonymous: voice.anonymous, antecedent: false });
            }
            let phrase =
                operators::speaker_phrase(clause, &segment.functions, &segment.clauses, &segment.pieces, context);
            phrase.and_then(|p| self.speaker(p.phrase, resolver))
        };
        if let Some(filler) = found.status.source.and_then(|p| self.speaker(p, resolver)) {
            let via = found.status.said_by.first().and_then(|c| speaker(*c)).map(|f| f.entity);
            return Some(Voice {
                anonymous: filler.anonymous,
                via: via.filter(|v| v.key() != filler.entity.key()),
                speaker: Some(filler.entity),
                direct: false,
                channel: None,
                quotation: None,
            });
        }
        let Some(clause) = found.status.said_by.first() else {
            let filler = according?;
            // The source may hand on what somebody else says.
            let source = utterances.iter().find(|u| {
                u.verb.is_none() && u.cue.is_some_and(|c| segment.pieces.phrases.iter().any(|p| p.start == c))
            });
            if let Some(source) = source.filter(|u| u.voice.speaker.is_some()) {
                return Some(Voice { direct: false, ..source.voice.clone() });
            }
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
        let told = told(*clause);
        let via = via.or_else(|| told.and_then(|v| v.via.clone()));
        Some(Voice {
            anonymous: filler.as_ref().is_none_or(|f| f.anonymous),
            speaker: filler.map(|f| f.entity),
            direct: false,
            channel: told.and_then(|v| v.channel.clone()).or_else(|| self.channel(segment, material)),
            quotation: None,
            via,
        })
    }

    /// The channel named in the sentence ("on Truth Social").
    pub(crate) fn channel(&self, segment: &Segment, material: Material<'_>) -> Option<String> {
        let context = segment.context(material);
        (0..segment.words.len())
            .filter_map(|w| context.name(w))
            .find(|n| n.table == Kind::Channels)
            .map(|n| self.world.item_at(n.item).id.to_string())
    }

    pub(crate) fn keep(&mut self, read: Read) {
        if let Some(trace) = &mut self.trace {
            trace.segments.push((read.segment, read.found, read.rejected));
        }
    }
}

/// A segment that has been read.
pub(crate) struct Read {
    pub(crate) segment: Segment,
    pub(crate) found: Vec<Found>,
    pub(crate) rejected: Vec<Rejected>,
    pub(crate) utterances: Vec<Utterance>,
}

/// The agreements that a segment describes, with those between whom they are.
fn mentioned(segment: &Segment, resolver: &Resolver<'_>) -> Vec<(Entity, Vec<Entity>)> {
    let clauses = segment.clauses.iter().zip(&segment.functions);
    let placed = clauses.flat_map(|(c, f)| c.phrases.iter().map(|(p, _)| (*p, f.subject.map(|s| s.phrase))));
    placed.filter_map(|(p, subject)| resolver.mentioned(p, subject)).take(8).collect()
}

/// The two states of an act between two, which "the two countries" means next.
fn two_sides(claim: &claims::Claim, world: &World) -> Option<Vec<Entity>> {
    use claims::Role;
    let roles = [Role::Party, Role::Participant, Role::Actor, Role::Counterpart, Role::Host, Role::Object];
    let mut states: Vec<Entity> = Vec::new();
    for filler in roles.iter().flat_map(|r| claim.role(*r)) {
        let state = world.item(filler.state_id()?)?;
        if !states.iter().any(|s| s.id.as_deref() == Some(&*state.id)) {
            states.push(Entity::named(&*state.id, filler.name.clone(), state.kind));
        }
    }
    (states.len() == 2 && states.iter().all(|s| s.kind == EntityType::State)).then_some(states)
}

/// The one person who is the subject of the first main clause, with the gender of the phrase.
fn acting(segment: &Segment, resolver: &Resolver<'_>) -> Option<(Entity, language::Gender)> {
    let mut subjects = segment.clauses.iter().zip(&segment.functions).filter(|(c, _)| c.edge == Edge::Root);
    let subject = subjects.find_map(|(_, f)| f.subject)?;
    let phrase = &segment.pieces.phrases[subject.phrase];
    let mut fillers = resolver.resolve(subject.phrase);
    let one = fillers.pop().filter(|f| fillers.is_empty() && !f.anonymous)?;
    let person = matches!(one.entity.kind, EntityType::Person | EntityType::Office);
    (person && phrase.pronoun.is_none()).then_some((one.entity, phrase.features.gender))
}

/// Whom the last main clause with a plural subject had as its subject, for "they" in the sentences after.
fn plural_subject(segment: &Segment, resolver: &Resolver<'_>) -> Option<Vec<Entity>> {
    let subjects = segment.clauses.iter().zip(&segment.functions).rev().filter(|(c, _)| c.edge == Edge::Root);
    let subject = subjects.filter_map(|(_, f)| f.subject).find(|s| {
        let phrase = &segment.pieces.phrases[s.phrase];
        phrase.features.number == language::Number::Plural && phrase.pronoun.is_none()
    })?;
    Some(resolver.resolve(subject.phrase).into_iter().map(|f| f.entity).collect())
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
