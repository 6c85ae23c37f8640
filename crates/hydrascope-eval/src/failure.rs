//! What ends a command, and what it prints.

use std::error::Error;
use std::io::{self, Write};

/// Any error that ends a command.
pub(crate) type Failure = Box<dyn Error>;

/// Writes a result to standard output.
pub(crate) fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush())
}
