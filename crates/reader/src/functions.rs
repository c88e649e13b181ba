//! Stage 3, second half: which phrase is subject, object or marked complement of a clause's verb.

use language::{Code, Features, Mark, Number, Restriction, VerbForm};

use crate::{
    choice::agrees,
    clauses::{Clause, Edge},
    context::Context,
    inheritance::inherit,
    phrases::{Phrase, Pieces},
    verbs::VerbGroup,
};

/// The phrases of a clause by what they do in it.
#[derive(Debug, Clone, Default)]
pub struct Functions {
    /// The subject.
    pub subject: Option<Found>,
    /// The direct object.
    pub object: Option<Found>,
    /// Phrases with a marker, in order.
    pub marked: Vec<(Code, Found)>,
}

/// A phrase in a function, and how it came there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// The phrase.
    pub phrase: usize,
    /// How many clauses away it stands; 0 in its own.
    pub far: u8,
}

/// Finds the functions of every clause; parents come before their children.
pub fn functions(clauses: &[Clause], pieces: &Pieces, context: Context<'_>) -> Vec<Functions> {
    let mut out: Vec<Functions> = Vec::with_capacity(clauses.len());
    for (index, clause) in clauses.iter().enumerate() {
        let mut own = own(clause, shared_subject(clause, &out), pieces, context);
        own.marked.retain(|(marker, found)| {
            *marker != context.language.codes.with || !looks_on(found.phrase, clauses, pieces)
        });
        if own.object.is_none() && own.marked.is_empty() {
            own.object = shared_object(index, clauses, pieces, context);
        }
        let mut full = inherit(own, clause, clauses, &out, pieces, context);
        if let Some(speaker) = speaker_before(index, &full, clauses, &out, pieces, context) {
            full.subject = Some(speaker);
        }
        out.push(full);
    }
    out
}

/// "Chile: we shall not sign", "קזחסטן הודיעה: מצטרפת להסכם": behind a colon whoever speaks before it does what a verb without a
/// subject says, or one whose subject is "we".
fn speaker_before(
    index: usize,
    found: &Functions,
    clauses: &[Clause],
    done: &[Functions],
    pieces: &Pieces,
    context: Context<'_>,
) -> Option<Found> {
    let clause = &clauses[index];
    let verb =
        clause.verb.map(|v| &pieces.verbs[v]).filter(|v| v.features.is_finite() || v.form == VerbForm::Present)?;
    let colon = clause.start.checked_sub(1).filter(|w| context.text(*w) == ":")?;
    if clause.edge != Edge::Root || !context.language.settings.order.subject_may_follow {
        return None;
    }
    let (before, above) =
        clauses.iter().enumerate().take(index).find(|(_, c)| c.edge == Edge::Root && c.end == colon)?;
    let speaks = above.verb.is_none_or(|v| pieces.verbs[v].operator.is_some_and(language::Operator::is_speech));
    let speaker = done.get(before)?.subject.filter(|_| speaks)?;
    let phrase = &pieces.phrases[speaker.phrase];
    let we = |p: usize| pieces.phrases[p].pronoun.is_some() && pieces.phrases[p].features.person == 1;
    let takes = match found.subject {
        Some(own) => we(own.phrase),
        None => verb.features.person == 1 || agrees(&phrase.features, &verb.features),
    };
    (takes && phrase.pronoun.is_none()).then_some(Found { phrase: speaker.phrase, far: 1 })
}

/// "with Rubio looking on": whoever only accompanies the act has no part in it.
fn looks_on(phrase: usize, clauses: &[Clause], pieces: &Pieces) -> bool {
    clauses.iter().any(|c| {
        let gerund = c.verb.map(|v| &pieces.verbs[v]).filter(|v| v.form == VerbForm::Gerund);
        matches!(c.edge, Edge::Relative(_) | Edge::Participle)
            && gerund.is_some_and(|v| v.start == pieces.phrases[phrase].end)
    })
}

/// "will sign and ratify the convention": two verbs side by side share the object of the second.
fn shared_object(index: usize, clauses: &[Clause], pieces: &Pieces, context: Context<'_>) -> Option<Found> {
    let verb = clauses[index].verb.map(|v| &pieces.verbs[v]).filter(|v| v.lemma.is_some())?;
    let next = clauses.iter().skip(index + 1).take(4).find(|c| {
        let start = c.verb.map(|v| pieces.verbs[v].start);
        c.edge == Edge::Coordinate(index) && start == Some(verb.end + 1)
    })?;
    let object = own(next, None, pieces, context).object?;
    Some(Found { phrase: object.phrase, far: 1 })
}

