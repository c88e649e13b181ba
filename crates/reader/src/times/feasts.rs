//! Feasts: the nearest, or that of a year.

use claims::{Moment, Precision};
use jiff::{ToSpan, civil::Date};
use language::{Feast, FeastDay};

use super::{
    calendar::{easter, nth_weekday, pascha},
    moon::{hebrew_in, islamic_in},
    value::{Resolver, Value},
};

impl Resolver<'_> {
    /// The days of a feast within a stretch, or the nearest; `which`: this year's, the next, the last.
    pub(crate) fn feast(&self, feast: Feast, within: Option<&Value>, which: Option<i64>) -> Option<Value> {
        let on = |year: i16| first_day(feast.day, year);
        let day = if let Some((first, last)) = within.and_then(Value::bounds) {
            // In a span that is one day ("in three months") the feast of that year is meant.
            let stretch = if first == last {
                (Date::new(first.year(), 1, 1).ok()?, Date::new(first.year(), 12, 31).ok()?)
            } else {
                (first, last)
            };
            (first.year()..=last.year()).take(12).filter_map(on).find(|d| stretch.0 <= *d && *d <= stretch.1)
        } else {
            let today = self.today()?;
            let year = today.year();
            let ahead = which.map_or(self.future(), |w| w > 0);
            match which {
                // "this Christmas" is that of the year, or the one to come.
                Some(0) => on(year).filter(|d| !self.future() || *d >= today).or_else(|| on(year + 1)),
                _ if ahead => [year, year + 1].into_iter().filter_map(on).find(|d| *d >= today),
                _ => [year, year - 1].into_iter().filter_map(on).find(|d| *d <= today),
            }
        }?;
        let last = day.checked_add(i64::from(feast.length - 1).days()).ok()?;
        Some(Value { from: Some(Moment::day(day)), to: Some(Moment::day(last)), precision: Precision::Day })
    }
}

fn first_day(feast: FeastDay, year: i16) -> Option<Date> {
    match feast {
        FeastDay::Fixed(month, day) => Date::new(year, month, day).ok(),
        FeastDay::Easter(days) => easter(year)?.checked_add(i64::from(days).days()).ok(),
        FeastDay::Pascha(days) => pascha(year)?.checked_add(i64::from(days).days()).ok(),
        FeastDay::Weekday(n, weekday, month, days) => {
            let month = Moment::month(year, month)?;
            let day = nth_weekday(n.into(), weekday, month.first_day(), month.last_day())?;
            day.checked_add(i64::from(days).days()).ok()
        }
        FeastDay::Hebrew(month, day) => hebrew_in(year, month, day),
        FeastDay::Islamic(month, day) => islamic_in(year, month, day),
    }
}
