//! The quotation lines of a sentence: whom each attribution means, where it was said, and what is said between the marks.

use std::ops::Range;

use claims::{Entity, EntityType, Quotation};
use language::{Gender, Number};
use world::Kind;

use crate::{
    attribution::{Attribution, attributions},
    evidence::words_span,
    fillers::{Filler, Resolver},
    output::{Output, Voice},
    part::Text,
    pass::{Pass, Read},
    phrases::{Phrase, Unit},
    segment::{Material, Quoted, Segment},
    speaker::Speaker,
    stretch::{Stretch, sentences},
};

/// The most words around a quotation that nobody says, for it to belong to who spoke before.
const ALONE: usize = 3;

/// An attribution whose speaker is known, and its line.
pub(crate) struct Utterance {
    /// The verb group of its cue.
    pub(crate) verb: Option<usize>,
    /// The first word of its cue.
    pub(crate) cue: Option<usize>,
    /// The words that are surely said.
    pub(crate) sure: Vec<(usize, usize)>,
    /// The quotations in it, as indices of the caller.
    pub(crate) quotes: Vec<usize>,
    /// The line's id, speaker and channel.
    pub(crate) voice: Voice,
}

impl Utterance {
    /// Whether a word stands in what is said.
    pub(crate) fn covers(&self, word: usize) -> bool {
        self.sure.iter().any(|(start, end)| (*start..*end).contains(&word))
    }
}

/// An attribution with whom it means.
pub(crate) struct Said {
    pub(crate) attribution: Attribution,
    pub(crate) filler: Option<Filler>,
    pub(crate) via: Option<Filler>,
}

