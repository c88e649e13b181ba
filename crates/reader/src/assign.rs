//! Stages 4 and 5: valence frames, and the assignment of phrases to their slots by score.
//!
//! For each entry of a predicate's lemma the phrases of its clause, and those it inherits, are candidates for its slots. Types
//! and closed markers are hard conditions, everything else is a whole-number weight. The best assignment counts if it fills
//! what the frame requires and beats the second by the margin.

use claims::{Act, Entity, EntityType, Role};
use language::{Code, Entry, Mark, Restriction, Slot};

use crate::{
    candidates::{Candidate, Embedded, Part},
    fillers::{Filler, Resolver},
};

/// An entry with its slots filled.
#[derive(Debug, Clone)]
pub struct Assignment {
    /// The entry, as an index into the lexicon.
    pub entry: u32,
    /// The act.
    pub act: Act,
    /// Roles with their fillers.
    pub roles: Vec<(Role, Vec<Filler>)>,
    /// Values that the entry or an organ gives.
    pub values: Vec<(Role, String)>,
    /// Roles whose slot takes people as people, not for their state.
    pub kept: Vec<Role>,
    /// The entry holds for a denied verb and asserts the act.
    pub negated: bool,
    /// Phrases used, for the evidence.
    pub used: Vec<usize>,
    /// Embedded acts consumed.
    pub embedded: Vec<usize>,
    /// The score.
    pub score: i32,
    /// By how much it beats the second.
    pub margin: i32,
}

/// Why an entry gave nothing; for `explain`.
#[derive(Debug, Clone)]
pub struct Rejected {
    /// The entry's `file:line`.
    pub place: String,
    /// The act that it would have been.
    pub act: Act,
    /// What failed, in words.
    pub why: String,
}

/// A verb or act noun whose entries are tried.
#[derive(Clone, Copy)]
pub struct Predicate<'a> {
    /// Its entries, as indices into the lexicon.
    pub entries: &'a [u32],
    /// It is denied.
    pub negated: bool,
    /// Whether the words after it begin with an entry's fixed words.
    pub follows: &'a dyn Fn(&[String]) -> bool,
    /// Whether a candidate agrees with it in gender and number.
    pub agrees: &'a dyn Fn(usize) -> bool,
    /// The act stands under another ("parliament voted to leave"): an organ may be its subject, for the act above tells what
    /// an organ can do.
    pub inner: bool,
    /// An infinitive, whose subject stands in the clause above.
    pub controlled: bool,
    /// Where it stands, as a word.
    pub at: usize,
}

