//! Counting units on from a moment.

use claims::{Moment, Precision};
use jiff::{Span as Length, civil::DateTime};
use language::Unit;

use super::node::Span;

/// The years that dates may have.
const YEARS: std::ops::RangeInclusive<i16> = 1..=9998;

/// The year and month of a count of months.
pub(crate) fn year_month(index: i64) -> Option<(i16, i8)> {
    let year = i16::try_from(index.div_euclid(12)).ok().filter(|y| YEARS.contains(y))?;
    Some((year, i8::try_from(index.rem_euclid(12)).ok()? + 1))
}

pub(crate) fn length(thousandths: i64, unit: Unit) -> Option<Length> {
    let whole = thousandths / 1000;
    let rest = thousandths % 1000;
    let new = Length::new();
    Some(match unit {
        Unit::Second => new.seconds(whole),
        Unit::Minute => new.seconds(thousandths * 60 / 1000),
        Unit::Hour => new.seconds(thousandths * 3600 / 1000),
        Unit::Day | Unit::Weekend => new.days(whole).hours(rest * 24 / 1000),
        Unit::Week => new.days(thousandths * 7 / 1000),
        Unit::Month => new.months(whole).days(rest * 30 / 1000),
        Unit::Quarter => new.months(thousandths * 3 / 1000),
        Unit::Half => new.months(thousandths * 6 / 1000),
        Unit::Year => new.months(thousandths * 12 / 1000),
        Unit::Decade => new.try_years(thousandths * 10 / 1000).ok()?,
        Unit::Century => new.try_years(thousandths / 10).ok()?,
    })
}

pub(crate) fn shifted(at: DateTime, sign: i64, span: &Span) -> Option<DateTime> {
    let mut at = at;
    for (count, unit) in span {
        // Counts beyond what any calendar holds would overflow the length.
        if *count > 5_000_000 {
            return None;
        }
        at = at.checked_add(length(count * sign, *unit)?).ok()?;
    }
    YEARS.contains(&at.year()).then_some(at)
}

pub(crate) fn added(from: Moment, sign: i64, span: &Span) -> Option<Moment> {
    let at = shifted(from.earliest(), sign, span)?;
    Some(match from.precision() {
        Precision::Minute | Precision::Second => Moment::minute(at),
        _ => Moment::day(at.date()),
    })
}
