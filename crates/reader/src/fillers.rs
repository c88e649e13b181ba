//! Whom a phrase means: names, offices with their states, organs, unnamed officials, instruments known by description, and
//! what pronouns and definite nouns refer back to.

use claims::{Count, Entity, EntityType};
use jiff::civil::Date;
use language::{Code, Number};
use text::Shadow;
use world::{Form, Kind, World};

use crate::{
    context::Context,
    discourse::Discourse,
    entities::organ_of,
    persons::leader_of,
    phrases::{Phrase, Pieces},
};

/// What a phrase means.
#[derive(Debug, Clone)]
pub struct Filler {
    /// Who or what.
    pub entity: Entity,
    /// The organ of a state (`parliament`), where the phrase names one.
    pub organ: Option<String>,
    /// An unnamed official or source.
    pub anonymous: bool,
    /// Found from other sentences, not named here.
    pub antecedent: bool,
}

/// Resolves the phrases of a segment.
#[derive(Clone, Copy)]
pub struct Resolver<'a> {
    /// Words and names.
    pub context: Context<'a>,
    /// The segment's phrases.
    pub pieces: &'a Pieces,
    /// Who exists.
    pub world: &'a World,
    /// The text.
    pub shadow: &'a Shadow,
    /// The original text.
    pub original: &'a str,
    /// The day of publication.
    pub day: Option<Date>,
    /// What has been spoken of.
    pub discourse: &'a Discourse,
    /// Somebody asks why what was refused was refused.
    pub explains: bool,
}

