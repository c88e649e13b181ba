//! Opening: who may, and what is no ledger.

#![allow(clippy::unwrap_used)] // clippy takes helpers of tests for the program

mod common;

use std::{fs, path::Path};

use common::*;
use ledger::{Error, Ledger};
use rusqlite::Connection;

/// Both ways of opening, which must give the same error.
fn refused(file: &Path) -> Error {
    let read = Ledger::open_read_only(file).unwrap_err();
    let write = Ledger::create_or_open(file).unwrap_err();
    assert_eq!(std::mem::discriminant(&read), std::mem::discriminant(&write), "{read} / {write}");
    for error in [&read, &write] {
        assert!(error.to_string().contains(&file.file_name().unwrap().to_string_lossy()[..]), "{error}");
    }
    write
}

#[test]
fn one_writer_and_many_readers() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("record.ledger");
    let mut writer = Ledger::create_or_open(&file).unwrap();
    let error = Ledger::create_or_open(&file).unwrap_err();
    assert!(matches!(error, Error::Locked { .. }) && error.to_string().contains("Wait until it ends"), "{error}");

    fill(&mut writer, 0..10).unwrap();
    let readers: Vec<Ledger> = (0..4).map(|_| Ledger::open_read_only(&file).unwrap()).collect();
    let before = answers(&readers[0], None).unwrap();
    // A batch in the making blocks no reader and is not seen by any.
    let mut batch = writer.begin().unwrap();
    for n in 10..20 {
        let (id, _) = batch.document(&document(n), &instant(n)).unwrap();
        batch.reading(&id, &reading(n, 1), &instant(n)).unwrap();
    }
    for reader in &readers {
        assert_eq!(answers(reader, None).unwrap(), before);
    }
    batch.commit().unwrap();
    for reader in &readers {
        assert_ne!(answers(reader, None).unwrap(), before);
        assert_eq!(answers(reader, Some(&instant(9))).unwrap(), before);
    }
    let mut reader = Ledger::open_read_only(&file).unwrap();
    assert!(matches!(reader.begin(), Err(Error::ReadOnly(_))));
    assert!(matches!(reader.rebuild_index(), Err(Error::ReadOnly(_))));
    drop(writer);
    let writer = Ledger::create_or_open(&file).unwrap();
    assert_eq!(answers(&writer, None).unwrap(), answers(&readers[0], None).unwrap());
}

#[test]
fn a_ledger_is_locked_by_whatever_name_it_is_called() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("a")).unwrap();
    let _writer = Ledger::create_or_open(folder.path().join("record.ledger")).unwrap();
    let error = Ledger::create_or_open(folder.path().join("a/../record.ledger")).unwrap_err();
    assert!(matches!(error, Error::Locked { .. }), "{error}");
    #[cfg(unix)]
    {
        let link = folder.path().join("link.ledger");
        std::os::unix::fs::symlink(folder.path().join("record.ledger"), &link).unwrap();
        assert!(matches!(Ledger::create_or_open(&link), Err(Error::Locked { .. })));
    }
}

#[test]
fn what_is_no_ledger_is_left_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);

    assert!(matches!(Ledger::open_read_only(path("none.ledger")), Err(Error::Missing(_))));
    assert!(!path("none.ledger").exists());
    fs::write(path("empty.ledger"), "").unwrap();
    assert!(matches!(Ledger::open_read_only(path("empty.ledger")), Err(Error::NotALedger { .. })));

    let error = refused(folder.path());
    assert!(matches!(error, Error::Folder(_)), "{error}");

    for (name, bytes) in [
        ("text", b"published: 2025-11-07\n\nKazakhstan joins.".repeat(40)),
        ("short", b"x".to_vec()),
        ("zeros", vec![0; 9000]),
        ("half", b"SQLite format 3\0".to_vec()),
    ] {
        fs::write(path(name), &bytes).unwrap();
        let error = refused(&path(name));
        assert!(matches!(error, Error::NotALedger { .. }), "{name}: {error}");
        assert_eq!(fs::read(path(name)).unwrap(), bytes);
    }

    let other = Connection::open(path("other.db")).unwrap();
    other
        .execute_batch("PRAGMA journal_mode = DELETE; CREATE TABLE songs(name); INSERT INTO songs VALUES ('x')")
        .unwrap();
    drop(other);
    let bytes = fs::read(path("other.db")).unwrap();
    let error = refused(&path("other.db"));
    assert!(matches!(error, Error::NotALedger { .. }) && error.to_string().contains("another program"), "{error}");
    assert_eq!(fs::read(path("other.db")).unwrap(), bytes);
    let mut left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, ["empty.ledger", "half", "other.db", "short", "text", "zeros"]);
}

