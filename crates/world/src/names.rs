//! The names of one language, made when the language is first asked for.

use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use crate::{
    Features, Form, Item, ItemId, Kind, Matcher, Name, World,
    item::alternatives,
    table::{File, Role, Rows, is_language},
};

/// Names in any language.
pub(crate) const ANY: &str = "mul";

/// The names of all items in one language.
#[derive(Debug, Default)]
pub(crate) struct Names {
    names: Vec<Name>,
    /// By item: first name and the one after the last.
    of: Vec<(u32, u32)>,
}

impl Names {
    pub(crate) fn of(&self, item: ItemId) -> &[Name] {
        let (first, end) = self.of.get(item.0 as usize).copied().unwrap_or_default();
        self.names.get(first as usize..end as usize).unwrap_or_default()
    }

    fn read(world: &World, language: &str) -> Names {
        let mut added: FxHashMap<ItemId, Vec<Name>> = FxHashMap::default();
        let mut official: FxHashMap<ItemId, Vec<Name>> = FxHashMap::default();
        // Overlays come last in `files` and stand first.
        for file in world.files.iter().rev() {
            match &file.role {
                Role::Names(_, l) if l == language => read_file(world, file, &mut added),
                Role::Cldr(l) if l == language => read_file(world, file, &mut official),
                _ => {}
            }
        }
        let borrowed =
            if language == ANY || language == "en" || !is_latin(world, &official) { None } else { Some("en") };
        let mut names = Names::default();
        for item in &world.items {
            let first = names.names.len();
            let mut own: Vec<Name> = Vec::new();
            read_cells(item, language, &mut own);
            own.extend(added.remove(&item.number).unwrap_or_default());
            own.extend(official.remove(&item.number).unwrap_or_default());
            if language != ANY {
                read_cells(item, ANY, &mut own);
            }
            // Latin script writes foreign people and papers as English does, as a rule.
            if own.is_empty()
                && matches!(item.table, Kind::People | Kind::Publishers | Kind::Organizations)
                && let Some(other) = borrowed
            {
                read_cells(item, other, &mut own);
            }
            if item.table == Kind::States {
                read_capital(world, item, language, &mut own);
            }
            own.sort_by_key(|name| name.form);
            for name in own {
                if !names.names.get(first..).unwrap_or_default().contains(&name) {
                    names.names.push(name);
                }
            }
            names.of.push((u32::try_from(first).unwrap_or(0), u32::try_from(names.names.len()).unwrap_or(0)));
        }
        names
    }
}

fn is_latin(world: &World, official: &FxHashMap<ItemId, Vec<Name>>) -> bool {
    let name = world.by_id.get("FRA").and_then(|id| official.get(id)).and_then(|names| names.first());
    name.is_some_and(|n| n.text.chars().next().is_some_and(|c| c.is_alphabetic() && c < '\u{250}'))
}

/// The names of its capital are names that a state may go by.
fn read_capital(world: &World, item: &Item, language: &str, into: &mut Vec<Name>) {
    for capital in item.list("capital").filter_map(|id| world.item(id)) {
        let mut names = Vec::new();
        read_cells(capital, language, &mut names);
        into.extend(names.into_iter().map(|name| Name { form: Form::Capital, ..name }));
    }
}

/// What a heading says about the names under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Heading<'h> {
    /// The language; empty in a file of one language.
    pub(crate) language: &'h str,
    pub(crate) holds: Holds,
}

/// What the cells under a heading hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holds {
    /// Names of that form.
    Names(Form, Features),
    /// Gender and number of the names that have none of their own.
    Features,
}

/// Reads `he`, `he.short`, `he.adjective.ms`, `he.features`.
pub(crate) fn heading(written: &str) -> Option<Heading<'_>> {
    let (language, rest) = written.split_once('.').map_or((written, None), |(l, r)| (l, Some(r)));
    if !is_language(language) {
        return None;
    }
    Some(Heading { language, holds: rest.map_or(Some(Holds::Names(Form::Full, Features::default())), holds)? })
}

/// Reads `short`, `adjective.ms`, `ms`, `features`.
pub(crate) fn holds(written: &str) -> Option<Holds> {
    if written == "features" {
        return Some(Holds::Features);
    }
    let mut form = None;
    let mut features = None;
    for part in written.split('.') {
        match (Form::named(part), Features::read(part)) {
            (Some(f), _) if form.is_none() && features.is_none() => form = Some(f),
            (_, Some(f)) if features.is_none() && !part.is_empty() => features = Some(f),
            _ => return None,
        }
    }
    Some(Holds::Names(form.unwrap_or(Form::Full), features.unwrap_or_default()))
}

