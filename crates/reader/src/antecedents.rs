//! What a word takes up from earlier in its own sentence: "signed the convention and ratified it", "ואשררה אותה".

use claims::{Entity, EntityType};
use language::{Code, Features, Gender, Mark, Number};

use crate::fillers::{Filler, Resolver};

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
                .is_some_and(|n| kinds.contains(&n.kind) && n.form != world::Form::Adjective && n.gender.agrees(gender))
        })?;
        Some(self.named(found)?.entity)
    }

    /// The agreement or body of which a clause goes on to speak: an agreement named before in its sentence, or a body where
    /// it stands as the slot asks ("is weighing joining the union, Nepal too has applied"); else the topic.
    pub(crate) fn text_before(&self, word: usize, marks: &[Mark]) -> Option<Entity> {
        let found = self.before(word).find_map(|p| {
            let p = &self.pieces.phrases[p];
            let name = self.context.name(p.head).filter(|n| TEXTS.contains(&n.kind))?;
            if self.body_of_state(self.world.item_at(name.item)).is_some() {
                return None;
            }
            let placed = name.kind == EntityType::Agreement || marks.contains(&Mark::Marker(p.marker));
            placed.then_some(p.head)
        });
        found.and_then(|w| self.named(w)).map(|f| f.entity).or_else(|| self.discourse.topic().cloned())
    }

    /// The agreement or body that a pronoun means, where its slot asks for one.
    pub(crate) fn text_of(&self, pronoun: usize) -> Vec<Filler> {
        let phrase = &self.pieces.phrases[pronoun];
        let gender = phrase.features.gender;
        let found = self
            .mentioned_before(phrase.start, &TEXTS, gender)
            .or_else(|| self.discourse.last(&TEXTS, gender, Number::Any).cloned());
        found.map(|e| self.back(&e, phrase)).into_iter().collect()
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
        nearest.is_some_and(|p| self.context.in_class(self.pieces.phrases[p].head, class))
    }
}
