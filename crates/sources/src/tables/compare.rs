//! Two captures of one table: what changed, and whether the world changed, the source corrected itself, or the page was read
//! wrongly.
//!
//! The signals are general: a day before the state was there, or of a state with two predecessors; the value of the row above or
//! below, or of another table; a slip of a digit or a month; many cells of a column at once; a day that cannot be. No signal
//! names a state or a treaty.

use std::collections::BTreeMap;

use claims::Moment;
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use super::{
    Participant, Resolved, Table,
    cell::{self, Cell},
};

/// What became of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Done since the earlier capture.
    NewAct,
    /// Done before the earlier capture, entered since.
    LateAct,
    /// The source writes it differently now.
    SourceCorrection,
    /// The source no longer says it.
    Disappeared,
    /// The page was probably read wrongly; it does not enter the record until somebody decides.
    SuspectedMisreading,
    /// No act of a participant.
    NotAnAct,
}

impl Class {
    /// All classes.
    pub const ALL: [Class; 6] = [
        Class::NewAct,
        Class::LateAct,
        Class::SourceCorrection,
        Class::Disappeared,
        Class::SuspectedMisreading,
        Class::NotAnAct,
    ];

    /// The word for it.
    pub const fn code(self) -> &'static str {
        match self {
            Class::NewAct => "new_act",
            Class::LateAct => "late_act",
            Class::SourceCorrection => "source_correction",
            Class::Disappeared => "disappeared",
            Class::SuspectedMisreading => "suspected_misreading",
            Class::NotAnAct => "not_an_act",
        }
    }
}

/// A cell that differs between two captures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The table's key.
    pub table: String,
    /// The participant, as written.
    pub participant: String,
    /// The treaty, where the table holds several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub treaty: Option<String>,
    /// The head of the column.
    pub column: String,
    /// The cell in the earlier capture; empty: nothing, or no such row or column.
    pub before: String,
    /// The cell in the later one.
    pub after: String,
    /// What it is.
    pub class: Class,
    /// Why, in a sentence.
    pub why: String,
    /// The line of the row in the later file; `None`: it has no such row.
    pub line: Option<u64>,
}

/// How many cells of a column must change at once for the reading to be suspected.
const MANY: usize = 5;

/// How many rows must share a day for it to be a day of the table (its opening for signature).
const SHARED: usize = 3;