#[test]
fn a_newer_ledger_is_refused_and_left_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("record.ledger");
    fill(&mut Ledger::create_or_open(&file).unwrap(), 0..3).unwrap();
    Connection::open(&file).unwrap().execute_batch("PRAGMA user_version = 99").unwrap();
    let bytes = fs::read(&file).unwrap();
    let error = refused(&file);
    assert!(matches!(error, Error::Newer { found: 99, .. }) && error.to_string().contains("Update"), "{error}");
    assert_eq!(fs::read(&file).unwrap(), bytes);
}

#[test]
fn an_unfinished_beginning_is_finished() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("record.ledger");
    // As a kill between the first two steps of making a ledger leaves it.
    Connection::open(&file).unwrap().execute_batch("PRAGMA journal_mode = WAL").unwrap();
    assert!(fs::metadata(&file).unwrap().len() > 0);
    assert!(matches!(Ledger::open_read_only(&file), Err(Error::NotALedger { .. })));
    fill(&mut Ledger::create_or_open(&file).unwrap(), 0..3).unwrap();
    assert!(Ledger::open_read_only(&file).unwrap().verify().unwrap().is_clean());
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_can_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("with space % and ?");
    let file = inner.join("record.ledger");
    let mut writer = Ledger::create_or_open(&file).unwrap();
    fill(&mut writer, 0..3).unwrap();
    let wanted = answers(&writer, None).unwrap();
    drop(writer);
    let allow = |mode| fs::set_permissions(&inner, fs::Permissions::from_mode(mode)).unwrap();
    allow(0o555);
    let privileged = fs::write(inner.join("probe"), "").is_ok();
    let read = Ledger::open_read_only(&file).and_then(|ledger| answers(&ledger, None));
    let write = Ledger::create_or_open(&file).map(|_| ());
    allow(0o755);
    assert_eq!(read.unwrap(), wanted);
    if privileged {
        return; // Root may write anywhere; the rest cannot be tried.
    }
    assert!(matches!(write, Err(Error::File { .. })), "{write:?}");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o000)).unwrap();
    let error = refused(&file);
    assert!(matches!(error, Error::File { .. }) && error.to_string().contains("Check"), "{error}");
}

#[test]
fn a_backup_is_a_ledger() {
    let folder = tempfile::tempdir().unwrap();
    let (file, copy) = (folder.path().join("record.ledger"), folder.path().join("copy.ledger"));
    let mut writer = Ledger::create_or_open(&file).unwrap();
    fill(&mut writer, 0..40).unwrap();
    fs::write(folder.path().join("copy.ledger.partial"), "left by a kill").unwrap();
    Ledger::open_read_only(&file).unwrap().backup(&copy).unwrap();
    let wanted = contents(&writer).unwrap();
    fill(&mut writer, 40..50).unwrap();
    assert!(matches!(writer.backup(&copy), Err(Error::Exists(_))));
    assert!(matches!(writer.backup(folder.path().join("no/such/folder")), Err(Error::File { .. })));

    let reader = Ledger::open_read_only(&copy).unwrap();
    assert_eq!(contents(&reader).unwrap(), wanted);
    assert!(reader.verify().unwrap().is_clean());
    drop(reader);
    let mut copied = Ledger::create_or_open(&copy).unwrap();
    fill(&mut copied, 40..50).unwrap();
    assert_eq!(contents(&copied).unwrap(), contents(&writer).unwrap());
    assert_eq!(copied.head().unwrap(), writer.head().unwrap());
    assert!(!folder.path().join("copy.ledger.partial").exists());
}

#[test]
fn readers_in_other_threads_see_whole_batches() {
    use std::sync::atomic::{AtomicBool, Ordering};
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("record.ledger");
    let mut writer = Ledger::create_or_open(&file).unwrap();
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let readers: Vec<_> = (0..2)
            .map(|_| {
                // Made here, used there: a ledger can move to another thread.
                let reader = Ledger::open_read_only(&file).unwrap();
                let done = &done;
                scope.spawn(move || {
                    let (mut last, mut rounds) = (0, 0);
                    while !done.load(Ordering::Relaxed) || rounds == 0 {
                        let summary = reader.coverage_summary(None).unwrap();
                        assert!(summary.documents >= last && summary.documents.is_multiple_of(7));
                        last = summary.documents;
                        for treaty in AGREEMENTS {
                            reader.claims_of_agreement(treaty, None).unwrap();
                        }
                        rounds += 1;
                    }
                    rounds
                })
            })
            .collect();
        for n in 0..40 {
            fill(&mut writer, 7 * n..7 * (n + 1)).unwrap();
        }
        done.store(true, Ordering::Relaxed);
        assert!(readers.into_iter().all(|reader| reader.join().unwrap() > 0));
    });
    assert!(writer.verify().unwrap().is_clean());
}
