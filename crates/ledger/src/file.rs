//! Opening the file: who may, and whether it is a ledger at all.
//!
//! The file is never opened beside SQLite: closing it would drop the locks that SQLite holds on it in the same process.

use std::{
    ffi::OsString,
    fs::{self, File, TryLockError},
    io::{Read, Seek, Write},
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::{Connection, ErrorCode, OpenFlags, config::DbConfig};

use crate::{Error, Result, schema};

/// How long SQLite waits for another process that recovers or truncates the write-ahead log.
const PATIENCE: Duration = Duration::from_secs(10);
/// The smallest SQLite file, in bytes.
const SMALLEST: u64 = 512;
/// Pages of the write-ahead log (4 KiB each) after which it is copied into the file: between two of them, a kill costs
/// at most this much to recover.
const CHECKPOINT: u32 = 4000;

/// The right to write: held as long as this lives, gone with the process however it ends.
#[derive(Debug)]
pub(crate) struct WriterLock {
    _held: File,
}

fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name: OsString = file.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Takes the lock on `<file>-lock`. The lock file stays when the lock ends: who removed it could take a lock that nobody
/// else sees.
fn lock(file: &Path) -> Result<WriterLock> {
    let path = beside(file, "-lock");
    let failed = |doing, remedy| {
        let file = path.clone();
        move |source| Error::File { file, doing, source, remedy }
    };
    let remedy = "The folder must be writable for whoever writes the ledger; a reader needs no lock";
    let mut held = File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .map_err(failed("opening the lock file", remedy))?;
    match held.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut text = String::new();
            let _ = (&held).take(20).read_to_string(&mut text);
            let holder = match text.trim().parse::<u32>() {
                Ok(process) if process == std::process::id() => "this same process".to_owned(),
                Ok(process) => format!("another process ({process})"),
                Err(_) => "another process".to_owned(),
            };
            return Err(Error::Locked { file: file.to_owned(), holder });
        }
        Err(TryLockError::Error(source)) => {
            let remedy = "The file system must know locks; keep the ledger on a local disk";
            return Err(failed("locking the lock file", remedy)(source));
        }
    }
    // Only a help for the error message above.
    let _ = held.set_len(0).and_then(|()| held.rewind()).and_then(|()| write!(held, "{}", std::process::id()));
    Ok(WriterLock { _held: held })
}

/// The file by its real name, so that its lock is the same however it is reached.
fn real(file: &Path) -> PathBuf {
    if let Ok(real) = fs::canonicalize(file) {
        return real;
    }
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match (fs::canonicalize(folder), file.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => file.to_owned(),
    }
}

/// What the file system says of the path: its length, or None where there is nothing.
fn length(file: &Path) -> Result<Option<u64>> {
    match fs::metadata(file) {
        Ok(found) if found.is_dir() => Err(Error::Folder(file.to_owned())),
        // SQLite would take a few bytes for nothing, and write over them.
        Ok(found) if (1..SMALLEST).contains(&found.len()) => Err(Error::NotALedger {
            file: file.to_owned(),
            what: format!("it holds {} bytes, fewer than any SQLite file", found.len()),
        }),
        Ok(found) => Ok(Some(found.len())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(Error::File {
            file: file.to_owned(),
            doing: "looking for it",
            source,
            remedy: "Check the path, and who may read it",
        }),
    }
}

/// Opens for writing; makes the file where there is none.
pub(crate) fn open_for_writing(file: &Path) -> Result<(PathBuf, Connection, WriterLock)> {
    length(file)?;
    if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder).map_err(|source| Error::File {
            file: folder.to_owned(),
            doing: "making the folder",
            source,
            remedy: "Choose a folder that you may write to",
        })?;
    }
    let file = real(file);
    let is_new = length(&file)?.is_none_or(|length| length == 0);
    if !is_new {
        // Before the lock, so that nothing is left beside the file of another program.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&file, flags).map_err(|error| cannot_open(&file, error))?;
        check_stamp(&file, &connection)?;
    }
    let lock = lock(&file)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(&file, flags).map_err(|error| cannot_open(&file, error))?;
    check_stamp(&file, &connection)?;
    if connection.is_readonly("main").unwrap_or(false) {
        return Err(Error::File {
            file,
            doing: "opening it for writing",
            source: std::io::ErrorKind::PermissionDenied.into(),
            remedy: "Make the file writable, or only ask it questions",
        });
    }
    let prepared = (|| {
        common(&connection)?;
        let mode: String = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
        connection.execute_batch("PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864;")?;
        connection.pragma_update(None, "wal_autocheckpoint", CHECKPOINT)?;
        schema::migrate(&connection, &schema::steps())?;
        Ok(mode)
    })();
    let mode = prepared.map_err(|error| Error::sqlite(&file, "preparing it for writing", error))?;
    if mode != "wal" {
        return Err(Error::File {
            file,
            doing: "setting up its write-ahead log",
            source: std::io::Error::other(format!("SQLite stays in the mode `{mode}`")),
            remedy: "Keep the ledger on a local disk whose folder is writable",
        });
    }
    if is_new && let Some(folder) = file.parent() {
        // The name of a new file is on disk only when its folder is. Some systems cannot do it; then there is nothing to do.
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
    Ok((file, connection, lock))
}

