//! The contract of summaries on whole logs, with vectors: the files of a report are those of the whole, byte for byte.
#![cfg(feature = "embedded-model")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod parts;

use std::path::Path;
use std::sync::Arc;

use hydrascope::detector::Detector;
use hydrascope::embed::{Embedder, Model, Runtime};
use hydrascope::finding::Findings;
use hydrascope::input::{FieldMap, Input, Preset, ReadSettings, read};
use hydrascope::params::Params;
use hydrascope::report::{ReportSet, RunRecord};
use hydrascope::summary::{Log, Summary};
use parts::{By, KEY, merged, parts, whole};

/// The files of a report that say what was found.
fn files(findings: &Findings) -> Vec<Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let mut set = ReportSet::new(folder.path()).unwrap();
    set.add_findings(findings, true).unwrap();
    set.put(RunRecord::default()).unwrap();
    let file = |name: &str| std::fs::read(folder.path().join(name)).unwrap();
    ["accounts.jsonl", "requests.jsonl", "campaigns.json"].map(file).into()
}

fn week_gives_the_same_in_parts(input: Input, counts: &[(By, usize)]) {
    let settings = ReadSettings { hash_key: KEY, ..ReadSettings::new(FieldMap::preset(Preset::Plain)) };
    let (requests, _) = read(std::slice::from_ref(&input), &settings, &mut |_| ()).unwrap();
    let embedder = Embedder::new(Model::embedded().unwrap(), Runtime::discover(None).unwrap()).unwrap();
    let found = |summary: Summary, threads| {
        let params = Params::builder().threads(threads).hash_key(KEY).build().unwrap();
        let detector = Detector::builder().params(params).embedder(embedder.clone()).build().unwrap();
        detector.detect(&Log::new(Arc::new(summary))).unwrap()
    };
    let all = files(&found(whole(&requests), 2));
    assert!(all[2].len() > 1000, "there is a campaign to find");
    for &(by, count) in counts {
        let parted = files(&found(merged(parts(&requests, by, count, 3), 5), 1));
        assert!(parted == all, "{by:?}, {count} parts");
    }
}

#[test]
fn the_demo_gives_the_same_in_parts() {
    let bytes = include_bytes!("../datasets/demo.jsonl.gz").as_slice().into();
    let input = Input::Bytes { name: "demo.jsonl.gz", bytes };
    week_gives_the_same_in_parts(input, &[(By::Row, 64), (By::Time, 7), (By::Account, 2)]);
}

#[test]
fn the_public_week_gives_the_same_in_parts() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/traffic/traffic.jsonl.gz");
    if !path.exists() {
        eprintln!("SKIPPED: there is no {}, so parts of a week were NOT compared", path.display());
        return;
    }
    week_gives_the_same_in_parts(Input::File(path), &[(By::Row, 3)]);
}
