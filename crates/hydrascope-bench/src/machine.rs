//! The machine that was measured on.

use std::fs;

use hydrascope::distance::Level;
use hydrascope::embed::Embedder;
use serde::Serialize;

/// The machine and the program, as far as the system tells.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Machine {
    /// Name of the processor, else its architecture.
    pub processor: String,
    /// Threads that it runs at once.
    pub cores: usize,
    /// The widest vector instructions that the integer kernels use.
    pub vector_level: &'static str,
    /// Memory, in bytes.
    pub memory_bytes: Option<u64>,
    /// Name of the system and of its kernel.
    pub system: String,
    /// Processes that wanted to run, averaged over the minute before: near 0 on a quiet machine.
    pub load: Option<f64>,
    /// What runs the models, by name and version.
    pub runtime: Option<String>,
    /// Version of hydrascope.
    pub hydrascope: &'static str,
}

impl Machine {
    /// Looks at this machine; the runtime is that of an encoder.
    pub fn here(embedder: Option<&Embedder>) -> Self {
        let runtime = embedder.map(Embedder::runtime);
        Self {
            processor: field("/proc/cpuinfo", "model name").unwrap_or(std::env::consts::ARCH.to_owned()),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            vector_level: Level::best().kind().name(),
            memory_bytes: memory_bytes(),
            system: system(),
            load: load(),
            runtime: runtime.map(|runtime| format!("{} {}", runtime.name(), runtime.version())),
            hydrascope: env!("CARGO_PKG_VERSION"),
        }
    }
}

/// The first value of a field in a file of `name: value` lines.
fn field(path: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    let value = text.lines().find_map(|line| line.strip_prefix(name)?.trim_start().strip_prefix(':'))?;
    Some(value.trim().to_owned())
}

fn memory_bytes() -> Option<u64> {
    let kibibytes: u64 = field("/proc/meminfo", "MemTotal")?.strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

fn load() -> Option<f64> {
    fs::read_to_string("/proc/loadavg").ok()?.split(' ').next()?.parse().ok()
}

fn system() -> String {
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    let name = release.lines().find_map(|line| line.strip_prefix("PRETTY_NAME="));
    let name = name.map_or(std::env::consts::OS, |name| name.trim_matches('"'));
    match fs::read_to_string("/proc/sys/kernel/osrelease") {
        Ok(kernel) => format!("{name}, kernel {}", kernel.trim()),
        Err(_) => name.to_owned(),
    }
}
