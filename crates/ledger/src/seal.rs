//! Checksums of rows, which notice damage, and the chain over batches, which notices rows taken away or exchanged.

use sha2::{Digest, Sha256};

use claims::identity::BYTES;

/// A checksum of 64 bits. Every step is reversible, so that a change within any eight aligned bytes is always noticed. It
/// guards against damage, not against forgery; the chain does that.
pub(crate) fn checksum(bytes: &[u8]) -> u64 {
    const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
    let step = |sum: u64, word: u64| {
        let product = (sum ^ word).wrapping_mul(ODD);
        product ^ (product >> 32)
    };
    let mut sum = step(ODD, bytes.len() as u64);
    let (words, rest) = bytes.as_chunks::<8>();
    for word in words {
        sum = step(sum, u64::from_le_bytes(*word));
    }
    let mut last = [0; 8];
    for (to, from) in last.iter_mut().zip(rest) {
        *to = *from;
    }
    step(step(sum, u64::from_le_bytes(last)), 0)
}

/// The bytes of one row, unambiguous: every field is preceded by its kind and length.
pub(crate) struct Seal(Vec<u8>);

impl Default for Seal {
    fn default() -> Seal {
        // Enough for most rows, which are sealed by the million.
        Seal(Vec::with_capacity(480))
    }
}

impl Seal {
    pub fn int(mut self, value: i64) -> Seal {
        self.0.push(1);
        self.0.extend_from_slice(&value.to_le_bytes());
        self
    }

    pub fn bytes(mut self, value: &[u8]) -> Seal {
        self.0.push(2);
        self.0.extend_from_slice(&(value.len() as u64).to_le_bytes());
        self.0.extend_from_slice(value);
        self
    }

    pub fn text(self, value: &str) -> Seal {
        self.bytes(value.as_bytes())
    }

    pub fn optional(self, value: Option<&str>) -> Seal {
        match value {
            Some(value) => self.text(value),
            None => self.none(),
        }
    }

    pub fn optional_bytes(self, value: Option<&[u8]>) -> Seal {
        match value {
            Some(value) => self.bytes(value),
            None => self.none(),
        }
    }

    fn none(mut self) -> Seal {
        self.0.push(0);
        self
    }

    /// The checksum as SQLite keeps it.
    pub fn checksum(&self) -> i64 {
        checksum(&self.0).cast_signed()
    }

    /// The short checksum of a claim's row.
    pub fn short(&self) -> u32 {
        (checksum(&self.0) >> 32) as u32
    }
}

/// The value of the chain after a batch.
pub(crate) type Chain = [u8; BYTES];

/// The rows of one batch, table by table, on their way into the chain.
#[derive(Default, Clone)]
pub(crate) struct Links {
    tables: [Sha256; TABLES],
}

/// Number of tables whose rows are chained.
pub(crate) const TABLES: usize = 8;

impl Links {
    /// Adds a row of a table (its place in [`crate::rows::Table`]); rows of one table come in the order of their numbers.
    pub fn add(&mut self, table: usize, row: &Seal) {
        if let Some(hasher) = self.tables.get_mut(table) {
            hasher.update((row.0.len() as u64).to_le_bytes());
            hasher.update(&row.0);
        }
    }

    /// The chain value after the batch, from the value before it and the batch's own row.
    pub fn close(self, before: &Chain, batch: &Seal) -> Chain {
        let mut hasher = Sha256::new();
        hasher.update(before);
        hasher.update((batch.0.len() as u64).to_le_bytes());
        hasher.update(&batch.0);
        for table in self.tables {
            hasher.update(table.finalize());
        }
        let mut chain = Chain::default();
        for (to, from) in chain.iter_mut().zip(hasher.finalize()) {
            *to = from;
        }
        chain
    }
}

/// Bytes as lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let mut digits = vec![0; 2 * bytes.len()];
    for (pair, byte) in digits.as_chunks_mut::<2>().0.iter_mut().zip(bytes) {
        *pair = PAIRS[usize::from(*byte)];
    }
    String::from_utf8(digits).unwrap_or_default() // all of them ASCII
}

/// Every byte as two digits.
const PAIRS: [[u8; 2]; 256] = {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut pairs = [[0; 2]; 256];
    let mut byte = 0;
    while byte < 256 {
        pairs[byte] = [DIGITS[byte >> 4], DIGITS[byte & 15]];
        byte += 1;
    }
    pairs
};

/// The bytes of an id; None unless it is 32 lower-case hexadecimal digits.
pub(crate) fn id_bytes(id: &str) -> Option<[u8; BYTES]> {
    let digit = |c: u8| match c {
        b'0'..=b'9' => Some(c - b'0'),
        b'a'..=b'f' => Some(c - b'a' + 10),
        _ => None,
    };
    let (pairs, rest) = id.as_bytes().as_chunks::<2>();
    if pairs.len() != BYTES || !rest.is_empty() {
        return None;
    }
    let mut bytes = [0; BYTES];
    for (to, [high, low]) in bytes.iter_mut().zip(pairs) {
        *to = digit(*high)? << 4 | digit(*low)?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_changed_byte_changes_the_checksum(bytes in prop::collection::vec(any::<u8>(), 1..100), at: usize, by in 1u8..) {
            let mut changed = bytes.clone();
            let at = at % bytes.len();
            changed[at] ^= by;
            prop_assert_ne!(checksum(&bytes), checksum(&changed));
            let mut longer = bytes.clone();
            longer.push(0);
            prop_assert_ne!(checksum(&bytes), checksum(&longer));
        }

        #[test]
        fn ids_are_hexadecimal(bytes: [u8; BYTES], other in "\\PC{0,40}") {
            prop_assert_eq!(id_bytes(&hex(&bytes)), Some(bytes));
            if let Some(bytes) = id_bytes(&other) {
                prop_assert_eq!(hex(&bytes), other);
            }
        }
    }

    #[test]
    fn fields_do_not_run_together() {
        let sum = |seal: Seal| seal.checksum();
        assert_ne!(sum(Seal::default().text("ab").text("c")), sum(Seal::default().text("a").text("bc")));
        assert_ne!(sum(Seal::default().optional(None)), sum(Seal::default().optional(Some(""))));
        assert_ne!(sum(Seal::default().int(1).int(2)), sum(Seal::default().int(2).int(1)));
    }
}