impl Resolver<'_> {
    /// What a phrase means, its list members included. Empty where nothing is known.
    pub fn resolve(&self, phrase: usize) -> Vec<Filler> {
        let mut out = self.one(phrase);
        let marker = self.pieces.phrases[phrase].marker;
        // "The two leaders, Orbán and Fico,": both of those who stand beside the plural.
        let whole = &self.pieces.phrases[phrase];
        if whole.features.number == Number::Plural && whole.pronoun.is_none() {
            let beside = whole.appositions.iter().flat_map(|a| &self.pieces.phrases[*a].members);
            out.extend(beside.filter_map(|m| self.person(&self.pieces.phrases[*m])));
        }
        for member in &self.pieces.phrases[phrase].members {
            // "בין בוגוטה לבייג'ינג": the second stands between as the first does.
            let own = self.pieces.phrases[*member].marker;
            let between = self.context.language.codes.between;
            let mut found = self.one_under(*member, if marker == between { marker } else { own });
            let inner = &self.pieces.phrases[*member];
            if let ([one], Some(office)) = (found.as_mut_slice(), self.office_name(&self.pieces.phrases[phrase]))
                && one.entity.kind == EntityType::Other
                && self.pieces.phrases[phrase].features.number == Number::Plural
                && crate::appositions::is_unlisted(inner, self.context)
            {
                one.entity = self.described(inner, EntityType::Person);
                one.entity.office = Some(office);
            }
            out.extend(found);
        }
        self.other_side(&mut out);
        // "Five states, Spain and Greece among them,": those that are named.
        if let [one] = out.as_slice()
            && one.entity.kind == EntityType::State
            && one.entity.id.is_none()
        {
            let examples = self.examples(&self.pieces.phrases[phrase]);
            if !examples.is_empty() {
                return examples;
            }
        }
        out
    }

    /// The states named as examples of unnamed ones: "including Chile and Kenya", "Chile and Kenya among them".
    fn examples(&self, whole: &Phrase) -> Vec<Filler> {
        if let Some(listed) = self.listed_behind(whole) {
            return listed;
        }
        let name = |p: &Phrase| self.context.language.lexicon.code_name(p.marker);
        let near = |p: &&Phrase| p.start >= whole.end && p.start <= whole.end + 1;
        let Some(index) = self.pieces.phrases.iter().position(|p| near(&p)) else { return Vec::new() };
        let given = &self.pieces.phrases[index];
        let among = || {
            given.marker == 0
                && self.pieces.phrases.iter().any(|p| p.start == given.end && name(p) == "among" && p.pronoun.is_some())
        };
        if name(given) != "including" && !among() {
            return Vec::new();
        }
        let mut out = self.one(index);
        out.extend(given.members.iter().flat_map(|m| self.one(*m)));
        out.retain(|f| f.entity.kind == EntityType::State && f.entity.id.is_some());
        out
    }

    /// "Three states recognised it: Chile, Kenya and Nepal": as many as were counted, behind a colon.
    fn listed_behind(&self, whole: &Phrase) -> Option<Vec<Filler>> {
        let count = self.number(whole)?;
        let behind = |p: &&Phrase| {
            p.marker == 0
                && p.start > whole.end
                && p.start.checked_sub(1).is_some_and(|w| self.context.text(w) == ":")
                && p.members.len() + 1 == count as usize
        };
        let index = self.pieces.phrases.iter().position(|p| behind(&p))?;
        let mut out = self.one(index);
        out.extend(self.pieces.phrases[index].members.iter().flat_map(|m| self.one(*m)));
        let states = out.iter().all(|f| f.entity.kind == EntityType::State && f.entity.id.is_some());
        (states && out.len() == count as usize).then_some(out)
    }

    /// Whether a word before the head is a name, listed or not: "the Taliban government".
    fn named_after(&self, phrase: &Phrase) -> bool {
        (phrase.start..phrase.head).any(|w| {
            let capital = self.context.text(w).chars().next().is_some_and(char::is_uppercase);
            let word = self.context.words.get(w);
            let unlisted = word.is_some_and(|w| w.name.is_none() && w.readings.iter().all(|r| r.lemma.is_none()));
            capital && unlisted && self.context.pos(w) == Some(language::Pos::Noun)
        })
    }

    /// Whether a phrase names a place that nobody listed: a name under "in".
    pub(crate) fn unknown_place(&self, phrase: usize) -> bool {
        let Some(p) = self.pieces.phrases.get(phrase) else { return false };
        let capital = !self.context.language.settings.lower_case
            || self.context.text(p.head).chars().next().is_some_and(char::is_uppercase);
        let word = self.context.words.get(p.head);
        let unlisted = word.is_some_and(|w| w.name.is_none() && w.readings.iter().all(|r| r.lemma.is_none()));
        p.marker == self.context.language.codes.in_ && p.names.is_empty() && capital && unlisted
    }

    /// "The foreign ministers Reina and Qin": of two people of the two states spoken of, the one whom nobody listed is of the
    /// other state.
    fn other_side(&self, pair: &mut [Filler]) {
        let [a, b] = pair else { return };
        let stateless = |f: &Filler| f.entity.kind == EntityType::Person && f.entity.state.is_none() && !f.anonymous;
        let (unlisted, known) = if stateless(a) { (a, b) } else { (b, a) };
        let Some(states) = self.discourse.two_states().filter(|_| stateless(unlisted)) else { return };
        let of_known = known.entity.state_id().map(str::to_owned);
        let [x, y] = states.each_ref().map(|s| s.id.clone());
        if of_known.is_some() && (x == of_known || y == of_known) {
            unlisted.entity.state = if x == of_known { y } else { x };
            let office = unlisted.entity.office.take().filter(|o| !o.contains('@'));
            let state = unlisted.entity.state.clone();
            unlisted.entity.office = office.zip(state).map(|(office, state)| format!("{office}@{state}"));
        }
    }

    /// What a phrase means in its function: "it" as a subject is a state or body, elsewhere first an agreement.
    pub fn resolve_as(&self, phrase: usize, subject: bool) -> Vec<Filler> {
        let p = &self.pieces.phrases[phrase];
        if p.pronoun.is_some() && p.members.is_empty() {
            return self.pronoun(p, subject);
        }
        let mut all = self.resolve(phrase);
        if !subject && p.marker == 0 {
            // "has not recognised the government": some government just spoken of, not that of the state last named.
            let some = all.len();
            all.retain(|f| !(f.antecedent && f.organ.is_some()));
            if all.len() < some {
                all.extend(self.discourse.recognized().map(|e| self.back(e, p)));
            }
        }
        all
    }

    pub(crate) fn one(&self, index: usize) -> Vec<Filler> {
        self.one_under(index, self.pieces.phrases[index].marker)
    }

    /// What a phrase means under a marker.
    fn one_under(&self, index: usize, marker: Code) -> Vec<Filler> {
        let phrase = &self.pieces.phrases[index];
        let codes = &self.context.language.codes;
        if phrase.pronoun.is_some() {
            return self.pronoun(phrase, true);
        }
        if let Some(person) = self.person(phrase) {
            return vec![person];
        }
        let head = self.context.name(phrase.head);
        if let Some(name) = head
            && name.form != Form::Adjective
        {
            let item = self.world.item_at(name.item);
            match (name.table, name.kind) {
                (Kind::Offices, _) => return self.office(phrase, &item.id),
                (Kind::Regions, _) => return self.region(item, phrase),
                (Kind::Organizations, _) => {
                    let Some(own) = self.body_of_state(item) else {
                        return vec![self.item(item, phrase.head, false)];
                    };
                    // "The Senate of Uruguay": the name that one body has alone is a common noun with another state.
                    let told = phrase.genitives.iter().find_map(|g| self.state_of(&self.pieces.phrases[*g]));
                    let state = told.unwrap_or_else(|| self.item(own, phrase.head, false));
                    return vec![Filler { organ: organ_of(item).map(str::to_owned), ..state }];
                }
                (_, EntityType::Place) => {
                    // A capital stands for its government where it acts or is acted with, not where something happens.
                    let governs = [0, codes.by, codes.between, codes.with, codes.according, codes.and, codes.poss]
                        .contains(&marker);
                    let state = item.attribute("stands_for").and_then(|s| self.world.item(s)).filter(|_| governs);
                    return vec![self.item(state.unwrap_or(item), phrase.head, false)];
                }
                (_, EntityType::State) if name.form == Form::Capital => {
                    return vec![self.item(item, phrase.head, false)];
                }
                _ => return vec![self.item(item, phrase.head, false)],
            }
        }
        let state = self.state_of(phrase).or_else(|| self.seat(phrase));
        // "the court" after "the International Criminal Court"
        let plain =
            phrase.definite && phrase.owner.is_none() && phrase.adjectives.is_empty() && phrase.names.is_empty();
        if plain
            && let Some(body) = self
                .discourse
                .named_by(self.context.text(phrase.head), self.context.language.settings.order.adjective_follows)
            && phrase.genitives.iter().all(|g| self.context.language.codes.in_ == self.pieces.phrases[*g].marker)
        {
            return vec![self.back(body, phrase)];
        }
        let organ = self.context.classes(phrase.head).find_map(|c| c.strip_prefix("organ.")).map(str::to_owned);
        let class = |code| self.context.in_class(phrase.head, code);
        if organ.is_some() || self.context.in_class(phrase.head, self.context.language.codes.state_body) {
            if let Some(sides) = self.sides(phrase).filter(|_| state.is_none()) {
                return sides;
            }
            // "Their parliaments have ratified it": of those named together before.
            let plural = phrase.features.number == Number::Plural;
            if organ.is_some() && plural && phrase.owner.is_some_and(|o| o.number == Number::Plural) {
                let owners = self.possessor(index).into_iter().filter(|f| f.entity.kind == EntityType::State);
                return owners.map(|s| Filler { organ: organ.clone(), ..s }).collect();
            }
            return match state {
                // "delegations from Iran and the United States"
                Some(_) if phrase.features.number == Number::Plural => {
                    self.states_of(phrase).into_iter().map(|s| Filler { organ: organ.clone(), ..s }).collect()
                }
                Some(state) => vec![Filler { organ, ..state }],
                // "The Taliban government": whose it is, is said in a name that nobody listed.
                None if self.named_after(phrase) => {
                    let entity = self.described(phrase, EntityType::Other);
                    vec![Filler { entity, organ: None, anonymous: false, antecedent: false }]
                }
                // "Parliament ratified it on Monday": of the state last spoken of.
                None if organ.is_none() => {
                    let home =
                        self.discourse.publishing_state().filter(|_| phrase.definite && self.stands_bare(phrase));
                    home.map(|e| self.back(e, phrase)).into_iter().collect()
                }
                // "Four new governments ratified it": which ones is not said.
                None if organ.as_deref() == Some("cabinet") && phrase.features.number == Number::Plural => {
                    let mut entity = self.described(phrase, EntityType::State);
                    entity.count = self.number(phrase).map_or(Count::Unknown, Count::Number);
                    vec![Filler { entity, organ: None, anonymous: false, antecedent: false }]
                }
                None => {
                    let states = [EntityType::State];
                    let here = self.mentioned_before(phrase.start, &states, language::Gender::Any);
                    let home = || {
                        self.discourse
                            .publishing_state()
                            .filter(|_| phrase.definite && self.stands_bare(phrase))
                            .cloned()
                    };
                    let last = || self.discourse.last(&states, language::Gender::Any, Number::Any).cloned();
                    here.or_else(home)
                        .or_else(last)
                        .map(|e| Filler { organ, ..self.back(&e, phrase) })
                        .into_iter()
                        .collect()
                }
            };
        }
        if class(codes.official) {
            let unnamed = |state: Option<String>| {
                let entity = Entity { state, ..self.described(phrase, EntityType::Person) };
                Filler { entity, organ: None, anonymous: true, antecedent: false }
            };
            // "Iranian and American officials": some of each.
            let states = self.states_of(phrase);
            if states.len() > 1 && phrase.features.number == Number::Plural {
                return states.into_iter().map(|s| Filler { anonymous: true, ..s }).collect();
            }
            return vec![unnamed(state.and_then(|s| s.entity.id))];
        }
        // "its embassy in the Syrian capital": a place of that state.
        if self.context.in_class(phrase.head, self.context.language.codes.capital)
            && let Some(state) = &state
        {
            let mut entity = self.described(phrase, EntityType::Place);
            entity.state.clone_from(&state.entity.id);
            return vec![Filler { entity, organ: None, anonymous: false, antecedent: false }];
        }
        if class(codes.counterpart) {
            return self.counterparts(phrase);
        }
        if class(codes.instrument) {
            return self.instrument(phrase);
        }
        if class(codes.country) {
            return self.country(phrase);
        }
        // "the C5+1 summit", "the forum C5+1": what it is named after.
        if class(codes.gathering) || class(codes.group) {
            let body = |f: &Filler| {
                matches!(f.entity.kind, EntityType::Forum | EntityType::Organization | EntityType::Agreement)
            };
            let of = phrase.genitives.iter().flat_map(|g| self.resolve(*g)).find(body);
            // "the BRICS summit"
            let before = || phrase.adjectives.iter().filter_map(|w| self.named(*w)).find(body);
            if let Some(forum) = of.or_else(|| before().filter(|_| class(codes.gathering))) {
                return vec![forum];
            }
            // "the Summit of the Americas", "the Lakes Conference": a name of its own that nobody listed.
            let capital = |w: usize| self.context.text(w).chars().next().is_some_and(char::is_uppercase);
            let first = phrase.start + usize::from(phrase.marker != 0);
            let more = !phrase.genitives.is_empty() || (first..phrase.head).any(capital);
            if class(codes.gathering) && self.context.language.settings.lower_case && capital(phrase.head) && more {
                let entity = self.described(phrase, EntityType::Forum);
                return vec![Filler { entity, organ: None, anonymous: false, antecedent: false }];
            }
        }
        if self.context.pos(phrase.head) == Some(language::Pos::Quantifier)
            && let Some(inner) = phrase.genitives.first()
        {
            // "some of the states here": unnamed, a part of the named.
            let whole = self.resolve(*inner);
            // "each of them", "both of the states": all of these.
            if [codes.all, codes.both].contains(&self.context.code(phrase.head)) && !whole.is_empty() {
                return whole;
            }
            let kind = whole.first().map_or(EntityType::Other, |f| f.entity.kind);
            let mut entity = self.described(phrase, kind);
            entity.count = Count::Unknown;
            entity.of = whole.into_iter().filter_map(|f| f.entity.id).collect();
            return vec![Filler { entity, organ: None, anonymous: false, antecedent: false }];
        }
        // "the question of Taiwan" is about Taiwan.
        if self.context.classes(phrase.head).any(|c| c == "matter.question")
            && let [whole] = phrase.genitives.as_slice()
            && let [about] = self.resolve(*whole).as_slice()
            && matches!(about.entity.kind, EntityType::State | EntityType::Agreement | EntityType::Organization)
            && about.entity.id.is_some()
        {
            return vec![about.clone()];
        }
        if class(codes.matter) && (phrase.definite || phrase.maybe_definite) && phrase.genitives.is_empty() {
            return self.discourse.topic().map(|t| self.back(t, phrase)).into_iter().collect();
        }
        // "the regional bloc ECOWAS"
        if class(codes.group)
            && let Some(named) = phrase.appositions.first()
        {
            return self.one(*named);
        }
        // "the BRICS bloc", "the Mercosur group": named, and no other.
        let texts = [EntityType::Organization, EntityType::Forum, EntityType::Agreement];
        if class(codes.group)
            && let Some(named) = phrase.adjectives.iter().filter_map(|w| self.named(*w)).next()
            && texts.contains(&named.entity.kind)
        {
            return vec![named];
        }
        // "join the group", where nothing says of what sort it is.
        let loose = self.context.classes(phrase.head).any(|c| c == "group.loose");
        let undergone =
            || phrase.start.checked_sub(1).is_some_and(|w| self.context.pos(w) == Some(language::Pos::Verb));
        let open = !loose || phrase.adjectives.is_empty() && phrase.head == phrase.start + 1 && undergone();
        if class(codes.group) && open && (phrase.definite || phrase.maybe_definite) && phrase.genitives.is_empty() {
            // "The organization" is a body; "the club" may be an agreement.
            let bodies = [EntityType::Organization, EntityType::Forum];
            let body = self.context.in_class(phrase.head, self.context.language.codes.group_body);
            let kinds = [EntityType::Organization, EntityType::Forum, EntityType::Agreement];
            let kinds = if body { &kinds[..2] } else { &kinds[..] };
            let earlier = self.mentioned_before(phrase.start, kinds, language::Gender::Any);
            let topic = self.discourse.topic().filter(|t| !body || bodies.contains(&t.kind));
            let topic = topic.or_else(|| self.discourse.last(&bodies, language::Gender::Any, Number::Any));
            return earlier.or_else(|| topic.cloned()).map(|t| self.back(&t, phrase)).into_iter().collect();
        }
        // "Members of the World Health Organization adopted": the body; "twelve members of the council voted": some states.
        if self.context.classes(phrase.head).any(|c| c == "member_word") && phrase.features.number == Number::Plural {
            let body = phrase
                .genitives
                .iter()
                .flat_map(|g| self.resolve(*g))
                .find(|f| matches!(f.entity.kind, EntityType::Organization | EntityType::Forum));
            let counted =
                phrase.quantifier != 0 || self.context.text(phrase.start).starts_with(|c: char| c.is_ascii_digit());
            if let Some(body) = body.filter(|_| !counted) {
                return vec![body];
            }
            let entity = self.described(phrase, EntityType::State);
            return vec![Filler { entity, organ: None, anonymous: false, antecedent: false }];
        }
        if (class(codes.leader) || class(codes.side))
            && let Some(sides) = self.sides(phrase)
        {
            return sides;
        }
        // "EU leaders", "NATO allies": the body acts through them.
        if class(codes.leader) {
            let body = self.body_before(phrase);
            if !body.is_empty() {
                return body;
            }
        }
        // "the Samoan leader", "Chinese leaders in Beijing"
        let state = |w: &usize| self.context.name(*w).is_some_and(|n| n.kind == EntityType::State);
        if class(codes.leader) && phrase.adjectives.iter().any(state) {
            return self.states_of(phrase).into_iter().map(leader_of).collect();
        }
        if class(codes.leader)
            && let Some(inner) = phrase.genitives.iter().find(|g| !self.only_where(phrase, **g))
        {
            let states = self.resolve(*inner);
            // "The deputy ambassador of Russia": somebody of that state.
            if let [one] = states.as_slice()
                && matches!(one.entity.kind, EntityType::Office | EntityType::Person)
                && one.entity.state.is_some()
            {
                let entity = Entity { state: one.entity.state.clone(), ..self.described(phrase, EntityType::Person) };
                return vec![Filler { entity, organ: None, anonymous: false, antecedent: false }];
            }
            // "the leaders of the G20": the body acts through them.
            if phrase.features.number == Number::Plural
                && states.iter().all(|f| matches!(f.entity.kind, EntityType::Organization | EntityType::Forum))
            {
                return states;
            }
            return states.into_iter().filter(|f| f.entity.kind == EntityType::State).map(leader_of).collect();
        }
        if class(codes.report) {
            let mut entity = self.described(phrase, EntityType::Organization);
            entity.state = None;
            return vec![Filler { entity, organ: None, anonymous: false, antecedent: false }];
        }
        vec![Filler {
            entity: self.described(phrase, EntityType::Other),
            organ: None,
            anonymous: false,
            antecedent: false,
        }]
    }

    /// The body whose name stands before its people: "EU leaders", "Arab League foreign ministers".
    pub(crate) fn body_before(&self, phrase: &Phrase) -> Vec<Filler> {
        let body = |w: &usize| {
            self.context.name(*w).is_some_and(|n| matches!(n.kind, EntityType::Organization | EntityType::Forum))
        };
        let plural = phrase.features.number == Number::Plural;
        let found = phrase.adjectives.iter().copied().find(body).filter(|_| plural);
        found.and_then(|w| self.named(w)).into_iter().collect()
    }

    /// Nothing behind the head but the other members of its list.
    pub(crate) fn stands_bare(&self, phrase: &Phrase) -> bool {
        let next = phrase.members.first().map(|m| self.pieces.phrases[*m].start);
        phrase.end == phrase.head + 1 || next.is_some_and(|n| n <= phrase.head + 3)
    }
}
