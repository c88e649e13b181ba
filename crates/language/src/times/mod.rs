//! The words and rules of dates (`words/times.txt`).
//!
//! ```text
//! month 3 March Mar          weekday 2 Tuesday Tue
//! deictic -1 yesterday       unit day day days
//! next next                  last last past
//! span {number} {unit}
//! date {month} {day} ,? {year}
//! date {span} ago <back>
//! time {date} at {clock}
//! ```
//!
//! A rule makes a `span` (how long), a `clock` (a time of day), a `date`, or a `time` (a date with a clock, a range) out of
//! elements: a class of words or another rule's result in braces, or a word that must stand there. `?` after an element makes
//! it optional, `|` stands between alternatives, `~` before them says that they are glued to what stands before. A word in angle brackets at the end is the operation;
//! without one the elements are taken together ("Monday" and "next week": the Monday of next week). Rules may hold each other's
//! results: only a `time` may begin with a date, so that no rule can hold itself without taking a word.

mod feast;
mod grammar;
mod signs;
mod sorts;

use rustc_hash::{FxHashMap, FxHashSet};

pub use feast::{Feast, FeastDay};
pub use grammar::{Category, Element, Grammar, Operation, Rule, What};
pub use sorts::Sorts;

use crate::{Error, lines::Line, lines::spaced};

/// What a word says about time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TimeWord {
    /// 1 to 12.
    Month(u8),
    /// ISO: Monday is 1.
    Weekday(u8),
    /// Several of a day of the week.
    Weekdays(u8),
    /// every: what comes again is no date
    Each,
    /// The same in a word that means something else too (Hebrew שני: second, Monday): only beside other parts of a date.
    ShortDay(u8),
    /// Days from the day of publication, first and last ("tonight" in Hebrew is last night or tonight).
    Deictic(i16, i16),
    /// A unit counted from the present one in one word (אשתקד, last year).
    Cell(Unit, i8),
    /// day, week, month, ...
    Unit(Unit),
    /// days, weeks, months, ...
    Units(Unit),
    /// Two of a unit in one word (שנתיים).
    Dual(Unit),
    /// next
    Next,
    /// following: the next one of the story
    Following,
    /// coming: the nearest ahead
    Coming,
    /// last: of the one before this
    Last,
    /// past: the nearest behind
    Past,
    /// this, current
    This,
    /// A number as a word.
    Number(u32),
    /// first, second, ...
    Ordinal(u8),
    /// What makes digits an ordinal (st, nd, rd, th).
    OrdinalEnding,
    /// spring 1, summer 2, autumn 3, winter 4.
    Season(u8),
    /// A part of the day: first hour, hour after the last.
    Daypart(u8, u8),
    /// noon 12, midnight 0.
    Hour(u8),
    /// a.m. 0, p.m. 12.
    Meridiem(u8),
    /// The moment of writing.
    Now,
    /// A feast, as an index into [`Times::feasts`].
    Feast(u16),
    /// A word that stands in a rule.
    Literal(u16),
}

impl TimeWord {
    /// Whether the word names a time or a measure of it, which few other words of a text do.
    pub fn names_time(self) -> bool {
        use TimeWord::{
            Cell, Daypart, Deictic, Dual, Feast, Hour, Meridiem, Month, Now, Season, Unit, Units, Weekday, Weekdays,
        };
        matches!(
            self,
            Month(_)
                | Weekday(_)
                | Weekdays(_)
                | Deictic(..)
                | Cell(..)
                | Unit(_)
                | Units(_)
                | Dual(_)
                | Season(_)
                | Daypart(..)
                | Hour(_)
                | Meridiem(_)
                | Now
                | Feast(_)
        )
    }
}

/// A unit of the calendar or clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unit {
    /// A second.
    Second,
    /// A minute.
    Minute,
    /// An hour.
    Hour,
    /// A day.
    Day,
    /// A weekend.
    Weekend,
    /// A week.
    Week,
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// Six months.
    Half,
    /// A year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
}

impl Unit {
    fn named(name: &str) -> Option<Unit> {
        Some(match name {
            "second" => Unit::Second,
            "minute" => Unit::Minute,
            "hour" => Unit::Hour,
            "day" => Unit::Day,
            "weekend" => Unit::Weekend,
            "week" => Unit::Week,
            "month" => Unit::Month,
            "quarter" => Unit::Quarter,
            "half" => Unit::Half,
            "year" => Unit::Year,
            "decade" => Unit::Decade,
            "century" => Unit::Century,
            _ => return None,
        })
    }
}

/// The time words and rules of a language.
#[derive(Debug)]
pub struct Times {
    /// Words, folded and in lower case where the language says so.
    words: FxHashMap<Box<str>, Vec<TimeWord>>,
    /// Forms that count only with a capital (May, March, Sat).
    capital: FxHashSet<Box<str>>,
    /// The rules.
    pub grammar: Grammar,
    first: FxHashSet<Box<str>>,
    /// The first day of the week, ISO.
    pub week_begins: u8,
    /// The first day of the weekend, ISO; it has two.
    pub weekend_begins: u8,
    /// In numeric dates the month stands first.
    pub month_first: bool,
    /// Feasts.
    pub feasts: Vec<Feast>,
    anchors: Vec<Box<str>>,
    /// What makes a number a date or clock if it is glued to it.
    glued: FxHashSet<Box<str>>,
    /// Any number may be a date.
    numbers: bool,
}

