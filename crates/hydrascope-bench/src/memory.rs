//! Memory of this process, where the system tells (Linux).

use hydrascope::report::peak_memory_bytes;

/// Forgets the peak so far, so that the next one is that of the work between; the system may not allow it.
pub(crate) fn forget_peak() -> bool {
    std::fs::write("/proc/self/clear_refs", "5").is_ok()
}

/// The most memory that the process held since [`forget_peak`], in bytes.
pub(crate) fn peak_bytes() -> Option<u64> {
    peak_memory_bytes()
}

/// The memory that the process holds now, in bytes.
pub(crate) fn resident_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim_end().parse().ok()?;
    Some(kibibytes * 1024)
}
