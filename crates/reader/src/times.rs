//! Time expressions: found by the patterns of the language, resolved against the day of publication.

use std::ops::Range;

use claims::{Basis, Moment, Period, Precision};
use jiff::{Span as Duration, ToSpan, civil::Date};
use language::{Direction, Element, Language, Pattern, Pos, Sorts, TimeWord, Unit};
use text::Class;

use crate::{segment::Material, words::Word};

/// A time expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expression {
    /// First word.
    pub start: usize,
    /// Word after the last.
    pub end: usize,
    /// First moment; null where it counts from a day that is not known.
    pub from: Option<Moment>,
    /// Last moment.
    pub to: Option<Moment>,
    /// The unit.
    pub precision: Precision,
    /// Stated or relative.
    pub basis: Basis,
    /// The same looking ahead, for a plan: "in June" is the next one.
    pub ahead: Option<(Option<Moment>, Option<Moment>)>,
    /// The word before it, where it says how the time is meant.
    pub sense: Sense,
}

/// The time expressions of a stretch of tokens, with the bytes at which they stand.
#[derive(Debug)]
pub struct Stretch {
    /// The tokens.
    pub tokens: Range<usize>,
    /// The expressions.
    pub times: Vec<(Range<usize>, Expression)>,
}

impl Stretch {
    /// The expressions among the words of a stretch.
    pub fn new(tokens: Range<usize>, words: &[Word], times: &[Expression]) -> Stretch {
        let place = |t: &Expression| {
            let (first, last) = (words.get(t.start)?, words.get(t.end.saturating_sub(1))?);
            Some((first.start..last.end, t.clone()))
        };
        Stretch { tokens, times: times.iter().filter_map(place).collect() }
    }
}

/// How the word before a time means it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// At that time.
    At,
    /// From then on.
    Since,
    /// Until or by then.
    Until,
    /// After it.
    After,
    /// Before it.
    Before,
}

/// Which way an ambiguous day looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Prefer {
    /// Back, as news does.
    #[default]
    Past,
    /// Ahead.
    Future,
}

/// The day of publication and the taste for ambiguous days.
#[derive(Debug, Clone, Copy)]
pub struct Reference {
    /// The day of publication.
    pub day: Option<Date>,
    /// Which way an ambiguous day looks.
    pub prefer: Prefer,
}

/// Finds the time expressions among words, leftmost and longest first.
pub fn expressions(words: &[Word], material: Material<'_>) -> Vec<Expression> {
    let Material { folded, lower, language, reference, .. } = material;
    let of = |w: &Word| lower.get(w.start..w.end).unwrap_or_default();
    let said: Vec<Said<'_>> = words
        .iter()
        .enumerate()
        .map(|(i, word)| {
            let text = of(word);
            let next = words.get(i + 1).filter(|w| w.class == Class::Word);
            let alone = language.times.word(text);
            let pair = next.map_or(&[][..], |next| language.times.pair(text, of(next)));
            let digits = match word.class {
                Class::Number => Sorts::NUMBER,
                _ if text.starts_with(|c: char| c.is_ascii_digit()) => Sorts::ORDINAL,
                _ => Sorts::default(),
            };
            Said { text, alone, pair, sorts: Sorts::of(alone).or(Sorts::of(pair)).or(digits) }
        })
        .collect();
    let scan = Scan { folded, words, said: &said, language, reference };
    let mut out = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if scan.may_begin(at)
            && let Some(found) = scan.longest(at)
        {
            at = found.end;
            out.push(found);
        } else {
            at += 1;
        }
    }
    out
}

#[derive(Clone, Copy)]
struct Scan<'a> {
    folded: &'a str,
    words: &'a [Word],
    said: &'a [Said<'a>],
    language: &'a Language,
    reference: Reference,
}

/// What a word says of time, looked up once and tried by many patterns.
struct Said<'a> {
    /// The word as the lexicon has it.
    text: &'a str,
    /// What it says alone.
    alone: &'a [TimeWord],
    /// What it says with the word after it ("יום ראשון").
    pair: &'a [TimeWord],
    /// The sorts of element that it fits.
    sorts: Sorts,
}

