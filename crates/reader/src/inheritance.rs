//! Stage 3, after the functions of each clause: what a clause shares with the clause above or beside it.

use language::{Code, Number, VerbForm};

use crate::{
    choice::agrees,
    clauses::{Clause, Edge},
    context::Context,
    functions::{Found, Functions, subject_fits, takes_object, undergoes},
    phrases::{Phrase, Pieces},
};

/// Gives a clause what it shares with the one above: the subject of an infinitive, the head of a relative clause.
pub fn inherit(
    mut own: Functions,
    clause: &Clause,
    clauses: &[Clause],
    done: &[Functions],
    pieces: &Pieces,
    context: Context<'_>,
) -> Functions {
    let Some(verb) = clause.verb.map(|v| &pieces.verbs[v]) else { return own };
    let farther = |f: Found| Found { phrase: f.phrase, far: f.far.saturating_add(1) };
    let parent = clause.parent.and_then(|p| done.get(p));
    let strict = context.language.settings.order.subject_may_follow;
    let of_class = |class: Code| verb.lemma.is_some_and(|l| context.language.lexicon.lemma(l).classes.contains(&class));
    let above_impersonal = parent.is_some_and(|f| f.subject.is_none())
        && clause.parent.and_then(|p| clauses[p].verb).is_some_and(|v| {
            let lemma = pieces.verbs[v].lemma.map(|l| context.language.lexicon.lemma(l));
            lemma.is_some_and(|l| l.classes.contains(&context.language.codes.impersonal))
        });
    match clause.edge {
        // "יש הסכם", "ניתן לומר": what has no subject of its own shares none.
        Edge::Coordinate(_) | Edge::Complement | Edge::Adverbial(_)
            if of_class(context.language.codes.existential) || of_class(context.language.codes.impersonal) => {}
        Edge::Infinitive if above_impersonal => {}
        Edge::Relative(head) => {
            let found = Found { phrase: head, far: 1 };
            if clause.gap == context.language.codes.whose && clause.gap != 0 {
                // "Qatar, whose envoy had travelled": the head owns what stands first, and fills nothing.
            } else if clause.gap != 0 {
                own.marked.push((clause.gap, found));
                // "at the summit in the White House, where he hosted": the occasion is told above.
                own.marked.extend(
                    parent
                        .iter()
                        .flat_map(|f| &f.marked)
                        .filter(|(_, f)| f.phrase != head)
                        .map(|(m, f)| (*m, farther(*f))),
                );
            } else if own.subject.is_none()
                && subject_fits(&pieces.phrases[head], verb, strict)
                && !own.has_gap_before(clause, pieces)
                && !(strict && own.object.is_none() && undergoes(&pieces.phrases[head], verb, context))
            {
                own.subject = Some(found);
            } else if strict && resumes(&mut own, found, pieces) {
                // "אירלנד, שישראל סגרה בה את שגרירותה": the pronoun is the head.
            } else if own.object.is_none() && takes_object(verb, context) {
                own.object = Some(found);
                // "seeks readmission to the union, which it left": who acts above.
                let it =
                    own.subject.filter(|s| s.far == 0).map(|s| &pieces.phrases[s.phrase]).filter(|p| {
                        p.pronoun.is_some_and(|c| c != context.language.codes.this) && p.features.person == 3
                    });
                if let (Some(pronoun), Some(above)) = (it, parent.and_then(|f| f.subject).filter(|f| f.phrase != head))
                {
                    let phrase = &pieces.phrases[above.phrase];
                    if phrase.pronoun.is_none()
                        && agrees(&phrase.features, &pronoun.features)
                        && takes_up(pronoun, phrase, context)
                    {
                        own.subject = Some(farther(above));
                    }
                }
                if own.subject.is_none() {
                    own.subject = parent
                        .and_then(|f| f.subject)
                        .filter(|f| f.phrase != head && subject_fits(&pieces.phrases[f.phrase], verb, strict))
                        .map(farther);
                }
            }
        }
        Edge::Infinitive => {
            let above = clause.parent.and_then(|p| clauses.get(p)).zip(parent);
            if own.subject.is_some() || above.is_some_and(|(c, f)| only_announces(c, f, clause, pieces, context)) {
            } else if let Some(named) = above.and_then(|(c, _)| named_for(c, clause, pieces, context)) {
                own.subject = Some(Found { phrase: named, far: 1 });
            } else if let Some(named) =
                above.and_then(|(c, f)| crate::control::whose_decision(c, f, clause, pieces, context))
            {
                own.subject = Some(Found { phrase: named, far: 1 });
            } else if let Some(decider) =
                above.and_then(|(c, f)| crate::control::decider(c, f, clause, pieces, context))
            {
                own.subject = decider.map(|phrase| Found { phrase, far: 1 });
            } else {
                let urged = clause.parent.and_then(|p| clauses[p].verb).and_then(|v| pieces.verbs[v].operator)
                    == Some(language::Operator::Urge)
                    || clause.parent.and_then(|p| clauses[p].verb).map(|v| &pieces.verbs[v]).is_some_and(|v| {
                        // "told Kenya to withdraw", "ordered it to close"
                        let commands = v.lemma.is_some_and(|l| {
                            let classes = &context.language.lexicon.lemma(l).classes;
                            let codes = &context.language.codes;
                            classes.contains(&codes.commands) || classes.contains(&codes.causative)
                        });
                        let object = parent.and_then(|f| f.object).map(|o| &pieces.phrases[o.phrase]);
                        // "הביעה נכונות להצטרף": not what is meant itself.
                        let meant = |o: &Phrase| {
                            context.lemma(o.head).is_some_and(|l| context.language.lexicon.lemma(l).operator.is_some())
                        };
                        (commands || v.operator == Some(language::Operator::Say))
                            && object.is_some_and(|o| o.end == clause.start && !meant(o))
                    });
                let asked = || parent.and_then(|f| crate::control::asked(f, clause, clauses, pieces, context));
                own.subject =
                    if urged { asked().or(parent.and_then(|f| f.subject)) } else { parent.and_then(|f| f.subject) }
                        .map(farther);
            }
            if strict && let Some(above) = parent {
                crate::control::fronted(&mut own, above, clause, clauses, pieces, context);
                if own.object.is_none() && takes_object(verb, context) {
                    own.object = crate::control::fronted_object(above, clause, clauses, pieces);
                }
            }
        }
        Edge::Coordinate(beside) => {
            if own.subject.is_none() {
                own.subject = done
                    .get(beside)
                    .and_then(|f| f.subject)
                    .filter(|f| subject_fits(&pieces.phrases[f.phrase], verb, strict))
                    .map(farther);
            }
        }
        Edge::Participle | Edge::Adverbial(_) | Edge::Complement => {
            // "Nepal said it would leave": a pronoun takes up the subject above that agrees.
            let pronoun = own
                .subject
                .filter(|s| s.far == 0)
                .map(|s| &pieces.phrases[s.phrase])
                .filter(|p| p.pronoun.is_some_and(|c| c != context.language.codes.this) && p.features.person == 3);
            if let (Some(pronoun), Some(above)) = (pronoun, parent.and_then(|f| f.subject)) {
                let phrase = &pieces.phrases[above.phrase];
                if phrase.pronoun.is_none()
                    && agrees(&phrase.features, &pronoun.features)
                    && takes_up(pronoun, phrase, context)
                {
                    own.subject = Some(farther(above));
                }
            }
            // "accused Kenya of violating": the object above does what the gerund says.
            let accused = clause.edge == Edge::Adverbial(context.language.codes.of) && verb.form == VerbForm::Gerund;
            if own.subject.is_none() && accused {
                // "has no intention of leaving": a noun that is meant, offered or begun acts not itself.
                let acts = |f: &Found| {
                    let head = pieces.phrases[f.phrase].head;
                    context.lemma(head).is_none_or(|l| context.language.lexicon.lemma(l).operator.is_none())
                };
                own.subject = parent.and_then(|f| f.object.filter(acts).or(f.subject)).map(farther);
            }
            if own.subject.is_none() && (clause.edge == Edge::Participle || strict || verb.form == VerbForm::Gerund) {
                own.subject = parent
                    .and_then(|f| f.subject)
                    .filter(|f| subject_fits(&pieces.phrases[f.phrase], verb, strict))
                    .map(farther);
            }
        }
        Edge::Root => {}
    }
    own
}

