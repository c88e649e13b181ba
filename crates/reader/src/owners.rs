//! Whom an ending or a possessive word means: "his country", "ארצו", "her ambassador", "שגרירה".

use language::{Gender, Number, Suffix};

use crate::{
    clauses::{Clause, Edge},
    context::Context,
    functions::Functions,
    phrases::{Phrase, Pieces},
};

/// Notes for every owned phrase the phrase that owns it: the subject of its clause, or of one above, that agrees.
pub fn owners(pieces: &mut Pieces, clauses: &[Clause], functions: &[Functions], context: Context<'_>) {
    // "Qatar, whose envoy had travelled": the first phrase of the relative clause belongs to its head.
    let whose = context.language.codes.whose;
    for clause in clauses.iter().filter(|c| c.gap == whose && whose != 0) {
        let first = clause.phrases.iter().map(|(p, _)| *p).find(|p| pieces.phrases[*p].start == clause.inner);
        if let (Edge::Relative(head), Some(first)) = (clause.edge, first) {
            let any = Suffix { person: 3, gender: Gender::Any, number: Number::Any };
            pieces.phrases[first].owner = Some(any);
            pieces.phrases[first].possessor = Some(head);
        }
    }
    // Somebody's equal is so to somebody, told or not.
    let equal = |p: &Phrase| context.in_class(p.head, context.language.codes.counterpart);
    let owner_of = |p: &Phrase| {
        let any = Suffix { person: 3, gender: Gender::Any, number: Number::Any };
        p.owner.or_else(|| equal(p).then_some(any))
    };
    if pieces.phrases.iter().all(|p| owner_of(p).is_none()) {
        return;
    }
    let mut home = vec![(usize::MAX, usize::MAX); pieces.phrases.len()];
    for (c, clause) in clauses.iter().enumerate() {
        for (root, _) in &clause.phrases {
            settle(*root, (c, *root), pieces, &mut home);
        }
    }
    // An owner who is told by an owner himself would lead in a circle.
    let mut owned = vec![false; pieces.phrases.len()];
    for (index, (_, root)) in home.iter().enumerate() {
        if owner_of(&pieces.phrases[index]).is_some()
            && let Some(slot) = owned.get_mut(*root)
        {
            *slot = true;
        }
    }
    for index in 0..pieces.phrases.len() {
        let (Some(owner), Some((clause, root))) = (owner_of(&pieces.phrases[index]), home.get(index).copied()) else {
            continue;
        };
        if owner.person != 3 || pieces.phrases[index].possessor.is_some() {
            continue;
        }
        let fits = |p: &Phrase| owner.gender.agrees(p.features.gender) && owner.number.agrees(p.features.number);
        let mut at = (clause < clauses.len()).then_some(clause);
        let first_of_list = (root < pieces.phrases.len() && pieces.phrases[root].members.contains(&index))
            .then(|| &pieces.phrases[root])
            .filter(|first| {
                // "The minister and his counterpart": the list itself is plural, its first member is not.
                let f = context.features(first.head);
                let inner = first.genitives.iter().all(|g| pieces.phrases[*g].owner.is_none());
                first.owner.is_none() && inner && owner.gender.agrees(f.gender) && owner.number.agrees(f.number)
            });
        let mut found = first_of_list.map(|_| root);
        for _ in 0..16 {
            if found.is_some() {
                break;
            }
            let Some(c) = at else { break };
            // "קיבל את פניו": nobody receives himself.
            let other = c == clause && context.in_class(pieces.phrases[index].head, context.language.codes.face);
            found = functions
                .get(c)
                .and_then(|f| f.subject)
                .map(|s| s.phrase)
                .filter(|s| !other && *s != root && !owned[*s] && fits(&pieces.phrases[*s]))
                .or_else(|| {
                    // "According to the president, his country will join."
                    let sources = clauses[c].phrases.iter().map(|(p, _)| *p);
                    sources
                        .filter(|p| {
                            *p != root && !owned[*p] && pieces.phrases[*p].marker == context.language.codes.according
                        })
                        .find(|p| fits(&pieces.phrases[*p]))
                });
            if found.is_some() {
                break;
            }
            // "Syria is not ready, its president said": the owner stands in what is said, before.
            found = clauses
                .iter()
                .enumerate()
                .filter(|(_, said)| {
                    said.parent == Some(c) && said.edge == Edge::Complement && said.start < clauses[c].start
                })
                .find_map(|(i, _)| functions.get(i)?.subject)
                .map(|s| s.phrase)
                .filter(|s| *s != root && !owned[*s] && fits(&pieces.phrases[*s]));
            if found.is_some() {
                break;
            }
            at = match clauses[c].edge {
                Edge::Coordinate(beside) => Some(beside),
                _ => clauses[c].parent,
            };
        }
        pieces.phrases[index].possessor = found;
    }
}

/// A phrase and what belongs to it stand in one clause.
fn settle(phrase: usize, at: (usize, usize), pieces: &Pieces, home: &mut [(usize, usize)]) {
    let Some(slot) = home.get_mut(phrase).filter(|h| h.0 == usize::MAX) else { return };
    *slot = at;
    let p = &pieces.phrases[phrase];
    for inner in p.genitives.iter().chain(&p.members).chain(&p.appositions) {
        settle(*inner, at, pieces, home);
    }
}
