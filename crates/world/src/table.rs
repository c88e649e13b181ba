//! The files of the world: which there are, and how their rows are read.

use std::{borrow::Cow, fs, path::Path};

use claims::EntityType;

use crate::Error;

include!(concat!(env!("OUT_DIR"), "/built_in.rs"));

/// A table of the world, which is a file of `world/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// `states.csv`
    States,
    /// `agreements.csv`
    Agreements,
    /// `organizations.csv`: organisations, their organs, and forums.
    Organizations,
    /// `places.csv`
    Places,
    /// `offices.csv`
    Offices,
    /// `people.csv`
    People,
    /// `holders.csv`: who held which office when. Its rows are no items.
    Holders,
    /// `publishers.csv`
    Publishers,
    /// `channels.csv`
    Channels,
    /// `regions.csv`: groups of states.
    Regions,
    /// `ambiguous.csv`: names that are also common words. Its rows are no items.
    Ambiguous,
}

impl Kind {
    /// All tables, in the order in which their rows are numbered.
    pub const ALL: &[Kind] = &[
        Kind::States,
        Kind::Agreements,
        Kind::Organizations,
        Kind::Places,
        Kind::Offices,
        Kind::People,
        Kind::Holders,
        Kind::Publishers,
        Kind::Channels,
        Kind::Regions,
        Kind::Ambiguous,
    ];

    /// The name of the file, without `.csv`.
    pub const fn code(self) -> &'static str {
        match self {
            Kind::States => "states",
            Kind::Agreements => "agreements",
            Kind::Organizations => "organizations",
            Kind::Places => "places",
            Kind::Offices => "offices",
            Kind::People => "people",
            Kind::Holders => "holders",
            Kind::Publishers => "publishers",
            Kind::Channels => "channels",
            Kind::Regions => "regions",
            Kind::Ambiguous => "ambiguous",
        }
    }

    fn named(code: &str) -> Option<Kind> {
        Kind::ALL.iter().copied().find(|k| k.code() == code)
    }

    pub(crate) fn list() -> String {
        Kind::ALL.iter().map(|k| format!("{}.csv", k.code())).collect::<Vec<_>>().join(", ")
    }

    /// What an item of the table is in a claim; `type` is the cell of that name.
    pub(crate) fn entity_type(self, kind: &str) -> EntityType {
        match self {
            Kind::States => EntityType::State,
            Kind::Agreements => EntityType::Agreement,
            Kind::Organizations if kind == "forum" => EntityType::Forum,
            Kind::Organizations | Kind::Publishers => EntityType::Organization,
            Kind::Places | Kind::Regions => EntityType::Place,
            Kind::Offices => EntityType::Office,
            Kind::People => EntityType::Person,
            Kind::Holders | Kind::Channels | Kind::Ambiguous => EntityType::Other,
        }
    }

    /// The columns that the table may have, besides those of names.
    pub(crate) fn columns(self) -> &'static [&'static str] {
        match self {
            Kind::States => &[
                "id",
                "alpha2",
                "status",
                "capital",
                "from",
                "until",
                "un_member",
                "un_until",
                "predecessor",
                "successor",
                "claimed_by",
                "sovereign",
                "wikidata",
                "note",
                "source",
            ],
            Kind::Agreements => &[
                "id",
                "type",
                "part_of",
                "scope",
                "parties",
                "depositary",
                "organization",
                "adopted",
                "opened",
                "bound_by",
                "accession",
                "force_rule",
                "force_threshold",
                "force_delay",
                "in_force",
                "joining_delay",
                "exit_notice",
                "exit_earliest",
                "ended",
                "tables",
                "wikidata",
                "note",
                "source",
            ],
            Kind::Organizations => &[
                "id",
                "type",
                "organ",
                "agreement",
                "members",
                "classes",
                "seat",
                "founded",
                "ended",
                "wikidata",
                "note",
                "source",
            ],
            Kind::Places => &["id", "type", "state", "stands_for", "wikidata", "note", "source"],
            Kind::Offices => &["id", "level", "body", "note", "source"],
            Kind::People => &["id", "gender", "state", "wikidata", "note", "source"],
            Kind::Holders => &["person", "office", "body", "status", "from", "until", "seen", "note", "source"],
            Kind::Publishers => &["id", "class", "state", "owner", "domains", "note", "source"],
            Kind::Channels => &["id", "type", "domains", "context", "note", "source"],
            Kind::Regions => &["id", "type", "members", "wikidata", "note", "source"],
            Kind::Ambiguous => &["lang", "name", "also", "rule", "example"],
        }
    }
}

/// What a file of the world holds, by its path under `world/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Role {
    /// Rows of a table.
    Rows(Kind),
    /// Names of a table's items in one language (`names/states.he.csv`).
    Names(Kind, String),
    /// Names of states in one language from CLDR (`names/cldr/he.csv`), which stand behind all others.
    Cldr(String),
}