/// "it is sad to say", "it is necessary to sign": the pronoun only announces the infinitive. Not so with the adjectives that say
/// something of whoever will act ("it is ready to sign").
fn only_announces(above: &Clause, found: &Functions, clause: &Clause, pieces: &Pieces, context: Context<'_>) -> bool {
    let codes = &context.language.codes;
    let Some(verb) = above.verb.map(|v| &pieces.verbs[v]) else { return false };
    let it = found.subject.is_some_and(|s| pieces.phrases[s.phrase].pronoun == Some(codes.it));
    let adjective = (verb.end..clause.start).rev().find(|w| context.pos(*w) == Some(language::Pos::Adjective));
    let alone = adjective.is_some_and(|a| (verb.end..a).all(|w| context.pos(w) != Some(language::Pos::Determiner)));
    it && alone && verb.copula && adjective.is_some_and(|a| !context.in_class(a, codes.personal))
}

/// "a call for Kenya to sign": who is named directly before an infinitive by the preposition that does so acts in it. "Left for
/// Nairobi to sign" tells where, "appealed for help to rebuild" what for.
fn named_for(above: &Clause, clause: &Clause, pieces: &Pieces, context: Context<'_>) -> Option<usize> {
    let codes = &context.language.codes;
    let order = &context.language.settings.order;
    let lemma = above.verb.and_then(|v| pieces.verbs[v].lemma).map(|l| context.language.lexicon.lemma(l));
    let moves = lemma.is_some_and(|l| l.classes.contains(&codes.motion));
    let (p, _) = above.phrases.iter().rev().find(|(p, _)| pieces.phrases[*p].end <= clause.start)?;
    let phrase = &pieces.phrases[*p];
    // "it takes years for change to happen"
    let announced = above.phrases.iter().any(|(p, after)| !after && pieces.phrases[*p].pronoun == Some(codes.it));
    let who = announced || phrase.definite || phrase.pronoun.is_some() || phrase.features.number == Number::Plural;
    let act = context.lemma(phrase.head).is_some_and(|l| !context.language.lexicon.lemma(l).entries.is_empty());
    // "על קניה לחתום": where a clause needs no verb, who is obliged stands so.
    let obliged = order.subject_may_follow && above.verb.is_none() && phrase.marker == codes.on;
    let named = phrase.end == clause.start && (phrase.marker == codes.for_ && order.infinitive_needs_marker || obliged);
    (named && who && !act && !moves).then_some(*p)
}

/// Whether a pronoun can mean what a phrase names: "it" no person, "he" and "she" a person where states are things.
fn takes_up(pronoun: &Phrase, phrase: &Phrase, context: Context<'_>) -> bool {
    let person = phrase.names.iter().any(|n| {
        context.name(*n).is_some_and(|n| matches!(n.kind, claims::EntityType::Person | claims::EntityType::Office))
    });
    match context.language.lexicon.code_name(pronoun.pronoun.unwrap_or(0)) {
        "it" => !person,
        "he" | "she" => person || !context.language.settings.state_gender.is_empty(),
        _ => true,
    }
}

/// Puts the head of a relative clause in the place of the pronoun that takes it up; false where none does.
fn resumes(own: &mut Functions, head: Found, pieces: &Pieces) -> bool {
    let whole = &pieces.phrases[head.phrase];
    let taken_up = own.marked.iter_mut().find(|(_, f)| {
        let p = &pieces.phrases[f.phrase];
        f.far == 0 && p.pronoun.is_some() && p.features.person == 3 && agrees(&p.features, &whole.features)
    });
    taken_up.map(|(_, f)| *f = head).is_some()
}
