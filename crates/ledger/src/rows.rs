//! The rows of the tables as they are stored, and the bytes over which their checksums are taken.

use claims::{Coverage, Decision, Document, Moment, Outcome, Ruling, identity::BYTES};
use rusqlite::{Row, types::Type};
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    bytes::{Reader, Writer},
    seal::{Seal, hex, id_bytes},
};

/// Tables whose rows are chained; the value is the place of the table among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Table {
    Words,
    Documents,
    Texts,
    Readings,
    Layers,
    Claims,
    Decisions,
    Coverage,
}

/// A row that can be read, and sealed for its checksum.
pub(crate) trait Stored: Sized {
    const TABLE: Table;
    const NAME: &'static str;
    const COLUMNS: &'static str;
    /// The statement that selects one row by its number, ready made: it is asked for by the million.
    const ONE: &'static str;
    fn read(row: &Row<'_>) -> rusqlite::Result<Self>;
    fn seal(&self) -> Seal;
    /// Whether the stored checksum is that of the row.
    fn is_sound(&self) -> bool;
    /// The row in words: `document 3f2a…`.
    fn name(&self) -> String;
    /// The row of another table that it belongs to, which leads to its document.
    fn belongs(&self) -> Option<(Table, i64)> {
        None
    }
}

#[derive(Debug, Clone)]
pub(crate) struct WordRow {
    pub number: i64,
    pub word: String,
    pub checksum: i64,
}

impl Stored for WordRow {
    const TABLE: Table = Table::Words;
    const NAME: &'static str = "words";
    const COLUMNS: &'static str = "number, word, checksum";
    const ONE: &'static str = "SELECT number, word, checksum FROM words WHERE number = ?1";
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(WordRow { number: row.get(0)?, word: row.get(1)?, checksum: row.get(2)? })
    }
    fn seal(&self) -> Seal {
        Seal::default().int(self.number).text(&self.word)
    }
    fn is_sound(&self) -> bool {
        self.checksum == self.seal().checksum()
    }
    fn name(&self) -> String {
        format!("word `{}`", self.word.chars().take(60).collect::<String>())
    }
}

/// A document without its text.
#[derive(Debug, Clone)]
pub(crate) struct DocumentRow {
    pub number: i64,
    pub id: Vec<u8>,
    pub text_id: Vec<u8>,
    pub recorded: i64,
    pub label: String,
    pub language: Option<String>,
    pub publisher: Option<String>,
    pub published: Option<String>,
    pub url: Option<String>,
    pub title: Option<String>,
    pub length: i64,
    pub checksum: i64,
}

impl Stored for DocumentRow {
    const TABLE: Table = Table::Documents;
    const NAME: &'static str = "documents";
    const COLUMNS: &'static str =
        "number, id, text_id, recorded, label, language, publisher, published, url, title, length, checksum";
    const ONE: &'static str = "SELECT number, id, text_id, recorded, label, language, publisher, published, url, title, length, checksum FROM documents WHERE number = ?1";
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(DocumentRow {
            number: row.get(0)?,
            id: row.get(1)?,
            text_id: row.get(2)?,
            recorded: row.get(3)?,
            label: row.get(4)?,
            language: row.get(5)?,
            publisher: row.get(6)?,
            published: row.get(7)?,
            url: row.get(8)?,
            title: row.get(9)?,
            length: row.get(10)?,
            checksum: row.get(11)?,
        })
    }
    fn seal(&self) -> Seal {
        Seal::default()
            .int(self.number)
            .bytes(&self.id)
            .bytes(&self.text_id)
            .int(self.recorded)
            .text(&self.label)
            .optional(self.language.as_deref())
            .optional(self.publisher.as_deref())
            .optional(self.published.as_deref())
            .optional(self.url.as_deref())
            .optional(self.title.as_deref())
            .int(self.length)
    }
    fn is_sound(&self) -> bool {
        self.checksum == self.seal().checksum()
    }
    fn name(&self) -> String {
        format!("document {}", hex(&self.id))
    }
}

impl DocumentRow {
    /// The date of publication; the error says that the stored bytes are none.
    pub fn published(&self) -> Result<Option<Moment>, String> {
        self.published.as_deref().map(|date| date.parse().map_err(|_| format!("`{date}` is no date"))).transpose()
    }

