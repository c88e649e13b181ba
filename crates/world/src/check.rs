//! What can be wrong with the tables, beyond their shape.

use std::fmt;

use claims::{Moment, PublisherClass};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    Delay, Features, Item, Kind, World,
    item::{Origin, alternatives},
    names::{Holds, heading, holds},
    table::{Role, Rows, is_language},
};

/// Something wrong in a file of the world.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file, as the user named it (`world/...` for built-in ones).
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column and what is wrong, with what to do.
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.what)
    }
}

/// The first problem, and how many more there are.
pub(crate) fn sentence(problems: &[Problem]) -> String {
    match problems {
        [] => "nothing is wrong".to_owned(),
        [one] => one.to_string(),
        [first, rest @ ..] => format!("{first} (and {} more: `depositary world check` lists them)", rest.len()),
    }
}

/// The words that a column takes.
const TYPES: &[(Kind, &str, &[&str])] = &[
    (Kind::States, "status", &["un_member", "un_observer", "contested", "former", "territory", "other"]),
    (
        Kind::Agreements,
        "type",
        &[
            "treaty",
            "protocol",
            "convention",
            "declaration",
            "memorandum",
            "nickname",
            "accession_protocol",
            "statute",
            "charter",
            "arrangement",
            "communique",
            "plan",
            "truce",
            "exchange_of_notes",
            "membership",
        ],
    ),
    (Kind::Agreements, "scope", &["bilateral", "plurilateral", "regional", "universal"]),
    (Kind::Agreements, "accession", &["yes", "no", "invitation", "unclear"]),
    (
        Kind::Agreements,
        "bound_by",
        &[
            "signature",
            "ratification",
            "acceptance",
            "approval",
            "accession",
            "succession",
            "definitive_signature",
            "exchange_of_instruments",
            "exchange_of_notes",
            "formal_confirmation",
            "notification",
            "admission",
            "endorsement",
        ],
    ),
    (
        Kind::Organizations,
        "type",
        &[
            "organization",
            "forum",
            "organ",
            "court",
            "ministry",
            "parliament",
            "armed_group",
            "movement",
            "party",
            "company",
            "agency",
        ],
    ),
    (
        Kind::Places,
        "type",
        &["city", "building", "residence", "street", "district", "island", "area", "sea", "river", "site"],
    ),
    (Kind::Offices, "level", &["head_of_state", "head_of_government", "foreign_minister", "other"]),
    (Kind::People, "gender", &["m", "f"]),
    (Kind::Channels, "type", &["social", "broadcast", "messenger", "site", "other"]),
    (Kind::Regions, "type", &["region", "group"]),
];

/// Columns whose cells are dates.
const DATES: &[&str] = &["from", "until", "un_member", "un_until", "adopted", "opened", "in_force", "ended", "founded"];

/// Columns whose cells are lists of ids of other rows, and the tables in which they must stand (empty: any).
const REFERENCES: &[(&str, &[Kind])] = &[
    ("capital", &[Kind::Places]),
    ("predecessor", &[Kind::States]),
    ("successor", &[Kind::States]),
    ("claimed_by", &[Kind::States]),
    ("sovereign", &[Kind::States]),
    ("part_of", &[Kind::Agreements]),
    ("parties", &[Kind::States, Kind::Organizations]),
    ("depositary", &[Kind::States, Kind::Organizations]),
    ("organization", &[Kind::Organizations]),
    ("organ", &[Kind::Organizations, Kind::States]),
    ("agreement", &[Kind::Agreements]),
    ("members", &[Kind::States, Kind::Organizations]),
    ("seat", &[Kind::Places]),
    ("state", &[Kind::States]),
    ("stands_for", &[Kind::States, Kind::Organizations, Kind::Offices]),
    ("owner", &[Kind::States, Kind::Organizations]),
    ("body", &[Kind::States, Kind::Organizations]),
];

struct Check<'w> {
    world: &'w World,
    problems: Vec<Problem>,
}