/// The subject that a clause without one of its own would have: of the clause above or beside it.
fn shared_subject(clause: &Clause, done: &[Functions]) -> Option<usize> {
    let from = match clause.edge {
        Edge::Coordinate(beside) => Some(beside),
        Edge::Complement | Edge::Adverbial(_) => clause.parent,
        // "who waged a war": the head of a relative clause.
        Edge::Relative(head) if clause.gap == 0 => return Some(head),
        _ => None,
    };
    from.and_then(|c| done.get(c)).and_then(|f| f.subject).map(|f| f.phrase)
}

/// Whether a phrase is what the verb acts on ("תפתח שגרירות") rather than who acts: it is indefinite, and an entry of the verb
/// asks for such a word as its object.
fn is_undergone(phrase: &Phrase, verb: &VerbGroup, context: Context<'_>) -> bool {
    is_indefinite(phrase) && undergoes(phrase, verb, context)
}

/// Whether an entry of a verb asks for such a word as its object: one sends a letter, and no letter sends anything.
pub fn undergoes(phrase: &Phrase, verb: &VerbGroup, context: Context<'_>) -> bool {
    let entries = verb.lemma.map_or(&[][..], |l| context.language.lexicon.lemma(l).entries.as_slice());
    !verb.passive
        && entries.iter().filter_map(|e| context.language.lexicon.entries.get(*e as usize)).any(|entry| {
            entry.slots.iter().filter(|s| s.marks.contains(&Mark::Object)).any(|slot| {
                slot.restrictions
                    .iter()
                    .any(|r| matches!(r, Restriction::Class(c) if context.in_class(phrase.head, *c)))
            })
        })
}

/// Whether a verb gives: what it gives may be time ("48 hours").
fn gives(verb: &VerbGroup, context: Context<'_>) -> bool {
    verb.lemma.is_some_and(|l| context.language.lexicon.lemma(l).classes.contains(&context.language.codes.giving))
}

fn is_indefinite(phrase: &Phrase) -> bool {
    !phrase.definite && phrase.names.is_empty() && phrase.pronoun.is_none()
}