/// Fills the slots of every entry and returns the best assignment, with the reasons why others failed.
pub fn best(
    predicate: &Predicate<'_>,
    candidates: &[Candidate],
    embedded: &[Embedded],
    resolver: &Resolver<'_>,
    rejected: &mut Vec<Rejected>,
) -> Option<Assignment> {
    let Predicate { entries, negated, follows, agrees, inner, controlled, at } = *predicate;
    let lexicon = &resolver.context.language.lexicon;
    let weights = &resolver.context.language.settings.weights;
    let fillers: Vec<Vec<Filler>> = candidates
        .iter()
        .map(|c| match c.embedded.and_then(|e| embedded.get(e)) {
            Some(inner) => inner.agreement.clone(),
            None => match c.part {
                Part::Whole => resolver.resolve_as(c.phrase, c.marks.contains(&Mark::Subject)),
                Part::Owner => resolver.pieces.phrases.get(c.phrase).map(|p| resolver.states_of(p)).unwrap_or_default(),
                Part::Text => resolver.text_of(c.phrase),
                Part::Described(word) => resolver.named(word).into_iter().collect(),
            },
        })
        .collect();
    let mut found: Vec<Assignment> = Vec::new();
    for entry_id in entries {
        let Some(entry) = lexicon.entries.get(*entry_id as usize) else { continue };
        if !entry.fixed.is_empty() && !follows(&entry.fixed) || entry.negated && !negated {
            continue;
        }
        let mut search = Search {
            entry,
            candidates,
            fillers: &fillers,
            embedded,
            agrees,
            inner,
            controlled,
            nominal: lexicon.lemma(entry.lemma).pos == language::Pos::Noun,
            resolver,
            best: None,
            second: i32::MIN,
            steps: 0,
        };
        search.slot(0, &mut Vec::new(), 0);
        match search.best {
            Some((score, chosen)) => {
                let second = search.second;
                let bonus = if entry.fixed.is_empty() { 0 } else { weights.restriction };
                let mut assignment = build(entry, *entry_id, &chosen, candidates, &fillers, embedded, resolver);
                let left_out = from_the_topic(&mut assignment, entry, candidates, at, resolver);
                assignment.score = score + bonus + left_out * weights.antecedent;
                assignment.margin = if second == i32::MIN { score } else { score - second };
                found.push(assignment);
            }
            None => rejected.push(Rejected {
                place: entry.place.clone(),
                act: entry.act,
                why: missing(entry, candidates, &fillers, resolver),
            }),
        }
    }
    found.iter_mut().for_each(|a| each_other(a, entries_of(lexicon, a), candidates, resolver));
    // Nobody joins or leaves itself.
    found.retain(|a| {
        let agreements = a.role(Role::Agreement);
        let itself = !inner
            && a.role(Role::Actor)
                .iter()
                .any(|f| f.entity.id.is_some() && agreements.iter().any(|g| g.entity.id == f.entity.id));
        if itself {
            let place = lexicon.entries.get(a.entry as usize).map_or(String::new(), |e| e.place.clone());
            rejected.push(Rejected { place, act: a.act, why: "who acts is the agreement itself".to_owned() });
        }
        !itself
    });
    // Whoever closes the embassy of another in its own capital is no sender: nobody stands on both sides.
    found.retain(|a| {
        let sides = [Role::Actor, Role::Counterpart].map(|r| a.role(r));
        let [[actor], [counterpart]] = sides else { return true };
        let same = actor.entity.state_id().is_some() && actor.entity.state_id() == counterpart.entity.state_id();
        if same {
            let place = lexicon.entries.get(a.entry as usize).map_or(String::new(), |e| e.place.clone());
            rejected.push(Rejected { place, act: a.act, why: "the same state stands on both sides".to_owned() });
        }
        !same
    });
    // The frame's own requirements.
    found.retain(|a| {
        let lacking = a.act.definition().required.iter().find(|group| !group.iter().any(|r| a.fills(*r)));
        if let Some(group) = lacking {
            let names: Vec<&str> = group.iter().map(|r| r.code()).collect();
            let place = lexicon.entries.get(a.entry as usize).map_or(String::new(), |e| e.place.clone());
            rejected.push(Rejected { place, act: a.act, why: format!("nothing fills {}", names.join(" or ")) });
        }
        // Nobody meets alone.
        let alone = lacking.is_none() && a.act.definition().required == [[Role::Participant]] && {
            let others = a.roles.iter().any(|(r, f)| *r != Role::Participant && !f.is_empty());
            !others && a.role(Role::Participant).len() < 2
        };
        if alone {
            let place = lexicon.entries.get(a.entry as usize).map_or(String::new(), |e| e.place.clone());
            rejected.push(Rejected { place, act: a.act, why: "only one participant is told".to_owned() });
        }
        lacking.is_none() && !alone
    });
    found.sort_by_key(|a| std::cmp::Reverse(a.score));
    let mut found = found.into_iter();
    let mut best = found.next()?;
    if let Some(second) = found.next()
        && second.act != best.act
    {
        best.margin = best.margin.min(best.score - second.score);
    }
    if best.margin < weights.margin && best.score < 2 * weights.mark {
        rejected.push(Rejected {
            place: lexicon.entries.get(best.entry as usize).map_or(String::new(), |e| e.place.clone()),
            act: best.act,
            why: format!("its margin of {} is below {}", best.margin, weights.margin),
        });
        return None;
    }
    Some(best)
}

