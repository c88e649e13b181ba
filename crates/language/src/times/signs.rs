//! By what a stretch of text shows that it may hold a date, so that the rules are not tried everywhere.
//!
//! Every match of a rule holds a match of one that is made of no other; so a sign is wanted only of these. Most need a word that
//! names a time ("June", "weeks"). Of the others the rarest thing that they cannot do without is the sign.

use super::{Grammar, TimeWord, What};

/// The signs that the rules of a language give besides the words that name times.
#[derive(Debug, Default)]
pub(crate) struct Signs<'g> {
    /// Words of rules.
    pub(crate) words: Vec<&'g str>,
    /// Words and marks that make a number a date or clock if they are glued to it.
    pub(crate) glued: Vec<&'g str>,
    /// Classes of words.
    pub(crate) classes: Vec<What>,
    /// Any number is a sign: some rule is made of nothing else.
    pub(crate) numbers: bool,
}

impl Grammar {
    /// The signs of all rules.
    pub(crate) fn signs(&self) -> Signs<'_> {
        let mut out = Signs::default();
        for rule in &self.rules {
            let needed: Vec<&[super::Element]> =
                rule.elements.iter().filter(|(_, optional)| !optional).map(|(all, _)| all.as_slice()).collect();
            if needed.iter().any(|all| all.iter().all(|e| shows_itself(e.what))) {
                out.classes.extend(needed.iter().flat_map(|all| *all).map(|e| e.what).filter(|w| *w == What::Year));
                continue;
            }
            let has = |wanted: &[What]| {
                needed.iter().flat_map(|all| *all).map(|e| e.what).filter(|w| wanted.contains(w)).collect::<Vec<_>>()
            };
            let words =
                |all: &[super::Element]| -> Option<Vec<&str>> { all.iter().map(|e| self.literal(e.what)).collect() };
            let shortest = |all: &Vec<&str>| all.iter().map(|w| w.chars().count()).min().unwrap_or(0);
            let literals: Vec<Vec<&str>> = needed.iter().filter_map(|all| words(all)).collect();
            let longest = literals.iter().max_by_key(|all| shortest(all));
            let ordinals = has(&[What::Ordinal]);
            let counts = !has(&[What::Day, What::Hour, What::Minute, What::Number, What::ShortYear]).is_empty();
            let glued = rule.elements.iter().flat_map(|(all, _)| all).any(|e| e.glued);
            // "the third" is known by "third", "the 90s" by the ending.
            let enough = if ordinals.is_empty() && !(counts && glued) { 2 } else { 3 };
            match longest {
                Some(all) if shortest(all) > enough => out.words.extend(all),
                _ if !ordinals.is_empty() => out.classes.extend(ordinals),
                Some(_) if counts && glued => out.glued.extend(literals.into_iter().flatten()),
                _ if counts => out.numbers = true,
                _ => {
                    let short = has(&[What::ShortDay]);
                    let which = has(&[What::Which, What::Next, What::Last, What::Past, What::This]);
                    out.classes.extend(if short.is_empty() { which } else { short });
                }
            }
        }
        out
    }

    fn literal(&self, what: What) -> Option<&str> {
        let What::Literal(id) = what else { return None };
        self.literals.get(usize::from(id)).map(|w| &**w)
    }
}

/// Whether an element is made of words that name times, or of digits that can be nothing else, or is known by its own rules.
fn shows_itself(what: What) -> bool {
    match what {
        What::Month
        | What::Weekday
        | What::Weekdays
        | What::Deictic
        | What::Unit
        | What::Single
        | What::Units
        | What::Dual
        | What::Season
        | What::Daypart
        | What::Meridiem
        | What::HourName
        | What::Now
        | What::Feast
        | What::Year
        | What::Numeric
        | What::Short
        | What::Category(_) => true,
        What::Literal(_)
        | What::Day
        | What::ShortYear
        | What::ShortDay
        | What::Number
        | What::Ordinal
        | What::Which
        | What::Next
        | What::Last
        | What::Past
        | What::This
        | What::Hour
        | What::Minute
        | What::Event => false,
    }
}

/// Whether a word is of a class that is a sign.
pub(crate) fn is_sign(word: TimeWord, classes: &[What]) -> bool {
    classes.iter().any(|class| match class {
        What::Ordinal => matches!(word, TimeWord::Ordinal(_) | TimeWord::OrdinalEnding),
        What::ShortDay => matches!(word, TimeWord::ShortDay(_)),
        // "two thousand and five", "nineteen eighty-six"
        What::Year => matches!(word, TimeWord::Number(15..=20 | 1000..=3000)),
        What::Which => {
            use TimeWord::{Coming, Following, Last, Next, Past, This};
            matches!(word, Next | Following | Coming | Last | Past | This)
        }
        What::Next => matches!(word, TimeWord::Next | TimeWord::Coming | TimeWord::Following),
        What::Last => matches!(word, TimeWord::Last | TimeWord::Past),
        What::Past => word == TimeWord::Past,
        What::This => word == TimeWord::This,
        _ => false,
    })
}
