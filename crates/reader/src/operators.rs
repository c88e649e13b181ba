//! Operators: what stands between an act and the root of its sentence gives it modality and attribution, in the same way for
//! every act.

use claims::Modality;
use language::{Code, Operator, VerbForm};

use crate::{
    clauses::{Clause, Edge},
    climbing::{climb, govern_noun},
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
pub(crate) fn apply(out: &mut Status, verb: &VerbGroup, context: Context<'_>) {
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
pub(crate) fn govern(
    out: &mut Status,
    operator: Operator,
    clause: usize,
    verb: &VerbGroup,
    context: Context<'_>,
) -> Option<()> {
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
pub(crate) fn apply_outer(out: &mut Status, verb: &VerbGroup, context: Context<'_>) {
    if out.modality == Modality::Asserted {
        apply(out, verb, context);
    }
}

/// The first unmarked phrase after the verb: its object ("have no relations").
pub(crate) fn segment_object(phrase: usize, clause: &Clause, pieces: &Pieces) -> bool {
    clause.phrases.iter().find(|(p, after)| *after && pieces.phrases[*p].marker == 0).is_some_and(|(p, _)| *p == phrase)
}

pub(crate) fn in_class(verb: &VerbGroup, class: Code, context: Context<'_>) -> bool {
    verb.lemma.is_some_and(|l| context.language.lexicon.lemma(l).classes.contains(&class))
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
