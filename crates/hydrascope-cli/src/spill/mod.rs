//! Spill: large arrays that do not fit into the budget of memory are put into a file.
//!
//! A run holds nearly all that it knows in a few hundred flat arrays, which it goes over in order. Those that would take it beyond its share of
//! the budget are mapped from a temporary file in place of the system's memory (a shared mapping): whoever uses them sees no difference,
//! and the system writes out what is not in use. The file has no name, and is gone when the process ends, however that comes.

#[cfg(target_os = "linux")]
mod allocator;
#[cfg(target_os = "linux")]
mod file;

#[cfg(target_os = "linux")]
pub(crate) use file::{begin, let_go};

/// All of the program's memory.
#[cfg(target_os = "linux")]
#[global_allocator]
static ALLOCATOR: allocator::Spilling = allocator::Spilling;

/// Elsewhere nothing is spilled.
#[cfg(not(target_os = "linux"))]
pub(crate) fn begin(_: &std::path::Path, _: u64, _: u64) -> std::io::Result<()> {
    Ok(())
}

/// Elsewhere nothing is spilled.
#[cfg(not(target_os = "linux"))]
pub(crate) fn let_go(_: impl Fn() -> bool) {}
