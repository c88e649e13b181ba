//! Instants of recording: RFC 3339 outside, microseconds since 1970 inside.

use jiff::Timestamp;

use crate::{Error, Result};

/// Microseconds since 1970-01-01T00:00:00Z. Finer fractions are cut off.
pub(crate) type Instant = i64;

/// Reads an RFC 3339 instant.
pub(crate) fn parse(written: &str) -> Result<Instant> {
    let instant: Timestamp = written.parse().map_err(|_| Error::Instant(written.chars().take(40).collect()))?;
    Ok(instant.as_microsecond())
}

/// The instant up to which a question looks: the end of time where none is given.
pub(crate) fn known(known_at: Option<&str>) -> Result<Instant> {
    known_at.map_or(Ok(Instant::MAX), parse)
}

/// Writes an instant in UTC.
pub(crate) fn write(instant: Instant) -> String {
    Timestamp::from_microsecond(instant).map_or_else(|_| format!("{instant} microseconds"), |t| t.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_written_in_utc() {
        assert_eq!(write(parse("2025-11-07T22:15:00+02:00").unwrap()), "2025-11-07T20:15:00Z");
        assert_eq!(write(parse("2025-11-07T20:15:00.1234567Z").unwrap()), "2025-11-07T20:15:00.123456Z");
        for wrong in ["", "2025-11-07", "yesterday", "2025-11-07T20:15:00"] {
            assert!(parse(wrong).unwrap_err().to_string().contains("RFC 3339"), "{wrong}");
        }
    }
}
