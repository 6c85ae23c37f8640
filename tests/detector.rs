//! The detector as a whole: small logs, odd logs, and the same answer at any thread count.
#![cfg(feature = "embedded-model")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

mod dealt;

use dealt::{embedder, found_by, log, log_of, request, run, run_with};
use hydrascope::detector::Detector;
use hydrascope::index::IndexKind;
use hydrascope::judge::orders_content;
use hydrascope::params::Params;
use hydrascope::request::{HashKey, Prompt, Request, Timestamp};
use hydrascope::signal::Reading;
use hydrascope::summary::Log;

#[test]
fn workers_are_found_and_people_are_not() {
    let found = run(&log(), 2).unwrap().findings;
    assert_eq!(found.campaigns.len(), 1);
    let campaign = &found.campaigns[0];
    assert_eq!((campaign.accounts.len(), campaign.requests), (20, 200));
    assert!(campaign.accounts.iter().all(|a| a.starts_with("worker")));
    assert_eq!(
        campaign.templates[0].skeleton,
        "Answer the question below and show every step of your thinking: {1}"
    );
    assert_eq!(found.accounts.len(), 320);
    for account in &found.accounts {
        assert_eq!(account.flagged, account.account.starts_with("worker"), "{}", account.account);
        assert_eq!(account.flagged, account.campaign.is_some());
        assert!((0.0..=1.0).contains(&account.score));
    }
}

/// Three applications and a campaign begin with the same sentence.
#[test]
fn a_template_names_what_it_shares_with_others() {
    let frame =
        "You are a patient assistant who follows the steps of this framework and never leaves one out.";
    let mut requests = log_of(300, |about| {
        format!(
            "{frame} Answer the question below, list what is given, show every step of your thinking, then check it: {about}"
        )
    });
    let tasks = [
        "Summarise the minutes of the meeting for those who could not come, with one line for each decision taken",
        "Translate the letter into plain German, keep names and dates as they stand, and mark whatever is unclear",
        "Write tests for the function below, the ordinary cases first, then each edge case with a reason for it",
    ];
    for n in 0..240usize {
        let (user, minute) = (n / 8, (n / 8 * 67 % 1440 + n % 8 / 4 * 4320 + n % 4 * 4) as i64);
        let prompt =
            format!("{frame} {}: {} {}", tasks[user % 3], n * 7919 % 9973, "abcdefgh".repeat(n % 3 + 1));
        requests.push(request(10_000 + n, minute, &format!("user{user}"), &prompt));
    }
    requests.sort_by_key(|request| request.time);
    let found = run(&requests, 2).unwrap().findings;
    let [campaign] = &found.campaigns[..] else { panic!("{:?}", found.campaigns) };
    let within = campaign.templates[0].within.as_ref().unwrap();
    assert_eq!(within.text.trim_end_matches(" {1}"), frame);
    assert!(within.templates >= 2, "{}", within.templates);
    assert!(run(&log(), 2).unwrap().findings.campaigns[0].templates[0].within.is_none());
}

#[test]
fn a_skeleton_shows_no_word_that_fewer_actors_said_than_asked_for() {
    let mut requests = log();
    // Seven of twenty say a word of their own.
    for request in requests.iter_mut().filter(|r| (0..7).any(|n| *r.account == format!("worker{n}"))) {
        request.prompt = Prompt::new(request.prompt.as_str().replace("show", "show me gently"));
    }
    for (min_actors, said) in [(5, true), (8, false)] {
        let params = Params::builder().min_actors(min_actors).skeleton_common(0.3).build().unwrap();
        let found = found_by(params, &requests);
        let skeleton = &found.campaigns[0].templates[0].skeleton;
        assert_eq!(skeleton.contains("gently"), said, "{min_actors} actors: {skeleton}");
        assert!(skeleton.contains("every step of your thinking"), "{min_actors} actors: {skeleton}");
    }
}

