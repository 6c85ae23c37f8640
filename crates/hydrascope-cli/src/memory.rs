//! A budget of memory: what does not fit goes to a file, and a run that needs more still ends with an error of its own, before the system
//! ends it or another program.
//!
//! Everything that a run holds counts, whichever stage took it: a thread looks at what the system says of the process. A report is put in
//! its place whole, so that a run may end at any moment.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::exit;
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use clap::{Args, ValueHint};

use crate::failure::message;
use crate::spill;

/// Part of the machine's memory that a run takes at most, where nothing else is said.
const SHARE: f64 = 0.8;
/// How often is looked: what two cores can fill meanwhile is little.
const EVERY: Duration = Duration::from_millis(2);
/// The least budget: the program and its model alone take some of it.
const LEAST: u64 = 128 << 20;

/// Part of the budget that large arrays may take; those beyond it are put into a file, of which the rest of the budget holds what is in use.
const LARGE: f64 = 0.4;
/// Part of the budget from which on the system is asked to let go of what it holds of the file.
const CROWDED: f64 = 0.75;
/// Part of the budget down to which it does.
const CALM: f64 = 0.6;
/// Part of the budget that what is in use of the file takes at least; below it letting go would gain nothing.
const WORTH: f64 = 0.05;
/// Bytes that the file may have, by bytes of the budget: what swells is not to fill the disk.
const ON_DISK: f64 = 8.0;

/// How much memory a run may take.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct MemoryOptions {
    /// Memory that the run may take, such as 4GiB or 800MB; what does not fit is put into a temporary file, and a run that needs
    /// more still ends with an error [default: four fifths of what the machine, or its container, has]
    #[arg(long, value_name = "SIZE", help_heading = "Memory")]
    memory: Option<Size>,
    /// Folder for what does not fit into memory, on a real disk; it holds prompts while the run lasts, in a file without a name
    /// [default: TMPDIR, or /var/tmp]
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, help_heading = "Memory")]
    spill_dir: Option<PathBuf>,
}

/// A folder in which nothing can be put.
#[derive(Debug, thiserror::Error)]
#[error("--spill-dir {}: expected a folder in which a file can be made, got: {why}; name another one", folder.display())]
pub(crate) struct SpillError {
    folder: PathBuf,
    why: io::Error,
}

/// A number of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Size(u64);

/// A size that is none.
#[derive(Debug, thiserror::Error)]
#[error("expected a size of 128MiB or more, such as 4GiB, 800MB or 500000000, got {0}")]
pub(crate) struct SizeError(String);

impl FromStr for Size {
    type Err = SizeError;

    fn from_str(text: &str) -> Result<Self, SizeError> {
        let wrong = || SizeError(text.to_owned());
        let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
        let (number, unit) = text.split_at(digits);
        let unit: f64 = match unit.trim().to_ascii_lowercase().as_str() {
            "" | "b" => 1.0,
            "k" | "kb" => 1e3,
            "kib" => 1024.0,
            "m" | "mb" => 1e6,
            "mib" => 1_048_576.0,
            "g" | "gb" => 1e9,
            "gib" => 1_073_741_824.0,
            "t" | "tb" => 1e12,
            "tib" => 1_099_511_627_776.0,
            _ => return Err(wrong()),
        };
        let bytes = number.parse::<f64>().map_err(|_| wrong())? * unit;
        // As an integer, what is too large stays at the largest.
        Some(Self(bytes as u64)).filter(|size| size.0 >= LEAST).ok_or_else(wrong)
    }
}

