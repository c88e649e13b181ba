//! Whom and what an infinitive takes from the clause above: who is asked to act, and what of its own stands first there.

use language::{Code, Operator};

use crate::{
    clauses::Clause,
    context::Context,
    functions::{Found, Functions},
    phrases::{Phrase, Pieces},
};

/// Who is asked to do what an infinitive says: "called on Chile to", "pressed him to", "הפציר בנשיא ל". What stands before the
/// verb belongs to the infinitive, unless it is somebody: "מן הארגון ביקש הנשיא לצאת".
pub(crate) fn asked(
    parent: &Functions,
    clause: &Clause,
    clauses: &[Clause],
    pieces: &Pieces,
    context: Context<'_>,
) -> Option<Found> {
    let codes = &context.language.codes;
    let verb = verb_above(clause, clauses, pieces);
    let can = |p: &Phrase| {
        let agent = context.name(p.head).is_some_and(|n| {
            use claims::EntityType::{Office, Person, State};
            matches!(n.kind, State | Person | Office)
        });
        agent
            || p.pronoun.is_some()
            || [codes.country, codes.official, codes.leader].iter().any(|c| context.in_class(p.head, *c))
    };
    let object = parent.object.filter(|o| {
        let p = &pieces.phrases[o.phrase];
        p.start >= verb || can(p)
    });
    if object.is_some() {
        return object;
    }
    let marked = |markers: &[Code]| {
        let fits = |(m, f): &&(Code, Found)| {
            let p = &pieces.phrases[f.phrase];
            markers.contains(m) && (p.start >= verb || can(p))
        };
        parent.marked.iter().find(fits).map(|(_, f)| *f)
    };
    marked(&[codes.to, codes.on, codes.from]).or_else(|| {
        let place = |p: &Phrase| context.name(p.head).is_some_and(|n| n.kind == claims::EntityType::Place);
        let directly = |p: &Phrase| {
            p.end == clause.start && !place(p) && (can(p) || p.end == p.head + 1 && context.unlisted(p.head))
        };
        marked(&[codes.in_]).filter(|f| directly(&pieces.phrases[f.phrase]))
    })
}

/// "Chile's decision to leave", "החלטת צ'ילה לפרוש", "החלטתה לפרוש": whose decision it is does what was decided.
pub(crate) fn whose_decision(
    above: &Clause,
    functions: &Functions,
    clause: &Clause,
    pieces: &Pieces,
    context: Context<'_>,
) -> Option<usize> {
    let codes = &context.language.codes;
    let operator = |lemma: Option<language::LemmaId>| lemma.and_then(|l| context.language.lexicon.lemma(l).operator);
    let ends = |p: &usize| pieces.phrases[*p].end == clause.start;
    let index = above.phrases.iter().map(|(p, _)| *p).find(ends)?;
    let noun = &pieces.phrases[index];
    let decides = matches!(operator(context.lemma(noun.head)), Some(Operator::Plan | Operator::Possible));
    if !decides || context.pos(noun.head) != Some(language::Pos::Noun) {
        return None;
    }
    let acts = |p: &Phrase| {
        use claims::EntityType::{Office, Organization, Person, State};
        context.name(p.head).is_some_and(|n| matches!(n.kind, State | Person | Office | Organization))
            || [codes.country, codes.leader, codes.organ, codes.state_body].iter().any(|c| context.in_class(p.head, *c))
    };
    let owns = |g: &usize| [codes.of, codes.poss].contains(&pieces.phrases[*g].marker) && acts(&pieces.phrases[*g]);
    if let Some(owner) = noun.genitives.iter().copied().find(owns) {
        return Some(owner);
    }
    // Told by an ending: the subject's own where it speaks of it, else that of whom it is praised or blamed for.
    let owner = noun.owner.filter(|o| o.person == 3)?;
    let agrees = |f: &Found| {
        let p = &pieces.phrases[f.phrase];
        f.phrase != index && owner.gender.agrees(p.features.gender) && owner.number.agrees(p.features.number) && acts(p)
    };
    let speaks = operator(above.verb.and_then(|v| pieces.verbs[v].lemma)).is_some();
    let object = functions.object.filter(agrees).filter(|_| !speaks);
    object.or(functions.subject.filter(agrees)).map(|f| f.phrase)
}

/// Where the verb of the clause above an infinitive begins.
fn verb_above(clause: &Clause, clauses: &[Clause], pieces: &Pieces) -> usize {
    let above = clause.parent.and_then(|p| clauses.get(p));
    above.and_then(|c| c.verb).and_then(|v| pieces.verbs.get(v)).map_or(0, |v| v.start)
}

