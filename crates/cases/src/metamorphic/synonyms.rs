//! A word for another that stands on the same line of the lexicon, in the same form.

use std::collections::BTreeSet;

use language::{Features, Lemma, LemmaId, Pos, VerbForm};

use super::{
    Change, Test,
    source::{Source, Word, Workshop, capitalized},
};

/// Words of one line for each other.
pub fn synonyms(source: &Source<'_>, workshop: &Workshop<'_>, out: &mut Vec<Test>) {
    let lexicon = &workshop.language.lexicon;
    let mut done: BTreeSet<(usize, String)> = BTreeSet::new();
    for claim in &source.reading.claims {
        // The lemmas of the line, by the words that must follow them.
        let line: Vec<(LemmaId, &[String])> =
            lexicon.entries.iter().filter(|e| e.place == claim.rule).map(|e| (e.lemma, e.fixed.as_slice())).collect();
        let evidence = |w: &&Word| {
            claim.evidence.iter().any(|e| e.within.is_none() && e.start as usize <= w.start && w.end <= e.end as usize)
        };
        let heads: Vec<(&Word, LemmaId)> =
            source.words.iter().filter(evidence).filter_map(|w| lemma_of(w, &line, workshop).map(|l| (w, l))).collect();
        // A line whose word stands twice in the evidence does not say which of them it is.
        let [(word, lemma)] = heads.as_slice() else { continue };
        // Of "speak by phone" and "speak with" the one whose words follow.
        let text = super::source::look_up(&source.slice(word.end, source.text.len()), workshop.language);
        let follows = |words: &&[String]| text.trim_start().starts_with(&words.join(" "));
        let own = line.iter().filter(|(l, words)| l == lemma && follows(words)).max_by_key(|(_, words)| words.len());
        let Some((_, fixed)) = own else { continue };
        // A word of a longer word of the line ("a round of talks") is not the word of the line.
        if within_phrase(source, word, &line, workshop) {
            continue;
        }
        for (other, words) in &line {
            // The same particles, or a particle after a verb that had none: "handed over", not "held talks".
            let particle = |w: &String| {
                lexicon
                    .analyses(w)
                    .iter()
                    .any(|a| matches!(lexicon.lemma(a.lemma).pos, Pos::Particle | Pos::Preposition | Pos::Adverb))
                    && lexicon.analyses(w).iter().all(|a| lexicon.lemma(a.lemma).pos != Pos::Noun)
            };
            let more = fixed.is_empty()
                && !words.is_empty()
                && words.iter().all(particle)
                && lexicon.lemma(*other).pos == Pos::Verb;
            if other != lemma && (words == fixed || more) {
                let after = if more { format!(" {}", words.join(" ")) } else { String::new() };
                swap(source, workshop, word, *lemma, *other, &after, &mut done, out);
            }
        }
    }
    for group in &workshop.grammar.alike {
        let lemmas: Vec<(LemmaId, &[String])> =
            group.iter().filter_map(|w| Some((workshop.lemma(Pos::Verb, w)?, &[][..]))).collect();
        for word in &source.words {
            let Some(lemma) = lemma_of(word, &lemmas, workshop) else { continue };
            // A word that gives a claim itself ("declared persona non grata") has the synonyms of its line.
            if source.predicates.iter().any(|p| p.verb.start as usize == word.start) && gives(source, lemma, workshop) {
                continue;
            }
            for (other, _) in lemmas.iter().filter(|(o, _)| *o != lemma) {
                swap(source, workshop, word, lemma, *other, "", &mut done, out);
            }
        }
    }
}

/// Whether a claim comes from a line of the lemma.
fn gives(source: &Source<'_>, lemma: LemmaId, workshop: &Workshop<'_>) -> bool {
    let entries = &workshop.language.lexicon.entries;
    source.reading.claims.iter().any(|c| entries.iter().any(|e| e.lemma == lemma && e.place == c.rule))
}

