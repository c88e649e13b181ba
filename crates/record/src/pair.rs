//! The tracks between two states.

use jiff::civil::Date;

use crate::{answer::Taken, fold::Fold};

/// What two states do after a day.
pub fn conduct(_fold: &Fold, _begun: Option<Date>, _as_of: Date) -> Vec<Taken> {
    Vec::new()
}
