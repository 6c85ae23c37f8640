//! Recovery: what a store holds when it is opened, and what is wrong with it.

use std::collections::BTreeMap;
use std::fmt;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::disk::Disk;
use super::error::StoreError;
use super::framed::{self, FORMAT, Wrong};
use super::log;
use super::manifest::Manifest;
use super::name::{MANIFEST, STATE, log_name, sealed_name};
use crate::request::HashKey;
use crate::summary::{Summary, SummaryError};

/// A file that was not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct Damage {
    /// The file.
    pub path: PathBuf,
    /// Where the damaged bytes are now; none where there are none.
    pub set_aside: Option<PathBuf>,
    /// What is wrong with it.
    pub what: String,
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.what)?;
        self.set_aside.iter().try_for_each(|path| write!(f, "; its bytes are in {}", path.display()))
    }
}

/// What a store held.
#[derive(Default)]
pub(crate) struct Recovered {
    /// The buckets that may still change.
    pub(crate) open: BTreeMap<i64, Summary>,
    /// Those that will not.
    pub(crate) sealed: Vec<i64>,
    /// What the last epoch found.
    pub(crate) state: Option<Vec<u8>>,
    pub(crate) damages: Vec<Damage>,
}

type Logs = BTreeMap<i64, u64>;

/// Reads what stands in a folder and mends it.
pub(super) fn recover(
    folder: &Path,
    disk: &dyn Disk,
    key: HashKey,
    bucket_millis: Option<i64>,
) -> Result<(Manifest, Recovered, Logs), StoreError> {
    let mut recovery = Recovery { folder, disk, key, recovered: Recovered::default(), logs: Logs::new() };
    let files = Files::list(folder, disk)?;
    let manifest = recovery.manifest(&files, bucket_millis.unwrap_or(0))?;
    if let Some(expected) = bucket_millis.filter(|&expected| expected != manifest.bucket_millis) {
        return Err(StoreError::Bucket { path: folder.to_owned(), expected, got: manifest.bucket_millis });
    }
    let manifest = recovery.sealed(manifest, &files)?;
    files.logs.iter().filter(|bucket| !manifest.sealed.contains_key(bucket)).try_for_each(|&b| recovery.log(b))?;
    for bucket in files.logs.iter().filter(|bucket| manifest.sealed.contains_key(bucket)) {
        recovery.remove(&log_name(*bucket))?;
    }
    files.parts.iter().try_for_each(|name| recovery.remove(name))?;
    recovery.recovered.state = recovery.state()?;
    recovery.recovered.sealed = manifest.sealed.keys().copied().collect();
    framed::put(disk, &folder.join(MANIFEST), &manifest.to_bytes(key))?;
    Ok((manifest, recovery.recovered, recovery.logs))
}

/// The files of a folder, by what they are.
#[derive(Default)]
struct Files {
    logs: Vec<i64>,
    sealed: Vec<i64>,
    /// What was being written.
    parts: Vec<String>,
}

impl Files {
    fn list(folder: &Path, disk: &dyn Disk) -> Result<Self, StoreError> {
        let mut files = Self::default();
        let mut all = disk.list(folder).map_err(|source| StoreError::read(folder, source))?;
        all.sort_unstable();
        for path in all {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let number = |end: &str| name.strip_prefix("bucket-")?.strip_suffix(end)?.parse::<i64>().ok();
            files.logs.extend(number(".log"));
            files.sealed.extend(number(".sealed"));
            files.parts.extend(name.ends_with(".part").then(|| name.clone()));
        }
        files.logs.sort_unstable();
        files.sealed.sort_unstable();
        Ok(files)
    }
}

struct Recovery<'a> {
    folder: &'a Path,
    disk: &'a dyn Disk,
    key: HashKey,
    recovered: Recovered,
    logs: Logs,
}