impl Pass<'_> {
    /// "According to American officials": the phrase and whom it means.
    pub(crate) fn according(&self, segment: &Segment, resolver: &Resolver<'_>) -> Option<(usize, Filler)> {
        let according = self.language.codes.according;
        let phrase = segment.pieces.units.iter().find_map(|u| match u {
            Unit::Phrase(p) if segment.pieces.phrases[*p].marker == according => Some(*p),
            _ => None,
        })?;
        let filler = resolver.resolve(phrase).into_iter().next()?;
        let speaks = matches!(
            filler.entity.kind,
            EntityType::Person | EntityType::Office | EntityType::State | EntityType::Organization
        );
        speaks.then_some((phrase, filler))
    }

    /// Finds who says what in a segment and adds its lines to the output.
    pub(crate) fn utterances(
        &mut self,
        text: &Text<'_>,
        segment: &Segment,
        quoted: &[Quoted],
        material: Material<'_>,
        output: &mut Output<'_>,
    ) -> Vec<Utterance> {
        let said = {
            let resolver = self.resolver(text, segment, material);
            self.said(text, segment, quoted, &resolver)
        };
        let general = self.channel(segment, material);
        let mut out: Vec<Utterance> = Vec::new();
        let mut voices: Vec<Voice> = Vec::new();
        for one in said {
            let Said { attribution, filler, via } = one;
            let channel = self.publisher(&attribution, segment, material).or_else(|| general.clone());
            let speaker = filler.as_ref().map(|f| f.entity.clone());
            let anonymous = filler.as_ref().is_none_or(|f| f.anonymous);
            let outer = attribution.outer.and_then(|o| voices.get(o)).and_then(|v: &Voice| v.speaker.clone());
            let via = via.map(|f| f.entity).or(outer);
            let id = self.next_quotation();
            let content: Vec<claims::Span> = attribution.content.iter().map(|b| text.shadow.span(b.clone())).collect();
            output.quotations.push(Quotation {
                document: output.document.clone(),
                id: id.clone(),
                source: speaker.clone(),
                anonymous,
                channel: channel.clone(),
                cue: attribution.cue.map(|(start, end)| words_span(segment, &text.shadow, start, end)),
                content,
                direct: attribution.direct,
                form: None,
                via: via.clone(),
                within: text.within,
            });
            let told = attribution.verb.is_some() && !attribution.direct;
            let pieces = if told { pieces(text, &attribution) } else { Vec::new() };
            if !pieces.is_empty() {
                let id = self.next_quotation();
                output.quotations.push(Quotation {
                    document: output.document.clone(),
                    id,
                    source: speaker.clone(),
                    anonymous,
                    channel: channel.clone(),
                    cue: attribution.cue.map(|(start, end)| words_span(segment, &text.shadow, start, end)),
                    content: pieces.into_iter().map(|b| text.shadow.span(b)).collect(),
                    direct: true,
                    form: Some("mixed".to_owned()),
                    via: via.clone(),
                    within: text.within,
                });
            }
            if speaker.is_some() && attribution.outer.is_none() {
                self.discourse.speaks(speaker.clone(), anonymous);
            }
            let direct = attribution.direct;
            // Of an order or a threat the operators tell what it makes of the act.
            let group = attribution.verb.and_then(|v| segment.pieces.verbs.get(v));
            let reports = group.is_none_or(|g| g.operator.is_some_and(language::Operator::is_speech));
            let voice = Voice { speaker, anonymous, direct, channel: channel.clone(), quotation: Some(id), via };
            voices.push(voice.clone());
            out.push(Utterance {
                verb: attribution.verb,
                cue: attribution.cue.map(|c| c.0),
                sure: if reports { attribution.sure } else { Vec::new() },
                quotes: attribution.quotes,
                voice,
            });
        }
        out
    }

    /// The publisher to whom it was told: "told Reuters", "in an interview with the BBC".
    fn publisher(&self, attribution: &Attribution, segment: &Segment, material: Material<'_>) -> Option<String> {
        let context = segment.context(material);
        let name = (attribution.around.0..attribution.around.1)
            .filter_map(|w| context.name(w))
            .find(|n| matches!(n.table, Kind::Channels | Kind::Publishers))?;
        Some(self.world.item_at(name.item).id.to_string())
    }

    fn said(&self, text: &Text<'_>, segment: &Segment, quoted: &[Quoted], resolver: &Resolver<'_>) -> Vec<Said> {
        let mut out: Vec<Said> = Vec::new();
        for units in sentences(segment, text, quoted) {
            let stretch = Stretch::new(segment, text, quoted, units);
            let base = out.len();
            for mut attribution in attributions(&stretch) {
                let filler = match attribution.speaker {
                    Some(speaker) => self.whom(speaker, resolver),
                    None => self.carried(&attribution, &out, segment),
                };
                // "According to the treaty", "at the invitation of the king".
                let agreement = filler.as_ref().is_some_and(|f| f.entity.kind == EntityType::Agreement)
                    || attribution.speaker.is_some_and(|s| {
                        let head = resolver.pieces.phrases[s.phrase].head;
                        [self.language.codes.invitation, self.language.codes.bill]
                            .iter()
                            .any(|c| resolver.context.in_class(head, *c))
                    });
                if attribution.verb.is_none() && (filler.is_none() || agreement) {
                    continue; // "according to the treaty"
                }
                attribution.outer = attribution.outer.map(|o| o + base);
                let mut via = attribution.via.and_then(|v| self.whom(v, resolver));
                let mut filler = filler;
                // "reported, citing two officials": they say it, and the report hands it on.
                let cited = attribution.cited.and_then(|c| self.whom(c, resolver));
                if let Some(cited) = cited.filter(speaks) {
                    via = filler.replace(cited);
                }
                out.push(Said { attribution, filler, via });
            }
            self.unsaid(&stretch, resolver, &mut out);
            self.after_colon(&stretch, resolver, &mut out);
        }
        self.named_so(text, segment, quoted, resolver, &mut out);
        out
    }

    /// Quotations that no verb introduces: after a name and a colon, or alone, where who spoke before goes on.
    fn unsaid(&self, stretch: &Stretch<'_>, resolver: &Resolver<'_>, out: &mut Vec<Said>) {
        let units = (stretch.first..stretch.last).filter(|i| stretch.mark(*i).is_none());
        let words = units.filter_map(|i| stretch.words(i)).map(|(a, b)| b - a).sum::<usize>();
        for unit in stretch.first..stretch.last {
            let Some(quote) = stretch.quote(unit) else { continue };
            if out.iter().any(|s| s.attribution.quotes.contains(&quote)) {
                continue;
            }
            let Some(inside) = stretch.inside(quote) else { continue };
            let titled = self.before_colon(stretch, unit);
            let filler = match titled {
                Some(speaker) => self.whom(speaker, resolver),
                None if words <= ALONE => out.last().and_then(|s| s.filler.clone()).or_else(|| self.last_speaker()),
                None => continue,
            };
            let attribution = Attribution::alone(quote, inside);
            out.push(Said { attribution, filler, via: None });
        }
    }

    /// "Oslo: 'No conditions'": a phrase and a colon without a verb.
    fn before_colon(&self, stretch: &Stretch<'_>, quote: usize) -> Option<Speaker> {
        let colon = stretch.previous(quote).filter(|b| stretch.mark(*b) == Some(':'))?;
        let stop = |i: &usize| matches!(stretch.mark(*i), Some(';' | '؛'));
        let first = (stretch.first..colon).rev().find(stop).map_or(stretch.first, |i| i + 1);
        let verb = (first..colon).any(|i| stretch.verb(i).is_some());
        let mut phrases = (first..colon).filter_map(|i| stretch.phrase(i));
        let (phrase, p) = phrases.next()?;
        // "לבקשת הנשיא: הביקור נדחה": what is only the occasion says nothing.
        let named = p.marker == 0 || p.marker == self.language.codes.according;
        (!verb && named && phrases.next().is_none()).then_some(Speaker { phrase, words: (p.start, p.end) })
    }

    /// "Petro: Colombia to break off relations": a name, a colon and a clause at the head.
    fn after_colon(&self, stretch: &Stretch<'_>, resolver: &Resolver<'_>, out: &mut Vec<Said>) {
        let Some(colon) = (stretch.first..stretch.last).find(|i| stretch.mark(*i) == Some(':')) else { return };
        let Some(speaker) = self.before_colon(stretch, colon + 1) else { return };
        let end =
            (colon + 1..stretch.last).find(|i| matches!(stretch.mark(*i), Some(';' | '؛'))).unwrap_or(stretch.last);
        let clause = (colon + 1..end).any(|i| stretch.verb(i).is_some()) && stretch.quote(colon + 1).is_none();
        let said = out.iter().any(|s| s.attribution.begins_within(colon + 1..end));
        let filler = self
            .whom(speaker, resolver)
            .filter(|f| f.entity.kind != EntityType::Person || f.entity.id.is_some() || f.anonymous);
        let filler = filler.filter(speaks);
        // "New Delhi: In a sign of tension, ...": where a text of several sentences begins, a town and a colon tell where it was
        // written.
        let town = stretch.segment.pieces.phrases.iter().find(|p| p.start == speaker.words.0).is_some_and(|p| {
            let name = stretch.context.name(p.head);
            name.is_some_and(|n| n.kind == claims::EntityType::Place || n.form == world::Form::Capital)
        });
        let first = stretch.context.words.first().is_some_and(|w| w.start == 0);
        let ends = stretch.context.words.last().map_or(0, |w| w.end);
        let goes_on = resolver.original.trim_end().len() > ends + 1;
        if town && first && goes_on {
            return;
        }
        if let (true, false, Some(filler)) = (clause, said, filler)
            && let Some(attribution) = Attribution::told(stretch, colon + 1..end, speaker)
        {
            out.push(Said { attribution, filler: Some(filler), via: None });
        }
    }

    /// A verb of saying without a speaker of its own: who spoke last in the sentence, or before it.
    fn carried(&self, attribution: &Attribution, said: &[Said], segment: &Segment) -> Option<Filler> {
        let verb = attribution.verb.and_then(|v| segment.pieces.verbs.get(v))?;
        let past = self.language.settings.order.participle_is_past
            && verb.start == verb.head
            && verb.operator.is_some_and(language::Operator::is_speech);
        if verb.passive && !verb.infinitive && !past {
            return None;
        }
        if let Some(last) = said.last().filter(|s| s.attribution.outer.is_none()) {
            return last.filler.clone().map(|f| Filler { antecedent: true, ..f });
        }
        let drops = self.language.settings.order.subject_may_follow;
        if !drops && !attribution.direct {
            return None;
        }
        // Whoever acted in the sentence before goes on, rather than whom it names besides.
        let gender = verb.features.gender;
        let person = self.discourse.last(&[EntityType::Person], gender, Number::Any);
        if let Some(protagonist) = self.discourse.protagonist(gender) {
            return Some(before(protagonist));
        }
        self.later(person.map(|e| e.id.clone())).or_else(|| person.map(before)).or_else(|| self.last_speaker())
    }

    fn last_speaker(&self) -> Option<Filler> {
        let anonymous = self.discourse.speaker_anonymous;
        // The words that name him stand where he spoke before.
        self.discourse.speaker.as_ref().map(|e| Filler { entity: e.clone(), organ: None, anonymous, antecedent: true })
    }

    /// The last speaker, where he spoke after the other was last named.
    fn later(&self, other: Option<Option<String>>) -> Option<Filler> {
        let sentence = other.flatten().and_then(|id| self.discourse.named_in(&id));
        self.last_speaker().filter(|f| {
            matches!(f.entity.kind, EntityType::Person | EntityType::Office | EntityType::Other)
                && sentence.is_none_or(|s| self.discourse.spoke_in() > s)
        })
    }

    /// Whom the words of a speaker mean, and where they stand.
    pub(crate) fn whom(&self, speaker: Speaker, resolver: &Resolver<'_>) -> Option<Filler> {
        let phrase = resolver.pieces.phrases.get(speaker.phrase)?;
        let own = phrase.pronoun.filter(|_| phrase.features.person == 3);
        // An ending of the preposition stands for he or she ("לדבריו").
        let code = own.map(|p| if p == 0 { "he" } else { self.language.lexicon.code_name(p) });
        let mut filler = match code {
            Some("he" | "she") => {
                if own == Some(0)
                    && let Some(leader) = self.discourse.protagonist(phrase.features.gender)
                {
                    return Some(before(leader));
                }
                let found = resolver.resolve(speaker.phrase).pop();
                let id = found.as_ref().map(|f| f.entity.id.clone());
                let gender = phrase.features.gender;
                let listed = |e: &Entity| e.id.is_none() || gender == Gender::Any;
                // A state that happens to be masculine has no words of its own where somebody has just spoken.
                let person = |f: &Filler| matches!(f.entity.kind, EntityType::Person | EntityType::Office);
                let spoke = || self.last_speaker().filter(|f| person(f) && !found.as_ref().is_some_and(person));
                let later = self.later(id).or_else(spoke).filter(|f| found.is_none() || listed(&f.entity));
                later.or(found)
            }
            // "the official said": the one who spoke before.
            _ if self.takes_up(phrase, resolver) => self.last_speaker(),
            _ => self.speaker(speaker.phrase, resolver),
        };
        if filler.is_none() {
            filler = self.described(speaker.words, resolver);
        }
        let mut filler = filler?;
        if filler.anonymous && filler.entity.state.is_none() {
            // "a Saudi official source"
            let states = (speaker.words.0..phrase.start).filter_map(|w| resolver.context.name(w));
            let state = states.filter(|n| n.kind == EntityType::State).map(|n| self.world.item_at(n.item)).next();
            filler.entity.state = state.map(|s| s.id.to_string());
        }
        if filler.entity.id.is_none() && !filler.antecedent && code.is_none() && phrase.start > speaker.words.0 {
            // "Mr. Odera"
            if let Some(whole) = self.described(speaker.words, resolver) {
                filler.entity.name = whole.entity.name;
                (filler.entity.start, filler.entity.end) = (whole.entity.start, whole.entity.end);
            }
        }
        let own = (phrase.start, phrase.end) == speaker.words && filler.entity.start.is_some() && code.is_none();
        if !own && let Some(place) = span_of(speaker.words, resolver) {
            let inside =
                filler.entity.start.zip(filler.entity.end).is_some_and(|(a, b)| place.start <= a && b <= place.end);
            if !inside {
                (filler.entity.start, filler.entity.end) = (Some(place.start), Some(place.end));
            }
        }
        Some(filler)
    }

    /// Whether a bare "the official" means the unnamed one who spoke before.
    fn takes_up(&self, phrase: &Phrase, resolver: &Resolver<'_>) -> bool {
        let bare = phrase.definite
            && phrase.names.is_empty()
            && phrase.adjectives.is_empty()
            && phrase.genitives.is_empty()
            && phrase.members.is_empty()
            && phrase.end - phrase.start <= 2;
        bare && self.discourse.speaker_anonymous
            && self.discourse.speaker.as_ref().is_some_and(|s| s.kind == EntityType::Person)
            && resolver.context.in_class(phrase.head, self.language.codes.official)
    }

    /// Whom a phrase in front of a speech verb means; several speak together as the phrase names them.
    pub(crate) fn speaker(&self, phrase: usize, resolver: &Resolver<'_>) -> Option<Filler> {
        let p = resolver.pieces.phrases.get(phrase)?;
        let mut all = resolver.resolve(phrase);
        for filler in all.iter_mut().filter(|f| f.entity.kind == EntityType::Place) {
            // "In Tehran they deny": its government.
            let place = filler.entity.id.as_deref().and_then(|id| self.world.item(id));
            let state = place.and_then(|p| p.attribute("stands_for")).and_then(|s| self.world.item(s))?;
            let (start, end) = (filler.entity.start, filler.entity.end);
            filler.entity = Entity {
                start,
                end,
                ..Entity::named(&*state.id, self.world.name(state, &self.language.tag), state.kind)
            };
        }
        // "לדברי המשרד": the marker is no part of the name.
        let words = (if p.marker == 0 { p.start } else { p.head.min(p.start + 1) }, p.end);
        if all.len() < 2 {
            return all.pop().or_else(|| self.described(words, resolver));
        }
        let mut together = self.described(words, resolver)?;
        together.entity.kind = all.first().map_or(EntityType::Other, |f| f.entity.kind);
        together.entity.of = all.into_iter().filter_map(|f| f.entity.id).collect();
        Some(together)
    }

    fn described(&self, words: (usize, usize), resolver: &Resolver<'_>) -> Option<Filler> {
        let span = span_of(words, resolver)?;
        let (a, b) = (resolver.context.words.get(words.0)?, resolver.context.words.get(words.1.checked_sub(1)?)?);
        let name = resolver.original.get(resolver.shadow.original(a.start..b.end)).unwrap_or_default();
        let entity = Entity {
            id: None,
            start: Some(span.start),
            end: Some(span.end),
            ..Entity::named("", name, EntityType::Person)
        };
        Some(Filler { entity, organ: None, anonymous: false, antecedent: false })
    }

    /// Reads what stands between the marks of a quotation, said by its speaker.
    pub(crate) fn quotation(&mut self, text: &Text<'_>, quote: &Quoted, voice: &Voice, output: &mut Output<'_>) {
        self.discourse.speaker.clone_from(&voice.speaker);
        self.discourse.speaker_anonymous = voice.anonymous;
        self.discourse.quoting = true;
        for range in text.inside(quote) {
            let read: Read = self.segment(text, range, &[], Some(voice), output);
            self.keep(read);
        }
        self.discourse.quoting = false;
    }
}

