//! The engine: what it finds while requests come is what a batch finds.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod engines;

use std::time::Duration;

use engines::{DAY, KEY, detector, requests, shifted};
use hydrascope::answer::Change;
use hydrascope::engine::{Durability, Engine, EngineError, Window};
use hydrascope::finding::Findings;
use hydrascope::request::HashKey;

/// All of the demo and more.
fn long() -> Window {
    Window {
        length: Duration::from_secs(60 * 86_400),
        lag: Duration::from_secs(30 * 86_400),
        ..Window::default()
    }
}

/// What a batch would say: nobody was alerted before.
fn unalerted(findings: &Findings) -> Findings {
    let mut findings = findings.clone();
    findings.accounts.iter_mut().for_each(|account| account.alerted_at = None);
    findings
}

#[test]
fn one_epoch_at_the_end_finds_what_a_batch_finds_whatever_the_order_and_after_a_restart() {
    let requests = requests();
    let batch = detector(2);
    let all = batch.detect(&batch.log(&requests).unwrap()).unwrap();
    assert!(!all.campaigns.is_empty());
    let folder = tempfile::tempdir().unwrap();
    for (store, is_reversed) in [(None, true), (Some(folder.path()), false)] {
        let engine = Engine::open_with(detector(1), long(), store, Durability::Never).unwrap();
        let mut some: Vec<_> = requests.chunks(999).collect();
        if is_reversed {
            some.reverse();
        }
        for some in some {
            assert!(engine.ingest(some).unwrap().iter().all(|a| !a.is_late && !a.is_repeated));
        }
        assert_eq!(engine.counts().taken, requests.len() as u64);
        if store.is_none() {
            assert!(unalerted(engine.epoch().unwrap().findings()) == all);
        }
    }
    let engine = Engine::open(detector(2), long(), Some(folder.path())).unwrap();
    assert!(engine.damages().is_empty());
    assert!(engine.ingest(&requests[..50]).unwrap().iter().all(|a| a.is_repeated));
    assert!(unalerted(engine.epoch().unwrap().findings()) == all);
}

#[test]
fn names_last_while_campaigns_grow_and_over_restarts_and_what_leaves_the_window_is_closed() {
    let requests = requests();
    let folder = tempfile::tempdir().unwrap();
    let window = Window { length: Duration::from_secs(20 * 86_400), ..Window::default() };
    let open = || Engine::open_with(detector(2), window, Some(folder.path()), Durability::Never).unwrap();
    let engine = open();
    let half = requests.len() / 2;
    engine.ingest(&requests[..half]).unwrap();
    let first = engine.epoch().unwrap();
    let opened: Vec<String> = first.findings().campaigns.iter().map(|c| c.id.clone()).collect();
    assert!(opened.len() > 1, "{opened:?}");
    let events = engine.events();
    assert!(events.iter().all(|event| event.change.change == Change::Opened && event.epoch == 1));
    let alerted = |snapshot: &hydrascope::engine::Snapshot| {
        let flagged = snapshot.findings().accounts.iter().filter(|a| a.flagged);
        flagged
            .map(|a| (a.account.clone(), a.alerted_at.unwrap()))
            .collect::<std::collections::BTreeMap<_, _>>()
    };
    let before = alerted(&first);
    assert!(before.values().all(|at| Some(*at) == first.at()));

    // What a template's request says is known from then on, after a restart too.
    let member = first.findings().campaigns[0].members[0].account.clone();
    let of_member = |r: &&hydrascope::Request| *r.account == *member;
    let known = |engine: &Engine| {
        let mut again: Vec<_> = requests[..half].iter().filter(of_member).cloned().collect();
        again.truncate(20);
        engine.ingest(&again).unwrap().iter().filter(|a| a.campaign.as_deref() == Some(&*opened[0])).count()
    };
    assert!(known(&engine) > 0);
    drop(engine);
    let engine = open();
    assert!(known(&engine) > 0 && engine.snapshot().epoch() == 1);

    engine.ingest(&requests[half..]).unwrap();
    let second = engine.epoch().unwrap();
    let kept = second.findings().campaigns.iter().filter(|c| opened.contains(&c.id)).count();
    assert!(kept + 1 >= opened.len(), "{opened:?} {kept}");
    for (account, at) in alerted(&second) {
        assert_eq!(before.get(&account).copied().unwrap_or(second.at().unwrap()), at);
    }
    let grown = engine.events();
    assert!(
        grown
            .iter()
            .any(|event| event.change.change == Change::Grown && event.change.old == event.change.new)
    );
    for template in second.findings().campaigns.iter().flat_map(|campaign| &campaign.templates) {
        let placed = second.findings().placements.iter().filter(|p| p.template == template.id).count();
        assert!(placed > 0 && second.findings().catalog.templates.iter().any(|t| t.id == template.id));
    }

    // A month later none of it is left.
    engine.ingest(&shifted(&requests[..100], 40 * DAY)).unwrap();
    let last = engine.epoch().unwrap();
    assert_eq!((last.findings().campaigns.len(), last.findings().accounts.len() <= 100), (0, true));
    assert!(engine.events().iter().all(|event| event.change.change == Change::Gone));
    let left = std::fs::read_dir(folder.path()).unwrap().count();
    assert!(left < 40, "{left} files");
}

