//! Stage 1, second half: of the readings of a word the surroundings choose one.

use language::{Features, Language, Pos, VerbForm};
use text::Class;

use crate::words::{Reading, Word};

/// Chooses a reading for every word that has several, left to right, and puts it first.
pub fn choose(words: &mut [Word], language: &Language) {
    for i in 0..words.len() {
        if language.settings.order.infinitive_needs_marker && i > 0 {
            noun_too(words, i);
        }
        if words[i].readings.len() < 2 {
            continue;
        }
        let (before, rest) = words.split_at_mut(i);
        let Some((word, after)) = rest.split_first_mut() else { continue };
        let mut best = (i32::MIN, 0);
        for (k, reading) in word.readings.iter().enumerate() {
            let article = word.readings.iter().any(|r| r.pos == Pos::Determiner);
            let score = fit(reading, article, before, after, language) - i32::try_from(k).unwrap_or(0) / 4;
            if score > best.0 {
                best = (score, k);
            }
        }
        word.readings.swap(0, best.1);
    }
}

/// "the vote", "its pledge": where verbs are written like nouns, one after a determiner is a noun, listed or not.
fn noun_too(words: &mut [Word], i: usize) {
    let before =
        matches!(words[i - 1].pos(), Some(Pos::Determiner | Pos::Possessive | Pos::Adjective | Pos::Quantifier));
    let verbs = |w: &Word| {
        !w.readings.is_empty()
            && w.readings.iter().all(|r| r.pos == Pos::Verb)
            && w.readings.iter().any(|r| matches!(r.features.form, VerbForm::Infinitive | VerbForm::Present))
    };
    if before && verbs(&words[i]) {
        let plural = words[i].readings.iter().all(|r| r.features.form == VerbForm::Present);
        let number = if plural { language::Number::Plural } else { language::Number::Singular };
        let features = Features { number, ..Features::default() };
        words[i].readings.push(Reading { pos: Pos::Noun, lemma: None, code: 0, features });
    }
}

