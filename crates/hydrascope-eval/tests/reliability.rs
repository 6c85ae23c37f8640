//! Whether stated rates are kept: counted right, learned from other families alone, and told as a person would ask for it.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod common;
mod demo_week;
mod ran;

use std::fs;

use common::Folders;
use demo_week::demo_week;
use hydrascope_eval::{
    Calls, JudgedWeek, RATES, WeighedGroup, pooled, reliability, reliability_page, reliability_plot,
};
use ran::run;
use serde_json::Value;

fn group(log_odds: f64, guilty: f64) -> WeighedGroup {
    let strength = 1.0 / (1.0 + (-log_odds).exp());
    WeighedGroup { repeats: 100, log_odds, strength, is_apart: false, guilty }
}

/// Two hundred ordinary groups around some log-odds, and ten campaigns.
fn week(ordinary: f64, campaigns: f64) -> JudgedWeek {
    let people = (0..200).map(|i| group(ordinary - f64::from(i * 37 % 200) / 50.0, 0.0));
    let mut groups: Vec<WeighedGroup> = people.collect();
    groups.extend((0..10).map(|_| group(campaigns, 0.9)));
    groups.push(WeighedGroup { is_apart: true, ..group(9.0, 0.0) });
    JudgedWeek { groups, reported: Calls { all: 5, false_ones: 1 } }
}

#[test]
fn a_family_is_compared_with_the_others_alone() {
    let weeks = [("one".to_owned(), week(-2.0, 5.0)), ("two".to_owned(), week(-2.0, 5.0))];
    let families = reliability(&weeks);
    assert_eq!(families.len(), 2);
    for family in &families {
        assert_eq!((family.weeks, family.reference, family.realised.len()), (1, 200, RATES.len()));
        assert!(family.realised.iter().all(|at| at.called == Calls { all: 10, false_ones: 0 }));
    }
    // Where the left-out family's ordinary groups look more dealt than the others', the cut deceives, and the page says so.
    let strange = [("one".to_owned(), week(1.0, 5.0)), ("two".to_owned(), week(-2.0, 5.0))];
    let families = reliability(&strange);
    let at = families[0].realised.iter().find(|at| at.rate == 0.05).unwrap();
    assert!(at.by_rate.share() > 0.5 && at.called.share() > 0.5 && at.called.all < at.by_rate.all);
    assert!(families[1].realised.iter().all(|at| at.called.false_ones == 0));
}

#[test]
fn all_families_together_are_their_sum() {
    let weeks = [
        ("one".to_owned(), week(1.0, 5.0)),
        ("two".to_owned(), week(-2.0, 5.0)),
        ("two".to_owned(), week(-1.0, 0.5)),
    ];
    let families = reliability(&weeks);
    for (place, all) in pooled(&families).iter().enumerate() {
        let sum: usize = families.iter().map(|f| f.realised[place].by_rate.all).sum();
        assert_eq!((all.by_rate.all, all.rate), (sum, RATES[place]));
        assert!(all.by_rate.share() <= 1.0 && all.called.all <= all.by_rate.all);
    }
    let page = reliability_page("made so", "plot.svg", &families);
    assert_eq!(page.lines().filter(|line| line.starts_with("| ")).count(), 2 + 3 * 3);
    assert!(page.contains("there stand 15 campaigns, 3 of them false (0.200)."), "{page}");
    assert!(page.contains("made so") && page.contains("(plot.svg)"));
    let named = [("<b>&".to_owned(), week(1.0, 5.0)), ("two".to_owned(), week(-2.0, 5.0))];
    let plot = reliability_plot(&reliability(&named));
    assert!(plot.contains("&lt;b&gt;&amp;") && !plot.contains("<b>"));
    assert_eq!(plot.matches("<polyline").count(), 2 + 2 + 1);
    assert_eq!(Calls::default().share(), 0.0);
}

#[test]
fn the_command_writes_a_page_and_a_plot() {
    let folders = Folders::new();
    let folder = demo_week(&folders);
    let [one, two] = ["one", "two"].map(|name| format!("{name}={}", folder.display()));
    let page = folders.folder("docs").join("page.md");
    let made = run(&["reliability".as_ref(), one.as_ref(), two.as_ref(), "--out".as_ref(), &page]);
    assert_eq!((made.code, &*made.stderr), (0, ""));
    let text = fs::read_to_string(&page).unwrap();
    assert!(text.contains("(page.svg)") && text.contains("-- reliability one="), "{text}");
    assert!(fs::read_to_string(page.with_extension("svg")).unwrap().starts_with("<svg "));
    let json = run(&["reliability".as_ref(), one.as_ref(), two.as_ref(), "--json".as_ref()]);
    let value: Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(value["families"].as_array().unwrap().len(), 2);
    assert_eq!(value["pooled"].as_array().unwrap().len(), RATES.len());
    let alone = run(&["reliability".as_ref(), one.as_ref(), one.as_ref()]);
    assert!(alone.code == 1 && alone.stderr.contains("two families"), "{}", alone.stderr);
}
