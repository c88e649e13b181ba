//! Operators: what stands between an act and the root of its sentence gives it modality and attribution, in the same way for
//! every act.

use claims::Modality;
use language::{Code, Operator, VerbForm};

use crate::{
    clauses::{Clause, Edge},
    context::Context,
    functions::{Found, Functions},
    phrases::Pieces,
    verbs::VerbGroup,
};

/// What the path from an act to the root says of it.
#[derive(Debug, Clone)]
pub struct Status {
    /// Whether it happened.
    pub modality: Modality,
    /// Denied, but expected.
    pub not_yet: bool,
    /// The clause whose verb attributes it, nearest first.
    pub said_by: Vec<usize>,
    /// The phrase that names whose word it is, where no verb does ("an official, according to whom").
    pub source: Option<usize>,
    /// The nearest speech verb makes it known for the first time.
    pub announced: bool,
    /// An act that is going on: is joining, מצטרפת.
    pub progressive: bool,
    /// Told as background.
    pub background: bool,
    /// The conditional clause that it depends on.
    pub condition: Option<usize>,
    /// The publisher does not vouch for it.
    pub hearsay: bool,
    /// It must be done: still to come, or wanted by whoever says so.
    pub obliged: bool,
}

impl Status {
    /// An act that the text simply asserts.
    fn plain() -> Status {
        Status {
            modality: Modality::Asserted,
            not_yet: false,
            said_by: Vec::new(),
            source: None,
            announced: false,
            progressive: false,
            background: false,
            condition: None,
            hearsay: false,
            obliged: false,
        }
    }
}

/// Composes the status of the act that a clause's verb expresses; `None` where it is no claim (a question, a condition, a
/// purpose, under an unknown verb).
pub fn status(clause: usize, clauses: &[Clause], pieces: &Pieces, context: Context<'_>) -> Option<Status> {
    let codes = &context.language.codes;
    let own = clauses.get(clause)?;
    let mut out = Status::plain();
    if own.question {
        return None;
    }
    if let Some(v) = own.verb {
        let verb = &pieces.verbs[v];
        apply(&mut out, verb, context);
        if verb.infinitive && own.phrases.iter().any(|(_, after)| !after) && out.modality == Modality::Asserted {
            out.modality = Modality::Planned; // a headline: "Norway to recognise Samoa"
        }
        // "Neither Kenya nor Chile signed", "no state signed".
        // Not what is missing in a clause without verb: "לה אין יחסים".
        let missing = |w: usize| {
            context.language.settings.order.subject_may_follow
                && context.name(w + 1).is_none()
                && context.pos(w + 1) == Some(language::Pos::Noun)
        };
        let loose = own
            .others
            .iter()
            .any(|w| *w < verb.start && context.pos(*w) == Some(language::Pos::Negator) && !missing(*w));
        let none = own.phrases.iter().any(|(p, after)| {
            let counts = !after || segment_object(*p, own, pieces);
            counts
                && pieces.phrases[*p].marker == 0
                && context.language.lexicon.code_name(pieces.phrases[*p].quantifier) == "none"
        });
        if loose || none {
            out.modality = Modality::Denied;
        }
        if verb.modal.is_some_and(|m| context.language.lexicon.code_name(m) == "conditional") {
            // "would": the future told back in reported speech; elsewhere what might be, or with "have" was not.
            out.modality = match (own.edge, verb.perfect, verb.negated.is_some()) {
                (_, _, true) => Modality::Denied,
                (_, true, _) if !own.phrases.is_empty() && matches!(own.edge, Edge::Relative(_)) => Modality::Denied,
                (Edge::Complement, ..) => Modality::Planned,
                (_, true, _) => Modality::Denied,
                _ => Modality::Possible,
            };
        }
        out.hearsay = own
            .others
            .iter()
            .any(|w| context.code(*w) == codes.hearsay && context.pos(*w) == Some(language::Pos::Adverb))
            || (verb.start..verb.end).any(|w| context.code(w) == codes.hearsay);
        // "The decision is to raise the level": what the subject of the linking verb is.
        let linked = verb.start < verb.head && context.features(verb.head).form == VerbForm::Infinitive;
        let subject = own.phrases.iter().map(|(p, after)| (*p, *after)).find(|(p, after)| {
            let head = pieces.phrases[*p].head;
            !after && pieces.phrases[*p].marker == 0 && context.pos(head) == Some(language::Pos::Noun)
        });
        if let Some((noun, _)) = subject.filter(|_| linked && verb.modal.is_none())
            && context
                .lemma(pieces.phrases[noun].head)
                .is_some_and(|l| context.language.lexicon.lemma(l).operator.is_some())
        {
            govern_noun(&mut out, noun, pieces, context)?;
        }
        out.progressive = verb.progressive && out.modality == Modality::Asserted;
        out.background =
            verb.perfect && verb.past_auxiliary || matches!(own.edge, Edge::Relative(_) | Edge::Participle);
    }
    climb(out, clause, clauses, pieces, context)
}

/// The status of an act noun that the clause's verb governs, as object or subject.
pub fn noun_status(
    clause: usize,
    light: bool,
    clauses: &[Clause],
    pieces: &Pieces,
    context: Context<'_>,
) -> Option<Status> {
    let own = clauses.get(clause)?;
    let verb = &pieces.verbs[own.verb?];
    if own.question {
        return None;
    }
    if light {
        return status(clause, clauses, pieces, context);
    }
    let operator = verb.operator?;
    let mut out = Status::plain();
    govern(&mut out, operator, clause, verb, context)?;
    climb(out, clause, clauses, pieces, context)
}

