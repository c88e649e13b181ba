//! How well a reading of a word fits between its neighbours.

use language::{Language, LemmaId, Pos, VerbForm};
use text::Class;

use crate::{
    choice::agrees,
    followers::{ends_here, leads_clause},
    words::{Reading, Word},
};

/// A word with what stands around it, looked at once for all its readings.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    own: &'a Word,
    after: &'a [Word],
    language: &'a Language,
    /// Directly behind a mark.
    glued: bool,
    /// It may be an article.
    article: bool,
    /// The next word that is no adverb.
    next: Option<&'a Word>,
    next_is_nominal: bool,
    next_is_verb: bool,
    /// Nothing follows that could be described: "Ghana signed this.", "supplied her with".
    alone: bool,
    /// The next word can only be a finite verb.
    finite_next: bool,
}

impl<'a> Place<'a> {
    /// Looks around.
    pub fn new(before: &[Word], own: &'a Word, after: &'a [Word], language: &'a Language) -> Place<'a> {
        let glued = before.last().is_some_and(|w| w.class != Class::Word);
        let article = own.may_be(Pos::Determiner);
        // Adverbs and quotation marks in between change nothing.
        let skip = |w: &&Word| !matches!(w.pos(), Some(Pos::Adverb)) && w.class == Class::Word;
        let next = after.iter().take(2).find(skip);
        let next_is_nominal = next.is_some_and(|w| {
            w.name.is_some()
                || matches!(
                    w.readings.first().map(|r| r.pos),
                    Some(Pos::Noun | Pos::Determiner | Pos::Adjective | Pos::Pronoun | Pos::Quantifier)
                )
        });
        let next_is_verb = next.is_some_and(|w| w.may_be(Pos::Verb) && !w.may_be(Pos::Noun));
        let alone = {
            let follower = after.iter().find(|w| w.class != Class::Word || w.pos() != Some(Pos::Adverb));
            follower.is_none_or(|w| match w.class {
                Class::Word => {
                    w.name.is_none()
                        && !w.readings.is_empty()
                        && w.readings.iter().all(|r| {
                            !matches!(
                                r.pos,
                                Pos::Noun
                                    | Pos::Adjective
                                    | Pos::Verb
                                    | Pos::Quantifier
                                    | Pos::Determiner
                                    | Pos::Adverb
                            )
                        })
                }
                Class::Punctuation => after.first().is_some_and(|w| w.class != Class::Word) && !w.space_before,
                _ => false,
            })
        };
        let finite_next = next.is_some_and(|w| {
            matches!(w.readings.first().map(|r| r.pos), Some(Pos::Auxiliary | Pos::Modal))
                || w.readings.iter().all(|r| r.pos == Pos::Verb)
                    && w.readings.iter().any(|r| r.features.form == VerbForm::Past)
                    && w.name.is_none()
                    && !w.readings.is_empty()
        });
        Place { own, after, language, glued, article, next, next_is_nominal, next_is_verb, alone, finite_next }
    }
}

/// How well a reading fits there, behind the reading taken for the word before; `governed` by a preposition.
pub fn fit(place: &Place<'_>, reading: &Reading, last: Option<(&Word, Option<Reading>)>, governed: bool) -> i32 {
    let Place { own, after, language, glued, article, next, next_is_nominal, next_is_verb, alone, finite_next } =
        *place;
    let codes = &language.codes;
    let form = reading.features.form;
    // "they sign": in a language that marks its infinitives the bare form is a present.
    let led = last.is_some_and(|(_, r)| {
        r.is_some_and(|r| {
            matches!(r.pos, Pos::Modal | Pos::Auxiliary) || r.pos == Pos::Preposition && r.code == codes.to
        })
    });
    let bare = form == VerbForm::Infinitive && language.settings.order.infinitive_needs_marker && !led;
    let finite = reading.features.is_finite() || bare;
    let mut score = 0;
    if let Some((word, last)) = last {
        let pos = last.map(|r| r.pos);
        let code = last.map_or(0, |r| r.code);
        score += match (pos, reading.pos) {
            // "that states": no demonstrative.
            (Some(Pos::Determiner), Pos::Noun)
                if last.is_some_and(|r| !r.features.number.agrees(reading.features.number)) =>
            {
                -6
            }
            (Some(Pos::Determiner | Pos::Possessive | Pos::Quantifier), Pos::Noun) => 6 + i32::from(!next_is_nominal),
            (Some(Pos::Determiner | Pos::Possessive | Pos::Quantifier), Pos::Adjective) => 6,
            (Some(Pos::Determiner | Pos::Possessive), Pos::Verb) => {
                if form == VerbForm::PassiveParticiple && language.settings.lower_case
                    || form == VerbForm::Gerund
                    || form == VerbForm::Present && !language.settings.lower_case
                {
                    0
                } else {
                    -8
                }
            }
            (Some(Pos::Adjective), Pos::Noun) => {
                if language.settings.order.adjective_follows {
                    -1
                } else {
                    4
                }
            }
            (Some(Pos::Adjective), Pos::Relativizer) => 4,
            (Some(Pos::Preposition), Pos::Verb) => {
                if code == codes.to && form == VerbForm::Infinitive {
                    6
                } else if form == VerbForm::Infinitive {
                    -6
                } else if form == VerbForm::Gerund {
                    3
                } else if reading.features.is_finite() {
                    -6
                } else {
                    -1
                }
            }
            (Some(Pos::Preposition), Pos::Noun | Pos::Adjective) => {
                if code == codes.to && next_is_nominal && last.is_some_and(|r| r.features.suffix.is_none()) {
                    1
                } else {
                    4
                }
            }
            (Some(Pos::Preposition), Pos::Preposition | Pos::Complementizer | Pos::Subordinator) => -2,
            (Some(Pos::Modal), Pos::Verb) => {
                if form == VerbForm::Infinitive {
                    8
                } else {
                    -3
                }
            }
            (Some(Pos::Modal), Pos::Noun) => -6,
            (Some(Pos::Modal), Pos::Auxiliary) if form == VerbForm::Infinitive => 8,
            (Some(Pos::Auxiliary), Pos::Verb) => match form {
                VerbForm::Infinitive if code == codes.do_ => 7,
                VerbForm::PassiveParticiple if code == codes.do_ => -2,
                VerbForm::PassiveParticiple => 7,
                VerbForm::Gerund if code == codes.be => 7,
                VerbForm::Past => {
                    if code == codes.have {
                        2
                    } else {
                        -2
                    }
                }
                _ => {
                    if language.settings.lower_case {
                        -2
                    } else {
                        2
                    }
                }
            },
            (Some(Pos::Auxiliary), Pos::Adjective) if code == codes.be && !next_is_nominal => 2,
            (Some(Pos::Negator), Pos::Verb) => 4,
            (Some(Pos::Negator), Pos::Noun) => -2,
            (Some(Pos::Pronoun), Pos::Verb) => {
                if finite {
                    5
                } else {
                    -1
                }
            }
            (Some(Pos::Pronoun), Pos::Noun) => -4,
            (Some(Pos::Noun), Pos::Verb) | (Some(Pos::Adjective), Pos::Verb)
                if pos == Some(Pos::Noun) || language.settings.order.adjective_follows =>
            {
                let agrees = last.is_none_or(|r| agrees(&r.features, &reading.features));
                let fits = if finite { 3 } else { 0 };
                // "אורה נמיר": whoever is named is neither speaker nor addressee.
                let other =
                    language.settings.order.subject_may_follow && matches!(reading.features.person, 1 | 2) && !governed;
                let agrees = agrees && !other;
                // The noun of a prepositional phrase is no subject: it need not agree.
                match (agrees, governed) {
                    (true, _) => fits,
                    (false, true) => fits.min(1),
                    (false, false) => -3,
                }
            }
            // "שיחה מצוינת": in a language whose adjectives follow, what agrees with a common noun describes it.
            (Some(Pos::Noun), Pos::Adjective) if language.settings.order.adjective_follows && word.name.is_none() => {
                if last.is_some_and(|r| agrees(&r.features, &reading.features)) {
                    4
                } else {
                    -1
                }
            }
            (Some(Pos::Noun), Pos::Adjective) if language.settings.order.noun_compounds => -2,
            (Some(Pos::Noun), Pos::Noun) => i32::from(word.name.is_some() && language.settings.order.noun_compounds),
            // "that talks were held": where the subject stands first, no finite verb follows "that" itself.
            (Some(Pos::Complementizer), Pos::Verb) if finite && !language.settings.order.subject_may_follow => -1,
            // "the states that voted against": no participle follows directly.
            (Some(Pos::Complementizer | Pos::Relativizer), Pos::Verb)
                if !language.settings.order.subject_may_follow
                    && matches!(form, VerbForm::PassiveParticiple | VerbForm::Gerund) =>
            {
                -6
            }
            (Some(Pos::Complementizer | Pos::Relativizer), Pos::Verb) => 3,
            // "apply that to the rest": a verb that governs no clause has an object.
            (Some(Pos::Verb), Pos::Complementizer) if own.may_be(Pos::Pronoun) && ends_here(after, last, language) => {
                -3
            }
            (Some(Pos::Verb), Pos::Complementizer) => 6,
            (Some(Pos::Verb), Pos::Relativizer) => -2,
            (Some(Pos::Noun), Pos::Relativizer) => 4,
            // "מגמה זו": behind an indefinite noun that agrees a demonstrative is its determiner.
            (Some(Pos::Noun), Pos::Determiner)
                if language.settings.order.adjective_follows && own.may_be(Pos::Pronoun) && word.name.is_none() =>
            {
                if last.is_some_and(|r| agrees(&r.features, &reading.features)) {
                    5
                } else {
                    -12
                }
            }
            (_, Pos::Determiner) if language.settings.order.adjective_follows && own.may_be(Pos::Pronoun) => -12,
            // "the states that voted": behind a noun and before a verb it describes.
            (Some(Pos::Noun), Pos::Pronoun)
                if reading.code == codes.this && own.may_be(Pos::Relativizer) && next_is_verb =>
            {
                -9
            }
            (Some(Pos::Noun), Pos::Determiner | Pos::Pronoun)
                if reading.code == codes.this && !language.settings.order.adjective_follows =>
            {
                -3
            }
            // "באותה תנועה", "אותה תנועה": the same; behind a verb it is the object.
            (Some(Pos::Verb), Pos::Determiner) if own.may_be(Pos::Preposition) => -4,
            (Some(Pos::Preposition), Pos::Determiner) if own.may_be(Pos::Preposition) => 4,
            (Some(Pos::Noun), Pos::Complementizer) => 1,
            // "said that Ryan": after a verb of saying the word that may open a clause does.
            (Some(Pos::Verb), Pos::Determiner)
                if reading.code == codes.this
                    && own.may_be(Pos::Complementizer)
                    && last.and_then(|r| r.lemma).is_some_and(|l| is_speech(l, language)) =>
            {
                -3
            }
            // "went home"
            (Some(Pos::Verb), Pos::Adverb) if code_is_place(reading, language) && !next_is_nominal => 5,
            (Some(Pos::Verb), Pos::Determiner) => 3,
            (Some(Pos::Verb), Pos::Preposition) => 2,
            (Some(Pos::Noun), Pos::Preposition) if !language.settings.order.subject_may_follow => 1,
            (Some(Pos::Verb), Pos::Verb) => match form {
                VerbForm::Infinitive if language.settings.order.infinitive_needs_marker => -6,
                VerbForm::Infinitive | VerbForm::Gerund => 2,
                _ => -4,
            },
            (Some(Pos::Verb), Pos::Noun) if language.settings.order.infinitive_needs_marker => 2,
            _ => 0,
        };
    } else {
        // At the head of a stretch.
        score += match reading.pos {
            Pos::Noun | Pos::Determiner | Pos::Pronoun => 2,
            Pos::Verb if language.settings.order.subject_may_follow => {
                if form == VerbForm::Present {
                    0
                } else {
                    2
                }
            }
            Pos::Verb if form == VerbForm::Infinitive => -1,
            Pos::Subordinator => 2,
            _ => 0,
        };
    }
    // "it's over", "there's": after a pronoun or a verb no owner, after a noun no verb.
    if own.may_be(Pos::Possessive) && own.may_be(Pos::Auxiliary) {
        let owner = last.is_some_and(|(_, r)| r.is_some_and(|r| matches!(r.pos, Pos::Noun | Pos::Adjective)));
        score += if owner == (reading.pos == Pos::Possessive) { 8 } else { -8 };
    }
    if glued && reading.pos == Pos::Relativizer {
        score += 1;
    }
    // "trade talks resumed": no two finite verbs in a row.
    if language.settings.order.infinitive_needs_marker
        && reading.pos == Pos::Verb
        && form == VerbForm::Present
        && finite_next
        && after.first().is_some_and(|w| w.class == Class::Word)
    {
        score -= 6;
    }
    score += match reading.pos {
        // "אין יחסים": what denies a verb stands before one; before a noun it is the verb itself.
        Pos::Verb
            if next_is_nominal
                && reading.lemma.is_some_and(|l| language.lexicon.lemma(l).classes.contains(&codes.negative)) =>
        {
            6
        }
        // An article that is also a relativizer (ה) opens a clause only before a verb.
        Pos::Relativizer if article && !next.is_some_and(|w| w.may_be(Pos::Verb)) => -8,
        // "הנשיא הרצוג, המבקר בוושינגטון,": behind a name and a comma a participle with what belongs to it describes the name.
        Pos::Relativizer
            if article
                && glued
                && last.is_some_and(|(w, _)| w.name.is_some())
                && next.is_some_and(|w| w.readings.iter().any(|r| r.features.form == VerbForm::Present))
                && after.get(1).is_some_and(|w| w.readings.first().is_some_and(|r| r.pos == Pos::Preposition)) =>
        {
            6
        }
        Pos::Relativizer if article && next.is_some_and(|w| w.may_be(Pos::Noun)) => -5,
        // Such a relativizer stands before a present or participle only.
        Pos::Verb
            if matches!(form, VerbForm::Past | VerbForm::Future)
                && language.settings.order.adjective_follows
                && last.is_some_and(|(w, _)| w.may_be(Pos::Determiner) && w.may_be(Pos::Relativizer)) =>
        {
            -12
        }
        // "as they left": before a pronoun with its verb such a word opens a clause.
        Pos::Preposition if own.may_be(Pos::Subordinator) && leads_clause(after) => -6,
        Pos::Preposition if next_is_nominal => 3,
        // "חלק מהמדינות"
        Pos::Quantifier
            if next.is_some_and(|w| w.is(Pos::Preposition, codes.from) || w.is(Pos::Preposition, codes.of)) =>
        {
            3
        }
        // A present that may be a noun as well seldom is.
        Pos::Noun if reading.features.construct && reading.lemma.is_none() => -4,
        Pos::Noun if reading.features.construct && next_is_nominal => 2,
        Pos::Subordinator | Pos::Complementizer if next.is_some_and(|w| w.may_be(Pos::Verb)) => 1,
        Pos::Determiner if alone && own.may_be(Pos::Pronoun) && !language.settings.order.adjective_follows => -8,
        Pos::Determiner if next_is_verb => -4,
        // "that Kazakhstan", "that the country", "that many": no demonstrative.
        Pos::Determiner
            if reading.code == codes.this
                && next.is_some_and(|w| {
                    w.name.is_some()
                        || matches!(
                            w.readings.first().map(|r| r.pos),
                            Some(Pos::Determiner | Pos::Quantifier | Pos::Pronoun)
                        )
                }) =>
        {
            -6
        }
        Pos::Determiner | Pos::Adjective if next_is_nominal => 3,
        Pos::Pronoun if next_is_verb || next.is_some_and(|w| matches!(w.pos(), Some(Pos::Auxiliary | Pos::Modal))) => 5,
        Pos::Pronoun if next_is_nominal => -2,
        Pos::Auxiliary => {
            let governed = after
                .iter()
                .take(4)
                .find(|w| !matches!(w.pos(), Some(Pos::Adverb | Pos::Negator)))
                .is_some_and(|w| w.readings.iter().any(|r| carries(reading.code, r, language)));
            // "Did the two states sign?"
            let asks = last.is_none_or(|(_, r)| r.is_some_and(|r| r.pos == Pos::Interrogative))
                && language.settings.order.infinitive_needs_marker
                && after.iter().take(6).any(|w| w.may_be(Pos::Verb));
            // "היא מכירה": where a pronoun links, it is no auxiliary of what may be a verb.
            let links = form == VerbForm::Present && language.settings.order.subject_may_follow;
            // "and later had talks"
            let owns = reading.code == codes.have
                && last.is_some_and(|(_, r)| r.is_some_and(|r| r.pos == Pos::Adverb))
                && next.is_some_and(|w| w.may_be(Pos::Noun) || w.may_be(Pos::Determiner));
            match (governed && !links || asks, owns) {
                (true, _) => 6,
                (_, true) => -2,
                _ => 2,
            }
        }
        Pos::Verb if next.is_some_and(|w| w.may_be(Pos::Complementizer) || w.may_be(Pos::Determiner)) => 2,
        Pos::Verb if next.is_some_and(|w| w.name.is_some()) && form != VerbForm::Infinitive => 1,
        Pos::Noun if next.is_some_and(|w| w.pos() == Some(Pos::Preposition)) => 1,
        _ => 0,
    };
    // "נמצא" is seldom "we shall find".
    if language.settings.order.subject_may_follow
        && form == VerbForm::Future
        && reading.features.person == 1
        && last.is_none_or(|(_, r)| r.is_none_or(|r| r.pos != Pos::Pronoun))
    {
        score -= 3;
    }
    // Small words are what they are far more often than the nouns and verbs that are written like them.
    if matches!(reading.pos, Pos::Preposition | Pos::Negator | Pos::Complementizer | Pos::Subordinator | Pos::Adverb) {
        score += 1;
    }
    // "a day after Rwanda severed diplomatic relations": what undergoes has no object behind it.
    let object_follows = after.first().is_some_and(|w| {
        matches!(w.pos(), Some(Pos::Noun | Pos::Adjective | Pos::Determiner))
            && !w.may_be(Pos::Preposition)
            && !w.may_be(Pos::Adverb)
    });
    if form == VerbForm::PassiveParticiple
        && !language.settings.order.subject_may_follow
        && object_follows
        && last.is_some_and(|(w, r)| w.name.is_some() && r.is_some_and(|r| r.pos == Pos::Noun))
    {
        score -= 4;
    }
    // "the treaty signed in Geneva"
    if form == VerbForm::PassiveParticiple
        && last.is_some_and(|(_, r)| r.is_some_and(|r| r.pos == Pos::Noun))
        && after.first().is_some_and(|w| w.pos() == Some(Pos::Preposition))
    {
        score += 2;
    }
    if reading.pos == Pos::Verb && form == VerbForm::PassiveParticiple && !language.settings.order.participle_is_past {
        score -= 2;
    }
    // '"We stay", wrote the president': directly behind a quotation and a comma stands a verb of saying.
    if reading.pos == Pos::Verb
        && last.is_none()
        && glued
        && language.settings.order.subject_may_follow
        && form != VerbForm::Infinitive
        && reading.lemma.is_some_and(|l| is_speech(l, language))
    {
        score += 4;
    }
    // Of a past and a participle written alike, the past stands without an auxiliary.
    if reading.pos == Pos::Verb && form == VerbForm::PassiveParticiple && language.settings.order.participle_is_past {
        let by = after.first().is_some_and(|w| w.is(Pos::Preposition, codes.by));
        let led = last.is_some_and(|(_, r)| r.is_some_and(|r| r.pos == Pos::Auxiliary));
        // "recognised the State of Palestine": a participle has no object, and what is said is not told in one.
        // "a state called Norway"
        let names = last.is_some_and(|(_, r)| r.is_some_and(|r| r.pos == Pos::Noun))
            && reading.lemma.is_some_and(|l| language.lexicon.lemma(l).classes.contains(&codes.naming));
        let object = !names && after.first().is_some_and(|w| w.name.is_some() || w.pos() == Some(Pos::Determiner));
        let says =
            reading.lemma.is_some_and(|l| is_speech(l, language) || utters(l, language) && !glued && last.is_some());
        score += match (by, led, object || says) {
            (true, ..) => 5,
            _ if names => 5,
            (_, true, _) => 2,
            (_, _, true) => -5,
            _ => -2,
        };
    }
    score
}

/// An adverb that tells a place or direction.
fn code_is_place(reading: &Reading, language: &Language) -> bool {
    reading.code == language.codes.place
}

fn is_speech(lemma: LemmaId, language: &Language) -> bool {
    language.lexicon.lemma(lemma).operator.is_some_and(language::Operator::is_speech)
}

/// Of the other verbs of saying the participle stands at the head of a sentence or after a comma: "Asked whether".
fn utters(lemma: LemmaId, language: &Language) -> bool {
    language.lexicon.lemma(lemma).classes.contains(&language.codes.utterance)
}

/// Whether an auxiliary can lead such a verb: "have been", "have signed", "do sign"; not "had talks".
fn carries(auxiliary: language::Code, verb: &Reading, language: &Language) -> bool {
    let codes = &language.codes;
    if !language.settings.order.participle_is_past {
        return verb.pos == Pos::Verb;
    }
    let form = verb.features.form;
    match (verb.pos, auxiliary) {
        (Pos::Auxiliary, _) => auxiliary == codes.have && form == VerbForm::PassiveParticiple,
        (Pos::Verb, a) if a == codes.have => matches!(form, VerbForm::PassiveParticiple | VerbForm::Past),
        (Pos::Verb, a) if a == codes.do_ => form == VerbForm::Infinitive,
        (Pos::Verb, _) => matches!(form, VerbForm::PassiveParticiple | VerbForm::Gerund),
        _ => false,
    }
}
