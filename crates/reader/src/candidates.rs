//! What may fill the slots of a predicate: the phrases of its clause, those it inherits, and what belongs to its objects.

use claims::{Act, EntityType};
use language::{Mark, Number, VerbForm};

use crate::{
    fillers::{Filler, Resolver},
    functions::{Found, Functions},
    phrases::Phrase,
    verbs::VerbGroup,
};

/// A phrase that may fill a slot.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The phrase.
    pub phrase: usize,
    /// The functions and markers under which it stands.
    pub marks: Vec<Mark>,
    /// Clauses between it and the predicate.
    pub far: u8,
    /// An embedded act, by its index among the embedded ones.
    pub embedded: Option<usize>,
    /// Which part of the phrase it is.
    pub part: Part,
}

/// The part of a phrase that fills a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The phrase itself.
    Whole,
    /// The state or states that it belongs to: "the Mexican ambassador", "US-China talks".
    Owner,
    /// Whom an ending means that stands for somebody else than the subject: "קיבל את פניו".
    Possessor,
    /// The agreement that a pronoun means, beside whom else it may mean: "ואשררה אותה".
    Text,
    /// A name before its head, told without a preposition: "NATO membership". The word.
    Described(usize),
    /// Somebody named before its head: "a Putin-Zelensky meeting". The word.
    Before(usize),
    /// No phrase but a clause, as what is not spoken of: "whether he would go". Its first word and the one after its last.
    Words(usize, usize),
}

/// An act inside another: an infinitive, a complement clause or an act noun.
#[derive(Debug, Clone)]
pub struct Embedded {
    /// Its act.
    pub act: Act,
    /// Whom its agreement role names.
    pub agreement: Vec<Filler>,
    /// The clause that it heads, if it is one.
    pub clause: Option<usize>,
    /// The phrase that it heads, if it is one.
    pub phrase: Option<usize>,
}

