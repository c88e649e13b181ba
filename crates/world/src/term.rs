//! Who held which office when.

use claims::Moment;
use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::{
    Error,
    item::Origin,
    table::{File, Rows},
};

/// A person's term in an office of a body: a row of `holders.csv`.
#[derive(Debug, Clone)]
pub struct Term {
    /// The person, by id.
    pub person: Box<str>,
    /// The office, by id (`president`).
    pub office: Box<str>,
    /// The state or organisation, by id.
    pub body: Box<str>,
    /// First day, as exactly as it is known.
    pub from: Option<Moment>,
    /// Last day, as exactly as it is known; `None`: the term goes on, as far as the table knows.
    pub until: Option<Moment>,
    /// The last moment at which the row is known to hold, where the term goes on. A day far after it needs another source.
    pub seen: Option<Moment>,
    /// Acting, not in full right.
    pub acting: bool,
    /// Where the row comes from; `recalled` where nobody has opened a source.
    pub source: Box<str>,
    pub(crate) origin: Origin,
}

impl Term {
    /// Whether the term holds on that day, dates that are known only by month or year read at their widest.
    pub fn covers(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from.first_day() <= day) && self.until.is_none_or(|until| day <= until.last_day())
    }
}

/// The terms, by office and by person.
#[derive(Debug, Default)]
pub(crate) struct Terms {
    /// Sorted by office, body and first day.
    pub(crate) all: Vec<Term>,
    by_person: FxHashMap<Box<str>, Vec<u32>>,
}

impl Terms {
    pub(crate) fn read(&mut self, file: &File, number: u16) -> Result<(), Error> {
        let mut rows = Rows::of(file)?;
        let header = rows.header().clone();
        while let Some((line, row)) = rows.next()? {
            let cell = |name: &str| header.iter().position(|h| h == name).and_then(|i| row.get(i)).unwrap_or("").trim();
            let wrong = |column: &str, what: String| Error::Cell {
                file: file.name.clone(),
                line: u64::from(line),
                column: column.into(),
                what,
            };
            let word = |column: &str| match cell(column) {
                "" => Err(wrong(column, "the cell is empty; a term needs person, office and body".into())),
                word => Ok(Box::from(word)),
            };
            let date = |column: &str| match cell(column) {
                "" => Ok(None),
                written => written.parse::<Moment>().map(Some).map_err(|e| wrong(column, e.to_string())),
            };
            let acting = match cell("status") {
                "" => false,
                "acting" => true,
                other => return Err(wrong("status", format!("`{other}`: write `acting` or nothing"))),
            };
            self.all.push(Term {
                person: word("person")?,
                office: word("office")?,
                body: word("body")?,
                from: date("from")?,
                until: date("until")?,
                seen: date("seen")?,
                acting,
                source: cell("source").into(),
                origin: Origin { file: number, line },
            });
        }
        Ok(())
    }

    /// Sorts the terms. A later row (of an overlay) about the same person, office, body and first day replaces the earlier.
    pub(crate) fn index(&mut self) {
        fn key(t: &Term) -> (&str, &str, Option<Moment>, &str) {
            (&t.office, &t.body, t.from, &t.person)
        }
        self.all.sort_by(|a, b| key(a).cmp(&key(b)).then(b.origin.file.cmp(&a.origin.file)));
        self.all.dedup_by(|later, first| key(later) == key(first) && later.origin.file != first.origin.file);
        for (i, term) in self.all.iter().enumerate() {
            self.by_person.entry(term.person.clone()).or_default().push(u32::try_from(i).unwrap_or(u32::MAX));
        }
        for list in self.by_person.values_mut() {
            list.sort_by_key(|i| self.all.get(*i as usize).map(|t| t.from));
        }
    }

    pub(crate) fn of_office(&self, office: &str, body: &str) -> impl Iterator<Item = &Term> {
        let start = self.all.partition_point(|t| (&*t.office, &*t.body) < (office, body));
        let terms = self.all.get(start..).unwrap_or_default();
        let count = terms.partition_point(|t| (&*t.office, &*t.body) == (office, body));
        terms.iter().take(count)
    }

    pub(crate) fn holder(&self, office: &str, body: &str, day: Date) -> Option<&Term> {
        self.of_office(office, body).filter(|t| t.covers(day)).max_by_key(|t| (!t.acting, t.from))
    }

    pub(crate) fn of_person(&self, person: &str) -> impl Iterator<Item = &Term> {
        self.by_person.get(person).into_iter().flatten().filter_map(|i| self.all.get(*i as usize))
    }
}
