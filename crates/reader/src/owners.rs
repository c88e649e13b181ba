//! Whom an ending or a possessive word means: "his country", "ארצו", "her ambassador", "שגרירה".

use crate::{
    clauses::{Clause, Edge},
    context::Context,
    functions::Functions,
    phrases::{Phrase, Pieces},
};

/// Notes for every owned phrase the phrase that owns it: the subject of its clause, or of one above, that agrees.
pub fn owners(pieces: &mut Pieces, clauses: &[Clause], functions: &[Functions], context: Context<'_>) {
    if pieces.phrases.iter().all(|p| p.owner.is_none()) {
        return;
    }
    let mut home = vec![(usize::MAX, usize::MAX); pieces.phrases.len()];
    for (c, clause) in clauses.iter().enumerate() {
        for (root, _) in &clause.phrases {
            settle(*root, (c, *root), pieces, &mut home);
        }
    }
    for index in 0..pieces.phrases.len() {
        let (Some(owner), Some((clause, root))) = (pieces.phrases[index].owner, home.get(index).copied()) else {
            continue;
        };
        if owner.person != 3 {
            continue;
        }
        let fits = |p: &Phrase| owner.gender.agrees(p.features.gender) && owner.number.agrees(p.features.number);
        let mut at = (clause < clauses.len()).then_some(clause);
        let mut found = None;
        for _ in 0..16 {
            let Some(c) = at else { break };
            found = functions
                .get(c)
                .and_then(|f| f.subject)
                .map(|s| s.phrase)
                .filter(|s| *s != root && fits(&pieces.phrases[*s]))
                .or_else(|| {
                    // "According to the president, his country will join."
                    let sources = clauses[c].phrases.iter().map(|(p, _)| *p);
                    sources
                        .filter(|p| *p != root && pieces.phrases[*p].marker == context.language.codes.according)
                        .find(|p| fits(&pieces.phrases[*p]))
                });
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
