//! What it costs to hide: trials see what was simulated, and tables and page say all of it.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod ran;

use std::path::Path;

use hydrascope::embed::{Embedder, Model, Runtime};
use hydrascope_eval::{
    AdaptiveAttack, DoseRow, Flagged, Interval, Move, Trial, TrialError, TrialOutcome, attack_page,
    dose_response, dose_row, doses,
};
use hydrascope_simulate::{CampaignKind, HoursTactic, LoadTactic, Settings, Tactics};
use proptest::prelude::*;
use ran::{Ran, run};
use serde_json::Value;

const DEALT: Tactics = Tactics {
    accounts: Some(30),
    each: Some(12),
    cover: None,
    load: Some(LoadTactic::Even),
    hours: Some(HoursTactic::Uniform),
    zones: None,
    topics: false,
    order: false,
    pairing: false,
    fillers: 0.0,
    letters: 0.0,
    decoys: 0,
    bots: 0,
};

fn embedder() -> Embedder {
    Embedder::new(Model::embedded().unwrap(), Runtime::discover(None).unwrap()).unwrap()
}

fn trial(tactics: Tactics) -> TrialOutcome {
    Trial { kind: Some(CampaignKind::Plain), tactics, accounts: 800 }.run(5, &embedder()).unwrap()
}

fn command(words: &[&str]) -> Ran {
    run(&words.iter().map(Path::new).collect::<Vec<_>>())
}

#[test]
fn a_dealt_list_is_flagged_and_one_request_an_account_is_not() {
    let outcome = trial(DEALT);
    assert_eq!((outcome.workers.accounts, outcome.answers, outcome.requests), (30, 360, 360));
    assert!(outcome.workers.share() > 0.9 && outcome.innocents_flagged.is_empty(), "{outcome:?}");
    let once = trial(Tactics { accounts: Some(200), each: Some(1), ..DEALT });
    assert_eq!(once.workers, Flagged { accounts: 200, flagged: 0 });
    let covered = trial(Tactics { cover: Some(0.5), ..DEALT });
    assert!(covered.answers == 360 && (600..840).contains(&covered.requests), "{covered:?}");
}

#[test]
fn decoys_and_bots_are_neither_workers_nor_innocents() {
    let outcome = trial(Tactics { decoys: 50, bots: 4, ..DEALT });
    assert_eq!((outcome.workers.accounts, outcome.decoys.accounts, outcome.answers), (30, 54, 360));
    assert!(outcome.workers.share() > 0.9, "{outcome:?}");
    let quiet = Trial { kind: None, tactics: DEALT, accounts: 800 }.run(5, &embedder()).unwrap();
    assert_eq!((quiet.workers, quiet.decoys, quiet.answers), (Flagged::default(), Flagged::default(), 0));
}

/// Where the same accounts are flagged with and without a campaign, none is so newly.
#[test]
fn rows_come_one_by_one_with_who_is_flagged_newly() {
    let two: Vec<_> = doses().into_iter().filter(|dose| dose.habit == "framing bots").take(2).collect();
    let (mut rows, embedder) = (Vec::new(), embedder());
    let mut take = |row: DoseRow| -> Result<(), TrialError> {
        rows.push(row);
        Ok(())
    };
    dose_response(two, 500, &[3, 4], &embedder, &mut take).unwrap();
    let named: Vec<_> = rows.iter().map(|row| (row.habit, &*row.dose, row.outcomes.len())).collect();
    assert_eq!(named, [("framing bots", "0", 2), ("framing bots", "10", 2)]);
    for row in &rows {
        let flagged: usize = row.outcomes.iter().map(|outcome| outcome.innocents_flagged.len()).sum();
        assert!(row.innocents_newly_flagged <= flagged);
    }
    assert_eq!(rows[1].outcomes[0].decoys.accounts, 10);
}

