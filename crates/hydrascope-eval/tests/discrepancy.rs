//! Windows of requests against benign ones, by maximum mean discrepancy.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod common;

use common::*;
use hydrascope::distance::UnitVectors;
use hydrascope::embed::{Embedder, Model, Runtime};
use hydrascope_eval::{
    BenignReference, GaussianKernel, LabelledLog, PeerError, PeerRow, discrepant_windows, quiet_reference,
};
use proptest::prelude::*;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::json;

const DIMENSION: usize = 16;

/// Unit vectors around one of `centres` directions, drawn from a seed.
fn drawn(count: usize, centres: &[usize], seed: u64) -> Vec<f32> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut flat = Vec::new();
    for _ in 0..count {
        let centre = centres[random.random_range(0..centres.len())];
        let row: Vec<f32> = (0..DIMENSION)
            .map(|at| random.random_range(-0.3f32..0.3) + if at == centre { 1.0 } else { 0.0 })
            .collect();
        let length = row.iter().map(|x| x * x).sum::<f32>().sqrt();
        flat.extend(row.iter().map(|x| x / length));
    }
    flat
}

fn rows(flat: &[f32]) -> UnitVectors<'_> {
    UnitVectors::new(flat, DIMENSION).unwrap()
}

#[test]
fn the_plain_form_gives_what_pairs_sum_to() {
    let (x, y) = ([1.0f32, 0.0], [0.0f32, 1.0]);
    let both = [x, y].concat();
    let pairs = UnitVectors::new(&both, 2).unwrap();
    let kernel = GaussianKernel::median(pairs);
    assert_close(kernel.bandwidth(), 2f64.sqrt());
    // Of two rows that differ, the kernel is exp(-1/2); each sample here holds one pair.
    let twice = [x, x].concat();
    let equal = UnitVectors::new(&twice, 2).unwrap();
    let apart = (-0.5f64).exp();
    assert_close(kernel.discrepancy(pairs, pairs), 2.0 * apart - 2.0 * (1.0 + apart) / 2.0);
    assert_close(kernel.discrepancy(equal, pairs), 1.0 + apart - 2.0 * (1.0 + apart) / 2.0);
    assert_close(GaussianKernel::median(equal).bandwidth(), 1.0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn features_estimate_the_plain_form(seed in any::<u64>(), count in 2usize..40, centres in 1usize..6) {
        let benign = drawn(120, &[0, 1, 2], seed);
        let window = drawn(count, &(0..centres).collect::<Vec<_>>(), seed ^ 1);
        let reference = BenignReference::learn(rows(&benign), seed).unwrap();
        let fast = reference.discrepancy(&reference.rows(rows(&window)), 0..count);
        let plain = reference.kernel().discrepancy(rows(&window), rows(&benign));
        prop_assert!((fast - plain).abs() < 0.08, "{fast} is not near {plain}");
    }
}

#[test]
fn windows_of_the_benign_distribution_stay_below_and_others_above() {
    let benign = drawn(2000, &[0, 1, 2, 3], 1);
    let reference = BenignReference::learn(rows(&benign), 7).unwrap();
    for size in [10, 50, 200] {
        let threshold = reference.threshold(size).unwrap();
        assert!(threshold > 0.0);
        let above = |centres: &[usize]| {
            let flat = drawn(40 * size, centres, 2);
            let ready = reference.rows(rows(&flat));
            let window = |at: usize| reference.discrepancy(&ready, at * size..(at + 1) * size);
            (0..40).filter(|&at| window(at) > threshold).count()
        };
        let (same, other) = (above(&[0, 1, 2, 3]), above(&[0, 5]));
        assert!(same <= 4, "{same} of 40 benign windows of {size} lie above");
        assert_eq!(other, 40, "of other windows of {size}");
    }
    assert_eq!(reference.threshold(1001), None);
    let again = BenignReference::learn(rows(&benign), 7).unwrap();
    assert_eq!(again.threshold(50), reference.threshold(50));
    assert_ne!(BenignReference::learn(rows(&benign), 8).unwrap().threshold(50), reference.threshold(50));
    let one = drawn(1, &[0], 1);
    assert!(matches!(BenignReference::learn(rows(&one), 7), Err(PeerError::FewBenign(1))));
}

/// Two workers with five requests each far from all others, two innocents with five, one innocent with two.
#[test]
fn an_account_scores_by_its_windows_and_is_silent_without_any() {
    let folders = Folders::new();
    let week = folders.folder("week");
    let (workers, others) = (["w1", "w2"], ["o1", "o2", "few"]);
    let labels =
        [workers.map(|w| (w, "campaign alpha")).as_slice(), &others.map(|o| (o, "organic"))].concat();
    write_accounts(&week, &labels);
    write_requests(&week, &[]);
    let order: Vec<&str> = (0..5)
        .flat_map(|turn| labels.iter().map(move |label| (turn, label.0)))
        .filter(|&(turn, account)| turn < 2 || account != "few")
        .map(|(_, account)| account)
        .collect();
    let line = |(at, account): (usize, &&str)| json!({ "id": at.to_string(), "ts": format!("2026-03-02T00:00:{at:02}Z"), "account": account, "prompt": "Hi" });
    write_lines(&week, "traffic.jsonl", &order.iter().enumerate().map(line).collect::<Vec<_>>());
    let log = LabelledLog::read(&week).unwrap();
    let flat: Vec<f32> = log
        .requests()
        .iter()
        .zip(10..)
        .flat_map(|(request, seed)| {
            drawn(1, if request.account.starts_with('w') { &[9] } else { &[0] }, seed)
        })
        .collect();
    let benign = drawn(200, &[0], 1);
    let reference = BenignReference::learn(rows(&benign), 7).unwrap();
    let reports = || discrepant_windows(log.requests(), rows(&flat), &reference);
    let rows = PeerRow::of(&log, reports()).unwrap();
    let tools: Vec<&str> = rows.iter().map(|row| &*row.best.tool).collect();
    assert_eq!(tools, ["MMD, windows of an account", "MMD, windows of all traffic"]);
    let best = &rows[0].best;
    assert_eq!(
        (&*best.setting, best.score.account_ap, best.score.recall),
        ("3 requests", Some(1.0), Some(1.0))
    );
    let mean = |tried: usize, role: &str| {
        let score = &rows[0].tried[tried].score;
        score.roles.iter().find(|found| found.role == role).unwrap().mean_score
    };
    // Windows of seven and more are full nowhere, and such of all traffic neither.
    let settings: Vec<&str> = rows[0].tried.iter().map(|tried| &*tried.setting).collect();
    assert_eq!(settings[2..4], ["5 requests", "7 requests"]);
    assert!(mean(2, "campaign") > 0.5 && mean(2, "organic") < 0.1);
    assert_close(mean(3, "campaign"), 0.0);
    assert!(rows[1].tried.iter().all(|tried| tried.score.flagged == 0));
    assert_eq!(rows, PeerRow::of(&log, reports()).unwrap());
}

#[test]
fn a_quiet_week_is_the_same_each_time() {
    let embedder = Embedder::new(Model::embedded().unwrap(), Runtime::discover(None).unwrap()).unwrap();
    let thresholds = || {
        let reference = quiet_reference(&embedder).unwrap();
        [5, 100].map(|size| reference.threshold(size).unwrap())
    };
    let [small, large] = thresholds();
    assert_eq!([small, large], thresholds());
    assert!(small > large && large > 0.0);
}
