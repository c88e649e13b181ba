//! Copies.

use std::{
    ffi::OsString,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use crate::{Error, Ledger, Result};

impl Ledger {
    /// Writes a copy of the ledger as it is now to `to`, while writer and readers go on. The copy is compact and is a
    /// ledger like this one; it appears under its name only when it is whole and on disk.
    ///
    /// # Errors
    /// [`Error::Exists`] where `to` is taken: a copy never replaces anything. [`Error::DiskFull`], [`Error::File`].
    pub fn backup(&self, to: impl AsRef<Path>) -> Result<()> {
        let to = to.as_ref();
        if fs::symlink_metadata(to).is_ok() {
            return Err(Error::Exists(to.to_owned()));
        }
        let mut partial: OsString = to.as_os_str().to_owned();
        partial.push(".partial");
        let partial = PathBuf::from(partial);
        let failed = |doing| {
            let file = to.to_owned();
            move |source: io::Error| match source.kind() {
                io::ErrorKind::StorageFull => Error::DiskFull(file),
                _ => Error::File { file, doing, source, remedy: "Choose a folder that you may write to" },
            }
        };
        let left = match fs::remove_file(&partial) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
        left.map_err(failed("removing an unfinished copy"))?;
        let name = partial.to_str().ok_or_else(|| {
            failed("naming the copy")(io::Error::new(io::ErrorKind::InvalidInput, "the name is no Unicode text"))
        })?;
        let copied = self.connection.execute("VACUUM INTO ?1", [name]);
        let finished = copied
            .map_err(|error| {
                // The folder is the likelier culprit than the ledger.
                match File::options().append(true).create(true).open(&partial) {
                    Err(source) => failed("writing the copy")(source),
                    Ok(_) => Error::sqlite(to, "writing the copy", error),
                }
            })
            .and_then(|_| {
                File::open(&partial).and_then(|copy| copy.sync_all()).map_err(failed("writing the copy to disk"))?;
                fs::rename(&partial, to).map_err(failed("naming the copy"))
            });
        if finished.is_err() {
            // The error above tells more than a failure to tidy up.
            let _ = fs::remove_file(&partial);
        } else if let Some(folder) = to.parent() {
            let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            let _ = File::open(folder).and_then(|folder| folder.sync_all());
        }
        finished
    }
}