#[test]
fn each_dose_can_be_simulated_and_is_named_once() {
    let mut named = Vec::new();
    for dose in doses() {
        let settings = Settings { campaigns: vec![dose.kind], tactics: dose.tactics, ..Settings::default() };
        assert!(settings.validate().is_ok(), "{dose:?}");
        assert!(!named.contains(&(dose.habit, dose.dose.clone())), "{dose:?}");
        named.push((dose.habit, dose.dose));
    }
    let mut habits: Vec<&str> = named.iter().map(|(habit, _)| *habit).collect();
    habits.dedup();
    let mut once = habits.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(habits.len(), once.len(), "{habits:?}");
}

#[test]
fn the_page_has_a_row_for_each_dose_and_attacker() {
    let outcome = |flagged| TrialOutcome {
        workers: Flagged { accounts: 10, flagged },
        decoys: Flagged { accounts: 20, flagged: 1 },
        ..TrialOutcome::default()
    };
    let dose = DoseRow {
        habit: "cover",
        dose: "0.5".to_owned(),
        outcomes: vec![outcome(10), outcome(5)],
        innocents_newly_flagged: 3,
    };
    let attack = AdaptiveAttack {
        accounts: 40,
        flagged: vec![1.0, 0.9, 0.02],
        answers: 9_990.4,
        requests: 10_000.0,
        hidden: true,
    };
    assert_eq!(attack.moves(), [Move::None, Move::Load, Move::Hours]);
    let row = "| cover | 0.5 | 0.75 | 0.20 to 0.97 | 0.50 to 1.00 | 2 of 40 | 3 |\n";
    assert_eq!(dose_row(&dose), row);
    let page = attack_page("made so", &[dose], &[attack]);
    assert!(page.contains("made so") && page.contains(row), "{page}");
    assert!(
        page.contains("| 40 | unequal loads, own hours | 1.00, 0.90, 0.02 | yes | 9990 | 10000 |"),
        "{page}"
    );
}

/// Wilson's interval is where the normal approximation of the score test does not refuse the share: its plain definition.
fn refused(share: f64, mean: f64, weeks: f64) -> bool {
    (mean - share).abs() > 1.959_964 * (share * (1.0 - share) / weeks).sqrt()
}

proptest! {
    #[test]
    fn the_interval_holds_what_its_test_does_not_refuse(shares in proptest::collection::vec(0.0..=1.0, 1..12)) {
        let Interval { mean, low, high } = Interval::of(&shares);
        prop_assert!(0.0 <= low && low <= mean && mean <= high && high <= 1.0);
        let weeks = shares.len() as f64;
        for step in 1..1_000 {
            let share = f64::from(step) / 1_000.0;
            let inside = (low..=high).contains(&share);
            let on_edge = (share - low).abs() < 1e-6 || (share - high).abs() < 1e-6;
            prop_assert!(on_edge || inside != refused(share, mean, weeks), "{share} in {low} to {high}");
        }
    }
}

#[test]
fn the_command_tries_what_it_is_asked_for() {
    let few = ["attack", "doses", "--habit", "order", "--seeds", "1,2", "--accounts", "200"];
    let table = command(&few);
    assert_eq!((table.code, &*table.stderr, table.stdout.lines().count()), (0, "", 3), "{}", table.stdout);
    assert!(table.stdout.contains("| order | clauses shuffled | "), "{}", table.stdout);
    let json = command(&[&few[..], &["--json"]].concat());
    let rows: Value = serde_json::from_str(&json.stdout).unwrap();
    let outcomes = rows[0]["outcomes"].as_array().unwrap();
    assert_eq!((rows.as_array().unwrap().len(), outcomes.len()), (1, 2));
    assert_eq!(outcomes[0]["workers"]["accounts"], 60);
}

#[test]
fn what_is_no_habit_and_no_seed_is_wrong_usage() {
    for (words, told) in [
        (&["attack", "doses", "--seeds", "one"][..], "--seeds"),
        (&["attack", "doses", "--habit", "kindness"], "framing bots"),
        (&["attack", "adaptive", "--accounts", "many"], "--accounts"),
        (&["attack", "page"], "--out"),
        (&["attack"], "doses"),
    ] {
        let wrong = command(words);
        assert!(
            wrong.code == 2 && wrong.stdout.is_empty() && wrong.stderr.contains(told),
            "{}",
            wrong.stderr
        );
    }
}
