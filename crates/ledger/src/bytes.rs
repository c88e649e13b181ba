//! Numbers and bytes in few bytes: the alphabet of packed rows.

/// The bytes end in the middle, or are none that were ever written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cut;

/// Writes packed values.
#[derive(Debug, Default, Clone)]
pub(crate) struct Writer {
    pub bytes: Vec<u8>,
}

impl Writer {
    /// Seven bits a byte, low ones first; at most ten bytes.
    pub fn number(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.bytes.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.bytes.push(value as u8);
    }

    /// A number that may be negative: small ones of either sign take few bytes.
    pub fn signed(&mut self, value: i64) {
        self.number(((value << 1) ^ (value >> 63)).cast_unsigned());
    }

    /// A string with its length.
    pub fn string(&mut self, value: &str) {
        self.number(value.len() as u64);
        self.bytes.extend_from_slice(value.as_bytes());
    }
}

/// Reads packed values; never panics, whatever the bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reader<'a> {
    pub rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub fn byte(&mut self) -> Result<u8, Cut> {
        let (&byte, rest) = self.rest.split_first().ok_or(Cut)?;
        self.rest = rest;
        Ok(byte)
    }

    pub fn number(&mut self) -> Result<u64, Cut> {
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let bits = u64::from(byte & 0x7f);
            if shift == 63 && bits > 1 {
                return Err(Cut);
            }
            value |= bits << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(Cut)
    }

    pub fn signed(&mut self) -> Result<i64, Cut> {
        let value = self.number()?;
        Ok((value >> 1).cast_signed() ^ -((value & 1).cast_signed()))
    }

    pub fn small(&mut self) -> Result<u32, Cut> {
        u32::try_from(self.number()?).map_err(|_| Cut)
    }

    pub fn take(&mut self, length: usize) -> Result<&'a [u8], Cut> {
        let (taken, rest) = self.rest.split_at_checked(length).ok_or(Cut)?;
        self.rest = rest;
        Ok(taken)
    }

    pub fn string(&mut self) -> Result<&'a str, Cut> {
        let length = usize::try_from(self.number()?).map_err(|_| Cut)?;
        std::str::from_utf8(self.take(length)?).map_err(|_| Cut)
    }

    /// A count of things that take at least one byte each.
    pub fn count(&mut self) -> Result<usize, Cut> {
        let count = usize::try_from(self.number()?).map_err(|_| Cut)?;
        if count > self.rest.len() { Err(Cut) } else { Ok(count) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read(a: u64, b: i64, c: u32, d in "\\PC{0,20}") {
            let mut writer = Writer::default();
            writer.number(a);
            writer.signed(b);
            writer.number(c.into());
            writer.string(&d);
            let mut reader = Reader { rest: &writer.bytes };
            prop_assert_eq!(reader.number(), Ok(a));
            prop_assert_eq!(reader.signed(), Ok(b));
            prop_assert_eq!(reader.small(), Ok(c));
            prop_assert_eq!(reader.string(), Ok(d.as_str()));
            prop_assert_eq!(reader.byte(), Err(Cut));
        }

        #[test]
        fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..30)) {
            let mut reader = Reader { rest: &bytes };
            while reader.number().is_ok() {}
            let mut reader = Reader { rest: &bytes };
            while reader.signed().is_ok() && reader.string().is_ok() && reader.count().is_ok() {}
        }
    }
}
