//! Words whose letters allow two cuts: "החתימה" is "the signing" or "she made sign", "שמורה" is "kept" or "that orders". The
//! whole word comes first; what stands around it tells where that is wrong.

use language::{Language, Pos, VerbForm};
use smallvec::SmallVec;

use crate::{
    choice::agrees,
    words::{Reading, Word},
};

/// Cuts the words anew that were taken whole though the sentence wants a proclitic and a rest.
pub(crate) fn recut(words: &mut Vec<Word>, lower: &str, language: &Language) {
    if language.settings.proclitics.groups.is_empty() {
        return;
    }
    let mut at = 0;
    while at < words.len() {
        if of_a_name(words, at, language) {
            let rest = words.remove(at + 1);
            let first = &mut words[at];
            first.end = rest.end;
            first.readings = rest.readings;
        }
        if let Some((length, proclitic, rest)) = better(words, at, lower, language) {
            let mut second = words[at].clone();
            second.start += length;
            second.readings = rest;
            second.space_before = false;
            let first = &mut words[at];
            first.end = second.start;
            first.readings = proclitic;
            words.insert(at + 1, second);
            at += 1;
        }
        at += 1;
    }
}

/// "השגריר מוח'תר ממדוב", "אנטולי ויקטורוב זומן": a letter cut off a word that nobody knows, where a name goes on after a title.
fn of_a_name(words: &[Word], at: usize, language: &Language) -> bool {
    let Some([first, rest]) = words.get(at..at + 2) else { return false };
    let unlisted = |w: &Word| {
        w.name.is_none()
            && w.class == text::Class::Word
            && w.readings.first().is_some_and(|r| r.pos == Pos::Noun && r.lemma.is_none())
    };
    let title = |w: &Word| {
        let codes = &language.codes;
        let class =
            |c| w.readings.iter().filter_map(|r| r.lemma).any(|l| language.lexicon.lemma(l).classes.contains(&c));
        [codes.leader, codes.official, codes.ambassador].into_iter().any(class)
    };
    if first.name.is_some() || rest.space_before || !unlisted(rest) || first.end != rest.start {
        return false;
    }
    let Some(pos) = first.readings.first().map(|r| r.pos) else { return false };
    let Some(before) = at.checked_sub(1).and_then(|b| words.get(b)) else { return false };
    match pos {
        Pos::Preposition => title(before) && words.get(at + 2).is_some_and(unlisted),
        // A list would go on with a first name and a surname.
        Pos::Coordinator => {
            let opened = at.checked_sub(2).and_then(|b| words.get(b)).is_some_and(|w| {
                title(w) || w.name.is_some() && w.readings.first().is_some_and(|r| r.pos != Pos::Verb)
            });
            unlisted(before) && before.space_before && opened && !words.get(at + 2).is_some_and(unlisted)
        }
        _ => false,
    }
}

type Cut = (usize, SmallVec<[Reading; 4]>, SmallVec<[Reading; 4]>);

/// The cut that fits a whole word better, if any.
fn better(words: &[Word], at: usize, lower: &str, language: &Language) -> Option<Cut> {
    let word = words.get(at)?;
    if word.name.is_some() || !word.readings.iter().all(|r| r.pos == Pos::Verb) {
        return None;
    }
    let form = lower.get(word.start..word.end)?;
    let known = |form: &str| -> SmallVec<[Reading; 4]> {
        let read = |a: &language::Analysis| {
            let lemma = language.lexicon.lemma(a.lemma);
            Reading { pos: lemma.pos, lemma: Some(a.lemma), code: lemma.code, features: a.features }
        };
        language.lexicon.analyses(form).iter().map(read).collect()
    };
    let proclitic = |form: &str| -> SmallVec<[Reading; 4]> {
        let read = |a: &language::Analysis| {
            let lemma = language.lexicon.lemma(a.lemma);
            Reading { pos: lemma.pos, lemma: Some(a.lemma), code: lemma.code, features: a.features }
        };
        language.lexicon.proclitic(form).iter().map(read).collect()
    };
    let before = at.checked_sub(1).and_then(|b| words.get(b));
    // "צו נשיאותי שמורה על": a participle that does not agree with its noun is none; a verb that does may be told of it.
    for first in language.settings.proclitics.groups.iter().flatten() {
        let Some(rest) = form.strip_prefix(first.as_str()) else { continue };
        let marks = proclitic(first);
        if marks.iter().any(|r| r.pos == Pos::Relativizer) && !is_article(first, language) {
            let all = known(rest);
            let verbs: SmallVec<[Reading; 4]> =
                all.iter().filter(|r| r.pos == Pos::Verb && r.features.form != VerbForm::Infinitive).copied().collect();
            let participles = word.readings.iter().all(|r| r.features.form == VerbForm::PassiveParticiple);
            let noun = before.filter(|b| b.space_before || at == 1).and_then(|b| noun_or_adjective(b));
            if participles
                && let Some(noun) = noun
                && !word.readings.iter().any(|r| agrees(&noun.features, &r.features))
                && verbs.iter().any(|r| agrees(&noun.features, &r.features))
            {
                return Some((first.len(), marks, verbs));
            }
        }
        if is_article(first, language) {
            let nouns: SmallVec<[Reading; 4]> = known(rest).iter().filter(|r| r.pos == Pos::Noun).copied().collect();
            if !nouns.is_empty() && article_fits(words, at, &nouns, language) {
                return Some((first.len(), marks, nouns));
            }
        }
    }
    None
}

