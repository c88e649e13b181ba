//! The words and patterns of dates (`words/times.txt`).
//!
//! ```text
//! month 3 March Mar          weekday 2 Tuesday Tue
//! deictic -1 yesterday       unit day day days
//! next next coming           last last past
//! pattern {month} {day} ,? {year}
//! ```
//!
//! A pattern lists elements: a class in braces, or a word that must stand there; `?` after an element makes it optional.

use rustc_hash::FxHashMap;

use crate::{Error, lines::Line, lines::spaced};

/// What a word says about time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TimeWord {
    /// 1 to 12.
    Month(u8),
    /// ISO: Monday is 1.
    Weekday(u8),
    /// Days from the day of publication, first and last ("tonight" in Hebrew is last night or tonight).
    Deictic(i16, i16),
    /// day, week, month, year, decade, century.
    Unit(Unit),
    /// Two of a unit in one word (שנתיים).
    Dual(Unit),
    /// next, coming
    Next,
    /// last, past
    Last,
    /// this, current
    This,
    /// A number as a word.
    Number(u16),
    /// spring 1, summer 2, autumn 3, winter 4.
    Season(u8),
}

/// A unit of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// A day.
    Day,
    /// A week.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
}

/// One element of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Element {
    /// A number from 1 to 31, also as an ordinal.
    Day,
    /// A month by name.
    Month,
    /// A number from 1000 to 2999.
    Year,
    /// A day of the week.
    Weekday,
    /// yesterday, tonight
    Deictic,
    /// A unit, or a dual.
    Unit,
    /// A number, as digits or word.
    Number,
    /// next
    Next,
    /// last
    Last,
    /// this
    This,
    /// A season.
    Season,
    /// Numeric dates: 7.11.2025, 7/11/2025, 2025-11-07.
    Numeric,
    /// A word.
    Word(String),
}

/// A pattern with what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// The elements, each with whether it may be left out.
    pub elements: Vec<(Element, bool)>,
    /// How a count of units is to be taken: `ago` (back from the day of publication), `ahead`, or none.
    pub direction: Direction,
    /// `file:line`.
    pub place: String,
}

/// Which way a count of units goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// The pattern counts nothing.
    None,
    /// three years ago
    Back,
    /// in two weeks
    Ahead,
}

/// The time words and patterns of a language.
#[derive(Debug, Default)]
pub struct Times {
    /// Words, folded and in lower case where the language says so.
    pub words: FxHashMap<Box<str>, Vec<TimeWord>>,
    /// Patterns; the longest that fits counts.
    pub patterns: Vec<Pattern>,
    first: rustc_hash::FxHashSet<Box<str>>,
    /// The first day of the week, ISO.
    pub week_begins: u8,
}

impl Times {
    /// No words yet; the week begins on Monday.
    pub(crate) fn new() -> Times {
        Times { week_begins: 1, ..Times::default() }
    }

    /// Reads one line.
    pub(crate) fn line(&mut self, line: &Line<'_>, fold: &dyn Fn(&str) -> String) -> Result<(), Error> {
        let fields = line.fields.as_slice();
        let number = |s: &str| s.parse::<i16>().map_err(|_| line.error(format!("`{s}` is no number")));
        let (word, forms): (TimeWord, &[&str]) = match fields {
            ["pattern", rest @ ..] => return self.pattern(line, rest, fold),
            ["week_begins", day] => {
                self.week_begins = u8::try_from(number(day)?).unwrap_or(1);
                return Ok(());
            }
            ["month", n, forms @ ..] => (TimeWord::Month(u8::try_from(number(n)?).unwrap_or(1)), forms),
            ["weekday", n, forms @ ..] => (TimeWord::Weekday(u8::try_from(number(n)?).unwrap_or(1)), forms),
            ["season", n, forms @ ..] => (TimeWord::Season(u8::try_from(number(n)?).unwrap_or(1)), forms),
            ["number", n, forms @ ..] => (TimeWord::Number(u16::try_from(number(n)?).unwrap_or(0)), forms),
            ["deictic", n, forms @ ..] => {
                let (first, last) = n.split_once("..").unwrap_or((n, n));
                (TimeWord::Deictic(number(first)?, number(last)?), forms)
            }
            ["unit", unit, forms @ ..] => (TimeWord::Unit(self::unit(line, unit)?), forms),
            ["dual", unit, forms @ ..] => (TimeWord::Dual(self::unit(line, unit)?), forms),
            ["next", forms @ ..] => (TimeWord::Next, forms),
            ["last", forms @ ..] => (TimeWord::Last, forms),
            ["this", forms @ ..] => (TimeWord::This, forms),
            _ => return Err(line.error(
                "known are month, weekday, season, number, deictic, unit, dual, next, last, this, week_begins, pattern",
            )),
        };
        for form in forms {
            let list = self.words.entry(fold(&spaced(form)).into()).or_default();
            if !list.contains(&word) {
                list.push(word);
            }
        }
        Ok(())
    }

    fn pattern(&mut self, line: &Line<'_>, fields: &[&str], fold: &dyn Fn(&str) -> String) -> Result<(), Error> {
        let mut pattern = Pattern { elements: Vec::new(), direction: Direction::None, place: line.place() };
        for field in fields {
            let (name, optional) = field.strip_suffix('?').map_or((*field, false), |f| (f, true));
            let element = match name {
                "<back>" => {
                    pattern.direction = Direction::Back;
                    continue;
                }
                "<ahead>" => {
                    pattern.direction = Direction::Ahead;
                    continue;
                }
                "{day}" => Element::Day,
                "{month}" => Element::Month,
                "{year}" => Element::Year,
                "{weekday}" => Element::Weekday,
                "{deictic}" => Element::Deictic,
                "{unit}" => Element::Unit,
                "{number}" => Element::Number,
                "{next}" => Element::Next,
                "{last}" => Element::Last,
                "{this}" => Element::This,
                "{season}" => Element::Season,
                "{numeric}" => Element::Numeric,
                word if word.starts_with('{') => return Err(line.error(format!("`{word}` is no class of time words"))),
                word => Element::Word(fold(&spaced(word))),
            };
            pattern.elements.push((element, optional));
        }
        if pattern.elements.iter().all(|(_, optional)| *optional) {
            return Err(line.error("a pattern needs an element that is not optional"));
        }
        self.patterns.push(pattern);
        Ok(())
    }

    /// Whether a pattern or a time word of two words begins with this word.
    pub fn begins(&self, form: &str) -> bool {
        self.first.contains(form)
    }

    /// Notes the first words of patterns and of time words; called once when everything is read.
    pub(crate) fn find_first(&mut self) {
        let patterns = self.patterns.iter().flat_map(|p| &p.elements).filter_map(|(e, _)| match e {
            Element::Word(w) => Some(w.as_str()),
            _ => None,
        });
        let long = self.words.keys().filter_map(|w| w.split_once(' ').map(|(first, _)| first));
        let found = patterns.filter(|w| w.chars().count() > 2).chain(long).map(Box::from).collect();
        self.first = found;
    }

    /// What a word says.
    pub fn word(&self, form: &str) -> &[TimeWord] {
        self.words.get(form).map_or(&[], Vec::as_slice)
    }
}

fn unit(line: &Line<'_>, name: &str) -> Result<Unit, Error> {
    Ok(match name {
        "day" => Unit::Day,
        "week" => Unit::Week,
        "month" => Unit::Month,
        "year" => Unit::Year,
        "decade" => Unit::Decade,
        "century" => Unit::Century,
        _ => return Err(line.error(format!("`{name}` is no unit"))),
    })
}