    /// The document with its text.
    pub fn document(&self, text: String) -> Result<Document, String> {
        Ok(Document {
            label: self.label.clone(),
            text,
            language: self.language.clone(),
            published: self.published()?,
            publisher: self.publisher.clone(),
            url: self.url.clone(),
            title: self.title.clone(),
        })
    }
}

/// Compressed bytes beside a document (its text) or a reading (its lines that are no claims).
#[derive(Debug, Clone)]
pub(crate) struct BodyRow<const LAYERS: bool> {
    pub number: i64,
    pub body: Vec<u8>,
    pub checksum: i64,
}

pub(crate) type TextRow = BodyRow<false>;
pub(crate) type LayersRow = BodyRow<true>;

impl<const LAYERS: bool> Stored for BodyRow<LAYERS> {
    const TABLE: Table = if LAYERS { Table::Layers } else { Table::Texts };
    const NAME: &'static str = if LAYERS { "layers" } else { "texts" };
    const COLUMNS: &'static str = "number, body, checksum";
    const ONE: &'static str = if LAYERS {
        "SELECT number, body, checksum FROM layers WHERE number = ?1"
    } else {
        "SELECT number, body, checksum FROM texts WHERE number = ?1"
    };
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(BodyRow { number: row.get(0)?, body: row.get(1)?, checksum: row.get(2)? })
    }
    fn seal(&self) -> Seal {
        Seal::default().int(self.number).bytes(&self.body)
    }
    fn is_sound(&self) -> bool {
        self.checksum == self.seal().checksum()
    }
    fn name(&self) -> String {
        let what = if LAYERS { "the mentions, times and quotations of reading" } else { "the text" };
        format!("{what} (number {})", self.number)
    }
    fn belongs(&self) -> Option<(Table, i64)> {
        Some((if LAYERS { Table::Readings } else { Table::Documents }, self.number))
    }
}

/// More claims than any reading holds.
const MOST_CLAIMS: i64 = 1 << 28;

/// A reading without its lines.
#[derive(Debug, Clone)]
pub(crate) struct ReadingRow {
    pub number: i64,
    pub document: i64,
    pub recorded: i64,
    pub version: i64,
    pub language: Option<String>,
    pub fingerprint: i64,
    pub first: i64,
    pub claims: i64,
    pub members: Option<Vec<u8>>,
    pub notes: Option<String>,
    pub checksum: i64,
}

impl Stored for ReadingRow {
    const TABLE: Table = Table::Readings;
    const NAME: &'static str = "readings";
    const COLUMNS: &'static str =
        "number, document, recorded, version, language, fingerprint, first, claims, members, notes, checksum";
    const ONE: &'static str = "SELECT number, document, recorded, version, language, fingerprint, first, claims, members, notes, checksum FROM readings WHERE number = ?1";
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(ReadingRow {
            number: row.get(0)?,
            document: row.get(1)?,
            recorded: row.get(2)?,
            version: row.get(3)?,
            language: row.get(4)?,
            fingerprint: row.get(5)?,
            first: row.get(6)?,
            claims: row.get(7)?,
            members: row.get(8)?,
            notes: row.get(9)?,
            checksum: row.get(10)?,
        })
    }
    fn seal(&self) -> Seal {
        Seal::default()
            .int(self.number)
            .int(self.document)
            .int(self.recorded)
            .int(self.version)
            .optional(self.language.as_deref())
            .int(self.fingerprint)
            .int(self.first)
            .int(self.claims)
            .optional_bytes(self.members.as_deref())
            .optional(self.notes.as_deref())
    }
    fn is_sound(&self) -> bool {
        self.checksum == self.seal().checksum()
    }
    fn name(&self) -> String {
        format!("reading (number {})", self.number)
    }
    fn belongs(&self) -> Option<(Table, i64)> {
        Some((Table::Documents, self.document))
    }
}

impl ReadingRow {
    /// The numbers of the claims that the reading holds, in its order; None where the bytes cannot be read.
    pub fn members(&self) -> Option<Vec<i64>> {
        let Some(members) = &self.members else {
            let sane = (0..=MOST_CLAIMS).contains(&self.claims);
            return sane.then(|| Some((self.first..self.first.checked_add(self.claims)?).collect()))?;
        };
        let mut reader = Reader { rest: members };
        let mut numbers = Vec::new();
        let mut last = 0i64;
        while !reader.rest.is_empty() {
            last = last.checked_add(reader.signed().ok()?)?;
            numbers.push(last);
        }
        Some(numbers)
    }

