//! A fingerprint of 64 bits that is close (in bits) for texts that share most of their words: reprints of one report.

use text::{Class, Token};

/// The fingerprint of a text from its tokens: the majority of the bits of its runs of three words.
pub fn fingerprint(folded: &str, tokens: &[Token]) -> u64 {
    let words: Vec<u64> = tokens
        .iter()
        .filter(|t| t.class == Class::Word || t.class == Class::Number)
        .map(|t| hash(t.text(folded).as_bytes()))
        .collect();
    let mut balance = [0i32; 64];
    let mut count = |run: &[u64]| {
        let run = run.iter().fold(0u64, |h, w| mix(h.rotate_left(21) ^ w));
        for (bit, sum) in balance.iter_mut().enumerate() {
            *sum += if run >> bit & 1 == 1 { 1 } else { -1 };
        }
    };
    if words.len() < 3 {
        count(&words);
    } else {
        words.windows(3).for_each(&mut count);
    }
    balance.iter().enumerate().fold(0, |out, (bit, sum)| if *sum > 0 { out | 1 << bit } else { out })
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