impl Recovery<'_> {
    fn manifest(&mut self, files: &Files, bucket_millis: i64) -> Result<Manifest, StoreError> {
        let path = self.folder.join(MANIFEST);
        let all = || Manifest { bucket_millis, sealed: files.sealed.iter().map(|&bucket| (bucket, u64::MAX)).collect() };
        let Some(bytes) = self.bytes(&path)? else {
            if files.logs.is_empty() && files.sealed.is_empty() {
                return Ok(Manifest { bucket_millis, ..Manifest::default() });
            }
            if bucket_millis == 0 {
                return Err(StoreError::read(&path, ErrorKind::NotFound.into()));
            }
            let what = "expected a manifest, got none; made anew from what the files hold".into();
            self.recovered.damages.push(Damage { path, set_aside: None, what });
            return Ok(all());
        };
        match Manifest::from_bytes(&bytes, self.key) {
            Ok(manifest) => Ok(manifest),
            Err(Wrong::Format(got)) => Err(StoreError::Format { path, expected: FORMAT, got }),
            Err(Wrong::Key) => Err(StoreError::Key(self.folder.to_owned())),
            // How long its buckets are, the engine's settings say; without them nothing is made anew.
            Err(Wrong::Damaged(why)) if bucket_millis == 0 => Err(StoreError::Damaged { path, reason: why.to_owned() }),
            Err(Wrong::Damaged(why)) => {
                self.set_aside(path, format!("expected a manifest, got damaged bytes ({why}); made anew from what the files hold"))?;
                Ok(all())
            }
        }
    }

    /// The manifest without the sealed buckets that are damaged; files that it does not name are removed where a log has the same.
    fn sealed(&mut self, mut manifest: Manifest, files: &Files) -> Result<Manifest, StoreError> {
        for bucket in files.sealed.iter().filter(|bucket| !manifest.sealed.contains_key(bucket)) {
            self.remove(&sealed_name(*bucket))?;
        }
        let buckets: Vec<i64> = manifest.sealed.keys().copied().collect();
        for bucket in buckets {
            let path = self.folder.join(sealed_name(bucket));
            let has_log = files.logs.contains(&bucket);
            let length = match self.bytes(&path)? {
                None => Err("expected a sealed bucket, got none".to_owned()),
                Some(bytes) => match Summary::from_bytes(&bytes, self.key) {
                    Ok(_) => Ok(bytes.len() as u64),
                    Err(SummaryError::Key) if manifest.sealed[&bucket] == u64::MAX => {
                        return Err(StoreError::Key(self.folder.to_owned()));
                    }
                    Err(SummaryError::Format { expected, got }) => return Err(StoreError::Format { path, expected, got }),
                    Err(reason) => Err(reason.to_string()),
                },
            };
            match length {
                Ok(length) => _ = manifest.sealed.insert(bucket, length),
                Err(what) => {
                    manifest.sealed.remove(&bucket);
                    let what = if has_log { format!("{what}; its log is still there") } else { what };
                    self.set_aside(path, what)?;
                }
            }
        }
        Ok(manifest)
    }

    fn log(&mut self, bucket: i64) -> Result<(), StoreError> {
        let path = self.folder.join(log_name(bucket));
        let Some(bytes) = self.bytes(&path)? else { return Ok(()) };
        let read = log::read(&bytes, self.key)?;
        let whole: usize = read.batches.iter().map(|(begin, end)| end - begin).sum();
        match read.wrong {
            None => {}
            Some(log::Wrong::Cut(cut)) => {
                let aside = self.free_name(&path);
                framed::put(self.disk, &aside, &bytes[whole..])?;
                self.disk.truncate(&path, whole as u64).map_err(|source| StoreError::write(&path, source))?;
                let what = format!("{cut} bytes at its end are no whole batch, as when the process ends while it writes; they are left out");
                self.recovered.damages.push(Damage { path: path.clone(), set_aside: Some(aside), what });
            }
            Some(log::Wrong::Damaged) => {
                self.set_aside(path.clone(), "expected whole batches, got damaged ones, which are left out".into())?;
                // What a batch begins with depends on where it stands.
                let mut mended = Vec::with_capacity(whole);
                for &(begin, end) in &read.batches {
                    mended.extend(log::entry(log::batch(&bytes[begin..end]), mended.len() as u64, self.key)?);
                }
                framed::put(self.disk, &path, &mended)?;
            }
        }
        self.logs.insert(bucket, whole as u64);
        self.recovered.open.insert(bucket, read.summary);
        Ok(())
    }

    fn state(&mut self) -> Result<Option<Vec<u8>>, StoreError> {
        let path = self.folder.join(STATE);
        let Some(bytes) = self.bytes(&path)? else { return Ok(None) };
        match framed::content(&bytes, self.key) {
            Ok(content) => Ok(Some(content.to_vec())),
            Err(Wrong::Format(got)) => Err(StoreError::Format { path, expected: FORMAT, got }),
            Err(Wrong::Key | Wrong::Damaged(_)) => {
                self.set_aside(path, "expected what the last epoch found, got damaged bytes; campaigns get new names".into())?;
                Ok(None)
            }
        }
    }

    /// The bytes of a file; none where there is none.
    fn bytes(&self, path: &Path) -> Result<Option<Vec<u8>>, StoreError> {
        match self.disk.read(path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(source) => Err(StoreError::read(path, source)),
        }
    }

    /// A name for what is set aside of a file that no other has.
    fn free_name(&self, path: &Path) -> PathBuf {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let names = (0u32..).map(|n| self.folder.join(format!("damaged-{n}-{name}")));
        names.into_iter().find(|path| self.disk.read(path).is_err()).unwrap_or_default()
    }

    fn set_aside(&mut self, path: PathBuf, what: String) -> Result<(), StoreError> {
        let aside = self.free_name(&path);
        let set_aside = match self.disk.rename(&path, &aside) {
            Ok(()) => Some(aside),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(source) => return Err(StoreError::write(&path, source)),
        };
        self.recovered.damages.push(Damage { path, set_aside, what });
        Ok(())
    }

    fn remove(&self, name: &str) -> Result<(), StoreError> {
        let path = self.folder.join(name);
        self.disk.remove(&path).map_err(|source| StoreError::write(&path, source))
    }
}
