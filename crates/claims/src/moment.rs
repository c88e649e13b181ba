//! Times as texts give them: a year, a month, a day, or finer; and periods with uncertain ends.

use std::{fmt, str::FromStr};

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::vocabulary::{Basis, Precision};

/// A date of any length: `1992`, `2025-11`, `2025-11-07`, `2025-11-07T20:15`, `2025-11-07T20:15:30`. Gregorian, no zone.
///
/// Ordered by its first second, then by length, so that `2025 < 2025-01 < 2025-01-01 < 2025-02`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Moment {
    first: DateTime,
    length: Length,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Length {
    Year,
    Month,
    Day,
    Minute,
    Second,
}

/// A date that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no date; write YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDTHH:MM[:SS], years 1 to 9999")]
pub struct MomentError(String);

impl Moment {
    /// A year, 1 to 9999.
    pub fn year(year: i16) -> Option<Moment> {
        Moment::build(year, 1, 1, Length::Year)
    }

    /// A month.
    pub fn month(year: i16, month: i8) -> Option<Moment> {
        Moment::build(year, month, 1, Length::Month)
    }

    /// A day.
    pub fn day(date: Date) -> Moment {
        Moment { first: date.to_datetime(jiff::civil::Time::midnight()), length: Length::Day }
    }

    /// A minute.
    pub fn minute(time: DateTime) -> Moment {
        let first = time.with().second(0).subsec_nanosecond(0).build().unwrap_or(time);
        Moment { first, length: Length::Minute }
    }

    /// A second.
    pub fn second(time: DateTime) -> Moment {
        let first = time.with().subsec_nanosecond(0).build().unwrap_or(time);
        Moment { first, length: Length::Second }
    }

    fn build(year: i16, month: i8, day: i8, length: Length) -> Option<Moment> {
        if year < 1 {
            return None;
        }
        Some(Moment { first: Date::new(year, month, day).ok()?.to_datetime(jiff::civil::Time::midnight()), length })
    }

    /// The first second of the moment.
    pub fn earliest(self) -> DateTime {
        self.first
    }

    /// The last second of the moment.
    pub fn latest(self) -> DateTime {
        let end_of = |date: Date| date.at(23, 59, 59, 0);
        match self.length {
            Length::Year => end_of(self.first.date().last_of_year()),
            Length::Month => end_of(self.first.date().last_of_month()),
            Length::Day => end_of(self.first.date()),
            Length::Minute => self.first.with().second(59).build().unwrap_or(self.first),
            Length::Second => self.first,
        }
    }

    /// The first day of the moment.
    pub fn first_day(self) -> Date {
        self.first.date()
    }

    /// The last day of the moment.
    pub fn last_day(self) -> Date {
        self.latest().date()
    }

    /// The unit in which it is given.
    pub fn precision(self) -> Precision {
        match self.length {
            Length::Year => Precision::Year,
            Length::Month => Precision::Month,
            Length::Day => Precision::Day,
            Length::Minute => Precision::Minute,
            Length::Second => Precision::Second,
        }
    }
}

impl From<Date> for Moment {
    fn from(date: Date) -> Moment {
        Moment::day(date)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let t = self.first;
        write!(f, "{:04}", t.year())?;
        if self.length >= Length::Month {
            write!(f, "-{:02}", t.month())?;
        }
        if self.length >= Length::Day {
            write!(f, "-{:02}", t.day())?;
        }
        if self.length >= Length::Minute {
            write!(f, "T{:02}:{:02}", t.hour(), t.minute())?;
        }
        if self.length >= Length::Second {
            write!(f, ":{:02}", t.second())?;
        }
        Ok(())
    }
}

impl FromStr for Moment {
    type Err = MomentError;

    fn from_str(written: &str) -> Result<Moment, MomentError> {
        read(written).ok_or_else(|| MomentError(written.chars().take(40).collect()))
    }
}

fn read(written: &str) -> Option<Moment> {
    fn digits(s: &str, n: usize) -> Option<i16> {
        (s.len() == n && s.bytes().all(|b| b.is_ascii_digit())).then(|| s.parse().ok())?
    }
    let small = |s: &str| digits(s, 2).and_then(|n| i8::try_from(n).ok());
    let (date, time) = match written.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (written, None),
    };
    let parts: Vec<&str> = date.split('-').collect();
    match (parts.as_slice(), time) {
        ([y], None) => Moment::year(digits(y, 4)?),
        ([y, m], None) => Moment::month(digits(y, 4)?, small(m)?),
        ([y, m, d], None) => Moment::build(digits(y, 4)?, small(m)?, small(d)?, Length::Day),
        ([y, m, d], Some(time)) => {
            let day = Moment::build(digits(y, 4)?, small(m)?, small(d)?, Length::Day)?;
            // A zone is accepted and left out: the contract's times are those of the place.
            let time = without_zone(time);
            let clock: Vec<&str> = time.split(':').collect();
            let (h, min, sec, length) = match clock.as_slice() {
                [h, m] => (small(h)?, small(m)?, 0, Length::Minute),
                [h, m, s] => (small(h)?, small(m)?, small(s.split('.').next()?)?, Length::Second),
                _ => return None,
            };
            let first = day.first.date().to_datetime(jiff::civil::Time::new(h, min, sec, 0).ok()?);
            Some(Moment { first, length })
        }
        _ => None,
    }
}

