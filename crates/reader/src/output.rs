//! From what the stages found to the lines of a reading: claims with evidence, quotations, mentions, times.

use std::collections::BTreeMap;

use claims::{
    Act, Attribution, Claim, Count, Entity, EntityType, Kind, Modality, Part, Period, Plover, Quotation, Role, Roles,
    identity,
};
use text::Shadow;
use world::World;

use crate::{
    acts::Found,
    evidence::words_span,
    fillers::Filler,
    segment::{Material, Segment},
};

/// Who is said to say what a segment holds.
#[derive(Debug, Clone)]
pub struct Voice {
    /// The speaker.
    pub speaker: Option<Entity>,
    /// Unnamed.
    pub anonymous: bool,
    /// In their own words.
    pub direct: bool,
    /// Where.
    pub channel: Option<String>,
    /// The quotation line.
    pub quotation: Option<String>,
    /// The next source out.
    pub via: Option<Entity>,
}

impl Voice {
    /// The claim's attribution.
    pub fn attribution(&self) -> Attribution {
        Attribution {
            speaker: self.speaker.clone(),
            anonymous: self.anonymous,
            direct: self.direct,
            channel: self.channel.clone(),
            quotation: self.quotation.clone(),
            via: self.via.clone(),
        }
    }
}

/// Collects the lines of one document.
pub struct Output<'a> {
    /// The document's id, as printed.
    pub document: String,
    /// The document's true id, for the claims' ids.
    pub identity: String,
    /// Who exists.
    pub world: &'a World,
    /// The language's tag.
    pub tag: &'a str,
    /// The day of publication.
    pub published: Option<claims::Moment>,
    /// Claims so far.
    pub claims: Vec<Claim>,
    /// Quotations so far.
    pub quotations: Vec<Quotation>,
    /// When the last announcement was made, as far as the text tells it.
    pub(crate) announced: Option<Period>,
    /// When the last act told happened, and where its sentence begins.
    pub(crate) latest: Option<(usize, Period)>,
    /// Claims that say the same, by what they say.
    said: BTreeMap<String, (String, usize)>,
}