/// What a pattern has gathered.
#[derive(Debug, Default, Clone, Copy)]
struct Fields {
    day: Option<i8>,
    month: Option<i8>,
    year: Option<i16>,
    weekday: Option<i8>,
    deictic: Option<(i16, i16)>,
    unit: Option<Unit>,
    number: Option<i64>,
    season: Option<u8>,
    next: bool,
    last: bool,
    this: bool,
    numeric: Option<Date>,
    back: bool,
    ahead: bool,
}

impl<'a> Scan<'a> {
    fn text(&self, i: usize) -> &'a str {
        self.said.get(i).map_or("", |s| s.text)
    }

    fn capital(&self, i: usize) -> bool {
        let first = self.words.get(i).and_then(|w| self.folded.get(w.start..w.end)).and_then(|f| f.chars().next());
        !self.language.settings.lower_case || first.is_some_and(char::is_uppercase)
    }

    /// A quick look, so that most words cost one lookup.
    fn may_begin(&self, i: usize) -> bool {
        let Some(word) = self.words.get(i) else { return false };
        if word.name.is_some() {
            return false;
        }
        if word.class == Class::Number {
            return true;
        }
        if word.class != Class::Word {
            return false;
        }
        let Some(said) = self.said.get(i) else { return false };
        !said.alone.is_empty() || !said.pair.is_empty() || self.language.times.heads_pattern(said.text)
    }

    fn longest(&self, at: usize) -> Option<Expression> {
        let mut best: Option<(usize, Fields)> = None;
        let said = self.said.get(at)?;
        let heads = self.language.times.heads_pattern(said.text);
        let sorts = if heads { said.sorts.or(Sorts::WORD) } else { said.sorts };
        for pattern in self.language.times.patterns.iter().filter(|p| p.begins.meets(sorts)) {
            let mut fields = Fields {
                back: pattern.direction == Direction::Back,
                ahead: pattern.direction == Direction::Ahead,
                ..Fields::default()
            };
            if let Some(end) = self.matches(pattern, at, 0, &mut fields)
                && best.as_ref().is_none_or(|(e, _)| end > *e)
                && self.plausible(at, end, &fields)
            {
                best = Some((end, fields));
            }
        }
        let (end, fields) = best?;
        let (from, to, precision, basis) = self.resolve(&fields)?;
        let future = Scan { reference: Reference { prefer: Prefer::Future, ..self.reference }, ..*self };
        let ahead =
            (basis == Basis::Relative).then(|| future.resolve(&fields)).flatten().map(|(from, to, ..)| (from, to));
        Some(Expression { start: at, end, from, to, precision, basis, ahead, sense: self.sense(at) })
    }

    /// A bare year or month counts after a preposition, or beside other parts of a date.
    fn plausible(&self, at: usize, end: usize, fields: &Fields) -> bool {
        let only_year = fields.year.is_some() && fields.month.is_none() && fields.season.is_none() && end == at + 1;
        let only_month =
            fields.month.is_some() && fields.year.is_none() && fields.day.is_none() && !fields.last && !fields.next;
        if !only_year && !only_month {
            return true;
        }
        let before = at.checked_sub(1).and_then(|i| self.words.get(i));
        before.is_some_and(|w| {
            matches!(w.pos(), Some(Pos::Preposition | Pos::Subordinator))
                || w.class == Class::Punctuation && self.text(at - 1) == "("
        })
    }

    fn sense(&self, at: usize) -> Sense {
        let codes = &self.language.codes;
        let Some(word) = at.checked_sub(1).and_then(|i| self.words.get(i)) else { return Sense::At };
        let is = |code| {
            word.readings.iter().any(|r| r.code == code && matches!(r.pos, Pos::Preposition | Pos::Subordinator))
        };
        if is(codes.since) {
            Sense::Since
        } else if is(codes.until) || is(codes.by) {
            Sense::Until
        } else if is(codes.after) {
            Sense::After
        } else if is(codes.before) {
            Sense::Before
        } else {
            Sense::At
        }
    }

    fn matches(&self, pattern: &Pattern, at: usize, element: usize, fields: &mut Fields) -> Option<usize> {
        let Some((wanted, optional)) = pattern.elements.get(element) else { return Some(at) };
        let sort = wanted.sort();
        let may = sort == Sorts::WORD || self.said.get(at).is_some_and(|s| s.sorts.meets(sort));
        if !may {
            return if *optional { self.matches(pattern, at, element + 1, fields) } else { None };
        }
        let saved = *fields;
        if let Some(width) = self.element(wanted, at, fields)
            && let Some(end) = self.matches(pattern, at + width, element + 1, fields)
        {
            return Some(end);
        }
        *fields = saved;
        if *optional { self.matches(pattern, at, element + 1, fields) } else { None }
    }

    /// Matches one element and returns how many words it takes.
    fn element(&self, element: &Element, at: usize, fields: &mut Fields) -> Option<usize> {
        let word = self.words.get(at)?;
        let number = || -> Option<i64> { (word.class == Class::Number).then(|| self.text(at).parse().ok())? };
        let said = |pick: &dyn Fn(&TimeWord) -> bool| -> Option<(TimeWord, usize)> {
            let said = self.said.get(at)?;
            let find = |list: &[TimeWord]| list.iter().copied().find(|w| pick(w));
            find(said.pair).map(|w| (w, 2)).or_else(|| find(said.alone).map(|w| (w, 1)))
        };
        match element {
            Element::Day => {
                let text = self.text(at);
                let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
                let digits = &text[..text.len() - rest.len()];
                let day: i8 = digits.parse().ok().filter(|d| (1..=31).contains(d))?;
                matches!(rest, "" | "st" | "nd" | "rd" | "th").then(|| fields.day = Some(day))?;
                // "7 th" is cut apart by nobody, but "7" + "th" may be.
                Some(1)
            }
            Element::Month => {
                let (TimeWord::Month(m), width) = said(&|w| matches!(w, TimeWord::Month(_)))? else { return None };
                self.capital(at).then(|| fields.month = i8::try_from(m).ok())?;
                // "Nov." with its point.
                let point = self
                    .words
                    .get(at + width)
                    .is_some_and(|w| w.class == Class::Punctuation && !w.space_before && self.text(at + width) == ".");
                let abbreviated = point && self.text(at).chars().count() <= 4 && self.language.settings.lower_case;
                Some(width + usize::from(abbreviated))
            }
            Element::Year => {
                let year = number().filter(|y| (1000..3000).contains(y))?;
                if self.text(at).len() != 4 {
                    return None;
                }
                fields.year = i16::try_from(year).ok();
                Some(1)
            }
            Element::Weekday => {
                let (TimeWord::Weekday(d), width) = said(&|w| matches!(w, TimeWord::Weekday(_)))? else { return None };
                self.capital(at).then(|| fields.weekday = i8::try_from(d).ok())?;
                Some(width)
            }
            Element::Deictic => {
                let (TimeWord::Deictic(a, b), width) = said(&|w| matches!(w, TimeWord::Deictic(..)))? else {
                    return None;
                };
                fields.deictic = Some((a, b));
                Some(width)
            }
            Element::Unit => {
                let (found, width) = said(&|w| matches!(w, TimeWord::Unit(_) | TimeWord::Dual(_)))?;
                match found {
                    TimeWord::Unit(u) => fields.unit = Some(u),
                    TimeWord::Dual(u) => (fields.unit, fields.number) = (Some(u), Some(2)),
                    _ => return None,
                }
                Some(width)
            }
            Element::Number => {
                if let Some(n) = number() {
                    fields.number = Some(n);
                    return Some(1);
                }
                let (TimeWord::Number(n), width) = said(&|w| matches!(w, TimeWord::Number(_)))? else { return None };
                fields.number = Some(i64::from(n));
                Some(width)
            }
            Element::Next => said(&|w| *w == TimeWord::Next).map(|(_, n)| {
                fields.next = true;
                n
            }),
            Element::Last => said(&|w| *w == TimeWord::Last).map(|(_, n)| {
                fields.last = true;
                n
            }),
            Element::This => said(&|w| *w == TimeWord::This).map(|(_, n)| {
                fields.this = true;
                n
            }),
            Element::Season => {
                let (TimeWord::Season(s), width) = said(&|w| matches!(w, TimeWord::Season(_)))? else { return None };
                fields.season = Some(s);
                Some(width)
            }
            Element::Numeric => {
                fields.numeric = Some(numeric(self.text(at)).filter(|_| word.class == Class::Number)?);
                Some(1)
            }
            Element::Word(wanted) => (self.text(at) == wanted).then_some(1),
        }
    }

    fn resolve(&self, f: &Fields) -> Option<(Option<Moment>, Option<Moment>, Precision, Basis)> {
        let day = self.reference.day;
        let one = |date: Option<Date>, basis| {
            let m = date.map(Moment::day);
            Some((m, m, Precision::Day, basis))
        };
        if let Some(date) = f.numeric {
            return one(Some(date), Basis::Stated);
        }
        if let (Some(d), Some(m)) = (f.day, f.month) {
            let Some(y) = f.year else {
                return one(day.and_then(|today| self.nearest(today, m, d)), Basis::Relative);
            };
            return one(Some(Date::new(y, m, d).ok()?), Basis::Stated);
        }
        if let (Some(m), Some(y)) = (f.month, f.year) {
            let moment = Moment::month(y, m);
            return Some((moment, moment, Precision::Month, Basis::Stated));
        }
        if let Some(season) = f.season {
            return self.season(season, f);
        }
        if let Some(m) = f.month {
            let moment = day.and_then(|today| {
                let year = match (m.cmp(&today.month()), f.next || self.reference.prefer == Prefer::Future, f.last) {
                    (std::cmp::Ordering::Greater, false, _) => today.year() - 1,
                    (std::cmp::Ordering::Less, true, _) => today.year() + 1,
                    (std::cmp::Ordering::Equal, _, true) => today.year() - 1,
                    _ => today.year(),
                };
                Moment::month(year, m)
            });
            return Some((moment, moment, Precision::Month, Basis::Relative));
        }
        if let Some(y) = f.year {
            let moment = Moment::year(y);
            return Some((moment, moment, Precision::Year, Basis::Stated));
        }
        if let Some((a, b)) = f.deictic {
            let at = |n: i16| day.and_then(|d| d.checked_add(Duration::new().days(n)).ok()).map(Moment::day);
            return Some((at(a), at(b), Precision::Day, Basis::Relative));
        }
        if let Some(w) = f.weekday {
            let date = day.and_then(|today| {
                let back = (today.weekday().to_monday_one_offset() - w).rem_euclid(7);
                let ahead = f.next || self.reference.prefer == Prefer::Future && !f.last;
                let days = if ahead {
                    if back == 0 { 7 } else { 7 - back }
                } else if f.last && back == 0 {
                    -7
                } else {
                    -back
                };
                today.checked_add(i64::from(days).days()).ok()
            });
            return one(date, Basis::Relative);
        }
        if let Some(unit) = f.unit {
            return self.unit(unit, f);
        }
        if f.back {
            return one(day.and_then(|d| d.yesterday().ok()), Basis::Relative);
        }
        None
    }

    /// A day without a year: the nearest on the side preferred.
    fn nearest(&self, today: Date, month: i8, day: i8) -> Option<Date> {
        let this = Date::new(today.year(), month, day).ok();
        match (self.reference.prefer, this) {
            (Prefer::Past, Some(d)) if d > today => Date::new(today.year() - 1, month, day).ok().or(this),
            (Prefer::Future, Some(d)) if d < today => Date::new(today.year() + 1, month, day).ok().or(this),
            _ => this,
        }
    }

    fn season(&self, season: u8, f: &Fields) -> Option<(Option<Moment>, Option<Moment>, Precision, Basis)> {
        let first = match season {
            1 => 3,
            2 => 6,
            3 => 9,
            _ => 12,
        };
        let basis = if f.year.is_some() { Basis::Stated } else { Basis::Relative };
        let year = f.year.or_else(|| {
            let today = self.reference.day?;
            Some(match (f.next, f.last) {
                (true, _) if first <= today.month() => today.year() + 1,
                (_, true) if first > today.month() => today.year() - 1,
                _ => today.year(),
            })
        });
        let from = year.and_then(|y| Moment::month(y, first));
        let to = year.and_then(|y| if first == 12 { Moment::month(y + 1, 2) } else { Moment::month(y, first + 2) });
        Some((from, to, Precision::Season, basis))
    }

    /// "last week", "in three years", "two months ago".
    fn unit(&self, unit: Unit, f: &Fields) -> Option<(Option<Moment>, Option<Moment>, Precision, Basis)> {
        let direction: i64 = if f.back || f.last {
            -1
        } else if f.ahead || f.next {
            1
        } else if f.this {
            0
        } else {
            return None;
        };
        let count = f.number.unwrap_or(1).clamp(0, 5000) * direction;
        let day = self.reference.day;
        let shifted = |span: Duration| day.and_then(|d| d.checked_add(span).ok());
        let basis = Basis::Relative;
        Some(match unit {
            Unit::Day => {
                let m = shifted(Duration::new().days(count)).map(Moment::day);
                (m, m, Precision::Day, basis)
            }
            Unit::Week => {
                let anchor = shifted(Duration::new().weeks(count));
                let first = anchor.map(|d| {
                    let begins = i8::try_from(self.language.times.week_begins).unwrap_or(1);
                    let into = (d.weekday().to_monday_one_offset() - begins).rem_euclid(7);
                    d.checked_sub(i64::from(into).days()).unwrap_or(d)
                });
                let last = first.and_then(|d| d.checked_add(6.days()).ok());
                (first.map(Moment::day), last.map(Moment::day), Precision::Week, basis)
            }
            Unit::Month => {
                let m = shifted(Duration::new().months(count)).and_then(|d| Moment::month(d.year(), d.month()));
                (m, m, Precision::Month, basis)
            }
            Unit::Year => {
                let m = shifted(Duration::new().years(count)).and_then(|d| Moment::year(d.year()));
                (m, m, Precision::Year, basis)
            }
            Unit::Decade | Unit::Century => {
                let years = if unit == Unit::Decade { 10 } else { 100 };
                let precision = if unit == Unit::Decade { Precision::Decade } else { Precision::Century };
                let from = shifted(Duration::new().years(count * years)).and_then(|d| Moment::year(d.year()));
                let to = if count < 0 { day.and_then(|d| Moment::year(d.year())) } else { from };
                (from, to, precision, basis)
            }
        })
    }
}

