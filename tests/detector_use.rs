//! A detector as a service uses it, and what it makes of two lists that share a template.
#![cfg(feature = "embedded-model")]
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod dealt;

use dealt::{log, request, run};
use hydrascope::detector::{Cancel, DetectError, Detector, Watch};

#[test]
fn a_detector_says_what_it_does_and_ends_when_it_is_asked_to() {
    let requests = log();
    let detector = Detector::builder().build().unwrap();
    let log = detector.log(&requests).unwrap();
    let mut stages = Vec::new();
    let whole = detector.detect_watched(&log, &mut Watch::default().progress(|stage| stages.push(stage)));
    let timed: Vec<&str> = whole.unwrap().timings.iter().map(|&(stage, _)| stage).collect();
    assert!(stages == timed && stages.contains(&"frames"), "{stages:?}");

    let cancel = Cancel::default();
    let mut begun = Vec::new();
    let stop = |stage| {
        begun.push(stage);
        if stage == "frames" {
            cancel.clone().cancel();
        }
    };
    let ended = detector.detect_watched(&log, &mut Watch::default().progress(stop).until(cancel.clone()));
    assert!(matches!(ended, Err(DetectError::Cancelled)) && cancel.is_cancelled());
    assert_eq!(begun.last(), Some(&"frames"));
    // It is as good as new, and may be used from several threads.
    let found = std::thread::scope(|scope| {
        let both = [(); 2].map(|()| scope.spawn(|| detector.detect(&log).unwrap()));
        both.map(|one| one.join().unwrap())
    });
    assert!(found[0] == found[1] && found[0].campaigns.len() == 1);
}

/// One list is dealt to 20 workers in a template of its own. Another has 60 accounts that work off a template of theirs, and ask things of
/// their own in that of the first: of both together no one story holds.
#[test]
fn a_list_is_found_though_another_one_that_is_found_uses_its_template() {
    let mut requests = log();
    let word = |n: usize| format!("v{}q", n * 6151 % 9973);
    for account in 0..60usize {
        for i in 0..10usize {
            let n = account * 10 + i;
            let about = format!("{} {} {}", word(n + 77), word(n + 1999), word(n + 5005));
            let own = format!("Write down each clue in the riddle below and weigh them one by one: {about}");
            let minute = (n as u64 + 7).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29) % 10_007;
            let name = format!("other{account}");
            requests.push(request(50_000 + n, minute as i64, &name, &own));
        }
        // Of an account's own, at an hour of its own, and of some much more than of others.
        for i in 0..2 + account % 3 {
            let about = format!("{} {} {}", word(account + 300), word(account + 301), word(i % 3 + 700));
            let minute = (account % 7 * 1440 + account % 12 * 120 + i * 31) as i64;
            let shared = format!("Answer the question below and show every step of your thinking: {about}");
            requests.push(request(60_000 + 100 * account + i, minute, &format!("other{account}"), &shared));
        }
    }
    requests.sort_by_key(|request| request.time);
    let found = run(&requests, 2).unwrap();
    let flagged = |name: &str| {
        found.findings.accounts.iter().filter(|a| a.flagged && a.account.starts_with(name)).count()
    };
    assert!(found.timings.iter().any(|(stage, _)| *stage == "rest"));
    assert_eq!((flagged("worker"), flagged("other"), flagged("p")), (20, 60, 0));
}

#[test]
fn findings_are_read_back_as_they_were_written() {
    let found = run(&log(), 2).unwrap().findings;
    let written = serde_json::to_string(&found).unwrap();
    assert_eq!(serde_json::from_str::<hydrascope::Findings>(&written).unwrap(), found);
}
