//! Store: what an engine took in, on disk, such that nothing that was acknowledged is lost.
//!
//! | file | what |
//! | --- | --- |
//! | `manifest` | the settings that all files depend on, and which buckets are sealed |
//! | `bucket-N.log` | the batches of a bucket that may still change, each the bytes of a summary behind its length (write-ahead log) |
//! | `bucket-N.sealed` | a bucket that will not change: the bytes of one summary |
//! | `state` | what the epoch before found, for campaigns to keep their names |
//! | `lock` | held by the process that has the store open |
//!
//! Files are made whole beside their places and moved there; a log alone grows. What is damaged is named and set aside (`damaged-…`).

mod disk;
mod error;
mod framed;
mod log;
mod manifest;
mod name;
mod recovery;
mod sealer;
mod durability;

use std::collections::BTreeMap;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use crate::request::HashKey;
use crate::summary::Summary;
use manifest::Manifest;
use name::{LOCK, MANIFEST, STATE, log_name, sealed_name};

pub use disk::{Disk, DryDisk, RealDisk};
pub use error::StoreError;
pub use recovery::Damage;
pub(crate) use recovery::Recovered;
pub(crate) use sealer::Sealer;
pub use durability::Durability;

/// A store that is open.
pub(crate) struct Store {
    folder: PathBuf,
    disk: Arc<dyn Disk>,
    key: HashKey,
    durability: Durability,
    synced: Instant,
    manifest: Manifest,
    /// Bytes of each log that hold whole batches.
    logs: BTreeMap<i64, u64>,
    /// Logs that were written since they were last synced.
    unsynced: Vec<i64>,
    /// Why nothing more is taken in: a log could not be set back to what was acknowledged.
    is_broken: bool,
    _lock: File,
}

impl Store {
    /// Opens a store, or makes one, with what it holds.
    ///
    /// # Errors
    /// Where another process has it open, it was made with another key, another length of buckets or another version, or the file system fails.
    /// Damage is no error: it is told in what is recovered.
    pub(crate) fn open(
        folder: &Path,
        disk: Arc<dyn Disk>,
        (key, bucket_millis): (HashKey, Option<i64>),
        durability: Durability,
    ) -> Result<(Self, Recovered), StoreError> {
        let lock = lock(folder)?;
        let (manifest, recovered, logs) = recovery::recover(folder, &*disk, key, bucket_millis)?;
        let (synced, unsynced) = (Instant::now(), Vec::new());
        let folder = folder.to_owned();
        let store = Self { folder, disk, key, durability, synced, manifest, logs, unsynced, is_broken: false, _lock: lock };
        Ok((store, recovered))
    }

    /// Writes what a batch says of some buckets: all of it, or none.
    ///
    /// # Errors
    /// Where it cannot be written; then it is as before, or the store takes nothing more until it is opened anew.
    pub(crate) fn append(&mut self, batch: &BTreeMap<i64, Summary>) -> Result<(), StoreError> {
        if self.is_broken {
            return Err(StoreError::Broken(self.folder.clone()));
        }
        let before: Vec<(i64, Option<u64>)> = batch.keys().map(|&b| (b, self.logs.get(&b).copied())).collect();
        let written = batch.iter().try_for_each(|(&bucket, summary)| self.write(bucket, summary));
        let written = written.and_then(|()| self.sync_where_due());
        if written.is_err() {
            for (bucket, length) in before {
                let path = self.log_path(bucket);
                let undone = match length {
                    Some(length) => self.disk.truncate(&path, length),
                    None if self.logs.contains_key(&bucket) => self.disk.remove(&path),
                    None => Ok(()),
                };
                self.is_broken |= undone.is_err();
                match length {
                    Some(length) => _ = self.logs.insert(bucket, length),
                    None => _ = self.logs.remove(&bucket),
                }
            }
        }
        written
    }

    fn write(&mut self, bucket: i64, summary: &Summary) -> Result<(), StoreError> {
        let path = self.log_path(bucket);
        let at = self.logs.get(&bucket).copied();
        let bytes = log::entry(&summary.to_bytes()?, at.unwrap_or(0), self.key)?;
        if at.is_none() {
            self.logs.insert(bucket, 0);
            self.disk.create(&path).map_err(|source| StoreError::write(&path, source))?;
        }
        self.disk.append(&path, &bytes).map_err(|source| StoreError::write(&path, source))?;
        self.logs.insert(bucket, at.unwrap_or(0) + bytes.len() as u64);
        self.unsynced.push(bucket);
        Ok(())
    }

