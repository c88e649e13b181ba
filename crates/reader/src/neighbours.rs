//! What a noun phrase asks of the words beside it while it is being built: does a name go on, is this a title, a possessive,
//! the first of a construct chain.

use language::Pos;
use text::Class;

use crate::phrases::{Parser, Phrase};

impl Parser<'_> {
    /// The word after a pair of quotation marks with a few words in it and a noun behind.
    pub(crate) fn described_in_marks(&self, at: usize) -> Option<usize> {
        let c = self.context;
        let mark =
            |w: usize| c.text(w).chars().next().filter(|m| matches!(m, '"' | '\'' | '“' | '”' | '‘' | '’' | '«' | '»'));
        mark(at)?;
        let close = (at + 2..at + 5).find(|w| mark(*w).is_some())?;
        let inside = (at + 1..close).all(|w| c.words.get(w).is_some_and(|w| w.class == Class::Word));
        let noun =
            matches!(c.pos(close + 1), Some(Pos::Noun | Pos::Adjective)) && c.language.settings.order.noun_compounds;
        (inside && noun).then_some(close + 1)
    }

    /// "producers' group": an apostrophe after a plural, with a noun behind it.
    pub(crate) fn owns_after(&self, at: usize) -> bool {
        let c = self.context;
        let glued =
            c.words.get(at).is_some_and(|w| !w.space_before) && c.words.get(at + 1).is_some_and(|w| w.space_before);
        glued
            && c.language.settings.order.noun_compounds
            && matches!(c.text(at), "'" | "’")
            && c.text(at - 1).ends_with('s')
            && matches!(c.pos(at + 1), Some(Pos::Noun | Pos::Adjective))
    }

    pub(crate) fn gives(&self, verb: usize) -> bool {
        let lemma = self.out.verbs.get(verb).and_then(|v| v.lemma);
        lemma.is_some_and(|l| {
            self.context.language.lexicon.lemma(l).classes.contains(&self.context.language.codes.giving)
        })
    }

    pub(crate) fn is_person(&self, word: usize) -> bool {
        self.context.name(word).is_some_and(|n| n.kind == claims::EntityType::Person)
    }

    pub(crate) fn is_office(&self, word: usize) -> bool {
        self.context.name(word).is_some_and(|n| n.kind == claims::EntityType::Office)
    }

    /// A person's name after an office or common noun ("President Tokayev", "נשיא קזחסטן טוקאייב").
    pub(crate) fn titled(&self, head: usize, at: usize) -> bool {
        let codes = &self.context.language.codes;
        let office = self.is_office(head)
            || self.context.in_class(head, codes.leader)
            || self.context.in_class(head, codes.official);
        // "בתום השיחה טראמפ אמר": what happens is nobody's title.
        let act = self.context.lemma(head).is_some_and(|l| !self.context.language.lexicon.lemma(l).entries.is_empty());
        // "נשיא המדינה יצחק הרצוג": nor is a country one; the name goes with the title before it.
        let country = self.context.in_class(head, codes.country);
        self.is_person(at) && (office || at == head + 1 && self.context.name(head).is_none() && !act && !country)
    }

    fn is_title(&self, word: usize) -> bool {
        let codes = &self.context.language.codes;
        self.is_office(word)
            || [codes.leader, codes.official, codes.counterpart].iter().any(|c| self.context.in_class(word, *c))
    }

    /// "נשיא המדינה יצחק הרצוג", "דובר משרד החוץ אסמאעיל בקאאי": the name behind the genitive of a title is the title's own,
    /// whether anybody listed it or not.
    pub(crate) fn name_behind(&mut self, title: usize, genitive: usize, phrase: &mut Phrase) {
        let inner = &self.out.phrases[genitive];
        if !self.is_title(title) || self.is_title(inner.head) || self.is_person(inner.head) {
            return;
        }
        if let Some(name) = inner.names.last().copied().filter(|n| self.is_person(*n) && inner.end == n + 1) {
            let features = self.context.features(inner.head);
            let inner = &mut self.out.phrases[genitive];
            inner.names.pop();
            (inner.end, inner.features) = (name, features);
            phrase.names.push(name);
            return;
        }
        let Some(last) = inner.genitives.last().copied() else { return };
        let words = self.out.phrases[last].start..self.out.phrases[last].end;
        let unknown = |w: usize| self.context.unlisted(w) || self.name_particle(w);
        if words.len() > 1 && words.end == inner.end && words.clone().all(unknown) {
            self.out.phrases[last].marker = 0;
            let inner = &mut self.out.phrases[genitive];
            inner.genitives.pop();
            inner.end = words.start;
            phrase.appositions.push(last);
        }
    }

    /// Two words side by side, or with a hyphen between them, that nobody knows.
    pub(crate) fn name_goes_on(&self, head: usize, at: usize) -> bool {
        let unknown = |w: usize| {
            self.context.lemma(w).is_none() && self.context.name(w).is_none() && self.context.pos(w) == Some(Pos::Noun)
        };
        self.context.language.settings.order.adjective_follows
            && (head..=at).all(|w| unknown(w) || self.name_particle(w))
    }

    /// A word that stands inside names ("בן", "אבו").
    pub(crate) fn name_particle(&self, word: usize) -> bool {
        self.context.in_class(word, self.context.language.codes.name_particle)
    }

    pub(crate) fn construct_before(&self, at: usize) -> bool {
        at > 0 && self.construct_like(at - 1)
    }

    /// A word that can be the first of a construct chain: marked so, an office, or an unmarked noun.
    pub(crate) fn construct_like(&self, word: usize) -> bool {
        let f = self.context.features(word);
        let is_noun = self.context.pos(word) == Some(Pos::Noun);
        let definite = word > 0 && self.context.pos(word - 1) == Some(Pos::Determiner);
        // "לתושבים": a noun whose form before an owner is another owns nothing here.
        let readings = self.context.words.get(word).map_or(&[][..], |w| w.readings.as_slice());
        let absolute = !readings.is_empty()
            && self.context.name(word).is_none()
            && readings.iter().filter(|r| r.pos == Pos::Noun).all(|r| {
                !r.features.construct && r.lemma.is_some_and(|l| self.context.language.lexicon.has_construct(l))
            });
        is_noun
            && !absolute
            && f.suffix.is_none()
            && !definite
            && self.context.name(word).is_none_or(|n| n.kind == claims::EntityType::Office)
    }

    pub(crate) fn construct_chain(&self, head: usize, at: usize) -> bool {
        let between = (head + 1..at).all(|i| self.context.pos(i) == Some(Pos::Determiner));
        between && self.construct_like(head)
    }
}