/// The candidates that a clause offers to its verb.
pub fn candidates(functions: &Functions, verb: &VerbGroup, resolver: &Resolver<'_>) -> Vec<Candidate> {
    let codes = &resolver.context.language.codes;
    // A participle of an active lemma turns subject into object and "by" into subject.
    let form = resolver.context.features(verb.head).form;
    let turned = verb.passive
        && (form == VerbForm::PassiveParticiple
            || form == VerbForm::Past && resolver.context.language.settings.order.participle_is_past);
    let mut out: Vec<Candidate> = Vec::new();
    let mut add = |found: Found, mark: Mark| match out.iter_mut().find(|c| c.phrase == found.phrase) {
        Some(known) => known.marks.push(mark),
        None => out.push(Candidate {
            phrase: found.phrase,
            marks: vec![mark],
            far: found.far,
            embedded: None,
            part: Part::Whole,
        }),
    };
    if let Some(subject) = functions.subject {
        add(subject, if turned { Mark::Object } else { Mark::Subject });
    }
    if let Some(object) = functions.object {
        add(object, Mark::Object);
    }
    // "According to the president of Chile": who says it takes no part in it.
    for (marker, found) in functions.marked.iter().filter(|(m, _)| *m != codes.according) {
        if *marker == codes.with && of_occasion(found.phrase, functions, resolver) {
            continue;
        }
        // "recalled its ambassador from Paris in protest at the recognition of ... in the Sahara": what stands behind an act noun
        // is told of that first.
        let mut found = *found;
        let behind = *marker == codes.in_
            && functions.marked.iter().any(|(m, f)| {
                let p = &resolver.pieces.phrases[f.phrase];
                [codes.on, codes.after, codes.about].contains(m)
                    && p.start > verb.end
                    && p.end <= resolver.pieces.phrases[found.phrase].start
                    && act_noun(f.phrase, resolver)
            });
        if behind {
            found.far = found.far.saturating_add(2);
        }
        let found = &found;
        add(*found, if particle(found.phrase, verb, resolver) { Mark::Object } else { Mark::Marker(*marker) });
        if turned && *marker == codes.by {
            add(*found, Mark::Subject);
        }
    }
    texts(resolver, &mut out);
    // Genitives and complements of the object noun reach the verb: "relations between Israel and Kazakhstan"; and the state
    // that an object belongs to can fill a slot of its own: "the Mexican ambassador".
    let inner: Vec<(usize, u8)> = out.iter().filter(|c| lends(c, resolver)).map(|c| (c.phrase, c.far)).collect();
    for (phrase, far) in inner {
        for genitive in &resolver.pieces.phrases[phrase].genitives {
            if !out.iter().any(|c| c.phrase == *genitive) {
                let marker = resolver.pieces.phrases[*genitive].marker;
                let marks = vec![Mark::Marker(marker)];
                out.push(Candidate {
                    phrase: *genitive,
                    marks,
                    far: far.saturating_add(1),
                    embedded: None,
                    part: Part::Whole,
                });
            }
            // "held up the approval of Sweden's accession": what belongs to an act noun in it.
            if act_noun(*genitive, resolver) {
                for inner in &resolver.pieces.phrases[*genitive].genitives {
                    if !out.iter().any(|c| c.phrase == *inner) {
                        let marks = vec![Mark::Marker(resolver.pieces.phrases[*inner].marker)];
                        let far = far.saturating_add(2);
                        out.push(Candidate { phrase: *inner, marks, far, embedded: None, part: Part::Whole });
                    }
                }
            }
        }
        let own = &resolver.pieces.phrases[phrase];
        let received = own.owner.is_some() && resolver.context.in_class(own.head, codes.face);
        if received && own.genitives.is_empty() {
            let marks = vec![Mark::Marker(codes.of)];
            let far = far.saturating_add(1);
            out.push(Candidate { phrase, marks, far, embedded: None, part: Part::Possessor });
        }
        let is_state = resolver.context.name(own.head).is_some_and(|n| n.kind == EntityType::State);
        // "שלושה מעובדי שגרירות סין"
        let part = own.genitives.first().filter(|_| resolver.context.pos(own.head) == Some(language::Pos::Quantifier));
        let heads = std::iter::once(own.head).chain(part.map(|g| resolver.pieces.phrases[*g].head));
        let envoy = heads
            .into_iter()
            .any(|h| [codes.ambassador, codes.diplomat].iter().any(|c| resolver.context.in_class(h, *c)));
        let object = own.marker == 0
            || own.marker == codes.object
            || own.marker == codes.on && envoy
            || particle(phrase, verb, resolver);
        if !is_state && !received && object && resolver.state_of(own).is_some() {
            // Where adjectives follow, "the Chilean ambassador" is "the ambassador of Chile".
            let mut marks = vec![Mark::Marker(codes.poss)];
            if resolver.context.language.settings.order.adjective_follows {
                marks.push(Mark::Marker(codes.of));
            }
            // "cancels Peru trip": the state itself may be where somebody would have gone.
            let form = |w: &usize| resolver.context.name(*w).is_some_and(|n| n.form != world::Form::Adjective);
            if !own.adjectives.is_empty() && own.adjectives.iter().all(form) && own.genitives.is_empty() {
                marks.push(Mark::Marker(codes.to));
            }
            out.push(Candidate { phrase, marks, far, embedded: None, part: Part::Owner });
        }
        // "at United Nations headquarters" is a place, "at the BRICS summit" an occasion.
        let place = own.marker == codes.in_ || own.marker == codes.at;
        if !place || resolver.context.in_class(own.head, codes.gathering) {
            described(phrase, far, resolver, &mut out);
        }
    }
    out
}

/// Whether the head of a phrase is a noun that names an act or talks.
fn act_noun(phrase: usize, resolver: &Resolver<'_>) -> bool {
    let head = resolver.pieces.phrases[phrase].head;
    let context = resolver.context;
    context.pos(head) == Some(language::Pos::Noun)
        && context.lemma(head).is_some_and(|l| !context.language.lexicon.lemma(l).entries.is_empty())
}

