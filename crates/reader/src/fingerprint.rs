//! A fingerprint of 64 bits that is close (in bits) for texts that share most of their words: reprints of one report.

use text::{Class, Token};

/// The fingerprint of a text from its tokens: the majority of the bits of its runs of three words.
pub fn fingerprint(folded: &str, tokens: &[Token]) -> u64 {
    let words: Vec<u64> = tokens
        .iter()
        .filter(|t| t.class == Class::Word || t.class == Class::Number)
        .map(|t| hash(t.text(folded).as_bytes()))
        .collect();
    let mut ones = Ones::default();
    let run = |run: &[u64]| run.iter().fold(0u64, |h, w| mix(h.rotate_left(21) ^ w));
    if words.len() < 3 {
        ones.add(run(&words));
    } else {
        words.windows(3).for_each(|w| ones.add(run(w)));
    }
    ones.majority()
}

/// Counts how often each of 64 bits is set, eight at a time: byte `b` of lane `l` counts bit `8 * b + l` until it is full.
#[derive(Default)]
struct Ones {
    lanes: [u64; 8],
    held: u8,
    counts: [[u32; 8]; 8],
    all: u32,
}

impl Ones {
    fn add(&mut self, bits: u64) {
        for (l, lane) in self.lanes.iter_mut().enumerate() {
            *lane += bits >> l & 0x0101_0101_0101_0101;
        }
        self.all = self.all.saturating_add(1);
        self.held += 1;
        if self.held == u8::MAX {
            self.empty();
        }
    }

    fn empty(&mut self) {
        for (lane, counts) in self.lanes.iter_mut().zip(&mut self.counts) {
            for (byte, count) in lane.to_le_bytes().into_iter().zip(counts) {
                *count += u32::from(byte);
            }
            *lane = 0;
        }
        self.held = 0;
    }

    /// The bits that more than half have.
    fn majority(mut self) -> u64 {
        self.empty();
        let mut out = 0;
        for (l, counts) in self.counts.iter().enumerate() {
            for (b, count) in counts.iter().enumerate() {
                out |= u64::from(u64::from(*count) * 2 > u64::from(self.all)) << (8 * b + l);
            }
        }
        out
    }
}

/// FNV-1a: the same on every machine and with every compiler, since fingerprints are kept.
fn hash(bytes: &[u8]) -> u64 {
    mix(bytes.iter().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x100_0000_01b3)))
}

/// Spreads the bits (the finalizer of SplitMix64).
fn mix(mut h: u64) -> u64 {
    h = (h ^ (h >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    h = (h ^ (h >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    h ^ (h >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> u64 {
        fingerprint(text, &text::tokens(text, &text::TokenRules::default()))
    }

    #[test]
    fn reprints_are_close_and_others_are_not() {
        let words: Vec<String> = (0..200).map(|i| format!("word{}", i * 7 % 191)).collect();
        let report = words.join(" ");
        let cut = words[..180].join(" ");
        let other: Vec<String> = (0..200).map(|i| format!("other{}", i * 5 % 193)).collect();
        assert!((of(&report) ^ of(&cut)).count_ones() <= 12);
        assert!((of(&report) ^ of(&other.join(" "))).count_ones() > 16);
    }
}