fn entries_of<'a>(lexicon: &'a language::Lexicon, assignment: &Assignment) -> Option<&'a Entry> {
    lexicon.entries.get(assignment.entry as usize)
}

/// "Iran and Saudi Arabia agreed to exchange ambassadors": of two states with a plural between them each is the other's
/// counterpart.
fn each_other(a: &mut Assignment, entry: Option<&Entry>, candidates: &[Candidate], resolver: &Resolver<'_>) {
    let lacks =
        a.act.definition().required.iter().any(|g| g.contains(&Role::Counterpart)) && !a.fills(Role::Counterpart);
    let actors = a.role(Role::Actor);
    let two = actors.len() == 2
        && actors.iter().all(|f| f.entity.state_id().is_some() && f.entity.kind != EntityType::Organization);
    let word = entry.is_some_and(|e| e.slots.iter().any(|s| s.role.is_none()));
    let plural = a.used.iter().any(|p| {
        let object = candidates.iter().any(|c| c.phrase == *p && c.marks.contains(&Mark::Object));
        object
            && resolver
                .pieces
                .phrases
                .get(*p)
                .is_some_and(|p| p.features.number == language::Number::Plural && p.members.is_empty())
    });
    if lacks && two && word && plural && !a.act.takes(Role::Party) {
        let both = actors.to_vec();
        a.roles.push((Role::Counterpart, both));
    }
}

/// Fills the slots that the entry lets the text leave out (`role~=`) and that nothing in the clause could fill. Returns how many.
fn from_the_topic(
    assignment: &mut Assignment,
    entry: &Entry,
    candidates: &[Candidate],
    at: usize,
    resolver: &Resolver<'_>,
) -> i32 {
    let mut count = 0;
    for slot in entry.slots.iter().filter(|s| s.topic) {
        let Some(role) = slot.role.filter(|r| !assignment.fills(*r) || one_sided(assignment, *r)) else { continue };
        // A phrase that stands where the filler should, and is something else, is what the clause is about.
        let marked = |m: &Mark| matches!(m, Mark::Marker(_) | Mark::Object);
        if candidates
            .iter()
            .any(|c| c.part == Part::Whole && c.marks.iter().any(|m| marked(m) && slot.marks.contains(m)))
        {
            continue;
        }
        let found: Vec<Entity> = match role {
            Role::Agreement => {
                let types = slot.restrictions.iter().find_map(|r| match r {
                    Restriction::Types(types) | Restriction::Exact(types) => Some(types.as_slice()),
                    _ => None,
                });
                let topic = resolver.text_before(at, &slot.marks);
                match types {
                    Some(types) if !topic.as_ref().is_some_and(|t| types.contains(&t.kind)) => resolver
                        .discourse
                        .last(types, language::Gender::Any, language::Number::Any)
                        .cloned()
                        .into_iter()
                        .collect(),
                    _ => topic.into_iter().collect(),
                }
            }
            // "Bolivia cut the relations": with the other of the two states of which the text speaks.
            Role::Counterpart | Role::Party => other_of_two(assignment, resolver),
            _ => resolver.discourse.actors().to_vec(),
        };
        let fillers: Vec<Filler> = found
            .into_iter()
            .map(|entity| Filler { entity, organ: None, anonymous: false, antecedent: true })
            .collect();
        if !fillers.is_empty() {
            match assignment.roles.iter_mut().find(|(r, _)| *r == role && role == Role::Party) {
                Some((_, known)) => known.extend(fillers),
                None => {
                    assignment.roles.retain(|(r, _)| *r != role);
                    assignment.roles.push((role, fillers));
                }
            }
            count += 1;
        }
    }
    count
}

