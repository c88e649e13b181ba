//! For which day a question is asked, and as known when.

use claims::Moment;
use jiff::{Timestamp, civil::Date, tz::TimeZone};

use crate::Error;

/// The two dates of a question. The registry has no clock: whoever asks brings the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The day asked for; of a month or year, its last day.
    pub as_of: Moment,
    /// What was recorded later is not seen: an RFC 3339 instant. `None`: everything.
    pub known_at: Option<String>,
}

impl Question {
    /// As of a day, with everything known.
    pub fn on(as_of: impl Into<Moment>) -> Question {
        Question { as_of: as_of.into(), known_at: None }
    }

    /// The same, as it was known at an instant (RFC 3339) or at the end of a day (YYYY-MM-DD, UTC).
    ///
    /// # Errors
    /// If it is neither.
    pub fn known_at(mut self, instant: &str) -> Result<Question, Error> {
        self.known_at = Some(end_of(instant)?);
        Ok(self)
    }

    pub(crate) fn asked(&self) -> record::Asked {
        record::Asked { as_of: self.as_of, known_at: self.known_at.clone() }
    }
}

/// A day or an instant as the last instant of it, in UTC.
///
/// # Errors
/// If it is neither.
pub fn end_of(written: &str) -> Result<String, Error> {
    read(written, |date| date.at(23, 59, 59, 999_999_999))
}

/// A day or an instant as the first instant of it, in UTC.
///
/// # Errors
/// If it is neither.
pub fn start_of(written: &str) -> Result<String, Error> {
    read(written, |date| date.at(0, 0, 0, 0))
}

fn read(written: &str, on: impl Fn(Date) -> jiff::civil::DateTime) -> Result<String, Error> {
    let error = || Error::Instant(written.chars().take(40).collect());
    if let Ok(instant) = written.parse::<Timestamp>() {
        return Ok(instant.to_string());
    }
    // Only a whole day: a month would leave open which day was meant.
    let day: Date = written
        .parse()
        .map_err(|_| error())
        .and_then(|d: Date| if written.len() == 10 { Ok(d) } else { Err(error()) })?;
    Ok(TimeZone::UTC.to_timestamp(on(day)).map_err(|_| error())?.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_its_first_or_last_instant() {
        assert_eq!(start_of("2025-11-07").unwrap(), "2025-11-07T00:00:00Z");
        assert_eq!(end_of("2025-11-07").unwrap(), "2025-11-07T23:59:59.999999999Z");
        assert_eq!(end_of("2025-11-07T20:15:00+02:00").unwrap(), "2025-11-07T18:15:00Z");
        for wrong in ["yesterday", "2025-11", "2025-11-07T20:15", "", "2025-13-01"] {
            assert!(end_of(wrong).is_err(), "{wrong}");
        }
    }
}
