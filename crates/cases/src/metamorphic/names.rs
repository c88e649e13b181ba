//! Names for names of the same type, in the same form, gender and number.

use std::collections::{BTreeMap, BTreeSet};

use claims::{EntityType, Mention};
use language::{Language, Pos};
use reader::Options;
use world::{Form, Item, Kind, Name, World};

use super::{
    Change, Test,
    source::{Row, Source, Workshop, look_up},
};

/// How many times the states of a case are swapped.
const TIMES: usize = 4;

/// States that can stand for each other: today's, of one word, whose names are nothing else.
pub fn pool<'w>(language: &Language, world: &'w World) -> Vec<&'w Item> {
    let tag = language.tag.as_str();
    let alone = |text: &str| {
        let matcher = world.matcher(tag);
        let folded = text::fold(text);
        let hits: Vec<_> = matcher.find(&folded).collect();
        matches!(hits.as_slice(), [hit] if hit.start == 0
            && hit.end == folded.len()
            && matcher.doubtful(hit.name).is_none()
            && matcher.meanings(hit.name).iter().all(|m| m.item == matcher.meanings(hit.name)[0].item))
            && language.lexicon.analyses(&look_up(text, language)).is_empty()
    };
    world
        .table(Kind::States)
        .filter(|s| s.attribute("status") == Some("un_member"))
        .filter(|s| {
            let names = world.names(s, tag);
            let Some(full) = names.iter().find(|n| n.form == Form::Full) else { return false };
            let one_word = full.text.chars().all(char::is_alphabetic);
            // A name that also stands with an article takes one in a sentence; a final s changes the possessive.
            let article = names.iter().any(|n| {
                n.text.split_once(' ').is_some_and(|(first, rest)| {
                    rest == &*full.text
                        && language
                            .lexicon
                            .analyses(&look_up(first, language))
                            .iter()
                            .any(|a| language.lexicon.lemma(a.lemma).pos == Pos::Determiner)
                })
            });
            let adjectives = names.iter().filter(|n| n.form == Form::Adjective);
            one_word && !article && !full.text.ends_with('s') && alone(&full.text) && adjectives.clone().count() > 0
        })
        .collect()
}

/// The state that a mention belongs to, and the name of another state that can stand in its place.
fn counterpart(mention: &Mention, state: &Item, other: &Item, workshop: &Workshop<'_>) -> Option<(String, String)> {
    let Workshop { world, language, .. } = workshop;
    let tag = language.tag.as_str();
    let id = mention.id.as_deref()?;
    if id != &*state.id {
        // A capital that stands for its government.
        let place = world.item(id)?;
        if place.attribute("stands_for") != Some(&*state.id) || place.attribute("type") != Some("city") {
            return None;
        }
        let mut capitals = world
            .table(Kind::Places)
            .filter(|p| p.attribute("stands_for") == Some(&*other.id) && p.attribute("type") == Some("city"));
        let capital = capitals.next().filter(|_| capitals.next().is_none())?;
        let name = world.names(capital, tag).first()?;
        return Some((name.text.to_string(), capital.id.to_string()));
    }
    let folded = text::fold(&mention.text);
    let own: &Name = world.names(state, tag).iter().find(|n| text::fold(&n.text) == folded)?;
    let form = match own.form {
        Form::Full | Form::Short | Form::Acronym | Form::Nickname => Form::Full,
        Form::Former | Form::LastName => return None,
        form => form,
    };
    let theirs = world.names(other, tag).iter().find(|n| n.form == form && n.features == own.features)?;
    Some((theirs.text.to_string(), other.id.to_string()))
}

/// The states that a text names, and whether each can be swapped: not where a person, office or building of it is named.
fn named<'w>(source: &Source<'_>, workshop: &Workshop<'w>) -> Vec<&'w Item> {
    let world = workshop.world;
    let mut out: Vec<&Item> = Vec::new();
    for mention in source.reading.mentions.iter().filter(|m| m.kind == EntityType::State) {
        if let Some(item) = mention.id.as_deref().and_then(|id| world.item(id))
            && !out.iter().any(|o| o.id == item.id)
        {
            out.push(item);
        }
    }
    let bound = |state: &&Item| {
        source.reading.mentions.iter().any(|m| {
            let Some(item) = m.id.as_deref().and_then(|id| world.item(id)) else { return false };
            let of = |column: &str| item.attribute(column) == Some(&*state.id);
            let theirs = item.state.as_deref() == Some(&*state.id) || of("stands_for") || of("body") || of("organ");
            item.id != state.id
                && theirs
                && !(m.kind == EntityType::Place && counterpart(m, state, state, workshop).is_some())
        })
    };
    out.retain(|s| !bound(s));
    out
}

/// The test in which states are renamed.
fn renamed(change: Change, source: &Source<'_>, workshop: &Workshop<'_>, states: &[(&Item, &Item)]) -> Option<Test> {
    let mut ids: BTreeMap<String, String> = BTreeMap::new();
    let (mut body, mut title) = (Vec::new(), Vec::new());
    for mention in &source.reading.mentions {
        for (state, other) in states {
            let place = workshop.world.item(mention.id.as_deref().unwrap_or_default());
            let theirs = mention.id.as_deref() == Some(&*state.id)
                || place.is_some_and(|p| p.kind == EntityType::Place && p.attribute("stands_for") == Some(&*state.id));
            if !theirs {
                continue;
            }
            let (name, id) = counterpart(mention, state, other, workshop)?;
            ids.insert(mention.id.clone()?, id);
            let edit = (mention.start as usize, mention.end as usize, name);
            if mention.within.is_none() { body.push(edit) } else { title.push(edit) }
        }
    }
    for (state, other) in states {
        ids.insert(state.id.to_string(), other.id.to_string());
    }
    let document = &source.case.document;
    let text = workshop.edited(&document.text, &body)?;
    let expected = source.said.iter().map(|s| s.renamed(&ids)).collect();
    let mut test = workshop.test(change, source, text, expected);
    if let Some(old) = &document.title {
        test.document.title = Some(workshop.edited(old, &title)?);
    }
    Some(test)
}