#[test]
fn a_farm_that_orders_content_is_shown_apart_and_not_flagged() {
    let orders: [fn(String) -> String; 4] = [
        |about| {
            format!("Write a warm five star review of our hotel for people who travel with dogs: {about}")
        },
        |about| format!("Schreibe einen Blogartikel von achthundert Worten mit diesen Begriffen: {about}"),
        |about| {
            format!("Redacta una rese\u{f1}a de cinco estrellas con estas palabras, sin errores: {about}")
        },
        |about| {
            format!(
                "\u{8bf7}\u{5199} \u{4e00} \u{7bc7} \u{597d}\u{8bc4} \u{5173}\u{4e8e} {about} \u{5e76} \u{53d1}\u{5e03}"
            )
        },
    ];
    for order in orders {
        let requests = log_of(300, order);
        let found = run(&requests, 1).unwrap().findings;
        assert!(found.campaigns.is_empty() && found.accounts.iter().all(|a| !a.flagged));
        let [farm] = &found.operators[..] else { panic!("{:?}", found.operators) };
        assert!(farm.id == "f1" && farm.accounts.len() == 20 && farm.hypothesis.contains("farm"));
        let params = Params::builder().flag_farms(true).build().unwrap();
        let found = found_by(params, &requests);
        assert_eq!(found.accounts.iter().filter(|a| a.flagged).count(), 20);
    }
}

#[test]
fn what_speaks_of_an_article_orders_none() {
    let asked = [
        "Write a summary of the article below and explain every step",
        "Answer the question about this blog post, show your reasoning",
        "Generate a question on the topic of reviews, then solve it",
        "Create ten math problems like the ones above",
    ];
    assert!(asked.into_iter().all(|prompt| !orders_content(std::iter::once(prompt))));
    assert!(!orders_content(std::iter::empty()));
    assert!(orders_content(["Draft an Instagram caption with hashtags: x"].into_iter()));
}

#[test]
fn accounts_of_one_organisation_are_shown_apart_and_not_flagged() {
    for attribute in ["organisation", "payment"] {
        let mut requests = log();
        for request in requests.iter_mut().filter(|r| r.account.starts_with("worker")) {
            request.attributes.set(attribute, "one-1");
        }
        let found = run(&requests, 1).unwrap().findings;
        assert!(found.campaigns.is_empty() && found.accounts.iter().all(|a| !a.flagged));
        assert_eq!(found.operators.len(), 1);
        assert_eq!(
            (found.operators[0].accounts.len(), found.operators[0].operator.as_deref()),
            (20, Some(attribute))
        );
        let params = Params::builder().flag_operators(true).build().unwrap();
        let found = found_by(params, &requests);
        assert_eq!((found.campaigns.len(), found.operators.len()), (1, 0));
        assert_eq!(found.accounts.iter().filter(|a| a.flagged).count(), 20);
    }
}

#[test]
fn an_organisation_that_tells_nobody_apart_hides_nothing() {
    let mut requests = log();
    requests.iter_mut().for_each(|r| r.attributes.set("organisation", "N/A"));
    assert_eq!(run(&requests, 1).unwrap().findings.campaigns.len(), 1);
}

#[test]
fn the_answer_is_the_same_at_any_thread_count() {
    let requests = log();
    let one = run(&requests, 1).unwrap();
    for threads in [1, 2, 3] {
        let again = run(&requests, threads).unwrap();
        assert_eq!(again.findings, one.findings, "{threads} threads");
        assert_eq!(again.judged, one.judged, "{threads} threads");
    }
}

#[test]
fn with_an_embedder_the_answer_is_the_same_at_any_thread_count_too() {
    let (requests, embedder) = (log(), embedder());
    let one = run_with(&requests, 1, Some(&embedder)).unwrap();
    assert!(one.judged.iter().any(|j| {
        j.verdict.readings.iter().any(|(name, r)| *name == "slots" && matches!(r, Reading::Measured { .. }))
    }));
    assert_eq!(one.findings.campaigns.len(), 1);
    for threads in [2, 3] {
        let again = run_with(&requests, threads, Some(&embedder)).unwrap();
        assert_eq!(
            (again.findings, again.judged),
            (one.findings.clone(), one.judged.clone()),
            "{threads} threads"
        );
    }
    assert!(run_with(&[], 1, Some(&embedder)).unwrap().findings.accounts.is_empty());
}