    fn sync_where_due(&mut self) -> Result<(), StoreError> {
        let is_due = match self.durability {
            Durability::EachBatch => true,
            Durability::Every(pause) => self.synced.elapsed() >= pause,
            Durability::Never => false,
        };
        if is_due { self.flush() } else { Ok(()) }
    }

    /// Brings all that was written to the disk.
    ///
    /// # Errors
    /// Where that fails.
    pub(crate) fn flush(&mut self) -> Result<(), StoreError> {
        self.unsynced.sort_unstable();
        self.unsynced.dedup();
        for bucket in &self.unsynced {
            let path = self.log_path(*bucket);
            if self.logs.contains_key(bucket) {
                self.disk.sync(&path).map_err(|source| StoreError::write(&path, source))?;
            }
        }
        self.unsynced.clear();
        self.synced = Instant::now();
        Ok(())
    }

    /// What reads and writes sealed buckets while others use the store.
    pub(crate) fn sealer(&self) -> Sealer {
        Sealer::new(self.folder.clone(), Arc::clone(&self.disk), self.key)
    }

    /// Takes over a bucket that was written sealed, with so many bytes, and lets go of its log.
    ///
    /// # Errors
    /// Where the manifest cannot be written; then its log still holds it.
    pub(crate) fn seal(&mut self, bucket: i64, bytes: u64) -> Result<(), StoreError> {
        let mut manifest = self.manifest.clone();
        manifest.sealed.insert(bucket, bytes);
        self.put_manifest(manifest)?;
        // From here on the log is what is left over.
        if self.logs.remove(&bucket).is_some() {
            let _ = self.disk.remove(&self.log_path(bucket));
        }
        Ok(())
    }

    /// Writes a bucket's log anew, with all that it is to say.
    ///
    /// # Errors
    /// Where it cannot be written; then it says what it said.
    pub(crate) fn rewrite(&mut self, bucket: i64, summary: &Summary) -> Result<(), StoreError> {
        let bytes = log::entry(&summary.to_bytes()?, 0, self.key)?;
        framed::put(&*self.disk, &self.log_path(bucket), &bytes)?;
        self.logs.insert(bucket, bytes.len() as u64);
        Ok(())
    }

    /// Forgets a bucket.
    ///
    /// # Errors
    /// Where the manifest cannot be written.
    pub(crate) fn forget(&mut self, bucket: i64) -> Result<(), StoreError> {
        if self.logs.remove(&bucket).is_some() {
            let path = self.log_path(bucket);
            self.disk.remove(&path).map_err(|source| StoreError::write(&path, source))?;
        }
        let mut manifest = self.manifest.clone();
        if manifest.sealed.remove(&bucket).is_some() {
            self.put_manifest(manifest)?;
            // A file that the manifest does not name is removed when the store is opened next.
            let _ = self.disk.remove(&self.folder.join(sealed_name(bucket)));
        }
        Ok(())
    }

    /// Keeps what the last epoch found.
    ///
    /// # Errors
    /// Where it cannot be written; then what the one before found is kept.
    pub(crate) fn put_state(&self, state: &[u8]) -> Result<(), StoreError> {
        framed::put(&*self.disk, &self.folder.join(STATE), &framed::framed(state, self.key))
    }

    fn put_manifest(&mut self, manifest: Manifest) -> Result<(), StoreError> {
        framed::put(&*self.disk, &self.folder.join(MANIFEST), &manifest.to_bytes(self.key))?;
        self.manifest = manifest;
        Ok(())
    }

    fn log_path(&self, bucket: i64) -> PathBuf {
        self.folder.join(log_name(bucket))
    }
}

/// Takes the lock of a store, whose folder is made where it is missing; the system lets go of it when the process ends.
fn lock(folder: &Path) -> Result<File, StoreError> {
    std::fs::create_dir_all(folder).map_err(|source| StoreError::write(folder, source))?;
    let path = folder.join(LOCK);
    let file = File::create(&path).map_err(|source| StoreError::write(&path, source))?;
    // A process that this one is just starting holds a copy of its lock for a moment.
    for _ in 0..TRIES {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) => thread::sleep(PAUSE),
            Err(TryLockError::Error(source)) => return Err(StoreError::write(&path, source)),
        }
    }
    Err(StoreError::Open(folder.to_owned()))
}

/// How often is asked for the lock, and the time between.
const TRIES: usize = 20;
const PAUSE: Duration = Duration::from_millis(10);
