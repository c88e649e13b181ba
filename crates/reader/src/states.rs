//! The states that a phrase belongs to: by an adjective, an owner, a genitive, a region, or the place where it is.

use claims::EntityType;
use language::Number;
use world::Kind;

use crate::{
    fillers::{Filler, Resolver},
    phrases::Phrase,
};

impl Resolver<'_> {
    /// The states that a phrase belongs to: "US-China talks", "the Chilean and Kenyan ministers", "the ministers of Chile and
    /// Kenya".
    pub fn states_of(&self, phrase: &Phrase) -> Vec<Filler> {
        let adjectives: Vec<Filler> = phrase
            .adjectives
            .iter()
            .filter(|w| self.context.name(**w).is_some_and(|n| n.kind == EntityType::State))
            .filter_map(|w| self.named(*w))
            .collect();
        if adjectives.len() > 1 {
            return adjectives;
        }
        if adjectives.is_empty() && phrase.names.iter().all(|w| self.state_in(*w).is_none()) {
            for genitive in phrase.genitives.iter().filter(|g| !self.only_where(phrase, **g)) {
                let inner = &self.pieces.phrases[*genitive];
                let mut all: Vec<Filler> = std::iter::once(inner)
                    .chain(inner.members.iter().map(|m| &self.pieces.phrases[*m]))
                    .filter_map(|p| self.state_of(p))
                    .collect();
                // "the credentials of the ambassadors of Chile and Kenya"
                if all.len() == 1 && inner.features.number == Number::Plural && !inner.genitives.is_empty() {
                    let deeper = self.states_of(inner);
                    if deeper.len() > 1 {
                        all = deeper;
                    }
                }
                if all.is_empty()
                    && let Some(home) = self
                        .discourse
                        .own_state()
                        .filter(|_| (phrase.definite || inner.definite) && self.is_the_country(inner))
                {
                    // "נשיא המדינה"
                    return vec![self.back(home, inner)];
                }
                let region = self.context.name(inner.head).filter(|n| n.table == Kind::Regions);
                if let Some(region) = region.filter(|_| all.is_empty()) {
                    // "the foreign ministers of the Baltic states"
                    all = self.region(self.world.item_at(region.item), inner);
                    all.retain(|f| f.entity.id.is_some());
                }
                if all.is_empty() && self.context.in_class(inner.head, self.context.language.codes.country) {
                    // "the ministers of the three countries"
                    all = self.country(inner);
                    all.retain(|f| f.entity.id.is_some());
                }
                if !all.is_empty() {
                    return all;
                }
            }
        }
        self.state_of(phrase).into_iter().collect()
    }

    /// "The state", described no further.
    fn is_the_country(&self, phrase: &Phrase) -> bool {
        let bare = phrase.names.is_empty() && phrase.adjectives.is_empty() && phrase.genitives.is_empty();
        let one = phrase.features.number != Number::Plural && phrase.quantifier == 0 && phrase.owner.is_none();
        let codes = &self.context.language.codes;
        bare && one
            && !phrase.demonstrative
            && self.context.in_class(phrase.head, codes.country)
            && ![codes.country_form, codes.country_other].iter().any(|c| self.context.in_class(phrase.head, *c))
    }

    /// "A meeting of their leaders in Kenya": whose leaders they are is told; Kenya is where they met.
    pub(crate) fn only_where(&self, phrase: &Phrase, genitive: usize) -> bool {
        phrase.owner.is_some() && self.pieces.phrases[genitive].marker == self.context.language.codes.in_
    }

    /// The state that a word names, or where the place lies that it names ("officials in Kathmandu").
    pub(crate) fn state_in(&self, word: usize) -> Option<(&world::Item, usize)> {
        let name = self.context.name(word)?;
        let item = self.world.item_at(name.item);
        match name.kind {
            EntityType::State => Some((item, word)),
            EntityType::Place => item.state.as_deref().and_then(|s| self.world.item(s)).map(|s| (s, word)),
            // "a delegation of the American Senate"
            EntityType::Organization => self.body_of_state(item).map(|s| (s, word)),
            _ => None,
        }
    }

    /// The state that a phrase belongs to: by adjective, genitive, or the place where it is.
    pub fn state_of(&self, phrase: &Phrase) -> Option<Filler> {
        let named = |w: &usize| self.state_in(*w);
        if let Some((item, word)) = phrase.adjectives.iter().find_map(named) {
            return Some(self.item(item, word, false));
        }
        let placed = |w: &&usize| {
            let within = |g: &usize| (self.pieces.phrases[*g].start..self.pieces.phrases[*g].end).contains(*w);
            phrase.genitives.iter().any(|g| self.only_where(phrase, *g) && within(g))
        };
        if let Some((item, word)) = phrase.names.iter().filter(|w| !placed(w)).find_map(named) {
            return Some(self.item(item, word, false));
        }
        for genitive in phrase.genitives.iter().filter(|g| !self.only_where(phrase, **g)) {
            let inner = &self.pieces.phrases[*genitive];
            if let Some((item, word)) = inner.names.iter().chain(&inner.adjectives).find_map(named) {
                return Some(self.item(item, word, false));
            }
            if let Some(found) = self.state_of(inner) {
                return Some(found);
            }
        }
        // Whose equal somebody is says not of which state.
        let equal = self.context.in_class(phrase.head, self.context.language.codes.counterpart);
        self.owning_state(phrase).filter(|_| !equal)
    }
}