/// A time of day without `Z`, `+02:00`, `-0200` or `+02` at its end.
fn without_zone(time: &str) -> &str {
    if let Some(plain) = time.strip_suffix('Z') {
        return plain;
    }
    let Some(at) = time.rfind(['+', '-']) else { return time };
    let (plain, zone) = time.split_at(at);
    let digits = zone.bytes().skip(1).filter(u8::is_ascii_digit).count();
    let written = zone.bytes().skip(1).all(|b| b.is_ascii_digit() || b == b':');
    if written && (digits == 2 || digits == 4) { plain } else { time }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        std::borrow::Cow::<'de, str>::deserialize(d)?.parse().map_err(de::Error::custom)
    }
}

/// One end of a lasting period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Bound {
    /// Known to lie between two moments, both included.
    Between {
        /// Not before this.
        earliest: Option<Moment>,
        /// Not after this.
        latest: Option<Moment>,
    },
    /// It goes on (`"open"`), or nothing is known of it (`"unknown"`).
    Word(Openness),
}

/// An end that has no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Openness {
    /// The period goes on.
    Open,
    /// Nothing is known of this end.
    Unknown,
}

/// When something happened, or lasted. `from` and `to` bound the act; both null: no time known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Period {
    /// Not before this moment.
    pub from: Option<Moment>,
    /// Not after this moment, itself included.
    pub to: Option<Moment>,
    /// The unit in which the time is known.
    pub precision: Precision,
    /// Where a lasting period began. Absent: the period is a single act on an uncertain day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<Bound>,
    /// Where a lasting period ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<Bound>,
    /// Where the time comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
}

impl Period {
    /// An act at some point within one moment.
    pub fn at(moment: Moment, basis: Basis) -> Period {
        Period {
            from: Some(moment),
            to: Some(moment),
            precision: moment.precision(),
            start: None,
            end: None,
            basis: Some(basis),
        }
    }

    /// Something that began within the moment and goes on ("since 1992").
    pub fn since(moment: Moment, basis: Basis) -> Period {
        Period {
            from: Some(moment),
            to: None,
            precision: moment.precision(),
            start: Some(Bound::Between { earliest: Some(moment), latest: Some(moment) }),
            end: Some(Bound::Word(Openness::Open)),
            basis: Some(basis),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_and_writes_every_length() {
        for s in ["1992", "2025-11", "2025-11-07", "2025-11-07T20:15", "2025-11-07T20:15:30"] {
            assert_eq!(s.parse::<Moment>().unwrap().to_string(), s);
        }
        assert_eq!("2013-02-12T04:30:00-02:00".parse::<Moment>().unwrap().to_string(), "2013-02-12T04:30:00");
        assert_eq!("2013-02-12T04:30+0530".parse::<Moment>().unwrap().to_string(), "2013-02-12T04:30");
        for s in
            ["", "92", "2025-13", "2025-02-30", "0000", "10000", "2025-1-1", "2025-11-07T25:00", "x", "2025-11-07T"]
        {
            assert!(s.parse::<Moment>().is_err(), "{s}");
        }
    }

    #[test]
    fn bounds_of_a_moment() {
        let year: Moment = "1992".parse().unwrap();
        assert_eq!(year.first_day().to_string(), "1992-01-01");
        assert_eq!(year.last_day().to_string(), "1992-12-31");
        assert_eq!("2024-02".parse::<Moment>().unwrap().last_day().to_string(), "2024-02-29");
    }

    #[test]
    fn a_period_in_json() {
        let since = Period::since("1992".parse().unwrap(), Basis::Stated);
        let json = serde_json::to_string(&since).unwrap();
        assert_eq!(
            json,
            r#"{"from":"1992","to":null,"precision":"year","start":{"earliest":"1992","latest":"1992"},"end":"open","basis":"stated"}"#
        );
        assert_eq!(serde_json::from_str::<Period>(&json).unwrap(), since);
    }

    proptest! {
        #[test]
        fn never_panics(s in "\\PC{0,30}") {
            let _ = s.parse::<Moment>();
        }

        #[test]
        fn earliest_is_not_after_latest(y in 1i16..=9999, m in 1i8..=12) {
            let month = Moment::month(y, m).unwrap();
            prop_assert!(month.earliest() <= month.latest());
            prop_assert!(Moment::year(y).unwrap() <= month);
        }
    }
}