/// "מן הארגון ביקש הנשיא לצאת": what stands first in the clause above is a complement of its infinitive too, where that has none
/// of the kind.
pub(crate) fn fronted(
    own: &mut Functions,
    above: &Functions,
    clause: &Clause,
    clauses: &[Clause],
    pieces: &Pieces,
    context: Context<'_>,
) {
    let codes = &context.language.codes;
    let verb = verb_above(clause, clauses, pieces);
    let subject = own.subject.map(|s| s.phrase);
    let first = above.marked.iter().filter(|(m, f)| {
        [codes.from, codes.to, codes.on].contains(m)
            && pieces.phrases[f.phrase].start < verb
            && Some(f.phrase) != subject
            && f.far == 0
    });
    let free = |m: Code| !own.marked.iter().any(|(known, _)| *known == m);
    let first: Vec<(Code, Found)> =
        first.filter(|(m, _)| free(*m)).map(|(m, f)| (*m, Found { phrase: f.phrase, far: 1 })).collect();
    own.marked.extend(first);
}

/// "את ההסכם מבקשת נפאל לאשרר": the object of the infinitive, where it stands first in the clause above.
pub(crate) fn fronted_object(above: &Functions, clause: &Clause, clauses: &[Clause], pieces: &Pieces) -> Option<Found> {
    let verb = verb_above(clause, clauses, pieces);
    let first = above.object.filter(|o| pieces.phrases[o.phrase].start < verb && o.far == 0)?;
    Some(Found { phrase: first.phrase, far: 1 })
}

/// Whose the decision, plan or call is that an infinitive completes: "Norway's decision to leave", "the decision of Norway to",
/// "recalled its envoys from Chile and Kenya over their decision to". `None` where the subject above is meant as elsewhere;
/// `Some(None)` where it cannot be, and nobody else is told.
pub(crate) fn decider(
    above: &Clause,
    functions: &Functions,
    clause: &Clause,
    pieces: &Pieces,
    context: Context<'_>,
) -> Option<Option<usize>> {
    let codes = &context.language.codes;
    let lexicon = &context.language.lexicon;
    let named = |p: &Phrase| !p.names.is_empty() && p.names.iter().any(|n| context.name(*n).is_some());
    let operator = |p: &Phrase| {
        let noun = context.pos(p.head) == Some(language::Pos::Noun) && context.name(p.head).is_none();
        noun && context.lemma(p.head).is_some_and(|l| lexicon.lemma(l).operator.is_some())
    };
    let before = above.phrases.iter().map(|(p, _)| *p).filter(|p| pieces.phrases[*p].end <= clause.start);
    let mut nearest = before.clone().collect::<Vec<usize>>();
    nearest.sort_unstable_by_key(|p| std::cmp::Reverse(pieces.phrases[*p].end));
    let last = *nearest.first().filter(|p| pieces.phrases[**p].end == clause.start)?;
    // "the decision of Ireland and Norway to": the second of the list stands between.
    let noun = match &pieces.phrases[last] {
        p if operator(p) => last,
        p if named(p) && p.marker == 0 => {
            let owner = *nearest.get(1)?;
            let joined = pieces.phrases[owner].end + 1 == p.start
                && context.pos(p.start - 1) == Some(language::Pos::Coordinator)
                && operator(&pieces.phrases[owner]);
            joined.then_some(owner)?
        }
        _ => return None,
    };
    let own = &pieces.phrases[noun];
    let subject = functions.subject.map(|s| s.phrase);
    if subject == Some(noun) {
        return None;
    }
    let genitive = own.genitives.iter().copied().find(|g| {
        let p = &pieces.phrases[*g];
        (p.marker == codes.of || p.marker == codes.poss) && named(p)
    });
    if let Some(genitive) = genitive {
        return Some(Some(genitive));
    }
    // "regrets the decision to establish ties with Kenya": some decision of somebody else's.
    let verb = above.verb.map(|v| &pieces.verbs[v])?;
    let lemma = verb.lemma.map(|l| lexicon.lemma(l));
    let takes = lemma.is_some_and(|l| l.operator.is_some() || l.classes.contains(&codes.light));
    let object = functions.object.is_some_and(|o| o.phrase == noun);
    if own.owner.is_none()
        && own.definite
        && object
        && !takes
        && !verb.copula
        && lemma.is_some_and(|l| !l.entries.is_empty())
    {
        return Some(None);
    }
    // "its decision" is the subject's; "their decision" is not where one state acts.
    let owner = own.owner?;
    let one = subject.is_some_and(|s| pieces.phrases[s].features.number == language::Number::Singular);
    let all = owner.number == language::Number::Plural && one;
    all.then(|| {
        let several = |p: &usize| {
            let p = &pieces.phrases[*p];
            p.end <= own.start && named(p) && !p.members.is_empty()
        };
        nearest.iter().copied().find(several)
    })
}
