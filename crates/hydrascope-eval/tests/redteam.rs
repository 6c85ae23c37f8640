//! What it costs to hide: trials see what was simulated, and the page says all of it.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod ran;

use std::path::Path;

use hydrascope::embed::{Embedder, Model, Runtime};
use hydrascope_eval::{AdaptiveAttack, DoseRow, Move, Trial, TrialOutcome, red_team_page};
use hydrascope_simulate::{CampaignKind, HoursTactic, LoadTactic, Tactics};
use ran::run;

fn trial(tactics: Tactics) -> TrialOutcome {
    let embedder = Embedder::new(Model::embedded().unwrap(), Runtime::discover(None).unwrap()).unwrap();
    let trial = Trial { kind: CampaignKind::Plain, tactics, accounts: 800 };
    trial.run(5, &embedder).unwrap()
}

#[test]
fn a_dealt_list_is_flagged_and_one_request_an_account_is_not() {
    let dealt = Tactics {
        accounts: Some(30),
        each: Some(12),
        load: Some(LoadTactic::Even),
        hours: Some(HoursTactic::Uniform),
        ..Tactics::default()
    };
    let outcome = trial(dealt);
    assert_eq!((outcome.workers, outcome.answers, outcome.requests), (30, 360, 360));
    assert!(outcome.share() > 0.9 && outcome.innocents_flagged == 0, "{outcome:?}");
    let once = trial(Tactics { accounts: Some(200), each: Some(1), ..dealt });
    assert_eq!((once.workers, once.flagged), (200, 0));
    let covered = trial(Tactics { cover: Some(0.5), ..dealt });
    assert!(covered.answers == 360 && (600..840).contains(&covered.requests), "{covered:?}");
}

#[test]
fn the_page_has_a_row_for_each_dose_and_attacker() {
    let outcome = |flagged| TrialOutcome { workers: 10, flagged, ..TrialOutcome::default() };
    let dose = DoseRow { habit: "cover", dose: "0.5".to_owned(), outcomes: vec![outcome(10), outcome(5)] };
    let attack = AdaptiveAttack {
        accounts: 40,
        flagged: vec![1.0, 0.9, 0.02],
        answers: 9_990.4,
        requests: 10_000.0,
        hidden: true,
    };
    assert_eq!(attack.moves(), [Move::None, Move::Load, Move::Hours]);
    let page = red_team_page("made so", &[dose], &[attack]);
    assert!(page.contains("| cover | 0.5 | 0.75 | 0.50 to 1.00 | 0 |"), "{page}");
    assert!(
        page.contains("| 40 | unequal loads, own hours | 1.00, 0.90, 0.02 | yes | 9990 | 10000 |"),
        "{page}"
    );
    assert!(page.contains("made so"));
}

#[test]
fn wrong_seeds_are_wrong_usage() {
    let wrong = run(&["redteam", "--seeds", "one"].map(Path::new));
    assert!(
        wrong.code == 2 && wrong.stdout.is_empty() && wrong.stderr.contains("--seeds"),
        "{}",
        wrong.stderr
    );
}