fn is_article(proclitic: &str, language: &Language) -> bool {
    language.settings.proclitics.article.iter().any(|a| a == proclitic)
}

fn noun_or_adjective(word: &Word) -> Option<&Reading> {
    let first = word.readings.first()?;
    (word.name.is_none() && matches!(first.pos, Pos::Noun | Pos::Adjective)).then_some(first)
}

/// Whether a word that may be a verb is an article and a noun: after a preposition or a noun in the construct, after a noun with
/// which the verb would not agree, and at the head of a clause where neither object nor subject follows.
fn article_fits(words: &[Word], at: usize, nouns: &[Reading], language: &Language) -> bool {
    let verb = &words[at].readings;
    let lexicon = &language.lexicon;
    let acts = |r: &Reading| r.lemma.is_some_and(|l| !lexicon.lemma(l).entries.is_empty());
    let used = verb.iter().any(|r| acts(r) || r.lemma.is_some_and(|l| lexicon.lemma(l).operator.is_some()));
    let before = at.checked_sub(1).and_then(|b| words.get(b));
    let governed = before.and_then(|b| b.readings.first());
    if governed.is_some_and(|r| r.pos == Pos::Preposition && r.features.suffix.is_none()) {
        return true;
    }
    // An object or a subject that agrees behind it makes it a verb.
    let after = words.get(at + 1);
    let object =
        after.is_some_and(|w| w.readings.iter().any(|r| r.pos == Pos::Preposition && r.code == language.codes.object));
    let subject = after.is_some_and(|w| {
        let noun = w.name.is_some() || w.readings.first().is_some_and(|r| r.pos == Pos::Noun);
        // Of a list the first need not agree in number.
        noun && w.readings.first().is_some_and(|r| verb.iter().any(|v| r.features.gender.agrees(v.features.gender)))
    });
    if object || subject {
        return false;
    }
    let opens = |w: &Word| {
        w.class != text::Class::Word
            || w.readings.first().is_some_and(|r| {
                matches!(r.pos, Pos::Coordinator | Pos::Complementizer | Pos::Relativizer | Pos::Subordinator)
            })
    };
    match before {
        Some(b) if !opens(b) => {
            let Some(first) = b.readings.first() else { return false };
            match first.pos {
                // A name that nobody listed.
                Pos::Noun if first.lemma.is_none() => false,
                Pos::Noun | Pos::Adjective | Pos::Pronoun => {
                    let agreeing = verb.iter().any(|v| agrees(&first.features, &v.features));
                    // "מועד החתימה"
                    let construct = b.name.is_none()
                        && b.readings.iter().any(|r| r.pos == Pos::Noun && r.features.construct)
                        && !definite(words, at - 1, language);
                    first.pos == Pos::Noun && (construct || !agreeing && b.name.is_none())
                }
                // "signed the ..." in a language that marks its definite objects: a subject behind its verb.
                Pos::Verb => !used && nouns.iter().any(acts),
                _ => false,
            }
        }
        _ => nouns.iter().any(acts) || !used,
    }
}

/// Whether an article stands before a word.
fn definite(words: &[Word], at: usize, language: &Language) -> bool {
    let before = at.checked_sub(1).and_then(|b| words.get(b));
    before.is_some_and(|w| w.is(Pos::Determiner, language.codes.definite))
}
