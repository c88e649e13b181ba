//! Sorts of elements, so that a rule is tried only where it can begin.

use super::{TimeWord, What};

/// Sorts of elements, as a set: what a word may be, or what a rule may begin with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sorts(u32);

impl Sorts {
    /// Digits: a day, a year, an hour, a count.
    pub const DIGITS: Sorts = Sorts(1);

    /// Both together.
    #[must_use]
    pub fn or(self, other: Sorts) -> Sorts {
        Sorts(self.0 | other.0)
    }

    /// Whether they share a sort.
    pub fn meets(self, other: Sorts) -> bool {
        self.0 & other.0 != 0
    }

    /// What a word may be.
    pub fn of(word: TimeWord) -> Sorts {
        Sorts(match word {
            TimeWord::Number(_) => 1 << 1,
            TimeWord::Ordinal(_) => 1 << 2,
            TimeWord::Month(_) => 1 << 3,
            TimeWord::Weekday(_) => 1 << 4,
            TimeWord::Weekdays(_) => 1 << 16,
            TimeWord::ShortDay(_) => 1 << 5,
            TimeWord::Deictic(..) | TimeWord::Cell(..) => 1 << 6,
            TimeWord::Unit(_) | TimeWord::Units(_) => 1 << 7,
            TimeWord::Dual(_) => 1 << 8,
            TimeWord::Next
            | TimeWord::Following
            | TimeWord::Coming
            | TimeWord::Last
            | TimeWord::Past
            | TimeWord::This => 1 << 9,
            TimeWord::Season(_) => 1 << 10,
            TimeWord::Daypart(..) => 1 << 11,
            TimeWord::Hour(_) => 1 << 12,
            TimeWord::Meridiem(_) => 1 << 13,
            TimeWord::Now => 1 << 14,
            TimeWord::Feast(_) => 1 << 15,
            TimeWord::OrdinalEnding | TimeWord::Each | TimeWord::Literal(_) => 0,
        })
    }
}

impl What {
    /// What a word must be for the element to match it; everything for one that looks at more than words.
    pub fn sorts(self) -> Sorts {
        Sorts(match self {
            What::Literal(_) | What::Category(_) => 0,
            What::Day | What::Hour | What::Ordinal => 1 | 1 << 1 | 1 << 2,
            What::Number | What::Year | What::Minute => 1 | 1 << 1,
            What::ShortYear | What::Numeric | What::Short => 1,
            What::Month => 1 << 3,
            What::Weekday => 1 << 4,
            What::Weekdays => 1 << 16,
            What::ShortDay => 1 << 5,
            What::Deictic => 1 << 6,
            What::Unit | What::Single | What::Units => 1 << 7,
            What::Dual => 1 << 8,
            What::Which | What::Next | What::Last | What::Past | What::This => 1 << 9,
            What::Season => 1 << 10,
            What::Daypart => 1 << 11,
            What::HourName => 1 << 12,
            What::Meridiem => 1 << 13,
            What::Now => 1 << 14,
            What::Feast => 1 << 15,
            What::Event => u32::MAX,
        })
    }
}
