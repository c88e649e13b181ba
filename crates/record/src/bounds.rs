//! Between which days an act lies, as far as a claim and its document tell.

use claims::{Basis, Bound, Claim, Moment, Period, Precision};
use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

/// The days between which an act lies, both included; an open end is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Bounds {
    /// Not before this day.
    pub from: Option<Date>,
    /// Not after this day.
    pub to: Option<Date>,
}

impl Bounds {
    /// One day.
    pub fn day(day: Date) -> Bounds {
        Bounds { from: Some(day), to: Some(day) }
    }

    /// All days of a moment.
    pub fn within(moment: Moment) -> Bounds {
        Bounds { from: Some(moment.first_day()), to: Some(moment.last_day()) }
    }

    /// The first day on which the act can be shown to have happened: the earliest day that a text gives, or, where no text
    /// gives one, the day by which it was published. Acts without any date have no such day and count on every day.
    pub fn counts_from(self) -> Option<Date> {
        self.from.or(self.to)
    }

    /// Whether the act counts on the day asked.
    pub fn counts_on(self, day: Date) -> bool {
        self.counts_from().is_none_or(|first| first <= day)
    }

    /// Whether the act may as well lie after the day.
    pub fn may_be_after(self, day: Date) -> bool {
        self.from.is_some() && self.to.is_none_or(|to| to > day)
    }

    /// Whether both can be of one act.
    pub fn compatible(self, other: Bounds) -> bool {
        let before = |a: Option<Date>, b: Option<Date>| matches!((a, b), (Some(a), Some(b)) if a < b);
        !before(self.to, other.from) && !before(other.to, self.from)
    }

    /// Whether the text itself says that the act came after the day.
    pub fn stated_after(self, day: Date) -> bool {
        self.from.is_some_and(|from| from > day)
    }

    /// The number of days between the bounds; `i32::MAX` where one is open.
    pub fn width(self) -> i32 {
        match (self.from, self.to) {
            (Some(from), Some(to)) => days_between(from, to),
            _ => i32::MAX,
        }
    }

    /// The smaller bounds of two compatible ones.
    pub fn narrowed(self, other: Bounds) -> Bounds {
        let to = match (self.to, other.to) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        Bounds { from: self.from.max(other.from), to }
    }

    /// As a period of the contract. Without a day in the text: `from` null, basis `published`.
    pub fn period(self, basis: Option<Basis>) -> Option<Period> {
        let (from, to) = (self.from.map(Moment::day), self.to.map(Moment::day));
        let (precision, from, to) = match (self.from, self.to) {
            (None, None) => return None,
            (Some(a), Some(b)) => whole_unit(a, b),
            _ => (Precision::Day, from, to),
        };
        let basis = if self.from.is_none() { Some(Basis::Published) } else { basis };
        Some(Period { from, to, precision, start: None, end: None, basis })
    }
}

/// A year or month is written as such.
fn whole_unit(a: Date, b: Date) -> (Precision, Option<Moment>, Option<Moment>) {
    let days = (Precision::Day, Some(Moment::day(a)), Some(Moment::day(b)));
    if a.first_of_month() != a || b.last_of_month() != b {
        return days;
    }
    if a.first_of_year() == a && b.last_of_year() == b {
        let precision = if a.year() == b.year() { Precision::Year } else { Precision::Decade };
        return (precision, Moment::year(a.year()), Moment::year(b.year()));
    }
    let precision = if a.first_of_month() == b.first_of_month() { Precision::Month } else { Precision::Quarter };
    (precision, Moment::month(a.year(), a.month()), Moment::month(b.year(), b.month()))
}

/// Days from one to the other; negative if the second is earlier.
pub fn days_between(from: Date, to: Date) -> i32 {
    // The calendar of jiff spans about 7.3 million days, so an `i32` holds every distance.
    (to - from).get_days()
}

/// So many days later, at most the last day of the calendar.
pub fn later(day: Date, days: i32) -> Date {
    day.saturating_add(days.days())
}

