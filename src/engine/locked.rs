//! Locked: a lock that is held.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// What stopped a thread that held a lock has left nothing half done: values are put in place whole.
pub(super) fn locked<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}