#[test]
fn what_comes_too_late_is_told_and_a_few_wrong_clocks_change_nothing() {
    let requests = requests();
    let window = Window { lag: Duration::from_secs(86_400), ..Window::default() };
    let engine = Engine::open(detector(2), window, None).unwrap();
    let last = requests.len() - 2000;
    engine.ingest(&requests[last..]).unwrap();
    // Years ahead, in buckets of their own.
    let wrong = shifted(&requests[..15], 3000 * DAY);
    assert!(engine.ingest(&wrong).unwrap().iter().all(|a| !a.is_late));
    assert!(engine.ingest(&requests[..100]).unwrap().iter().all(|a| a.is_late && !a.is_repeated));
    assert!(
        engine.ingest(&requests[requests.len() - 10..]).unwrap().iter().all(|a| a.is_repeated && !a.is_late)
    );
    let counts = engine.counts();
    assert_eq!((counts.taken, counts.late, counts.repeated), (2015, 100, 10));
    let snapshot = engine.epoch().unwrap();
    assert!(snapshot.at().unwrap() <= requests[requests.len() - 1].time);
    // Who was closed is closed.
    assert!(engine.ingest(&requests[..1]).unwrap()[0].is_late);
}

#[test]
fn an_epoch_that_is_ended_leaves_what_was_known() {
    let requests = requests();
    let engine = Engine::open(detector(2), long(), None).unwrap();
    engine.ingest(&requests).unwrap();
    let first = engine.epoch().unwrap();
    engine.events();
    let cancel = hydrascope::Cancel::default();
    cancel.cancel();
    let ended = engine.epoch_watched(&mut hydrascope::Watch::default().until(cancel));
    assert!(matches!(ended, Err(EngineError::Detect(hydrascope::DetectError::Cancelled))));
    assert!(engine.snapshot().epoch() == 1 && engine.events().is_empty());
    let again = engine.epoch().unwrap();
    assert!(again.findings() == first.findings() && again.epoch() == 2 && engine.events().is_empty());
}

#[test]
fn wrong_windows_other_keys_and_other_buckets_are_refused_and_two_cannot_open_one_store() {
    let zero = Window { bucket: Duration::ZERO, ..Window::default() };
    assert!(matches!(Engine::open(detector(1), zero, None), Err(EngineError::Window(_))));
    let folder = tempfile::tempdir().unwrap();
    let engine = Engine::open(detector(1), Window::default(), Some(folder.path())).unwrap();
    engine.ingest(&requests()[..10]).unwrap();
    let told = |engine: Result<Engine, EngineError>| engine.err().unwrap().to_string();
    assert!(
        told(Engine::open(detector(1), Window::default(), Some(folder.path()))).contains("no other process")
    );
    drop(engine);
    let day = Window { bucket: Duration::from_secs(86_400), ..Window::default() };
    assert!(
        told(Engine::open(detector(1), day, Some(folder.path()))).contains("86400000 ms, got 3600000 ms")
    );
    let other = engines::detector_of(1, HashKey::new([KEY, 1]));
    assert!(told(Engine::open(other, Window::default(), Some(folder.path()))).contains("same hash key"));
    assert_eq!(Engine::open(detector(1), Window::default(), Some(folder.path())).unwrap().counts().taken, 0);
}

#[test]
fn requests_go_on_coming_from_several_threads_while_epochs_run() {
    let requests = requests();
    let engine = Engine::open(detector(2), long(), None).unwrap();
    std::thread::scope(|scope| {
        for part in requests.chunks(requests.len() / 3 + 1) {
            let engine = &engine;
            scope.spawn(move || part.chunks(256).for_each(|some| _ = engine.ingest(some).unwrap()));
        }
        let epochs: Vec<u64> = (0..3).map(|_| engine.epoch().unwrap().epoch()).collect();
        assert!(epochs.is_sorted());
    });
    let batch = detector(2);
    let all = batch.detect(&batch.log(&requests).unwrap()).unwrap();
    let last = engine.epoch().unwrap();
    let campaigns = |findings: &Findings| {
        let mut accounts: Vec<_> = findings.campaigns.iter().map(|c| c.accounts.clone()).collect();
        accounts.sort();
        accounts
    };
    assert_eq!(campaigns(last.findings()), campaigns(&all));
}
