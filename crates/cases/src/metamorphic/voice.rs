//! Active to passive: who acts moves behind the verb, and nothing else changes.

use language::{Gender, LemmaId, Mark, Number, Pos, VerbForm};

use super::{
    Change, Test,
    insertions::head_features,
    source::{Source, Workshop, capitalized, look_up},
};

/// Turns the active clauses of a text into passive ones where the line of the lexicon takes a subject and an object.
pub fn passive(source: &Source<'_>, workshop: &Workshop<'_>, out: &mut Vec<Test>) {
    let lexicon = &workshop.language.lexicon;
    let text = &source.case.document.text;
    for predicate in &source.predicates {
        let Some(lemma) = predicate.lemma.as_deref().and_then(|l| workshop.lemma(Pos::Verb, l)) else { continue };
        let Some(subject) = predicate.subject.as_ref().filter(|s| !s.inherited && s.marker.is_none()) else { continue };
        if !matches!(predicate.edge, "root" | "coordinate") || predicate.group != predicate.verb {
            continue;
        }
        let verb = (predicate.verb.start as usize, predicate.verb.end as usize);
        let word = look_up(&source.slice(verb.0, verb.1), workshop.language);
        // The claim of a past told in the active is what the passive can take over.
        let past = |a: &language::Analysis| a.lemma == lemma && a.features.form == VerbForm::Past;
        if !lexicon.analyses(&word).iter().any(past) {
            continue;
        }
        // The claims of this verb, by the line that gave them.
        let takes_object = |place: &str| {
            lexicon.entries.iter().any(|e| {
                e.place == place
                    && e.lemma == lemma
                    && e.fixed.is_empty()
                    && e.slots.iter().any(|s| s.marks.contains(&Mark::Subject))
            })
        };
        if !source.reading.claims.iter().any(|c| takes_object(&c.rule)) {
            continue;
        }
        for way in &workshop.grammar.passive {
            let bare = lexicon.lemma(lemma).text.split(':').next().unwrap_or_default();
            let apart = workshop.grammar.apart.iter().any(|a| a.strip_prefix("passive:") == Some(bare));
            if apart || !way.lemma.is_empty() && way.lemma != bare {
                continue;
            }
            let object = if way.marker.is_empty() {
                predicate.object.as_ref()
            } else {
                predicate
                    .marked
                    .iter()
                    .find(|m| m.marker.is_some_and(|s| source.slice(s.start as usize, s.end as usize) == way.marker))
            };
            let Some(object) = object.filter(|o| !o.inherited) else { continue };
            let start = object.marker.map_or(object.span.start, |m| m.end) as usize;
            let (start, end) = (start, object.span.end as usize);
            let start = (start..end).find(|i| source.text.get(*i) != Some(&' ')).unwrap_or(start);
            let (from, to) = (subject.span.start as usize, whole_subject(source, subject.span.end as usize, verb.0));
            // Plain order only: subject, verb, object.
            let between = object.marker.map_or(object.span.start, |m| m.start) as usize;
            if from >= to
                || to > verb.0
                || between < verb.1
                || source.slice(to, verb.0).trim() != ""
                || source.slice(verb.1, between).trim() != ""
                || owned(source, start, end, workshop)
            {
                continue;
            }
            // What belongs to the object and stands behind it would be torn from it.
            let sentence =
                (end..source.text.len()).find(|i| source.text.get(*i) == Some(&'.')).unwrap_or(source.text.len());
            let behind = |at: u32| end <= at as usize && (at as usize) < sentence;
            let agreement = source.reading.mentions.iter().any(|m| {
                behind(m.start)
                    && m.within.is_none()
                    && matches!(
                        m.kind,
                        claims::EntityType::Agreement | claims::EntityType::Organization | claims::EntityType::Forum
                    )
            });
            if agreement || source.predicates.iter().any(|p| behind(p.verb.start)) {
                continue;
            }
            let phrase = source.slice(start, end);
            let Some(written) = turned(way, workshop, lemma, &phrase) else { continue };
            let opens = from == 0 || source.slice(0, from).trim_end().ends_with(['.', '?', '!']);
            let actor = source.slice(from, to);
            let proper = source
                .reading
                .mentions
                .iter()
                .any(|m| m.start as usize == from && m.kind != claims::EntityType::Office);
            let actor = if opens && !proper && workshop.language.settings.lower_case {
                let mut letters = actor.chars();
                letters.next().map_or(String::new(), |c| c.to_lowercase().chain(letters).collect())
            } else {
                actor
            };
            let clause = way
                .template
                .replace("{object}", &if opens { capitalized(&phrase) } else { phrase.clone() })
                .replace("{verb}", &written)
                .replace("{subject}", &actor);
            if let Some(text) = workshop.edited(text, &[(from, end, clause)]) {
                out.push(workshop.test(Change::Passive, source, text, source.said.clone()));
            }
        }
    }
}