/// Of two sides one is told.
fn one_sided(assignment: &Assignment, role: Role) -> bool {
    role == Role::Party && assignment.role(role).len() == 1
}

/// The state that is meant with one that is told, where the text speaks of two; both where none is told.
fn other_of_two(assignment: &Assignment, resolver: &Resolver<'_>) -> Vec<Entity> {
    let Some(pair) = resolver.discourse.two_states() else { return Vec::new() };
    let told = [Role::Actor, Role::Party].iter().find_map(|r| assignment.role(*r).first());
    let Some(told) = told else { return pair.to_vec() };
    let state = told.entity.state_id();
    let others: Vec<Entity> = pair.iter().filter(|e| e.id.as_deref() != state).cloned().collect();
    if others.len() == 1 { others } else { Vec::new() }
}

impl Assignment {
    /// Whether a role has a filler or value.
    pub fn fills(&self, role: Role) -> bool {
        self.roles.iter().any(|(r, f)| *r == role && !f.is_empty()) || self.values.iter().any(|(r, _)| *r == role)
    }

    /// The fillers of a role.
    pub fn role(&self, role: Role) -> &[Filler] {
        self.roles.iter().find(|(r, _)| *r == role).map_or(&[], |(_, f)| f.as_slice())
    }
}

struct Search<'a> {
    entry: &'a Entry,
    candidates: &'a [Candidate],
    fillers: &'a [Vec<Filler>],
    embedded: &'a [Embedded],
    agrees: &'a dyn Fn(usize) -> bool,
    inner: bool,
    controlled: bool,
    /// The predicate is a noun.
    nominal: bool,
    resolver: &'a Resolver<'a>,
    best: Option<(i32, Vec<Option<usize>>)>,
    second: i32,
    steps: usize,
}

impl Search<'_> {
    /// Tries every candidate for slot `i`, then the slot left empty.
    fn slot(&mut self, i: usize, chosen: &mut Vec<Option<usize>>, score: i32) {
        self.steps += 1;
        if self.steps > 4000 {
            return; // a clause of hundreds of phrases; the best so far counts
        }
        let Some(slot) = self.entry.slots.get(i) else {
            match &self.best {
                Some((best, _)) if *best >= score => self.second = self.second.max(score),
                Some((best, _)) => {
                    self.second = self.second.max(*best);
                    self.best = Some((score, chosen.clone()));
                }
                None => self.best = Some((score, chosen.clone())),
            }
            return;
        };
        for c in 0..self.candidates.len() {
            if chosen.contains(&Some(c)) {
                continue; // the state that a phrase belongs to is a candidate apart from the phrase
            }
            let stand = Stand {
                agrees: (self.agrees)(c),
                inner: self.inner,
                stands: self.inner || self.controlled && self.candidates[c].far > 0,
            };
            if let Some(points) = fits(slot, &self.candidates[c], &self.fillers[c], self.embedded, self.resolver, stand)
            {
                // "leaving Syria the only UN member": what describes the object is no object itself.
                let described = matches!(self.candidates[c].part, Part::Described(_));
                let word = self.entry.slots.iter().any(|s| s.role.is_none());
                let led = self.resolver.pieces.phrases.get(self.candidates[c].phrase).is_some_and(|p| match p.marker {
                    0 => word,
                    marker => slot.marks.contains(&Mark::Marker(marker)),
                });
                if described && !self.nominal && !led {
                    continue;
                }
                chosen.push(Some(c));
                self.slot(i + 1, chosen, score + points);
                chosen.pop();
            }
        }
        if !slot.required {
            chosen.push(None);
            self.slot(i + 1, chosen, score);
            chosen.pop();
        }
    }
}

/// How a candidate stands to its predicate.
#[derive(Debug, Clone, Copy, Default)]
struct Stand {
    /// It agrees with it in gender and number.
    agrees: bool,
    /// The predicate stands under another.
    inner: bool,
    /// A person or office may stand for the state even where the slot asks for the state itself.
    stands: bool,
}

