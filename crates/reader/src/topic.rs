//! What the clause leaves out and the text has told: the agreement it is about, the other of two states, each other.

use claims::{Entity, EntityType, Role};
use language::{Entry, Mark, Restriction};

use crate::{
    assign::{Assignment, Predicate},
    candidates::{Candidate, Part},
    fillers::{Filler, Resolver},
    search::is_organ,
};

/// "Iran and Saudi Arabia agreed to exchange ambassadors": of two states with a plural between them each is the other's
/// counterpart.
pub(crate) fn each_other(a: &mut Assignment, entry: Option<&Entry>, candidates: &[Candidate], resolver: &Resolver<'_>) {
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
    let relation = a.act.definition().kind == claims::Kind::Relation;
    if relation && lacks && two && word && plural && !a.act.takes(Role::Party) {
        let both = actors.to_vec();
        a.roles.push((Role::Counterpart, both));
    }
}

/// "The minister met President Hakainde Hichilema": of two who meet, the one whose state nobody told is of the other of the two
/// states of which the text speaks.
pub(crate) fn of_other_side(a: &mut Assignment, resolver: &Resolver<'_>) {
    if a.act.definition().kind != claims::Kind::Contact {
        return;
    }
    let Some(pair) = resolver.discourse.two_states() else { return };
    let mut fillers: Vec<&mut Filler> = a.roles.iter_mut().flat_map(|(_, f)| f).collect();
    let told: Vec<String> = fillers.iter().filter_map(|f| f.entity.state_id().map(str::to_owned)).collect();
    let untold = |f: &&mut Filler| {
        f.entity.kind == EntityType::Person && f.entity.state.is_none() && f.entity.id.is_none() && !f.anonymous
    };
    let [x, y] = pair.each_ref().map(|s| s.id.as_deref());
    let other = match told.as_slice() {
        [own] if x == Some(own) => y,
        [own] if y == Some(own) => x,
        _ => return,
    };
    let mut unknown: Vec<&mut &mut Filler> = fillers.iter_mut().filter(|f| untold(f)).collect();
    if let ([one], Some(other)) = (unknown.as_mut_slice(), other) {
        one.entity.state = Some(other.to_owned());
    }
}

/// "Took office as high representative": an office of one body tells the body.
pub(crate) fn body_of_office(a: &mut Assignment, resolver: &Resolver<'_>) {
    if !a.act.takes(Role::Body) || a.fills(Role::Body) {
        return;
    }
    let office = a.role(Role::Office).first().and_then(|f| f.entity.id.as_deref());
    let body = office.and_then(|o| o.split_once('@')).and_then(|(_, body)| resolver.world.item(body));
    if let Some(body) = body {
        let name = resolver.world.name(body, &resolver.context.language.tag);
        let entity = Entity::named(&*body.id, name, body.kind);
        a.roles.push((Role::Body, vec![Filler { entity, organ: None, anonymous: false, antecedent: true }]));
    }
}

