//! The world: the rows of all tables, by number and by id.

use std::{
    path::PathBuf,
    sync::{Arc, OnceLock},
};

use claims::Moment;
use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::{
    Agreement, Error, Found, Item, ItemId, Kind, Matcher, Name, Problem, Publisher, Term,
    alike::Spoken,
    check, find,
    item::{Gender, Origin, alternatives},
    names::{Languages, Names},
    publisher::Addresses,
    table::{self, File, Role, Rows},
    term::Terms,
};

/// Everybody and everything that the tables know. Names and automata of a language are made when it is first asked for.
#[derive(Debug)]
pub struct World {
    pub(crate) items: Vec<Item>,
    pub(crate) by_id: FxHashMap<Box<str>, ItemId>,
    pub(crate) files: Vec<File>,
    pub(crate) terms: Terms,
    pub(crate) doubtful: Vec<Doubtful>,
    pub(crate) languages: Languages,
    addresses: OnceLock<Addresses>,
    find: find::Index,
    /// Rows of one file that have the same id: kept for `check`.
    pub(crate) repeated: Vec<(Origin, Box<str>)>,
}

/// A row of `ambiguous.csv`.
#[derive(Debug, Clone)]
pub(crate) struct Doubtful {
    pub(crate) language: Box<str>,
    pub(crate) name: Box<str>,
    pub(crate) rule: Box<str>,
    pub(crate) origin: Origin,
}