/// The points of a candidate in a slot; `None` where it cannot stand there.
fn fits(
    slot: &Slot,
    candidate: &Candidate,
    fillers: &[Filler],
    embedded: &[Embedded],
    resolver: &Resolver<'_>,
    stand: Stand,
) -> Option<i32> {
    let Stand { agrees, inner, stands } = stand;
    let weights = &resolver.context.language.settings.weights;
    let place = match candidate.part {
        // "NATO membership", "the ICC withdrawal": in front of its noun a name needs no preposition.
        Part::Described(_) => {
            let joined = matches!(slot.role, Some(Role::Agreement | Role::Forum));
            slot.marks.iter().position(|m| joined && matches!(m, Mark::Marker(_)))?
        }
        _ => slot.marks.iter().position(|m| candidate.marks.contains(m))?,
    };
    let mut points = weights.mark - i32::try_from(place).unwrap_or(0);
    if candidate.embedded.is_some() != (slot.marks.get(place) == Some(&Mark::Act)) {
        return None;
    }
    let head = resolver.pieces.phrases.get(candidate.phrase).map(|p| p.head);
    for restriction in &slot.restrictions {
        match restriction {
            Restriction::Class(class) => {
                let pronoun = candidate.part == Part::Whole
                    && candidate.embedded.is_none()
                    && resolver.pieces.phrases.get(candidate.phrase).is_some_and(|p| p.pronoun.is_some());
                let taken_up = || pronoun && resolver.takes_up(candidate.phrase, *class);
                // "summoned Russian ambassador Andrei Kelin": the title tells what he is.
                let titled = || {
                    let phrase = resolver.pieces.phrases.get(candidate.phrase);
                    phrase.is_some_and(|p| {
                        (p.start..p.head).any(|w| {
                            resolver.context.name(w).is_some_and(|n| n.kind == EntityType::Office)
                                && resolver.context.in_class(w, *class)
                        })
                    })
                };
                let own = head.is_some_and(|h| resolver.context.in_class(h, *class));
                if !own && !taken_up() && !titled() {
                    return None;
                }
                points += weights.restriction;
            }
            Restriction::Organ(wanted) => {
                let organ = |f: &Filler| f.organ.as_deref().or_else(|| head_of_state(f, resolver)).map(str::to_owned);
                if !fillers.iter().any(|f| organ(f).is_some_and(|o| wanted.as_deref().is_none_or(|w| w == o))) {
                    return None;
                }
                points += weights.restriction;
            }
            Restriction::Exact(types) => {
                // "The president declined to join": under another verb whoever stands for the state may be meant.
                // So may whoever is asked to: "urged him to join".
                let exact = |f: &Filler| types.contains(&f.entity.kind) || stands && typed(f, types);
                if !fillers.iter().any(|f| exact(f) && (f.organ.is_none() || inner)) {
                    return None;
                }
                points += weights.restriction / 2;
            }
            Restriction::Types(types) => {
                let seat = |f: &Filler| slot.role.is_some_and(|r| seated(f, r));
                if !fillers.iter().any(|f| typed(f, types) || seat(f)) {
                    return None;
                }
                points += weights.restriction / 2;
            }
        }
    }
    // "rejected the move", "took up the question": what a matter is about is the object of words, not of acts on an agreement.
    let matter = resolver.context.language.codes.matter;
    if slot.role == Some(Role::Agreement)
        && head.is_some_and(|h| resolver.context.in_class(h, matter))
        && candidate.embedded.is_none()
    {
        return None;
    }
    // "a tour of Africa" has no host.
    if slot.role == Some(Role::Host) && !fillers.is_empty() && fillers.iter().all(|f| f.entity.id.is_none()) {
        return None;
    }
    let wants_organ = slot.restrictions.iter().any(|r| matches!(r, Restriction::Organ(_)));
    if let Some(role) = slot.role {
        let organ_role = role == Role::Organ;
        if !organ_role
            && candidate.embedded.is_none()
            && !fillers.iter().any(|f| {
                (typed(f, role.types()) || seated(f, role))
                    && !(f.entity.kind == EntityType::Organization
                        && f.entity.id.is_none()
                        && matches!(role, Role::Agreement | Role::Actor | Role::Party | Role::Candidate))
                    && (f.organ.is_none() || wants_organ || inner || f.organ.as_deref() == Some("cabinet"))
            })
        {
            return None;
        }
        if candidate.embedded.is_some() && fillers.is_empty() {
            let inner = candidate.embedded.and_then(|e| embedded.get(e))?;
            inner.act.definition().as_measure?;
        }
    }
    if candidate.marks.contains(&Mark::Subject) && agrees {
        points += weights.agreement;
    }
    points += weights.inherited * i32::from(candidate.far.min(2));
    if fillers.iter().any(|f| f.antecedent) {
        points += weights.antecedent;
    }
    Some(points)
}

