//! The Hebrew calendar, and the Islamic one as tables of it count (its months by sight may begin a day off).

use jiff::{ToSpan, civil::Date};

/// The day of a count that begins with 1 January of the year 1.
fn fixed(day: i64) -> Option<Date> {
    Date::new(1, 1, 1).ok()?.checked_add((day - 1).days()).ok()
}

/// Days from the epoch to the new year of a Hebrew year, before its delays.
fn elapsed(year: i64) -> i64 {
    let months = (235 * year - 234).div_euclid(19);
    let parts = 12_084 + 13_753 * months;
    let day = 29 * months + parts.div_euclid(25_920);
    if (3 * (day + 1)).rem_euclid(7) < 3 { day + 1 } else { day }
}

fn hebrew_new_year(year: i64) -> i64 {
    let (before, this, after) = (elapsed(year - 1), elapsed(year), elapsed(year + 1));
    let delay = if after - this == 356 {
        2
    } else if this - before == 382 {
        1
    } else {
        0
    };
    // The epoch is 7 October 3761 before our era in the Julian calendar.
    this + delay - 1_373_427
}

/// Whether a Hebrew year has thirteen months.
fn is_leap(year: i64) -> bool {
    (7 * year + 1).rem_euclid(19) < 7
}

/// A day of the Hebrew calendar. Months count from Tishri, 1, to Elul, 12; Adar, 6, is the second one of a leap year, and the
/// first one of it is 13.
pub(crate) fn hebrew(year: i64, month: u8, day: u8) -> Option<Date> {
    if !(1..=9000).contains(&year) || !(1..=13).contains(&month) || !(1..=30).contains(&day) {
        return None;
    }
    let first = hebrew_new_year(year);
    let length = hebrew_new_year(year + 1) - first;
    let heshvan = if length % 10 == 5 { 30 } else { 29 };
    let kislev = if length % 10 == 3 { 29 } else { 30 };
    let leap = is_leap(year);
    let adar_first = if leap { 30 } else { 0 };
    let lengths: [i64; 13] = [30, heshvan, kislev, 29, 30, adar_first, 29, 30, 29, 30, 29, 30, 29];
    let place = match month {
        13 if leap => 5,
        13 => return None,
        m if m <= 5 => usize::from(m) - 1,
        m => usize::from(m),
    };
    (i64::from(day) <= lengths[place]).then_some(())?;
    let before: i64 = lengths[..place].iter().sum();
    fixed(first + before + i64::from(day) - 1)
}

/// The Hebrew day that falls in a year of ours.
pub(crate) fn hebrew_in(year: i16, month: u8, day: u8) -> Option<Date> {
    let first = i64::from(year) + 3760;
    [first, first + 1].into_iter().filter_map(|y| hebrew(y, month, day)).find(|d| d.year() == year)
}

/// A day of the Islamic calendar; months count from Muharram, 1.
fn islamic(year: i64, month: u8, day: u8) -> Option<Date> {
    let month = i64::from(month);
    let days = i64::from(day)
        + 29 * (month - 1)
        + (6 * month - 1).div_euclid(11)
        + (year - 1) * 354
        + (3 + 11 * year).div_euclid(30);
    fixed(227_015 - 1 + days)
}

/// The first such Islamic day that falls in a year of ours.
pub(crate) fn islamic_in(year: i16, month: u8, day: u8) -> Option<Date> {
    let near = (i64::from(year) - 622) * 33 / 32;
    (near - 1..=near + 2).filter_map(|y| islamic(y, month, day)).find(|d| d.year() == year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_days() {
        // New year, Passover, Hanukkah, Purim of a leap year.
        let days = [
            (5785, 1, 1, "2024-10-03"),
            (5785, 7, 15, "2025-04-13"),
            (5786, 3, 25, "2025-12-15"),
            (5784, 6, 14, "2024-03-24"),
        ];
        for (year, month, day, ours) in days {
            assert_eq!(hebrew(year, month, day).unwrap().to_string(), ours);
        }
        assert_eq!(hebrew_in(2018, 5, 15).unwrap().to_string(), "2018-01-31");
        assert_eq!(islamic_in(2018, 10, 1).unwrap().to_string(), "2018-06-15");
        assert_eq!(islamic_in(2018, 1, 1).unwrap().to_string(), "2018-09-12");
    }
}
