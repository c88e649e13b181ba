//! A claim in few bytes. Words of the vocabulary, ids and names of named entities and rules stand in the dictionary (table
//! `words`) and are written as numbers; what the text alone says (names of the unnamed, values) is written out. Codes of
//! the vocabulary are kept as words and not as places in a list, so that a list may grow in the middle.

mod pack;
mod unpack;

pub(crate) use pack::pack;
pub(crate) use unpack::{Unpack, unpack};

/// The first byte of a packed claim. A change of the layout takes the next number and goes on reading this one.
const LAYOUT: u8 = 1;

/// Names longer than this many bytes are written out: they seldom come twice.
const LONG_NAME: usize = 40;
/// Other strings longer than this many bytes are written out.
const LONG_WORD: usize = 120;

mod flag {
    pub const TIME: u64 = 1;
    pub const PLOVER: u64 = 1 << 1;
    pub const PLOVER_MODE: u64 = 1 << 2;
    pub const CAMEO: u64 = 1 << 3;
    pub const ATTRIBUTION: u64 = 1 << 4;
    pub const SPEAKER: u64 = 1 << 5;
    pub const DIRECT: u64 = 1 << 6;
    pub const ANONYMOUS: u64 = 1 << 7;
    pub const QUOTATION: u64 = 1 << 8;
    pub const BACKGROUND: u64 = 1 << 9;
    pub const NOT_YET: u64 = 1 << 10;
    pub const AGAIN: u64 = 1 << 11;
    pub const MARGIN: u64 = 1 << 12;
    pub const VALUE: u64 = 1 << 13;
    pub const CHANNEL: u64 = 1 << 14;
    pub const VIA: u64 = 1 << 15;
    pub const CONDITION: u64 = 1 << 16;
    pub const SAME_AS: u64 = 1 << 17;
}

mod entity_flag {
    pub const ID: u64 = 1;
    pub const NAME_IS_ID: u64 = 1 << 1;
    pub const START: u64 = 1 << 2;
    pub const END: u64 = 1 << 3;
    pub const STATE: u64 = 1 << 4;
    pub const OFFICE: u64 = 1 << 5;
    pub const COUNT_UNKNOWN: u64 = 1 << 6;
    pub const COUNT: u64 = 1 << 7;
    pub const OF: u64 = 1 << 8;
}

#[cfg(test)]
mod tests;