/// Whether somebody, and no document or reason, is meant.
fn speaks(filler: &Filler) -> bool {
    let kind = matches!(
        filler.entity.kind,
        EntityType::Person | EntityType::Office | EntityType::State | EntityType::Organization
    );
    filler.anonymous || kind && filler.entity.id.is_some() || filler.entity.kind == EntityType::Person
}

/// Somebody named before, without a place here.
fn before(entity: &Entity) -> Filler {
    Filler {
        entity: Entity { start: None, end: None, ..entity.clone() },
        organ: None,
        anonymous: false,
        antecedent: true,
    }
}

fn span_of(words: (usize, usize), resolver: &Resolver<'_>) -> Option<claims::Span> {
    let (a, b) = (resolver.context.words.get(words.0)?, resolver.context.words.get(words.1.checked_sub(1)?)?);
    (a.start < b.end).then(|| resolver.shadow.span(a.start..b.end))
}

/// The pieces between marks within what is told in other words: "would be 'a very grave mistake'". One or two words may be a name or a
/// term.
fn pieces(text: &Text<'_>, attribution: &Attribution) -> Vec<Range<usize>> {
    let byte = |token: usize| text.tokens.get(token).map_or(0, |t| t.start as usize);
    let mut out = Vec::new();
    for range in &attribution.content {
        let next = text.marks.partition_point(|m| byte(m.open) < range.start.saturating_sub(4));
        for mark in text.marks[next..].iter().take_while(|m| byte(m.open) < range.end).filter(|m| m.depth == 0) {
            let Some(close) = mark.close else { continue };
            let inside = text.tokens.get(mark.open + 1..close).unwrap_or_default();
            let words = inside.iter().filter(|t| t.class == text::Class::Word);
            // In a language with capitals a title has one in every long word.
            let title = words
                .clone()
                .filter(|t| t.end - t.start > 3)
                .all(|t| t.text(text.shadow.text()).chars().next().is_some_and(char::is_uppercase));
            if let (Some(first), Some(last)) = (inside.first(), inside.last())
                && words.count() > 2
                && !title
                && first.start < last.end
            {
                out.push(first.start as usize..last.end as usize);
            }
        }
    }
    out
}
