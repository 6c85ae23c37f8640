//! The data in `datasets/` is what its settings give.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use hydrascope_simulate::{Settings, write_apart};

/// The text of a file, unpacked where it is gzip: another version of the compressor may pack the same text otherwise.
fn text(path: &Path) -> Vec<u8> {
    let mut out = Vec::new();
    let mut file = File::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    if path.extension().is_some_and(|end| end == "gz") {
        flate2::read::GzDecoder::new(file).read_to_end(&mut out).unwrap();
    } else {
        file.read_to_end(&mut out).unwrap();
    }
    out
}

#[test]
fn the_demo_data_can_be_made_again() {
    let shipped = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../datasets"));
    let again = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("demo");
    std::fs::create_dir_all(&again).unwrap();
    let settings = Settings::demo().validate().unwrap();
    let written =
        write_apart(&settings, &again.join("demo.jsonl.gz"), Some(&again.join("demo.labels"))).unwrap();
    assert!((6_000..=10_000).contains(&written.requests), "{} requests", written.requests);
    for file in [
        "demo.jsonl.gz",
        "demo.labels/labels.events.jsonl.gz",
        "demo.labels/labels.accounts.jsonl.gz",
        "demo.labels/labels.campaigns.json",
    ] {
        let (old, new) = (text(&shipped.join(file)), text(&again.join(file)));
        assert!(
            old == new,
            "{file} differs from what its settings give; run the command in datasets/README.md"
        );
    }
}