/// A claim about an act that lies further back than this, counted in days from publication, is a recollection (L7).
const RECENT: i32 = 60;

/// What the words of a claim alone say of the time of its act; the day of publication is not among them, so that a reprint
/// says the same.
pub fn told(claim: &Claim) -> Bounds {
    let stated = claim.time.as_ref().filter(|t| t.basis != Some(Basis::Published));
    let bounds = stated.map_or(Bounds::default(), act_bounds);
    match (bounds.from, bounds.to) {
        (Some(from), Some(to)) if from > to => Bounds::default(), // nonsense dates say nothing
        _ => bounds,
    }
}

/// Whether a claim is told as background, or without a day (L7).
pub fn as_background(claim: &Claim) -> bool {
    let coarse =
        claim.time.as_ref().is_some_and(|t| t.basis != Some(Basis::Published) && t.precision > Precision::Week);
    claim.background || coarse && told(claim).from.is_some()
}

impl Bounds {
    /// Of an act told as done, first on the day `said`: it was not later than that.
    pub fn by(self, said: Option<Date>) -> Bounds {
        let Some(said) = said else { return self };
        let last = self.from.map_or(said, |from| from.max(said));
        Bounds { from: self.from, to: Some(self.to.map_or(last, |to| to.min(last))) }
    }

    /// Whether what was said last on that day as done lies in its future.
    pub fn ahead_of(self, last: Option<Date>) -> bool {
        // A day of grace: "tonight" may be tomorrow where the paper is printed.
        matches!((self.from, last), (Some(from), Some(day)) if from > later(day, 1))
    }

    /// Whether it lay long back when it was first told.
    pub fn long_before(self, said: Option<Date>) -> bool {
        matches!((self.from, said), (Some(from), Some(day)) if days_between(from, day) > RECENT)
    }
}

/// The bounds of the act: of a lasting period, of its beginning.
fn act_bounds(time: &Period) -> Bounds {
    match time.start {
        Some(Bound::Between { earliest, latest }) => {
            Bounds { from: earliest.map(Moment::first_day), to: latest.map(Moment::last_day) }
        }
        Some(Bound::Word(_)) => Bounds::default(),
        None => Bounds { from: time.from.map(Moment::first_day), to: time.to.map(Moment::last_day) },
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn undated_acts_count_from_publication() {
        let undated = Bounds { from: None, to: Some(date(2025, 11, 7)) };
        assert!(!undated.counts_on(date(1950, 1, 1)) && undated.counts_on(date(2025, 11, 7)));
        let since = undated.period(None).unwrap();
        assert_eq!((since.from, since.to.unwrap().to_string().as_str()), (None, "2025-11-07"));
        assert!(!undated.may_be_after(date(2025, 11, 1)) && Bounds::default().counts_on(date(1, 1, 1)));
    }

    #[test]
    fn whole_units_are_written_as_such() {
        let text = |from, to| {
            let p = Bounds { from: Some(from), to: Some(to) }.period(Some(Basis::Stated)).unwrap();
            (p.from.unwrap().to_string(), p.precision)
        };
        assert_eq!(text(date(1992, 1, 1), date(1992, 12, 31)), ("1992".into(), Precision::Year));
        assert_eq!(text(date(2024, 2, 1), date(2024, 2, 29)), ("2024-02".into(), Precision::Month));
        assert_eq!(text(date(2024, 2, 1), date(2024, 2, 3)), ("2024-02-01".into(), Precision::Day));
    }

    #[test]
    fn compatible_bounds_narrow_each_other() {
        let month = Bounds { from: Some(date(2025, 11, 1)), to: Some(date(2025, 11, 30)) };
        let day = Bounds::day(date(2025, 11, 6));
        assert!(month.compatible(day) && day.compatible(Bounds::default()));
        assert_eq!(month.narrowed(day), day);
        assert!(!day.compatible(Bounds::day(date(2025, 11, 7))));
        assert_eq!(day.narrowed(Bounds { from: None, to: Some(date(2025, 11, 7)) }), day);
    }
}
