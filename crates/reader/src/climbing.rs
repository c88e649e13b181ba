//! The way from a clause to the root: each operator above it, in turn, changes what is said of its act.

use language::{Operator, VerbForm};

use crate::{
    clauses::{Clause, Edge},
    context::Context,
    operators::{Status, apply, apply_outer, govern, in_class},
    phrases::Pieces,
};
use claims::Modality;

pub(crate) fn climb(
    mut out: Status,
    clause: usize,
    clauses: &[Clause],
    pieces: &Pieces,
    context: Context<'_>,
) -> Option<Status> {
    let codes = &context.language.codes;
    // A conditional clause below makes the act possible.
    out.condition = clauses
        .iter()
        .position(|c| c.parent == Some(clause) && c.edge == Edge::Adverbial(codes.condition) && c.verb.is_some());
    if out.condition.is_some()
        && matches!(out.modality, Modality::Asserted | Modality::Planned)
        && out.said_by.is_empty()
    {
        out.modality = Modality::Possible;
    }
    let mut at = clause;
    for _ in 0..64 {
        let here = clauses.get(at)?;
        let Some(parent) = here.parent else {
            if let Edge::Coordinate(beside) = here.edge {
                if clauses.get(beside)?.question {
                    return None;
                }
                at = beside;
                continue;
            }
            break;
        };
        let verb = clauses[parent].verb.map(|v| &pieces.verbs[v]);
        match here.edge {
            Edge::Complement | Edge::Infinitive => {
                let verb = verb?;
                let first = [Some(here.start), here.start.checked_sub(1)];
                let whether = |w: usize| context.language.lexicon.code_name(context.code(w)) == "whether";
                if first.into_iter().flatten().any(whether) {
                    return None; // a question, whoever asks it
                }
                let noun = noun_before(here, &clauses[parent], pieces, context);
                if here.edge == Edge::Infinitive && verb.start > here.start && noun.is_none() {
                    return None; // it hangs on something before it that is no verb
                }
                if here.edge == Edge::Infinitive && of_its_kind(here, &clauses[parent], pieces, context) {
                    // "became the first state to recognise", "is the latest country to join".
                    if out.modality == Modality::Asserted {
                        apply(&mut out, verb, context);
                    }
                    at = parent;
                    continue;
                }
                if let Some(noun) = noun {
                    // "announced plans to leave", "denied reports that": the noun first, then the verb over it.
                    govern_noun(&mut out, noun, pieces, context)?;
                    // "recalled its envoy in response to their decision to": what the verb says is not in that.
                    let marker = pieces.phrases[noun].marker;
                    let governed = [0, codes.on, codes.about, codes.of, codes.to, codes.for_, codes.from, codes.object];
                    let over = verb.operator.filter(|_| governed.contains(&marker));
                    match over {
                        Some(operator) => govern(&mut out, operator, parent, verb, context)?,
                        None if verb.negated.is_some() => out.modality = Modality::Denied,
                        None => {}
                    }
                    if !out.said_by.is_empty() {
                        out.hearsay = out.said_by.is_empty();
                    }
                    at = parent;
                    continue;
                }
                let operator = verb.operator;
                // "told Kenya to withdraw": said to somebody, an infinitive is what he is to do.
                if here.edge == Edge::Infinitive
                    && operator
                        .is_some_and(|o| o == Operator::Say || in_class(verb, context.language.codes.commands, context))
                {
                    let object = clauses[parent].phrases.iter().find(|(p, after)| {
                        *after && pieces.phrases[*p].end == here.start && matches!(pieces.phrases[*p].marker, 0)
                    });
                    if object.is_some() {
                        govern(&mut out, Operator::Urge, parent, verb, context)?;
                        at = parent;
                        continue;
                    }
                    if operator == Some(Operator::Say) {
                        return None;
                    }
                }
                // "announced to withdraw": what is still to come.
                let announced = here.edge == Edge::Infinitive && operator == Some(Operator::Announce);
                if announced && out.modality == Modality::Asserted {
                    out.modality = Modality::Planned;
                }
                match operator {
                    Some(operator) => govern(&mut out, operator, parent, verb, context)?,
                    None => {
                        // An adjective or noun operator ("is ready to sign"), else an unknown governor: no claim.
                        let adjective = adjective_operator(&clauses[parent], pieces, context);
                        match adjective {
                            Some(operator) => govern(&mut out, operator, parent, verb, context)?,
                            // "prompting Mexico to cut ties": what somebody is made to do is done.
                            None if in_class(verb, context.language.codes.causative, context) => {
                                apply_outer(&mut out, verb, context);
                            }
                            // "will travel to Washington to meet", "is in Moscow to meet": the purpose of a journey.
                            None if in_class(verb, context.language.codes.motion, context)
                                || verb.copula && is_away(here, &clauses[parent], verb.end, pieces, context) =>
                            {
                                if out.modality == Modality::Asserted {
                                    out.modality = Modality::Planned;
                                }
                                if verb.negated.is_some() {
                                    return None;
                                }
                            }
                            None => return None,
                        }
                    }
                }
            }
            Edge::Adverbial(code)
                if code == codes.hearsay && source_before(here, &clauses[parent], pieces).is_some() =>
            {
                let source = source_before(here, &clauses[parent], pieces)?;
                let head = pieces.phrases[source].head;
                let told = context.in_class(head, codes.report) || context.in_class(head, codes.statement);
                let over = verb.and_then(|v| v.operator.map(|o| (o, v)));
                if told {
                    // "denied the reports according to which": the report first, then the verb over it.
                    out.hearsay = true;
                    if let Some((operator, verb)) = over {
                        govern(&mut out, operator, parent, verb, context)?;
                        out.hearsay = out.said_by.is_empty();
                    }
                } else {
                    out.source.get_or_insert(source);
                    if over.is_some_and(|(o, _)| o.is_speech()) {
                        out.said_by.push(parent);
                    }
                }
            }
            Edge::Adverbial(code) => {
                let word = context.language.lexicon.code_name(code);
                // "would not say when he would visit": a question.
                let asks = verb.is_some_and(|v| {
                    v.negated.is_some() && v.operator.is_some_and(Operator::is_speech) && here.start == v.end
                });
                if asks && word == "time" {
                    return None;
                }
                // "accused Kenya of violating": what somebody says that another does.
                if word == "of" && gerund(here, pieces) {
                    let verb = verb?;
                    // "has no intention of leaving", "started the process of leaving": the noun first, then the verb over it.
                    if let Some(noun) = noun_over_gerund(here, &clauses[parent], pieces, context) {
                        govern_noun(&mut out, noun, pieces, context)?;
                        match verb.operator {
                            Some(operator) => govern(&mut out, operator, parent, verb, context)?,
                            None if verb.negated.is_some() => out.modality = Modality::Denied,
                            None => {}
                        }
                        at = parent;
                        continue;
                    }
                    match verb.operator {
                        Some(operator @ (Operator::Say | Operator::Announce)) => {
                            govern(&mut out, operator, parent, verb, context)?;
                            at = parent;
                            continue;
                        }
                        _ => return None,
                    }
                }
                // "once Finland joins, the alliance will": a present in such a clause lies ahead.
                let present = here.verb.map(|v| &pieces.verbs[v]).is_some_and(|v| {
                    v.form == VerbForm::Present && !v.perfect && v.modal.is_none() && !v.infinitive && !v.copula
                });
                let ahead = context.language.settings.order.infinitive_needs_marker && present;
                // So does a perfect: "will enter into force once both have exchanged notes".
                let done_by_then = here
                    .verb
                    .map(|v| &pieces.verbs[v])
                    .is_some_and(|v| v.form == VerbForm::Present && v.perfect && v.modal.is_none())
                    && verb.is_some_and(|v| v.modal.is_some() || v.form == VerbForm::Future);
                let ahead = ahead || done_by_then;
                if ahead && matches!(word, "after" | "time") && out.modality == Modality::Asserted {
                    out.modality = Modality::Planned;
                }
                // "followed Mali in cutting ties", "joined Chile in leaving": done by the subject.
                let joins = word == "in" && gerund(here, pieces);
                if joins
                    && verb
                        .and_then(|v| v.lemma)
                        .is_some_and(|l| context.language.lexicon.classes(l).any(|c| c == "accompanies"))
                {
                    apply_outer(&mut out, verb?, context);
                    at = parent;
                    continue;
                }
                // "agreed to open embassies when they joined": at that time, or when the time comes; the words leave it open.
                let past =
                    here.verb.map(|v| &pieces.verbs[v]).is_some_and(|v| v.form == VerbForm::Past && v.modal.is_none());
                if past && word == "time" && clauses[parent].edge == Edge::Infinitive {
                    return None;
                }
                // "After withdrawing, Latvia would be able to": if it ever does.
                let supposed = verb
                    .and_then(|v| v.modal)
                    .is_some_and(|m| m == codes.possible || context.language.lexicon.code_name(m) == "conditional");
                if matches!(word, "after" | "by")
                    && supposed
                    && gerund(here, pieces)
                    && out.modality == Modality::Asserted
                {
                    out.modality = Modality::Possible;
                }
                match word {
                    "condition" | "counterfactual" | "purpose" => return None,
                    "before" if out.modality == Modality::Asserted => return None,
                    "before" => {}
                    "without" => out.modality = Modality::Denied,
                    "after" | "since" | "by" | "time" | "cause" | "concession" | "hearsay" => {}
                    // "talks about joining", "in favour of leaving": nothing is said of the act itself.
                    _ if gerund(here, pieces) => return None,
                    _ => {}
                }
                out.background = true;
            }
            Edge::Coordinate(beside) if clauses.get(beside)?.question => return None,
            Edge::Coordinate(beside) => {
                at = beside;
                continue;
            }
            // "with Russia abstaining": who is told beside the act does that.
            Edge::Relative(head)
                if gerund(here, pieces)
                    && pieces.phrases[head].marker == codes.with
                    && pieces.phrases[head].end == here.start =>
            {
                out.background = true;
            }
            // "a country joining the accords" may be any country.
            Edge::Relative(_) if gerund(here, pieces) => return None,
            // "is expected to be the first minister who visits": nobody has visited yet.
            Edge::Relative(head)
                if verb.is_some_and(|v| v.copula)
                    && clauses[parent].phrases.iter().any(|(p, after)| *after && *p == head) =>
            {
                apply_outer(&mut out, verb?, context);
            }
            Edge::Relative(_) | Edge::Participle => {}
            Edge::Root => break,
        }
        if clauses[parent].question {
            return None;
        }
        at = parent;
    }
    Some(out)
}

