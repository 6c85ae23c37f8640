//! A private folder that files come into before they are known to be good.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::error::FetchError;

/// A folder of our own inside the destination. Where it is dropped before `keep`, nothing that we made is left.
pub(crate) struct Staging {
    pub(crate) folder: PathBuf,
    parts: PathBuf,
    /// Folders that were not there before, outermost first.
    made: Vec<PathBuf>,
}

impl Staging {
    pub(crate) fn new(folder: &Path) -> Result<Self, FetchError> {
        let mut staging = Self { folder: folder.to_path_buf(), parts: PathBuf::new(), made: Vec::new() };
        let missing: Vec<&Path> = folder.ancestors().take_while(|path| !path.exists()).collect();
        for path in missing.into_iter().rev() {
            match fs::create_dir(path) {
                Ok(()) => staging.made.push(path.to_path_buf()),
                // Made by another meanwhile. Where it is no folder, the next step fails.
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(FetchError::write(path)(error)),
            }
        }
        // What is there under a name that cannot be guessed is not ours: it is neither entered nor followed.
        let name = format!(".fetch-{:016x}", RandomState::new().build_hasher().finish());
        let parts = folder.join(name);
        create_private(&parts).map_err(FetchError::write(&parts))?;
        staging.parts = parts;
        Ok(staging)
    }

    /// Where a file of the model lies until it is placed.
    pub(crate) fn path(&self, local: &str) -> PathBuf {
        self.parts.join(local)
    }

    /// A new file here.
    pub(crate) fn create(&self, local: &str) -> Result<File, FetchError> {
        let path = self.path(local);
        let parent = path.parent().unwrap_or(&self.parts);
        fs::create_dir_all(parent).map_err(FetchError::write(parent))?;
        OpenOptions::new().write(true).create_new(true).open(&path).map_err(FetchError::write(&path))
    }

    /// All files are in their places.
    pub(crate) fn keep(mut self) -> Result<(), FetchError> {
        self.made.clear();
        let parts = std::mem::take(&mut self.parts);
        fs::remove_dir_all(&parts).map_err(FetchError::write(&parts))
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if self.parts != Path::new("") {
            fs::remove_dir_all(&self.parts).ok();
        }
        // Only empty folders go, so that another's files stay.
        for path in self.made.iter().rev() {
            fs::remove_dir(path).ok();
        }
    }
}

/// Makes a folder that was not there and that only its owner may enter.
pub(crate) fn create_private(path: &Path) -> std::io::Result<()> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}