impl Times {
    /// None; weeks begin on Monday.
    pub(crate) fn new() -> Times {
        Times {
            words: FxHashMap::default(),
            capital: FxHashSet::default(),
            grammar: Grammar::default(),
            first: FxHashSet::default(),
            week_begins: 1,
            weekend_begins: 6,
            month_first: false,
            feasts: Vec::new(),
            anchors: Vec::new(),
            glued: FxHashSet::default(),
            numbers: false,
        }
    }

    /// Reads one line.
    pub(crate) fn line(&mut self, line: &Line<'_>, fold: &dyn Fn(&str) -> String) -> Result<(), Error> {
        let fields = line.fields.as_slice();
        let number = |s: &str| s.parse::<i16>().map_err(|_| line.error(format!("`{s}` is no number")));
        let small = |s: &str| s.parse::<u8>().map_err(|_| line.error(format!("`{s}` is no small number")));
        let (word, forms): (TimeWord, &[&str]) = match fields {
            [kind @ ("span" | "clock" | "date" | "time" | "pattern"), rest @ ..] => {
                return self.rule(line, kind, rest, fold);
            }
            ["week_begins", day] => {
                self.week_begins = small(day)?;
                return Ok(());
            }
            ["weekend_begins", day] => {
                self.weekend_begins = small(day)?;
                return Ok(());
            }
            ["month_first"] => {
                self.month_first = true;
                return Ok(());
            }
            ["month", n, forms @ ..] => (TimeWord::Month(small(n)?), forms),
            ["weekday", n, forms @ ..] => (TimeWord::Weekday(small(n)?), forms),
            ["weekdays", n, forms @ ..] => (TimeWord::Weekdays(small(n)?), forms),
            ["each", forms @ ..] => (TimeWord::Each, forms),
            ["shortday", n, forms @ ..] => (TimeWord::ShortDay(small(n)?), forms),
            ["season", n, forms @ ..] => (TimeWord::Season(small(n)?), forms),
            ["number", n, forms @ ..] => {
                let n = n.parse().map_err(|_| line.error(format!("`{n}` is no number")))?;
                (TimeWord::Number(n), forms)
            }
            ["ordinal", "*", forms @ ..] => (TimeWord::OrdinalEnding, forms),
            ["ordinal", n, forms @ ..] => (TimeWord::Ordinal(small(n)?), forms),
            ["daypart", hours, forms @ ..] => {
                let (a, b) = hours.split_once("..").ok_or_else(|| line.error("a part of the day is H..H"))?;
                (TimeWord::Daypart(small(a)?, small(b)?), forms)
            }
            ["hour", n, forms @ ..] => (TimeWord::Hour(small(n)?), forms),
            ["meridiem", n, forms @ ..] => (TimeWord::Meridiem(small(n)?), forms),
            ["now", forms @ ..] => (TimeWord::Now, forms),
            ["deictic", n, forms @ ..] => {
                let (first, last) = n.split_once("..").unwrap_or((n, n));
                (TimeWord::Deictic(number(first)?, number(last)?), forms)
            }
            ["unit", unit, forms @ ..] => (TimeWord::Unit(self::unit(line, unit)?), forms),
            ["cell", unit, n, forms @ ..] => {
                let n = n.parse().map_err(|_| line.error(format!("`{n}` is no number")))?;
                (TimeWord::Cell(self::unit(line, unit)?, n), forms)
            }
            ["units", unit, forms @ ..] => (TimeWord::Units(self::unit(line, unit)?), forms),
            ["dual", unit, forms @ ..] => (TimeWord::Dual(self::unit(line, unit)?), forms),
            ["next", forms @ ..] => (TimeWord::Next, forms),
            ["following", forms @ ..] => (TimeWord::Following, forms),
            ["coming", forms @ ..] => (TimeWord::Coming, forms),
            ["last", forms @ ..] => (TimeWord::Last, forms),
            ["past", forms @ ..] => (TimeWord::Past, forms),
            ["this", forms @ ..] => (TimeWord::This, forms),
            ["feast", when, forms @ ..] => {
                let index = u16::try_from(self.feasts.len()).map_err(|_| line.error("too many feasts"))?;
                self.feasts.push(Feast::read(when).ok_or_else(|| {
                    line.error("a feast falls on MM-DD, easter+N, pascha+N, N*WEEKDAY-MM, hebrew:MM-DD or islamic:MM-DD, with xN for N days")
                })?);
                (TimeWord::Feast(index), forms)
            }
            _ => {
                return Err(line.error(
                    "known are month, weekday, weekdays, shortday, each, season, number, ordinal, daypart, hour, meridiem, now, deictic, cell, unit, units, dual, next, following, \
                     coming, last, past, this, feast, week_begins, weekend_begins, month_first, span, clock, date, time",
                ));
            }
        };
        for form in forms {
            // `May!`: only with a capital, for without one it is another word.
            let (form, capital) = form.strip_suffix('!').map_or((*form, false), |f| (f, true));
            let key = fold(&spaced(form));
            if capital {
                self.capital.insert(key.as_str().into());
            }
            self.add(key, word);
        }
        Ok(())
    }

