//! Stage 0: names. One pass of the automaton over the folded text; what a name means is settled by what stands around it.

use claims::EntityType;
use language::Language;
use world::{Form, Gender, ItemId, Kind, Matcher, Meaning, Number, World};

use crate::proclitics::splits;

/// A name in the text, settled to one meaning.
#[derive(Debug, Clone)]
pub struct Name {
    /// First byte in the folded text.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// First byte of the word in which the name begins; proclitics stand between.
    pub word_start: usize,
    /// Who or what it is.
    pub item: ItemId,
    /// As what sort of name.
    pub form: Form,
    /// Its type.
    pub kind: EntityType,
    /// The table it comes from.
    pub table: Kind,
    /// Gender of the name or of the person.
    pub gender: language::Gender,
    /// Number of the name.
    pub number: language::Number,
}

/// Finds the names of a text.
pub fn names(folded: &str, language: &Language, world: &World) -> Vec<Name> {
    let matcher = world.matcher(&language.tag);
    let hits = matcher.find_accepting(folded, |before| splits(before, language).is_some());
    let mut out: Vec<Name> = Vec::with_capacity(hits.len());
    // What something speaks for once means the same in the rest of the text.
    let mut trusted = Vec::new();
    // Names that two states share ("Congo"), and what else they may be.
    let mut twice: Vec<(usize, Vec<ItemId>)> = Vec::new();
    for hit in hits {
        let meanings = matcher.meanings(hit.name);
        let before = folded.get(hit.word_start..hit.start).unwrap_or_default();
        let known = |m: &Meaning| out.iter().any(|n| n.item == m.item);
        let Some(meaning) = choose(meanings, before, &known, language, world) else { continue };
        // "the president" is a common noun, which means somebody only with a state or from what was said before.
        let office = world.item_at(meaning.item).kind == EntityType::Office;
        let doubt = matcher
            .doubtful(hit.name)
            .filter(|rule| *rule != "not_first" || heads(folded, hit.word_start) && !acts(folded, hit.end, language));
        if !office && doubt.is_some() && !trusted.contains(&hit.name) {
            // "Michael Jordan", "Cuba Gooding": the first name that nobody knows speaks against the state.
            let person = world.item_at(meaning.item).kind == EntityType::State
                && of_somebody_else(folded, hit.start, language, matcher);
            if person || !has_company(folded, hit.start..hit.end, matcher, language) {
                continue;
            }
            trusted.push(hit.name);
        }
        let item = world.item_at(meaning.item);
        if item.kind == EntityType::State && meanings.len() > 1 {
            let mut states: Vec<ItemId> =
                meanings.iter().map(|m| m.item).filter(|i| world.item_at(*i).kind == EntityType::State).collect();
            states.dedup();
            if states.len() > 1 {
                twice.push((out.len(), states));
            }
        }
        // "Melania Trump", "Michael Jordan"
        let shared = meaning.form == Form::LastName || matcher.doubtful(hit.name).is_some();
        if shared && of_somebody_else(folded, hit.start, language, matcher) {
            continue;
        }
        // A last name that is written like a month ("מרץ") counts only after the full name.
        if meaning.form == Form::LastName
            && folded.get(hit.start..hit.end).is_some_and(|w| !language.times.word(w).is_empty())
            && (hit.word_start < hit.start || !out.iter().any(|n| n.item == meaning.item))
            && !leads_verb(folded, hit.start..hit.end, language)
            && !out.last().is_some_and(|n| n.kind == EntityType::Office && n.end + 1 == hit.start)
        {
            continue;
        }
        out.push(Name {
            start: hit.start,
            end: hit.end,
            word_start: hit.word_start,
            item: meaning.item,
            form: meaning.form,
            kind: item.kind,
            table: item.table,
            gender: match gender(meaning, item.gender, item.kind, language) {
                // One title of men and women: "ראש ממשלת".
                _ if meanings
                    .iter()
                    .any(|m| m.item == meaning.item && m.features.gender != meaning.features.gender)
                    && item.kind == EntityType::Office =>
                {
                    language::Gender::Any
                }
                language::Gender::Any if is_text(item.kind) => {
                    gender_of_words(folded.get(hit.start..hit.end).unwrap_or_default(), language)
                }
                known => known,
            },
            number: match meaning.features.number {
                // "ארצות הברית" takes its verb in the singular as often as in the plural.
                Some(Number::Plural)
                    if item.kind == EntityType::State
                        && meaning.form != Form::Inhabitant
                        && meaning.form != Form::Adjective =>
                {
                    language::Number::Any
                }
                Some(Number::Plural) => language::Number::Plural,
                Some(Number::Dual) => language::Number::Dual,
                Some(Number::Singular) => language::Number::Singular,
                None if meaning.form == Form::Inhabitant => language::Number::Any,
                None if item.kind == EntityType::Agreement => language::Number::Any,
                None => language::Number::Singular,
            },
        });
    }
    settle_shared(&twice, &mut out, world);
    crate::surnames::surnames(folded, language, world, &mut out);
    out
}

