//! Sealer: sealed buckets, which are large and do not change, written and read beside all else.

use std::path::PathBuf;
use std::sync::Arc;

use super::disk::Disk;
use super::error::StoreError;
use super::framed;
use super::name::sealed_name;
use crate::request::HashKey;
use crate::summary::Summary;

/// The sealed buckets of a store.
pub(crate) struct Sealer {
    folder: PathBuf,
    disk: Arc<dyn Disk>,
    key: HashKey,
}

impl Sealer {
    pub(super) fn new(folder: PathBuf, disk: Arc<dyn Disk>, key: HashKey) -> Self {
        Self { folder, disk, key }
    }

    /// Writes a bucket that will not change; gives its bytes. The store knows nothing of it yet.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub(crate) fn write(&self, bucket: i64, summary: &Summary) -> Result<u64, StoreError> {
        let bytes = summary.to_bytes()?;
        framed::put(&*self.disk, &self.folder.join(sealed_name(bucket)), &bytes)?;
        Ok(bytes.len() as u64)
    }

    /// A sealed bucket.
    ///
    /// # Errors
    /// Where its file cannot be read, or is damaged.
    pub(crate) fn read(&self, bucket: i64) -> Result<Summary, StoreError> {
        let path = self.folder.join(sealed_name(bucket));
        let bytes = self.disk.read(&path).map_err(|source| StoreError::read(&path, source))?;
        let damaged = |reason: crate::summary::SummaryError| StoreError::Damaged { path, reason: reason.to_string() };
        Summary::from_bytes(&bytes, self.key).map_err(damaged)
    }
}
