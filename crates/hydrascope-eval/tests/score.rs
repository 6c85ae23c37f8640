//! The score of a small report, worked out by hand, and input of every form.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod common;

use std::fs;
use std::io::Write;

use common::*;
use hydrascope_eval::{BCubed, EvalError, Report, Week, score, table};
use serde_json::json;

fn small() -> Folders {
    let folders = Folders::new();
    write_small_week(&folders.folder("week"));
    write_small_report(&folders.folder("report"));
    folders
}

#[test]
fn accounts_are_ranked_and_counted() {
    let score = small().score("report");
    // By score: two hits; three at 0.8 of which two hit; one hit; two at 0.3 of which one hits; two left out, at 0.
    let steps = [(2.0, 2.0, 2.0), (2.0, 4.0, 5.0), (1.0, 5.0, 6.0), (1.0, 6.0, 8.0)];
    assert_close(
        score.account_ap.unwrap(),
        steps.iter().map(|(new, hits, seen)| new / 6.0 * hits / seen).sum(),
    );
    assert_close(score.recall_at_fpr_1e3.unwrap(), 2.0 / 6.0);
    assert_eq!(score.flagged, 6);
    assert_close(score.precision, 5.0 / 6.0);
    assert_close(score.recall.unwrap(), 5.0 / 6.0);
    assert_close(score.fpr.unwrap(), 1.0 / 4.0);
    assert_close(score.f1, 5.0 / 6.0);
    let (hits, alarms) = (0.01 * 5.0 / 6.0, 0.99 / 4.0);
    assert_close(score.precision_at_1pct.unwrap(), hits / (hits + alarms));
    assert_eq!(score.extracted_before_alert, None);
    let roles: Vec<_> = score.roles.iter().map(|r| (&*r.role, r.accounts, r.flagged)).collect();
    assert_eq!(roles, [("campaign", 6, 5), ("organic", 3, 1), ("saas", 1, 0)]);
    assert_close(score.roles[1].mean_score, (0.8 + 0.3 + 0.0) / 3.0);
    assert_close(score.roles[1].flagged_share(), 1.0 / 3.0);
}

#[test]
fn scores_that_differ_in_their_last_bit_are_not_equal() {
    let folders = Folders::new();
    write_small_week(&folders.folder("week"));
    let campaigns = ["a1", "a2", "a3", "a4", "b1", "b2"].map(|account| (account, 0.9999997455116241, None));
    let others = ["o1", "o2", "o3", "s1"].map(|account| (account, 0.999999745511624, None));
    write_report(&folders.folder("report"), &[&campaigns[..], &others[..]].concat(), &[]);
    assert_eq!(folders.score("report").account_ap, Some(1.0));
}

#[test]
fn campaigns_are_found_by_share_and_purity() {
    let score = small().score("report");
    let [alpha, beta] = &score.campaigns[..] else { panic!("{:?}", score.campaigns) };
    assert_eq!((&*alpha.name, alpha.accounts, alpha.requests, alpha.found), ("alpha", 4, 4, true));
    assert_eq!((alpha.flagged_share, alpha.in_one_group, alpha.group_purity), (1.0, 1.0, 0.8));
    assert_eq!((alpha.group.as_deref(), alpha.kinds["campaign"]), (Some("c1"), 4));
    assert_eq!((beta.flagged_share, beta.in_one_group, beta.group_purity), (0.5, 0.5, 1.0));
    assert!(beta.found && score.campaigns_found() == 2);
}

#[test]
fn of_groups_with_as_many_the_purest_counts_then_the_first_by_name() {
    let folders = Folders::new();
    write_small_week(&folders.folder("week"));
    let accounts = [
        ("a1", 1.0, Some("dirty")),
        ("a2", 1.0, Some("dirty")),
        ("o1", 1.0, Some("dirty")),
        ("a3", 1.0, Some("pure")),
        ("a4", 1.0, Some("pure")),
        ("b2", 1.0, Some("y")),
        ("b1", 1.0, Some("x")),
    ];
    write_report(&folders.folder("report"), &accounts, &[]);
    let score = folders.score("report");
    let best: Vec<_> =
        score.campaigns.iter().map(|c| (c.group.as_deref().unwrap(), c.group_purity, c.found)).collect();
    assert_eq!(best, [("pure", 1.0, true), ("x", 1.0, true)]);
}

