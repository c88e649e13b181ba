//! The tables, and how an older file becomes a newer one.

use std::sync::OnceLock;

use rusqlite::{Connection, OptionalExtension};

/// Marks the file as a ledger in SQLite's header: the letters `dpsy`.
pub(crate) const APPLICATION: i64 = 0x6470_7379;

/// What is kept. Rows are numbered without gaps from 1, so that a missing one is noticed; times are microseconds since
/// 1970; texts, dates and codes are as in the JSON.
///
/// `batches` holds, for each transaction, the last number of every table after it, and the chain value over all rows up
/// to there. A row of `readings` holds the number of its first own claim and how many follow it; where it shares claims
/// with an earlier reading of the document, `members` lists all of them. `same` is a number that the same decision as of
/// the same instant always has. Texts, and the lines of a reading that are no
/// claims, stand in tables of their own, so that the rows that every answer needs lie close together.
const PRIMARY: &str = "
CREATE TABLE batches(
    number INTEGER PRIMARY KEY, low INTEGER NOT NULL, high INTEGER NOT NULL, highest INTEGER NOT NULL,
    words INTEGER NOT NULL, documents INTEGER NOT NULL, readings INTEGER NOT NULL, claims INTEGER NOT NULL,
    decisions INTEGER NOT NULL, coverage INTEGER NOT NULL, chain BLOB NOT NULL);
CREATE TABLE words(number INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE, checksum INTEGER NOT NULL);
CREATE TABLE documents(
    number INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, text_id BLOB NOT NULL, recorded INTEGER NOT NULL,
    label TEXT NOT NULL, language TEXT, publisher TEXT, published TEXT, url TEXT, title TEXT, length INTEGER NOT NULL,
    checksum INTEGER NOT NULL);
CREATE TABLE texts(number INTEGER PRIMARY KEY, body BLOB NOT NULL, checksum INTEGER NOT NULL);
CREATE TABLE readings(
    number INTEGER PRIMARY KEY, document INTEGER NOT NULL, recorded INTEGER NOT NULL, version INTEGER NOT NULL,
    language TEXT, fingerprint INTEGER NOT NULL, first INTEGER NOT NULL, claims INTEGER NOT NULL, members BLOB,
    notes TEXT, checksum INTEGER NOT NULL);
CREATE TABLE layers(number INTEGER PRIMARY KEY, body BLOB NOT NULL, checksum INTEGER NOT NULL);
CREATE INDEX readings_of_document ON readings(document, recorded);
CREATE TABLE claims(number INTEGER PRIMARY KEY, reading INTEGER NOT NULL, body BLOB NOT NULL);
CREATE TABLE decisions(
    number INTEGER PRIMARY KEY, recorded INTEGER NOT NULL, ruling TEXT NOT NULL, about TEXT NOT NULL, other TEXT,
    author TEXT NOT NULL, reason TEXT NOT NULL, same INTEGER NOT NULL, checksum INTEGER NOT NULL);
CREATE INDEX decisions_about ON decisions(about, recorded);
CREATE INDEX decisions_same ON decisions(same);
CREATE TABLE coverage(
    number INTEGER PRIMARY KEY, recorded INTEGER NOT NULL, place TEXT NOT NULL, outcome TEXT NOT NULL,
    documents INTEGER NOT NULL, problem TEXT, checksum INTEGER NOT NULL);
";

/// What follows from the rows above and can be made anew: the index of the claims (`index.rs`), how many documents each
/// publisher has and how many claims each agreement (`tallies`), the last look at each place, what the ledger rested on
/// after each batch, and what was worked out from histories (`folds`) with the batch before which it no longer holds
/// (`lapses`).
pub(crate) const DERIVED: &str = "
CREATE TABLE runs(number INTEGER PRIMARY KEY AUTOINCREMENT, entries INTEGER NOT NULL);
CREATE TABLE blocks(
    number INTEGER PRIMARY KEY, run INTEGER NOT NULL, first BLOB NOT NULL, body BLOB NOT NULL, checksum INTEGER NOT NULL);
CREATE UNIQUE INDEX blocks_of_run ON blocks(run, first);
CREATE TABLE tallies(kind INTEGER NOT NULL, name TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY(kind, name))
    WITHOUT ROWID;