fn gerund(clause: &Clause, pieces: &Pieces) -> bool {
    clause.verb.is_some_and(|v| pieces.verbs[v].form == VerbForm::Gerund)
}

/// "is in Moscow to meet": a place stands directly before the purpose.
fn is_away(here: &Clause, parent: &Clause, after: usize, pieces: &Pieces, context: Context<'_>) -> bool {
    let before = parent.phrases.iter().map(|(p, _)| &pieces.phrases[*p]).find(|p| p.end == here.start);
    before.is_some_and(|p| {
        let place = |n: &crate::names::Name| matches!(n.kind, claims::EntityType::Place | claims::EntityType::State);
        p.start == after && p.marker == context.language.codes.in_ && context.name(p.head).is_some_and(place)
    })
}

/// The phrase directly before a clause on which it hangs as the complement of its noun: one with an operator, or a report.
fn noun_before(here: &Clause, parent: &Clause, pieces: &Pieces, context: Context<'_>) -> Option<usize> {
    let (phrase, _) = parent.phrases.iter().rev().find(|(p, _)| pieces.phrases[*p].end == here.start)?;
    let head = pieces.phrases[*phrase].head;
    let noun = context.pos(head) == Some(language::Pos::Noun);
    let operator = context.lemma(head).is_some_and(|l| context.language.lexicon.lemma(l).operator.is_some());
    (noun && (operator || context.in_class(head, context.language.codes.report))).then_some(*phrase)
}