/// The end of the subject with what is joined to it: a list or an apposition reaches to the verb.
fn whole_subject(source: &Source<'_>, end: usize, verb: usize) -> usize {
    let mut last = verb;
    while last > end && source.text.get(last - 1) == Some(&' ') {
        last -= 1;
    }
    last.max(end)
}

/// Whether the object belongs to the subject ("its embassy"), so that it cannot stand before it.
fn owned(source: &Source<'_>, start: usize, end: usize, workshop: &Workshop<'_>) -> bool {
    let lexicon = &workshop.language.lexicon;
    source.words.iter().filter(|w| start <= w.start && w.end <= end).any(|w| {
        let readings = lexicon.analyses(&w.form);
        readings.iter().any(|a| {
            let l = lexicon.lemma(a.lemma);
            l.pos == Pos::Pronoun || l.pos == Pos::Determiner && l.code == workshop.language.codes.poss
        }) || readings.iter().any(|a| a.features.suffix.is_some())
    })
}

/// The passive verb that agrees with what was the object.
fn turned(way: &super::grammar::Passive, workshop: &Workshop<'_>, lemma: LemmaId, object: &str) -> Option<String> {
    let lexicon = &workshop.language.lexicon;
    let (first, last) = (object.split(' ').next()?, object.split(' ').next_back()?);
    if way.passive.is_empty() {
        // The noun before the first preposition is its head.
        let words: Vec<&str> = object.split(' ').collect();
        let stop = words.iter().position(|w| {
            lexicon
                .analyses(&look_up(w, workshop.language))
                .iter()
                .any(|a| lexicon.lemma(a.lemma).pos == Pos::Preposition)
        });
        let head = words.get(..stop.unwrap_or(words.len()))?.last().copied().unwrap_or(last);
        let form = look_up(head, workshop.language);
        let plural = lexicon
            .analyses(&form)
            .iter()
            .any(|a| lexicon.lemma(a.lemma).pos == Pos::Noun && a.features.number == Number::Plural)
            || words.contains(&"and");
        let be = workshop.language.codes.be;
        let auxiliary = workshop.language.lexicon.forms().find(|(_, a)| {
            let l = lexicon.lemma(a.lemma);
            l.pos == Pos::Auxiliary
                && l.code == be
                && a.features.form == VerbForm::Past
                && (a.features.number == Number::Plural) == plural
        })?;
        let participle = workshop.form_like(lemma, |f| f.form == VerbForm::PassiveParticiple)?;
        return Some(format!("{} {participle}", auxiliary.0));
    }
    let bare = first.trim_start_matches(|c: char| {
        workshop.language.settings.proclitics.article.iter().any(|a| a.starts_with(c)) && first.chars().count() > 4
    });
    let known = head_features(object, workshop);
    let letters = if known.is_empty() { head_features(&object.replacen(first, bare, 1), workshop) } else { known };
    let mut letters = letters.chars();
    let gender = match letters.next()? {
        'm' => Gender::Masculine,
        'f' => Gender::Feminine,
        _ => return None,
    };
    let number = if letters.next() == Some('p') { Number::Plural } else { Number::Singular };
    let passive = lexicon.lemmas.iter().position(|l| {
        l.pos == Pos::Verb && l.text.split(':').next() == Some(way.passive.as_str()) && has_passive(l, workshop)
    })?;
    let passive = LemmaId::try_from(passive).ok()?;
    workshop
        .form_like(passive, |f| {
            f.form == VerbForm::Past
                && f.person == 3
                && f.number == number
                && (f.gender == gender || f.gender == Gender::Any)
        })
        .map(str::to_owned)
}

fn has_passive(lemma: &language::Lemma, workshop: &Workshop<'_>) -> bool {
    let id = workshop.lemma(Pos::Verb, &lemma.text);
    id.is_some_and(|id| workshop.form_like(id, |f| f.passive).is_some())
}
