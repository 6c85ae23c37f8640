//! Writes the demo data anew: `cargo run --release -p hydrascope-simulate --example demo -- datasets`.

use std::path::PathBuf;

use hydrascope_simulate::{Settings, write_apart};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("expected the folder to write to")?);
    std::fs::create_dir_all(&folder)?;
    write_apart(
        &Settings::demo().validate()?,
        &folder.join("demo.jsonl.gz"),
        Some(&folder.join("demo.labels")),
    )?;
    Ok(())
}