fn own(clause: &Clause, shared: Option<usize>, pieces: &Pieces, context: Context<'_>) -> Functions {
    let mut out = Functions::default();
    let codes = &context.language.codes;
    let order = &context.language.settings.order;
    let verb = clause.verb.map(|v| &pieces.verbs[v]);
    let here = |phrase| Found { phrase, far: 0 };
    let mut before = Vec::new();
    let mut after = Vec::new();
    let mut second = false;
    for (p, follows) in &clause.phrases {
        let phrase = &pieces.phrases[*p];
        if phrase.marker == codes.object {
            out.object.get_or_insert(here(*p));
        } else if phrase.marker != 0 {
            // "a treaty with the Emirates and a declaration with Bahrain": what follows a second object belongs to that.
            if !second {
                out.marked.push((phrase.marker, here(*p)));
            }
        } else if is_measure(phrase, context) && !verb.is_some_and(|v| gives(v, context)) {
            // "signed hours after", "left three days later": a measure of time is no object.
        } else if *follows && (describes(phrase, context) || !order.subject_may_follow && aside(phrase, context)) {
            // "feels safe", "came from Norway, Chile": an adjective or what a comma sets apart is no object.
        } else if *follows {
            let joined = phrase.start.checked_sub(1).is_some_and(|w| {
                context.pos(w) == Some(language::Pos::Coordinator) || matches!(context.text(w), "," | "،")
            });
            second |= joined && !after.is_empty();
            after.push(*p);
        } else if phrase.start.checked_sub(1).is_none_or(|w| context.text(w) != "(") {
            // "Anwar (Labour) said": what stands in brackets is no subject.
            before.push(*p);
        }
    }
    let Some(verb) = verb else {
        // No verb: the first unmarked phrase is what is spoken of.
        out.subject = before.first().map(|p| here(*p));
        return out;
    };
    // A headline has its subject before its infinitive: "Norway to recognise Samoa".
    let may_have_subject = !verb.infinitive || clause.phrases.iter().any(|(_, follows)| !follows);
    let fits = |p: usize| subject_fits(&pieces.phrases[p], verb, order.subject_may_follow);
    if may_have_subject {
        // The nearest phrase before the verb that agrees; else, where the language allows it, the first after it.
        let weak = |p: usize| describes(&pieces.phrases[p], context) || repeats(&pieces.phrases[p], context);
        let nearest = |strong: bool| before.iter().rev().copied().find(|p| fits(*p) && !(strong && weak(*p)));
        let chosen = nearest(true).or_else(|| nearest(false));
        // "Anwar, this year's chair of the forum, said": what stands between two commas only describes.
        let comma = |w: usize| matches!(context.text(w), "," | "،");
        let aside = |p: usize| {
            let phrase = &pieces.phrases[p];
            let closed = verb.start.checked_sub(1).is_some_and(comma) && phrase.end < verb.start;
            let opened = |q: &usize| comma(pieces.phrases[*q].end) && pieces.phrases[*q].end < phrase.start;
            let earlier = before.iter().copied().filter(|q| *q != p && fits(*q)).find(opened);
            earlier.filter(|_| closed)
        };
        let chosen = chosen.map(|p| aside(p).unwrap_or(p));
        // "Norway and even its allies signed": what is joined to a phrase before it is no subject alone.
        let joined = |p: usize| {
            let at = before.iter().position(|q| *q == p)?;
            let first = *before.get(at.checked_sub(1)?)?;
            let (a, b) = (&pieces.phrases[first], &pieces.phrases[p]);
            let adverb = |w: &usize| context.pos(*w) == Some(language::Pos::Adverb);
            let link = (a.end..b.start).rev().find(|w| !adverb(w))?;
            let near = (a.end..link).all(|w| matches!(context.text(w), ","));
            let coordinator = context.pos(link) == Some(language::Pos::Coordinator);
            (coordinator && near && b.pronoun.is_none()).then_some(first)
        };
        let chosen = chosen.map(|p| joined(p).unwrap_or(p));
        // "האמנים בני התקופה המשיכו": where adjectives follow, the second of two phrases in a row describes the first.
        let described = |p: usize| {
            let at = before.iter().position(|q| *q == p)?;
            let first = *before.get(at.checked_sub(1)?)?;
            let (a, b) = (&pieces.phrases[first], &pieces.phrases[p]);
            let beside = a.end == b.start && b.pronoun.is_none() && a.pronoun.is_none() && b.names.is_empty();
            (beside && fits(first)).then_some(first)
        };
        let chosen = chosen.map(|p| described(p).filter(|_| order.adjective_follows).unwrap_or(p));
        match chosen {
            Some(p) => out.subject = Some(here(p)),
            None if order.subject_may_follow => {
                // "ערכה ביקור ומשם קיימה שיחה": with a light verb and its noun the subject is left out.
                let light =
                    verb.lemma.is_some_and(|l| context.language.lexicon.lemma(l).classes.contains(&codes.light));
                let carried = |p: usize| {
                    clause.elided
                        && light
                        && context
                            .lemma(pieces.phrases[p].head)
                            .is_some_and(|l| !context.language.lexicon.lemma(l).entries.is_empty())
                };
                let left_out = before.is_empty() && shared.is_some_and(&fits);
                // "שניהל משא ומתן": what is indefinite behind a verb that has an object is that, where its subject is known.
                let known = matches!(clause.edge, Edge::Relative(_)) || clause.elided;
                let undergone = |p: usize| {
                    left_out
                        && (is_undergone(&pieces.phrases[p], verb, context)
                            || known && takes_object(verb, context) && is_indefinite(&pieces.phrases[p]))
                };
                let found = after.iter().position(|p| {
                    fits(*p)
                        && !carried(*p)
                        && !undergone(*p)
                        && pieces.phrases[*p].pronoun.is_none_or(|c| c != codes.this)
                });
                if let Some(i) = found {
                    out.subject = Some(here(after.remove(i)));
                } else if out.object.is_none() && before.len() == 1 && takes_object(verb, context) {
                    // An object that stands first.
                    out.object = before.first().map(|p| here(*p));
                }
            }
            // "said the minister": a speech verb may stand before its subject in any language.
            None => {
                let speech = verb.operator.is_some_and(language::Operator::is_speech);
                // Not in "expelled the envoy and recalled its ambassador": there the subject is left out.
                let goes_on = clause.elided || matches!(clause.edge, Edge::Coordinate(_) | Edge::Relative(_));
                let finite = !verb.infinitive && !matches!(verb.form, VerbForm::Gerund | VerbForm::PassiveParticiple);
                let itself = after.first().is_some_and(|p| pieces.phrases[*p].pronoun == Some(codes.self_));
                if speech && before.is_empty() && !after.is_empty() && !goes_on && finite && !itself {
                    out.subject = Some(here(after.remove(0)));
                }
            }
        }
    }
    let of_class = |class: Code| verb.lemma.is_some_and(|l| context.language.lexicon.lemma(l).classes.contains(&class));
    // "has given China notice": of two in a row the first receives, the second is the object.
    if of_class(codes.giving)
        && out.object.is_none()
        && let [first, second, ..] = after.as_slice()
        && pieces.phrases[*first].end == pieces.phrases[*second].start
        && !verb.copula
    {
        out.marked.push((codes.to, here(*first)));
        after.remove(0);
    }
    if out.object.is_none() {
        let links = verb.copula || of_class(codes.linking);
        let bare = |p: &usize| !order.subject_may_follow || links || may_be_bare_object(&pieces.phrases[*p], context);
        out.object = after.first().filter(|p| takes_object(verb, context) && bare(p)).map(|p| here(*p));
    }
    out
}