/// Opens for reading, beside any writer.
pub(crate) fn open_for_reading(file: &Path) -> Result<(PathBuf, Connection)> {
    match length(file)? {
        None => return Err(Error::Missing(file.to_owned())),
        Some(0) => return Err(Error::NotALedger { file: file.to_owned(), what: "it is empty".to_owned() }),
        Some(_) => {}
    }
    let file = real(file);
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(&file, flags).map_err(|error| cannot_open(&file, error))?;
    if let Err(error) = schema::stamp(&connection) {
        let log = beside(&file, "-wal");
        let no_log = fs::metadata(&log).map_or(true, |log| log.len() == 0);
        let beside = matches!(error.sqlite_error_code(), Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly));
        if !beside || !no_log {
            return Err(cannot_open(&file, error));
        }
        // In a folder that may not be written, SQLite cannot make the file in which readers and writer agree. Where
        // nothing is waiting in the log there is nothing to agree on.
        connection = Connection::open_with_flags(immutable(&file), flags | OpenFlags::SQLITE_OPEN_URI)
            .map_err(|error| cannot_open(&file, error))?;
    }
    let found = check_stamp(&file, &connection)?;
    let known = schema::version();
    match found {
        None => return Err(Error::NotALedger { file, what: "it is an empty SQLite file".to_owned() }),
        Some(found) if found < known => return Err(Error::Older { file, found, known }),
        Some(_) => {}
    }
    common(&connection).map_err(|error| Error::sqlite(&file, "preparing it for reading", error))?;
    Ok((file, connection))
}

fn common(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(PATIENCE)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection
        .execute_batch("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA cache_size = -131072;")?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}

/// Whose file it is: the schema version of a ledger, None for a file without content.
fn check_stamp(file: &Path, connection: &Connection) -> Result<Option<i64>> {
    connection.busy_timeout(PATIENCE).map_err(|error| cannot_open(file, error))?;
    let (application, found, any) = schema::stamp(connection).map_err(|error| cannot_open(file, error))?;
    let known = schema::version();
    match (application, any) {
        (0, false) => Ok(None),
        (schema::APPLICATION, _) if found > known => Err(Error::Newer { file: file.to_owned(), found, known }),
        (schema::APPLICATION, true) if found > 0 => Ok(Some(found)),
        (schema::APPLICATION, _) => Err(Error::Damaged {
            file: file.to_owned(),
            what: format!("it is marked as a ledger of schema version {found}, which there never was"),
        }),
        _ => Err(Error::NotALedger {
            file: file.to_owned(),
            what: "it is the SQLite file of another program".to_owned(),
        }),
    }
}

/// The error for a file that SQLite does not open, with the reason of the file system where it gives one.
fn cannot_open(file: &Path, error: rusqlite::Error) -> Error {
    let doing = "opening it";
    if error.sqlite_error_code() != Some(ErrorCode::CannotOpen) {
        return Error::sqlite(file, doing, error);
    }
    let (source, remedy) = match File::options().read(true).write(true).open(file) {
        Err(source) => (source, "Check the path, and who may read and write it"),
        Ok(_) => (
            std::io::Error::other(error.to_string()),
            "SQLite could not make its files beside it: check that the folder is writable and the disk not full",
        ),
    };
    Error::File { file: file.to_owned(), doing, source, remedy }
}

/// The file as an address for SQLite that promises that nobody changes it.
fn immutable(file: &Path) -> String {
    let mut address = "file:".to_owned();
    for byte in file.to_string_lossy().bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => address.push(char::from(byte)),
            _ => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address.push_str("?immutable=1");
    address
}
