//! What a word takes up from earlier in its own sentence: "signed the convention and ratified it", "ואשררה אותה".

use claims::{Entity, EntityType};
use language::{Code, Features, Gender, Mark, Number};
use world::Kind;

use crate::{
    fillers::{Filler, Resolver},
    phrases::Phrase,
};

/// How many phrases back one looks.
const REACH: usize = 32;

/// What can be signed, joined and left.
const TEXTS: [EntityType; 3] = [EntityType::Agreement, EntityType::Organization, EntityType::Forum];

impl Resolver<'_> {
    /// The phrases before a word, nearest first.
    fn before(&self, word: usize) -> impl Iterator<Item = usize> {
        let after = self.pieces.phrases.partition_point(|p| p.start < word);
        (0..after).rev().take(REACH).filter(move |p| self.pieces.phrases[*p].end <= word)
    }

    /// What of these types was named last before a word in its sentence, and agrees in gender.
    pub(crate) fn mentioned_before(&self, word: usize, kinds: &[EntityType], gender: Gender) -> Option<Entity> {
        let found = self.before(word).flat_map(|p| &self.pieces.phrases[p].names).copied().find(|w| {
            self.context
                .name(*w)
                .filter(|n| !matches!(n.table, Kind::Publishers | Kind::Channels))
                .is_some_and(|n| kinds.contains(&n.kind) && n.form != world::Form::Adjective && n.gender.agrees(gender))
        })?;
        Some(self.named(found)?.entity)
    }

    /// The agreement or body of which a clause goes on to speak: an agreement named before in its sentence, or a body where
    /// it stands as the slot asks ("is weighing joining the union, Nepal too has applied"); else the topic.
    pub(crate) fn text_before(&self, word: usize, marks: &[Mark]) -> Option<Entity> {
        if let Some(described) = self.text_described(word) {
            return Some(described);
        }
        let found = self.before(word).find_map(|p| {
            let p = &self.pieces.phrases[p];
            if let Some(before) = self.named_before_head(p, &TEXTS) {
                return Some(before);
            }
            let name = self.context.name(p.head).filter(|n| TEXTS.contains(&n.kind))?;
            if self.body_of_state(self.world.item_at(name.item)).is_some() {
                return None;
            }
            let placed = name.kind == EntityType::Agreement || marks.contains(&Mark::Marker(p.marker));
            placed.then_some(p.head)
        });
        found.and_then(|w| self.named(w)).map(|f| f.entity).or_else(|| self.discourse.topic().cloned())
    }

    /// The agreement or body named in front of an act's noun: "applied for NATO membership".
    fn named_before_head(&self, phrase: &Phrase, kinds: &[EntityType]) -> Option<usize> {
        let lexicon = &self.context.language.lexicon;
        let act = self.context.lemma(phrase.head).is_some_and(|l| !lexicon.lemma(l).entries.is_empty());
        let named = |w: &usize| self.context.name(*w).is_some_and(|n| kinds.contains(&n.kind));
        phrase.adjectives.iter().copied().find(named).filter(|_| act)
    }

    /// An agreement that is described, not named, nearer before a word than any that is named: "the nuclear accord that
    /// collapsed after Kenya withdrew".
    fn text_described(&self, word: usize) -> Option<Entity> {
        let nearest = self.before(word).find(|p| {
            let p = &self.pieces.phrases[*p];
            let named = self.context.name(p.head).is_some_and(|n| TEXTS.contains(&n.kind));
            named
                || self.named_before_head(p, &TEXTS).is_some()
                || p.definite && self.context.in_class(p.head, self.context.language.codes.instrument)
        })?;
        let phrase = &self.pieces.phrases[nearest];
        let described = self.context.in_class(phrase.head, self.context.language.codes.instrument)
            && self.context.name(phrase.head).is_none()
            && self.named_before_head(phrase, &TEXTS).is_none();
        let filler = self.instrument(phrase).into_iter().next().filter(|_| described)?;
        Some(filler.entity).filter(|e| e.kind == EntityType::Agreement)
    }

    /// What of these types was told before in its sentence, as an object or as the slot asks: what a verb after it leaves out.
    pub(crate) fn told_before(&self, word: usize, kinds: &[EntityType], marks: &[Mark]) -> Option<Entity> {
        if let Some(described) = self.text_described(word).filter(|e| kinds.contains(&e.kind)) {
            return Some(described);
        }
        let of = self.context.language.codes.of;
        // "told the United Nations that it was leaving": whom something is told is not left.
        let acted_on = |w: usize| {
            let lexicon = &self.context.language.lexicon;
            let said = self.context.lemma(w).and_then(|l| lexicon.lemma(l).operator);
            self.context.pos(w) == Some(language::Pos::Verb) && !said.is_some_and(language::Operator::is_speech)
        };
        let found = self.before(word).find_map(|p| {
            let p = &self.pieces.phrases[p];
            if let Some(before) = self.named_before_head(p, kinds) {
                return Some(before);
            }
            let name = self.context.name(p.head).filter(|n| kinds.contains(&n.kind))?;
            let own = self.body_of_state(self.world.item_at(name.item)).is_some();
            let told = match p.marker {
                0 => p.start.checked_sub(1).is_some_and(acted_on),
                marker => marker == of || marks.contains(&Mark::Marker(marker)),
            };
            (told && !own).then_some(p.head)
        });
        Some(self.named(found?)?.entity)
    }

    /// The agreement, named or described, that stands nearest before a word in its sentence.
    pub(crate) fn text_told(&self, word: usize) -> Option<Filler> {
        let instrument = self.context.language.codes.instrument;
        let found = self.before(word).find(|p| {
            let p = &self.pieces.phrases[*p];
            let name = self.context.name(p.head);
            name.is_some_and(|n| n.kind == EntityType::Agreement && n.form != world::Form::Adjective)
                || p.pronoun.is_none() && self.context.in_class(p.head, instrument)
        })?;
        self.one(found).into_iter().next().filter(|f| f.entity.kind == EntityType::Agreement)
    }

    /// Whether a phrase is a measure of time: "of that year".
    pub(crate) fn tells_time(&self, phrase: usize) -> bool {
        let Some(p) = self.pieces.phrases.get(phrase) else { return false };
        let text = self.context.text(p.head);
        let form = if self.context.language.settings.lower_case { text.to_lowercase() } else { text.to_owned() };
        let unit = |w: &language::TimeWord| matches!(w, language::TimeWord::Unit(_));
        p.names.is_empty() && self.context.language.times.word(&form).iter().any(unit)
    }

    /// The last text before a word that states may vote on: a resolution, a draft, an agreement.
    pub(crate) fn put_to_the_vote(&self, word: usize) -> Option<Entity> {
        let lexicon = &self.context.language.lexicon;
        let voted = ["bill", "instrument", "text"].map(|c| lexicon.find_code(c));
        let text = |p: &Phrase| {
            let name = self.context.name(p.head);
            name.is_some_and(|n| n.kind == EntityType::Agreement && n.form != world::Form::Adjective)
                || voted.iter().flatten().any(|c| self.context.in_class(p.head, *c))
        };
        let found = self.before(word).map(|p| &self.pieces.phrases[p]).find(|p| text(p))?;
        Some(self.described(found, EntityType::Other))
    }

    /// The agreement or body that a pronoun means, where its slot asks for one.
    pub(crate) fn text_of(&self, pronoun: usize) -> Vec<Filler> {
        let phrase = &self.pieces.phrases[pronoun];
        let gender = phrase.features.gender;
        // Where things have no gender, "it" as a body is told by its function; here it is an agreement.
        if self.context.language.settings.state_gender.is_empty() {
            let agreement = [EntityType::Agreement];
            let found = self
                .mentioned_before(phrase.start, &agreement, Gender::Any)
                .or_else(|| self.discourse.last(&agreement, Gender::Any, Number::Any).cloned());
            return found.map(|e| self.back(&e, phrase)).into_iter().collect();
        }
        let named = self.mentioned_before(phrase.start, &TEXTS, gender);
        let found = named
            .or_else(|| self.described_before(phrase.start, gender))
            .or_else(|| self.discourse.last(&TEXTS, gender, Number::Any).cloned());
        found.map(|e| self.back(&e, phrase)).into_iter().collect()
    }

    /// The agreement that the sentence described before a word instead of naming it: "the convention on the high seas will enter
    /// into force after Morocco ratified it".
    fn described_before(&self, word: usize, gender: Gender) -> Option<Entity> {
        let codes = &self.context.language.codes;
        let fits = |p: &usize| {
            let p = &self.pieces.phrases[*p];
            p.pronoun.is_none()
                && self.context.in_class(p.head, codes.instrument)
                && p.features.gender.agrees(gender)
                && p.features.number != Number::Plural
        };
        let found = self.before(word).find(fits)?;
        let text = self.one(found).into_iter().next()?.entity;
        (text.kind == EntityType::Agreement).then_some(text)
    }

    /// Whether a pronoun means a word of that class: the nearest noun before it that agrees is one ("cut ties ... restored
    /// them", "חידשה אותם").
    pub(crate) fn takes_up(&self, pronoun: usize, class: Code) -> bool {
        let phrase = &self.pieces.phrases[pronoun];
        let agrees = |f: &Features| f.gender.agrees(phrase.features.gender) && f.number.agrees(phrase.features.number);
        let nearest = self.before(phrase.start).find(|p| {
            let p = &self.pieces.phrases[*p];
            p.pronoun.is_none() && p.names.is_empty() && p.features.number != Number::Any && agrees(&p.features)
        });
        match nearest {
            Some(p) => self.context.in_class(self.pieces.phrases[p].head, class),
            // "Bolivia restored ties. La Paz had broken them off": of the sentence before.
            None => {
                let lexicon = &self.context.language.lexicon;
                let before = self.discourse.nouns().iter().find(|(_, number)| number.agrees(phrase.features.number));
                before.is_some_and(|(lemma, _)| lexicon.lemma(*lemma).classes.contains(&class))
            }
        }
    }
}
