//! Who mediates, told in passing beside another act: "השיחות נערכו בתיווך סיני".

use claims::{Act, EntityType, Modality, Role};

use crate::{
    acts::{Found, Told},
    assign::Assignment,
    clauses::Edge,
    fillers::{Filler, Resolver},
    operators,
    segment::{Material, Segment},
};

/// The mediations of a segment, in whose clauses `acts` have been found.
pub fn mediations(segment: &Segment, material: Material<'_>, resolver: &Resolver<'_>, acts: &[Found]) -> Vec<Found> {
    let context = segment.context(material);
    let mediation = context.language.codes.mediation;
    let mut out = Vec::new();
    for (own, functions) in segment.functions.iter().enumerate() {
        let participle = mediated(own, segment, material, acts);
        let marker = if participle.is_some() { context.language.codes.by } else { mediation };
        let clause = participle.unwrap_or(own);
        let marked = functions.marked.iter().filter(|(m, found)| *m == marker && found.far == 0);
        for (_, found) in marked {
            let mediators = mediators(found.phrase, resolver);
            let mut parties = parties(clause, &mediators, segment, resolver, acts);
            if participle.is_some() && !acts.iter().any(|f| f.clause == clause) {
                parties.clear();
            }
            if mediators.is_empty() || parties.len() < 2 {
                continue;
            }
            let Some(mut status) = operators::status(clause, &segment.clauses, &segment.pieces, context) else {
                continue;
            };
            // Talks that did not take place had no mediator.
            if status.modality == Modality::Denied {
                continue;
            }
            status.progressive = false;
            status.background = true;
            let phrase = &segment.pieces.phrases[found.phrase];
            let talks = || {
                let before = segment.clauses[clause].phrases.iter().rev().map(|(p, _)| &segment.pieces.phrases[*p]);
                let mut before = before.filter(|p| p.end <= segment.clauses[own].start);
                before.find(|p| context.in_class(p.head, context.language.codes.talk)).map(|p| p.start)
            };
            let subject = functions.subject.filter(|s| s.far == 0).map(|s| segment.pieces.phrases[s.phrase].start);
            let subject = if participle.is_some() { talks() } else { subject };
            let verb = segment.clauses[own].verb.map(|v| segment.pieces.verbs[v].start);
            let start = subject.or(verb).map_or(phrase.start, |s| s.min(phrase.start));
            let Some(act) = Act::named("mediates") else { continue };
            let assignment = Assignment {
                entry: u32::MAX,
                act,
                roles: vec![(Role::Mediator, mediators), (Role::Party, parties)],
                values: Vec::new(),
                kept: Vec::new(),
                negated: false,
                modality: None,
                used: vec![found.phrase],
                words: None,
                embedded: Vec::new(),
                unagented: false,
                absolute: false,
                score: 0,
                margin: 0,
            };
            let place = format!("languages/{}/words/closed.txt", context.language.tag);
            let told = Told { value: None, span: (start, phrase.end), place };
            let predicate = (phrase.start, phrase.end);
            out.push(Found { assignment, status, clause, predicate, light: None, told: Some(told) });
        }
    }
    out
}

/// "At talks in Doha mediated by Qatar": the clause on which such a participle hangs, where nothing told who the parties are.
fn mediated(clause: usize, segment: &Segment, material: Material<'_>, acts: &[Found]) -> Option<usize> {
    let own = &segment.clauses[clause];
    let verb = own.verb.map(|v| &segment.pieces.verbs[v])?;
    let lexicon = &material.language.lexicon;
    let entries = verb.lemma.map_or(&[][..], |l| lexicon.lemma(l).entries.as_slice());
    let act = Act::named("mediates")?;
    let mediates = entries.iter().filter_map(|e| lexicon.entries.get(*e as usize)).any(|e| e.act == act);
    let hangs = matches!(own.edge, Edge::Relative(_) | Edge::Participle);
    let told = acts.iter().any(|f| f.clause == clause);
    own.parent.filter(|_| mediates && hangs && verb.passive && verb.negated.is_none() && !told)
}

fn is_side(filler: &Filler) -> bool {
    matches!(filler.entity.kind, EntityType::State | EntityType::Organization) && filler.entity.id.is_some()
        || matches!(filler.entity.kind, EntityType::Person | EntityType::Office) && filler.entity.state.is_some()
}

/// Whom the phrase names: "Qatari and Egyptian mediation", "the mediation of Qatar", "of the American envoy".
fn mediators(phrase: usize, resolver: &Resolver<'_>) -> Vec<Filler> {
    let mut named = resolver.resolve(phrase);
    named.retain(is_side);
    if named.is_empty() {
        let own = &resolver.pieces.phrases[phrase];
        let all = std::iter::once(own).chain(own.members.iter().map(|m| &resolver.pieces.phrases[*m]));
        named = all.flat_map(|p| resolver.states_of(p)).collect();
    }
    named
}

/// Between whom: the parties of an act of the clause, else those named with "between", else the two states spoken of.
fn parties(
    clause: usize,
    mediators: &[Filler],
    segment: &Segment,
    resolver: &Resolver<'_>,
    acts: &[Found],
) -> Vec<Filler> {
    let between = resolver.context.language.codes.between;
    let others = |mut all: Vec<Filler>| {
        let key = |f: &Filler| f.entity.state_id().map(str::to_owned).or(f.entity.id.clone());
        all.retain(|f| is_side(f) && !mediators.iter().any(|m| key(m) == key(f)));
        (all.len() > 1).then_some(all)
    };
    let acting = acts.iter().filter(|f| f.clause == clause).find_map(|f| {
        let roles = [Role::Party, Role::Participant, Role::Actor, Role::Counterpart];
        let all = f.assignment.roles.iter().filter(|(r, _)| roles.contains(r));
        others(all.flat_map(|(_, fillers)| fillers.iter().cloned()).collect())
    });
    let named = || {
        let functions = &segment.functions[clause];
        let subject = functions.subject.map(|s| s.phrase);
        let inside = subject.into_iter().flat_map(|s| &segment.pieces.phrases[s].genitives).copied();
        let marked = functions.marked.iter().filter(|(m, _)| *m == between).map(|(_, f)| f.phrase);
        let mut all = marked.chain(inside).filter(|p| segment.pieces.phrases[*p].marker == between);
        all.find_map(|p| others(resolver.resolve(p)))
    };
    let spoken = || {
        let back = |e: &claims::Entity| Filler { entity: e.clone(), organ: None, anonymous: false, antecedent: true };
        others(resolver.discourse.two_states()?.iter().map(back).collect())
    };
    acting.or_else(named).or_else(spoken).unwrap_or_default()
}
