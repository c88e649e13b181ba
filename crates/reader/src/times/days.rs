//! Days and months known by some of their parts: the nearest, or the first within a stretch.

use claims::Moment;
use jiff::{ToSpan, civil::Date};

use super::{
    node::{Fields, Node},
    value::{Resolver, Value},
};

impl Resolver<'_> {
    pub(crate) fn fields(&self, f: Fields, within: Option<&Value>) -> Option<Value> {
        let bounds = within.and_then(Value::bounds);
        match f {
            Fields { year: Some(y), month: None, day: None, weekday: None } => Some(Value::of(Moment::year(y)?)),
            Fields { month: Some(m), day: None, weekday: None, year } => {
                let year = match (year, bounds) {
                    (Some(y), _) => y,
                    (None, Some((first, last))) => (first.year()..=last.year()).take(12).find(|y| {
                        Moment::month(*y, m).is_some_and(|x| first <= x.last_day() && x.first_day() <= last)
                    })?,
                    (None, None) => {
                        let today = self.today()?;
                        match (m.cmp(&today.month()), self.future()) {
                            (std::cmp::Ordering::Greater, false) => today.year() - 1,
                            (std::cmp::Ordering::Less, true) => today.year() + 1,
                            _ => today.year(),
                        }
                    }
                };
                Some(Value::of(Moment::month(year, m)?))
            }
            _ => self.day(f, bounds).map(|d| Value::of(Moment::day(d))),
        }
    }

    /// The day that has these parts: the first within bounds, or the nearest on the side preferred.
    fn day(&self, f: Fields, bounds: Option<(Date, Date)>) -> Option<Date> {
        // "Tuesday 2016" is no day: a weekday is looked for within a month at most.
        let long = bounds.is_some_and(|(first, last)| first.until(last).map_or(true, |s| s.get_days() > 31));
        if f.day.is_none() && (f.year.is_some() || f.month.is_some() || long) {
            return None;
        }
        let fits = |d: Date| f.weekday.is_none_or(|w| d.weekday().to_monday_one_offset() == w);
        if let Some((first, last)) = bounds {
            return self.candidates(f, first, true).take_while(|d| *d <= last).find(|d| *d >= first && fits(*d));
        }
        if let Fields { year: Some(y), month: Some(m), day: Some(d), .. } = f {
            return Date::new(y, m, d).ok();
        }
        let today = match f.year {
            Some(y) => Date::new(y, 1, 1).ok()?,
            None => self.today()?,
        };
        let ahead = self.future() || f.year.is_some();
        if f.day.is_none() {
            // A weekday alone: today counts for what has happened, not for what is to come.
            let weekday = f.weekday?;
            let back = (today.weekday().to_monday_one_offset() - weekday).rem_euclid(7);
            let days = match (ahead, back) {
                (true, 0) => 7,
                (true, n) => 7 - n,
                (false, n) => -n,
            };
            return today.checked_add(i64::from(days).days()).ok();
        }
        let sided = |d: &Date| if ahead { *d >= today } else { *d <= today };
        let plain = Fields { weekday: None, ..f };
        let nearest = |ahead| self.candidates(plain, today, ahead).take(3);
        if f.weekday.is_some() {
            // The weekday tells the side: "Monday, Feb 18" is the one that is a Monday, before or behind.
            let preferred = nearest(ahead).filter(sided).take(1).find(|d| fits(*d));
            let other = || nearest(!ahead).filter(|d| !sided(d)).take(1).find(|d| fits(*d));
            let far = || self.candidates(plain, today, ahead).filter(sided).find(|d| fits(*d));
            if let Some(day) = preferred.or_else(other).or_else(far) {
                return Some(day);
            }
        }
        // A weekday that fits no near year is a slip: the date counts.
        nearest(ahead).find(sided)
    }

    /// Days with these parts, from a day on, ahead or back, for some years.
    fn candidates(&self, f: Fields, from: Date, ahead: bool) -> Box<dyn Iterator<Item = Date>> {
        let step: i16 = if ahead { 1 } else { -1 };
        let Some(day) = f.day else {
            // A weekday: a week of days is enough.
            let month = f.month;
            return Box::new(
                (0..400i64)
                    .map_while(move |n| from.checked_add((n * i64::from(step)).days()).ok())
                    .filter(move |d| month.is_none_or(|m| d.month() == m)),
            );
        };
        let year = f.year;
        match f.month {
            Some(month) => Box::new(
                (0..9i16)
                    .map(move |n| from.year() + n * step)
                    .filter(move |y| year.is_none_or(|w| w == *y))
                    .filter_map(move |y| Date::new(y, month, day).ok()),
            ),
            None => Box::new(
                (0..60i32)
                    .map(move |n| i32::from(from.year()) * 12 + i32::from(from.month()) - 1 + n * i32::from(step))
                    .filter_map(move |m| {
                        let y = i16::try_from(m.div_euclid(12)).ok()?;
                        Date::new(y, i8::try_from(m.rem_euclid(12)).ok()? + 1, day).ok()
                    })
                    .filter(move |d| year.is_none_or(|w| w == d.year())),
            ),
        }
    }

    /// "next Monday" is that of next week, "the coming Monday" the nearest, "last Monday" the nearest behind.
    pub(crate) fn named(&self, inner: &Node, which: i64) -> Option<Value> {
        let today = self.today()?;
        match inner {
            Node::Fields(Fields { weekday: Some(w), .. }) => {
                let back = (today.weekday().to_monday_one_offset() - w).rem_euclid(7);
                let day = match which {
                    -2 => today.checked_sub(i64::from(if back == 0 { 7 } else { back }).days()).ok()?,
                    2 | 3 => today.checked_add(i64::from(7 - back).days()).ok()?,
                    n => {
                        let begins = i8::try_from(self.times.week_begins).unwrap_or(1);
                        let into = (w - begins).rem_euclid(7);
                        let day =
                            self.week(today)?.checked_add(n.weeks()).ok()?.checked_add(i64::from(into).days()).ok()?;
                        // "this Monday", looking ahead, is the coming one.
                        if n == 0 && self.future() && day < today { day.checked_add(1.week()).ok()? } else { day }
                    }
                };
                Some(Value::of(Moment::day(day)))
            }
            Node::Fields(Fields { month: Some(m), .. }) => {
                let year = match (which, m.cmp(&today.month())) {
                    (-1 | -2, std::cmp::Ordering::Greater | std::cmp::Ordering::Equal) => today.year() - 1,
                    (1..=3, std::cmp::Ordering::Less | std::cmp::Ordering::Equal) => today.year() + 1,
                    _ => today.year(),
                };
                Some(Value::of(Moment::month(year, *m)?))
            }
            Node::Season(s) => self.season(*s, None, Some(which)),
            Node::Feast(index) => self.feast(*self.times.feasts.get(usize::from(*index))?, None, Some(which)),
            Node::Daypart(a, b) => self.hours(today.checked_add(which.clamp(-1, 1).days()).ok()?, *a, *b),
            _ => None,
        }
    }
}
