//! The shipped traffic as a labelled week.

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::Folders;

/// A folder with the shipped log and its labels.
pub(crate) fn demo_week(folders: &Folders) -> PathBuf {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../datasets");
    let week = folders.folder("week");
    fs::copy(data.join("demo.jsonl.gz"), week.join("traffic.jsonl.gz")).unwrap();
    for name in ["labels.accounts.jsonl.gz", "labels.events.jsonl.gz"] {
        fs::copy(data.join("demo.labels").join(name), week.join(name)).unwrap();
    }
    week
}
