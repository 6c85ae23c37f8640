//! Unrelated traffic: what other accounts send neither makes a campaign nor unmakes one.
#![cfg(feature = "embedded-model")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

mod dealt;

use dealt::{log, request, run};
use hydrascope::finding::CampaignFinding;
use hydrascope::request::Request;
use proptest::prelude::*;

/// The campaign of the workers, with the natural logarithm of its odds.
fn campaign(requests: &[Request]) -> (CampaignFinding, f64) {
    let found = run(requests, 2).unwrap().findings.campaigns;
    let mut of_workers = found.into_iter().filter(|c| c.accounts.iter().any(|a| a.starts_with("worker")));
    let campaign = of_workers.next().expect("the workers are found");
    let odds = campaign.strength / (1.0 - campaign.strength);
    (campaign, odds.ln())
}

/// An application's users: sessions of a few requests of one template, at hours of their own.
fn application(users: usize, each: usize, spread: i64, said: u64) -> Vec<Request> {
    let of = |user: usize| {
        (0..each).map(move |i| {
            let n = (user * each + i) as u64;
            let lot = (n + said).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
            let minute = (user * 91 % 1440) as i64 + (i as i64 / 3) * spread + (i as i64 % 3) * 2;
            let prompt = format!(
                "As the concierge of hotel number {said} reply kindly to guests who say v{lot}v u{n}u"
            );
            request(n as usize + 100_000, minute, &format!("guest{user}"), &prompt)
        })
    };
    (0..users).flat_map(of).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]
    #[test]
    fn an_unrelated_application_moves_a_campaign_by_little(
        users in 5usize..60,
        each in 1usize..12,
        spread in 1i64..3_000,
        said in 0u64..1_000,
    ) {
        let alone = log();
        let mut beside = alone.clone();
        beside.extend(application(users, each, spread, said));
        beside.sort_by_key(|r| r.time);
        let ((before, odds), (after, moved)) = (campaign(&alone), campaign(&beside));
        prop_assert_eq!(&before.accounts, &after.accounts);
        prop_assert_eq!(before.hypothesis, after.hypothesis);
        prop_assert!((odds - moved).abs() <= 0.5, "{} {}", odds, moved);
    }
}
