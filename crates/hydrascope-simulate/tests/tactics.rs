//! Tactics: what is named takes the place of the kind's habits, and all else stays.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::collections::{BTreeMap, BTreeSet};

use hydrascope_simulate::{CampaignKind, Event, Settings, Simulation, Tactics};

fn week(tactics: &[&str]) -> Vec<Event> {
    let mut taken = Tactics::default();
    tactics.iter().for_each(|tactic| taken.set(tactic).unwrap());
    let settings = Settings {
        accounts: 150,
        campaigns: vec![CampaignKind::Plain],
        tactics: taken,
        ..Settings::default()
    };
    Simulation::new(&settings.validate().unwrap()).unwrap().collect()
}

/// Requests of the list, of each account of the campaign.
fn loads(week: &[Event]) -> BTreeMap<&str, usize> {
    let mut loads = BTreeMap::new();
    for event in week.iter().filter(|event| event.label.campaign.is_some()) {
        *loads.entry(&*event.request.account).or_default() += 1;
    }
    loads
}

#[test]
fn accounts_load_and_cover_are_as_named() {
    let even = week(&["accounts=20", "each=15", "load=even", "hours=uniform", "cover=0"]);
    let of_even = loads(&even);
    assert_eq!(
        (of_even.len(), of_even.values().copied().collect::<BTreeSet<_>>()),
        (20, BTreeSet::from([15]))
    );
    let lopsided = week(&["accounts=20", "each=15", "load=lopsided", "hours=uniform"]);
    let of_lopsided = loads(&lopsided);
    let (least, most) = (of_lopsided.values().min().unwrap(), of_lopsided.values().max().unwrap());
    assert!(*most > 10 * least, "{of_lopsided:?}");
    let covered = week(&["accounts=20", "each=15", "load=even", "hours=uniform", "cover=0.75"]);
    let workers: BTreeSet<&str> = loads(&covered).into_keys().collect();
    let all = covered.iter().filter(|event| workers.contains(&*event.request.account)).count();
    assert!((1_000..1_400).contains(&all), "{all} requests with three quarters cover of 300");
}

#[test]
fn without_tactics_nothing_changes_and_others_send_the_same() {
    let (plain, hidden) = (week(&[]), week(&["accounts=5", "each=3"]));
    let others = |week: &[Event]| -> Vec<(i64, String)> {
        let ordinary = week.iter().filter(|event| event.label.campaign.is_none());
        let workers: BTreeSet<&str> = loads(week).into_keys().collect();
        ordinary
            .filter(|event| !workers.contains(&*event.request.account))
            .map(|event| (event.request.millis, event.request.prompt.clone()))
            .collect()
    };
    assert_eq!(others(&plain), others(&hidden));
}

#[test]
fn the_last_of_a_name_counts_and_what_is_none_is_told() {
    let mut tactics = Tactics::default();
    for tactic in ["cover=0.2", "cover=0.4", "hours=sessions", "topics=own"] {
        tactics.set(tactic).unwrap();
    }
    assert_eq!((tactics.cover, tactics.topics), (Some(0.4), true));
    for wrong in
        ["", "cover", "cover=", "cover=1", "cover=nan", "accounts=0", "each=-1", "load=odd", "topics=all"]
    {
        let error = tactics.set(wrong).unwrap_err().to_string();
        assert!(error.contains("expected NAME=VALUE of accounts=N"), "{error}");
    }
    assert_eq!(tactics.cover, Some(0.4));
}
