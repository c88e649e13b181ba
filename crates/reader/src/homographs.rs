//! Readings that a word has only beside certain neighbours: verbs that are nouns behind an article, unlisted words that describe
//! the noun before them.

use language::{Features, Language, Number, Pos, VerbForm};
use text::Class;

use crate::{
    choice::agrees,
    words::{Reading, Word},
};

/// "the vote", "its pledge": where verbs are written like nouns, one after a determiner is a noun, listed or not.
pub fn noun_too(words: &mut [Word], i: usize) {
    let before = [Pos::Determiner, Pos::Possessive, Pos::Adjective, Pos::Quantifier];
    let verbs = |w: &Word| {
        !w.readings.is_empty()
            && w.readings.iter().all(|r| r.pos == Pos::Verb)
            && w.readings.iter().any(|r| matches!(r.features.form, VerbForm::Infinitive | VerbForm::Present))
    };
    let counted = words[i - 1].class == Class::Number;
    if (counted || before.iter().any(|p| words[i - 1].may_be(*p))) && verbs(&words[i]) {
        let plural = words[i].readings.iter().all(|r| r.features.form == VerbForm::Present);
        let number = if plural { Number::Plural } else { Number::Singular };
        let features = Features { number, ..Features::default() };
        words[i].readings.push(Reading { pos: Pos::Noun, lemma: None, code: 0, features });
    }
}

/// "an upgraded free trade agreement": a participle between a determiner and a noun describes.
pub fn describing_too(words: &mut [Word], i: usize) {
    let participle =
        |r: &Reading| r.pos == Pos::Verb && matches!(r.features.form, VerbForm::PassiveParticiple | VerbForm::Past);
    let determined = words[i - 1].may_be(Pos::Determiner) || words[i - 1].may_be(Pos::Possessive);
    let nominal = words.get(i + 1).is_some_and(|w| {
        (w.may_be(Pos::Noun) || w.may_be(Pos::Adjective)) && w.readings.iter().all(|r| r.pos != Pos::Determiner)
    });
    if determined && nominal && !words[i].readings.is_empty() && words[i].readings.iter().all(participle) {
        words[i].readings.push(Reading { pos: Pos::Adjective, lemma: None, code: 0, features: Features::default() });
    }
}

/// "לשכנע עולים", "בין מפגינים": a present that is a participle, after a preposition or infinitive, is a noun.
pub fn participle_too(words: &mut [Word], i: usize) {
    let (before, word) = (&words[i - 1], &words[i]);
    let led = before.may_be(Pos::Preposition)
        || before.readings.iter().any(|r| r.pos == Pos::Verb && r.features.form == VerbForm::Infinitive);
    // "את מסר": behind what can be nothing but a preposition no finite verb stands.
    let only = before.readings.iter().all(|r| r.pos == Pos::Preposition && r.features.suffix.is_none());
    let participle = |r: &Reading| {
        let form = r.features.form;
        r.pos == Pos::Verb && (form == VerbForm::Present || only && form == VerbForm::Past && r.features.person != 1)
    };
    if led
        && let Some(first) = word.readings.first().copied()
        && word.readings.iter().all(participle)
    {
        let features = Features { gender: first.features.gender, number: first.features.number, ..Features::default() };
        words[i].readings.push(Reading { pos: Pos::Noun, lemma: None, code: 0, features });
    }
}

/// "כותב המאמר קובע": a present before an article may be a noun that owns what comes.
pub fn owner_too(words: &mut [Word], i: usize) {
    let Some([word, next]) = words.get(i - 1..=i) else { return };
    let participle = |r: &Reading| r.pos == Pos::Verb && r.features.form == VerbForm::Present;
    if next.may_be(Pos::Determiner)
        && !next.may_be(Pos::Pronoun)
        && next.space_before
        && let Some(first) = word.readings.first().copied()
        && word.readings.iter().all(participle)
    {
        let features = Features {
            gender: first.features.gender,
            number: first.features.number,
            construct: true,
            ..Features::default()
        };
        words[i - 1].readings.push(Reading { pos: Pos::Noun, lemma: None, code: 0, features });
    }
}

/// "התקשורת העויינת", "פסיקה עוקפת": where adjectives follow, an unlisted word may describe the noun before it if both have an
/// article, or if that noun can be no head of a construct.
pub fn adjective_too(words: &mut [Word], i: usize, language: &Language) {
    let article = |w: &Word| w.may_be(Pos::Determiner) && !w.may_be(Pos::Pronoun);
    let described =
        |noun: &Word| noun.readings.iter().find(|r| r.pos == Pos::Noun).filter(|_| noun.name.is_none()).copied();
    let noun = if article(&words[i - 1]) && words[i - 1].space_before && !words[i].space_before {
        let first = i.checked_sub(3).and_then(|b| words.get(b)).filter(|w| article(w));
        first.and_then(|_| described(&words[i - 2]))
    } else {
        let free = |r: &Reading| {
            !r.features.construct
                && r.features.suffix.is_none()
                && r.lemma.is_some_and(|l| language.lexicon.has_construct(l))
        };
        let only = |noun: &Word| noun.readings.iter().all(|r| r.pos == Pos::Noun && free(r));
        let definite = i.checked_sub(2).and_then(|b| words.get(b)).is_some_and(article);
        described(&words[i - 1]).filter(|_| only(&words[i - 1]) && words[i].space_before && !definite)
    };
    let word = &words[i];
    let unlisted = word.name.is_none()
        && !word.readings.is_empty()
        && word.readings.iter().all(|r| r.lemma.is_none() && r.pos == Pos::Noun);
    if unlisted
        && let Some(noun) = noun
        && let Some(own) = word.readings.first()
        && agrees(&noun.features, &own.features)
    {
        let features = Features { gender: noun.features.gender, number: noun.features.number, ..Features::default() };
        words[i].readings.push(Reading { pos: Pos::Adjective, lemma: None, code: 0, features });
    }
}