/// "Spoke with the king after the summit with Putin": whom the occasion was with takes no part in what came after it.
fn of_occasion(phrase: usize, functions: &Functions, resolver: &Resolver<'_>) -> bool {
    let context = resolver.context;
    let codes = &context.language.codes;
    let start = resolver.pieces.phrases[phrase].start;
    let before = functions.marked.iter().find(|(_, f)| resolver.pieces.phrases[f.phrase].end == start);
    before.is_some_and(|(marker, found)| {
        let head = resolver.pieces.phrases[found.phrase].head;
        let close =
            [codes.in_, codes.on, codes.to, codes.of, codes.with, codes.by, codes.between, codes.about, codes.from];
        !close.contains(marker)
            && *marker != codes.for_
            && context.pos(head) == Some(language::Pos::Noun)
            && context.lemma(head).is_some_and(|l| !context.language.lexicon.lemma(l).entries.is_empty())
    })
}

/// "Called in the ambassador", "handed over its instrument": what looks like a preposition directly after a verb that has it as
/// its particle, before what is no place: an object.
fn particle(phrase: usize, verb: &VerbGroup, resolver: &Resolver<'_>) -> bool {
    let context = resolver.context;
    let own = &resolver.pieces.phrases[phrase];
    if own.start != verb.end || own.marker == 0 || verb.passive {
        return false;
    }
    let place = context.name(own.head).is_some_and(|n| matches!(n.kind, EntityType::Place | EntityType::State));
    let lexicon = &context.language.lexicon;
    let entries = verb.lemma.map_or(&[][..], |l| lexicon.lemma(l).entries.as_slice());
    !place
        && entries.iter().filter_map(|e| lexicon.entries.get(*e as usize)).any(|e| {
            let alone = matches!(e.fixed.as_slice(), [word] if *word == context.text(own.start));
            let wants = |m: &Mark| matches!(m, Mark::Marker(code) if *code == own.marker);
            alone && !e.absolute && !e.slots.iter().any(|s| s.marks.iter().any(wants))
        })
}

/// Agreements and bodies named before the head of a phrase: "NATO membership", "the ICC withdrawal".
fn described(phrase: usize, far: u8, resolver: &Resolver<'_>, out: &mut Vec<Candidate>) {
    for word in &resolver.pieces.phrases[phrase].adjectives {
        let joined = resolver
            .context
            .name(*word)
            .is_some_and(|n| matches!(n.kind, EntityType::Agreement | EntityType::Organization | EntityType::Forum));
        if joined {
            out.push(Candidate { phrase, marks: Vec::new(), far, embedded: None, part: Part::Described(*word) });
        }
    }
}

/// In a language that gives things a gender a pronoun may mean a text as well as a person or state; elsewhere what means no
/// person may ("it").
fn texts(resolver: &Resolver<'_>, out: &mut Vec<Candidate>) {
    let gendered = !resolver.context.language.settings.state_gender.is_empty();
    let lexicon = &resolver.context.language.lexicon;
    let pronoun = |c: &&Candidate| {
        let p = &resolver.pieces.phrases[c.phrase];
        let thing = |code| {
            if gendered { code != resolver.context.language.codes.this } else { lexicon.code_name(code) == "it" }
        };
        let third = p.pronoun.is_some_and(thing) && p.features.person == 3;
        third && p.features.number == Number::Singular && p.members.is_empty() && c.embedded.is_none()
    };
    let more: Vec<Candidate> =
        out.iter().filter(pronoun).map(|c| Candidate { part: Part::Text, ..c.clone() }).collect();
    out.extend(more);
}

/// Whether what belongs to a phrase may fill slots of the verb. Not what belongs to an acting subject: "the president of Turkey"
/// acts for Turkey, and Turkey is nothing else in the clause.
fn lends(candidate: &Candidate, resolver: &Resolver<'_>) -> bool {
    if !candidate.marks.contains(&Mark::Subject) {
        return true;
    }
    let fillers = resolver.resolve(candidate.phrase);
    // "Chile's ambassador returned to Kenya": an ambassador does not act for the state as its president does.
    let head = resolver.pieces.phrases[candidate.phrase].head;
    // Nor does an embassy: "Chile's embassy in Kenya reopened". A summit is no actor, whoever holds it.
    let codes = &resolver.context.language.codes;
    let lending = [codes.ambassador, codes.diplomat, codes.mission, codes.gathering];
    if lending.iter().any(|c| resolver.context.in_class(head, *c)) {
        return true;
    }
    !fillers.is_empty()
        && fillers
            .iter()
            .all(|f| matches!(f.entity.kind, EntityType::Other | EntityType::Agreement) && f.organ.is_none())
}

