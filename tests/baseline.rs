//! Baseline: files that are whole, templates that are known again, and what is accused beside them.
#![cfg(feature = "embedded-model")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

mod dealt;

use std::sync::Arc;

use dealt::{log, log_of, request};
use hydrascope::baseline::{Application, Baseline, BaselineError, Sketch, Weighed, drift};
use hydrascope::detector::{Accept, Calibration, DetectError, Detector, Watch};
use hydrascope::finding::Findings;
use hydrascope::judge::Reference;
use hydrascope::params::Params;
use hydrascope::request::{HashKey, Request};
use proptest::prelude::*;

const KEY: HashKey = HashKey::new([77, 0]);

fn sketch(words: std::ops::Range<u32>) -> Sketch {
    Sketch::of(words.map(|w| (w, w + 1)))
}

fn baseline() -> Baseline {
    let application = |accepted, log_odds| Application {
        sketch: sketch(0..40),
        accounts: 7,
        requests: 70,
        log_odds,
        accepted,
    };
    let reference = Reference::of((0..50).map(|i| (i, -3.0 + i as f64 / 100.0)));
    Baseline::new(KEY, Weighed::default(), reference, vec![application(false, Some(-2.5))])
}

fn detector(baseline: Option<Baseline>) -> Detector {
    let params = Params::builder().hash_key(KEY).baseline(baseline.map(Arc::new)).build().unwrap();
    Detector::builder().params(params).build().unwrap()
}

fn calibrated(requests: &[Request], accepted: &[String]) -> Result<Calibration, DetectError> {
    let detector = detector(None);
    detector.calibrate(&detector.log(requests)?, Accept::Named(accepted), &mut Watch::default())
}

fn found(requests: &[Request], baseline: Option<Baseline>) -> Findings {
    let detector = detector(baseline);
    detector.detect(&detector.log(requests).unwrap()).unwrap()
}

proptest! {
    #[test]
    fn small_sketches_are_exact(a in 0u32..60, b in 0u32..60, more in 1u32..30) {
        let (one, other) = (a..a + more, b..b + more);
        let both = (a..a + more).filter(|w| (b..b + more).contains(w)).count() as f64;
        let expected = both / (2.0 * more as f64 - both);
        prop_assert!((sketch(one).jaccard(&sketch(other)) - expected).abs() < 1e-12);
    }

    #[test]
    fn what_is_no_baseline_is_refused(bytes in prop::collection::vec(any::<u8>(), 0..200), cut in 0usize..400) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("baseline.json");
        std::fs::write(&file, &bytes).unwrap();
        prop_assert!(Baseline::read(&file, KEY).is_err());
        prop_assert!(baseline().write(&file).is_err(), "what is none is not written over");
        std::fs::remove_file(&file).unwrap();
        baseline().write(&file).unwrap();
        let whole = std::fs::read(&file).unwrap();
        std::fs::write(&file, &whole[..cut.min(whole.len() - 2)]).unwrap();
        prop_assert!(Baseline::read(&file, KEY).is_err());
    }
}

#[test]
fn large_sketches_are_near() {
    for (shift, expected) in [(0, 1.0), (100, 9.0 / 11.0), (500, 1.0 / 3.0), (1_000, 0.0)] {
        let estimate = sketch(0..1_000).jaccard(&sketch(shift..shift + 1_000));
        assert!((estimate - expected).abs() < 0.15, "{estimate} {expected}");
    }
    assert_eq!(Sketch::default().jaccard(&Sketch::default()), 0.0);
}

