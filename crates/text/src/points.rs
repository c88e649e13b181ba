//! Byte offsets to code point offsets and back.

use std::ops::Range;

use claims::Span;

/// Where the code points of a text begin: a bit for each byte and a count for every 64 of them, so that both directions are
/// exact, and bytes to code points is constant time. Takes 3/16 of the text's size, and nothing for ASCII.
///
/// ```
/// let points = text::CodePoints::new("שלום!");
/// assert_eq!(points.code_point(8), 4);
/// assert_eq!(points.byte(4), 8);
/// assert_eq!(points.span(0..8), claims::Span { start: 0, end: 4 });
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodePoints {
    /// Length of the text in bytes.
    bytes: usize,
    /// For each 64 bytes the number of code points that begin before them, and a bit where one begins. Empty: ASCII.
    blocks: Vec<Block>,
    /// Length of the text in code points.
    count: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Block {
    before: u32,
    starts: u64,
}

const BLOCK: usize = 64;

impl CodePoints {
    /// Measures a text. Linear, one pass.
    pub fn new(text: &str) -> CodePoints {
        let bytes = text.len();
        if text.is_ascii() {
            return CodePoints { bytes, blocks: Vec::new(), count: bytes };
        }
        let mut blocks = Vec::with_capacity(bytes.div_ceil(BLOCK));
        let mut before = 0;
        for chunk in text.as_bytes().chunks(BLOCK) {
            let starts = starts(chunk);
            blocks.push(Block { before, starts });
            before += starts.count_ones();
        }
        CodePoints { bytes, blocks, count: before as usize }
    }

    /// Length of the text in code points.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether the text is empty.
    pub fn is_empty(&self) -> bool {
        self.bytes == 0
    }

    /// The number of code points that begin before byte `byte`: for a character boundary its offset in code points. An
    /// offset past the end counts as the end. Constant time.
    pub fn code_point(&self, byte: usize) -> usize {
        let byte = byte.min(self.bytes);
        if self.blocks.is_empty() {
            return byte;
        }
        match self.blocks.get(byte / BLOCK) {
            Some(block) => {
                let mask = (1_u64 << (byte % BLOCK)) - 1;
                block.before as usize + (block.starts & mask).count_ones() as usize
            }
            None => self.count,
        }
    }

    /// The byte at which code point `point` begins; the length of the text for an offset at or past the end. Logarithmic.
    pub fn byte(&self, point: usize) -> usize {
        if point >= self.count {
            return self.bytes;
        }
        if self.blocks.is_empty() {
            return point;
        }
        let after = self.blocks.partition_point(|block| block.before as usize <= point);
        let index = after.saturating_sub(1);
        let Some(block) = self.blocks.get(index) else { return self.bytes };
        let mut starts = block.starts;
        for _ in block.before as usize..point {
            starts &= starts.wrapping_sub(1);
        }
        (index * BLOCK + starts.trailing_zeros() as usize).min(self.bytes)
    }

    /// A range of bytes as a span of code points. Constant time. (Texts are under 4 GiB; offsets beyond are held there.)
    pub fn span(&self, bytes: Range<usize>) -> Span {
        let point = |byte| u32::try_from(self.code_point(byte)).unwrap_or(u32::MAX);
        Span { start: point(bytes.start), end: point(bytes.end) }
    }

    /// A span of code points as a range of bytes. Logarithmic.
    pub fn range(&self, span: Span) -> Range<usize> {
        self.byte(span.start as usize)..self.byte(span.end as usize)
    }
}

/// A bit for each byte of the chunk (at most 64) that is no continuation byte.
fn starts(chunk: &[u8]) -> u64 {
    let mut found = 0;
    let (words, rest) = chunk.as_chunks::<8>();
    let mut shift = 0;
    for word in words {
        let word = u64::from_le_bytes(*word);
        // The top bit of each byte, set where the byte is 10xxxxxx; then the eight bits gathered by a multiplication.
        let continuation = (word & !(word << 1) & 0x8080_8080_8080_8080) >> 7;
        let gathered = continuation.wrapping_mul(0x0102_0408_1020_4080) >> 56;
        found |= (!gathered & 0xff) << shift;
        shift += 8;
    }
    for byte in rest {
        found |= u64::from(byte & 0xc0 != 0x80) << shift;
        shift += 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn past_the_end_is_the_end() {
        for text in ["", "abc", "שלום", "😀"] {
            let points = CodePoints::new(text);
            assert_eq!(points.code_point(1000), text.chars().count());
            assert_eq!(points.byte(1000), text.len());
            assert_eq!(points.is_empty(), text.is_empty());
        }
    }

    proptest! {
        #[test]
        fn agrees_with_counting(text in "(\\PC|[a-z]|[א-ת]){0,300}") {
            let points = CodePoints::new(&text);
            let mut count = 0;
            for (at, _) in text.char_indices() {
                prop_assert_eq!(points.code_point(at), count);
                prop_assert_eq!(points.byte(count), at);
                count += 1;
            }
            prop_assert_eq!(points.len(), count);
            prop_assert_eq!(points.code_point(text.len()), count);
            prop_assert_eq!(points.byte(count), text.len());
        }
    }
}