/// The noun with an operator before "of" and a gerund: "the possibility of joining".
fn noun_over_gerund(here: &Clause, parent: &Clause, pieces: &Pieces, context: Context<'_>) -> Option<usize> {
    let (phrase, _) = parent.phrases.iter().rev().find(|(p, _)| pieces.phrases[*p].end == here.start)?;
    let head = pieces.phrases[*phrase].head;
    let operator = context.lemma(head).and_then(|l| context.language.lexicon.lemma(l).operator);
    matches!(operator, Some(Operator::Plan | Operator::Possible)).then_some(*phrase)
}

/// The phrase before a clause of hearsay ("שלפיו"), a comma between them or not.
fn source_before(here: &Clause, parent: &Clause, pieces: &Pieces) -> Option<usize> {
    let (phrase, _) = parent.phrases.iter().rev().find(|(p, _)| pieces.phrases[*p].end <= here.start)?;
    (here.start - pieces.phrases[*phrase].end <= 1).then_some(*phrase)
}

/// Whether an infinitive tells what the phrase before it is the first, last or only one to do.
fn of_its_kind(here: &Clause, parent: &Clause, pieces: &Pieces, context: Context<'_>) -> bool {
    let before = parent.phrases.iter().rev().map(|(p, _)| &pieces.phrases[*p]).find(|p| p.end <= here.start);
    before.is_some_and(|p| {
        p.end == here.start
            && (p.start..p.head + 1)
                .any(|w| context.in_class(w, context.language.codes.ordinal) || crate::phrases::ordinal(context, w))
    })
}

/// What such a noun does: its operator without a speaker; a report is hearsay; "no plans" denies.
pub(crate) fn govern_noun(out: &mut Status, phrase: usize, pieces: &Pieces, context: Context<'_>) -> Option<()> {
    let p = &pieces.phrases[phrase];
    let operator = context.lemma(p.head).and_then(|l| context.language.lexicon.lemma(l).operator);
    if context.language.lexicon.code_name(p.quantifier) == "none" {
        out.modality = Modality::Denied;
        return Some(());
    }
    match operator {
        Some(Operator::Plan) if out.modality == Modality::Asserted => out.modality = Modality::Planned,
        Some(Operator::Possible) if out.modality != Modality::Denied => out.modality = Modality::Possible,
        Some(Operator::Deny | Operator::Fail) => out.modality = Modality::Denied,
        Some(Operator::Urge) => out.modality = Modality::Urged,
        Some(Operator::Plan | Operator::Possible | Operator::Transparent) => {}
        Some(Operator::Say | Operator::Announce | Operator::Hearsay) | None => out.hearsay = true,
    }
    Some(())
}

/// The operator of a predicate adjective: "is due to", "ready to".
fn adjective_operator(clause: &Clause, pieces: &Pieces, context: Context<'_>) -> Option<Operator> {
    let heads = clause.phrases.iter().map(|(p, _)| pieces.phrases[*p].head).chain(clause.others.iter().copied());
    heads.filter_map(|w| context.lemma(w)).find_map(|l| context.language.lexicon.lemma(l).operator)
}