/// Whether a sentence or a title begins at a byte.
fn heads(folded: &str, at: usize) -> bool {
    let before = folded
        .get(..at)
        .unwrap_or_default()
        .trim_end_matches(|c: char| c.is_whitespace() && c != '\n' || matches!(c, '"' | '\'' | '“' | '‘' | '«' | '('));
    before.chars().next_back().is_none_or(|c| matches!(c, '.' | '?' | '!' | ':' | ';' | '\n'))
}

/// Whether the word behind a name can only be a verb: "China has abstained", "Turkey signed".
fn acts(folded: &str, end: usize, language: &Language) -> bool {
    let Some(after) = folded.get(end..).and_then(|a| a.strip_prefix(' ')) else { return false };
    let word = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let readings = language.lexicon.analyses(word);
    let verb = |a: &language::Analysis| {
        matches!(
            language.lexicon.lemma(a.lemma).pos,
            language::Pos::Verb | language::Pos::Auxiliary | language::Pos::Modal
        )
    };
    !readings.is_empty() && readings.iter().all(verb)
}

/// Of two states that share a name the text means the one of which it also speaks otherwise: by another name, its capital, or
/// somebody who acts for it.
fn settle_shared(twice: &[(usize, Vec<ItemId>)], names: &mut [Name], world: &World) {
    if twice.is_empty() {
        return;
    }
    let shared: Vec<usize> = twice.iter().map(|(at, _)| *at).collect();
    let mut spoken_of: std::collections::BTreeMap<ItemId, usize> = std::collections::BTreeMap::new();
    for (at, name) in names.iter().enumerate() {
        if shared.binary_search(&at).is_ok() {
            continue;
        }
        let item = world.item_at(name.item);
        let of =
            if item.kind == EntityType::State { Some(item) } else { item.state.as_deref().and_then(|s| world.item(s)) };
        if let Some(state) = of {
            *spoken_of.entry(state.number).or_default() += 1;
        }
    }
    for (at, states) in twice {
        let count = |state: &ItemId| spoken_of.get(state).copied().unwrap_or_default();
        let best = states.iter().copied().max_by_key(|s| (count(s), std::cmp::Reverse(*s)));
        if let (Some(name), Some(best)) = (names.get_mut(*at), best.filter(|b| count(b) > 0)) {
            name.item = best;
        }
    }
}

/// States before everything else that shares their name; then the order of the matcher. Behind a preposition written together
/// with it a name is rather a place than an adjective ("בסיני" is in Sinai, "תיווך סיני" Chinese).
fn choose(
    meanings: &[Meaning],
    before: &str,
    known: &dyn Fn(&Meaning) -> bool,
    language: &Language,
    world: &World,
) -> Option<Meaning> {
    let led = !before.is_empty() && !language.settings.proclitics.article.iter().any(|a| before.ends_with(a.as_str()));
    let rank = |m: &Meaning| {
        let item = world.item_at(m.item);
        match (item.kind, m.form) {
            (EntityType::Office, _) | (EntityType::State, Form::Full | Form::Short | Form::Acronym) => 0,
            (EntityType::Place, Form::Full | Form::Short) if led || language.settings.lower_case => 1,
            (EntityType::Place, _) => 4,
            (_, Form::Full | Form::Short | Form::Acronym | Form::Nickname) => 1,
            (EntityType::State, Form::Adjective | Form::Inhabitant) => 3,
            (_, Form::LastName) => 5,
            _ => 6,
        }
    };
    // "Congolese" is of the Congo of which the text has spoken.
    let several = meanings.len() > 1;
    meanings.iter().min_by_key(|m| (rank(m), several && !known(m))).copied()
}

/// "Melania Trump": a last name directly after an unknown word with a capital is somebody else's.
pub(crate) fn of_somebody_else(folded: &str, start: usize, language: &Language, matcher: &Matcher) -> bool {
    if !language.settings.lower_case {
        return false;
    }
    let Some(before) = folded.get(..start).and_then(|b| b.strip_suffix(' ')) else { return false };
    let word = before.rsplit(|c: char| !c.is_alphanumeric() && c != '-' && c != '\'').next().unwrap_or_default();
    let capital = word.chars().next().is_some_and(char::is_uppercase) && word.chars().any(char::is_lowercase);
    if !capital {
        return false;
    }
    // "China's Xi": an owner is no first name.
    if word.ends_with("'s") || word.ends_with('\'') {
        return false;
    }
    let lower = word.to_lowercase();
    let common = !language.lexicon.analyses(&lower).is_empty()
        || language.times.says_time(&lower)
        || language.settings.abbreviations.iter().any(|a| a == word);
    !common && !matcher.find(word).any(|hit| hit.start == 0 && hit.end == word.len())
}