/// How well a reading fits between the words around it.
fn fit(reading: &Reading, article: bool, before: &[Word], after: &[Word], language: &Language) -> i32 {
    let codes = &language.codes;
    // Adverbs and quotation marks in between change nothing.
    let skip = |w: &&Word| !matches!(w.pos(), Some(Pos::Adverb)) && w.class == Class::Word;
    let last = before.iter().rev().take(3).find(skip);
    let glued = before.last().is_some_and(|w| w.class != Class::Word);
    let next = after.iter().take(2).find(skip);
    let next_is_nominal = next.is_some_and(|w| {
        w.name.is_some()
            || matches!(
                w.readings.first().map(|r| r.pos),
                Some(Pos::Noun | Pos::Determiner | Pos::Adjective | Pos::Pronoun | Pos::Quantifier)
            )
    });
    let next_is_verb = next.is_some_and(|w| w.may_be(Pos::Verb) && !w.may_be(Pos::Noun));
    let form = reading.features.form;
    let mut score = 0;
    if let Some(last) = last {
        let pos = last.pos();
        let code = last.reading().map_or(0, |r| r.code);
        score += match (pos, reading.pos) {
            (Some(Pos::Determiner | Pos::Possessive | Pos::Quantifier), Pos::Noun | Pos::Adjective) => 6,
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
                if code == codes.to && next_is_nominal && !last.features_suffix() { 1 } else { 4 }
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
                VerbForm::PassiveParticiple => 7,
                VerbForm::Gerund if code == codes.be => 7,
                VerbForm::Infinitive if code == codes.do_ => 7,
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
            (Some(Pos::Negator), Pos::Verb) => 4,
            (Some(Pos::Negator), Pos::Noun) => -2,
            (Some(Pos::Pronoun), Pos::Verb) => {
                if reading.features.is_finite() {
                    5
                } else {
                    -1
                }
            }
            (Some(Pos::Pronoun), Pos::Noun) => -4,
            (Some(Pos::Noun), Pos::Verb) => {
                let agrees = last.reading().is_none_or(|r| agrees(&r.features, &reading.features));
                let finite = if reading.features.is_finite() { 3 } else { 0 };
                if agrees { finite } else { -3 }
            }
            // "שיחה מצוינת": in a language whose adjectives follow, what agrees with a common noun describes it.
            (Some(Pos::Noun), Pos::Adjective) if language.settings.order.adjective_follows && last.name.is_none() => {
                if last.reading().is_some_and(|r| agrees(&r.features, &reading.features)) {
                    4
                } else {
                    -1
                }
            }
            (Some(Pos::Noun), Pos::Noun) => i32::from(last.name.is_some() && language.settings.order.noun_compounds),
            (Some(Pos::Complementizer | Pos::Relativizer), Pos::Verb) => 3,
            (Some(Pos::Verb), Pos::Complementizer) => 6,
            (Some(Pos::Verb), Pos::Relativizer) => -2,
            (Some(Pos::Noun), Pos::Relativizer) => 4,
            (Some(Pos::Noun), Pos::Complementizer) => 1,
            (Some(Pos::Verb), Pos::Preposition | Pos::Determiner) => 3,
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
    if glued && reading.pos == Pos::Relativizer {
        score += 1;
    }
    // "trade talks resumed": no two finite verbs in a row.
    let finite_next = next.is_some_and(|w| {
        matches!(w.readings.first().map(|r| r.pos), Some(Pos::Auxiliary | Pos::Modal))
            || w.readings.iter().all(|r| r.pos == Pos::Verb)
                && w.readings.iter().any(|r| r.features.form == VerbForm::Past)
                && w.name.is_none()
                && !w.readings.is_empty()
    });
    if language.settings.order.infinitive_needs_marker
        && reading.pos == Pos::Verb
        && form == VerbForm::Present
        && finite_next
        && after.first().is_some_and(|w| w.class == Class::Word)
    {
        score -= 6;
    }
    score += match reading.pos {
        // An article that is also a relativizer (ה) opens a clause only before a verb.
        Pos::Relativizer if article && !next.is_some_and(|w| w.may_be(Pos::Verb)) => -8,
        Pos::Relativizer if article && next.is_some_and(|w| w.may_be(Pos::Noun)) => -5,
        Pos::Preposition if next_is_nominal => 3,
        // "חלק מהמדינות"
        Pos::Quantifier
            if next.is_some_and(|w| w.is(Pos::Preposition, codes.from) || w.is(Pos::Preposition, codes.of)) =>
        {
            3
        }
        Pos::Noun if reading.features.construct && next_is_nominal => 2,
        Pos::Subordinator | Pos::Complementizer if next.is_some_and(|w| w.may_be(Pos::Verb)) => 1,
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
                .is_some_and(|w| w.may_be(Pos::Verb));
            if governed { 6 } else { 2 }
        }
        Pos::Verb if next.is_some_and(|w| w.may_be(Pos::Complementizer) || w.may_be(Pos::Determiner)) => 2,
        Pos::Verb if next.is_some_and(|w| w.name.is_some()) && form != VerbForm::Infinitive => 1,
        Pos::Noun if next.is_some_and(|w| w.pos() == Some(Pos::Preposition)) => 1,
        _ => 0,
    };
    // Small words are what they are far more often than the nouns and verbs that are written like them.
    if matches!(reading.pos, Pos::Preposition | Pos::Negator | Pos::Complementizer | Pos::Subordinator) {
        score += 1;
    }
    if reading.pos == Pos::Verb && form == VerbForm::PassiveParticiple && !language.settings.order.participle_is_past {
        score -= 2;
    }
    // Of a past and a participle written alike, the past stands without an auxiliary.
    if reading.pos == Pos::Verb && form == VerbForm::PassiveParticiple && language.settings.order.participle_is_past {
        let by = after.first().is_some_and(|w| w.is(Pos::Preposition, codes.by));
        let led = last.is_some_and(|w| matches!(w.pos(), Some(Pos::Auxiliary)));
        score += if by {
            5
        } else if led {
            2
        } else {
            -2
        };
    }
    score
}

impl Word {
    fn features_suffix(&self) -> bool {
        self.reading().is_some_and(|r| r.features.suffix.is_some())
    }
}

/// Whether two words can stand together as subject and verb, or noun and adjective.
pub fn agrees(a: &Features, b: &Features) -> bool {
    a.gender.agrees(b.gender) && a.number.agrees(b.number)
}
