//! Bytes to text, and a plain word on files that are no text.

use std::{fmt, str::FromStr};

use encoding_rs::{DecoderResult, UTF_8, UTF_16BE, UTF_16LE};

use crate::problem::Problem;

/// An encoding that the caller names: any label of the WHATWG Encoding Standard, such as `windows-1255`, and `cp1255` for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Encoding(&'static encoding_rs::Encoding);

/// A label that names no encoding.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` names no encoding; write utf-8, utf-16le, windows-1251, windows-1252, windows-1255, windows-1256, …")]
pub struct UnknownEncoding(String);

impl FromStr for Encoding {
    type Err = UnknownEncoding;

    fn from_str(label: &str) -> Result<Encoding, UnknownEncoding> {
        let lower = label.trim().to_ascii_lowercase();
        let name = match lower.strip_prefix("cp").filter(|rest| rest.starts_with("125") && rest.len() == 4) {
            Some(page) => format!("windows-{page}"),
            None => lower,
        };
        let unknown = || UnknownEncoding(crate::problem::shown(label));
        encoding_rs::Encoding::for_label_no_replacement(name.as_bytes()).map(Encoding).ok_or_else(unknown)
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name())
    }
}

impl Encoding {
    /// Whether the bytes of ASCII stand for themselves, so that lines can be cut before they are decoded.
    pub(crate) fn keeps_ascii(self) -> bool {
        self.0.is_ascii_compatible()
    }

    /// The encoding that a byte order mark at the start tells, with the length of the mark.
    pub(crate) fn marked(bytes: &[u8]) -> Option<(Encoding, usize)> {
        encoding_rs::Encoding::for_bom(bytes).map(|(encoding, length)| (Encoding(encoding), length))
    }

    /// Decodes bytes that are all of a text, without a byte order mark. An error is the offset of the first byte that cannot
    /// be decoded.
    pub(crate) fn decode(self, bytes: Vec<u8>) -> Result<String, usize> {
        if self.0 == UTF_8 {
            return String::from_utf8(bytes).map_err(|error| error.utf8_error().valid_up_to());
        }
        let mut decoder = self.0.new_decoder_without_bom_handling();
        let Some(most) = decoder.max_utf8_buffer_length_without_replacement(bytes.len()) else { return Err(0) };
        let mut text = String::with_capacity(most);
        match decoder.decode_to_string_without_replacement(&bytes, &mut text, true) {
            (DecoderResult::InputEmpty, _) => {
                text.shrink_to_fit();
                Ok(text)
            }
            (DecoderResult::Malformed(length, after), read) => {
                Err(read.saturating_sub(usize::from(length) + usize::from(after)))
            }
            (DecoderResult::OutputFull, read) => Err(read),
        }
    }
}

/// Decodes a whole file: by its byte order mark, else as the caller says, else as the page itself declares, else as UTF-8.
pub(crate) fn decode(place: &str, mut bytes: Vec<u8>, named: Option<Encoding>) -> Result<String, Problem> {
    if bytes.is_empty() {
        return Err(empty(place));
    }
    if let Some(kind) = kind(&bytes) {
        return Err(binary(place, kind));
    }
    let marked = Encoding::marked(&bytes);
    let encoding = marked.map(|(encoding, _)| encoding).or(named).unwrap_or(Encoding(UTF_8));
    let wide = encoding.0 == UTF_16LE || encoding.0 == UTF_16BE;
    if !wide {
        reject_controls(place, &bytes)?;
    }
    let skip = marked.map_or(0, |(_, length)| length);
    bytes.drain(..skip);
    match encoding.decode(bytes) {
        Ok(text) if text.trim().is_empty() => Err(empty(place)),
        Ok(text) if wide && text.contains('\0') => Err(binary(place, "a binary file")),
        Ok(text) => Ok(text),
        Err(offset) => Err(undecodable(place, skip + offset, encoding)),
    }
}

pub(crate) fn undecodable(place: &str, offset: usize, encoding: Encoding) -> Problem {
    let advice = if encoding.0 == UTF_8 {
        "save it as UTF-8, or name its encoding (windows-1251, windows-1252, windows-1255, windows-1256, …)"
    } else {
        "name another encoding, or save it as UTF-8"
    };
    Problem::error(place, format!("byte {offset} is not valid {encoding}"), advice)
}

fn empty(place: &str) -> Problem {
    Problem::error(place, "it is empty", "give a file with text in it")
}

fn binary(place: &str, kind: &str) -> Problem {
    Problem::error(place, format!("this looks like {kind}, not text"), "convert it to text first")
}

/// What a file is that begins with these bytes, if it is surely no text.
pub(crate) fn kind(bytes: &[u8]) -> Option<&'static str> {
    const OFFICE: [(&[u8], &str); 4] = [
        (b"word/", "a Word document (.docx)"),
        (b"xl/", "an Excel workbook (.xlsx)"),
        (b"ppt/", "a PowerPoint presentation (.pptx)"),
        (b"opendocument", "an OpenDocument file"),
    ];
    const KINDS: &[(&[u8], &str)] = &[
        (b"%PDF-", "a PDF"),
        (b"{\\rtf", "a rich text file (RTF)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document (.doc, .xls)"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"BZh", "a bzip2 archive"),
        (b"\xfd7zXZ\0", "an xz archive"),
        (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
        (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
        (b"Rar!\x1a\x07", "a RAR archive"),
        (b"\x89PNG\r\n", "a PNG image"),
        (b"\xff\xd8\xff", "a JPEG image"),
        (b"GIF8", "a GIF image"),
        (b"SQLite format 3\0", "an SQLite database"),
        (b"PAR1", "a Parquet file"),
        (b"\x7fELF", "a program"),
        (b"MZ\x90\0", "a program"),
    ];
    if bytes.starts_with(b"PK\x03\x04") {
        let head = bytes.get(..4096).unwrap_or(bytes);
        let office = OFFICE.iter().find(|(name, _)| head.windows(name.len()).any(|window| window == *name));
        return Some(office.map_or("a ZIP archive", |&(_, kind)| kind));
    }
    KINDS.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|&(_, kind)| kind)
}

/// Text holds no NUL and hardly a control character.
fn reject_controls(place: &str, bytes: &[u8]) -> Result<(), Problem> {
    let head = bytes.get(..1 << 16).unwrap_or(bytes);
    if let Some(at) = bytes.iter().position(|&b| b == 0) {
        let halves = |odd: usize| head.iter().skip(odd).step_by(2).filter(|&&b| b == 0).count() * 10 > head.len() * 4;
        if halves(0) || halves(1) {
            let what = "this looks like UTF-16 without a byte order mark";
            return Err(Problem::error(place, what, "save it as UTF-8, or name its encoding (utf-16le, utf-16be)"));
        }
        let what = format!("this looks like a binary file, not text (byte {at} is zero)");
        return Err(Problem::error(place, what, "convert it to text first"));
    }
    if mostly_controls(head) {
        return Err(binary(place, "a binary file"));
    }
    Ok(())
}

/// More than one byte in twenty is a control character that no text holds.
pub(crate) fn mostly_controls(head: &[u8]) -> bool {
    let strange = |b: &&u8| **b < 0x20 && !matches!(**b, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | 0x1b);
    head.iter().filter(strange).count() * 20 > head.len()
}
