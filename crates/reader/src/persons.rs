//! People: named ones with office and state, offices without a name, names that nobody listed, and whose equal or countryman
//! somebody is.

use claims::{Entity, EntityType};
use language::Number;
use world::Kind;

use crate::{
    fillers::{Filler, Resolver},
    names::Name,
    phrases::Phrase,
};

impl Resolver<'_> {
    /// A person named in the phrase or in its apposition, with office and state.
    pub(crate) fn person(&self, phrase: &Phrase) -> Option<Filler> {
        let all = || std::iter::once(phrase).chain(phrase.appositions.iter().map(|a| &self.pieces.phrases[*a]));
        let listed = |w: &usize| self.context.name(*w).is_some_and(|n| n.kind == EntityType::Person);
        let Some(word) = all().flat_map(|p| &p.names).copied().find(listed) else {
            return all().find_map(|p| self.unlisted_person(p)).or_else(|| self.surname(phrase));
        };
        let name = self.context.name(word)?;
        let item = self.world.item_at(name.item);
        let mut filler = self.item(item, word, false);
        let said = all().find_map(|p| self.office_name(p).map(|office| (office, self.state_of(p))));
        let (office, state) = match said {
            Some((office, state)) => (Some(office), state.and_then(|s| s.entity.id)),
            None => (None, all().find_map(|p| self.state_of(p)).and_then(|s| s.entity.id)),
        };
        let terms = self.day.map(|day| self.world.offices_of(&item.id, day)).unwrap_or_default();
        // "Trump, a former teacher": only who no longer holds an office.
        let (leader, official) = (self.context.language.codes.leader, self.context.language.codes.official);
        let titled = |p: &Phrase| {
            std::ptr::eq(p, phrase)
                || self.office_name(p).is_some()
                || [leader, official].iter().any(|c| self.context.in_class(p.head, *c))
        };
        if all().any(|p| titled(p) && self.is_former(p)) {
            return Some(filler); // no longer speaks or acts for a state
        }
        filler.entity.state = state
            .or_else(|| terms.first().map(|t| t.body.to_string()))
            .or_else(|| item.state.as_deref().map(str::to_owned));
        filler.entity.office = match (office, &filler.entity.state) {
            (Some(office), Some(state)) => Some(format!("{office}@{state}")),
            _ => terms.first().map(|t| format!("{}@{}", t.office, t.body)),
        };
        Some(filler)
    }

    /// "Foreign Minister Jose Manuel Albares", "נשיא צ'אד מהמט דבי": a title followed by words that nobody listed is a person.
    fn unlisted_person(&self, phrase: &Phrase) -> Option<Filler> {
        let (first, last) = self.unlisted_name(phrase)?;
        let mut entity = Entity { id: None, ..Entity::named("", "", EntityType::Person) };
        self.place(&mut entity, self.context.words.get(first)?.start, self.context.words.get(last)?.end);
        if self.context.in_class(phrase.head, self.context.language.codes.counterpart) {
            let equal = self.counterparts(phrase).into_iter().next()?;
            entity.office = equal.entity.office;
            entity.state = equal.entity.state;
        } else if !self.is_former(phrase) {
            // "the former queen of Denmark" speaks and travels for herself.
            let name = self.office_name(phrase);
            let own = self.state_of(phrase).and_then(|s| s.entity.id);
            let told = || name.is_some() && self.body_of_office(phrase).is_none();
            entity.state = own.or_else(|| if told() { self.home(phrase) } else { None });
            entity.office = name.zip(entity.state.as_ref()).map(|(office, state)| format!("{office}@{state}"));
        }
        Some(Filler { entity, organ: None, anonymous: false, antecedent: false })
    }

    /// A listed person named by a word, with the office and state of the day.
    pub(crate) fn person_at(&self, word: usize) -> Option<Filler> {
        let name = self.context.name(word).filter(|n| n.kind == EntityType::Person)?;
        let item = self.world.item_at(name.item);
        let mut filler = self.item(item, word, false);
        let terms = self.day.map(|day| self.world.offices_of(&item.id, day)).unwrap_or_default();
        let state = terms.first().map(|t| t.body.to_string());
        filler.entity.state = state.or_else(|| item.state.as_deref().map(str::to_owned));
        filler.entity.office = terms.first().map(|t| format!("{}@{}", t.office, t.body));
        Some(filler)
    }

    /// The state of a title that tells none: "Finland joined after foreign minister Pekka Haavisto handed over". That of
    /// everybody spoken of so far, else the one state that has been told in the sentence before it.
    fn home(&self, phrase: &Phrase) -> Option<String> {
        let home = self.discourse.home().map(str::to_owned);
        let here = || self.state_here(phrase).and_then(|e| e.id);
        let people = self.discourse.has_people();
        home.or_else(|| here().filter(|_| !people))
    }

    /// The surname alone of somebody whom nobody listed, named with a title before.
    fn surname(&self, phrase: &Phrase) -> Option<Filler> {
        let alone = phrase.names.is_empty() && phrase.adjectives.is_empty() && phrase.owner.is_none();
        let alone = alone && phrase.genitives.is_empty() && phrase.end == phrase.head + 1;
        let first = phrase.start + usize::from(phrase.marker != 0);
        let known = (alone && phrase.head <= first && self.context.unlisted(phrase.head))
            .then(|| self.discourse.unlisted(self.context.text(phrase.head)))??;
        Some(Filler { antecedent: false, ..self.back(known, phrase) })
    }

    /// First and last word of such a name.
    fn unlisted_name(&self, phrase: &Phrase) -> Option<(usize, usize)> {
        let apposed = phrase.appositions.iter().map(|a| &self.pieces.phrases[*a]);
        if let Some(name) = apposed.into_iter().find(|a| crate::appositions::is_unlisted(a, self.context)) {
            return Some((name.start, name.end.checked_sub(1)?));
        }
        let office = phrase
            .names
            .iter()
            .chain(&phrase.adjectives)
            .copied()
            .find(|w| self.context.name(*w).is_some_and(|n| n.table == Kind::Offices));
        // "Kosovo's Vjosa Osmani": a state and at least two words of a name.
        let owned = || {
            let two = self.context.unlisted(phrase.head) && self.context.unlisted(phrase.head.checked_sub(1)?);
            let owner = phrase.genitives.first().map(|g| &self.pieces.phrases[*g])?;
            let state = self.context.name(owner.head).is_some_and(|n| n.kind == EntityType::State);
            (two && state && self.context.language.settings.lower_case).then_some(owner.end)
        };
        let from = office.map(|o| o + 1).or_else(owned)?;
        let end = self.own_end(phrase);
        let first = (from..end).find(|w| self.context.unlisted(*w))?;
        let last = (first..end).take_while(|w| self.context.unlisted(*w)).last()?;
        (!phrase.genitives.iter().any(|g| self.pieces.phrases[*g].start >= first)).then_some((first, last))
    }

    /// Where a phrase ends without its appositions and those of its genitives.
    fn own_end(&self, phrase: &Phrase) -> usize {
        let of = |p: &Phrase| p.appositions.clone();
        let all = of(phrase).into_iter().chain(phrase.genitives.iter().flat_map(|g| of(&self.pieces.phrases[*g])));
        all.map(|a| self.pieces.phrases[a].start).filter(|s| *s > phrase.head).min().unwrap_or(phrase.end)
    }

    /// "Germany's former chancellor": a word of the class `former` stands in the phrase.
    pub(crate) fn is_former(&self, phrase: &Phrase) -> bool {
        (phrase.start..self.own_end(phrase)).any(|w| self.context.in_class(w, self.context.language.codes.former))
    }

    /// The id of the office that a phrase names.
    pub(crate) fn office_name(&self, phrase: &Phrase) -> Option<String> {
        let words =
            std::iter::once(phrase.head).chain(phrase.names.iter().copied()).chain(phrase.adjectives.iter().copied());
        words
            .filter_map(|w| self.context.name(w))
            .find(|n| n.table == Kind::Offices)
            .map(|n| self.world.item_at(n.item).id.to_string())
    }

    /// An office without a name: `president@KAZ`, or the person last named who holds it.
    pub(crate) fn office(&self, phrase: &Phrase, office: &str) -> Vec<Filler> {
        if self.is_former(phrase) {
            return vec![Filler {
                entity: self.described(phrase, EntityType::Person),
                organ: None,
                anonymous: false,
                antecedent: false,
            }];
        }
        // "כל שגריר": one after the other, who nobody names.
        let each = self.context.language.lexicon.code_name(phrase.quantifier) == "all";
        if each && phrase.features.number == Number::Singular && phrase.genitives.is_empty() && !phrase.definite {
            return vec![self.unnamed_office(phrase)];
        }
        // "The presidents of Chile and Kenya": one of each.
        let mut states = self.states_of(phrase);
        if phrase.features.number == Number::Singular {
            states.truncate(1);
        }
        if states.is_empty() {
            let body = self.body_before(phrase);
            if !body.is_empty() {
                return body; // "Arab League foreign ministers"
            }
        }
        // "The secretary-general of NATO": the office of a body.
        if states.is_empty()
            && let Some(body) = self.body_of_office(phrase)
        {
            return vec![self.office_at_body(phrase, office, body)];
        }
        // "the two presidents": of the two states spoken of.
        if states.is_empty()
            && let Some(pair) = self.sides(phrase)
        {
            let states = pair.into_iter().filter_map(|f| f.entity.state);
            return states.map(|state| self.office_at(phrase, office, state)).collect();
        }
        // "The secretary-general of the UN": an office of a body.
        if states.is_empty() && phrase.features.number == Number::Singular {
            let body = phrase.genitives.iter().flat_map(|g| self.resolve(*g)).map(|f| f.entity);
            let mut bodies = body.filter(|e| e.kind == EntityType::Organization);
            if let Some(id) = bodies.next().and_then(|e| e.id) {
                let mut filler = self.office_at(phrase, office, id);
                filler.entity.state = None;
                return vec![filler];
            }
        }
        // "Took office as foreign minister" names the office, not who holds it.
        if states.is_empty()
            && phrase.marker != self.context.language.codes.as_
            && let Some(holder) = self.holder(phrase, office)
        {
            return vec![self.back(&holder, phrase)];
        }
        // "The secretary of state", "the high representative": only one state or body has that office.
        if states.is_empty()
            && let Some(body) =
                self.world.item(office).and_then(|o| o.attribute("body")).and_then(|b| self.world.item(b))
        {
            return vec![match body.kind {
                EntityType::State => self.office_at(phrase, office, body.id.to_string()),
                _ => self.office_at_body(phrase, office, body),
            }];
        }
        // "met the ambassadors of the member states": some who nobody names.
        let level = self.world.item(office).and_then(|o| o.attribute("level")).unwrap_or_default();
        let foreign = level != "other" || office == "ambassador";
        if states.is_empty() && phrase.features.number == Number::Plural && phrase.members.is_empty() && foreign {
            return vec![self.unnamed_office(phrase)];
        }
        if states.is_empty()
            && let Some(home) =
                self.discourse.presiding_state().filter(|_| office != "minister" && self.is_title_alone(phrase))
        {
            return home.id.clone().map(|state| self.office_at(phrase, office, state)).into_iter().collect();
        }
        states.into_iter().filter_map(|s| s.entity.id).map(|state| self.office_at(phrase, office, state)).collect()
    }

    /// Who held such an office when last spoken of; "the minister" may be a minister of any matter.
    fn holder(&self, phrase: &Phrase, office: &str) -> Option<Entity> {
        if phrase.features.number == Number::Plural {
            return None;
        }
        let gender = phrase.features.gender;
        let matter = |o: &str| {
            let level = self.world.item(o).and_then(|o| o.attribute("level")).unwrap_or_default();
            o == office
                || o.strip_suffix(office).is_some_and(|o| o.ends_with('-')) && level != "head_of_government"
                || office == "minister" && level == "foreign_minister"
        };
        // Whoever was named in this sentence with such an office.
        let named = |p: &&Phrase| p.end <= phrase.start && p.pronoun.is_none() && p.features.gender.agrees(gender);
        let here = self.pieces.phrases.iter().filter(named).rev().take(8).find_map(|p| {
            let person = self.person(p)?.entity;
            let held = person.office.as_deref().and_then(|o| o.split_once('@')).is_some_and(|(o, _)| matter(o));
            held.then_some(person)
        });
        here.or_else(|| self.discourse.holder(gender, &|o| o == office).cloned())
            .or_else(|| self.discourse.holder(gender, &matter).cloned())
    }

    /// Several who hold an office that is not said of which states.
    pub(crate) fn unnamed_office(&self, phrase: &Phrase) -> Filler {
        let mut entity = self.described(phrase, EntityType::Office);
        entity.count = self.number(phrase).map_or(claims::Count::Unknown, claims::Count::Number);
        Filler { entity, organ: None, anonymous: false, antecedent: false }
    }

    /// "The prime minister", described no further.
    fn is_title_alone(&self, phrase: &Phrase) -> bool {
        let bare = phrase.genitives.is_empty() && self.stands_bare(phrase);
        let one = phrase.features.number == Number::Singular && phrase.owner.is_none() && phrase.quantifier == 0;
        // "ראש הממשלה": the article within the name of the office.
        let articles = &self.context.language.settings.proclitics.article;
        let within = || {
            let mut words = self.context.text(phrase.head).split(' ');
            self.context.name(phrase.head).is_some()
                && words.any(|w| articles.iter().any(|a| w.starts_with(a.as_str())))
        };
        bare && one && (phrase.definite || within())
    }

    /// The body that a genitive of an office names.
    fn body_of_office(&self, phrase: &Phrase) -> Option<&world::Item> {
        let names = phrase.genitives.iter().flat_map(|g| &self.pieces.phrases[*g].names);
        let body = |n: &&Name| matches!(n.kind, EntityType::Organization | EntityType::Forum);
        names.filter_map(|w| self.context.name(*w)).find(body).map(|n| self.world.item_at(n.item))
    }

    fn office_at_body(&self, phrase: &Phrase, office: &str, body: &world::Item) -> Filler {
        let mut entity = self.described(phrase, EntityType::Office);
        entity.id = Some(format!("{office}@{}", body.id));
        entity.office.clone_from(&entity.id);
        Filler { entity, organ: None, anonymous: false, antecedent: false }
    }

    /// An office of a state, known by no name.
    pub(crate) fn office_at(&self, phrase: &Phrase, office: &str, state: String) -> Filler {
        let mut entity = self.described(phrase, EntityType::Office);
        entity.id = Some(format!("{office}@{state}"));
        entity.office.clone_from(&entity.id);
        entity.state = Some(state);
        Filler { entity, organ: None, anonymous: false, antecedent: false }
    }

    /// "Her Nepalese counterpart", "their counterparts from Chile and Kenya": the office of whoever meets an equal, of the state
    /// that is told, else of the other one of two.
    pub(crate) fn counterparts(&self, phrase: &Phrase) -> Vec<Filler> {
        let first = self.pieces.phrases.partition_point(|p| p.start < phrase.start).min(self.pieces.phrases.len());
        let whose = phrase.possessor.and_then(|p| self.one(p).into_iter().next()).map(|f| f.entity);
        let held = |e: &Entity| {
            e.office.as_deref().or(e.id.as_deref()).and_then(|o| o.split_once('@')).map(|(office, _)| office.to_owned())
        };
        let office = whose.as_ref().and_then(held).or_else(|| self.office_before(first));
        let mut states: Vec<String> = self.states_of(phrase).into_iter().filter_map(|s| s.entity.id).collect();
        if states.is_empty()
            && (phrase.owner.is_some() || !phrase.appositions.is_empty())
            && let Some(own) = whose.as_ref().and_then(Entity::state_id)
            && let Some(pair) = self.discourse.two_states()
            && pair.iter().any(|e| e.id.as_deref() == Some(own))
        {
            states.extend(pair.iter().filter_map(|e| e.id.clone()).filter(|id| id != own));
        }
        // "Trump met Xi, and Xi invited his counterpart": the one of another state who was named before in the sentence.
        if states.is_empty()
            && phrase.owner.is_some()
            && let Some(own) = whose.as_ref().and_then(Entity::state_id)
        {
            let mut others: Vec<Filler> = Vec::new();
            for before in self.pieces.phrases.iter().filter(|p| p.start < phrase.start && p.pronoun.is_none()) {
                let other = self.person(before).filter(|f| f.entity.state_id().is_some_and(|s| s != own));
                if let Some(other) = other
                    && !others.iter().any(|o| o.entity.key() == other.entity.key())
                {
                    others.push(other);
                }
            }
            if let [other] = others.as_slice() {
                return vec![self.back(&other.entity, phrase)];
            }
        }
        // "spoke with his two counterparts"
        if states.is_empty() && phrase.features.number == Number::Plural {
            return vec![self.unnamed_office(phrase)];
        }
        match office {
            Some(office) => states.into_iter().map(|state| self.office_at(phrase, &office, state)).collect(),
            None => states
                .into_iter()
                .map(|state| {
                    let mut entity = self.described(phrase, EntityType::Person);
                    entity.state = Some(state);
                    Filler { entity, organ: None, anonymous: false, antecedent: false }
                })
                .collect(),
        }
    }

    /// The office of the nearest person or office among the phrases before one.
    fn office_before(&self, index: usize) -> Option<String> {
        let start = self.pieces.phrases.get(index).map_or(usize::MAX, |p| p.start);
        self.pieces.phrases[..index].iter().rev().take(6).filter(|p| p.start <= start).find_map(|p| {
            if self.context.in_class(p.head, self.context.language.codes.counterpart) {
                return None;
            }
            let named = std::iter::once(p).chain(p.appositions.iter().map(|a| &self.pieces.phrases[*a]));
            let own = named.clone().find_map(|p| self.office_name(p));
            own.or_else(|| {
                let person = named.clone().find_map(|p| self.person(p));
                person.and_then(|f| f.entity.office).and_then(|o| o.split_once('@').map(|(o, _)| o.to_owned()))
            })
        })
    }

    /// Whom an ending means: who is told in the sentence, else who was spoken of last.
    pub(crate) fn possessor(&self, phrase: usize) -> Vec<Filler> {
        let p = &self.pieces.phrases[phrase];
        if let Some(possessor) = p.possessor {
            return self.resolve(possessor);
        }
        let Some(owner) = p.owner else { return Vec::new() };
        if owner.number == Number::Plural {
            return self.discourse.group().iter().map(|e| self.back(e, p)).collect();
        }
        let kinds = [EntityType::Person, EntityType::Office];
        self.discourse.last(&kinds, owner.gender, Number::Any).map(|e| self.back(e, p)).into_iter().collect()
    }

    /// Whether the owner of a phrase can only be a state: a withdrawal, an embassy, an ambassador.
    fn acts_as_owner(&self, phrase: &Phrase) -> bool {
        let lexicon = &self.context.language.lexicon;
        let acts = self.context.lemma(phrase.head).is_some_and(|l| {
            lexicon
                .lemma(l)
                .entries
                .iter()
                .filter_map(|e| lexicon.entries.get(*e as usize))
                .any(|e| matches!(e.act.definition().kind, claims::Kind::Participation | claims::Kind::Relation))
        });
        let codes = &self.context.language.codes;
        acts || self.context.in_class(phrase.head, codes.mission)
            || self.context.in_class(phrase.head, codes.ambassador)
    }

    /// The state of the owner that an ending or a possessive word tells: "its ambassador", "ארצו".
    pub(crate) fn owning_state(&self, phrase: &Phrase) -> Option<Filler> {
        let owner = phrase.owner?;
        let state = match phrase.possessor {
            Some(possessor) => {
                let mut fillers = self.one(possessor).into_iter();
                let first = fillers.next().filter(|_| fillers.next().is_none())?;
                let entity = first.entity;
                if entity.kind == EntityType::State { entity.id } else { entity.state }
            }
            None => {
                let kinds = [EntityType::Person, EntityType::Office];
                let class = self.context.in_class(phrase.head, self.context.language.codes.country);
                if self.acts_as_owner(phrase) && owner.gender == language::Gender::Neuter {
                    // "Its withdrawal takes effect": of the state last spoken of.
                    self.discourse.last(&[EntityType::State], language::Gender::Any, Number::Any)?.id.clone()
                } else {
                    let last = self.discourse.last(&kinds, owner.gender, Number::Any).filter(|_| class)?;
                    last.state.clone()
                }
            }
        }?;
        let item = self.world.item(&state)?;
        let mut filler = self.item(item, phrase.head, true);
        filler.entity.name = self.world.name(item, &self.context.language.tag).to_owned();
        Some(filler)
    }
}

/// "The leaders of Chile and Kenya": for each state somebody who leads it, by no other name.
pub(crate) fn leader_of(mut state: Filler) -> Filler {
    state.entity.state.clone_from(&state.entity.id);
    if let Some(id) = &state.entity.id {
        state.entity.id = Some(format!("leader@{id}"));
        state.entity.office.clone_from(&state.entity.id);
    }
    state.entity.kind = EntityType::Office;
    state
}
