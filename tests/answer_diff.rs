//! What has changed between two reports.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod answered;

use answered::{account, campaign, member, report};
use hydrascope::answer::{Change, Diff, diff, diff_words};
use hydrascope::finding::{CampaignFinding, Catalog, CatalogTemplate, Findings, Hashes, TemplateFinding};

/// A campaign of these accounts with one template, by name.
fn of(id: &str, accounts: &[&str], template: &str) -> CampaignFinding {
    let templates = vec![TemplateFinding { id: template.into(), requests: 4, ..TemplateFinding::default() }];
    CampaignFinding {
        accounts: accounts.iter().map(|&name| name.into()).collect(),
        members: accounts.iter().map(|name| member(name, 0.9, &[1], &[0])).collect(),
        templates,
        ..campaign(id)
    }
}

/// Templates by name, with their pairs of words.
fn catalog(key: &str, templates: &[(&str, std::ops::Range<u64>)]) -> Catalog {
    let template = |(id, pairs): &(&str, std::ops::Range<u64>)| CatalogTemplate {
        key: format!("{id:0>32}"),
        id: (*id).into(),
        pairs: Hashes::lowest(pairs.clone().collect(), 100),
        ..CatalogTemplate::default()
    };
    Catalog { format: 1, key_id: key.into(), templates: templates.iter().map(template).collect() }
}

fn findings(campaigns: Vec<CampaignFinding>, catalog: Catalog) -> Findings {
    let accounts = campaigns.iter().flat_map(|c| c.accounts.iter().map(|name| account(name, &c.id)));
    let mut accounts: Vec<_> = accounts.collect();
    accounts.sort_by(|a, b| a.account.cmp(&b.account));
    Findings { accounts, campaigns, catalog, ..Findings::default() }
}

fn between(name: &str, old: &Findings, new: &Findings) -> Diff {
    diff(&report(&format!("diff-{name}-old"), old), &report(&format!("diff-{name}-new"), new)).unwrap()
}

fn changes(found: &Diff) -> Vec<(Change, String, String)> {
    found.campaigns.iter().map(|c| (c.change, c.old.join(" "), c.new.join(" "))).collect()
}

#[test]
fn campaigns_are_the_same_by_their_accounts() {
    let nothing = || catalog("k", &[]);
    let old = vec![
        of("c1", &["a", "b", "c"], "t1"),
        of("c2", &["d", "e"], "t2"),
        of("c3", &["f", "g"], "t3"),
        of("c4", &["h", "i", "j", "k"], "t4"),
        of("c5", &["x", "y"], "t5"),
        of("c6", &["p", "q", "r"], "t6"),
    ];
    let new = vec![
        of("c1", &["d", "e", "f", "g"], "t9"),
        of("c2", &["a", "b", "c", "z"], "t8"),
        of("c3", &["h", "i"], "t7"),
        of("c4", &["j", "k"], "t6"),
        of("c5", &["m", "n"], "t5"),
        of("c6", &["p", "q"], "t4"),
    ];
    let found = between("accounts", &findings(old, nothing()), &findings(new, nothing()));
    let said = |change, old: &str, new: &str| (change, old.to_owned(), new.to_owned());
    assert_eq!(
        changes(&found),
        [
            said(Change::Merged, "c2 c3", "c1"),
            said(Change::Grown, "c1", "c2"),
            said(Change::Split, "c4", "c3 c4"),
            said(Change::Opened, "", "c5"),
            said(Change::Shrunk, "c6", "c6"),
            said(Change::Gone, "c5", ""),
        ]
    );
    assert_eq!(
        (&found.campaigns[1].accounts_in[..], found.campaigns[1].accounts),
        (&["z".to_owned()][..], (3, 4))
    );
    assert_eq!(found.campaigns[4].accounts_out, ["r"]);
    let names = |changed: &[hydrascope::answer::AccountChange]| -> Vec<String> {
        changed.iter().map(|c| c.account.clone()).collect()
    };
    assert_eq!(
        (names(&found.flagged), names(&found.cleared)),
        (vec!["m".into(), "n".into(), "z".into()], vec!["r".into(), "x".into(), "y".into()])
    );
    let text = diff_words(&found);
    for line in [
        "merged: c2, c3 are c1;",
        "grown: c1 is c2; accounts 3 to 4 (1 in, 0 out)",
        "gone: c5; 2 accounts",
        "3 accounts flagged now",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
}

#[test]
fn a_list_that_goes_on_with_other_accounts_is_the_same_by_its_words() {
    let old = || findings(vec![of("c1", &["a", "b"], "t1")], catalog("k", &[("t1", 0..40), ("t2", 50..90)]));
    let new =
        |key| findings(vec![of("c1", &["x", "y"], "t2")], catalog(key, &[("t1", 50..90), ("t2", 3..42)]));
    let found = between("words", &old(), &new("k"));
    assert_eq!(changes(&found), [(Change::Kept, "c1".to_owned(), "c1".to_owned())]);
    assert_eq!(found.campaigns[0].templates, [("t1".to_owned(), "t2".to_owned())]);
    // Hashes of another key say nothing.
    let found = between("keys", &old(), &new("other"));
    assert!(!found.templates_compared);
    assert_eq!(found.campaigns.iter().map(|c| c.change).collect::<Vec<_>>(), [Change::Opened, Change::Gone]);
}

#[test]
fn a_report_does_not_differ_from_itself() {
    let same = findings(
        vec![of("c1", &["a", "b"], "t1"), of("c2", &["c", "d"], "t2")],
        catalog("k", &[("t1", 0..9), ("t2", 20..29)]),
    );
    let found = between("same", &same, &same);
    assert!(found.flagged.is_empty() && found.cleared.is_empty());
    assert!(
        found
            .campaigns
            .iter()
            .all(|c| c.change == Change::Kept && c.old == c.new && c.accounts_in.is_empty())
    );
}
