//! What a process that tries a model may take of the machine.

use std::num::NonZeroU64;

/// Address space beside what the model's own files take.
#[cfg(unix)]
const SPACE: u64 = 16 << 30;
/// How often a graph lies in memory while it is loaded: the file, its parts, the runtime's own forms of them.
#[cfg(unix)]
const COPIES: u64 = 8;

/// Bounds this process: its processor time in any case, its address space where the model runs on the processor (drivers of
/// GPUs reserve more than machines have). What the system refuses to bound is bounded by the clock of the parent alone.
#[cfg(unix)]
pub(crate) fn bound(model_bytes: u64, seconds: NonZeroU64, is_on_cpu: bool) {
    use rustix::process::Resource;
    // Threads share processor time; the parent's clock is the limit that is told.
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get() as u64);
    lower(Resource::Cpu, seconds.get().saturating_mul(threads).saturating_add(1));
    lower(Resource::Core, 0);
    if is_on_cpu {
        lower(Resource::As, model_bytes.saturating_mul(COPIES).saturating_add(SPACE));
    }
}

#[cfg(unix)]
fn lower(resource: rustix::process::Resource, to: u64) {
    use rustix::process::{Rlimit, getrlimit, setrlimit};
    let now = getrlimit(resource);
    let least = |limit: Option<u64>| Some(limit.map_or(to, |limit| limit.min(to)));
    let _ = setrlimit(resource, Rlimit { current: least(now.current), maximum: least(now.maximum) });
}

/// Where a process cannot be bounded, the clock of the parent has to do.
#[cfg(not(unix))]
pub(crate) fn bound(_model_bytes: u64, _seconds: NonZeroU64, _is_on_cpu: bool) {}
