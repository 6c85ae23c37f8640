//! What is done so far, of work that takes long.

use std::io::{IsTerminal, Write, stderr};

/// Says on a terminal's standard error what is done; where that fails, nobody is there to be told.
pub(super) fn tell(done: &str) {
    if stderr().is_terminal() {
        let _ = writeln!(stderr(), "done: {done}");
    }
}