#[test]
fn flagged_accounts_without_a_group_find_no_campaign() {
    let folders = Folders::new();
    write_small_week(&folders.folder("week"));
    write_report(
        &folders.folder("report"),
        &[("a1", 1.0, Some("")), ("a2", 1.0, Some("")), ("a3", 1.0, Some(""))],
        &[],
    );
    let alpha = &folders.score("report").campaigns[0];
    assert_eq!((alpha.flagged_share, alpha.in_one_group, alpha.group_purity), (0.75, 0.0, 0.0));
    assert!(alpha.group.is_none() && !alpha.found);
}

#[test]
fn templates_are_scored_overall_by_sender_and_one_by_one() {
    let templates = small().score("report").templates.unwrap();
    // p: two in t1, one in t2; q: two in t3 beside an organic request; s: whole.
    let (p, q) = (BCubed { precision: 1.0, recall: 5.0 / 9.0 }, BCubed { precision: 2.0 / 3.0, recall: 1.0 });
    let overall = templates.b_cubed.unwrap();
    assert_close(overall.precision, (3.0 + 2.0 * q.precision + 2.0) / 7.0);
    assert_close(overall.recall, (3.0 * p.recall + 4.0) / 7.0);
    let roles: Vec<_> = templates.by_role.iter().map(|part| (&*part.name, part.requests)).collect();
    assert_eq!(roles, [("campaign", 5), ("saas", 2)]);
    assert_close(templates.by_role[0].b_cubed.precision, (3.0 + 2.0 * q.precision) / 5.0);
    let campaigns: Vec<_> = templates.by_campaign.iter().map(|part| (&*part.name, part.requests)).collect();
    assert_eq!(campaigns, [("alpha", 3), ("beta", 2)]);
    assert_close(templates.by_campaign[0].b_cubed.recall, p.recall);
    let [split, merged, whole] = &templates.labelled[..] else { panic!("{:?}", templates.labelled) };
    assert_eq!((&*split.name, split.requests, split.pieces, split.largest, split.alone), ("p", 3, 2, 2, 0));
    assert_close(split.split(), 3.0 * (1.0 - p.recall));
    assert_close(merged.b_cubed.precision, q.precision);
    assert!(merged.used_by.iter().eq(["beta"]) && whole.used_by.iter().eq(["saas"]));
    let worst = &templates.predicted[0];
    assert_eq!((&*worst.name, worst.requests, worst.swallowed()), ("t3", 3, 1));
    assert_eq!(worst.parts, [(Some("q".to_owned()), 2), (None, 1)]);
    assert!(templates.predicted[1..].iter().all(|template| template.swallowed() == 0));
}

#[test]
fn requests_left_out_stand_alone_and_a_report_may_place_none() {
    let folders = small();
    write_lines(&folders.folder("report"), "requests.jsonl", &[json!({ "id": "1", "template": null })]);
    let templates = folders.score("report").templates.unwrap();
    let labelled: Vec<_> = templates.labelled.iter().map(|t| (t.pieces, t.alone)).collect();
    assert_eq!(labelled, [(0, 3), (0, 2), (0, 2)]);
    assert_close(templates.b_cubed.unwrap().precision, 1.0);
    assert_close(templates.b_cubed.unwrap().recall, (1.0 + 1.0 + 1.0) / 7.0);

    fs::remove_file(folders.folder("report").join("requests.jsonl")).unwrap();
    let score = folders.score("report");
    assert_eq!(score.templates, None);
    assert!(score.to_json().get("template_b3_f1").is_none());
}