/// Whether a filler can stand for one of these types: a person or office with a state stands for the state.
fn typed(filler: &Filler, types: &[EntityType]) -> bool {
    let kind = filler.entity.kind;
    types.contains(&kind)
        || types.contains(&EntityType::State)
            && matches!(kind, EntityType::Person | EntityType::Office)
            && filler.entity.state.is_some()
            && !filler.anonymous
        || types.contains(&EntityType::Person) && kind == EntityType::Office
        || types.contains(&EntityType::Value) && kind == EntityType::Other
}

/// The president and the king are an organ of their state where they approve what was agreed.
fn head_of_state(filler: &Filler, resolver: &Resolver<'_>) -> Option<&'static str> {
    let office = filler.entity.office.as_deref()?.split_once('@')?.0;
    let level = resolver.world.item(office)?.attribute("level")?;
    (level == "head_of_state").then_some("head_of_state")
}

/// A city stands for its state where an embassy is opened or a visit goes: "an embassy in Riga".
fn seated(filler: &Filler, role: Role) -> bool {
    matches!(role, Role::Counterpart | Role::Host)
        && filler.entity.kind == EntityType::Place
        && filler.entity.state.is_some()
}

fn build(
    entry: &Entry,
    entry_id: u32,
    chosen: &[Option<usize>],
    candidates: &[Candidate],
    fillers: &[Vec<Filler>],
    embedded: &[Embedded],
    resolver: &Resolver<'_>,
) -> Assignment {
    let mut out = Assignment {
        entry: entry_id,
        act: entry.act,
        roles: Vec::new(),
        values: entry.constants.clone(),
        kept: Vec::new(),
        negated: entry.negated,
        used: Vec::new(),
        embedded: Vec::new(),
        score: 0,
        margin: 0,
    };
    for (slot, choice) in entry.slots.iter().zip(chosen) {
        let Some(c) = *choice else { continue };
        let candidate = &candidates[c];
        if candidate.embedded.is_none() {
            out.used.push(candidate.phrase);
        }
        if let Some(e) = candidate.embedded {
            out.embedded.push(e);
            if let Some(inner) = embedded.get(e) {
                if let Some(measure) = inner.act.definition().as_measure
                    && entry.act.takes(Role::Measure)
                {
                    out.values.push((Role::Measure, measure.to_owned()));
                }
                out.used.extend(inner.phrase);
            }
        }
        let Some(role) = slot.role else {
            // "recalled its ambassador, Stéphane Romatet,"
            let named = resolver.pieces.phrases.get(candidate.phrase).and_then(|p| resolver.person(p));
            let free = entry.act.takes(Role::Person) && !out.roles.iter().any(|(r, _)| *r == Role::Person);
            out.roles.extend(named.filter(|_| free && candidate.embedded.is_none()).map(|f| (Role::Person, vec![f])));
            continue;
        };
        if role == Role::Organ {
            let head = resolver.pieces.phrases[candidate.phrase].head;
            let organ = resolver.context.classes(head).find_map(|c| c.strip_prefix("organ."));
            // The organ of a state is a value, that of an organization the organization itself.
            match organ {
                Some(organ) => out.values.push((Role::Organ, organ.to_owned())),
                None => out.roles.push((Role::Organ, fillers[c].clone())),
            }
            continue;
        }
        let types: &[EntityType] = slot
            .restrictions
            .iter()
            .find_map(|r| match r {
                Restriction::Types(types) => Some(types.as_slice()),
                _ => None,
            })
            .unwrap_or(role.types());
        if types.contains(&EntityType::Person) {
            out.kept.push(role);
        }
        let taken: Vec<Filler> = fillers[c]
            .iter()
            .filter(|f| typed(f, types) || seated(f, role) || candidate.embedded.is_some())
            .cloned()
            .collect();
        if slot.restrictions.iter().any(|r| matches!(r, Restriction::Organ(_)))
            && let Some(organ) = fillers[c]
                .iter()
                .find_map(|f| f.organ.as_deref().or_else(|| head_of_state(f, resolver)).map(str::to_owned))
        {
            out.values.push((Role::Organ, organ));
        }
        match out.roles.iter_mut().find(|(r, _)| *r == role) {
            Some((_, known)) => known.extend(taken),
            None => out.roles.push((role, taken)),
        }
    }
    // A role with several fillers also takes what stands under its other marks: "Israel and Kazakhstan" and "with ...".
    for slot in &entry.slots {
        let Some(role) = slot.role.filter(|r| entry.act.many(*r)) else { continue };
        for (c, candidate) in candidates.iter().enumerate() {
            let free = !chosen.contains(&Some(c)) && candidate.embedded.is_none();
            if free && fits(slot, candidate, &fillers[c], embedded, resolver, Stand::default()).is_some() {
                // Unnamed ones add nothing to those that are named.
                let taken: Vec<Filler> = fillers[c]
                    .iter()
                    .filter(|f| {
                        typed(f, role.types()) && (f.entity.id.is_some() || f.entity.state.is_some() && !f.anonymous)
                    })
                    .cloned()
                    .collect();
                if taken.is_empty() {
                    continue;
                }
                out.used.push(candidate.phrase);
                match out.roles.iter_mut().find(|(r, _)| *r == role) {
                    Some((_, known)) => {
                        for filler in taken {
                            if !known.iter().any(|k| k.entity.key() == filler.entity.key()) {
                                known.push(filler);
                            }
                        }
                    }
                    None => out.roles.push((role, taken)),
                }
            }
        }
    }
    out
}

/// The first slot of an entry that no candidate can fill, in words.
fn missing(entry: &Entry, candidates: &[Candidate], fillers: &[Vec<Filler>], resolver: &Resolver<'_>) -> String {
    for slot in entry.slots.iter().filter(|s| s.required) {
        let any =
            candidates.iter().zip(fillers).any(|(c, f)| fits(slot, c, f, &[], resolver, Stand::default()).is_some());
        if !any {
            let role = slot.role.map_or("the word that it needs".to_owned(), |r| r.code().to_owned());
            return format!("nothing can be {role}");
        }
    }
    "its slots compete for the same phrase".to_owned()
}

/// The markers of an entry, for `explain`.
pub fn marks_in_words(slot: &Slot, name: impl Fn(Code) -> String) -> String {
    let words: Vec<String> = slot
        .marks
        .iter()
        .map(|m| match m {
            Mark::Subject => "subject".to_owned(),
            Mark::Object => "object".to_owned(),
            Mark::Act => "an act".to_owned(),
            Mark::Marker(code) => name(*code),
        })
        .collect();
    words.join(" or ")
}