#[test]
fn a_baseline_reads_as_it_was_written_and_with_its_key_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("deep/baseline.json");
    baseline().write(&file).unwrap();
    assert_eq!(Baseline::read(&file, KEY).unwrap(), baseline());
    assert!(matches!(Baseline::read(&file, HashKey::new([77, 1])), Err(BaselineError::Key { .. })));
    let text = std::fs::read_to_string(&file).unwrap().replace("\"format\":1", "\"format\":9");
    std::fs::write(&file, text).unwrap();
    assert!(matches!(Baseline::read(&file, KEY), Err(BaselineError::Format { got: 9, .. })));
    assert!(matches!(Baseline::read(&folder.path().join("none"), KEY), Err(BaselineError::Read { .. })));
    assert!(matches!(baseline().write(folder.path()), Err(BaselineError::Taken { got: "a directory", .. })));
    let log = folder.path().join("log.jsonl");
    std::fs::write(&log, "{\"id\": \"r1\"}\n").unwrap();
    assert!(matches!(baseline().write(&log), Err(BaselineError::Taken { .. })));
    assert_eq!(std::fs::read_to_string(&log).unwrap(), "{\"id\": \"r1\"}\n");
    // A baseline of another form may be written over.
    baseline().write(&file).unwrap();
    let secret = std::fs::read_to_string(&file)
        .unwrap()
        .replace("\"reference\":{", "\"reference\":\"a secret\",\"x\":{");
    std::fs::write(&file, secret).unwrap();
    let told = Baseline::read(&file, KEY).unwrap_err();
    assert!(
        matches!(told, BaselineError::Parse { line: 1, .. }) && !told.to_string().contains("secret"),
        "{told}"
    );
    assert_eq!(std::fs::read_dir(file.parent().unwrap()).unwrap().count(), 1);
}

#[test]
fn known_templates_are_known_again_and_the_later_word_counts() {
    let first = baseline();
    let known = first.known(&[sketch(2..42), sketch(25..65), Sketch::default()]);
    assert!(known[0].is_some() && known[1].is_none() && known[2].is_none());
    let later = Application { accounts: 9, ..first.applications()[0].clone() };
    let both = first.clone().with(Baseline::new(KEY, Weighed::default(), Reference::default(), vec![later]));
    assert_eq!((both.applications().len(), both.applications()[0].accounts), (1, 9));
    assert_eq!(both.reference(), first.reference());
    // What a person said stays said.
    let accepted = Application { accepted: true, ..first.applications()[0].clone() };
    let said = Baseline::new(KEY, Weighed::default(), Reference::default(), vec![accepted]);
    assert!(said.with(first).applications()[0].accepted);
}

#[test]
fn a_few_early_users_excuse_no_list() {
    let known = &baseline().applications()[0].clone();
    assert_eq!((known.accounts, known.is_ordinary()), (7, true));
    assert!((known.less(7) - known.less(3)).abs() < 1e-12 && known.less(7) > 2.0);
    assert!(known.less(70) < 0.31 && known.less(0) > 0.0);
    let strange = Application { log_odds: Some(0.5), ..known.clone() };
    assert_eq!(strange.less(7), 0.0);
    assert!(Application { accepted: true, ..strange }.less(7) > 10.0);
}

#[test]
fn the_id_of_a_key_is_another_for_each() {
    let folder = tempfile::tempdir().unwrap();
    let id = |key: u64| {
        let file = folder.path().join("baseline.json");
        Baseline::new(HashKey::new([key, 0]), Weighed::default(), Reference::default(), Vec::new())
            .write(&file)
            .unwrap();
        let value: serde_json::Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
        value["key_id"].as_str().unwrap().to_owned()
    };
    let ids: std::collections::BTreeSet<String> = (0..100).map(id).collect();
    assert!(ids.len() == 100 && ids.iter().all(|id| id.len() == 32));
}

#[test]
fn a_small_baseline_accuses_nobody_more() {
    for log_odds in [-3.0, 0.0, 6.0] {
        assert!(baseline().p_value(100, log_odds) >= Reference::shipped().p_value(100, log_odds));
    }
}

#[test]
fn drift_is_told_from_chance() {
    let spread = |from: f64| (0..200).map(move |i| from + f64::from(i * 37 % 200) / 50.0);
    assert!(!drift(spread(-4.0), spread(-4.1)).unwrap().alarm);
    assert!(drift(spread(-4.0), spread(-2.5)).unwrap().alarm);
    assert!(drift(spread(-4.0), spread(-2.5).take(20)).is_none());
}