#[test]
fn every_index_finds_the_same_workers() {
    let (log, embedder) = (log(), embedder());
    let findings = |index: IndexKind| {
        let params = Params::builder().index(index).build().unwrap();
        let detector = Detector::builder().params(params).embedder(embedder.clone()).build().unwrap();
        detector.detect(&detector.log(&log).unwrap()).unwrap()
    };
    let exact = findings(IndexKind::Exact);
    assert_eq!(exact.campaigns.len(), 1);
    assert!(IndexKind::ALL.into_iter().all(|kind| findings(kind) == exact));
}

#[test]
fn a_log_that_is_one_campaign_flags_its_accounts() {
    let requests =
        log_of(0, |about| format!("Answer below and show every step of your own thinking: {about}"));
    let found = run(&requests, 1).unwrap().findings;
    assert_eq!(found.campaigns.len(), 1);
    assert!(found.accounts.iter().all(|a| a.flagged));
}

#[test]
fn a_skeleton_shows_nothing_that_was_masked_or_invisible() {
    let requests = log_of(300, |about| {
        let hidden: String = "hidden".chars().map(|c| char::from_u32(0xe0000 + c as u32).unwrap()).collect();
        let number = about.len() * 7919;
        format!(
            "Charge card {number}{hidden} via https://x.example/{number} and say why, step by step: {about}"
        )
    });
    let found = run(&requests, 1).unwrap().findings;
    assert_eq!(
        found.campaigns[0].templates[0].skeleton,
        "Charge card <number> via <link> and say why, step by step: {1}"
    );
}

#[test]
fn who_came_by_once_is_no_part_of_a_campaign() {
    let mut requests = log();
    let end = requests.last().unwrap().time.as_millis() + 60_000;
    for i in 0..400usize {
        let prompt = match i {
            7 => "Answer the question below and show every step of your thinking: is it late?".to_owned(),
            _ => format!("q{} r{} s{}", i * 31, i * 37, i * 41),
        };
        let mut stray = request(100_000 + i, 0, "stray", &prompt);
        stray.time = Timestamp::from_millis(end + i as i64 * 60_000).unwrap();
        requests.push(stray);
    }
    let campaign = &run(&requests, 1).unwrap().findings.campaigns[0];
    assert_eq!((campaign.accounts.len(), campaign.requests), (20, 200));
    assert!(campaign.last_seen.as_millis() < end);
}

#[test]
fn odd_logs_give_empty_answers_or_errors() {
    assert_eq!(run(&[], 1).unwrap().findings.accounts.len(), 0);
    let odd = ["", " ", "\0", "\u{200b}", "\n\n\n", "\u{feff}a", "\u{10ffff}"];
    let requests: Vec<Request> = odd.iter().enumerate().map(|(i, p)| request(i, i as i64, "a", p)).collect();
    let found = run(&requests, 1).unwrap().findings;
    assert_eq!((found.accounts.len(), found.campaigns.len()), (1, 0));
    let huge = "word ".repeat(200_000);
    assert_eq!(
        run(&[request(0, 0, "a", &huge), request(1, 1, "b", &huge)], 2).unwrap().findings.accounts.len(),
        2
    );
    let late = [request(0, 5, "a", "x"), request(1, 4, "b", "y")];
    let sorted = [late[1].clone(), late[0].clone()];
    assert_eq!(run(&late, 1).unwrap().findings, run(&sorted, 1).unwrap().findings);
    let log = Log::of(&late, HashKey::default()).unwrap();
    let params = Params::builder().hash_key(HashKey::new([1, 2])).build().unwrap();
    assert_eq!(
        Detector::builder().params(params).build().unwrap().detect(&log).unwrap_err().to_string(),
        "expected a summary made with the same hash key, got one of another; make both with one key"
    );
}

#[test]
fn prompts_stay_out_of_debug() {
    let shown = format!("{:?}", request(0, 0, "a", "a secret"));
    assert!(shown.contains("Prompt(8 bytes)") && !shown.contains("secret"));
}
