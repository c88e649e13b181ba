//! From a name in any language to what it names: one, a choice of several, or near misses.

use claims::EntityType;
use serde::Serialize;
use world::World;

use crate::{
    Error, Wording,
    error::Result,
    page::{Block, Cell, Page, Table},
};

/// Something that a name may mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// Its id.
    pub id: String,
    /// Its name in the language of the interface.
    pub name: String,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: EntityType,
    /// The name that fits, as the data write it.
    pub matched: String,
    /// The language of that name.
    pub language: String,
    /// Whether the query is the name, capitals and marks aside.
    pub exact: bool,
}

/// What sort of thing a question is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// An agreement, organisation or forum.
    Agreement,
    /// A state or organisation.
    Party,
    /// Anybody who can speak.
    Speaker,
    /// Anything.
    Anything,
}

impl Wanted {
    fn takes(self, kind: EntityType) -> bool {
        use EntityType as T;
        match self {
            Wanted::Agreement => matches!(kind, T::Agreement | T::Organization | T::Forum),
            Wanted::Party => matches!(kind, T::State | T::Organization),
            Wanted::Speaker => matches!(kind, T::Person | T::State | T::Organization | T::Office),
            Wanted::Anything => true,
        }
    }

    fn code(self) -> &'static str {
        match self {
            Wanted::Agreement => "agreement",
            Wanted::Party => "state",
            Wanted::Speaker => "person",
            Wanted::Anything => "other",
        }
    }
}

/// Everything that a name may mean, best first. `languages` are the tags to look in; none means all.
pub fn find(query: &str, languages: &[&str], wording: &Wording, world: &World) -> Vec<Choice> {
    let mut choices: Vec<Choice> = Vec::new();
    let named = |id: &str| wording_name(id, wording, world);
    if let Some(item) = world.item(query) {
        choices.push(Choice {
            id: item.id.to_string(),
            name: named(&item.id),
            kind: item.kind,
            matched: query.to_owned(),
            language: String::new(),
            exact: true,
        });
    }
    for found in world.find(query, languages) {
        if choices.iter().any(|c| *c.id == *found.item.id) {
            continue;
        }
        choices.push(Choice {
            id: found.item.id.to_string(),
            name: named(&found.item.id),
            kind: found.item.kind,
            matched: found.name.text.to_string(),
            language: found.language.to_owned(),
            exact: found.is_exact(),
        });
    }
    choices
}

fn wording_name(id: &str, wording: &Wording, world: &World) -> String {
    world.item(id).map_or_else(|| id.to_owned(), |item| world.name(item, wording.tag()).to_owned())
}

/// The one thing of the wanted sort that a name means, by its id. `first` are the languages to look in before all others.
///
/// # Errors
/// [`Error::Ambiguous`] with the choices, [`Error::NotFound`] with near misses, [`Error::WrongType`].
pub fn resolve(query: &str, wanted: Wanted, first: &[&str], wording: &Wording, world: &World) -> Result<String> {
    if let Some((office, body)) = query.split_once('@')
        && wanted == Wanted::Speaker
        && world.item(office).is_some()
        && world.item(body).is_some()
    {
        return Ok(query.to_owned());
    }
    // An id needs no search, which costs more than all else.
    if let Some(item) = world.item(query).filter(|item| wanted.takes(item.kind)) {
        return Ok(item.id.to_string());
    }
    // A few languages come first, because the names of a language cost time to gather.
    let known = find(query, first, wording, world);
    let choices = match known.iter().any(|c| c.exact && wanted.takes(c.kind)) {
        true => known,
        false => find(query, &[], wording, world),
    };
    let (exact, near): (Vec<Choice>, Vec<Choice>) = choices.into_iter().partition(|c| c.exact);
    let mut fitting: Vec<Choice> = exact.iter().filter(|c| wanted.takes(c.kind)).cloned().collect();
    match fitting.len() {
        1 => Ok(fitting.swap_remove(0).id),
        0 if exact.is_empty() => {
            let near = near.into_iter().filter(|c| wanted.takes(c.kind)).collect();
            Err(Error::NotFound { query: query.to_owned(), near })
        }
        0 => Err(Error::WrongType { query: query.to_owned(), found: exact, wanted: wanted.code() }),
        _ => Err(Error::Ambiguous { query: query.to_owned(), choices: fitting }),
    }
}

/// A list of choices as a page: for `find`, and for a name that is not clear.
pub fn page(query: &str, choices: &[Choice], key: &str, wording: &Wording) -> Page {
    let mut page = Page::new();
    let query = wording.isolate(query);
    if choices.is_empty() {
        page.push(Block::Line(wording.phrase("find.nothing", &[("query", &query)])));
        return page;
    }
    page.push(Block::Title(wording.phrase(key, &[("query", &query)])));
    page.push(Block::Table(table(choices, wording)));
    page
}

fn table(choices: &[Choice], wording: &Wording) -> Table {
    let heading = |key: &'static str| (key, wording.word("heading", key).to_owned());
    let mut table = Table::new([heading("name"), heading("type"), heading("id")]);
    for choice in choices {
        table.rows.push(vec![
            Cell::from(wording.isolate(&choice.name)),
            Cell::coded(wording.word("types", choice.kind.code()), choice.kind.code()),
            Cell::from(choice.id.clone()),
        ]);
    }
    table
}