    fn add(&mut self, form: String, word: TimeWord) {
        if let Some((first, _)) = form.split_once(' ') {
            self.first.insert(first.into());
            // "King's Day": an ending that is cut off is a word of its own.
            if let Some((stem, _)) = first.split_once('\'') {
                self.first.insert(stem.into());
            }
        }
        let list = self.words.entry(form.into()).or_default();
        if !list.contains(&word) {
            list.push(word);
        }
    }

    fn rule(
        &mut self,
        line: &Line<'_>,
        kind: &str,
        fields: &[&str],
        fold: &dyn Fn(&str) -> String,
    ) -> Result<(), Error> {
        let mut literals: Vec<String> = Vec::new();
        let words = &self.words;
        let known = self.grammar.literals.len();
        let mut literal = |word: &str| -> u16 {
            let form = fold(&spaced(word));
            let existing = words.get(form.as_str()).and_then(|list| {
                list.iter().find_map(|w| if let TimeWord::Literal(id) = w { Some(*id) } else { None })
            });
            existing.unwrap_or_else(|| {
                let at = literals.iter().position(|l| *l == form).unwrap_or_else(|| {
                    literals.push(form);
                    literals.len() - 1
                });
                u16::try_from(known + at).unwrap_or(u16::MAX)
            })
        };
        let rule = Rule::read(line, kind, fields, &mut literal)?;
        for form in literals {
            let id = u16::try_from(self.grammar.literals.len()).map_err(|_| line.error("too many words in rules"))?;
            self.grammar.literals.push(form.as_str().into());
            self.add(form, TimeWord::Literal(id));
        }
        self.grammar.add(rule);
        Ok(())
    }

    /// Whether a time word of several words begins with this word.
    pub fn begins(&self, form: &str) -> bool {
        self.first.contains(form)
    }

    /// What a word says.
    pub fn word(&self, form: &str) -> &[TimeWord] {
        self.words.get(form).map_or(&[], Vec::as_slice)
    }

    /// Whether a word says something about time or number by itself, not only within a rule.
    pub fn says_time(&self, form: &str) -> bool {
        self.word(form).iter().any(|w| !matches!(w, TimeWord::Literal(_)))
    }

    /// Notes what is looked up for every token; called once when everything is read.
    pub(crate) fn prepare(&mut self) {
        let signs = self.grammar.signs();
        let mut anchors: FxHashSet<Box<str>> = signs.words.iter().map(|w| Box::from(*w)).collect();
        for (form, list) in &self.words {
            if list.iter().any(|w| w.names_time() || signs::is_sign(*w, &signs.classes)) {
                // Of "the day before yesterday" the longest word is the rarest.
                let plain = form.split(' ').filter(|w| w.chars().all(char::is_alphabetic));
                let word = plain.max_by_key(|w| w.chars().count());
                let word = word.or_else(|| form.split(' ').next()).unwrap_or(form);
                // A proclitic or mark alone is found too often to tell anything.
                if word.chars().count() > 1 {
                    anchors.insert(word.into());
                }
            }
        }
        let glued = signs.glued.iter().map(|w| Box::from(*w)).collect();
        let numbers = signs.numbers;
        (self.glued, self.numbers) = (glued, numbers);
        self.anchors = anchors.into_iter().collect();
        self.grammar.prepare();
    }

    /// Words of which one must stand in a stretch of text, whole or after proclitics, for any rule to fit there, unless one of
    /// its numbers can be a part of a date or clock ([`Times::may_date`]).
    pub(crate) fn anchors(&self) -> impl Iterator<Item = &str> {
        self.anchors.iter().map(|w| &**w)
    }

    /// Whether a number can be a day, an hour, a year or a numeric date by itself.
    pub fn may_date(&self, number: &str) -> bool {
        let digits = number.bytes().all(|b| b.is_ascii_digit() || b == b',');
        !digits || number.len() == 4 || self.numbers && number.len() <= 2
    }

    /// Whether a number that is glued to a word or mark can be one: "8:30", "1990s".
    pub fn may_date_beside(&self, mark: &str) -> bool {
        self.glued.contains(mark)
    }

    /// Whether a form counts only with a capital.
    pub fn needs_capital(&self, form: &str) -> bool {
        self.capital.contains(form)
    }
}

fn unit(line: &Line<'_>, name: &str) -> Result<Unit, Error> {
    Unit::named(name).ok_or_else(|| line.error(format!("`{name}` is no unit")))
}