/// Everything that is wrong, by file and line.
pub(crate) fn problems(world: &World) -> Vec<Problem> {
    let mut check = Check { world, problems: Vec::new() };
    for (origin, id) in &world.repeated {
        check.add(*origin, format!("column `id`: `{id}` stands in the tables already; ids are unique over all tables"));
    }
    check.headings();
    for item in &world.items {
        check.item(item);
    }
    check.states();
    check.cycles();
    check.terms();
    check.name_files();
    check.doubtful();
    for tag in ["en", "he"] {
        if let Some(failure) = world.matcher(tag).failure() {
            check.problems.push(Problem { file: format!("names in `{tag}`"), line: 0, what: failure.to_owned() });
        }
    }
    check.problems.sort();
    check.problems.dedup();
    check.problems
}

impl Check<'_> {
    fn add(&mut self, origin: Origin, what: String) {
        let file = self.world.file_name(origin).to_owned();
        self.problems.push(Problem { file, line: origin.line, what });
    }

    fn headings(&mut self) {
        for file in &self.world.files {
            let Ok(rows) = Rows::of(file) else { continue };
            let mut seen: Vec<&str> = Vec::new();
            for column in rows.header() {
                let known = match &file.role {
                    Role::Rows(kind) => kind.columns().contains(&column) || heading(column).is_some(),
                    Role::Names(..) | Role::Cldr(_) => {
                        ["id", "note", "source"].contains(&column) || holds(column).is_some()
                    }
                };
                let what = if seen.contains(&column) {
                    format!("column `{column}`: the heading stands twice")
                } else if known {
                    seen.push(column);
                    continue;
                } else {
                    format!(
                        "column `{column}`: no such column; README.md of `world/` lists them (names: `he`, `he.short`, `he.adjective.ms`)"
                    )
                };
                self.problems.push(Problem { file: file.name.clone(), line: 1, what });
            }
        }
    }

    fn item(&mut self, item: &Item) {
        let wrong = |column: &str, what: String| format!("`{}`, column `{column}`: {what}", item.id);
        if item.attribute("source").is_none() {
            self.add(
                item.origin,
                wrong("source", "the cell is empty; name the source that was opened, or write `recalled`".into()),
            );
        }
        for (table, column, words) in TYPES {
            if *table != item.table {
                continue;
            }
            for word in item.list(column) {
                if !words.contains(&word) {
                    self.add(item.origin, wrong(column, format!("`{word}` is none of {}", words.join(", "))));
                }
            }
            let needed = matches!(*column, "type" | "status" | "level" | "gender") && item.table != Kind::Regions;
            if needed && item.attribute(column).is_none() {
                self.add(item.origin, wrong(column, format!("the cell is empty; write one of {}", words.join(", "))));
            }
        }
        if let Some(class) = item.attribute("class") {
            if class.parse::<PublisherClass>().is_err() {
                let words: Vec<&str> = PublisherClass::ALL.iter().map(|c| c.code()).collect();
                self.add(item.origin, wrong("class", format!("`{class}` is none of {}", words.join(", "))));
            }
        } else if item.table == Kind::Publishers {
            self.add(item.origin, wrong("class", "the cell is empty; the record ranks publishers by it".into()));
        }
        for column in DATES {
            if let Some(Err(e)) = item.attribute(column).map(str::parse::<Moment>) {
                self.add(item.origin, wrong(column, e.to_string()));
            }
        }
        for (column, tables) in REFERENCES {
            if !item.table.columns().contains(column) {
                continue;
            }
            for id in item.list(column) {
                let known = self.world.item(id).is_some_and(|other| tables.contains(&other.table));
                if !known {
                    let tables: Vec<&str> = tables.iter().map(|t| t.code()).collect();
                    self.add(item.origin, wrong(column, format!("`{id}` is no id of {}", tables.join(" or "))));
                }
            }
        }
        for column in ["force_delay", "joining_delay", "exit_notice", "exit_earliest"] {
            if let Some(Err(what)) = item.attribute(column).map(str::parse::<Delay>) {
                self.add(item.origin, wrong(column, what));
            }
        }
        if let Some(number) = item.attribute("force_threshold")
            && number.parse::<u32>().is_err()
        {
            self.add(item.origin, wrong("force_threshold", format!("`{number}` is no number")));
        }
        if let Some(id) = item.attribute("wikidata") {
            let digits = id.strip_prefix('Q').unwrap_or_default();
            if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
                self.add(item.origin, wrong("wikidata", format!("`{id}` is no id of Wikidata; write `Q` and digits")));
            }
        }
        for (column, cell) in &item.cells {
            let features = heading(column).is_some_and(|h| h.holds == Holds::Features);
            if features && Features::read(cell).is_none() {
                self.add(item.origin, wrong(column, format!("`{cell}`: write letters of `m f n` and `s d p`")));
            }
        }
        let named = self.world.names(item, "en");
        if named.is_empty() && !item.cells.iter().any(|(c, _)| heading(c).is_some()) {
            self.add(item.origin, format!("`{}` has no name in any language", item.id));
        }
    }

    fn states(&mut self) {
        for item in self.world.table(Kind::States) {
            let id = &*item.id;
            let code = id.len() == 3 && id.bytes().all(|b| b.is_ascii_uppercase());
            let other = id.strip_prefix("X-").is_some_and(|rest| (2..=4).contains(&rest.len()));
            if !code && !other {
                let what = format!("`{id}`, column `id`: write ISO 3166-1 alpha-3, or `X-` and up to four letters");
                self.add(item.origin, what);
            }
        }
        for item in self.world.items() {
            let (from, until) = match item.table {
                Kind::States => ("from", "until"),
                Kind::Agreements => ("adopted", "ended"),
                _ => ("founded", "ended"),
            };
            let moment = |column| item.attribute(column).and_then(|c| c.parse::<Moment>().ok());
            if let (Some(first), Some(last)) = (moment(from), moment(until))
                && last.last_day() < first.first_day()
            {
                self.add(item.origin, format!("`{}`, column `{until}`: {last} is before {first}", item.id));
            }
        }
    }

    /// An instrument cannot be part of itself.
    fn cycles(&mut self) {
        for item in self.world.table(Kind::Agreements) {
            let mut open: Vec<&str> = item.list("part_of").collect();
            let mut seen: Vec<&str> = Vec::new();
            while let Some(id) = open.pop() {
                if id == &*item.id {
                    self.add(item.origin, format!("`{id}`, column `part_of`: the agreement is part of itself"));
                    break;
                }
                if !seen.contains(&id) {
                    seen.push(id);
                    open.extend(self.world.item(id).into_iter().flat_map(|whole| whole.list("part_of")));
                }
            }
        }
    }

    fn terms(&mut self) {
        let terms = &self.world.terms.all;
        for term in terms {
            for (column, id, tables) in [
                ("person", &term.person, &[Kind::People][..]),
                ("office", &term.office, &[Kind::Offices][..]),
                ("body", &term.body, &[Kind::States, Kind::Organizations][..]),
            ] {
                if !self.world.item(id).is_some_and(|item| tables.contains(&item.table)) {
                    self.add(term.origin, format!("column `{column}`: `{id}` is no id of {}", tables[0].code()));
                }
            }
            if term.source.is_empty() {
                let what = "column `source`: the cell is empty; name the source that was opened, or write `recalled`";
                self.add(term.origin, what.into());
            }
            if let (Some(from), Some(until)) = (term.from, term.until)
                && until.last_day() < from.first_day()
            {
                self.add(term.origin, format!("column `until`: {until} is before {from}"));
            }
        }
        // Sorted by office, body and first day; an acting holder may stand beside one in full right.
        let full: Vec<_> = terms.iter().filter(|t| !t.acting).collect();
        for pair in full.windows(2) {
            let [a, b] = pair else { continue };
            if (&a.office, &a.body) != (&b.office, &b.body) {
                continue;
            }
            // The day of change belongs to both, and so does a month or year that is all that is known.
            let end = a.until.map(Moment::first_day);
            let start = b.from.map(Moment::last_day);
            let overlap = match (end, start) {
                (None, _) | (_, None) => true,
                (Some(end), Some(start)) => start < end,
            };
            if overlap && !shared(&a.body, &a.office) {
                let what = format!(
                    "the terms of `{}` and `{}` as {}@{} overlap; give the first an end in `until`",
                    a.person, b.person, a.office, a.body
                );
                self.add(b.origin, what);
            }
        }
    }

    fn name_files(&mut self) {
        let mut found = Vec::new();
        for file in &self.world.files {
            let table = match &file.role {
                Role::Names(table, _) => *table,
                Role::Cldr(_) => Kind::States,
                Role::Rows(_) => continue,
            };
            let mut problem = |line, what| found.push(Problem { file: file.name.clone(), line, what });
            let mut rows = match Rows::of(file) {
                Ok(rows) => rows,
                Err(e) => {
                    problem(1, e.to_string());
                    continue;
                }
            };
            let header = rows.header().clone();
            let Some(id_column) = header.iter().position(|h| h == "id") else {
                problem(1, "column `id`: the column is missing".into());
                continue;
            };
            let mut seen: FxHashSet<String> = FxHashSet::default();
            loop {
                match rows.next() {
                    Ok(None) => break,
                    Err(e) => {
                        problem(0, e.to_string());
                        break;
                    }
                    Ok(Some((line, row))) => {
                        let id = row.get(id_column).unwrap_or_default().trim();
                        if self.world.item(id).is_none_or(|item| item.table != table) {
                            problem(line, format!("column `id`: `{id}` is no id of {}.csv", table.code()));
                        } else if !seen.insert(id.to_owned()) {
                            problem(line, format!("column `id`: `{id}` stands twice in the file"));
                        }
                        for (column, cell) in header.iter().zip(row.iter()) {
                            if holds(column) == Some(Holds::Features) && Features::read(cell.trim()).is_none() {
                                problem(
                                    line,
                                    format!("column `{column}`: `{cell}`: write letters of `m f n` and `s d p`"),
                                );
                            }
                        }
                    }
                }
            }
        }
        self.problems.extend(found);
    }

    fn doubtful(&mut self) {
        let mut names: FxHashMap<&str, FxHashSet<String>> = FxHashMap::default();
        for row in &self.world.doubtful {
            if !is_language(&row.language) {
                self.add(row.origin, format!("column `lang`: `{}` is no language tag", row.language));
            }
            if !["needs_company", "not_first", "prefer_other", crate::matcher::NO_NAME].contains(&&*row.rule) {
                let what =
                    format!("column `rule`: `{}` is none of needs_company, not_first, prefer_other, no_name", row.rule);
                self.add(row.origin, what);
            }
            let world = self.world;
            let all = names.entry(&row.language).or_insert_with(|| {
                let of = |item| world.names(item, &row.language).iter().map(|name| text::fold(&name.text));
                world.items().flat_map(of).collect()
            });
            let known = all.contains(&text::fold(&row.name));
            let word = &*row.rule == crate::matcher::NO_NAME;
            if known == word || alternatives(&row.name).count() != 1 {
                self.add(
                    row.origin,
                    match word {
                        true => format!(
                            "column `name`: `{}` is a name in `{}`; `no_name` is for words that are none",
                            row.name, row.language
                        ),
                        false => format!("column `name`: `{}` is no name in `{}`", row.name, row.language),
                    },
                );
            }
        }
    }
}

/// Offices of which a body has several at once.
fn shared(body: &str, office: &str) -> bool {
    matches!(office, "envoy" | "spokesperson" | "adviser" | "minister" | "member-of-presidency")
        || body == "BIH" && office == "president"
}
