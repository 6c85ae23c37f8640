//! A budget of memory: a run that needs more ends with an error of its own, before the system ends it or another program.
//!
//! Everything that a run holds counts, whichever stage took it: a thread looks at what the system says of the process. A report is put in
//! its place whole, so that a run may end at any moment.

use std::fs;
use std::process::exit;
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use clap::Args;

use crate::failure::message;

/// Part of the machine's memory that a run takes at most, where nothing else is said.
const SHARE: f64 = 0.8;
/// How often is looked: what two cores can fill meanwhile is little.
const EVERY: Duration = Duration::from_millis(5);
/// The least budget: the program and its model alone take some of it.
const LEAST: u64 = 128 << 20;

/// How much memory a run may take.
#[derive(Args, Clone, Copy, Debug, Default)]
pub(crate) struct MemoryOptions {
    /// Memory that the run may take, such as 4GiB or 800MB; one that needs more ends with an error [default: four fifths of what
    /// the machine, or its container, has]
    #[arg(long, value_name = "SIZE", help_heading = "Memory")]
    memory: Option<Size>,
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
    pub(crate) fn budget(self) -> Option<u64> {
        self.memory.map(|size| size.0).or_else(|| available().map(|all| (all as f64 * SHARE) as u64))
    }

    /// Watches the process until it ends, where the system tells what it takes. `inputs` is what the error calls the work.
    pub(crate) fn watch(self, inputs: &[String], at: &At) {
        let (Some(budget), Some(_)) = (self.budget(), resident()) else { return };
        let (inputs, at) = (inputs.join(", "), at.clone());
        thread::spawn(move || {
            while resident().is_none_or(|taken| taken <= budget) {
                thread::sleep(EVERY);
            }
            message(&format!(
                "\nerror: {inputs}: expected to need at most {:.1} GiB of memory, needs more (while: {}); allow more with --memory, \
                 or take less of the log at a time, such as a day with --since and --until",
                budget as f64 / f64::from(1 << 30),
                at.stage()
            ));
            exit(1);
        });
    }
}

/// Memory that the process holds, in bytes (Linux).
#[cfg(target_os = "linux")]
fn resident() -> Option<u64> {
    // Asked for often: the pages alone are told much sooner than all there is in /proc/self/status.
    let pages = fs::read_to_string("/proc/self/statm").ok()?;
    let pages: u64 = pages.split_ascii_whitespace().nth(1)?.parse().ok()?;
    Some(pages * rustix::param::page_size() as u64)
}

/// Elsewhere it is not known.
#[cfg(not(target_os = "linux"))]
fn resident() -> Option<u64> {
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