/// An application's users, who ask once at a time and evenly, as if a list were dealt to them.
fn application() -> Vec<Request> {
    let mut requests = log_of(300, |about| {
        format!("Answer the question below and show every step of your thinking: {about}")
    });
    for request in &mut requests {
        request.account = request.account.replace("worker", "customer").into();
    }
    requests
}

#[test]
fn what_looks_like_a_campaign_is_told_and_left_out() {
    let Calibration { baseline, detection } = calibrated(&log(), &[]).unwrap();
    assert_eq!(detection.findings.campaigns.len(), 1);
    assert!(baseline.applications().is_empty(), "{:?}", baseline.applications());
    // The week after, it is found as if nothing were known.
    assert_eq!(found(&log(), Some(baseline)).campaigns.len(), 1);
}

#[test]
fn where_everything_is_ordinary_nothing_is_left_out() {
    let detector = detector(None);
    let whole = detector.log(&log()).unwrap();
    let all = detector.calibrate(&whole, Accept::Everything, &mut Watch::default()).unwrap().baseline;
    let some = calibrated(&log(), &[]).unwrap().baseline;
    assert!(all.reference().len() > some.reference().len());
    assert!(all.reference().log_odds().any(|log_odds| log_odds > 0.0));
    assert!(some.reference().log_odds().all(|log_odds| log_odds <= 0.0));
}

#[test]
fn what_a_person_knows_to_be_ordinary_is_accused_no_more() {
    let before = found(&application(), None);
    assert_eq!(before.campaigns.len(), 1);
    let accepted = [before.campaigns[0].id.clone()];
    let Calibration { baseline, .. } = calibrated(&application(), &accepted).unwrap();
    assert!(baseline.applications().iter().any(|a| a.accepted && a.is_ordinary()));
    let mut next = application();
    next.iter_mut().for_each(|r| r.id = format!("next-{}", r.id).into());
    let after = found(&next, Some(baseline));
    assert!(after.campaigns.is_empty() && after.accounts.iter().all(|a| !a.flagged));
    assert!(matches!(
        calibrated(&application(), &["c9".to_owned()]),
        Err(DetectError::UnknownCampaign(name)) if name == "c9"
    ));
}

#[test]
fn a_new_list_is_found_beside_known_applications() {
    let quiet: Vec<Request> = log().into_iter().filter(|r| !r.account.starts_with("worker")).collect();
    let app = |n: usize| {
        let minute = (n / 8 * 67 % 1440 + n % 8 / 4 * 4320 + n % 4 * 4) as i64;
        let prompt =
            format!("Translate the letter into plain German and keep its names and dates: u{} v{n}", n * 31);
        request(20_000 + n, minute, &format!("user{}", n / 8), &prompt)
    };
    let week = |list: bool| {
        let mut all = if list { log() } else { quiet.clone() };
        all.extend((0..320).map(app));
        all.sort_by_key(|r| r.time);
        all
    };
    let Calibration { baseline, detection } = calibrated(&week(false), &[]).unwrap();
    assert!(detection.findings.campaigns.is_empty());
    assert_eq!(baseline.applications().iter().filter(|a| a.is_ordinary()).count(), 1);
    let detector = detector(Some(baseline));
    let detection =
        detector.detect_watched(&detector.log(&week(true)).unwrap(), &mut Watch::default()).unwrap();
    let [campaign] = &detection.findings.campaigns[..] else { panic!("{:?}", detection.findings.campaigns) };
    assert!(campaign.accounts.iter().all(|a| a.starts_with("worker")) && campaign.accounts.len() == 20);
    let fit = detection.fit.unwrap();
    assert!(fit.known_requests > 0.05);
    let [known] = &fit.known[..] else { panic!("{:?}", fit.known) };
    let (requests, accounts) = (known.requests, known.accounts);
    assert_eq!((requests, accounts, known.requests_then, known.accounts_then), (320, 40, 320, 40));
    assert!(known.template.starts_with('t') && !known.accepted && known.less > 0.0, "{known:?}");
}