/// States by states.
pub fn states(source: &Source<'_>, workshop: &Workshop<'_>, out: &mut Vec<Test>) {
    let named = named(source, workshop);
    if named.is_empty() {
        return;
    }
    let mut row = Row::new(source.case.line, Change::States);
    let all: BTreeSet<&str> = source.reading.mentions.iter().filter_map(|m| m.id.as_deref()).collect();
    for _ in 0..TIMES {
        let mut pairs: Vec<(&Item, &Item)> = Vec::new();
        for state in &named {
            // A few tries: not every state has every form of the name.
            let found = (0..40).find_map(|_| {
                let other = *workshop.pool.get(row.below(workshop.pool.len()))?;
                let free = !all.contains(&*other.id) && !pairs.iter().any(|(_, o)| o.id == other.id);
                let has = source
                    .reading
                    .mentions
                    .iter()
                    .filter(|m| m.id.as_deref() == Some(&*state.id))
                    .all(|m| counterpart(m, state, other, workshop).is_some());
                (free && has).then_some(other)
            });
            if let Some(other) = found {
                pairs.push((state, other));
            }
        }
        if !pairs.is_empty() {
            out.extend(renamed(Change::States, source, workshop, &pairs));
        }
    }
}

/// Two states that a claim sets against each other change places.
pub fn roles(source: &Source<'_>, workshop: &Workshop<'_>, out: &mut Vec<Test>) {
    let named = named(source, workshop);
    let mut done: BTreeSet<(String, String)> = BTreeSet::new();
    for said in &source.said {
        let single = |role: &str| said.roles.get(role).filter(|f| f.len() == 1).and_then(|f| f.first().cloned());
        let Some(actor) = ["actor", "inviter"].iter().find_map(|r| single(r)) else { continue };
        let Some(toward) = ["counterpart", "host", "object", "candidate"].iter().find_map(|r| single(r)) else {
            continue;
        };
        let find = |id: &str| named.iter().find(|s| *s.id == *id).copied();
        let (Some(a), Some(b)) = (find(&actor), find(&toward)) else { continue };
        if a.id != b.id && done.insert((actor.clone(), toward.clone())) && !done.contains(&(toward, actor)) {
            out.extend(renamed(Change::Roles, source, workshop, &[(a, b), (b, a)]));
        }
    }
}

/// Agreements by agreements, bodies by bodies: those whose name is built around the same noun.
pub fn agreements(source: &Source<'_>, workshop: &Workshop<'_>, out: &mut Vec<Test>) {
    let Workshop { world, language, reader, .. } = *workshop;
    let tag = language.tag.as_str();
    let noun = |name: &str| {
        let mut words = name.split(' ');
        let word = if language.settings.order.adjective_follows { words.next() } else { words.next_back() };
        word.unwrap_or_default().to_owned()
    };
    let mut ids: Vec<&str> = Vec::new();
    for mention in &source.reading.mentions {
        let kind = matches!(mention.kind, EntityType::Agreement | EntityType::Organization | EntityType::Forum);
        if let Some(id) = mention.id.as_deref().filter(|_| kind)
            && !ids.contains(&id)
        {
            ids.push(id);
        }
    }
    for id in ids {
        let Some(item) = world.item(id) else { continue };
        let mentions: Vec<&Mention> =
            source.reading.mentions.iter().filter(|m| m.id.as_deref() == Some(id) && m.within.is_none()).collect();
        let Some(written) = mentions.first().map(|m| m.text.clone()) else { continue };
        if !written.contains(' ') || mentions.iter().any(|m| m.text != written) {
            continue;
        }
        let head = noun(&written);
        let mut others: Vec<(&Item, &Name)> = Vec::new();
        for other in world.items().filter(|o| o.table == item.table && o.kind == item.kind && o.id != item.id) {
            let same = ["organ", "stands_for"].iter().all(|c| other.attribute(c).is_none())
                && (item.kind == EntityType::Agreement || other.attribute("type") == item.attribute("type"));
            let fits = |n: &&Name| {
                matches!(n.form, Form::Full | Form::Nickname)
                    && noun(&n.text) == head
                    && n.text.contains(' ')
                    && n.text.chars().all(|c| c.is_alphabetic() || c == ' ')
            };
            if let Some(name) = world.names(other, tag).iter().find(fits).filter(|_| same) {
                others.push((other, name));
            }
        }
        // A name that holds another name, or a word of its own, would be a different test.
        others.retain(|(other, name)| {
            let document = claims::Document {
                text: name.text.to_string(),
                language: Some(tag.to_owned()),
                ..claims::Document::default()
            };
            let found = reader.read(&document, &Options::default()).map(|r| r.mentions).unwrap_or_default();
            matches!(found.as_slice(), [m] if m.id.as_deref() == Some(&*other.id))
        });
        let mut row = Row::new(source.case.line, Change::Agreements);
        for _ in 0..2.min(others.len()) {
            let (other, name) = others.remove(row.below(others.len()));
            let edits: Vec<_> =
                mentions.iter().map(|m| (m.start as usize, m.end as usize, name.text.to_string())).collect();
            let Some(text) = workshop.edited(&source.case.document.text, &edits) else { continue };
            let names = BTreeMap::from([(item.id.to_string(), other.id.to_string())]);
            let expected = source.said.iter().map(|s| s.renamed(&names)).collect();
            out.push(workshop.test(Change::Agreements, source, text, expected));
        }
    }
}
