//! A disk in memory that fails when it is told to, and forgets what was not synced when the machine ends.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use hydrascope::store::Disk;

/// How a call fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It does nothing.
    Error,
    /// There is no room.
    Full,
    /// Half of it is done.
    ShortWrite,
    /// It says that all went well, and nothing is on the disk: the process alone ends then.
    LostSync,
}

#[derive(Clone, Default)]
struct Held {
    bytes: Vec<u8>,
    synced: Option<usize>,
}

#[derive(Default)]
struct State {
    files: BTreeMap<PathBuf, Held>,
    calls: usize,
    fault: Option<(usize, Fault)>,
    has_failed: bool,
}

#[derive(Default)]
pub(crate) struct MemoryDisk(Mutex<State>);

impl MemoryDisk {
    pub(crate) fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        self.0.lock().unwrap().files.iter().map(|(path, held)| (path.clone(), held.bytes.clone())).collect()
    }

    pub(crate) fn put_all(&self, files: &BTreeMap<PathBuf, Vec<u8>>) {
        files.iter().for_each(|(path, bytes)| self.put(path, bytes.clone()));
    }

    pub(crate) fn put(&self, path: &Path, bytes: Vec<u8>) {
        let synced = Some(bytes.len());
        self.0.lock().unwrap().files.insert(path.to_owned(), Held { bytes, synced });
    }

    /// Fails the call of this number, from 0.
    pub(crate) fn fail_at(&self, call: usize, fault: Fault) {
        self.0.lock().unwrap().fault = Some((call, fault));
    }

    pub(crate) fn has_failed(&self) -> bool {
        self.0.lock().unwrap().has_failed
    }

    pub(crate) fn heal(&self) {
        self.0.lock().unwrap().fault = None;
    }

    /// The machine ends: what was not synced is gone. Where a sync was lost, the process alone ends, and the system has what it was given.
    pub(crate) fn crash(&self) {
        let mut state = self.0.lock().unwrap();
        if state.has_failed && state.files.values().any(|held| held.synced == Some(usize::MAX)) {
            return;
        }
        state.files.retain(|_, held| held.synced.is_some());
        state.files.values_mut().for_each(|held| held.bytes.truncate(held.synced.unwrap_or(0)));
    }

    fn call(&self, does: impl FnOnce(&mut State, Option<Fault>) -> io::Result<()>) -> io::Result<()> {
        let mut state = self.0.lock().unwrap();
        let nth = state.calls;
        state.calls += 1;
        let fault = state.fault.filter(|(call, _)| *call == nth).map(|(_, fault)| fault);
        state.has_failed |= fault.is_some();
        does(&mut state, fault)
    }
}

fn error(fault: Fault) -> io::Error {
    if fault == Fault::Full { io::ErrorKind::StorageFull.into() } else { io::Error::other("a fault") }
}

fn missing() -> io::Error {
    io::ErrorKind::NotFound.into()
}

impl Disk for MemoryDisk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.0.lock().unwrap().files.get(path).map(|held| held.bytes.clone()).ok_or_else(missing)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let state = self.0.lock().unwrap();
        Ok(state.files.keys().filter(|path| path.parent() == Some(folder)).cloned().collect())
    }

    fn create(&self, path: &Path) -> io::Result<()> {
        self.call(|state, fault| {
            fault.map_or(Ok(()), |fault| Err(error(fault)))?;
            state.files.insert(path.to_owned(), Held { synced: Some(0), ..Held::default() });
            Ok(())
        })
    }

    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.call(|state, fault| {
            let held = state.files.get_mut(path).ok_or_else(missing)?;
            match fault {
                None | Some(Fault::LostSync) => held.bytes.extend(bytes),
                Some(Fault::ShortWrite) => held.bytes.extend(&bytes[..bytes.len() / 2]),
                Some(_) => {}
            }
            fault.filter(|fault| *fault != Fault::LostSync).map_or(Ok(()), |fault| Err(error(fault)))
        })
    }

    fn truncate(&self, path: &Path, length: u64) -> io::Result<()> {
        self.call(|state, fault| {
            fault.map_or(Ok(()), |fault| Err(error(fault)))?;
            let held = state.files.get_mut(path).ok_or_else(missing)?;
            held.bytes.truncate(length as usize);
            held.synced = Some(held.bytes.len());
            Ok(())
        })
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        self.call(|state, fault| {
            let held = state.files.get_mut(path).ok_or_else(missing)?;
            match fault {
                None => held.synced = Some(held.bytes.len()),
                Some(Fault::LostSync) => held.synced = Some(usize::MAX),
                Some(fault) => return Err(error(fault)),
            }
            Ok(())
        })
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.call(|state, fault| {
            fault.map_or(Ok(()), |fault| Err(error(fault)))?;
            let held = state.files.remove(from).ok_or_else(missing)?;
            state.files.insert(to.to_owned(), held);
            Ok(())
        })
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.call(|state, fault| {
            fault.map_or(Ok(()), |fault| Err(error(fault)))?;
            state.files.remove(path);
            Ok(())
        })
    }
}