/// What a run is at, for the error.
#[derive(Clone, Debug)]
pub(crate) struct At(Arc<Mutex<&'static str>>);

impl At {
    /// At the stage of this name.
    pub(crate) fn new(stage: &'static str) -> Self {
        Self(Arc::new(Mutex::new(stage)))
    }

    /// Says which stage runs.
    pub(crate) fn set(&self, stage: &'static str) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = stage;
    }

    fn stage(&self) -> &'static str {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl MemoryOptions {
    /// The budget in bytes; none where nothing is said and the system does not tell what there is.
    fn budget(&self) -> Option<u64> {
        self.memory.map(|size| size.0).or_else(|| available().map(|all| (all as f64 * SHARE) as u64))
    }

    /// Watches the process until it ends, where the system tells what it takes, and from now on spills what does not fit. `inputs` is what
    /// the error calls the work.
    ///
    /// # Errors
    /// Where the folder that was named for what does not fit cannot be used; of one that nobody named the error of the budget tells.
    pub(crate) fn watch(&self, inputs: &[String], at: &At) -> Result<(), SpillError> {
        let (Some(budget), Some(_)) = (self.budget(), resident()) else { return Ok(()) };
        let folder = self.spill_dir.clone().unwrap_or_else(temporary);
        let share = |part: f64| (budget as f64 * part) as u64;
        let spilled = spill::begin(&folder, share(LARGE), share(ON_DISK));
        let not_spilled = match (spilled, &self.spill_dir) {
            (Ok(()), _) => String::new(),
            (Err(why), Some(_)) => return Err(SpillError { folder, why }),
            (Err(why), None) => not_spilled(&folder, &why),
        };
        let (inputs, at) = (inputs.join(", "), at.clone());
        thread::spawn(move || {
            while fits(budget) {
                thread::sleep(EVERY);
            }
            message(&format!(
                "\nerror: {inputs}: expected to need at most {:.1} GiB of memory, needs more (while: {}){not_spilled}; allow more with \
                 --memory, or take less of the log at a time, such as a day with --since and --until",
                budget as f64 / f64::from(1 << 30),
                at.stage()
            ));
            exit(1);
        });
        Ok(())
    }
}

fn not_spilled(folder: &Path, why: &io::Error) -> String {
    format!(
        "; nothing could be put into a file in {} ({why}), name another folder with --spill-dir",
        folder.display()
    )
}

/// Where there is room for large files that need not outlast a restart.
fn temporary() -> PathBuf {
    let large = PathBuf::from("/var/tmp");
    env::var_os("TMPDIR")
        .map(PathBuf::from)
        .or_else(|| large.is_dir().then_some(large))
        .unwrap_or_else(env::temp_dir)
}

/// Whether the process keeps to its budget, if need be without what it need not hold.
fn fits(budget: u64) -> bool {
    let part = |part: f64| (budget as f64 * part) as u64;
    let Some(taken) = resident() else { return true };
    if taken.all <= part(CROWDED) {
        return true;
    }
    // What is mapped from files can always be let go of, and is soon back: it is the rest that has to fit.
    if taken.of_files >= part(WORTH) {
        spill::let_go(|| resident().is_none_or(|taken| taken.all <= part(CALM)));
    }
    taken.all - taken.of_files.min(taken.all) <= part(1.0 - WORTH)
}

/// Memory that the process holds, in bytes.
#[derive(Clone, Copy)]
struct Resident {
    all: u64,
    /// Of it what is mapped from files.
    of_files: u64,
}

/// What it holds (Linux).
#[cfg(target_os = "linux")]
fn resident() -> Option<Resident> {
    // Asked for often: the pages alone are told much sooner than all there is in /proc/self/status.
    let pages = fs::read_to_string("/proc/self/statm").ok()?;
    let mut pages = pages.split_ascii_whitespace().skip(1).map_while(|pages| pages.parse::<u64>().ok());
    let mut bytes = || Some(pages.next()? * rustix::param::page_size() as u64);
    Some(Resident { all: bytes()?, of_files: bytes()? })
}

/// Elsewhere it is not known.
#[cfg(not(target_os = "linux"))]
fn resident() -> Option<Resident> {
    None
}

/// Memory that there is for the process, in bytes: the machine's, or what its control group allows (Linux).
fn available() -> Option<u64> {
    let machine = kibibytes("/proc/meminfo", "MemTotal:");
    let limit = |path: &str| fs::read_to_string(path).ok()?.trim().parse::<u64>().ok();
    let groups = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"];
    groups.into_iter().filter_map(limit).chain(machine).min()
}

fn kibibytes(path: &str, name: &str) -> Option<u64> {
    let text = fs::read_to_string(path).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    Some(line.trim().strip_suffix("kB")?.trim_end().parse::<u64>().ok()? * 1024)
}

#[cfg(test)]
mod tests {
    use super::Size;

    #[test]
    fn sizes_are_read_as_people_write_them() {
        let size = |text: &str| text.parse::<Size>().map(|size| size.0).ok();
        assert_eq!(size("4GiB"), Some(4 << 30));
        assert_eq!(size("1.5 gb"), Some(1_500_000_000));
        assert_eq!(size("800MB"), Some(800_000_000));
        assert_eq!(size("500000000"), Some(500_000_000));
        for wrong in ["", "GiB", "4 apples", "-1GiB", "1MB", "1.2.3GB", "nan"] {
            assert_eq!(size(wrong), None, "{wrong}");
        }
    }
}
