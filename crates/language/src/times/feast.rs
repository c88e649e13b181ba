//! Feasts: days that have a name of their own.

/// A feast.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Feast {
    /// Its first day.
    pub day: FeastDay,
    /// How many days it lasts.
    pub length: u8,
}

/// When a feast falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FeastDay {
    /// Every year on this month and day.
    Fixed(i8, i8),
    /// Days from Easter Sunday of the western churches.
    Easter(i16),
    /// Days from Easter Sunday of the eastern churches.
    Pascha(i16),
    /// The nth such weekday of a month, from its end where n is below 0: (n, weekday, month), and days from it.
    Weekday(i8, i8, i8, i16),
    /// Month and day of the Hebrew calendar, Tishri being 1 and Adar (the second of a leap year) 6.
    Hebrew(u8, u8),
    /// Month and day of the Islamic calendar.
    Islamic(u8, u8),
}

impl Feast {
    /// `12-25`, `easter-2`, `4*4-11` (the fourth Thursday of November), `4*4-11+1` (the day after), `hebrew:7-15x7`.
    pub(crate) fn read(written: &str) -> Option<Feast> {
        let (day, length) = match written.split_once('x') {
            Some((day, length)) => (day, length.parse().ok().filter(|n| *n > 0)?),
            None => (written, 1),
        };
        Some(Feast { day: self::day(day)?, length })
    }
}

fn day(written: &str) -> Option<FeastDay> {
    let days = |rest: &str| if rest.is_empty() { Some(0) } else { rest.parse().ok() };
    let pair = |rest: &str| -> Option<(u8, u8)> {
        let (month, day) = rest.split_once('-')?;
        Some((month.parse().ok()?, day.parse().ok()?))
    };
    if let Some(rest) = written.strip_prefix("easter") {
        return days(rest).map(FeastDay::Easter);
    }
    if let Some(rest) = written.strip_prefix("pascha") {
        return days(rest).map(FeastDay::Pascha);
    }
    if let Some(rest) = written.strip_prefix("hebrew:") {
        return pair(rest).map(|(m, d)| FeastDay::Hebrew(m, d));
    }
    if let Some(rest) = written.strip_prefix("islamic:") {
        return pair(rest).map(|(m, d)| FeastDay::Islamic(m, d));
    }
    if let Some((n, rest)) = written.split_once('*') {
        let (weekday, rest) = rest.split_once('-')?;
        let (month, days) = rest.split_once('+').unwrap_or((rest, "0"));
        return Some(FeastDay::Weekday(
            n.parse().ok()?,
            weekday.parse().ok()?,
            month.parse().ok()?,
            days.parse().ok()?,
        ));
    }
    let (month, day) = written.split_once('-')?;
    Some(FeastDay::Fixed(month.parse().ok()?, day.parse().ok()?))
}
