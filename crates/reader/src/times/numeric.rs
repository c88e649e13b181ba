//! Dates in digits.

use language::TimeWord;
use text::Class;

use super::{
    matcher::Matcher,
    node::{Fields, Node},
};

impl Matcher<'_> {
    /// 7.11.2025, 07/11/2025, 2025-11-07, and a year with a month 2025-11.
    pub(crate) fn numeric(&self, at: usize) -> Option<(Option<Node>, usize)> {
        let item = self.items.get(at).filter(|i| i.class == Class::Number)?;
        let full = |f: Fields, width: usize| Some((Some(Node::Fields(f)), width));
        if item.text.contains('.') {
            let parts: Vec<&str> = item.text.split('.').collect();
            let [a, b, c] = parts.as_slice() else { return None };
            return full(self.date(a, b, c, '.')?, 1);
        }
        let separator = self.text(at + 1).chars().next().filter(|c| matches!(c, '/' | '-'))?;
        let glued = |i: usize| self.items.get(i).is_some_and(|i| i.glued);
        let b = self.digits(at + 2).filter(|_| glued(at + 1) && glued(at + 2));
        // "31-Oct-74"
        let named = || {
            self.items
                .get(at + 2)?
                .said
                .iter()
                .find_map(|(w, _)| if let TimeWord::Month(m) = w { Some(*m) } else { None })
        };
        let a = self.digits(at)?;
        if b.is_none() {
            let month = named()?;
            let c = self.digits(at + 4).filter(|_| self.text(at + 3).starts_with(separator))?;
            let (year, day) = if a.len() == 4 { (a, c) } else { (c, a) };
            let year: i16 = match year.len() {
                4 => year.parse().ok()?,
                2 => full_year(year.parse().ok()?),
                _ => return None,
            };
            let day = day.parse().ok().filter(|d| (1..=31).contains(d))?;
            let fields = Fields { year: Some(year), month: i8::try_from(month).ok(), day: Some(day), weekday: None };
            return full(fields, 5);
        }
        let b = b?;
        let third = self.text(at + 3).starts_with(separator) && glued(at + 3) && glued(at + 4);
        if let Some(c) = self.digits(at + 4).filter(|_| third) {
            return full(self.date(a, b, c, separator)?, 5);
        }
        if third || a.len() != 4 || separator != '-' || b.len() != 2 {
            return None;
        }
        let year = a.parse().ok().filter(|y| (1000..3000).contains(y))?;
        let month = b.parse().ok().filter(|m| (1..=12).contains(m))?;
        full(Fields { year: Some(year), month: Some(month), ..Fields::default() }, 3)
    }

    /// Day and month without a year, where one of the two can only be the day.
    pub(crate) fn short(&self, at: usize) -> Option<(Option<Node>, usize)> {
        let item = self.items.get(at).filter(|i| i.class == Class::Number)?;
        let (a, b, width): (i8, i8, usize) = if let Some((a, b)) = item.text.split_once('.') {
            (a.parse().ok()?, b.parse().ok()?, 1)
        } else {
            if !matches!(self.text(at + 1), "/" | "-") {
                return None;
            }
            (self.small(at)?, self.small(at + 2)?, 3)
        };
        let (day, month) = self.ordered(a, b)?;
        jiff::civil::Date::new(2024, month, day).ok()?;
        Some((Some(Node::Fields(Fields { month: Some(month), day: Some(day), ..Fields::default() })), width))
    }

    /// Which of two numbers is the day and which the month.
    fn ordered(&self, a: i8, b: i8) -> Option<(i8, i8)> {
        if a > 12 || b > 12 {
            return if a > b { Some((a, b)) } else { Some((b, a)) }.filter(|(_, m)| *m <= 12);
        }
        Some(if self.language.times.month_first { (b, a) } else { (a, b) })
    }

    fn date(&self, a: &str, b: &str, c: &str, separator: char) -> Option<Fields> {
        let n = |s: &str| s.parse::<i16>().ok();
        let small = |s: &str| s.parse::<i8>().ok();
        let (y, m, d) = if a.len() == 4 {
            (n(a)?, small(b)?, small(c)?)
        } else {
            let year = match c.len() {
                4 => n(c)?,
                2 => full_year(n(c)?),
                _ => return None,
            };
            // Points put the day first everywhere.
            let (first, second) = (small(a)?, small(b)?);
            let (day, month) =
                if separator == '.' && second <= 12 { (first, second) } else { self.ordered(first, second)? };
            (year, month, day)
        };
        jiff::civil::Date::new(y, m, d).ok()?;
        Some(Fields { year: Some(y), month: Some(m), day: Some(d), weekday: None })
    }
}

/// The century of a year of two digits.
pub(crate) fn full_year(y: i16) -> i16 {
    if y < 50 { 2000 + y } else { 1900 + y }
}