CREATE TABLE places(place TEXT PRIMARY KEY, coverage INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE folds(
    kind TEXT NOT NULL, first INTEGER NOT NULL, second INTEGER NOT NULL, batch INTEGER NOT NULL, body BLOB NOT NULL,
    checksum INTEGER NOT NULL, PRIMARY KEY(kind, first, second, batch)) WITHOUT ROWID;
CREATE TABLE lapses(first INTEGER NOT NULL, second INTEGER NOT NULL, batch INTEGER NOT NULL, PRIMARY KEY(first, second))
    WITHOUT ROWID;
CREATE TABLE summaries(batch INTEGER PRIMARY KEY, body TEXT NOT NULL, checksum INTEGER NOT NULL);
";

const KEPT: [&str; 9] =
    ["batches", "words", "documents", "texts", "readings", "layers", "claims", "decisions", "coverage"];

/// Triggers that refuse to change or delete what is kept.
fn guards() -> String {
    let guard = |table: &str, (name, event): (&str, &str)| {
        format!(
            "CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} BEGIN \
             SELECT raise(ABORT, 'the ledger is append-only: rows of {table} are never changed or deleted'); END;\n"
        )
    };
    KEPT.iter().flat_map(|table| [("stay", "UPDATE"), ("remain", "DELETE")].map(|event| guard(table, event))).collect()
}

/// The statements that lead from each version to the next; the first makes a new ledger. Never change one that was
/// released: add another.
pub(crate) fn steps() -> Vec<String> {
    vec![format!("{PRIMARY}{DERIVED}{}", guards())]
}

/// The version of this program.
pub(crate) fn version() -> i64 {
    steps().len() as i64
}

/// Brings the file from the version it has to that of the last step, in one transaction: it has the old version or the
/// new one, never something between.
pub(crate) fn migrate(connection: &Connection, steps: &[String]) -> rusqlite::Result<()> {
    connection.execute_batch("BEGIN IMMEDIATE")?;
    let outcome = (|| {
        let found: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        let done = usize::try_from(found).unwrap_or(0);
        for step in steps.iter().skip(done) {
            connection.execute_batch(step)?;
        }
        if done < steps.len() {
            connection.execute_batch(&format!(
                "PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {}",
                steps.len()
            ))?;
        }
        connection.execute_batch("COMMIT")
    })();
    if outcome.is_err() && !connection.is_autocommit() {
        // The first error tells more than what may go wrong here.
        let _ = connection.execute_batch("ROLLBACK");
    }
    outcome
}

/// What the file says it is: (application id, schema version, whether it holds any table).
pub(crate) fn stamp(connection: &Connection) -> rusqlite::Result<(i64, i64, bool)> {
    let application = connection.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    let version = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let any = connection.query_row("SELECT 1 FROM sqlite_schema LIMIT 1", [], |_| Ok(())).optional()?.is_some();
    Ok((application, version, any))
}

/// The statements that SQLite keeps for every table, index and trigger, by name.
pub(crate) fn statements(connection: &Connection) -> rusqlite::Result<Vec<(String, Option<String>)>> {
    let mut all =
        connection.prepare("SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY name")?;
    let rows = all.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.collect()
}

/// The statements of a new ledger, by name.
pub(crate) fn expected() -> rusqlite::Result<&'static [(String, Option<String>)]> {
    static EXPECTED: OnceLock<Vec<(String, Option<String>)>> = OnceLock::new();
    if let Some(expected) = EXPECTED.get() {
        return Ok(expected);
    }
    let connection = Connection::open_in_memory()?;
    migrate(&connection, &steps())?;
    let expected = statements(&connection)?;
    Ok(EXPECTED.get_or_init(|| expected))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version_of(connection: &Connection) -> i64 {
        stamp(connection).unwrap().1
    }

    #[test]
    fn an_older_file_is_brought_up_in_one_transaction() {
        let connection = Connection::open_in_memory().unwrap();
        let mut steps = steps();
        migrate(&connection, &steps).unwrap();
        connection.execute("INSERT INTO words VALUES (1, 'x', 2)", []).unwrap();
        let first = version_of(&connection);
        assert_eq!(first, version());
        steps.push("ALTER TABLE words ADD COLUMN more TEXT; SELECT nothing FROM nowhere;".to_owned());
        assert!(migrate(&connection, &steps).is_err());
        assert_eq!(version_of(&connection), first);
        assert!(connection.prepare("SELECT more FROM words").is_err(), "half a step was kept");
        steps.pop();
        steps.push("ALTER TABLE words ADD COLUMN more TEXT;".to_owned());
        migrate(&connection, &steps).unwrap();
        assert_eq!(version_of(&connection), first + 1);
        let kept: (String, Option<String>) =
            connection.query_row("SELECT word, more FROM words", [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        assert_eq!(kept, ("x".to_owned(), None));
        migrate(&connection, &steps).unwrap();
        assert_eq!(version_of(&connection), first + 1);
    }

    #[test]
    fn what_is_kept_cannot_be_changed() {
        let connection = Connection::open_in_memory().unwrap();
        migrate(&connection, &steps()).unwrap();
        connection.execute("INSERT INTO words VALUES (1, 'x', 2)", []).unwrap();
        connection.execute("INSERT INTO coverage VALUES (1, 0, 'p', 'read', 1, NULL, 2)", []).unwrap();
        for statement in ["UPDATE words SET word = 'y'", "DELETE FROM words", "DELETE FROM coverage"] {
            let error = connection.execute(statement, []).unwrap_err();
            assert!(error.to_string().contains("append-only"), "{error}");
        }
        for table in KEPT {
            let guards: i64 = connection
                .query_row(
                    "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?1",
                    [table],
                    |r| r.get(0),
                )
                .unwrap();
            assert_eq!(guards, 2, "{table}");
        }
    }
}
