//! The `hydrascope` command.
fn main() {}