/// Compares two captures of a table. `others` are tables of the later import, for values that came from the wrong page.
pub fn compare(before: &Table, after: &Table, others: &[&Table], names: &Resolved<'_>) -> Vec<Change> {
    let (old, new) = (Cells::of(before), Cells::of(after));
    let mut keys: Vec<(Who<'_>, &str)> = old.by_key.keys().chain(new.by_key.keys()).copied().collect();
    keys.sort_unstable();
    keys.dedup();
    let comparison = Comparison { before, after, old: &old, new: &new, others, names };
    let mut changes: Vec<Change> = Vec::new();
    for (who, column) in keys {
        let (was, is) = (old.get(who, column), new.get(who, column));
        if was == is {
            continue;
        }
        let (class, why) = comparison.judge(who, column, was, is);
        changes.push(Change {
            table: after.key.clone(),
            participant: who.0.to_owned(),
            treaty: Some(who.1.to_owned()).filter(|t| !t.is_empty()),
            column: column.to_owned(),
            before: was.to_owned(),
            after: is.to_owned(),
            class,
            why,
            line: new.by_key.get(&(who, column)).map(|c| c.1),
        });
    }
    comparison.at_once(&mut changes);
    comparison.shifted(&mut changes);
    changes
}

/// A participant as written, and the treaty where the table holds several.
type Who<'t> = (&'t str, &'t str);

/// The cells of a table by participant and column, with their lines.
struct Cells<'t> {
    by_key: BTreeMap<(Who<'t>, &'t str), (&'t str, u64)>,
    /// The rows in their order.
    order: Vec<Who<'t>>,
    /// Columns that hold acts.
    acts: FxHashSet<&'t str>,
}

impl<'t> Cells<'t> {
    fn of(table: &'t Table) -> Cells<'t> {
        let mut cells = Cells { by_key: BTreeMap::new(), order: Vec::new(), acts: FxHashSet::default() };
        for row in &table.rows {
            let treaty = row.treaty.as_ref().map_or("", |t| t.number.as_deref().or(t.id.as_deref()).unwrap_or(""));
            let who = (row.participant.written.as_str(), treaty);
            cells.order.push(who);
            cells.acts.extend(row.entries.iter().filter_map(|e| table.columns.get(e.column)).map(String::as_str));
            // In our own form a row is an act, and the act is its column.
            if let ([entry], true) = (row.entries.as_slice(), table.key.starts_with("csv ")) {
                let column = entry.meanings.first().map_or("", |m| m.label.as_str());
                cells.acts.insert(column);
                cells.by_key.insert((who, column), (&entry.written, row.line));
                continue;
            }
            let names_treaty = |head: &str| !treaty.is_empty() && head == "Treaty";
            for (column, cell) in table.columns.iter().skip(1).zip(&row.cells) {
                let cell = cell.trim();
                if !cell.is_empty() && !names_treaty(column) {
                    cells.by_key.insert((who, column), (cell, row.line));
                }
            }
        }
        cells
    }

    fn get(&self, who: Who<'_>, column: &str) -> &'t str {
        // The key's lifetime is that of the table; a borrowed one finds it all the same.
        self.by_key
            .range((who, column)..)
            .next()
            .filter(|((w, c), _)| *w == who && *c == column)
            .map_or("", |(_, v)| v.0)
    }

    fn has_column(&self, column: &str) -> bool {
        self.by_key.keys().any(|(_, c)| *c == column)
    }

    fn has_row(&self, who: Who<'_>) -> bool {
        self.order.contains(&who)
    }
}

struct Comparison<'a> {
    before: &'a Table,
    after: &'a Table,
    old: &'a Cells<'a>,
    new: &'a Cells<'a>,
    others: &'a [&'a Table],
    names: &'a Resolved<'a>,
}

fn date(cell: &str) -> Option<(Moment, String)> {
    match cell::read(cell) {
        Cell::Date(moment, letter) => Some((moment, letter)),
        _ => None,
    }
}

impl Comparison<'_> {
    fn judge(&self, who: Who<'_>, column: &str, was: &str, is: &str) -> (Class, String) {
        if !self.old.acts.contains(column) && !self.new.acts.contains(column) {
            return (Class::NotAnAct, format!("the column `{column}` holds no act of a participant"));
        }
        if let Some(found) = self.renamed(who, column, was, is) {
            return found;
        }
        let (then, now) = (date(was), date(is));
        match (then, now) {
            (_, None) if !is.is_empty() => (Class::SuspectedMisreading, format!("`{is}` is no date")),
            (_, None) => match self.new.has_row(who) {
                true => (Class::Disappeared, "the row stands, the date no longer".to_owned()),
                false => (Class::Disappeared, "the row is no longer there".to_owned()),
            },
            (None, Some((day, _))) => self.filled(who, column, day, is),
            (Some(then), Some(now)) => self.changed(who, column, &then, &now, is),
        }
    }

    /// The same value under another head or another name of the same participant.
    fn renamed(&self, who: Who<'_>, column: &str, was: &str, is: &str) -> Option<(Class, String)> {
        let value = if is.is_empty() { was } else { is };
        let (here, there) = if is.is_empty() { (self.old, self.new) } else { (self.new, self.old) };
        let heads = there.by_key.keys().filter(|(p, c)| *p == who && !here.has_column(c)).map(|(_, c)| *c);
        let mut heads = heads.filter(|c| there.get(who, c) == value && !there.has_column(column));
        if let Some(head) = heads.next() {
            let way = if is.is_empty() { "is called" } else { "was called" };
            return Some((Class::SourceCorrection, format!("the same date; the column {way} `{head}`")));
        }
        if here.has_row(who) && there.has_row(who) {
            return None;
        }
        let own = self.names.participant(&Participant::read(who.0))?;
        let other = there.order.iter().find(|p| {
            **p != who
                && p.1 == who.1
                && !here.has_row(**p)
                && there.get(**p, column) == value
                && self.names.participant(&Participant::read(p.0)).is_some_and(|item| item.id == own.id)
        })?;
        let way = if is.is_empty() { "is written" } else { "was written" };
        Some((Class::SourceCorrection, format!("the same date; the participant {way} `{}`", other.0)))
    }

    /// A cell that was empty.
    fn filled(&self, who: Who<'_>, column: &str, day: Moment, is: &str) -> (Class, String) {
        if let Some(why) = self.impossible(who, column, day) {
            return (Class::SuspectedMisreading, why);
        }
        let Some(earlier) = self.before.document.published else {
            return (Class::LateAct, "the day of the earlier capture is not known".to_owned());
        };
        if day.last_day() > earlier.first_day() {
            return (Class::NewAct, format!("done after the capture of {earlier}"));
        }
        if let Some(why) = self.elsewhere(who, column, is) {
            return (Class::SuspectedMisreading, why);
        }
        (Class::LateAct, format!("done before the capture of {earlier}, which did not have it"))
    }

    /// A cell that had another date.
    fn changed(
        &self,
        who: Who<'_>,
        column: &str,
        then: &(Moment, String),
        now: &(Moment, String),
        is: &str,
    ) -> (Class, String) {
        let (old, new) = (then.0, now.0);
        if let Some(why) = self.predecessors(who, old, new) {
            return (Class::SuspectedMisreading, why);
        }
        if old == new {
            return (Class::SourceCorrection, "the same day with another letter: another kind of act".to_owned());
        }
        if let Some(why) = self.impossible(who, column, new).or_else(|| self.elsewhere(who, column, is)) {
            return (Class::SuspectedMisreading, why);
        }
        let shares = |cells: &Cells<'_>, day: Moment| {
            cells.by_key.iter().filter(|((_, c), (v, _))| *c == column && date(v).is_some_and(|d| d.0 == day)).count()
        };
        if let Some(slip) = slip(old.first_day(), new.first_day()) {
            // A day on which others acted too, where the old one was nobody's: the source has found its own slip.
            if shares(self.new, new) > SHARED && shares(self.old, old) == 1 {
                return (Class::SourceCorrection, format!("{slip}, to a day on which others acted too"));
            }
            return (Class::SuspectedMisreading, slip);
        }
        (Class::SourceCorrection, "another day than before; nothing speaks against it".to_owned())
    }

    /// A state that two others became: the page has a row for each of them, and a reading keeps one.
    fn predecessors(&self, who: Who<'_>, old: Moment, new: Moment) -> Option<String> {
        let item = self.names.participant(&Participant::read(who.0))?;
        let from = item.attribute("from")?.parse::<Moment>().ok()?;
        let both = item.list("predecessor").count() >= 2;
        (both && old.last_day() < from.first_day() && new.last_day() < from.first_day()).then(|| {
            format!("both days lie before {from}, when two states became one: the row of the other may have been read")
        })
    }

    /// A day that cannot be.
    fn impossible(&self, who: Who<'_>, column: &str, day: Moment) -> Option<String> {
        if let Some(captured) = self.after.document.published
            && day.first_day() > captured.last_day()
        {
            return Some(format!("the day lies after the capture of {captured}"));
        }
        // Before the state was there, unless the table has known it so all along.
        let item = self.names.participant(&Participant::read(who.0));
        let from = item.and_then(|i| i.attribute("from")).and_then(|f| f.parse::<Moment>().ok());
        if let Some(from) = from.filter(|f| day.last_day() < f.first_day()) {
            let all_along = self
                .old
                .by_key
                .iter()
                .any(|((p, _), (v, _))| *p == who && date(v).is_some_and(|(d, _)| d.last_day() < from.first_day()));
            if !all_along {
                return Some(format!("the state came into being on {from}, after that day"));
            }
        }
        // Before the treaty: earlier than all that the table had, by more than a year.
        let first = self
            .old
            .by_key
            .iter()
            .filter(|((w, c), _)| w.1 == who.1 && self.old.acts.contains(c))
            .filter_map(|(_, (v, _))| date(v));
        let first = first.map(|d| d.0.first_day()).min()?;
        if day.last_day() < first && first.year() - day.last_day().year() > 1 {
            return Some(format!("nobody had acted before {first}"));
        }
        // An instrument before the signature of the same participant.
        let signed = self.after.columns.iter().skip(1).find(|c| c.starts_with("Signature") && *c != column)?;
        let signed = date(self.new.get(who, signed))?.0;
        (!column.starts_with("Signature") && day.last_day() < signed.first_day())
            .then(|| format!("it was signed on {signed} only"))
    }

    /// The value stands in another table of the import for the same participant, or in the row above or below.
    fn elsewhere(&self, who: Who<'_>, column: &str, is: &str) -> Option<String> {
        let at = self.new.order.iter().position(|p| *p == who);
        let beside = |step: fn(usize) -> Option<usize>| {
            let other = *self.new.order.get(step(at?)?)?;
            (self.old.get(other, column) == is).then_some(other)
        };
        if let Some(other) = beside(|i| i.checked_sub(1)).or_else(|| beside(|i| i.checked_add(1))) {
            // Neighbours often sign on one day; then the day is the table's.
            let shared = self.old.by_key.iter().filter(|((_, c), (v, _))| *c == column && *v == is).count();
            if shared < SHARED {
                return Some(format!("it is the date of the row of {}, beside it", other.0));
            }
        }
        let other = self.others.iter().filter(|t| t.key != self.after.key).find(|t| {
            let row = t.rows.iter().find(|r| r.participant.written == who.0);
            row.is_some_and(|r| r.cells.iter().any(|c| c.trim() == is))
        })?;
        Some(format!("it is the date of the same participant in the table {}", other.key))
    }

    /// Many cells of one column at once: nobody corrects so much in one day.
    fn at_once(&self, changes: &mut [Change]) {
        let mut counts: FxHashMap<(String, bool), usize> = FxHashMap::default();
        let acts =
            |c: &Change| !matches!(c.class, Class::NotAnAct | Class::NewAct) && !c.why.starts_with("the same date");
        for change in changes.iter().filter(|c| acts(c) && !c.before.is_empty()) {
            *counts.entry((change.column.clone(), change.after.is_empty())).or_default() += 1;
        }
        for change in changes.iter_mut().filter(|c| acts(c) && !c.before.is_empty()) {
            let count = counts.get(&(change.column.clone(), change.after.is_empty())).copied().unwrap_or(0);
            if count >= MANY && change.class != Class::SuspectedMisreading {
                change.class = Class::SuspectedMisreading;
                let what = if change.after.is_empty() { "are gone" } else { "are others" };
                change.why = format!("{count} dates of the column {what} at once");
            }
        }
    }

    /// A run of rows that all have the value of their neighbour: what fell in and out of the run is suspected too.
    fn shifted(&self, changes: &mut [Change]) {
        let flagged: FxHashSet<(String, String)> = changes
            .iter()
            .filter(|c| c.class == Class::SuspectedMisreading && c.why.starts_with("it is the date of the row"))
            .map(|c| (c.participant.clone(), c.column.clone()))
            .collect();
        if flagged.is_empty() {
            return;
        }
        for change in changes.iter_mut().filter(|c| c.class != Class::SuspectedMisreading && c.class != Class::NotAnAct)
        {
            let Some(at) = self.new.order.iter().position(|p| p.0 == change.participant) else { continue };
            let near = |i: usize| {
                let Some(other) = self.new.order.get(i).copied() else { return false };
                let same = self.old.get(other, &change.column) == change.after;
                same && flagged.contains(&(other.0.to_owned(), change.column.clone()))
            };
            if at > 0 && near(at - 1) || near(at + 1) {
                change.class = Class::SuspectedMisreading;
                "the rows around it have each other's dates".clone_into(&mut change.why);
            }
        }
    }
}

