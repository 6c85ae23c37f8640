//! The files of a model's folder, opened with care: regular files within the folder and of bounded size, whatever lies there.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use super::error::ModelError;
use crate::visible::visible_path;

/// Bytes of a configuration file.
pub(super) const CONFIG_BYTES: u64 = 1 << 20;
/// Bytes of a tokenizer.json; those of the largest vocabularies have a third of it.
pub(super) const TOKENIZER_BYTES: u64 = 96 << 20;
/// Bytes of a graph: a protocol buffer holds no more.
pub(super) const GRAPH_BYTES: u64 = 1 << 31;

/// A folder whose place is known.
pub(super) struct Folder {
    name: String,
    root: PathBuf,
    /// Where a hub's cache keeps the files that its snapshots link to.
    blobs: Option<PathBuf>,
}

/// A file that is there, regular and not too large.
pub(super) struct Opened {
    pub(super) file: File,
    pub(super) path: PathBuf,
    pub(super) bytes: u64,
}

impl Folder {
    /// Finds the folder's own place. A link to a folder is followed: whoever names it means what it leads to.
    pub(super) fn new(folder: &Path) -> Result<Self, ModelError> {
        let name = visible_path(folder);
        let root = match folder.canonicalize() {
            Ok(root) => root,
            Err(e) if e.kind() == ErrorKind::NotFound => {
                return Err(ModelError::MissingFile { model: name, file: "model.onnx".to_owned() });
            }
            Err(source) => return Err(ModelError::Read { path: name, source }),
        };
        if !root.is_dir() {
            return Err(ModelError::NotRegular { path: name, expected: "a folder", found: kind(&root) });
        }
        let blobs = blobs(&root);
        Ok(Self { name, root, blobs })
    }

    /// The folder as it was named.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Opens a file for reading, at once or not at all; nothing where there is none of this name.
    pub(super) fn open(&self, file: &str, limit: u64) -> Result<Option<Opened>, ModelError> {
        let named = self.root.join(file);
        let shown = || visible_path(&Path::new(&self.name).join(file));
        match named.symlink_metadata() {
            Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(None),
            _ => {}
        }
        let read = |source| ModelError::Read { path: shown(), source };
        let path = named.canonicalize().map_err(read)?;
        if !self.holds(&path) {
            return Err(ModelError::LeadsOut { path: shown(), to: visible_path(&path) });
        }
        let other = |found| ModelError::NotRegular { path: shown(), expected: "a regular file", found };
        if !path.is_file() {
            return Err(other(kind(&path)));
        }
        let file = open_at_once(&path).map_err(read)?;
        let metadata = file.metadata().map_err(read)?;
        if !metadata.is_file() {
            // It was exchanged in between.
            return Err(other("something else"));
        }
        let bytes = metadata.len();
        if bytes > limit {
            return Err(ModelError::TooLarge { path: shown(), limit, bytes });
        }
        Ok(Some(Opened { file, path, bytes }))
    }

    fn holds(&self, path: &Path) -> bool {
        path.starts_with(&self.root) || self.blobs.as_ref().is_some_and(|blobs| path.starts_with(blobs))
    }
}

impl Opened {
    /// All of it as text. A file that grows meanwhile is read as far as it was.
    pub(super) fn text(self) -> Result<String, ModelError> {
        let mut text = String::new();
        let read = self.file.take(self.bytes).read_to_string(&mut text);
        read.map_err(|source| ModelError::Read { path: visible_path(&self.path), source })?;
        Ok(text)
    }
}

/// The folder `blobs` beside `snapshots`, for a folder of the form `.../snapshots/REVISION`.
fn blobs(root: &Path) -> Option<PathBuf> {
    let snapshots =
        root.parent().filter(|parent| parent.file_name().is_some_and(|name| name == "snapshots"))?;
    snapshots.with_file_name("blobs").canonicalize().ok()
}

/// Opens without waiting: what became a pipe since it was looked at has no writer to wait for, and no link is followed.
fn open_at_once(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NONBLOCK | libc::O_NOFOLLOW);
    options.open(path)
}

/// What lies at a path, in words.
fn kind(path: &Path) -> &'static str {
    let Ok(metadata) = path.metadata() else { return "something that cannot be looked at" };
    let kind = metadata.file_type();
    if kind.is_dir() {
        return "a folder";
    }
    if kind.is_file() {
        return "a file";
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if kind.is_fifo() {
            return "a pipe";
        }
        if kind.is_char_device() || kind.is_block_device() {
            return "a device";
        }
        if kind.is_socket() {
            return "a socket";
        }
    }
    "something else"
}
