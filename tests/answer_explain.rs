//! Explanations of what stands in a report.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod answered;

use answered::{campaign, findings, folder, report};
use hydrascope::answer::{AnswerError, Explanation, Kind, explain, words};
use hydrascope::finding::{Placement, PlacementRef};

#[test]
fn an_account_is_explained_by_numbers_and_company() {
    let report = report("explain-account", &findings());
    let explanation = explain(&report, "a1", None).unwrap();
    let Explanation::Account(found) = &explanation else { panic!("{explanation:?}") };
    let made_of = found.made_of.unwrap();
    // The group 0.9, its own part 0.8 but for chance; the lesser is the score.
    assert!(
        (made_of.group - 0.9).abs() < 1e-12 && (made_of.own - 0.8 * (1.0 - (-5.0f64).exp())).abs() < 1e-12
    );
    assert_eq!(
        found.reasons.iter().map(|reason| &*reason.name).collect::<Vec<_>>(),
        ["share", "group", "membership", "sessions"]
    );
    let part = found.part.as_ref().unwrap();
    let fellows: Vec<_> =
        part.fellows.iter().map(|f| (&*f.account, f.hours, f.templates.join(" "))).collect();
    assert_eq!(fellows, [("a3", 2, "t1 t2".to_owned()), ("a2", 0, "t1".to_owned())]);
    // The campaign begins within an hour; its hours begin with that hour.
    assert_eq!(part.fellows[0].first_hour.unwrap().to_string(), "2026-03-02T00:00:00.000Z");
    assert_eq!(
        found.templates.iter().map(|t| (&*t.id, t.requests)).collect::<Vec<_>>(),
        [("t1", 2), ("d7", 1)]
    );
    let text = words(&explanation);
    for said in [
        "flagged as a member of c1",
        "0.250 ± 0.125",
        "requests that come in sessions",
        "Second: handed on",
        "1 in d7",
    ] {
        assert!(text.contains(said), "{said}:\n{text}");
    }
}

#[test]
fn a_waterfall_leads_from_the_prior_to_the_log_odds() {
    let report = report("explain-campaign", &findings());
    let Explanation::Campaign(found) = explain(&report, "c1", None).unwrap() else { panic!("no campaign") };
    let steps: Vec<_> = found.waterfall.steps.iter().map(|s| (&*s.axis, s.adds, s.log_odds)).collect();
    assert_eq!(steps, [("load", 4.0, 1.0), ("hour", 2.0, 3.0), ("texts", -1.0, 2.0)]);
    assert!((found.waterfall.steps[2].probability - 1.0 / (1.0 + (-2.0f64).exp())).abs() < 1e-12);
    // Without what the strongest axis adds it is no longer likelier than not.
    assert_eq!(found.clearing.axes.iter().map(|c| &*c.axis).collect::<Vec<_>>(), ["load"]);
    assert_eq!(
        (&*found.second.as_ref().unwrap().name, &*found.innocent.as_ref().unwrap().name),
        ("turns", "sessions")
    );
    assert_eq!(found.accounts, ["a3", "a1", "a2"]);
}

#[test]
fn templates_requests_and_groups_are_explained() {
    let report = report("explain-others", &findings());
    let Explanation::Template(found) = explain(&report, "t1", None).unwrap() else { panic!("no template") };
    assert_eq!((found.requests, found.accounts, found.members), (4, 3, 2));
    assert_eq!(found.skeleton.as_deref(), Some("Write of {1}."));
    let Explanation::Request { template, account, .. } = explain(&report, "r5", None).unwrap() else {
        panic!("no request")
    };
    assert_eq!((&*template.id, account.unwrap().account), ("d7", "a1".to_owned()));
    let Explanation::Group(group) = explain(&report, "g1", None).unwrap() else { panic!("no group") };
    assert_eq!(group.beside, ["c1"]);
}

#[test]
fn what_is_unknown_or_several_things_is_said() {
    let mut findings = findings();
    findings.accounts[2].account = "c1".into();
    let report = report("explain-unknown", &findings);
    let error = explain(&report, "t99", None).unwrap_err();
    assert!(
        error.to_string().contains("\"t99\" is in no file of the report: looked for an account, a campaign"),
        "{error}"
    );
    let error = explain(&report, "a1", Some(Kind::Request)).unwrap_err();
    assert!(
        matches!(&error, AnswerError::Unknown { sought, .. } if sought[..] == [Kind::Request]),
        "{error}"
    );
    let error = explain(&report, "c1", None).unwrap_err();
    assert!(
        matches!(&error, AnswerError::Several { found, .. } if found[..] == [Kind::Account, Kind::Campaign]),
        "{error}"
    );
    assert!(matches!(explain(&report, "c1", Some(Kind::Account)), Ok(Explanation::Account(_))));
    assert!(matches!(explain(&report, "c1", Some(Kind::Campaign)), Ok(Explanation::Campaign(_))));
}

#[test]
fn a_name_of_the_log_writes_no_line_and_is_found_whatever_it_holds() {
    let mut findings = findings();
    let hostile = "a\"}\n{\"account\":\"a1\u{202e}";
    findings.accounts[0].account = hostile.into();
    let first = |(nth, p): (usize, PlacementRef<'_>)| Placement {
        id: p.id.into(),
        account: if nth == 0 { hostile } else { p.account }.into(),
        template: p.template.into(),
    };
    findings.placements = findings.placements.iter().enumerate().map(first).collect();
    let report = report("explain-hostile", &findings);
    let explanation = explain(&report, hostile, None).unwrap();
    assert!(matches!(&explanation, Explanation::Account(found) if found.templates.len() == 1));
    assert!(words(&explanation).lines().next().unwrap().contains("\\u{a}"));
}

#[test]
fn files_of_two_runs_are_refused() {
    let (one, mut other) = (findings(), findings());
    report("explain-one", &one);
    other.campaigns[0] = campaign("c2");
    report("explain-two", &other);
    std::fs::copy(folder("explain-two").join("campaigns.json"), folder("explain-one").join("campaigns.json"))
        .unwrap();
    assert!(hydrascope::report::Report::open(&folder("explain-one")).is_err());
}