/// How one day may have become another by a slip: one digit of day or year, two digits that changed places, or the month.
fn slip(a: Date, b: Date) -> Option<String> {
    let digits = |x: i32, y: i32| {
        let (x, y) = (format!("{x:04}"), format!("{y:04}"));
        let differing: Vec<usize> =
            x.bytes().zip(y.bytes()).enumerate().filter(|(_, (a, b))| a != b).map(|(i, _)| i).collect();
        let swapped = |i: usize, j: usize| {
            x.as_bytes().get(i) == y.as_bytes().get(j) && x.as_bytes().get(j) == y.as_bytes().get(i)
        };
        match differing.as_slice() {
            [_] => true,
            [i, j] => *j == i + 1 && swapped(*i, *j),
            _ => false,
        }
    };
    let same = (a.day() == b.day(), a.month() == b.month(), a.year() == b.year());
    match same {
        (true, true, false) if digits(a.year().into(), b.year().into()) => {
            Some("the year differs in a digit".to_owned())
        }
        (true, false, true) => Some("only the month differs".to_owned()),
        (false, true, true) if digits(a.day().into(), b.day().into()) => Some("the day differs in a digit".to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_one_step() {
        let day = |s: &str| s.parse::<Date>().unwrap();
        assert!(slip(day("1994-04-10"), day("1991-04-10")).is_some());
        assert!(slip(day("1994-04-10"), day("1949-04-10")).is_some());
        assert!(slip(day("1994-04-10"), day("1948-04-10")).is_none());
        assert!(slip(day("1990-08-26"), day("1990-01-26")).is_some());
        assert!(slip(day("1990-08-12"), day("1990-08-21")).is_some());
        assert!(slip(day("1993-12-09"), day("1997-03-17")).is_none());
    }
}
