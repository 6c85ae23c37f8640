//! Tactics: what is named takes the place of the kind's habits, and all else stays.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::daily_habit;
use hydrascope_simulate::{CampaignKind, Event, Settings, SettingsError, Simulation, Tactics};

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
    for wrong in [
        "",
        "cover",
        "cover=",
        "cover=1",
        "cover=nan",
        "accounts=0",
        "each=-1",
        "load=odd",
        "topics=all",
        "zones=0",
        "zones=25",
        "order=odd",
        "pairing=",
        "fillers=1.1",
        "letters=-1",
        "decoys=1000001",
        "bots=few",
    ] {
        let error = tactics.set(wrong).unwrap_err().to_string();
        assert!(error.contains("expected NAME=VALUE of accounts=N"), "{error}");
    }
    assert_eq!(tactics.cover, Some(0.4));
}

#[test]
fn zones_spread_people_s_hours_over_the_day() {
    let habits = |tactics: &[&str]| {
        let week = week(&[tactics, &["accounts=48", "each=60", "load=even", "cover=0"]].concat());
        let mut of: BTreeMap<&str, Vec<&Event>> = BTreeMap::new();
        for event in week.iter().filter(|event| event.label.campaign.is_some()) {
            of.entry(&*event.request.account).or_default().push(event);
        }
        let own = of.values().map(daily_habit).sum::<f64>() / of.len() as f64;
        (own, daily_habit(of.values().flatten()))
    };
    let (one, all) = habits(&["zones=1"]);
    assert!(one > 0.25 && all > 0.25, "{one} {all}");
    let (own, all) = habits(&["zones=24", "hours=uniform"]);
    assert!(own > 0.25 && all < 0.1, "{own} {all}");
    let (own, all) = habits(&["zones=2", "hours=sessions"]);
    assert!(own > 0.25 && all < own - 0.15, "{own} {all}");
}

#[test]
fn more_requests_than_traffic_should_hold_are_refused() {
    let refused = |tactics: &[&str]| {
        let mut taken = Tactics::default();
        tactics.iter().for_each(|tactic| taken.set(tactic).unwrap());
        let campaigns = vec![CampaignKind::Plain];
        Settings { accounts: 150, campaigns, tactics: taken, ..Settings::default() }.validate().err()
    };
    let error = refused(&["accounts=1000000", "each=1000000", "cover=0"]).unwrap();
    assert_eq!(error, SettingsError::TooManyRequests { most: 1e8, got: 1e12 });
    let error = error.to_string();
    assert!(error.contains("at most 100000000 requests") && error.contains("got 1000000000000;"), "{error}");
    assert_eq!(refused(&["accounts=1000000", "each=100", "cover=0"]), None);
    assert!(refused(&["accounts=1000000", "each=101", "cover=0"]).is_some());
    assert!(refused(&["accounts=1000000", "each=100", "cover=0.5"]).is_some());
    assert!(refused(&["accounts=1000000", "each=99", "cover=0", "decoys=1000000"]).is_none());
    assert!(refused(&["accounts=1000000", "each=99", "cover=0", "bots=1000000"]).is_some());
    // What no tactic asks for is bounded by other settings.
    let large = Settings { accounts: 100_000_000, campaign_size: 1_000.0, ..Settings::default() };
    assert!(large.clone().validate().is_ok());
    let tactics = Tactics { topics: true, ..Tactics::default() };
    assert!(Settings { tactics, ..large }.validate().is_ok());
}
