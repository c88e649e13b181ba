//! Who was named in full is named by the surname alone from then on: "ראש ממשלת הודו נרנדרה מודי ... מודי כתב".

use claims::EntityType;
use language::{Language, Pos};
use world::{Form, Item, World};

use crate::{
    names::{Name, of_somebody_else},
    proclitics::splits,
};

/// How many people's surnames are looked for in one text.
const MOST: usize = 32;

/// Letters of a particle at most: "van", "בן".
const PARTICLE: usize = 3;

/// Adds the surnames of the people who are named in full before them.
pub fn surnames(folded: &str, language: &Language, world: &World, names: &mut Vec<Name>) {
    let mut people: Vec<(&str, &Name, bool)> = Vec::new();
    for name in names.iter().filter(|n| n.kind == EntityType::Person && n.form != Form::LastName) {
        let item = world.item_at(name.item);
        let Some(surname) = folded.get(name.start..name.end).and_then(|f| surname(f, item, language, world)) else {
            continue;
        };
        let room = people.len() < MOST;
        match people.iter_mut().find(|(known, ..)| *known == surname) {
            // Two of that name: nobody knows which.
            Some((_, known, clear)) => *clear &= known.item == name.item,
            None if room => people.push((surname, name, true)),
            None => break,
        }
    }
    let matcher = world.matcher(&language.tag);
    let mut found: Vec<Name> = Vec::new();
    for (surname, person, _) in people.iter().filter(|(.., clear)| *clear) {
        let common = is_common(surname, language);
        for (at, _) in folded.get(person.end..).unwrap_or_default().match_indices(surname) {
            let (start, end) = (person.end + at, person.end + at + surname.len());
            let next = names.partition_point(|n| n.end <= start);
            let Some(word_start) = word_start(folded, start, common, language) else { continue };
            let free = names.get(next).is_none_or(|n| n.start >= end);
            if free && ends_word(folded, end, language) && !of_somebody_else(folded, word_start, language, matcher) {
                found.push(Name { start, end, word_start, form: Form::LastName, ..(*person).clone() });
            }
        }
    }
    if !found.is_empty() {
        names.append(&mut found);
        names.sort_by_key(|n| (n.start, n.end));
        names.dedup_by(|b, a| b.start < a.end);
    }
}

/// The part of a full name by which somebody is called alone; `None` where that is no name ("the Second").
fn surname<'a>(full: &'a str, item: &Item, language: &Language, world: &World) -> Option<&'a str> {
    let (first, rest) = full.split_once(' ')?;
    let title = language.lexicon.analyses(bare(&lower(first, language), language)).iter();
    let title = title.into_iter().any(|a| !language.lexicon.lemma(a.lemma).classes.is_empty());
    if title {
        return None; // "King Abdullah"
    }
    let surname = if family_first(item, world) {
        first
    } else {
        let mut from = full.rfind(' ')? + 1;
        // "bin Zayed", "van der Bellen"
        while let Some(before) = full.get(..from.saturating_sub(1)).filter(|b| b.len() > first.len()) {
            let begin = before.rfind(' ').map_or(0, |b| b + 1);
            let particle = before.get(begin..).unwrap_or_default();
            if particle.chars().count() > PARTICLE || particle.ends_with('.') || begin == 0 {
                break;
            }
            from = begin;
        }
        full.get(from..).filter(|s| !s.is_empty() && rest.ends_with(s))?
    };
    let known = lower(surname, language);
    let word = |form: &str| {
        let closed = |pos: Pos| !matches!(pos, Pos::Noun | Pos::Verb);
        language.lexicon.analyses(form).iter().any(|a| closed(language.lexicon.lemma(a.lemma).pos))
            || language.times.says_time(form)
    };
    let common = word(&known) || word(bare(&known, language));
    (surname.chars().count() > 1 && !common && !surname.chars().any(char::is_numeric)).then_some(surname)
}

/// Whether the family's name stands first: in some language the table says so.
fn family_first(item: &Item, world: &World) -> bool {
    world.languages().any(|tag| {
        let names = world.names(item, tag);
        let last = names.iter().find(|n| n.form == Form::LastName);
        let full = names.iter().find(|n| n.form == Form::Full);
        last.zip(full).is_some_and(|(last, full)| {
            full.text.strip_prefix(&*last.text).is_some_and(|rest| rest.starts_with([' ', '-']))
        })
    })
}

fn lower(word: &str, language: &Language) -> String {
    if language.settings.lower_case { word.to_lowercase() } else { word.to_owned() }
}

/// A word without the article that is written together with it.
fn bare<'a>(word: &'a str, language: &Language) -> &'a str {
    let articles = &language.settings.proclitics.article;
    articles.iter().find_map(|a| word.strip_prefix(a.as_str())).unwrap_or(word)
}

/// Whether a surname is also a word of the language.
fn is_common(surname: &str, language: &Language) -> bool {
    !language.lexicon.analyses(&lower(surname, language)).is_empty()
}

/// Where the word begins in which a surname stands, if nothing but proclitics stands before it. Before one that is also a
/// common word only "and" and "that" may stand.
fn word_start(folded: &str, start: usize, common: bool, language: &Language) -> Option<usize> {
    let before = folded.get(..start)?;
    let begin = before.char_indices().rev().take_while(|(_, c)| in_word(*c)).last().map_or(start, |(at, _)| at);
    let proclitics = before.get(begin..)?;
    if proclitics.is_empty() {
        return Some(begin);
    }
    let joins = || {
        let readings = language.lexicon.proclitic(proclitics).iter();
        let pos = |a: &language::Analysis| language.lexicon.lemma(a.lemma).pos;
        readings.map(pos).any(|p| matches!(p, Pos::Coordinator | Pos::Complementizer))
    };
    (splits(proclitics, language).is_some() && (!common || joins())).then_some(begin)
}

fn in_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\'' | '"' | '-' | '_' | '@' | '#')
}

/// Whether a surname ends with its word, and no other name goes on ("Johnson Space Center").
fn ends_word(folded: &str, end: usize, language: &Language) -> bool {
    let after = folded.get(end..).unwrap_or_default();
    let mut chars = after.chars();
    let ends = match chars.next() {
        Some('\'') if language.settings.lower_case => true,
        Some('\'' | '"' | '-') => !chars.next().is_some_and(char::is_alphanumeric),
        Some(c) => !c.is_alphanumeric(),
        None => true,
    };
    let goes_on = language.settings.lower_case
        && after.strip_prefix(' ').and_then(|a| a.chars().next()).is_some_and(char::is_uppercase);
    ends && !goes_on
}