/// The names of an item's own row.
fn read_cells(item: &Item, language: &str, into: &mut Vec<Name>) {
    let first = into.len();
    let mut default = Features::default();
    for (column, cell) in &item.cells {
        let same = column.strip_prefix(language).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        if !same || item.table.columns().contains(&&**column) {
            continue;
        }
        match heading(column).map(|h| h.holds) {
            Some(Holds::Names(form, features)) => read_names(cell, form, features, into),
            Some(Holds::Features) => default = Features::read(cell).unwrap_or_default(),
            None => {}
        }
    }
    set_default(into.get_mut(first..).unwrap_or_default(), default);
}

fn read_names(cell: &str, form: Form, features: Features, into: &mut Vec<Name>) {
    for written in alternatives(cell) {
        let (text, class) = written.split_once('|').map_or((written, None), |(t, c)| (t.trim(), Some(c.trim())));
        if !text.is_empty() {
            into.push(Name { text: text.into(), form, features, inflection: class.map(Box::from) });
        }
    }
}

fn set_default(names: &mut [Name], default: Features) {
    for name in names {
        let of_item = !matches!(name.form, Form::Adjective | Form::Inhabitant | Form::Capital);
        if of_item && name.features == Features::default() {
            name.features = default;
        }
    }
}

/// The rows of a file of names. What cannot be read is left out here; `check` names it.
fn read_file(world: &World, file: &File, into: &mut FxHashMap<ItemId, Vec<Name>>) {
    let Ok(mut rows) = Rows::of(file) else { return };
    let columns: Vec<Option<Holds>> = rows.header().iter().map(holds).collect();
    let Some(id_column) = rows.header().iter().position(|h| h == "id") else { return };
    while let Ok(Some((_, row))) = rows.next() {
        let id = row.get(id_column).unwrap_or_default().trim();
        let Some(number) = world.by_id.get(id) else { continue };
        let names = into.entry(*number).or_default();
        let first = names.len();
        let mut default = Features::default();
        for (holds, cell) in columns.iter().zip(row.iter()) {
            match holds {
                Some(Holds::Names(form, features)) => read_names(cell, *form, *features, names),
                Some(Holds::Features) => default = Features::read(cell.trim()).unwrap_or_default(),
                None => {}
            }
        }
        set_default(names.get_mut(first..).unwrap_or_default(), default);
    }
}

/// The languages of the world with what has been made of them so far.
#[derive(Debug, Default)]
pub(crate) struct Languages {
    /// Sorted by tag.
    known: Vec<Language>,
}

#[derive(Debug)]
struct Language {
    tag: Box<str>,
    names: OnceLock<Names>,
    matcher: OnceLock<Matcher>,
}

impl Languages {
    pub(crate) fn of(headings: &FxHashMap<Box<str>, Arc<str>>, files: &[File]) -> Languages {
        let reserved = |h: &str| Kind::ALL.iter().any(|k| k.columns().contains(&h));
        let columns = headings.keys().filter(|h| !reserved(h)).filter_map(|h| heading(h)).map(|h| h.language);
        let named = files.iter().filter_map(|file| match &file.role {
            Role::Names(_, language) | Role::Cldr(language) => Some(language.as_str()),
            Role::Rows(_) => None,
        });
        let mut tags: Vec<&str> = columns.chain(named).chain([ANY]).collect();
        tags.sort_unstable();
        tags.dedup();
        let known = tags
            .into_iter()
            .map(|tag| Language { tag: tag.into(), names: OnceLock::new(), matcher: OnceLock::new() })
            .collect();
        Languages { known }
    }

    pub(crate) fn tags(&self) -> impl Iterator<Item = &str> {
        self.known.iter().map(|l| &*l.tag).filter(|tag| *tag != ANY)
    }

    /// The tag itself, else the tag without its last parts, else `mul`.
    fn resolve(&self, tag: &str) -> Option<&Language> {
        let mut tag = match tag {
            "iw" => "he",
            "in" => "id",
            "nb" | "nn" if !self.has(tag) => "no",
            "no" if !self.has(tag) => "nb",
            _ => tag,
        };
        loop {
            if let Ok(i) = self.known.binary_search_by(|l| (*l.tag).cmp(tag)) {
                return self.known.get(i);
            }
            match tag.rsplit_once('-') {
                Some((shorter, _)) => tag = shorter,
                None if tag == ANY => return None,
                None => tag = ANY,
            }
        }
    }

    fn has(&self, tag: &str) -> bool {
        self.known.binary_search_by(|l| (*l.tag).cmp(tag)).is_ok()
    }

    pub(crate) fn names(&self, world: &World, tag: &str) -> &Names {
        static NONE: Names = Names { names: Vec::new(), of: Vec::new() };
        self.resolve(tag).map_or(&NONE, |l| l.names.get_or_init(|| Names::read(world, &l.tag)))
    }

    pub(crate) fn matcher(&self, world: &World, tag: &str) -> &Matcher {
        static NONE: OnceLock<Matcher> = OnceLock::new();
        match self.resolve(tag) {
            Some(l) => l.matcher.get_or_init(|| Matcher::of(world, &l.tag)),
            None => NONE.get_or_init(Matcher::default),
        }
    }
}
