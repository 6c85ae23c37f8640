//! What two reports on one week differ in.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod common;

use common::*;
use hydrascope_eval::{Comparison, Report, Week, compare, comparison_table};

fn compared(folders: &Folders, baseline: &str, report: &str) -> Comparison {
    let [baseline, report] = [baseline, report].map(|name| Report::read(&folders.folder(name)).unwrap());
    let week = Week::read(&folders.folder("week"), &[&baseline, &report]).unwrap();
    compare(&week, &baseline, &report).unwrap()
}

/// The small report, and a later one that clears o1 and a4, flags s1 with beta's accounts, and mends the templates.
fn two_reports() -> Folders {
    let folders = Folders::new();
    write_small_week(&folders.folder("week"));
    write_small_report(&folders.folder("before"));
    let accounts = [
        ("a1", 0.9, Some("c1")),
        ("a2", 0.9, Some("c1")),
        ("a3", 0.9, Some("c1")),
        ("b1", 0.9, Some("c2")),
        ("s1", 0.9, Some("c2")),
    ];
    let places = [("1", "u1"), ("2", "u1"), ("3", "u1"), ("5", "u3"), ("6", "u3"), ("8", "u5")];
    write_report(&folders.folder("after"), &accounts, &places);
    folders
}

#[test]
fn changed_accounts_are_counted_by_role_and_way() {
    let comparison = compared(&two_reports(), "before", "after");
    let changes: Vec<_> = comparison.accounts.iter().map(|c| (&*c.account, c.newly_flagged)).collect();
    assert_eq!(changes, [("a4", false), ("o1", false), ("s1", true)]);
    let roles: Vec<_> = comparison.accounts_by_role().into_iter().collect();
    assert_eq!(roles, [("campaign", (0, 1)), ("organic", (0, 1)), ("saas", (1, 0))]);
}

#[test]
fn campaigns_and_templates_whose_verdict_changed_are_named() {
    let comparison = compared(&two_reports(), "before", "after");
    let campaigns: Vec<_> = comparison.campaigns.iter().map(|(b, a)| (&*b.name, b.found, a.found)).collect();
    assert_eq!(campaigns, [("beta", true, false)]);
    let templates: Vec<_> =
        comparison.templates.iter().map(|(b, a)| (&*a.name, b.pieces, a.pieces)).collect();
    assert_eq!(templates, [("p", 2, 1), ("q", 1, 1), ("s", 1, 0)]);
}

#[test]
fn the_agreement_of_groupings_is_told_on_shared_requests_and_on_all() {
    let agreement = compared(&two_reports(), "before", "after").agreement.unwrap();
    assert_eq!((agreement.shared, agreement.only_baseline, agreement.only_report), (5, 3, 1));
    // Shared: {1 2} {3} {5 6} before, {1 2 3} {5 6} after.
    let shared = agreement.on_shared.unwrap();
    assert_close(shared.precision, (2.0 * 2.0 / 3.0 + 1.0 / 3.0 + 2.0) / 5.0);
    assert_close(shared.recall, 1.0);
    // All: {1 2} {3} {5 6 7} {9 10} {8} before, {1 2 3} {5 6} {7} {9} {10} {8} after.
    let all = agreement.on_all.unwrap();
    assert_close(all.precision, (2.0 * 2.0 / 3.0 + 1.0 / 3.0 + 6.0) / 9.0);
    assert_close(all.recall, (3.0 + 2.0 * 2.0 / 3.0 + 1.0 / 3.0 + 2.0 * 0.5 + 1.0) / 9.0);
}

#[test]
fn a_report_does_not_differ_from_itself() {
    let comparison = compared(&two_reports(), "after", "after");
    assert!(
        comparison.accounts.is_empty() && comparison.campaigns.is_empty() && comparison.templates.is_empty()
    );
    let agreement = comparison.agreement.as_ref().unwrap();
    assert_eq!(agreement.on_shared.unwrap().f1(), 1.0);
    assert_eq!(agreement.on_all, agreement.on_shared);
    let text = comparison_table(&comparison, 10);
    assert!(
        text.contains("no account's verdict changed") && text.contains("no campaign was found or lost"),
        "{text}"
    );
}

#[test]
fn the_table_shows_both_figures_and_the_difference() {
    let text = comparison_table(&compared(&two_reports(), "before", "after"), 1);
    let line = |start: &str| text.lines().find(|line| line.starts_with(start)).unwrap().to_owned();
    assert!(line("campaigns_found").split_whitespace().eq(["campaigns_found", "2", "1", "-1"]), "{text}");
    assert!(line("recall ").split_whitespace().eq(["recall", "0.8333", "0.6667", "-0.1667"]), "{text}");
    assert!(line("saas ").split_whitespace().eq(["saas", "1", "0"]), "{text}");
    assert!(text.contains("... 2 more"), "{text}");
}
