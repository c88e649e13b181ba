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

use rustc_hash::{FxHashMap, FxHashSet};

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
    Number(u32),
    /// spring 1, summer 2, autumn 3, winter 4.
    Season(u8),
}

impl TimeWord {
    /// The sort of the element that it fits.
    fn sort(self) -> Sorts {
        match self {
            TimeWord::Month(_) => Element::Month,
            TimeWord::Weekday(_) => Element::Weekday,
            TimeWord::Deictic(..) => Element::Deictic,
            TimeWord::Unit(_) | TimeWord::Dual(_) => Element::Unit,
            TimeWord::Next => Element::Next,
            TimeWord::Last => Element::Last,
            TimeWord::This => Element::This,
            TimeWord::Number(_) => Element::Number,
            TimeWord::Season(_) => Element::Season,
        }
        .sort()
    }

    /// Whether it names a time or a stretch of it, as numbers and "next" do not.
    pub fn names_time(self) -> bool {
        use TimeWord::{Deictic, Dual, Month, Season, Unit, Weekday};
        matches!(self, Month(_) | Weekday(_) | Deictic(..) | Unit(_) | Dual(_) | Season(_))
    }
}

/// Sorts of elements, as a set: what a word may be, or what a pattern may begin with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sorts(u16);

impl Sorts {
    /// Any number: it may be a day, a year, a count.
    pub const NUMBER: Sorts = Sorts(1 | 2 | 4 | 8);
    /// Digits with letters behind them, as in "7th".
    pub const ORDINAL: Sorts = Sorts(1);
    /// A word that a pattern itself holds.
    pub const WORD: Sorts = Sorts(1 << 15);

    /// Both together.
    #[must_use]
    pub fn or(self, other: Sorts) -> Sorts {
        Sorts(self.0 | other.0)
    }

    /// Whether they share a sort.
    pub fn meets(self, other: Sorts) -> bool {
        self.0 & other.0 != 0
    }

    /// What time words may be.
    pub fn of(words: &[TimeWord]) -> Sorts {
        words.iter().fold(Sorts::default(), |all, word| all.or(word.sort()))
    }
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

impl Element {
    /// Its sort.
    pub fn sort(&self) -> Sorts {
        match self {
            Element::Day => Sorts(1),
            Element::Year => Sorts(2),
            Element::Numeric => Sorts(4),
            Element::Number => Sorts(8),
            Element::Month => Sorts(1 << 4),
            Element::Weekday => Sorts(1 << 5),
            Element::Deictic => Sorts(1 << 6),
            Element::Unit => Sorts(1 << 7),
            Element::Next => Sorts(1 << 8),
            Element::Last => Sorts(1 << 9),
            Element::This => Sorts(1 << 10),
            Element::Season => Sorts(1 << 11),
            Element::Word(_) => Sorts::WORD,
        }
    }

    /// Whether what fits it names a time, as numbers and "next" do not.
    fn names_time(&self) -> bool {
        use Element::{Deictic, Month, Numeric, Season, Unit, Weekday, Year};
        matches!(self, Month | Weekday | Deictic | Unit | Season | Year | Numeric)
    }
}

/// A pattern with what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// The elements, each with whether it may be left out.
    pub elements: Vec<(Element, bool)>,
    /// What it may begin with.
    pub begins: Sorts,
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

/// The second word of a time word of two words, and what both say.
#[derive(Debug)]
struct Second {
    word: Box<str>,
    said: Vec<TimeWord>,
}

/// The time words and patterns of a language.
#[derive(Debug, Default)]
pub struct Times {
    /// Words, folded and in lower case where the language says so.
    pub words: FxHashMap<Box<str>, Vec<TimeWord>>,
    /// Patterns; the longest that fits counts.
    pub patterns: Vec<Pattern>,
    /// Words of which one must stand in a text for a pattern to fit, unless a number does it.
    anchors: Vec<Box<str>>,
    /// The time words of two words, by the first.
    pairs: FxHashMap<Box<str>, Vec<Second>>,
    /// The words with which a pattern may begin.
    heads: FxHashSet<Box<str>>,
    /// Whether a pattern holds nothing by which it is known.
    vague: bool,
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
            ["number", n, forms @ ..] => {
                (TimeWord::Number(n.parse().map_err(|_| line.error(format!("`{n}` is no number")))?), forms)
            }
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
        let mut pattern =
            Pattern { elements: Vec::new(), begins: Sorts::default(), direction: Direction::None, place: line.place() };
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

    /// Notes what is looked up for every word; called once when everything is read.
    pub(crate) fn prepare(&mut self) {
        self.patterns.sort_by_key(|p| std::cmp::Reverse(p.elements.len()));
        for (form, list) in &self.words {
            if let Some((first, second)) = form.split_once(' ') {
                self.pairs.entry(first.into()).or_default().push(Second { word: second.into(), said: list.clone() });
            }
            if list.iter().any(|w| w.names_time()) {
                let first = form.split(' ').next().unwrap_or(form);
                self.anchors.push(first.into());
            }
        }
        for pattern in &mut self.patterns {
            for (element, optional) in &pattern.elements {
                pattern.begins = pattern.begins.or(element.sort());
                if let Element::Word(head) = element {
                    self.heads.insert(head.as_str().into());
                }
                if !optional {
                    break;
                }
            }
            let needed = || pattern.elements.iter().filter(|(_, optional)| !optional).map(|(element, _)| element);
            if needed().any(Element::names_time) {
                continue;
            }
            // A pattern of common classes and words alone ("last night") is known by its longest word.
            let words = needed().filter_map(|e| if let Element::Word(w) = e { Some(w.as_str()) } else { None });
            match words.max_by_key(|w| w.chars().count()).filter(|w| w.chars().count() > 2) {
                Some(word) => self.anchors.push(word.into()),
                None => self.vague = true,
            }
        }
    }

    /// Words of which one must stand in a stretch of text, whole or after proclitics, for any pattern to fit there, unless one of
    /// its numbers can be a year or a numeric date ([`Times::may_date`]).
    pub(crate) fn anchors(&self) -> impl Iterator<Item = &str> {
        self.anchors.iter().map(|w| &**w)
    }

    /// Whether a number can be a year or a numeric date.
    pub fn may_date(number: &str) -> bool {
        let digits = number.bytes().take_while(u8::is_ascii_digit).count();
        digits == 4 || digits < number.len() && number.matches(['.', '/', '-']).count() == 2
    }

    /// Whether a pattern may fit where neither an anchor nor such a number stands.
    pub fn is_vague(&self) -> bool {
        self.vague
    }

    /// Whether a pattern may begin with this very word.
    pub fn heads_pattern(&self, form: &str) -> bool {
        self.heads.contains(form)
    }

    /// What two words say together.
    pub fn pair(&self, first: &str, second: &str) -> &[TimeWord] {
        let Some(list) = self.pairs.get(first) else { return &[] };
        list.iter().find(|s| &*s.word == second).map_or(&[], |s| s.said.as_slice())
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