/// Whether the word stands inside a lemma of several words of the line.
fn within_phrase(source: &Source<'_>, word: &Word, line: &[(LemmaId, &[String])], workshop: &Workshop<'_>) -> bool {
    let lexicon = &workshop.language.lexicon;
    let text = super::source::look_up(&source.slice(0, word.end), workshop.language);
    line.iter().any(|(l, _)| {
        let lemma = &lexicon.lemma(*l).text;
        lemma.contains(' ') && text.ends_with(lemma.as_str())
    })
}

/// Which of the lemmas the word is, if it is nothing else of that part of speech.
fn lemma_of(word: &Word, lemmas: &[(LemmaId, &[String])], workshop: &Workshop<'_>) -> Option<LemmaId> {
    let readings = workshop.language.lexicon.analyses(&word.form);
    readings.iter().map(|a| a.lemma).find(|l| lemmas.iter().any(|(other, _)| other == l))
}

#[allow(clippy::too_many_arguments)]
fn swap(
    source: &Source<'_>,
    workshop: &Workshop<'_>,
    word: &Word,
    lemma: LemmaId,
    other: LemmaId,
    after: &str,
    done: &mut BTreeSet<(usize, String)>,
    out: &mut Vec<Test>,
) {
    let lexicon = &workshop.language.lexicon;
    let (old, new): (&Lemma, &Lemma) = (lexicon.lemma(lemma), lexicon.lemma(other));
    let apart = |l: &Lemma| {
        let bare = l.text.split(':').next().unwrap_or_default();
        workshop.grammar.apart.iter().any(|a| a == bare)
    };
    if old.pos != new.pos || apart(old) || apart(new) {
        return;
    }
    let mut features: Vec<Features> =
        lexicon.analyses(&word.form).iter().filter(|a| a.lemma == lemma).map(|a| a.features).collect();
    // Past and participle written alike: the auxiliary before it tells them apart.
    let forms: BTreeSet<VerbForm> = features.iter().map(|f| f.form).collect();
    if forms.len() > 1 {
        let helped = helped(source, word, workshop);
        let clause = source.predicates.iter().find(|p| p.verb.start as usize == word.start);
        let main = clause.is_some_and(|p| matches!(p.edge, "root" | "complement" | "coordinate"));
        let wanted = if helped || clause.is_some_and(|p| p.edge == "participle") {
            VerbForm::PassiveParticiple
        } else if main {
            VerbForm::Past
        } else {
            VerbForm::None
        };
        if wanted != VerbForm::None && forms.contains(&wanted) {
            features.retain(|f| f.form == wanted);
        }
    }
    let mut forms: Vec<Option<&str>> = features.iter().map(|f| workshop.form(other, f)).collect();
    forms.dedup();
    let [Some(form)] = forms.as_slice() else { return };
    let written = source.slice(word.start, word.end);
    let form = if written.starts_with(char::is_uppercase) { capitalized(form) } else { (*form).to_owned() };
    let form = form + after;
    if !done.insert((word.start, form.clone())) {
        return;
    }
    if let Some(text) = workshop.edited(&source.case.document.text, &[(word.start, word.end, form)]) {
        out.push(workshop.test(Change::Synonyms, source, text, source.said.clone()));
    }
}

/// Whether an auxiliary stands before the word, adverbs and negation aside.
fn helped(source: &Source<'_>, word: &Word, workshop: &Workshop<'_>) -> bool {
    let lexicon = &workshop.language.lexicon;
    let is = |w: &Word, wanted: &[Pos]| {
        lexicon.analyses(&w.form).iter().any(|a| wanted.contains(&lexicon.lemma(a.lemma).pos))
    };
    source
        .words
        .iter()
        .rev()
        .skip_while(|w| w.start >= word.start)
        .take(3)
        .take_while(|w| is(w, &[Pos::Auxiliary, Pos::Adverb, Pos::Negator]))
        .any(|w| is(w, &[Pos::Auxiliary]))
}
