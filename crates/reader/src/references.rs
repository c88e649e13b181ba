//! What refers back: "the country", "the two sides", "its neighbour", "they", "it".

use claims::{Count, Entity, EntityType};
use language::Number;
use world::Kind;

use crate::{
    fillers::{Filler, Resolver},
    persons::leader_of,
    phrases::Phrase,
};

impl Resolver<'_> {
    /// The state that "the country", "his country", "the two countries" means.
    pub(crate) fn country(&self, phrase: &Phrase) -> Vec<Filler> {
        let quantifier = self.context.language.lexicon.code_name(phrase.quantifier);
        let two = matches!(quantifier, "two" | "both");
        if two && let Some(pair) = self.discourse.two_states() {
            return pair.iter().map(|e| self.back(e, phrase)).collect();
        }
        // "the five Central Asian states": a region among the genitives.
        for genitive in &phrase.genitives {
            let inner = &self.pieces.phrases[*genitive];
            if let Some(region) = self.context.name(inner.head).filter(|n| n.table == Kind::Regions) {
                return self.region(self.world.item_at(region.item), phrase);
            }
        }
        if let Some(region) =
            phrase.adjectives.iter().filter_map(|w| self.context.name(*w)).find(|n| n.table == Kind::Regions)
        {
            return self.region(self.world.item_at(region.item), phrase);
        }
        let plural = phrase.features.number == Number::Plural || phrase.quantifier != 0;
        // "recognises a Palestinian state"
        let nation = |w: &usize| {
            let name = self.context.name(*w).filter(|n| n.kind == EntityType::State);
            name.map(|n| self.item(self.world.item_at(n.item), *w, false))
        };
        if let Some(state) = phrase.adjectives.iter().find_map(nation).filter(|_| !plural) {
            return vec![state];
        }
        if plural && phrase.genitives.is_empty() && phrase.adjectives.is_empty() {
            // "the three countries": as many as were named together.
            let group = self.discourse.group();
            let states = group.iter().all(|e| e.kind == EntityType::State);
            if states && self.number(phrase).is_some_and(|n| n as usize == group.len()) {
                return group.iter().map(|e| self.back(e, phrase)).collect();
            }
        }
        // "The relations between the countries": those named together, else the two spoken of.
        let these = phrase.definite && phrase.quantifier == 0 && phrase.owner.is_none() && phrase.names.is_empty();
        let codes = &self.context.language.codes;
        if these
            && [codes.between, codes.of, codes.with, codes.in_].contains(&phrase.marker)
            && phrase.features.number == Number::Plural
            && phrase.genitives.is_empty()
            && phrase.adjectives.is_empty()
            && !self.context.in_class(phrase.head, self.context.language.codes.country_other)
        {
            let group = self.discourse.group();
            let several = group.len() > 2 && group.iter().all(|e| e.kind == EntityType::State);
            let pair = self.discourse.two_states().map(|p| p.as_slice()).unwrap_or_default();
            let all = if several { group } else { pair };
            if !all.is_empty() {
                return all.iter().map(|e| self.back(e, phrase)).collect();
            }
        }
        // "Its neighbour" is the other of the two states spoken of, never the owner.
        if self.context.in_class(phrase.head, self.context.language.codes.country_other) {
            let own = self.owning_state(phrase).and_then(|s| s.entity.id);
            let pair = self.discourse.two_states().map(|p| p.as_slice()).unwrap_or_default();
            let other = pair.iter().find(|e| e.id != own).filter(|_| pair.iter().any(|e| e.id == own) && !plural);
            return other.map(|e| self.back(e, phrase)).into_iter().collect();
        }
        // "A Palestinian state", "המדינה הפלסטינית": the state itself.
        let adjective = phrase.adjectives.iter().find(|w| {
            self.context.name(**w).is_some_and(|n| n.kind == EntityType::State && n.form == world::Form::Adjective)
        });
        if let Some(word) = adjective.filter(|_| !plural && phrase.owner.is_none()) {
            return self.named(*word).into_iter().collect();
        }
        // "His country", "ארצו": never simply the state last spoken of.
        if phrase.owner.is_some() && !plural {
            return self.owning_state(phrase).into_iter().collect();
        }
        // "the largest country in Africa" is found by its rank, not by what was named last.
        let ranked = || (phrase.start..phrase.end).any(|w| self.context.classes(w).any(|c| c.starts_with("rank.")));
        if ranked()
            && let Some(name) = phrase.start.checked_sub(2).filter(|_| self.context.text(phrase.start - 1) == ",")
            && let Some(state) = self.context.name(name).filter(|n| n.kind == EntityType::State)
        {
            return vec![self.item(self.world.item_at(state.item), name, false)];
        }
        let bare = phrase.genitives.is_empty() && phrase.adjectives.is_empty();
        if phrase.definite && !plural && bare && !ranked() {
            // "The president signed a decree to take the country out of ...": first the state of this sentence. "The kingdom" is
            // no state just because a minister of it speaks.
            let here = self
                .state_here(phrase)
                .filter(|_| !self.context.in_class(phrase.head, self.context.language.codes.country_form));
            let last = self.discourse.last(&[EntityType::State], language::Gender::Any, Number::Any);
            return here.as_ref().or(last).map(|e| self.back(e, phrase)).into_iter().collect();
        }
        let mut entity = self.described(phrase, EntityType::State);
        entity.count = self.number(phrase).map_or(Count::Unknown, Count::Number);
        vec![Filler { entity, organ: None, anonymous: false, antecedent: false }]
    }

    /// "The five Central Asian states" are its members; "Arab states" are some of them, which ones is not said.
    pub(crate) fn region(&self, region: &world::Item, phrase: &Phrase) -> Vec<Filler> {
        let members: Vec<&world::Item> = region.list("members").filter_map(|m| self.world.item(m)).collect();
        let count = self.number(phrase);
        if count.is_some_and(|n| n as usize == members.len())
            || self.context.language.lexicon.code_name(phrase.quantifier) == "all"
            // "the Baltic states": so few are meant all together.
            || members.len() < 4 && phrase.definite && phrase.quantifier == 0 && self.context.name(phrase.head).is_some()
        {
            return members.into_iter().map(|m| self.item(m, phrase.head, false)).collect();
        }
        // "the Central American country": the one of them spoken of.
        if phrase.definite && phrase.features.number == Number::Singular && phrase.quantifier == 0 {
            let member = |id: &str| members.iter().any(|m| &*m.id == id);
            let here = self.state_here(phrase).filter(|e| e.id.as_deref().is_some_and(member));
            if let Some(state) = here.as_ref().or_else(|| self.discourse.last_among(&member)) {
                return vec![self.back(state, phrase)];
            }
        }
        let mut entity = self.described(phrase, EntityType::State);
        entity.count = count.map_or(Count::Unknown, Count::Number);
        entity.of = members.iter().map(|m| m.id.to_string()).collect();
        vec![Filler { entity, organ: None, anonymous: false, antecedent: false }]
    }

    /// The number that a phrase gives in a word.
    pub(crate) fn number(&self, phrase: &Phrase) -> Option<u32> {
        Some(match self.context.language.lexicon.code_name(phrase.quantifier) {
            "two" | "both" => 2,
            "three" => 3,
            "four" => 4,
            "five" => 5,
            "six" => 6,
            "seven" => 7,
            "eight" => 8,
            "nine" => 9,
            "ten" => 10,
            _ => return None,
        })
    }

    /// Whom a pronoun means in its function.
    pub(crate) fn pronoun(&self, phrase: &Phrase, subject: bool) -> Vec<Filler> {
        let f = phrase.features;
        let codes = &self.context.language.codes;
        let code = phrase.pronoun.unwrap_or(0);
        if code == codes.this {
            return Vec::new();
        }
        if f.person == 1 || f.person == 2 {
            // We, I: the speaker, who is settled where the quotation is.
            let speaker = self.discourse.speaker.as_ref().filter(|_| self.discourse.quoting);
            let Some(speaker) = speaker else { return Vec::new() };
            // "We" is the state for which the speaker speaks.
            let state = speaker.state_id().and_then(|s| self.world.item(s)).filter(|_| f.number == Number::Plural);
            let entity = state.map_or_else(
                || speaker.clone(),
                |s| Entity::named(&*s.id, self.world.name(s, &self.context.language.tag), s.kind),
            );
            return vec![self.back(&entity, phrase)];
        }
        // "recognised each other": either of the two.
        if self.context.language.lexicon.code_name(code) == "each_other" {
            let pair = self.discourse.recent_pair().map(|p| p.as_slice()).unwrap_or_default();
            return pair.iter().map(|e| self.back(e, phrase)).collect();
        }
        if f.number == Number::Plural && subject && code != codes.both && phrase.marker == 0 {
            return self.discourse.group().iter().map(|e| self.back(e, phrase)).collect();
        }
        if f.number == Number::Plural && (code == codes.both || phrase.marker != 0) {
            return self
                .discourse
                .two_states()
                .map(|p| p.iter().map(|e| self.back(e, phrase)).collect())
                .unwrap_or_default();
        }
        let kinds: &[EntityType] = match self.context.language.lexicon.code_name(code) {
            "it" if subject => {
                let bodies = [EntityType::Organization, EntityType::Forum];
                let last = self.discourse.last(&[EntityType::State], f.gender, f.number);
                // In the first sentence: the only state named before it.
                let here = self.mentioned_before(phrase.start, &[EntityType::State], f.gender);
                let last = last.or(here.as_ref());
                let last = last.or_else(|| self.discourse.last(&bodies, f.gender, f.number));
                return last.map(|e| self.back(e, phrase)).into_iter().collect();
            }
            // "broke off relations with it": with whom was named last.
            "it" if phrase.marker != 0
                && let Some(state) = self.mentioned_before(phrase.start, &[EntityType::State], f.gender) =>
            {
                return vec![self.back(&state, phrase)];
            }
            "it" if phrase.marker == 0
                && let Some(text) = self.text_told(phrase.start) =>
            {
                return vec![Filler { antecedent: true, ..text }];
            }
            "it" => {
                let last = self.discourse.last(&[EntityType::Agreement], f.gender, f.number);
                let last = last.or_else(|| self.discourse.last(&[EntityType::State], f.gender, f.number));
                return last.map(|e| self.back(e, phrase)).into_iter().collect();
            }
            "he" | "she" if !self.context.language.settings.order.subject_may_follow => &[EntityType::Person],
            _ => &[EntityType::Person, EntityType::State],
        };
        // "received Sharaa and urged him": whoever was named last, in this sentence first.
        if !subject
            && kinds == [EntityType::Person]
            && let Some(word) = self.before_person(phrase.start, f.gender)
        {
            return vec![self.back(&word, phrase)];
        }
        let last = self.discourse.last(kinds, f.gender, f.number);
        // "Modi ended a visit during which the prime minister received him": rather a person of this sentence than a state.
        if phrase.marker == codes.object
            && last.is_none_or(|e| e.kind != EntityType::Person)
            && let Some(person) = self.before_person(phrase.start, f.gender)
        {
            return vec![self.back(&person, phrase)];
        }
        last.map(|e| self.back(e, phrase)).into_iter().collect()
    }

    /// The person named last before a word, with the office and state that go with the name.
    fn before_person(&self, word: usize, gender: language::Gender) -> Option<Entity> {
        let named = |p: &&Phrase| {
            p.start < word
                && p.names.iter().any(|n| {
                    self.context.name(*n).is_some_and(|n| n.kind == EntityType::Person && n.gender.agrees(gender))
                })
        };
        let phrase = self.pieces.phrases.iter().filter(named).max_by_key(|p| p.start)?;
        self.person(phrase).map(|f| f.entity)
    }

    /// The one state that the phrases before this one in the sentence belong to.
    pub(crate) fn state_here(&self, phrase: &Phrase) -> Option<Entity> {
        let before =
            self.pieces.phrases.iter().filter(|p| p.start < phrase.start && p.marker == 0 && p.owner.is_none());
        let mut states = before.filter_map(|p| self.state_of(p)).map(|f| f.entity);
        let first = states.next()?;
        states.all(|s| s.id == first.id).then_some(first)
    }

    /// "The two sides", "the sides", "both leaders": the two states spoken of together, or who leads them.
    pub(crate) fn sides(&self, phrase: &Phrase) -> Option<Vec<Filler>> {
        let two = matches!(self.context.language.lexicon.code_name(phrase.quantifier), "two" | "both");
        let definite = phrase.definite && phrase.features.number == Number::Plural;
        let leaders = self.context.in_class(phrase.head, self.context.language.codes.leader)
            || self.context.name(phrase.head).is_some_and(|n| n.table == Kind::Offices);
        let codes = &self.context.language.codes;
        let meant = two || definite && self.context.in_class(phrase.head, codes.side);
        let alone = phrase.genitives.is_empty() && phrase.adjectives.is_empty() && phrase.owner.is_none();
        // "The leaders agreed to meet", "Delegations will meet again": of the two just spoken of.
        let plural = phrase.features.number == Number::Plural && phrase.quantifier == 0;
        let delegations = plural && self.context.in_class(phrase.head, codes.delegation);
        let recent = definite && leaders && plural || delegations;
        let pair = match (meant, recent) {
            (true, _) => self.discourse.two_states(),
            (_, true) => self.discourse.recent_pair(),
            _ => None,
        };
        let pair = pair.filter(|_| alone)?;
        // "The parties" after three states named together are the three.
        let group = self.discourse.group();
        let several = !two && group.len() > 2 && group.iter().all(|e| e.kind == EntityType::State);
        let sides = if several { group } else { pair.as_slice() };
        let back = sides.iter().map(|e| self.back(e, phrase));
        Some(if leaders { back.map(leader_of).collect() } else { back.collect() })
    }
}