impl World {
    /// The built-in world.
    ///
    /// # Errors
    /// Names file and line of a row that cannot be read. The tests of this crate read them all.
    pub fn builtin() -> Result<&'static World, Error> {
        static WORLD: OnceLock<World> = OnceLock::new();
        if let Some(world) = WORLD.get() {
            return Ok(world);
        }
        let world = World::of(table::built_in()?)?;
        Ok(WORLD.get_or_init(|| world))
    }

    /// The built-in world with the tables of `DIR/world/` laid over it, folder by folder. A row with a known id replaces the
    /// cells that it fills; a new id is added; rows of `holders.csv` and `ambiguous.csv` are added.
    ///
    /// # Errors
    /// A file that cannot be read, with file, line and column; or everything that [`World::check`] finds wrong in the overlay.
    pub fn load(overlay: &[PathBuf]) -> Result<World, Error> {
        let mut files = table::built_in()?;
        for folder in overlay {
            files.extend(table::overlay(folder)?);
        }
        let overlaid = files.iter().any(|f| f.overlay);
        let world = World::of(files)?;
        if overlaid {
            let added: Vec<&str> = world.files.iter().filter(|f| f.overlay).map(|f| f.name.as_str()).collect();
            let problems: Vec<Problem> =
                check::problems(&world).into_iter().filter(|p| added.contains(&p.file.as_str())).collect();
            if !problems.is_empty() {
                return Err(Error::Invalid { problems });
            }
        }
        Ok(world)
    }

    pub(crate) fn of(files: Vec<File>) -> Result<World, Error> {
        let mut world = World {
            items: Vec::new(),
            by_id: FxHashMap::default(),
            files: Vec::new(),
            terms: Terms::default(),
            doubtful: Vec::new(),
            languages: Languages::default(),
            addresses: OnceLock::new(),
            find: find::Index::default(),
            repeated: Vec::new(),
        };
        let mut headings: FxHashMap<Box<str>, Arc<str>> = FxHashMap::default();
        for kind in Kind::ALL {
            for (number, file) in files.iter().enumerate().filter(|(_, f)| f.role == Role::Rows(*kind)) {
                let number = u16::try_from(number).unwrap_or(u16::MAX);
                match kind {
                    Kind::Holders => world.terms.read(file, number)?,
                    Kind::Ambiguous => world.read_doubtful(file, number)?,
                    _ => world.read_items(*kind, file, number, &mut headings)?,
                }
            }
        }
        world.terms.index();
        world.languages = Languages::of(&headings, &files);
        world.files = files;
        Ok(world)
    }

    fn read_items(
        &mut self,
        kind: Kind,
        file: &File,
        number: u16,
        headings: &mut FxHashMap<Box<str>, Arc<str>>,
    ) -> Result<(), Error> {
        let mut rows = Rows::of(file)?;
        let columns: Vec<Arc<str>> =
            rows.header().iter().map(|h| headings.entry(h.into()).or_insert_with(|| Arc::from(h)).clone()).collect();
        let at = |name: &str| columns.iter().position(|c| &**c == name);
        let Some(id_column) = at("id") else {
            return Err(Error::Cell {
                file: file.name.clone(),
                line: 1,
                column: "id".into(),
                what: "the column is missing; every row needs an id".into(),
            });
        };
        while let Some((line, row)) = rows.next()? {
            let origin = Origin { file: number, line };
            let id = row.get(id_column).unwrap_or_default().trim();
            if id.is_empty() || id.contains(char::is_whitespace) || id.contains([',', ';', '@']) {
                return Err(Error::Cell {
                    file: file.name.clone(),
                    line: u64::from(line),
                    column: "id".into(),
                    what: format!("`{id}` is no id; write a word without blanks, `,`, `;` and `@`"),
                });
            }
            let cells = columns
                .iter()
                .zip(row.iter())
                .filter(|(_, cell)| !cell.trim().is_empty())
                .map(|(column, cell)| (column.clone(), Box::from(cell.trim())));
            if let Some(known) = self.by_id.get(id) {
                let item = &mut self.items[known.0 as usize];
                if item.origin.file == number || item.table != kind {
                    self.repeated.push((origin, id.into()));
                    continue;
                }
                item.origin = origin;
                for (column, cell) in cells.collect::<Vec<_>>() {
                    match item.cells.iter_mut().find(|(c, _)| *c == column) {
                        Some((_, old)) => *old = cell,
                        None => item.cells.push((column, cell)),
                    }
                }
                finish(item);
            } else {
                let index = ItemId(u32::try_from(self.items.len()).unwrap_or(u32::MAX));
                let mut item = Item {
                    number: index,
                    id: id.into(),
                    kind: kind.entity_type(""),
                    table: kind,
                    state: None,
                    gender: None,
                    cells: cells.collect(),
                    origin,
                };
                finish(&mut item);
                self.by_id.insert(id.into(), index);
                self.items.push(item);
            }
        }
        Ok(())
    }

    fn read_doubtful(&mut self, file: &File, number: u16) -> Result<(), Error> {
        let mut rows = Rows::of(file)?;
        let header = rows.header().clone();
        while let Some((line, row)) = rows.next()? {
            let cell = |name: &str| -> Box<str> {
                header.iter().position(|h| h == name).and_then(|i| row.get(i)).unwrap_or_default().trim().into()
            };
            self.doubtful.push(Doubtful {
                language: cell("lang"),
                name: cell("name"),
                rule: cell("rule"),
                origin: Origin { file: number, line },
            });
        }
        Ok(())
    }

    /// The item with that id.
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.by_id.get(id).and_then(|number| self.items.get(number.0 as usize))
    }

    /// The item with that number.
    ///
    /// # Panics
    /// If the number comes from another world.
    pub fn item_at(&self, number: ItemId) -> &Item {
        &self.items[number.0 as usize]
    }

    /// All items, table by table.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.items.iter()
    }

    /// The items of one table, in its order.
    pub fn table(&self, kind: Kind) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(move |i| i.table == kind)
    }

    /// Tags of the languages in which the world has names, sorted; `mul` (names in any language) is not among them.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.languages.tags()
    }

    /// The names of an item in a language (a BCP 47 tag; `he-IL` is read as `he`), best first. Names in any language (`mul`)
    /// come last. Empty where the world knows none.
    pub fn names(&self, item: &Item, language: &str) -> &[Name] {
        self.names_in(language).of(item.number)
    }

    pub(crate) fn names_in(&self, language: &str) -> &Names {
        self.languages.names(self, language)
    }

    /// The name to show to a reader of that language; else in English; else the id.
    pub fn name<'w>(&'w self, item: &'w Item, language: &str) -> &'w str {
        let first = |language| self.names(item, language).first().map(|name| &*name.text);
        first(language).or_else(|| first("en")).unwrap_or(&item.id)
    }

    /// The automaton over the names of a language. Unknown languages have the names in any language (`mul`) only.
    pub fn matcher(&self, language: &str) -> &Matcher {
        self.languages.matcher(self, language)
    }

    /// Who held an office of a body (a state or organisation) on a day. On a day of change it is the successor; an acting
    /// holder counts where there is no other. Ends that are known only by month or year are read at their widest.
    pub fn holder(&self, office: &str, body: &str, day: Date) -> Option<&Item> {
        self.terms.holder(office, body, day).and_then(|term| self.item(&term.person))
    }

    /// The holder of an office of a body on a day, if a name sounds like theirs in whatever script it is written: in a
    /// spelling that no table lists. A last name alone is enough, for the office tells the rest.
    pub fn holder_named(&self, name: &str, office: &str, body: &str, day: Date) -> Option<&Item> {
        let spoken = Spoken::new(name);
        let terms = self.terms.of_office(office, body).filter(|t| t.covers(day));
        let named = terms.filter_map(|t| self.item(&t.person)).filter(|person| {
            let mut names = self.scripts().flat_map(|l| self.names(person, l));
            names.any(|n| spoken.is_sure(&Spoken::new(&n.text)))
        });
        let mut named = named.fuse();
        let first = named.next()?;
        named.all(|other| other.id == first.id).then_some(first)
    }

    /// One language for each script in which names of people are kept.
    pub(crate) fn scripts(&self) -> impl Iterator<Item = &'static str> {
        ["en", "he", "ar", "ru"].into_iter()
    }

    /// The terms of an office of a body, in their order.
    pub fn terms(&self, office: &str, body: &str) -> impl Iterator<Item = &Term> {
        self.terms.of_office(office, body)
    }

    /// The offices that a person held on a day.
    pub fn offices_of(&self, person: &str, day: Date) -> Vec<&Term> {
        self.terms.of_person(person).filter(|term| term.covers(day)).collect()
    }

    /// All terms of a person, in their order.
    pub fn career(&self, person: &str) -> impl Iterator<Item = &Term> {
        self.terms.of_person(person)
    }

    /// The publisher of that name (in any language, capitals aside), domain or address.
    pub fn publisher(&self, name_or_address: &str) -> Option<Publisher<'_>> {
        self.addresses.get_or_init(|| Addresses::of(self)).publisher(self, name_or_address)
    }

    /// The members of a region, by id. Empty for an unknown region.
    pub fn members(&self, region: &str) -> impl Iterator<Item = &str> {
        self.item(region).map(|item| item.list("members")).into_iter().flatten()
    }

    /// The regions of which a state is a member.
    pub fn regions_of(&self, state: &str) -> impl Iterator<Item = &Item> {
        self.table(Kind::Regions).filter(move |region| region.list("members").any(|m| m == state))
    }

    /// What the table says of an agreement.
    pub fn agreement(&self, id: &str) -> Option<Agreement<'_>> {
        self.item(id).filter(|item| item.table == Kind::Agreements).map(|item| Agreement::new(self, item))
    }

    /// Items whose names are, begin with, or nearly are the query: in any script, capitals aside, best first, at most 20.
    /// `languages` are the tags to look in; none means all that the world has.
    pub fn find(&self, query: &str, languages: &[&str]) -> Vec<Found<'_>> {
        self.find.find(self, query, languages)
    }

    /// A hash of all tables: readings made with the same version know the same names.
    pub fn version(&self) -> String {
        let parts: Vec<&str> = self.files.iter().flat_map(|f| [f.name.as_str(), f.text.as_ref()]).collect();
        claims::identity::hash("world", &parts)
    }

    /// Everything that is wrong with the tables: empty for the built-in world.
    pub fn check(&self) -> Vec<Problem> {
        check::problems(self)
    }

    /// Whether the state existed on a day; true where the table has no dates.
    pub fn existed(&self, state: &Item, day: Date) -> bool {
        let moment = |column| state.attribute(column).and_then(|cell| cell.parse::<Moment>().ok());
        moment("from").is_none_or(|from| from.first_day() <= day)
            && moment("until").is_none_or(|until| day <= until.last_day())
    }

    pub(crate) fn file_name(&self, origin: Origin) -> &str {
        self.files.get(usize::from(origin.file)).map_or("", |f| &f.name)
    }
}

/// Sets what is computed from the cells.
fn finish(item: &mut Item) {
    item.kind = item.table.entity_type(item.attribute("type").unwrap_or_default());
    item.state = match item.table {
        Kind::States => Some(item.id.clone()),
        _ => item.attribute("state").and_then(|cell| alternatives(cell).next()).map(Box::from),
    };
    item.gender = match item.attribute("gender") {
        Some("m") => Some(Gender::Masculine),
        Some("f") => Some(Gender::Feminine),
        _ => None,
    };
}