    /// The bytes of [`ReadingRow::members`].
    pub fn pack_members(numbers: &[i64]) -> Vec<u8> {
        let mut writer = Writer::default();
        let mut last = 0;
        for number in numbers {
            writer.signed(number - last);
            last = *number;
        }
        writer.bytes
    }
}

/// A claim: its id, four bytes of checksum, and the packed claim.
#[derive(Debug, Clone)]
pub(crate) struct ClaimRow {
    pub number: i64,
    pub reading: i64,
    pub body: Vec<u8>,
}

impl Stored for ClaimRow {
    const TABLE: Table = Table::Claims;
    const NAME: &'static str = "claims";
    const COLUMNS: &'static str = "number, reading, body";
    const ONE: &'static str = "SELECT number, reading, body FROM claims WHERE number = ?1";
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(ClaimRow { number: row.get(0)?, reading: row.get(1)?, body: row.get(2)? })
    }
    fn seal(&self) -> Seal {
        claim_seal(self.number, self.reading, self.id(), self.packed())
    }
    fn is_sound(&self) -> bool {
        self.body.get(BYTES..BYTES + 4) == Some(&self.seal().short().to_le_bytes())
    }
    fn name(&self) -> String {
        format!("claim {} (number {})", hex(self.id()), self.number)
    }
    fn belongs(&self) -> Option<(Table, i64)> {
        Some((Table::Readings, self.reading))
    }
}

fn claim_seal(number: i64, reading: i64, id: &[u8], packed: &[u8]) -> Seal {
    Seal::default().int(number).int(reading).bytes(id).bytes(packed)
}

impl ClaimRow {
    pub fn new(number: i64, reading: i64, id: &[u8; BYTES], packed: &[u8]) -> ClaimRow {
        let mut body = Vec::with_capacity(BYTES + 4 + packed.len());
        body.extend_from_slice(id);
        body.extend_from_slice(&claim_seal(number, reading, id, packed).short().to_le_bytes());
        body.extend_from_slice(packed);
        ClaimRow { number, reading, body }
    }

    pub fn id(&self) -> &[u8] {
        self.body.get(..BYTES).unwrap_or_default()
    }

    pub fn packed(&self) -> &[u8] {
        self.body.get(BYTES + 4..).unwrap_or_default()
    }
}

#[derive(Debug, Clone)]
pub(crate) struct DecisionRow {
    pub number: i64,
    pub recorded: i64,
    pub decision: Decision,
    /// A number that the same decision as of the same instant always has.
    pub same: i64,
    pub checksum: i64,
}

impl Stored for DecisionRow {
    const TABLE: Table = Table::Decisions;
    const NAME: &'static str = "decisions";
    const COLUMNS: &'static str = "number, recorded, ruling, about, other, author, reason, same, checksum";
    const ONE: &'static str = "SELECT number, recorded, ruling, about, other, author, reason, same, checksum FROM decisions WHERE number = ?1";
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(DecisionRow {
            number: row.get(0)?,
            recorded: row.get(1)?,
            decision: Decision {
                ruling: from_code::<Ruling>(row, 2)?,
                about: row.get(3)?,
                other: row.get(4)?,
                author: row.get(5)?,
                reason: row.get(6)?,
            },
            same: row.get(7)?,
            checksum: row.get(8)?,
        })
    }
    fn seal(&self) -> Seal {
        let Decision { ruling, about, other, author, reason } = &self.decision;
        Seal::default()
            .int(self.number)
            .int(self.recorded)
            .text(&code(ruling))
            .text(about)
            .optional(other.as_deref())
            .text(author)
            .text(reason)
            .int(self.same)
    }
    fn is_sound(&self) -> bool {
        self.checksum == self.seal().checksum()
    }
    fn name(&self) -> String {
        format!("decision number {} (about {})", self.number, self.decision.about)
    }
}

impl DecisionRow {
    pub fn new(number: i64, recorded: i64, decision: &Decision) -> DecisionRow {
        let Decision { ruling, about, other, author, reason } = decision;
        let same = Seal::default()
            .int(recorded)
            .text(&code(ruling))
            .text(about)
            .optional(other.as_deref())
            .text(author)
            .text(reason)
            .checksum();
        DecisionRow { number, recorded, decision: decision.clone(), same, checksum: 0 }
    }
}