#[test]
fn what_was_sent_before_the_alert_counts_as_extracted() {
    let folders = small();
    let (week, report) = (folders.folder("week"), folders.folder("report"));
    let sent =
        [("1", "a1", 1), ("2", "a1", 5), ("3", "a2", 1), ("4", "a2", 9), ("5", "b1", 3), ("6", "b2", 4)];
    let sent = sent.map(|(id, account, hour)| {
        json!({ "id": id, "ts": format!("2026-03-02T0{hour}:00:00Z"), "account": account, "prompt": "x" })
    });
    write_lines(&week, "traffic.jsonl", &sent);
    // a1 at the moment of its second request, in another zone; a2 never; b1 later; b2 is left out.
    let accounts = [
        json!({ "account": "a1", "score": 1.0, "flagged": true, "campaign": "c", "alerted_at": "2026-03-02T07:00:00+02:00" }),
        json!({ "account": "a2", "score": 0.1, "flagged": false, "campaign": null, "alerted_at": null }),
        json!({ "account": "b1", "score": 1.0, "flagged": true, "campaign": "c", "alerted_at": "2026-03-02T03:00:00.001Z" }),
    ];
    write_lines(&report, "accounts.jsonl", &accounts);
    assert_close(folders.score("report").extracted_before_alert.unwrap(), 5.0 / 6.0);

    write_lines(&week, "traffic.jsonl", &sent[1..]);
    let read = Report::read(&report).unwrap();
    let error = score(&Week::read(&week, &[&read]).unwrap(), &read).unwrap_err();
    assert!(matches!(error, EvalError::NotSent { ref id } if id == "1"), "{error}");
    fs::remove_file(week.join("traffic.jsonl")).unwrap();
    assert_eq!(folders.score("report").extracted_before_alert, None);
}

#[test]
fn a_week_without_campaigns_has_no_recall_and_its_false_alarms_count() {
    let folders = Folders::new();
    write_accounts(&folders.folder("week"), &[("o1", "organic"), ("o2", "organic")]);
    write_requests(&folders.folder("week"), &[("1", "organic", "")]);
    write_report(&folders.folder("report"), &[("o1", 0.9, Some("c"))], &[("1", "t1")]);
    let score = folders.score("report");
    assert_eq!((score.account_ap, score.recall_at_fpr_1e3, score.recall), (None, None, None));
    assert_eq!((score.precision, score.fpr, score.f1, score.precision_at_1pct), (0.0, Some(0.5), 0.0, None));
    assert_eq!(score.templates.as_ref().unwrap().b_cubed, None);
    assert!(score.to_json()["account_ap"].is_null());
}

#[test]
fn files_may_be_plain_gzip_or_zstd() {
    let folders = small();
    let plain = folders.score("report");
    for (folder, name) in [("week", "labels.accounts.jsonl"), ("report", "requests.jsonl")] {
        let path = folders.folder(folder).join(name);
        let bytes = fs::read(&path).unwrap();
        fs::remove_file(&path).unwrap();
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(&bytes).unwrap();
        fs::write(path.with_extension("jsonl.gz"), gzip.finish().unwrap()).unwrap();
    }
    for (folder, name) in [("week", "labels.events.jsonl"), ("report", "accounts.jsonl")] {
        let path = folders.folder(folder).join(name);
        fs::write(path.with_extension("jsonl.zst"), zstd::encode_all(&*fs::read(&path).unwrap(), 1).unwrap())
            .unwrap();
        fs::remove_file(&path).unwrap();
    }
    assert_eq!(folders.score("report"), plain);
}

#[test]
fn the_table_begins_each_list_with_the_worst_and_says_how_many_more_there_are() {
    let score = small().score("report");
    let (short, whole) = (table(&score, 1), table(&score, usize::MAX));
    assert!(short.contains("... 1 more") && !whole.contains("more"), "{short}\n{whole}");
    let line = |start: &str| whole.lines().find(|line| line.starts_with(start)).unwrap().to_owned();
    assert!(line("t3 ").ends_with("q 2, (no template) 1"), "{whole}");
    assert!(line("organic ").split_whitespace().eq(["organic", "3", "1", "0.3333", "0.3667"]), "{whole}");
    let at = |start: &str| whole.find(start).unwrap();
    assert!(at("\np ") < at("\nq "), "the template that is split comes first\n{whole}");
}
