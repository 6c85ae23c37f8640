//! The Parquet files that fuzzing begins with are those that the tests of damage read.
#![cfg(feature = "parquet")]
#![allow(
    dead_code,
    unused_imports,
    clippy::unwrap_used,
    reason = "this file uses a part, and a failure here is meant to stop the run"
)]

mod parquet_files;

use std::path::Path;

use hydrascope::input::{FieldMap, Input, Preset, ReadSettings, read};
use parquet_files::three;

/// With `WRITE_SEEDS` set they are written anew, which a new version of the crate that writes them may ask for.
#[test]
fn the_seeds_of_fuzzing_are_sound() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds/parquet");
    for small in three() {
        let path = folder.join(small.name);
        if std::env::var_os("WRITE_SEEDS").is_some() {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(&path, &small.bytes).unwrap();
        }
        let mut settings = ReadSettings::new(FieldMap::preset(Preset::Plain));
        settings.fields.set("prompt", small.prompt).unwrap();
        let (requests, report) = read(&[Input::File(path)], &settings, &mut |_| {}).unwrap();
        assert_eq!((requests.len() as u64, report.set_aside.len()), (small.rows, 0), "{report:?}");
    }
}