/// The part of a verb group itself: tense, modal, negation.
fn apply(out: &mut Status, verb: &VerbGroup, context: Context<'_>) {
    let codes = &context.language.codes;
    if verb.form == VerbForm::Future || verb.obliged {
        out.modality = Modality::Planned;
    }
    if let Some(modal) = verb.modal {
        out.modality = if modal == codes.possible {
            Modality::Possible
        } else if modal == codes.planned || context.language.lexicon.code_name(modal) == "obliged" {
            out.obliged = modal != codes.planned;
            Modality::Planned
        } else {
            Modality::Urged
        };
    }
    if let Some(negator) = verb.negated {
        out.modality = Modality::Denied;
        out.not_yet = negator == codes.not_yet;
    }
}

/// What a governing verb does to the act below it. `None`: nothing is claimed.
fn govern(out: &mut Status, operator: Operator, clause: usize, verb: &VerbGroup, context: Context<'_>) -> Option<()> {
    let codes = &context.language.codes;
    let negated = verb.negated.is_some();
    match operator {
        Operator::Say | Operator::Announce => {
            if negated {
                return None; // "did not say that": nothing is said of the act
            }
            if out.said_by.is_empty() {
                out.announced = operator == Operator::Announce;
            }
            out.said_by.push(clause);
            if verb.modal == Some(codes.possible) || verb.modal == Some(codes.planned) || verb.form == VerbForm::Future
            {
                return None; // what somebody will say is not said yet
            }
        }
        Operator::Plan => {
            if negated {
                out.modality = Modality::Denied;
            } else if out.modality == Modality::Asserted {
                out.modality = if verb.modal == Some(codes.possible) { Modality::Possible } else { Modality::Planned };
            }
        }
        Operator::Possible => {
            if negated {
                return None;
            }
            if out.modality != Modality::Denied {
                out.modality = Modality::Possible;
            }
        }
        Operator::Fail => {
            if negated || out.modality == Modality::Denied {
                return None;
            }
            out.modality = Modality::Denied;
        }
        Operator::Deny => {
            if negated {
                return None; // "did not deny" gives nothing
            }
            if out.modality == Modality::Denied {
                return None;
            }
            out.modality = Modality::Denied;
            out.said_by.push(clause);
        }
        Operator::Urge => {
            // "Asked whether it would join": a question.
            let asked = verb.passive && verb.form == VerbForm::PassiveParticiple;
            if negated || asked {
                return None;
            }
            out.modality = Modality::Urged;
            out.said_by.push(clause);
        }
        Operator::Transparent => apply_outer(out, verb, context),
        Operator::Hearsay => out.hearsay = true,
    }
    if matches!(operator, Operator::Plan) && !negated {
        // "will agree to sign", "may decide to leave"
        if verb.modal == Some(codes.possible) {
            out.modality = Modality::Possible;
        }
    }
    Some(())
}

/// A transparent verb hands its own tense and negation down.
fn apply_outer(out: &mut Status, verb: &VerbGroup, context: Context<'_>) {
    if out.modality == Modality::Asserted {
        apply(out, verb, context);
    }
}

fn climb(mut out: Status, clause: usize, clauses: &[Clause], pieces: &Pieces, context: Context<'_>) -> Option<Status> {
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

/// The first unmarked phrase after the verb: its object ("have no relations").
fn segment_object(phrase: usize, clause: &Clause, pieces: &Pieces) -> bool {
    clause.phrases.iter().find(|(p, after)| *after && pieces.phrases[*p].marker == 0).is_some_and(|(p, _)| *p == phrase)
}

fn in_class(verb: &VerbGroup, class: Code, context: Context<'_>) -> bool {
    verb.lemma.is_some_and(|l| context.language.lexicon.lemma(l).classes.contains(&class))
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
fn govern_noun(out: &mut Status, phrase: usize, pieces: &Pieces, context: Context<'_>) -> Option<()> {
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

/// The phrase that names the speaker of a speech verb: its subject, or the agent of a passive.
pub fn speaker_phrase(
    clause: usize,
    functions: &[Functions],
    clauses: &[Clause],
    pieces: &Pieces,
    context: Context<'_>,
) -> Option<Found> {
    let f = functions.get(clause)?;
    let verb = clauses[clause].verb.map(|v| &pieces.verbs[v])?;
    let codes = &context.language.codes;
    let marked = |marker| f.marked.iter().find(|(m, found)| *m == marker && found.far == 0).map(|(_, found)| *found);
    // A ministry, a government or a city that stands for one; not an occasion or a newspaper.
    let body = |found: &Found| {
        let head = pieces.phrases[found.phrase].head;
        let named = context.name(head).is_some_and(|n| {
            matches!(n.kind, claims::EntityType::Organization | claims::EntityType::Place | claims::EntityType::State)
                || n.form == world::Form::Capital
        });
        named || context.in_class(head, codes.organ) || context.in_class(head, codes.state_body)
    };
    if verb.passive {
        // "ממשרד החוץ נמסר": in a language with an impersonal passive of speech its source may stand under "from".
        let from = || marked(codes.from).filter(|_| context.language.settings.order.subject_may_follow).filter(body);
        return f.marked.iter().find(|(m, _)| *m == codes.by).map(|(_, found)| *found).or_else(from);
    }
    // "במשרד החוץ אמרו": they who are in the ministry.
    if f.subject.is_none()
        && context.language.settings.order.subject_may_follow
        && verb.features.number == language::Number::Plural
        && let Some(found) = marked(codes.in_).filter(body)
    {
        return Some(found);
    }
    f.subject
}