#[derive(Debug, Clone)]
pub(crate) struct CoverageRow {
    pub number: i64,
    pub recorded: i64,
    pub coverage: Coverage,
    pub checksum: i64,
}

impl Stored for CoverageRow {
    const TABLE: Table = Table::Coverage;
    const NAME: &'static str = "coverage";
    const COLUMNS: &'static str = "number, recorded, place, outcome, documents, problem, checksum";
    const ONE: &'static str =
        "SELECT number, recorded, place, outcome, documents, problem, checksum FROM coverage WHERE number = ?1";
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(CoverageRow {
            number: row.get(0)?,
            recorded: row.get(1)?,
            coverage: Coverage {
                place: row.get(2)?,
                outcome: from_code::<Outcome>(row, 3)?,
                documents: row.get::<_, i64>(4)?.cast_unsigned(),
                problem: row.get(5)?,
            },
            checksum: row.get(6)?,
        })
    }
    fn seal(&self) -> Seal {
        let Coverage { place, outcome, documents, problem } = &self.coverage;
        Seal::default()
            .int(self.number)
            .int(self.recorded)
            .text(place)
            .text(&code(outcome))
            .int(documents.cast_signed())
            .optional(problem.as_deref())
    }
    fn is_sound(&self) -> bool {
        self.checksum == self.seal().checksum()
    }
    fn name(&self) -> String {
        format!("coverage number {} (`{}`)", self.number, self.coverage.place)
    }
}

/// One transaction: the last number of each table after it, its instants and its chain value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct BatchRow {
    pub number: i64,
    /// The earliest and the latest instant recorded in it.
    pub low: i64,
    pub high: i64,
    /// The latest instant recorded in it or before.
    pub highest: i64,
    pub last: Last,
    pub chain: Vec<u8>,
}

/// The last number of each table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Last {
    pub words: i64,
    pub documents: i64,
    pub readings: i64,
    pub claims: i64,
    pub decisions: i64,
    pub coverage: i64,
}

impl Last {
    pub fn of(&self, table: Table) -> i64 {
        match table {
            Table::Words => self.words,
            Table::Documents | Table::Texts => self.documents,
            Table::Readings | Table::Layers => self.readings,
            Table::Claims => self.claims,
            Table::Decisions => self.decisions,
            Table::Coverage => self.coverage,
        }
    }
}

impl BatchRow {
    pub const COLUMNS: &'static str =
        "number, low, high, highest, words, documents, readings, claims, decisions, coverage, chain";

    pub fn read(row: &Row<'_>) -> rusqlite::Result<BatchRow> {
        Ok(BatchRow {
            number: row.get(0)?,
            low: row.get(1)?,
            high: row.get(2)?,
            highest: row.get(3)?,
            last: Last {
                words: row.get(4)?,
                documents: row.get(5)?,
                readings: row.get(6)?,
                claims: row.get(7)?,
                decisions: row.get(8)?,
                coverage: row.get(9)?,
            },
            chain: row.get(10)?,
        })
    }

    /// All but the chain value, which is made from this.
    pub fn seal(&self) -> Seal {
        let Last { words, documents, readings, claims, decisions, coverage } = self.last;
        [self.low, self.high, self.highest, words, documents, readings, claims, decisions, coverage]
            .into_iter()
            .fold(Seal::default().int(self.number), Seal::int)
    }
}

/// The code of a word of the vocabulary, as in the JSON.
pub(crate) fn code(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(code)) => code,
        _ => String::new(),
    }
}

fn from_code<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    serde_json::from_value(serde_json::Value::String(row.get(column)?))
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(error)))
}

/// The bytes of the id that identity gives; all zero for what is none.
pub(crate) fn identity_bytes(id: &str) -> [u8; BYTES] {
    id_bytes(id).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_select_the_columns() {
        fn check<R: Stored>() {
            assert_eq!(R::ONE, format!("SELECT {} FROM {} WHERE number = ?1", R::COLUMNS, R::NAME));
        }
        check::<WordRow>();
        check::<DocumentRow>();
        check::<TextRow>();
        check::<ReadingRow>();
        check::<LayersRow>();
        check::<ClaimRow>();
        check::<DecisionRow>();
        check::<CoverageRow>();
    }
}