/// The candidates of an act noun: its genitives and owner, and the marked phrases after it; with a light verb also the
/// subject of that verb.
///
/// `verb` is where the verb over the noun stands: what follows that belongs to it and not to a noun before it.
pub fn noun_candidates(
    phrase: usize,
    functions: &Functions,
    light: bool,
    verb: usize,
    resolver: &Resolver<'_>,
) -> Vec<Candidate> {
    let codes = &resolver.context.language.codes;
    let own: &Phrase = &resolver.pieces.phrases[phrase];
    let mut out: Vec<Candidate> = Vec::new();
    for genitive in &own.genitives {
        let marker = resolver.pieces.phrases[*genitive].marker;
        // "of" gives the subject or the object, the possessor the subject.
        let mut marks = vec![Mark::Subject, Mark::Marker(codes.of)];
        if marker == codes.of {
            marks.push(Mark::Object);
        }
        out.push(Candidate { phrase: *genitive, marks, far: 0, embedded: None, part: Part::Whole });
        // "the expulsion of two Russian diplomats": the state that they belong to.
        let inner = &resolver.pieces.phrases[*genitive];
        let envoy =
            [codes.ambassador, codes.diplomat, codes.mission].iter().any(|c| resolver.context.in_class(inner.head, *c));
        if envoy && resolver.state_of(inner).is_some() {
            let marks = vec![Mark::Marker(codes.of)];
            out.push(Candidate { phrase: *genitive, marks, far: 1, embedded: None, part: Part::Owner });
        }
    }
    // "the Russian withdrawal", "US-China talks": the states in front act as an owner does.
    if own.adjectives.iter().any(|w| resolver.context.name(*w).is_some_and(|n| n.kind == EntityType::State)) {
        let mut marks = vec![Mark::Subject, Mark::Marker(codes.of), Mark::Marker(codes.poss)];
        // "begins India visit": the state itself, not its adjective, may be where somebody goes.
        let form = |w: &usize| resolver.context.name(*w).is_some_and(|n| n.form != world::Form::Adjective);
        if own.adjectives.iter().all(form) {
            marks.push(Mark::Marker(codes.to));
        }
        out.push(Candidate { phrase, marks, far: 0, embedded: None, part: Part::Owner });
    }
    described(phrase, 0, resolver, &mut out);
    // "a Putin-Zelensky meeting"
    let owned = |w: &usize| {
        own.genitives.iter().any(|g| (resolver.pieces.phrases[*g].start..resolver.pieces.phrases[*g].end).contains(w))
    };
    let person = |w: &usize| resolver.context.name(*w).is_some_and(|n| n.kind == EntityType::Person);
    for word in (own.start..own.head).filter(|w| person(w) && !owned(w)) {
        let marks = vec![Mark::Subject, Mark::Marker(codes.between)];
        out.push(Candidate { phrase, marks, far: 0, embedded: None, part: Part::Before(word) });
    }
    for (marker, found) in &functions.marked {
        let starts = resolver.pieces.phrases[found.phrase].start;
        let beyond = !light && own.start < verb && verb <= starts && found.far == 0;
        if found.phrase != phrase && (starts >= own.start || light) && !beyond {
            let mut marks = vec![Mark::Marker(*marker)];
            if *marker == codes.by {
                marks.push(Mark::Subject);
            }
            out.push(Candidate { phrase: found.phrase, marks, far: found.far, embedded: None, part: Part::Whole });
        }
    }
    if light
        && let Some(subject) = functions.subject
        && subject.phrase != phrase
    {
        out.push(Candidate {
            phrase: subject.phrase,
            marks: vec![Mark::Subject],
            far: subject.far,
            embedded: None,
            part: Part::Whole,
        });
    }
    texts(resolver, &mut out);
    out
}
