//! What a tree means on the day of publication.

use claims::{Moment, Precision};
use jiff::{
    ToSpan,
    civil::{Date, DateTime, Time},
};
use language::{Times, Unit};

use super::{
    Prefer, Reference,
    calendar::{nth_weekday, season},
    node::{Clock, Fields, Node, Span},
    parts::{open, part_of},
    spans::{added, length, shifted, year_month},
};

/// First and last moment; an open side is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Value {
    pub(crate) from: Option<Moment>,
    pub(crate) to: Option<Moment>,
    pub(crate) precision: Precision,
}

/// Resolves trees.
#[derive(Clone, Copy)]
pub(crate) struct Resolver<'a> {
    pub(crate) times: &'a Times,
    pub(crate) reference: Reference,
}

impl Value {
    pub(crate) fn of(moment: Moment) -> Value {
        Value { from: Some(moment), to: Some(moment), precision: moment.precision() }
    }

    pub(crate) fn days(from: Date, to: Date, precision: Precision) -> Value {
        Value { from: Some(Moment::day(from)), to: Some(Moment::day(to)), precision }
    }

    pub(crate) fn months(from: (i16, i8), to: (i16, i8), precision: Precision) -> Option<Value> {
        Some(Value { from: Some(Moment::month(from.0, from.1)?), to: Some(Moment::month(to.0, to.1)?), precision })
    }

    /// The day, where it is one: no time of day stands within a week.
    fn single_day(&self) -> Option<Date> {
        self.bounds().filter(|(first, last)| first == last).map(|(day, _)| day)
    }

    /// First and last day, where both sides are closed.
    pub(crate) fn bounds(&self) -> Option<(Date, Date)> {
        Some((self.from?.first_day(), self.to?.last_day()))
    }
}

