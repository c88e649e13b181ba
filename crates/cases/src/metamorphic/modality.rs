//! Will, may, not: the modality of the clause's act changes, and nothing else.

use std::collections::BTreeSet;

use claims::Modality;
use language::{Features, Gender, LemmaId, Number, Pos, VerbForm};

use super::{
    Change, Test,
    source::{Source, Word, Workshop, capitalized},
};

/// Puts the verb of a plain sentence in another modality.
pub fn modality(source: &Source<'_>, workshop: &Workshop<'_>, out: &mut Vec<Test>) {
    // One predicate, nothing governed or described by another, and everything asserted.
    let [predicate] = source.predicates.as_slice() else { return };
    let asserted = source.said.iter().all(|s| s.modality == Modality::Asserted && !s.condition);
    // What an act noun of the sentence presupposes keeps its modality: one claim only.
    if !source.is_plain_sentence() || source.said.len() != 1 || !asserted || predicate.edge != "root" {
        return;
    }
    let Some(word) = source.words.iter().find(|w| w.start == predicate.verb.start as usize) else { return };
    let Some(lemma) = predicate.lemma.as_deref().and_then(|l| workshop.lemma(Pos::Verb, l)) else { return };
    // An entry that holds only of a denied verb would say the opposite.
    let lexicon = &workshop.language.lexicon;
    if lexicon.lemma(lemma).entries.iter().filter_map(|e| lexicon.entries.get(*e as usize)).any(|e| e.negated) {
        return;
    }
    // Who will announce, or did not announce: the modality is that of the announcement, not of what is announced.
    if lexicon.lemma(lemma).operator.is_some_and(language::Operator::is_speech) {
        return;
    }
    let group = (predicate.group.start as usize, predicate.group.end as usize);
    let before: Vec<&Word> = source.words.iter().filter(|w| group.0 <= w.start && w.start < word.start).collect();
    let be = match before.as_slice() {
        [] => None,
        [auxiliary] => Some(auxiliary),
        _ => return,
    };
    let features: Vec<Features> =
        lexicon.analyses(&word.form).iter().filter(|a| a.lemma == lemma).map(|a| a.features).collect();
    let wanted = if be.is_some() { VerbForm::PassiveParticiple } else { VerbForm::Past };
    let Some(form) = features.iter().copied().find(|f| f.form == wanted) else { return };
    if let Some(be) = be {
        let past = lexicon.analyses(&be.form).iter().any(|a| {
            lexicon.lemma(a.lemma).pos == Pos::Auxiliary
                && lexicon.lemma(a.lemma).code == workshop.language.codes.be
                && a.features.form == VerbForm::Past
        });
        if !past {
            return;
        }
    }
    for (passive, before, template) in &workshop.grammar.question {
        let subject = predicate.subject.as_ref().filter(|s| s.span.start == 0 && *passive == be.is_some());
        let Some(verb) = filled(template, source, workshop, word, be.copied(), lemma, &form) else { continue };
        let Some(before) = filled(before, source, workshop, word, be.copied(), lemma, &form) else { continue };
        let text: String = source.case.document.text.trim_end_matches('.').to_owned();
        if let (Some(_), Some(text)) = (subject, workshop.edited(&text, &[(group.0, word.end, verb)])) {
            let text = format!("{} {}?", capitalized(&before), workshop.lowered(source, &text));
            out.push(workshop.test(Change::Question, source, text, BTreeSet::new()));
        }
    }
    for (modality, passive, template) in &workshop.grammar.modality {
        if *passive != be.is_some() {
            continue;
        }
        let Some(verb) = filled(template, source, workshop, word, be.copied(), lemma, &form) else { continue };
        let change = match modality {
            Modality::Planned => Change::Planned,
            Modality::Possible => Change::Possible,
            _ => Change::Denied,
        };
        let mut edits = vec![(group.0, word.end, verb)];
        if change != Change::Denied {
            // "Will" and "yesterday" do not go together.
            match times(source, workshop) {
                Some(cut) => edits.extend(cut),
                None => continue,
            }
        }
        let Some(text) = workshop.edited(&source.case.document.text, &edits) else { continue };
        let text = text.trim().to_owned();
        let expected = source
            .said
            .iter()
            .cloned()
            .map(|mut said| {
                said.modality = *modality;
                said
            })
            .collect();
        let mut test = workshop.test(change, source, text, expected);
        test.timeless = change != Change::Denied;
        out.push(test);
    }
}

