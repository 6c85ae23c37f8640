//! Reclustering: what comparing everything with everything finds, and that it is what detection finds.
#![cfg(feature = "embedded-model")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

mod dealt;

use dealt::{embedder, log, log_of, run_with};
use hydrascope::detector::{Detection, Detector, Watch};
use hydrascope::device::{DeviceKind, Ran};
use hydrascope::index::{Accelerator, IndexKind};
use hydrascope::params::Params;
use hydrascope::request::Request;

fn reclustered(requests: &[Request], threads: usize) -> Detection {
    reclustered_by(Params::builder().threads(threads).build().unwrap(), requests)
}

fn reclustered_by(params: Params, requests: &[Request]) -> Detection {
    let accelerator = Accelerator::new(DeviceKind::Cpu).unwrap();
    let detector = Detector::builder().params(params).embedder(embedder()).recluster(accelerator);
    let detector = detector.build().unwrap();
    detector.detect_watched(&detector.log(requests).unwrap(), &mut Watch::default()).unwrap()
}

/// Three words, one of a list, three words: too little in a row for a shingle of five.
fn short_template(about: String) -> String {
    let one = about.split(' ').next().unwrap_or_default();
    format!("kindly translate this {one} into plain french")
}

#[test]
fn reclustering_finds_a_template_too_short_for_phrases() {
    let requests = log_of(300, short_template);
    let detected = run_with(&requests, 2, Some(&embedder())).unwrap();
    assert!(detected.findings.campaigns.is_empty(), "phrases find it: this tests nothing");
    let found = reclustered(&requests, 2);
    let [campaign] = &found.findings.campaigns[..] else { panic!("{:?}", found.findings.campaigns) };
    assert_eq!(campaign.accounts.len(), 20);
    assert_eq!(found.similarity, Some(Ran::cpu()));
}

#[test]
fn reclustering_finds_what_detection_finds() {
    let requests = log();
    let (detected, found) = (run_with(&requests, 2, Some(&embedder())).unwrap(), reclustered(&requests, 2));
    assert_eq!(detected.findings.campaigns.len(), 1);
    assert_eq!(format!("{:?}", found.findings), format!("{:?}", detected.findings));
}

#[test]
fn reclustering_with_a_graph_finds_the_same() {
    let requests = log_of(300, short_template);
    let found = |index| {
        let params = Params::builder().index(index).threads(2).build().unwrap();
        format!("{:?}", reclustered_by(params, &requests).findings)
    };
    let exact = found(IndexKind::Exact);
    let graphs =
        IndexKind::ALL.into_iter().filter(|kind| !matches!(kind, IndexKind::Auto | IndexKind::Exact));
    graphs.for_each(|graph| assert_eq!(found(graph), exact, "{}", graph.name()));
}

#[test]
fn reclustering_gives_the_same_at_any_number_of_threads() {
    let requests = log_of(300, short_template);
    let all = [1, 2, 5].map(|threads| format!("{:?}", reclustered(&requests, threads).findings));
    assert!(all.iter().all(|one| *one == all[0]));
}
