//! Panics that are caught and told as errors, and so print nothing.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;
use std::thread::panicking;

thread_local! {
    /// Whether this thread catches its panics.
    static CATCHES: Cell<bool> = const { Cell::new(false) };
}

/// What the action gives, or nothing where it panics.
pub(super) fn caught<T>(action: impl FnOnce() -> T) -> Option<T> {
    step_before_the_hook();
    let outer = CATCHES.replace(true);
    let done = catch_unwind(AssertUnwindSafe(action));
    CATCHES.set(outer);
    done.ok()
}

/// The hook prints a panic before anyone can catch it, and it is one for the whole process. Ours, put
/// before the one that was there, keeps still for a thread within [`caught`] and passes on all other panics.
fn step_before_the_hook() {
    static ONCE: Once = Once::new();
    // Hooks cannot be changed by a thread that panics; such a one prints.
    if panicking() {
        return;
    }
    ONCE.call_once(|| {
        let before = take_hook();
        set_hook(Box::new(move |panic| {
            if !CATCHES.try_with(Cell::get).unwrap_or(false) {
                before(panic);
            }
        }));
    });
}