/// The template with the forms of the verb.
fn filled(
    template: &str,
    source: &Source<'_>,
    workshop: &Workshop<'_>,
    word: &Word,
    be: Option<&Word>,
    lemma: LemmaId,
    form: &Features,
) -> Option<String> {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}')?;
        out.push_str(before);
        rest = after;
        match name {
            "verb" => out.push_str(&source.slice(word.start, word.end)),
            "be" => out.push_str(&source.slice(be?.start, be?.end)),
            "infinitive" => out.push_str(workshop.form_like(lemma, |f| f.form == VerbForm::Infinitive)?),
            "future" => {
                let same = |f: &Features| {
                    f.form == VerbForm::Future
                        && f.number == form.number
                        && f.person == form.person
                        && (f.gender == form.gender || form.gender == Gender::Any)
                };
                out.push_str(workshop.form_like(lemma, same)?);
            }
            // {ms:WORD fs:WORD mp:WORD fp:WORD}: what agrees with the subject.
            choices => {
                let gender = match form.gender {
                    Gender::Masculine => 'm',
                    Gender::Feminine => 'f',
                    _ => subject_gender(source, workshop),
                };
                let number = if form.number == Number::Plural { 'p' } else { 's' };
                let key = format!("{gender}{number}:");
                out.push_str(choices.split(' ').find_map(|c| c.strip_prefix(key.as_str()))?);
            }
        }
    }
    out.push_str(rest);
    Some(out)
}

/// The gender of a plural subject: that of states where it names only states, else masculine.
fn subject_gender(source: &Source<'_>, workshop: &Workshop<'_>) -> char {
    let subject = source.predicates.first().and_then(|p| p.subject.as_ref()).map(|s| s.span);
    let states = subject.is_some_and(|s| {
        let heads: Vec<_> = source.reading.mentions.iter().filter(|m| s.start <= m.start && m.end <= s.end).collect();
        !heads.is_empty() && heads.iter().all(|m| m.kind == claims::EntityType::State)
    });
    match workshop.language.settings.state_gender.chars().next() {
        Some(gender) if states => gender,
        _ => 'm',
    }
}

/// The edits that take the days out of the text, with the prepositions before them; none where one stands inside a phrase.
fn times(source: &Source<'_>, workshop: &Workshop<'_>) -> Option<Vec<(usize, usize, String)>> {
    let lexicon = &workshop.language.lexicon;
    let mut out = Vec::new();
    for time in source.reading.times.iter().filter(|t| t.within.is_none()) {
        let (mut start, end) = (time.start as usize, time.end as usize);
        // What is glued before it, then a preposition.
        while start > 0 && source.text.get(start - 1).is_some_and(|c| c.is_alphanumeric()) {
            start -= 1;
        }
        let preposition = source.words.iter().rev().find(|w| w.end < start).filter(|w| {
            w.end + 1 == start
                && lexicon.analyses(&w.form).iter().any(|a| lexicon.lemma(a.lemma).pos == Pos::Preposition)
        });
        start = preposition.map_or(start, |w| w.start);
        let next = source.text.get(end).copied();
        let previous = start.checked_sub(1).and_then(|p| source.text.get(p)).copied();
        match (previous, next) {
            (Some(' '), Some('.' | ' ')) => out.push((start - 1, end, String::new())),
            (None, Some(' ')) => out.push((start, end + 1, String::new())),
            _ => return None,
        }
    }
    Some(out)
}