/// 7.11.2025, 07/11/2025, 2025-11-07: day first, unless the year is.
fn numeric(written: &str) -> Option<Date> {
    let parts: Vec<&str> = written.split(['.', '/', '-']).collect();
    let [a, b, c] = parts.as_slice() else { return None };
    let n = |s: &str| s.parse::<i16>().ok();
    let (y, m, d) = if a.len() == 4 { (n(a)?, n(b)?, n(c)?) } else { (n(c)?, n(b)?, n(a)?) };
    let y = if y < 100 && c.len() == 2 { y + if y < 70 { 2000 } else { 1900 } } else { y };
    Date::new(y, i8::try_from(m).ok()?, i8::try_from(d).ok()?).ok()
}

impl Expression {
    /// The period of an act told with this time; `planned`: it has not happened yet.
    pub fn period(&self, planned: bool) -> Period {
        let (from, to) = if planned { self.ahead.unwrap_or((self.from, self.to)) } else { (self.from, self.to) };
        let plain = Period { from, to, precision: self.precision, start: None, end: None, basis: Some(self.basis) };
        match (self.sense, from, to) {
            (Sense::Since, Some(from), _) => Period { precision: self.precision, ..Period::since(from, self.basis) },
            (Sense::Until, ..) => Period { from: None, ..plain },
            (Sense::Before, from, _) => Period { from: None, to: from, ..plain },
            (Sense::After, _, to) => Period { from: to, to: None, ..plain },
            _ => plain,
        }
    }
}
