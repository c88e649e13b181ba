//! An apposition or a relative clause after a name: it says nothing of the acts.

use claims::{EntityType, Mention};
use language::{Gender, Number, Pos};
use world::{Form, Kind};

use super::{
    Change, Test,
    source::{Source, Workshop, look_up},
};

/// Appositions and relative clauses after every name that ends its noun phrase.
pub fn insertions(source: &Source<'_>, workshop: &Workshop<'_>, out: &mut Vec<Test>) {
    // A headline has no room for either.
    if !source.case.document.text.ends_with(['.', '?', '!', '"', '”']) {
        return;
    }
    let mentions: Vec<&Mention> = source.reading.mentions.iter().filter(|m| m.within.is_none()).collect();
    for (index, mention) in mentions.iter().enumerate() {
        let Some((kind, features)) = sort(mention, workshop) else { continue };
        if !ends_phrase(source, mention, workshop) {
            continue;
        }
        let inside = mentions.iter().any(|m| m.start <= mention.start && mention.end <= m.end && m != mention);
        if inside {
            continue;
        }
        // The templates take turns from name to name, so that all are used and none twice at one place.
        let fitting: Vec<_> = workshop
            .grammar
            .insertions
            .iter()
            .filter(|i| i.kind == kind && (i.features.is_empty() || i.features == features))
            .collect();
        for relative in [false, true] {
            let sorts: Vec<_> = fitting.iter().filter(|i| i.relative == relative).collect();
            let Some(insertion) = sorts.get((source.case.line + index) % sorts.len().max(1)) else { continue };
            let end = mention.end as usize;
            let next = source.text.get(end).copied();
            let closed = next.is_none_or(|c| matches!(c, '.' | ',' | ';' | '?' | '!'));
            let words = if closed { insertion.words.trim_end_matches(',') } else { insertion.words.as_str() };
            let change = if relative { Change::Relative } else { Change::Apposition };
            if let Some(text) = workshop.edited(&source.case.document.text, &[(end, end, words.to_owned())]) {
                out.push(workshop.test(change, source, text, source.said.clone()));
            }
        }
    }
}

/// The type of a name as templates call it, with its gender and number; none for adjectives and cities.
fn sort(mention: &Mention, workshop: &Workshop<'_>) -> Option<(&'static str, String)> {
    let kind = match mention.kind {
        EntityType::State => "state",
        EntityType::Person => "person",
        EntityType::Agreement => "agreement",
        EntityType::Organization | EntityType::Forum => "organization",
        _ => return None,
    };
    let item = mention.id.as_deref().and_then(|id| workshop.world.item(id))?;
    let folded = text::fold(&mention.text);
    let name = workshop.world.names(item, &workshop.language.tag).iter().find(|n| text::fold(&n.text) == folded)?;
    if matches!(name.form, Form::Adjective | Form::Inhabitant | Form::Capital | Form::Former) {
        return None;
    }
    if item.table == Kind::People {
        let gender = item.attribute("gender").unwrap_or_default();
        return Some((kind, format!("{gender}s")));
    }
    let mut letters = String::new();
    letters.push_str(match name.features.gender {
        Some(world::Gender::Masculine) => "m",
        Some(world::Gender::Feminine) => "f",
        _ => "",
    });
    letters.push_str(match name.features.number {
        Some(world::Number::Singular) => "s",
        Some(world::Number::Plural) => "p",
        _ => "",
    });
    if letters.is_empty() {
        letters = head_features(&mention.text, workshop);
    }
    if letters.is_empty() && kind == "state" {
        letters = format!("{}s", workshop.language.settings.state_gender);
    }
    Some((kind, letters))
}

/// Gender and number of the noun around which a name is built.
pub fn head_features(name: &str, workshop: &Workshop<'_>) -> String {
    let mut words = name.split(' ');
    let follows = workshop.language.settings.order.adjective_follows;
    let head = if follows { words.next() } else { words.next_back() };
    let form = look_up(head.unwrap_or_default(), workshop.language);
    let lexicon = &workshop.language.lexicon;
    let noun = lexicon
        .analyses(&form)
        .iter()
        .filter(|a| lexicon.lemma(a.lemma).pos == Pos::Noun && a.features.suffix.is_none())
        .map(|a| a.features)
        .max_by_key(|f| f.construct == (follows && name.contains(' ')));
    let Some(features) = noun else { return String::new() };
    let gender = match features.gender {
        Gender::Masculine => "m",
        Gender::Feminine => "f",
        _ => "",
    };
    let number = if features.number == Number::Plural { "p" } else { "s" };
    format!("{gender}{number}")
}

/// Whether nothing of the noun phrase follows a name: after it come a verb, a preposition, a conjunction or a mark.
fn ends_phrase(source: &Source<'_>, mention: &Mention, workshop: &Workshop<'_>) -> bool {
    let end = mention.end as usize;
    match source.text.get(end) {
        None | Some('.' | ';') => return true,
        // Described already: "Kenya, a founding member, and Nepal".
        Some(',') => return !described(source, end, workshop),
        Some(' ') => {}
        Some(_) => return false,
    }
    let Some(next) = source.words.iter().find(|w| w.start > end && w.start <= end + 5) else { return false };
    let lexicon = &workshop.language.lexicon;
    let glued = source.slice(end + 1, next.start);
    let whole = source.slice(end + 1, next.end);
    let starts_name = source.reading.mentions.iter().any(|m| m.start as usize == end + 1);
    if starts_name {
        return false;
    }
    let genitive = |form: &str| {
        let of = workshop.language.codes.of;
        lexicon.analyses(form).iter().any(|a| lexicon.lemma(a.lemma).code == of)
    };
    if genitive(&look_up(&whole, workshop.language)) {
        return false;
    }
    let boundary = |form: &str| {
        lexicon.analyses(form).iter().any(|a| {
            matches!(
                lexicon.lemma(a.lemma).pos,
                Pos::Preposition | Pos::Coordinator | Pos::Auxiliary | Pos::Modal | Pos::Negator | Pos::Complementizer
            ) || lexicon.lemma(a.lemma).pos == Pos::Verb && a.features.is_finite()
        })
    };
    // What is glued to the next word, an article aside, opens a phrase or clause of its own.
    let opens = glued.chars().next().is_some_and(|c| {
        lexicon.proclitic(&c.to_string()).iter().any(|a| lexicon.lemma(a.lemma).pos != Pos::Determiner)
            && !workshop.language.settings.proclitics.article.iter().any(|article| article == &c.to_string())
    });
    opens || glued.is_empty() && boundary(&look_up(&whole, workshop.language))
}

/// Whether a description follows the comma at `comma`: an article, a relativizer, or a participle.
fn described(source: &Source<'_>, comma: usize, workshop: &Workshop<'_>) -> bool {
    let lexicon = &workshop.language.lexicon;
    let Some(next) = source.words.iter().find(|w| w.start > comma) else { return false };
    lexicon.analyses(&next.form).iter().any(|a| {
        matches!(lexicon.lemma(a.lemma).pos, Pos::Determiner | Pos::Relativizer)
            || a.features.form == language::VerbForm::PassiveParticiple
    })
}