impl Role {
    fn of(path: &str) -> Option<Role> {
        let stem = path.strip_suffix(".csv")?;
        if let Some(names) = stem.strip_prefix("names/") {
            if let Some(language) = names.strip_prefix("cldr/") {
                return is_language(language).then(|| Role::Cldr(language.to_owned()));
            }
            let (table, language) = names.split_once('.')?;
            return is_language(language).then_some(Role::Names(Kind::named(table)?, language.to_owned()));
        }
        Some(Role::Rows(Kind::named(stem)?))
    }
}

/// Whether the word has the shape of a BCP 47 tag: `he`, `zh-Hant`, `mul`.
pub(crate) fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let primary = parts.next().unwrap_or_default();
    (2..=3).contains(&primary.len())
        && primary.bytes().all(|b| b.is_ascii_lowercase())
        && parts.all(|p| (2..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// A file of the world with its text.
#[derive(Debug, Clone)]
pub(crate) struct File {
    /// As the user knows it: `world/states.csv`, or the path of an overlay.
    pub(crate) name: String,
    pub(crate) role: Role,
    pub(crate) text: Cow<'static, str>,
    /// Laid over the built-in world at run time.
    pub(crate) overlay: bool,
}

/// The files that are built in.
pub(crate) fn built_in() -> Result<Vec<File>, Error> {
    BUILT_IN
        .iter()
        .map(|(path, text)| {
            let name = format!("world/{path}");
            let role = Role::of(path).ok_or_else(|| Error::UnknownTable { file: name.clone() })?;
            Ok(File { name, role, text: Cow::Borrowed(without_mark(text)), overlay: false })
        })
        .collect()
}

/// The files of `folder/world`. A folder without `world` lays nothing over.
pub(crate) fn overlay(folder: &Path) -> Result<Vec<File>, Error> {
    let root = folder.join("world");
    let mut files = Vec::new();
    if root.is_dir() {
        walk(&root, "", &mut files)?;
        files.sort_by(|a, b| a.name.cmp(&b.name));
    } else if !folder.is_dir() {
        let source = std::io::Error::from(std::io::ErrorKind::NotFound);
        return Err(Error::Read { path: folder.to_owned(), source });
    }
    Ok(files)
}

fn walk(folder: &Path, under: &str, files: &mut Vec<File>) -> Result<(), Error> {
    let failed = |source| Error::Read { path: folder.to_owned(), source };
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let Some(last) = path.file_name().map(|n| n.to_string_lossy().into_owned()) else { continue };
        let relative = if under.is_empty() { last } else { format!("{under}/{last}") };
        if path.is_dir() {
            if under.split('/').count() < 3 {
                walk(&path, &relative, files)?;
            }
        } else if path.extension().is_some_and(|e| e == "csv") {
            let name = path.display().to_string();
            let role = Role::of(&relative).ok_or_else(|| Error::UnknownTable { file: name.clone() })?;
            let bytes = fs::read(&path).map_err(|source| Error::Read { path: path.clone(), source })?;
            let text = String::from_utf8(bytes).map_err(|e| {
                let before = &e.as_bytes()[..e.utf8_error().valid_up_to()];
                let line = 1 + before.iter().filter(|b| **b == b'\n').count() as u64;
                Error::Encoding { file: name.clone(), line }
            })?;
            files.push(File { text: Cow::Owned(without_mark(&text).to_owned()), name, role, overlay: true });
        }
    }
    Ok(())
}

/// Spreadsheets put a byte order mark in front of UTF-8.
fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// The rows of a file, one after the other.
pub(crate) struct Rows<'t> {
    file: &'t str,
    header: csv::StringRecord,
    reader: csv::Reader<&'t [u8]>,
    record: csv::StringRecord,
}

impl<'t> Rows<'t> {
    /// Reads the heading.
    pub(crate) fn of(file: &'t File) -> Result<Rows<'t>, Error> {
        let mut reader = csv::ReaderBuilder::new().flexible(false).from_reader(file.text.as_bytes());
        let header = reader.headers().map_err(|e| shape(&file.name, &e))?.iter().map(str::trim).collect();
        Ok(Rows { file: &file.name, header, reader, record: csv::StringRecord::new() })
    }

    /// The headings.
    pub(crate) fn header(&self) -> &csv::StringRecord {
        &self.header
    }

    /// The next row and its line in the file, from 1; `None` at the end. A row whose cells are all empty is passed over.
    pub(crate) fn next(&mut self) -> Result<Option<(u32, &csv::StringRecord)>, Error> {
        loop {
            let more = self.reader.read_record(&mut self.record).map_err(|e| shape(self.file, &e))?;
            if !more {
                return Ok(None);
            }
            if self.record.iter().any(|cell| !cell.trim().is_empty()) {
                break;
            }
        }
        let line = self.record.position().map_or(0, csv::Position::line);
        Ok(Some((u32::try_from(line).unwrap_or(u32::MAX), &self.record)))
    }
}

fn shape(file: &str, error: &csv::Error) -> Error {
    let line = error.position().map_or(1, csv::Position::line);
    let what = match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => format!(
            "the row has {len} cells, the header has {expected_len}; add or remove commas, and put cells that hold a comma in quotes"
        ),
        _ => format!("{error}"),
    };
    Error::Shape { file: file.to_owned(), line, what }
}