impl Resolver<'_> {
    pub(crate) fn today(&self) -> Option<Date> {
        self.reference.day
    }

    fn now(&self) -> Option<DateTime> {
        self.reference.at.or_else(|| self.today().map(|d| d.to_datetime(Time::midnight())))
    }

    pub(crate) fn future(&self) -> bool {
        self.reference.prefer == Prefer::Future
    }

    /// What a tree means; `within` narrows what would be looked for around the day of publication.
    pub(crate) fn value(&self, node: &Node, within: Option<&Value>) -> Option<Value> {
        match node {
            Node::Fields(fields) => self.fields(*fields, within),
            Node::Season(s) => self.season(*s, within, None),
            Node::Deictic(a, b) => {
                let day = |n: i16| self.today()?.checked_add(i64::from(n).days()).ok();
                Some(Value::days(day(*a)?, day(*b)?, Precision::Day))
            }
            Node::Now => {
                let now = self.now()?;
                let moment = if self.reference.at.is_some() { Moment::second(now) } else { Moment::day(now.date()) };
                Some(Value::of(moment))
            }
            Node::Clock(clock) => self.clock(*clock, within),
            Node::Daypart(a, b) => {
                let day = match within {
                    Some(v) => v.single_day()?,
                    None => self.today()?,
                };
                self.hours(day, *a, *b)
            }
            Node::Feast(index) => self.feast(*self.times.feasts.get(usize::from(*index))?, within, None),
            Node::Cycle(unit, n) => self.cell(*unit, self.today()?, (*n).clamp(-1, 1)),
            Node::Weekend => {
                let this = self.cell(Unit::Weekend, self.today()?, 0)?;
                let behind = this.bounds()?.0 <= self.today()?;
                match (self.future(), behind) {
                    (true, true) => self.cell(Unit::Weekend, self.today()?, 1),
                    (false, false) => self.cell(Unit::Weekend, self.today()?, -1),
                    _ => Some(this),
                }
            }
            Node::Named(inner, which) => self.named(inner, *which),
            Node::Run(unit, count) => self.run(*unit, *count),
            Node::Shift(base, sign, span) => self.shift(base.as_deref(), *sign, span),
            Node::Story(sign, span) => self.shift(None, *sign, span),
            Node::Nth(n, what, base) => {
                let held = base.as_deref().map(|b| self.value(b, None)).or(within.map(|w| Some(*w)));
                let base = match held {
                    Some(found) => found?,
                    None if matches!(**what, Node::Unit(Unit::Quarter | Unit::Half | Unit::Month)) => {
                        self.cell(Unit::Year, self.today()?, 0)?
                    }
                    None => return None,
                };
                self.nth(*n, what, &base)
            }
            Node::Part(part, base) => part_of(*part, &self.value(base, within)?),
            Node::Rest(side, base) => {
                let (first, last) = self.value(base, within)?.bounds()?;
                let today = self.today()?.clamp(first, last);
                Some(if *side < 0 {
                    Value::days(first, today, Precision::Day)
                } else {
                    Value::days(today, last, Precision::Day)
                })
            }
            Node::Both(a, b) => self.both(a, b, within),
            Node::Range(a, b, held) => self.range(a, b, held.as_deref(), within),
            Node::For(start, span) => {
                let start = match start.as_deref() {
                    Some(node) => self.value(node, within)?,
                    None => Value::of(Moment::day(self.today()?)),
                };
                let end = added(start.from?, 1, span)?;
                Some(Value { from: start.from, to: Some(end), precision: start.precision })
            }
            Node::Whole(unit, base) => self.cell(*unit, self.value(base, within)?.from?.first_day(), 0),
            Node::Decade(year) => years(*year, year + 9, Precision::Decade),
            Node::Century(n) => years((n - 1) * 100, (n - 1) * 100 + 99, Precision::Century),
            Node::Open(operation, base) => open(*operation, &self.value(base, within)?),
            Node::Number(_)
            | Node::Ordinal(_)
            | Node::Unit(_)
            | Node::Which(_)
            | Node::Meridiem(_)
            | Node::Hour(_)
            | Node::Minute(_)
            | Node::Span(_)
            | Node::Event(..) => None,
        }
    }

    pub(crate) fn season(&self, s: u8, within: Option<&Value>, which: Option<i64>) -> Option<Value> {
        let year = match within.and_then(Value::bounds) {
            Some((first, _)) => first.year(),
            None => {
                let today = self.today()?;
                let (first, _) = season(s, today.year());
                match which {
                    // Without a word that says which: the one that has begun, or that is to come.
                    None if !self.future() && first.1 > today.month() => today.year() - 1,
                    None if self.future() && first.1 < today.month() => today.year() + 1,
                    Some(-1 | -2) if first.1 > today.month() => today.year() - 1,
                    Some(1..=3) if first.1 <= today.month() => today.year() + 1,
                    _ => today.year(),
                }
            }
        };
        let (first, last) = season(s, year);
        Value::months(first, last, Precision::Season)
    }

    pub(crate) fn clock(&self, clock: Clock, within: Option<&Value>) -> Option<Value> {
        let mut hour = clock.hour;
        let day = match within {
            Some(v) => {
                let from = v.from?;
                v.single_day()?;
                // "7:30 in the evening"
                if !clock.sure && v.precision == Precision::Hour && from.earliest().hour() >= 12 && hour < 12 {
                    hour += 12;
                }
                from.first_day()
            }
            None => {
                let today = self.today()?;
                let passed = self
                    .reference
                    .at
                    .is_some_and(|now| self.future() && (hour, clock.minute.unwrap_or(0)) < (now.hour(), now.minute()));
                if passed { today.tomorrow().ok()? } else { today }
            }
        };
        let time = Time::new(hour, clock.minute.unwrap_or(0), clock.second.unwrap_or(0), 0).ok()?;
        let at = day.to_datetime(time);
        let precision = match (clock.minute, clock.second) {
            (_, Some(_)) => Precision::Second,
            (Some(_), None) => Precision::Minute,
            (None, None) => Precision::Hour,
        };
        let moment = if clock.second.is_some() { Moment::second(at) } else { Moment::minute(at) };
        Some(Value { from: Some(moment), to: Some(moment), precision })
    }

    pub(crate) fn hours(&self, day: Date, first: i8, after: i8) -> Option<Value> {
        let at = |hour: i8| day.to_datetime(Time::new(hour, 0, 0, 0).unwrap_or_else(|_| Time::midnight()));
        Some(Value {
            from: Some(Moment::minute(at(first))),
            to: Some(Moment::minute(at(after - 1))),
            precision: Precision::Hour,
        })
    }

    /// The unit of the calendar that holds a day, or one so many before or after it.
    pub(crate) fn cell(&self, unit: Unit, day: Date, n: i64) -> Option<Value> {
        let n = n.clamp(-5000, 5000);
        let (year, month) = (day.year(), day.month());
        let months = |width: i64, precision| -> Option<Value> {
            let index = (i64::from(year) * 12 + i64::from(month) - 1).div_euclid(width) + n;
            Value::months(year_month(index * width)?, year_month(index * width + width - 1)?, precision)
        };
        match unit {
            Unit::Second | Unit::Minute | Unit::Hour => None,
            Unit::Day => Some(Value::of(Moment::day(day.checked_add(n.days()).ok()?))),
            Unit::Week => {
                let first = self.week(day)?.checked_add(n.weeks()).ok()?;
                Some(Value::days(first, first.checked_add(6.days()).ok()?, Precision::Week))
            }
            Unit::Weekend => {
                let begins = i8::try_from(self.times.weekend_begins).unwrap_or(6);
                let offset = (begins - i8::try_from(self.times.week_begins).unwrap_or(1)).rem_euclid(7);
                let first = self.week(day)?.checked_add(n.weeks()).ok()?.checked_add(i64::from(offset).days()).ok()?;
                Some(Value::days(first, first.tomorrow().ok()?, Precision::Day))
            }
            Unit::Month => months(1, Precision::Month),
            Unit::Quarter => months(3, Precision::Quarter),
            Unit::Half => months(6, Precision::Half),
            Unit::Year => Some(Value::of(Moment::year(i16::try_from(i64::from(year) + n).ok()?)?)),
            Unit::Decade | Unit::Century => {
                let width: i64 = if unit == Unit::Decade { 10 } else { 100 };
                let first = i16::try_from((i64::from(year).div_euclid(width) + n) * width).ok()?;
                let last = first.checked_add(i16::try_from(width - 1).ok()?)?;
                years(first, last, if unit == Unit::Decade { Precision::Decade } else { Precision::Century })
            }
        }
    }

    /// The first day of the week of a day.
    pub(crate) fn week(&self, day: Date) -> Option<Date> {
        let begins = i8::try_from(self.times.week_begins).unwrap_or(1);
        let into = (day.weekday().to_monday_one_offset() - begins).rem_euclid(7);
        day.checked_sub(i64::from(into).days()).ok()
    }

    fn run(&self, unit: Unit, count: i64) -> Option<Value> {
        let count = count.clamp(-5000, 5000);
        let today = self.today()?;
        if matches!(unit, Unit::Second | Unit::Minute | Unit::Hour) {
            let now = self.now()?;
            let one = |n: i64| -> Option<DateTime> { now.checked_add(length(n * 1000, unit)?).ok() };
            let (a, b) = if count < 0 { (count, -1) } else { (1, count) };
            let moment = |t: DateTime| match unit {
                Unit::Second => Some(Moment::second(t)),
                Unit::Minute => Some(Moment::minute(t)),
                _ => Some(Moment::minute(t.with().minute(0).build().ok()?)),
            };
            let precision = match unit {
                Unit::Second => Precision::Second,
                Unit::Minute => Precision::Minute,
                _ => Precision::Hour,
            };
            return Some(Value { from: moment(one(a)?), to: moment(one(b)?), precision });
        }
        let (a, b) = if count < 0 { (count, -1) } else { (1, count) };
        let first = self.cell(unit, today, a)?;
        let last = self.cell(unit, today, b)?;
        Some(Value { from: first.from, to: last.to, precision: first.precision })
    }

    fn shift(&self, base: Option<&Node>, sign: i64, span: &Span) -> Option<Value> {
        let small = span.iter().any(|(_, u)| *u < Unit::Day);
        let largest = span.iter().map(|(_, u)| *u).max()?;
        let Some(base) = base.filter(|b| **b != Node::Now) else {
            let now = self.now()?;
            let at = shifted(now, sign, span)?;
            if small {
                let moment = if largest == Unit::Hour { Moment::minute(at) } else { Moment::second(at) };
                return Some(Value::of(moment));
            }
            let finest = span.iter().map(|(_, u)| *u).min()?;
            return match finest {
                Unit::Year => Some(Value::of(Moment::year(at.year())?)),
                Unit::Decade | Unit::Century => {
                    // "two decades ago" is no day and no decade of the calendar.
                    let round = span.iter().all(|(n, _)| n % 1000 == 0);
                    let width = if finest == Unit::Decade || !round { 5 } else { 50 };
                    years(at.year().checked_sub(width)?, at.year().checked_add(width)?, Precision::Decade)
                }
                _ => Some(Value::of(Moment::day(at.date()))),
            };
        };
        // "two Fridays from now": the weekday counts from the day, its week is counted already.
        if let Node::Both(day, from) = base
            && let Node::Fields(f) = day.as_ref()
            && f.weekday.is_some()
            && from.as_ref() == &Node::Now
        {
            let [(weeks, Unit::Week)] = span.as_slice() else { return None };
            let side = Resolver {
                reference: Reference { prefer: if sign > 0 { Prefer::Future } else { Prefer::Past }, ..self.reference },
                ..*self
            };
            let first = side.value(day, None)?.from?.first_day();
            let day = first.checked_add(((weeks / 1000 - 1) * sign).weeks()).ok()?;
            return Some(Value::of(Moment::day(day)));
        }
        let value = self.value(base, None)?;
        let start = if sign > 0 { value.to? } else { value.from? };
        let keeps = match start.precision() {
            Precision::Year => largest >= Unit::Year,
            Precision::Month => largest >= Unit::Month,
            _ => false,
        };
        if keeps {
            let at = shifted(start.earliest(), sign, span)?;
            return Some(Value::of(if start.precision() == Precision::Year {
                Moment::year(at.year())?
            } else {
                Moment::month(at.year(), at.month())?
            }));
        }
        if small || matches!(start.precision(), Precision::Minute | Precision::Second) {
            return Some(Value::of(Moment::minute(shifted(start.earliest(), sign, span)?)));
        }
        let day = if sign > 0 { start.last_day() } else { start.first_day() };
        Some(Value::of(Moment::day(shifted(day.to_datetime(Time::midnight()), sign, span)?.date())))
    }

    fn nth(&self, n: i64, what: &Node, base: &Value) -> Option<Value> {
        let (first, last) = base.bounds()?;
        if n == 0 || n.abs() > 400 {
            return None;
        }
        match what {
            Node::Fields(Fields { weekday: Some(w), .. }) => {
                nth_weekday(n, *w, first, last).map(|d| Value::of(Moment::day(d)))
            }
            Node::Unit(Unit::Week) => {
                // Weeks that begin within the base; from its end, weeks that end within it.
                let start = if n > 0 {
                    let week = self.week(first)?;
                    let week = if week < first { week.checked_add(1.week()).ok()? } else { week };
                    week.checked_add((n - 1).weeks()).ok()?
                } else {
                    let week = self.week(last.tomorrow().ok()?)?;
                    week.checked_add(n.weeks()).ok()?
                };
                Some(Value::days(start, start.checked_add(6.days()).ok()?, Precision::Week)).filter(|_| start <= last)
            }
            Node::Unit(
                unit @ (Unit::Day
                | Unit::Weekend
                | Unit::Month
                | Unit::Quarter
                | Unit::Half
                | Unit::Year
                | Unit::Decade),
            ) => {
                let value = if n > 0 { self.cell(*unit, first, n - 1)? } else { self.cell(*unit, last, n + 1)? };
                let (a, b) = value.bounds()?;
                (a <= last && first <= b).then_some(value)
            }
            _ => None,
        }
    }

    /// The finer of two within the coarser.
    fn both(&self, a: &Node, b: &Node, within: Option<&Value>) -> Option<Value> {
        let (coarse, fine) = if size(a) >= size(b) { (a, b) } else { (b, a) };
        let outer = self.value(coarse, within)?;
        // "two months from today, on Tuesday": the first one from there on.
        if let (Node::Fields(f), true) = (fine, outer.precision == Precision::Day && size(a) == size(b))
            && f.day.is_none()
            && let Some(w) = f.weekday
        {
            let day = outer.from?.first_day();
            let days = (w - day.weekday().to_monday_one_offset()).rem_euclid(7);
            return Some(Value::of(Moment::day(day.checked_add(i64::from(days).days()).ok()?)));
        }
        if outer.from.is_none() || outer.to.is_none() {
            return None;
        }
        self.value(fine, Some(&outer))
    }
}