impl<'a> Output<'a> {
    /// An empty one.
    pub fn new(
        document: String,
        identity: String,
        world: &'a World,
        tag: &'a str,
        published: Option<claims::Moment>,
    ) -> Output<'a> {
        Output {
            document,
            identity,
            world,
            tag,
            published,
            claims: Vec::new(),
            quotations: Vec::new(),
            announced: None,
            latest: None,
            said: BTreeMap::new(),
        }
    }

    /// Adds the claim of an act.
    pub fn claim(
        &mut self,
        found: &Found,
        segment: &Segment,
        material: Material<'_>,
        shadow: &Shadow,
        voice: Option<&Voice>,
        within: Option<Part>,
    ) {
        let lexicon = &material.language.lexicon;
        let status = &found.status;
        let mut act = found.assignment.act;
        let mut modality = status.modality;
        if found.assignment.negated {
            modality = Modality::Asserted;
        }
        // "Parliament must approve it" is what comes next; "Iran must sign it", said by another, is what he wants.
        let speaker = voice.and_then(|v| v.speaker.as_ref()).and_then(Entity::state_id);
        let others = speaker.is_some_and(|s| {
            found.assignment.role(Role::Actor).iter().all(|f| f.entity.state_id().is_some_and(|own| own != s))
        });
        if status.obliged && modality == Modality::Planned && others {
            modality = Modality::Urged;
        }
        if let Some(announced) = act.definition().announced_as.and_then(Act::named) {
            let merely = match modality {
                Modality::Asserted => status.progressive || (status.announced && found.light.is_some()),
                Modality::Planned => status.announced,
                _ => false,
            };
            if merely {
                act = announced;
                modality = Modality::Asserted;
            }
        }
        // "Announced the closure of its embassy": decided, not done.
        if act.definition().planned_when_announced
            && status.announced
            && found.light.is_some()
            && modality == Modality::Asserted
        {
            modality = Modality::Planned;
        }
        let time = self.time(found, segment, material);
        if let (Some(told), Some(word)) = (time.filter(|t| t.from.is_some() && t.to.is_some()), segment.words.first()) {
            self.latest = Some((word.start, told));
        }
        // "Norway signs the treaty on Friday": what lies ahead has not happened, whatever the tense.
        let ahead = time
            .and_then(|t| t.from)
            .zip(self.published)
            .is_some_and(|(from, today)| from.to_string() > today.to_string().chars().take(10).collect::<String>());
        let present = segment.clauses[found.clause].verb.is_some_and(|v| {
            let verb = &segment.pieces.verbs[v];
            verb.form == language::VerbForm::Present && !verb.perfect
        });
        if ahead && present && modality == Modality::Asserted && act.kind() != Kind::Attribute {
            modality = Modality::Planned;
        }
        let past = segment.clauses[found.clause].verb.is_some_and(|v| {
            let verb = &segment.pieces.verbs[v];
            verb.form == language::VerbForm::Past && verb.modal.is_none()
        });
        // "Spoke of the visit in 2027": what lies ahead is the time of something else.
        let time = time.filter(|_| !(ahead && past && modality == Modality::Asserted && act.kind() == Kind::Contact));
        let mut roles = self.roles(found, act, time.as_ref());
        // "The summit" that is known by name, or meant, is the forum.
        if act == claims::Act::ATTENDS
            && !roles.contains_key(&Role::Forum)
            && let Some(objects) = roles.remove(&Role::Object)
        {
            let named = |e: &Entity| {
                e.id.is_some() && matches!(e.kind, claims::EntityType::Forum | claims::EntityType::Organization)
            };
            let role = if objects.iter().all(named) { Role::Forum } else { Role::Object };
            roles.insert(role, objects);
        }
        // "Approved his country's withdrawal": nobody else's.
        let themselves = roles
            .get(&Role::Candidate)
            .zip(roles.get(&Role::Actor))
            .is_some_and(|(candidates, actors)| candidates.iter().all(|c| actors.iter().any(|a| a.key() == c.key())));
        if themselves {
            roles.remove(&Role::Candidate);
        }
        // The state itself is an entity of an organ's claim; the organ is a value.
        for (role, value) in &found.assignment.values {
            if act.takes(*role) && !roles.contains_key(role) {
                roles.insert(*role, vec![Entity::value(value.clone())]);
            }
        }
        let takes = act.definition();
        let open = |r: &Role| takes.left_open.contains(r) && found.assignment.leaves_open(*r);
        let filled = |r: &Role| roles.get(r).is_some_and(|f| !f.is_empty()) || open(r);
        let enough = takes.required.iter().all(|group| group.iter().any(filled));
        if !enough {
            return;
        }
        // Symmetric acts need two sides; a meeting with oneself is a misreading.
        for role in [Role::Party, Role::Participant] {
            if let Some(fillers) = roles.get(&role) {
                let sides = fillers.len()
                    + usize::from(roles.contains_key(&Role::Host))
                    + usize::from(roles.contains_key(&Role::Actor))
                    + usize::from(roles.contains_key(&Role::Counterpart));
                if fillers.len() < 2
                    && sides < 2
                    && takes.required.iter().any(|g| g.contains(&role))
                    && !roles.contains_key(&Role::Forum)
                {
                    return;
                }
            }
        }
        let sides = (roles.get(&Role::Actor), roles.get(&Role::Counterpart).or(roles.get(&Role::Host)));
        if let (Some([a]), Some([b])) = (sides.0.map(Vec::as_slice), sides.1.map(Vec::as_slice))
            && a.key() == b.key()
        {
            return;
        }
        // A contact is between states: two of one state who meet are at home.
        if act.kind() == Kind::Contact {
            let all: Vec<&Entity> = roles
                .iter()
                .filter(|(r, _)| !matches!(r, Role::Place | Role::Forum | Role::Topic | Role::Object))
                .flat_map(|(_, f)| f)
                .collect();
            let states: std::collections::BTreeSet<&str> = all.iter().filter_map(|e| e.state_id()).collect();
            if all.len() > 1 && states.len() < 2 && all.iter().all(|e| e.state_id().is_some()) {
                return;
            }
        }
        let context = segment.context(material);
        let marked = |w: usize| {
            context.pos(w) == Some(language::Pos::Preposition) && context.code(w) != material.language.codes.object
        };
        let at_it = [Some(found.predicate.0), found.predicate.0.checked_sub(1)].into_iter().flatten().any(marked);
        // "Spoke at the summit of": that a body holds one is told only where the summit is what happens.
        if act == claims::Act::HOLDS_SUMMIT && roles.get(&Role::Participant).is_none_or(Vec::is_empty) && at_it {
            return;
        }
        // Nobody does to himself what is done to another.
        if let (Some([a]), Some([b])) =
            (roles.get(&Role::Actor).map(Vec::as_slice), roles.get(&Role::Object).map(Vec::as_slice))
            && act == claims::Act::RECOGNIZES
            && a.id.is_some()
            && a.id == b.id
        {
            return;
        }
        // An ambassador who goes somewhere is mostly at his post.
        let at_post = |f: &crate::fillers::Filler| {
            f.entity.office.as_deref().or(f.entity.id.as_deref()).is_some_and(|o| o.starts_with("ambassador@"))
        };
        if act == claims::Act::VISITS && found.assignment.role(Role::Actor).iter().any(at_post) {
            return;
        }
        // Whoever is at a ceremony at home has no contact with anybody.
        if act == claims::Act::ATTENDS
            && [Role::Forum, Role::Counterpart].iter().all(|r| roles.get(r).is_none_or(Vec::is_empty))
        {
            let fillers = |role: Role| roles.get(&role).into_iter().flatten().filter_map(Entity::state_id);
            let states: std::collections::BTreeSet<&str> = fillers(Role::Actor).chain(fillers(Role::Place)).collect();
            if states.len() < 2 {
                return;
            }
        }
        // "No state has recognised it": nobody is named who could have.
        if act.kind() == Kind::Relation && roles.get(&Role::Actor).is_some_and(|a| a.iter().all(|e| e.id.is_none())) {
            return;
        }
        let anonymous_hearsay = status.hearsay && voice.is_none();
        let attribution = match voice {
            Some(voice) => Some(voice.attribution()),
            None if anonymous_hearsay => Some(Attribution {
                speaker: None,
                anonymous: true,
                direct: false,
                channel: None,
                quotation: None,
                via: None,
            }),
            None => None,
        };
        let condition = status.condition.map(|c| {
            let (_, end) = segment.extent(c);
            words_span(segment, shadow, segment.clauses[c].start, end)
        });
        let definition = act.definition();
        let mut claim = Claim {
            document: self.document.clone(),
            id: String::new(),
            kind: act.kind(),
            act,
            roles,
            time,
            modality,
            condition,
            not_yet: status.not_yet,
            again: false,
            background: status.background,
            value: found.told.as_ref().and_then(|t| t.value.clone()),
            attribution,
            evidence: self.evidence(found, segment, shadow, within),
            plover: definition
                .plover
                .map(|(event, mode)| Plover { event: event.to_owned(), mode: mode.map(str::to_owned) }),
            cameo: definition.cameo.map(str::to_owned),
            rule: found.told.as_ref().map_or_else(
                || lexicon.entries.get(found.assignment.entry as usize).map_or(String::new(), |e| e.place.clone()),
                |t| t.place.clone(),
            ),
            margin: Some(found.assignment.margin),
            same_as: None,
        };
        // Recognition, a break, an embassy: one claim a pair. Joint acts on an agreement: one claim.
        let several = claim
            .roles
            .get(&Role::Actor)
            .filter(|a| a.len() > 1 && act.kind() == Kind::Relation && !act.many(Role::Actor))
            .cloned();
        if let Some(meetings) = crate::meetings::one_by_one(&claim, found, segment, material, shadow) {
            for mut one in meetings {
                self.finish(&mut one);
                self.claims.push(one);
            }
            return;
        }
        for actor in several.unwrap_or_default() {
            let mut one = claim.clone();
            // "Iran and Saudi Arabia reopened embassies": each in the other.
            if let Some(others) = one.roles.get_mut(&Role::Counterpart).filter(|c| c.len() > 1) {
                others.retain(|c| c.key() != actor.key());
            }
            if let Some(others) = one.roles.get_mut(&Role::Object).filter(|o| o.len() > 1) {
                others.retain(|o| o.key() != actor.key());
            }
            one.roles.insert(Role::Actor, vec![actor]);
            self.finish(&mut one);
            self.claims.push(one);
        }
        if claim.role(Role::Actor).len() < 2 || act.kind() != Kind::Relation || act.many(Role::Actor) {
            self.finish(&mut claim);
            self.claims.push(claim);
        }
    }

    /// Gives a claim its id, and points to the first that says the same.
    pub fn finish(&mut self, claim: &mut Claim) {
        let bare = identity::of_claim(claim, &self.identity, 0);
        let entry = self.said.entry(bare.clone()).or_insert_with(|| (bare.clone(), 0));
        let occurrence = entry.1;
        entry.1 += 1;
        claim.id = if occurrence == 0 { bare } else { identity::of_claim(claim, &self.identity, occurrence) };
        claim.same_as = (occurrence > 0).then(|| entry.0.clone());
    }

    fn roles(&self, found: &Found, act: Act, time: Option<&Period>) -> Roles {
        let mut out: Roles = BTreeMap::new();
        for (role, fillers) in &found.assignment.roles {
            if !act.takes(*role) {
                continue;
            }
            let types = if found.assignment.kept.contains(role) {
                &[EntityType::Person, EntityType::State][..]
            } else {
                role.types()
            };
            let mut list: Vec<Entity> = Vec::new();
            for filler in fillers {
                let entity = self.standing_for(filler, types);
                if !list.iter().any(|e: &Entity| e.key() == entity.key() && e.kind == entity.kind) {
                    list.push(entity);
                }
            }
            if !act.many(*role) && list.len() > 1 {
                // A list in a single role: joint acts name several actors.
                // "Recognised each other": who is whose is settled claim by claim.
                let mutual = *role == Role::Object
                    && out.get(&Role::Actor).is_some_and(|actors| {
                        actors.len() == list.len() && actors.iter().all(|a| list.iter().any(|o| o.key() == a.key()))
                    });
                let several = mutual
                    || matches!(role, Role::Actor | Role::Candidate | Role::Counterpart | Role::Host | Role::Mediator);
                if !several {
                    list.truncate(1);
                }
            }
            if !list.is_empty() {
                out.insert(*role, list);
            }
        }
        // A described instrument is known by type, parties and month.
        let parties: Vec<String> = [Role::Actor, Role::Counterpart, Role::Party]
            .iter()
            .filter_map(|r| out.get(r))
            .flatten()
            .filter(|e| e.kind == EntityType::State)
            .filter_map(|e| e.id.clone())
            .collect();
        if let Some(agreements) = out.get_mut(&Role::Agreement) {
            for agreement in agreements.iter_mut() {
                let described = agreement.kind == EntityType::Agreement
                    && agreement.id.as_deref().is_some_and(|id| self.world.item(id).is_none() && !id.contains('.'));
                if described {
                    let sort = agreement.id.clone().unwrap_or_default();
                    let mut states = parties.clone();
                    states.sort_unstable();
                    states.dedup();
                    let month = time
                        .and_then(|t| t.from)
                        .or(self.published)
                        .map(|m| m.to_string().chars().take(7).collect::<String>());
                    agreement.id = if states.is_empty() {
                        None
                    } else {
                        Some(
                            [Some(sort), Some(states.join("-")), month]
                                .into_iter()
                                .flatten()
                                .collect::<Vec<_>>()
                                .join("."),
                        )
                    };
                    if agreement.id.is_none() {
                        agreement.count = Count::Unsaid;
                    }
                }
            }
        }
        // "The presidents signed": the states are bound, the people signed.
        if act.takes(Role::Person) && !out.contains_key(&Role::Person) && act.kind() == Kind::Participation {
            let actors = found.assignment.role(Role::Actor).iter().map(|f| &f.entity);
            let people: Vec<Entity> = actors.filter(|e| e.kind == EntityType::Person).cloned().collect();
            if !people.is_empty() {
                out.insert(Role::Person, people);
            }
        }
        out
    }

    /// The state that a person or office stands for, where the role is filled by states.
    fn standing_for(&self, filler: &Filler, types: &[EntityType]) -> Entity {
        let entity = &filler.entity;
        if types.contains(&entity.kind) || !types.contains(&EntityType::State) {
            return entity.clone();
        }
        let Some(state) = entity.state.as_deref() else { return entity.clone() };
        let item = self.world.item(state);
        let kind = item.map_or(EntityType::State, |i| i.kind);
        let name = item.map_or(state, |i| self.world.name(i, self.tag));
        Entity { start: entity.start, end: entity.end, ..Entity::named(state, name, kind) }
    }
}
