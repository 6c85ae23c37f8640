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