/// How large what a tree means is, so that the finer is looked for in the coarser.
fn size(node: &Node) -> u8 {
    match node {
        Node::Clock(_) | Node::Now => 0,
        Node::Daypart(..) => 1,
        Node::Fields(Fields { day: Some(_), .. } | Fields { weekday: Some(_), .. })
        | Node::Deictic(..)
        | Node::Feast(_)
        | Node::Event(..) => 3,
        Node::Fields(Fields { month: Some(_), .. }) => 6,
        Node::Season(_) => 7,
        Node::Fields(_) => 9,
        Node::Cycle(unit, _) | Node::Run(unit, _) | Node::Whole(unit, _) | Node::Unit(unit) => match unit {
            Unit::Second | Unit::Minute | Unit::Hour => 0,
            Unit::Day => 3,
            Unit::Weekend => 4,
            Unit::Week => 5,
            Unit::Month => 6,
            Unit::Quarter => 7,
            Unit::Half => 8,
            Unit::Year => 9,
            Unit::Decade => 10,
            Unit::Century => 11,
        },
        Node::Named(inner, _) => size(inner),
        Node::Shift(base, _, span) => {
            let largest = span.iter().map(|(_, u)| *u).max();
            match (base, largest) {
                (_, Some(unit)) if unit < Unit::Day => 0,
                (None, Some(Unit::Year)) => 9,
                _ => 3,
            }
        }
        Node::Nth(_, what, _) => size(what),
        Node::Part(_, base) => size(base).saturating_sub(1),
        Node::Both(a, b) => size(a).min(size(b)),
        Node::Range(a, b, _) => size(a).max(size(b)),
        Node::Decade(_) => 10,
        Node::Century(_) => 11,
        _ => 4,
    }
}

/// Whole years.
pub(crate) fn years(from: i16, to: i16, precision: Precision) -> Option<Value> {
    Some(Value { from: Some(Moment::year(from)?), to: Some(Moment::year(to)?), precision })
}
