//! The engine on a whole week: with an epoch an hour it finds what a batch finds at the end, and tells of it while it goes on.
#![cfg(feature = "embedded-model")]
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use hydrascope::detector::Detector;
use hydrascope::embed::{Embedder, Model, Runtime};
use hydrascope::engine::{Engine, Window};
use hydrascope::finding::Findings;
use hydrascope::input::{FieldMap, Input, Preset, ReadSettings, read};

const HOUR: i64 = 3_600_000;

fn flagged(findings: &Findings) -> BTreeSet<&str> {
    findings.accounts.iter().filter(|a| a.flagged).map(|a| a.account.as_str()).collect()
}

/// The adjusted Rand index of two groupings of the requests that either places, the others alone (L. Hubert and P. Arabie, "Comparing partitions",
/// 1985).
fn adjusted_rand(one: &Findings, other: &Findings) -> f64 {
    let of = |findings: &'_ Findings| -> BTreeMap<String, String> {
        findings.placements.iter().map(|p| (p.id.to_owned(), p.template.to_owned())).collect()
    };
    let (one, other) = (of(one), of(other));
    let ids: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    let pairs = |counts: &mut dyn Iterator<Item = usize>| -> f64 {
        counts.map(|n| n as f64 * (n as f64 - 1.0) / 2.0).sum()
    };
    let (mut both, mut rows, mut columns) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for id in &ids {
        let (a, b) = (one.get(*id).unwrap_or(id), other.get(*id).unwrap_or(id));
        *both.entry((a, b)).or_insert(0usize) += 1;
        *rows.entry(a).or_insert(0usize) += 1;
        *columns.entry(b).or_insert(0usize) += 1;
    }
    let all = pairs(&mut std::iter::once(ids.len()));
    let (both, rows, columns) =
        (pairs(&mut both.into_values()), pairs(&mut rows.into_values()), pairs(&mut columns.into_values()));
    let expected = rows * columns / all;
    (both - expected) / ((rows + columns) / 2.0 - expected)
}

#[test]
fn an_epoch_an_hour_finds_what_a_batch_finds() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/traffic/traffic.jsonl.gz");
    if !path.exists() {
        eprintln!("SKIPPED: there is no {}, so epochs were NOT compared with a batch", path.display());
        return;
    }
    let settings = ReadSettings::new(FieldMap::preset(Preset::Plain));
    let (requests, _) = read(&[Input::File(path)], &settings, &mut |_| ()).unwrap();
    let embedder = Embedder::new(Model::embedded().unwrap(), Runtime::discover(None).unwrap()).unwrap();
    let detector = || Detector::builder().embedder(embedder.clone()).build().unwrap();
    let batch = detector();
    let whole = batch.detect(&batch.log(&requests).unwrap()).unwrap();
    let engine = Engine::open(detector(), Window::default(), None).unwrap();
    for hour in requests.chunk_by(|a, b| a.time.as_millis() / HOUR == b.time.as_millis() / HOUR) {
        hour.chunks(256).for_each(|some| assert!(engine.ingest(some).unwrap().iter().all(|a| !a.is_late)));
        engine.epoch().unwrap();
    }
    let last = engine.snapshot();
    assert!(last.epoch() > 100);
    let (before, after) = (flagged(&whole), flagged(last.findings()));
    let jaccard = before.intersection(&after).count() as f64 / before.union(&after).count() as f64;
    let rand = adjusted_rand(&whole, last.findings());
    assert!(jaccard >= 0.95 && rand >= 0.95, "{jaccard} {rand}");
    // Most are told of long before the week ends.
    let alerts: Vec<i64> =
        last.findings().accounts.iter().filter_map(|a| a.alerted_at).map(|at| at.as_millis()).collect();
    let begin = requests[0].time.as_millis();
    let middle = begin + (requests[requests.len() - 1].time.as_millis() - begin) / 2;
    assert!(2 * alerts.iter().filter(|at| **at < middle).count() > alerts.len(), "{} alerts", alerts.len());
}
