//! The calendar: seasons, Easter, the nth weekday of a stretch.

use jiff::{ToSpan, civil::Date};

/// First and last month of a season (spring 1 to winter 4) that begins in a year.
pub(crate) fn season(season: u8, year: i16) -> ((i16, i8), (i16, i8)) {
    match season {
        1 => ((year, 3), (year, 5)),
        2 => ((year, 6), (year, 8)),
        3 => ((year, 9), (year, 11)),
        _ => ((year, 12), (year + 1, 2)),
    }
}

/// Easter Sunday of the western churches (the anonymous Gregorian computus).
pub(crate) fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let f = (b + 8) / 25;
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(year, i8::try_from(n / 31).ok()?, i8::try_from(n % 31 + 1).ok()?).ok()
}

/// Easter Sunday of the eastern churches, in the Gregorian calendar (Meeus, and the days between the calendars).
pub(crate) fn pascha(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let d = (19 * (y % 19) + 15) % 30;
    let e = (2 * (y % 4) + 4 * (y % 7) - d + 34) % 7;
    let n = d + e + 114;
    let julian = Date::new(year, i8::try_from(n / 31).ok()?, i8::try_from(n % 31 + 1).ok()?).ok()?;
    let between = y / 100 - y / 400 - 2;
    julian.checked_add(i64::from(between).days()).ok()
}

/// The nth such weekday between two days, from the end where n is below 0.
pub(crate) fn nth_weekday(n: i64, weekday: i8, first: Date, last: Date) -> Option<Date> {
    let day = if n > 0 {
        let into = (weekday - first.weekday().to_monday_one_offset()).rem_euclid(7);
        first.checked_add(i64::from(into).days()).ok()?.checked_add((n - 1).weeks()).ok()?
    } else {
        let back = (last.weekday().to_monday_one_offset() - weekday).rem_euclid(7);
        last.checked_sub(i64::from(back).days()).ok()?.checked_add((n + 1).weeks()).ok()?
    };
    (first <= day && day <= last).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feasts_that_move() {
        let dates = [
            (2013, "2013-03-31", "2013-05-05"),
            (2024, "2024-03-31", "2024-05-05"),
            (2025, "2025-04-20", "2025-04-20"),
        ];
        for (year, west, east) in dates {
            assert_eq!(easter(year).unwrap().to_string(), west);
            assert_eq!(pascha(year).unwrap().to_string(), east);
        }
    }
}
