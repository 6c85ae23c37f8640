//! Puts checked files in the place of those of an earlier model: all of them or none.
//!
//! The former files go aside first, the graph before the others; the new ones come, the graph last. So a folder with a
//! graph in it is whole at any moment. The folder of the former files is also the lock: it can be made only once.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::error::FetchError;
use crate::plan::{self, Step};
use crate::staging::{Staging, create_private};

const FORMER: &str = ".former";
/// How long another fetch is waited for while it moves its files.
const PATIENCE: Duration = Duration::from_secs(2);

/// Fails where something lies in the way that no fetch has put there.
pub(crate) fn check(folder: &Path) -> Result<(), FetchError> {
    for local in plan::LOCAL {
        let path = folder.join(local);
        let parent = path.parent().filter(|&parent| parent != folder);
        let is_odd = |path: &Path, is_right: fn(&fs::FileType) -> bool| {
            fs::symlink_metadata(path).is_ok_and(|found| !is_right(&found.file_type()))
        };
        // A link in a file's place is replaced, as a file is. A link in a folder's place would be followed.
        if let Some(parent) = parent.filter(|parent| is_odd(parent, fs::FileType::is_dir)) {
            return Err(FetchError::InTheWay(parent.to_path_buf()));
        }
        if is_odd(&path, |found| found.is_file() || found.is_symlink()) {
            return Err(FetchError::InTheWay(path));
        }
    }
    Ok(())
}

/// Moves the files of the steps to their places, and those of an earlier model away; gives where they lie.
pub(crate) fn place(staging: Staging, steps: &[Step]) -> Result<Vec<PathBuf>, FetchError> {
    let former = staging.folder.join(FORMER);
    lock(&former)?;
    let mut moves = Moves::default();
    let done = exchange(&staging, steps, &former, &mut moves);
    if done.is_err() && !moves.undo() {
        // What could not be moved back stays where it is safe; the next fetch says where.
        return done;
    }
    if done.is_ok() {
        remove_empty(&staging.folder);
    }
    let removed = fs::remove_dir_all(&former).map_err(FetchError::write(&former));
    let files = done?;
    staging.keep().and(removed).map(|()| files)
}

/// Removes folders that only the earlier model needed.
fn remove_empty(folder: &Path) {
    let parents = plan::LOCAL.iter().filter_map(|local| Path::new(local).parent());
    for parent in parents.filter(|parent| *parent != Path::new("")) {
        fs::remove_dir(folder.join(parent)).ok();
    }
}

fn lock(former: &Path) -> Result<(), FetchError> {
    let start = Instant::now();
    loop {
        match create_private(former) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            other => return other.map_err(FetchError::write(former)),
        }
        if start.elapsed() > PATIENCE {
            return Err(FetchError::Busy(former.to_path_buf()));
        }
        sleep(Duration::from_millis(20));
    }
}

fn exchange(
    staging: &Staging,
    steps: &[Step],
    former: &Path,
    moves: &mut Moves,
) -> Result<Vec<PathBuf>, FetchError> {
    check(&staging.folder)?;
    for local in plan::LOCAL {
        let path = staging.folder.join(local);
        if fs::symlink_metadata(&path).is_ok() {
            moves.rename(&path, &former.join(local))?;
        }
    }
    let mut placed = Vec::with_capacity(steps.len());
    for step in steps {
        let path = staging.folder.join(step.local);
        moves.rename(&staging.path(step.local), &path)?;
        placed.push(path);
    }
    Ok(placed)
}

/// Moves that can be undone.
#[derive(Default)]
struct Moves {
    done: Vec<(PathBuf, PathBuf)>,
    made: Vec<PathBuf>,
}

impl Moves {
    fn rename(&mut self, from: &Path, to: &Path) -> Result<(), FetchError> {
        let parent = to.parent().unwrap_or(to);
        match fs::create_dir(parent) {
            Ok(()) => self.made.push(parent.to_path_buf()),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(FetchError::write(parent)(error)),
        }
        fs::rename(from, to).map_err(FetchError::write(to))?;
        self.done.push((from.to_path_buf(), to.to_path_buf()));
        Ok(())
    }

    /// Moves everything back, the last first; gives whether all of it went.
    fn undo(self) -> bool {
        let is_stuck = |(from, to): &&(PathBuf, PathBuf)| fs::rename(to, from).is_err();
        let stuck = self.done.iter().rev().filter(is_stuck).count();
        self.made.iter().rev().for_each(|folder| drop(fs::remove_dir(folder)));
        stuck == 0
    }
}