/// "מרץ ייפגש עם ...": at the head of a text or line what a finite verb follows that only people are subjects of is no month.
fn leads_verb(folded: &str, hit: std::ops::Range<usize>, language: &Language) -> bool {
    let opens = folded.get(..hit.start).is_some_and(|b| b.trim_end_matches(' ').is_empty() || b.ends_with('\n'));
    let after = folded.get(hit.end..).and_then(|a| a.strip_prefix(' ')).unwrap_or_default();
    let word = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let acts = |lemma: &language::Lemma| !lemma.entries.is_empty() || lemma.operator.is_some_and(|o| o.is_speech());
    opens
        && language.lexicon.analyses(word).iter().any(|a| {
            let lemma = language.lexicon.lemma(a.lemma);
            let finite = matches!(a.features.form, language::VerbForm::Past | language::VerbForm::Future);
            lemma.pos == language::Pos::Verb && finite && a.features.person == 3 && acts(lemma)
        })
}

/// How far, in code points, the name may stand that speaks for a doubtful one: further than a description between commas.
const COMPANY: usize = 70;

/// A name that is also a common word counts when another, undoubted name stands near it in its sentence.
fn has_company(folded: &str, hit: std::ops::Range<usize>, matcher: &Matcher, language: &Language) -> bool {
    let (before, after) = (folded.get(..hit.start).unwrap_or_default(), folded.get(hit.end..).unwrap_or_default());
    let from = before.char_indices().rev().take(COMPANY).last().map_or(hit.start, |(at, _)| at);
    let to = after.char_indices().take(COMPANY).last().map_or(hit.end, |(at, c)| hit.end + at + c.len_utf8());
    // Another sentence speaks for nothing.
    let (left, right) = (before.get(from..).unwrap_or_default(), folded.get(hit.end..to).unwrap_or_default());
    let stop = |(at, c): (usize, char), text: &str| {
        matches!(c, '.' | '?' | '!') && text.get(at + 1..).is_some_and(|t| t.starts_with([' ', '\n'])) || c == '\n'
    };
    let from = left.char_indices().rev().find(|c| stop(*c, left)).map_or(from, |(at, _)| from + at + 1);
    let to = right.char_indices().find(|c| stop(*c, right)).map_or(to, |(at, _)| hit.end + at);
    let Some(window) = folded.get(from..to) else { return false };
    matcher
        .find_accepting(window, |before| splits(before, language).is_some())
        .iter()
        .any(|other| other.start + from != hit.start && matcher.doubtful(other.name).is_none())
}

fn is_text(kind: EntityType) -> bool {
    matches!(kind, EntityType::Agreement | EntityType::Organization | EntityType::Forum)
}

/// The gender of the noun that begins a name of several words ("אמנת רומא").
fn gender_of_words(name: &str, language: &Language) -> language::Gender {
    if language.settings.state_gender.is_empty() {
        return language::Gender::Any;
    }
    let first = name.split(' ').next().unwrap_or_default();
    let bare = language.settings.proclitics.article.iter().find_map(|a| first.strip_prefix(a.as_str()));
    [Some(first), bare]
        .into_iter()
        .flatten()
        .flat_map(|form| language.lexicon.analyses(form))
        .find(|a| language.lexicon.lemma(a.lemma).pos == language::Pos::Noun)
        .map_or(language::Gender::Any, |a| a.features.gender)
}

fn gender(meaning: Meaning, of_item: Option<Gender>, kind: EntityType, language: &Language) -> language::Gender {
    let state = kind == EntityType::State && meaning.form != Form::Inhabitant && meaning.form != Form::Adjective;
    match meaning.features.gender.or(of_item) {
        // "איחוד האמירויות השיב" and "השיבה": by the gender of its name, or of "state".
        Some(Gender::Masculine) if state && language.settings.state_gender == "f" => language::Gender::Any,
        Some(Gender::Masculine) => language::Gender::Masculine,
        Some(Gender::Feminine) => language::Gender::Feminine,
        Some(Gender::Neuter) => language::Gender::Neuter,
        // In the languages that mark gender, states are feminine unless the table says otherwise.
        None if language.settings.state_gender == "f" && state => language::Gender::Feminine,
        None => language::Gender::Any,
    }
}