/// Fills the slots that the entry lets the text leave out (`role~=`) and that nothing in the clause could fill. Returns how many.
pub(crate) fn from_the_topic(
    assignment: &mut Assignment,
    entry: &Entry,
    candidates: &[Candidate],
    predicate: &Predicate<'_>,
    resolver: &Resolver<'_>,
) -> i32 {
    let mut count = 0;
    for slot in entry.slots.iter().filter(|s| s.topic) {
        let Some(role) = slot.role.filter(|r| !assignment.fills(*r) || one_sided(assignment, *r)) else { continue };
        // "Finland joined in April" leaves its object out; "joined in condemning the attack", "left for Rome" do not.
        let undergone = slot.marks.contains(&Mark::Object);
        let acting = role == Role::Actor && slot.marks.contains(&Mark::Subject);
        let acts = slot.marks.contains(&Mark::Act)
            && (predicate.elsewhere || of_something_else(assignment, entry, candidates, predicate, resolver));
        if undergone && !(predicate.bare)(&entry.fixed) || acting && !predicate.passive || acts {
            continue;
        }
        // A phrase that stands where the filler should, and is something else, is what the clause is about.
        // Not so a noun of the act itself: "gave notice of the exit".
        let context = resolver.context;
        let act_noun = |p: usize| {
            let head = resolver.pieces.phrases.get(p).map(|p| p.head);
            let lemma = head.filter(|h| context.pos(*h) == Some(language::Pos::Noun)).and_then(|h| context.lemma(h));
            let lexicon = &context.language.lexicon;
            lemma.is_some_and(|l| {
                lexicon
                    .lemma(l)
                    .entries
                    .iter()
                    .filter_map(|e| lexicon.entries.get(*e as usize))
                    .any(|e| e.act.takes(Role::Agreement))
            })
        };
        let marked = |m: &Mark| matches!(m, Mark::Marker(_) | Mark::Object) || acting && *m == Mark::Subject;
        if candidates.iter().any(|c| {
            // "its consulate in Poznań": a town that nobody listed says not in whose land.
            let unknown = role == Role::Counterpart && resolver.unknown_place(c.phrase);
            // "in June of that year" names no body.
            let time = resolver.tells_time(c.phrase);
            c.part == Part::Whole
                && !unknown
                && !time
                && !assignment.used.contains(&c.phrase)
                && c.marks.iter().any(|m| marked(m) && slot.marks.contains(m))
                && !(role == Role::Agreement && slot.marks.contains(&Mark::Act) && act_noun(c.phrase))
        }) {
            continue;
        }
        let found: Vec<Entity> = match role {
            Role::Agreement => {
                let types = slot.restrictions.iter().find_map(|r| match r {
                    Restriction::Types(types) | Restriction::Exact(types) => Some(types.as_slice()),
                    _ => None,
                });
                // What this very actor was last said to sign, join or leave.
                let wanted = types.unwrap_or(role.types());
                let actor = assignment.role(Role::Actor).iter().find_map(|f| f.entity.state_id());
                let own = actor.and_then(|a| resolver.discourse.acted_on(a, wanted)).cloned();
                let topic = own.clone().or_else(|| resolver.text_before(predicate.at, &slot.marks));
                match types {
                    Some(types) if undergone => resolver
                        .told_before(predicate.at, types, &slot.marks)
                        .or(own)
                        .or_else(|| resolver.discourse.spoken_of(types).cloned())
                        .into_iter()
                        .collect(),
                    Some(types)
                        if !topic.as_ref().is_some_and(|t| types.contains(&t.kind) && !is_organ(t, resolver)) =>
                    {
                        resolver.discourse.last_that(types, &|e| !is_organ(e, resolver)).cloned().into_iter().collect()
                    }
                    _ => topic.into_iter().collect(),
                }
            }
            // "Bolivia cut the relations": with the other of the two states of which the text speaks.
            Role::Counterpart | Role::Party => other_of_two(assignment, resolver),
            // "The agreement was signed in Riga": by those between whom it is.
            Role::Actor if acting => assignment
                .role(Role::Agreement)
                .first()
                .and_then(|a| resolver.discourse.parties(a.entity.id.as_deref()?))
                .unwrap_or_default(),
            // "Any such meeting", "the talks": of those who met.
            Role::Participant if takes_up(assignment, predicate, resolver) => resolver.discourse.met().to_vec(),
            Role::Participant => Vec::new(),
            // "A visit by his French counterpart": to whoever's counterpart it is.
            Role::Host => whose_counterpart(assignment, resolver).into_iter().collect(),
            // "Abstained": on what was put to the vote.
            Role::Object => resolver
                .put_to_the_vote(predicate.at)
                .or_else(|| resolver.discourse.matter().cloned())
                .into_iter()
                .collect(),
            _ => resolver.discourse.actors().to_vec(),
        };
        let fillers: Vec<Filler> = found
            .into_iter()
            .map(|entity| Filler { entity, organ: None, anonymous: false, antecedent: true })
            .filter(|f| role != Role::Agreement || !is_organ(&f.entity, resolver))
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

/// Whether an act noun takes up what was told: "the meeting", "such talks"; not "the cabinet meeting", "the meeting of ministers".
fn takes_up(assignment: &Assignment, predicate: &Predicate<'_>, resolver: &Resolver<'_>) -> bool {
    let context = resolver.context;
    let talk = context.language.codes.talk;
    let own = resolver.pieces.phrases.iter().position(|p| p.head == predicate.at);
    let mut nouns = own.into_iter().chain(assignment.used.iter().copied());
    nouns.any(|p| {
        let Some(p) = resolver.pieces.phrases.get(p) else { return false };
        let plain = |w: usize| {
            let pos = context.pos(w);
            context.name(w).is_none()
                && pos.is_none_or(|p| {
                    use language::Pos::{Adjective, Determiner, Preposition, Quantifier};
                    matches!(p, Adjective | Determiner | Preposition | Quantifier)
                })
        };
        p.definite
            && p.genitives.is_empty()
            && p.owner.is_none()
            && p.pronoun.is_none()
            && (context.in_class(p.head, talk) || context.in_class(p.head, context.language.codes.gathering))
            && (p.start..p.head).all(plain)
    })
}

/// The state whose minister's counterpart acts.
fn whose_counterpart(assignment: &Assignment, resolver: &Resolver<'_>) -> Option<Entity> {
    let counterpart = resolver.context.language.codes.counterpart;
    let phrases = assignment.used.iter().filter_map(|p| resolver.pieces.phrases.get(*p));
    let possessor = phrases.filter(|p| resolver.context.in_class(p.head, counterpart)).find_map(|p| p.possessor)?;
    let state = resolver.resolve(possessor).first()?.entity.state_id()?.to_owned();
    let item = resolver.world.item(&state)?;
    Some(Entity::named(&*item.id, resolver.world.name(item, &resolver.context.language.tag), item.kind))
}

/// Whether the verb has an object of its own that names no step ("is considering a ban"), or what it needs goes on to say what
/// it is about ("expressed interest in a pipeline").
fn of_something_else(
    assignment: &Assignment,
    entry: &Entry,
    candidates: &[Candidate],
    predicate: &Predicate<'_>,
    resolver: &Resolver<'_>,
) -> bool {
    let lexicon = &resolver.context.language.lexicon;
    let step = |word: usize| {
        let lemma = resolver.context.lemma(word);
        let entries = lemma.map_or(&[][..], |l| lexicon.lemma(l).entries.as_slice());
        entries.iter().filter_map(|e| lexicon.entries.get(*e as usize)).any(|e| e.act.takes(Role::Agreement))
    };
    let mut end = resolver.context.spelled(predicate.end, &entry.fixed).unwrap_or(predicate.end);
    for candidate in candidates.iter().filter(|c| c.part == Part::Whole && c.embedded.is_none()) {
        let Some(phrase) = resolver.pieces.phrases.get(candidate.phrase) else { continue };
        if !candidate.marks.contains(&Mark::Object) || phrase.end <= end {
            continue;
        }
        if !assignment.used.contains(&candidate.phrase) && !step(phrase.head) {
            return true;
        }
        end = end.max(phrase.end);
    }
    // What fills another slot says nothing of this one: "was handed to the secretary-general".
    let phrases = &resolver.pieces.phrases;
    while let Some(next) =
        assignment.used.iter().filter_map(|p| phrases.get(*p)).find(|p| (end..end + 2).contains(&p.start))
    {
        end = next.end;
    }
    // "applied for membership": what it leads to may itself leave out of what.
    let goal = phrases.iter().find(|p| p.start == end && p.genitives.is_empty());
    !goal.is_some_and(|p| step(p.head)) && (predicate.leads)(end)
}

/// Of two sides one is told.
fn one_sided(assignment: &Assignment, role: Role) -> bool {
    role == Role::Party && assignment.role(role).len() == 1
}

/// The state that is meant with one that is told, where the text speaks of two; both where none is told.
fn other_of_two(assignment: &Assignment, resolver: &Resolver<'_>) -> Vec<Entity> {
    let Some(pair) = resolver.discourse.recent_pair() else { return Vec::new() };
    // Who mediates is neither.
    let third =
        assignment.role(Role::Mediator).iter().any(|m| pair.iter().any(|e| e.id.as_deref() == m.entity.state_id()));
    if third {
        return Vec::new();
    }
    let told = [Role::Actor, Role::Party].map(|r| assignment.role(r)).concat();
    let told = match told.as_slice() {
        [] => return pair.to_vec(),
        [one] => one,
        _ => return Vec::new(),
    };
    let state = told.entity.state_id();
    let others: Vec<Entity> = pair.iter().filter(|e| e.id.as_deref() != state).cloned().collect();
    if others.len() == 1 { others } else { Vec::new() }
}
