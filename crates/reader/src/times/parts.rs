//! Parts of a stretch of the calendar, and what lies beyond it.

use claims::{Moment, Precision};
use jiff::{ToSpan, civil::Date};
use language::Operation;

use super::{
    spans::year_month,
    value::{Value, years},
};

/// The first, middle or last part of a stretch, as news and almanacs cut it.
pub(crate) fn part_of(part: i8, value: &Value) -> Option<Value> {
    let (first, last) = value.bounds()?;
    let day = |d: i8| Date::new(first.year(), first.month(), d).ok();
    let pick = |parts: [i64; 6]| -> (i64, i64) {
        match part {
            -1 => (parts[0], parts[1]),
            0 => (parts[2], parts[3]),
            _ => (parts[4], parts[5]),
        }
    };
    match value.precision {
        Precision::Month => Some(match part {
            -1 => Value::days(first, day(10)?, Precision::Day),
            0 => Value::days(day(11)?, day(20)?, Precision::Day),
            _ => Value::days(day(21)?, last, Precision::Day),
        }),
        Precision::Week => {
            let (a, b) = pick([0, 2, 2, 4, 4, 6]);
            Some(Value::days(first.checked_add(a.days()).ok()?, first.checked_add(b.days()).ok()?, Precision::Day))
        }
        Precision::Year => {
            let (a, b) = pick([0, 2, 4, 7, 8, 11]);
            let start = i64::from(first.year()) * 12;
            Value::months(year_month(start + a)?, year_month(start + b)?, Precision::Month)
        }
        Precision::Quarter | Precision::Season => {
            let start = i64::from(first.year()) * 12 + i64::from(first.month()) - 1;
            let month = year_month(start + i64::from(part + 1))?;
            Value::months(month, month, Precision::Month)
        }
        Precision::Decade | Precision::Century => {
            let width = if value.precision == Precision::Decade { 1 } else { 10 };
            let (a, b) = pick([0, 3, 3, 6, 6, 9]);
            let at = |n: i64| i16::try_from(i64::from(first.year()) + n).ok();
            let last = b * width + if width == 10 { 9 } else { 0 };
            years(at(a * width)?, at(last)?, Precision::Year)
        }
        Precision::Hour => {
            // "late last night": its last three hours.
            let (from, to) = (value.from?.earliest(), value.to?.earliest());
            let three = 2.hours();
            Some(match part {
                -1 => Value { to: Some(Moment::minute(from.checked_add(three).ok()?)), ..*value },
                1 => Value { from: Some(Moment::minute(to.checked_sub(three).ok()?)), ..*value },
                _ => *value,
            })
        }
        _ => Some(*value),
    }
}

pub(crate) fn open(operation: Operation, value: &Value) -> Option<Value> {
    let (from, to) = match operation {
        Operation::Since => (value.from, None),
        Operation::Until => (None, value.to),
        Operation::After => (Some(beside(value.to?, 1)?), None),
        _ => (None, Some(beside(value.from?, -1)?)),
    };
    Some(Value { from, to, precision: value.precision })
}

/// The moment after or before one, of the same length.
pub(crate) fn beside(moment: Moment, side: i16) -> Option<Moment> {
    let day = moment.first_day();
    match moment.precision() {
        Precision::Year => Moment::year(day.year().checked_add(side)?),
        Precision::Month => {
            let (y, m) = year_month(i64::from(day.year()) * 12 + i64::from(day.month()) - 1 + i64::from(side))?;
            Moment::month(y, m)
        }
        Precision::Day => Some(Moment::day(day.checked_add(i64::from(side).days()).ok()?)),
        _ => Some(moment),
    }
}
