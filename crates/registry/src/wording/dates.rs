//! Times in the user's language: "on 7 November 2025", "since 1992", "between March and May 2020".

use claims::{Basis, Bound, Moment, Openness, Period, Precision};

use super::{Wording, is_rtl};

impl Wording {
    /// A date for a table: "7 Nov 2025".
    pub fn date(&self, moment: Moment) -> String {
        self.moment("date", "months_short", moment)
    }

    /// A date in a sentence: "on 7 November 2025".
    pub fn on_date(&self, moment: Moment) -> String {
        self.moment("time", "months", moment)
    }

    /// An RFC 3339 instant as a date for a table; as it stands where it cannot be read.
    pub fn instant(&self, written: &str) -> String {
        let day: Option<Moment> = written.get(..10).and_then(|d| d.parse().ok());
        day.map_or_else(|| written.to_owned(), |d| self.date(d))
    }

    pub(super) fn moment(&self, list: &str, months: &str, moment: Moment) -> String {
        let first = moment.earliest();
        let code = moment.precision().code();
        let (year, day) = (first.year().to_string(), first.day().to_string());
        let month_code = first.month().to_string();
        let (long, short) = (self.word("months", &month_code), self.word("months_short", &month_code));
        let month = if months == "months" { long } else { short };
        let clock = if moment.precision() == Precision::Second {
            format!("{:02}:{:02}:{:02}", first.hour(), first.minute(), first.second())
        } else {
            format!("{:02}:{:02}", first.hour(), first.minute())
        };
        let values = [("year", &*year), ("month", month), ("month_short", short), ("day", &*day), ("clock", &*clock)];
        self.phrase(&format!("{list}.{code}"), &values)
    }

    /// A period for a table: "1992", "since 1992", "3 Mar 2020 to 5 May 2020".
    pub fn period(&self, period: &Period) -> String {
        if let Some(Bound::Between { earliest, latest }) = period.start {
            let begun = self.range("date", earliest, latest);
            return self.phrase("date.since", &[("moment", &begun)]);
        }
        if let Some(Bound::Between { earliest, latest }) = period.end {
            let ended = self.range("date", earliest, latest);
            return self.phrase("date.until", &[("moment", &ended)]);
        }
        self.range("date", period.from, period.to)
    }

    fn range(&self, list: &str, from: Option<Moment>, to: Option<Moment>) -> String {
        let written = |m: Moment| self.date(m);
        match (from, to) {
            (Some(f), Some(t)) if f == t => written(f),
            (Some(f), Some(t)) => {
                self.phrase(&format!("{list}.between"), &[("from", &written(f)), ("to", &written(t))])
            }
            (Some(f), None) => self.phrase(&format!("{list}.not_before"), &[("moment", &written(f))]),
            (None, Some(t)) => self.phrase(&format!("{list}.not_after"), &[("moment", &written(t))]),
            (None, None) => self.phrase("date.unknown", &[]),
        }
    }

    /// A period at the end of a sentence: "on 7 November 2025", "since 1992"; empty where nothing is known.
    /// A day that is only that of publication is said to be one.
    pub fn when(&self, period: &Period) -> String {
        let lasting = period.start.is_some();
        let text = match (period.from, period.to) {
            _ if lasting => self.lasting(period),
            (Some(from), Some(to)) if from == to => self.on_date(from),
            (Some(from), Some(to)) => {
                self.phrase("time.between", &[("from", &self.date(from)), ("to", &self.date(to))])
            }
            (Some(from), None) => self.phrase("time.not_before", &[("moment", &self.date(from))]),
            (None, Some(to)) => self.phrase("time.not_after", &[("moment", &self.date(to))]),
            (None, None) => return String::new(),
        };
        match period.basis {
            Some(Basis::Published) if period.from.is_some() => self.phrase("time.reported", &[("moment", &text)]),
            Some(Basis::Computed) => self.phrase("time.computed", &[("moment", &text)]),
            _ => text,
        }
    }

    fn lasting(&self, period: &Period) -> String {
        let bound = |b: Option<Bound>| match b {
            Some(Bound::Between { earliest, latest }) if earliest.is_some() || latest.is_some() => {
                Some(self.range("date", earliest, latest))
            }
            _ => None,
        };
        match (bound(period.start), bound(period.end)) {
            (Some(from), Some(to)) => self.phrase("time.from_to", &[("from", &from), ("to", &to)]),
            (Some(from), None) if period.end == Some(Bound::Word(Openness::Unknown)) => {
                self.phrase("time.not_before", &[("moment", &from)])
            }
            (Some(from), None) => self.phrase("time.since", &[("moment", &from)]),
            (None, Some(to)) => self.phrase("time.until", &[("moment", &to)]),
            (None, None) => String::new(),
        }
    }

    /// The first letter made a capital, where the language begins sentences with one.
    pub(super) fn capitalised(&self, sentence: &str) -> String {
        let Some((at, first)) = sentence.char_indices().find(|(_, c)| c.is_alphabetic()) else {
            return sentence.to_owned();
        };
        if !self.capital || is_rtl(first) || sentence[..at].contains(super::ISOLATE) {
            return sentence.to_owned();
        }
        format!("{}{}{}", &sentence[..at], first.to_uppercase(), &sentence[at + first.len_utf8()..])
    }
}