/// Whether a verb has a direct object: no passive has one, unless it is of giving, nor an intransitive.
pub fn takes_object(verb: &VerbGroup, context: Context<'_>) -> bool {
    let codes = &context.language.codes;
    let Some(lemma) = verb.lemma.map(|l| context.language.lexicon.lemma(l)) else { return !verb.passive };
    let of_class = |class: Code| lemma.classes.contains(&class);
    let intransitive = context.language.settings.order.intransitive.contains(&lemma.paradigm);
    of_class(codes.giving) || of_class(codes.linking) || !(verb.passive || intransitive || of_class(codes.intransitive))
}

/// Whether a phrase without the marker of the object can be one: what is definite carries it, where the language has one.
fn may_be_bare_object(phrase: &Phrase, context: Context<'_>) -> bool {
    let marked = context.language.settings.order.object_marker.is_some();
    let bare = !phrase.definite || phrase.pronoun == Some(context.language.codes.this);
    (!marked || bare) && !aside(phrase, context)
}

/// Whether a phrase measures time: "three days", "hours".
fn is_measure(phrase: &Phrase, context: Context<'_>) -> bool {
    let says = |form: &str| {
        let words = context.language.times.word(form).iter();
        words.into_iter().any(|w| matches!(w, language::TimeWord::Unit(_) | language::TimeWord::Dual(_)))
    };
    let text = context.text(phrase.head);
    let capitals = context.language.settings.lower_case && text.contains(char::is_uppercase);
    context.name(phrase.head).is_none()
        && phrase.genitives.is_empty()
        && if capitals { says(&text.to_lowercase()) } else { says(text) }
}

/// An adjective alone: it describes, but is nothing that acts or undergoes.
fn describes(phrase: &Phrase, context: Context<'_>) -> bool {
    context.pos(phrase.head) == Some(language::Pos::Adjective)
        && !phrase.definite
        && phrase.names.is_empty()
        && phrase.members.is_empty()
        && context.name(phrase.head).is_none()
}

/// "the word itself", "they all": what only repeats the phrase before it.
fn repeats(phrase: &Phrase, context: Context<'_>) -> bool {
    let codes = &context.language.codes;
    phrase.pronoun == Some(codes.self_)
        || phrase.end == phrase.start + 1
            && context.pos(phrase.head) == Some(language::Pos::Quantifier)
            && (phrase.quantifier == codes.all || phrase.quantifier == codes.both)
}

/// What stands directly after a comma or bracket.
fn aside(phrase: &Phrase, context: Context<'_>) -> bool {
    phrase.start.checked_sub(1).is_some_and(|w| matches!(context.text(w), "," | "("))
}

/// Whether a phrase can be the subject of a verb.
pub fn subject_fits(phrase: &Phrase, verb: &VerbGroup, strict: bool) -> bool {
    if !strict {
        // English marks number only in the present, and lists are plural.
        return verb.form != VerbForm::Present
            || verb.features.number != Number::Singular
            || phrase.members.is_empty()
            || phrase.features.number != Number::Plural;
    }
    let mut features: Features = phrase.features;
    if phrase.quantifier != 0 && features.number == Number::Any {
        features.number = Number::Plural;
    }
    // A verb before a list may agree with its first member only.
    let person = verb.features.person == 0 || verb.features.person == 3 || phrase.pronoun.is_some();
    person
        && (agrees(&features, &verb.features)
            || (!phrase.members.is_empty() && verb.features.gender.agrees(phrase.features.gender)))
}

impl Functions {
    /// In a relative clause, an own subject before the verb leaves the gap to the object.
    pub(crate) fn has_gap_before(&self, clause: &Clause, pieces: &Pieces) -> bool {
        clause.phrases.iter().any(|(p, after)| !after && pieces.phrases[*p].marker == 0)
    }
}
