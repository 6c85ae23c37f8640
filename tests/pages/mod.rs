//! Findings to make pages of: plain ones, hostile ones, and many.

use std::collections::BTreeMap;

use hydrascope::finding::{
    AccountFinding, AttributeFinding, CampaignFinding, EvidenceMap, EvidenceValue, Findings, HourCount,
    HypothesisFinding, MemberFinding, OrdinaryGroup, PartFinding, Standing, TemplateFinding, UnjudgedGroup,
    WithinFinding,
};
use hydrascope::request::Timestamp;
use serde_json::{Value, json};

/// Monday, the first moment of all logs here.
pub(crate) const MONDAY: i64 = 1_772_409_600_000;
const HOUR: i64 = 3_600_000;

/// Numbers without order, the same each time (the generator of Numerical Recipes, 1992).
pub(crate) struct Numbers(u32);

impl Numbers {
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) as usize % bound
    }
}

/// What campaigns are made of.
pub(crate) struct Made {
    pub(crate) campaigns: usize,
    pub(crate) accounts: usize,
    pub(crate) requests: usize,
    pub(crate) templates: usize,
    /// What a text of a log is, from what it would be in a plain one.
    pub(crate) text: fn(&str) -> String,
}

/// A log as any.
pub(crate) const PLAIN: Made =
    Made { campaigns: 3, accounts: 70, requests: 9, templates: 3, text: |plain| plain.to_owned() };

/// A small log of the same kind, each of whose texts is hostile.
pub(crate) const HOSTILE: Made = Made { campaigns: 2, accounts: 12, text: hostile, ..PLAIN };

fn time(hours: usize) -> Timestamp {
    Timestamp::from_millis(MONDAY + hours as i64 * HOUR).unwrap()
}

fn evidence(text: fn(&str) -> String, weights: &[(&'static str, f64)]) -> EvidenceMap {
    let value = |(name, weight): &(&'static str, f64)| {
        let value = EvidenceValue {
            value: weight / 7.0,
            error: Some(0.02),
            weight: *weight,
            meaning: text(&format!("{name} says so")).into(),
            clears: Some(text("accounts of another kind").into()),
        };
        ((*name).into(), value)
    };
    weights.iter().map(value).collect()
}

/// Weights of the evidence on each campaign.
pub(crate) const WEIGHTS: [(&str, f64); 4] =
    [("load", 4.25), ("slots", 1.5), ("day", -0.375), ("hour", 2.125)];

impl Made {
    fn member(&self, account: String, numbers: &mut Numbers) -> MemberFinding {
        let mut hours: BTreeMap<u32, u32> = BTreeMap::new();
        (0..self.requests).for_each(|_| *hours.entry(numbers.below(160) as u32).or_default() += 1);
        let (first, last) = (*hours.keys().next().unwrap(), *hours.keys().last().unwrap());
        let mut templates: BTreeMap<u32, u32> = BTreeMap::new();
        for _ in 0..self.requests {
            *templates.entry(numbers.below(self.templates) as u32).or_default() += 1;
        }
        MemberFinding {
            account,
            score: 0.9 + numbers.below(100) as f64 / 1_000.0,
            requests: self.requests,
            first_seen: time(first as usize),
            last_seen: time(last as usize),
            hours: hours.into_iter().map(|(hour, requests)| HourCount(hour, requests)).collect(),
            templates: templates.into_iter().collect(),
        }
    }

    fn template(&self, number: usize) -> TemplateFinding {
        let text = self.text;
        TemplateFinding {
            id: format!("t{number}"),
            skeleton: format!("{} {{1}} and {{2}}", text("Explain the steps of")),
            requests: 100 + number,
            actors: self.accounts,
            parts: match number % 2 {
                0 => Vec::new(),
                _ => vec![
                    PartFinding { role: "system".into(), text: text("Take your time.") },
                    PartFinding { role: "user".into(), text: format!("{} {{1}} and {{2}}", text("Explain")) },
                ],
            },
            within: Some(WithinFinding { text: format!("{} {{1}}", text("Explain")), templates: 4 }),
            slot_examples: vec![vec![text("secret-river")], vec![text("secret-bridge"), text("secret-ford")]],
        }
    }

    fn campaign(&self, number: usize, id: &str, numbers: &mut Numbers) -> CampaignFinding {
        let text = self.text;
        let accounts: Vec<String> =
            (0..self.accounts).map(|at| text(&format!("account-{number}-{at:04}"))).collect();
        let log_odds = -3.5 + WEIGHTS.iter().map(|(_, weight)| weight).sum::<f64>() - number as f64 / 1_000.0;
        let story = |name: &'static str, behind| HypothesisFinding {
            name: name.into(),
            meaning: text(&format!("{name}, in words")).into(),
            coordinated: behind < 3.0,
            behind,
        };
        let attribute = |name: &str, value: &str| AttributeFinding {
            name: text(name),
            values: 3,
            most: vec![(text(value), 40), (text(&format!("{value}-{number}")), 2)],
        };
        let languages: &[&str] = if number.is_multiple_of(2) { &["en"] } else { &["zh-Hans", "en"] };
        CampaignFinding {
            id: id.into(),
            hypothesis: text(["one list, dealt by lot", "one list, dealt in turns"][number % 2]).into(),
            operator: id.starts_with('o').then(|| text("payment")),
            strength: 1.0 / (1.0 + (-log_odds).exp()),
            false_discovery_rate: 0.000_1 * (1 + number) as f64,
            first_seen: time(0),
            last_seen: time(160),
            requests: self.requests * self.accounts,
            characters: 81_000,
            estimated_tokens: 20_250,
            capabilities: BTreeMap::from([("reasoning".into(), 0.75), ("code".into(), 0.25)]),
            languages: languages.iter().map(|language| (*language).to_owned()).collect(),
            prior: -3.5 - number as f64 / 1_000.0,
            log_odds,
            evidence: evidence(text, &WEIGHTS),
            silent: BTreeMap::from([("turns".into(), text("nothing goes on from anything").into())]),
            hypotheses: vec![story("dealt_by_lot", 0.0), story("users", 8.25)],
            attributes: vec![attribute("network", "192.0.2.0/24"), attribute("model", "large-model")],
            beside: Some("g1".into()),
            templates: (0..self.templates).map(|at| self.template(at)).collect(),
            members: accounts.iter().map(|account| self.member(account.clone(), numbers)).collect(),
            accounts,
        }
    }

    /// The findings.
    pub(crate) fn findings(&self) -> Findings {
        let mut numbers = Numbers(1);
        let text = self.text;
        let id = |number: usize| format!("c{}", number + 1);
        let campaigns: Vec<CampaignFinding> =
            (0..self.campaigns).map(|number| self.campaign(number, &id(number), &mut numbers)).collect();
        let operators: Vec<CampaignFinding> = ["o1", "f1"]
            .iter()
            .enumerate()
            .map(|(at, id)| self.campaign(900 + at, id, &mut numbers))
            .collect();
        let all = || campaigns.iter().chain(&operators);
        let account = |campaign: &CampaignFinding, member: &MemberFinding| AccountFinding {
            account: member.account.clone(),
            score: member.score,
            flagged: !campaign.is_apart(),
            verdict: if campaign.is_apart() { Standing::Apart } else { Standing::Flagged },
            campaign: Some(campaign.id.clone()),
            hypothesis: Some(campaign.hypothesis.clone()),
            requests: member.requests + 1,
            templated: member.requests,
            first_seen: member.first_seen,
            last_seen: member.last_seen,
            alerted_at: None,
            evidence: evidence(text, &[("hours", 2.75), ("sessions", 1.625), ("share", 30.5)]).into(),
        };
        let mut accounts: Vec<AccountFinding> = all()
            .flat_map(|campaign| campaign.members.iter().map(move |member| account(campaign, member)))
            .collect();
        accounts.sort_by(|a, b| a.account.cmp(&b.account));
        let row = |numbers: &mut Numbers| {
            let start = numbers.below(150) as u32;
            vec![HourCount(start, 2), HourCount(start + 1, 1)]
        };
        let ordinary = OrdinaryGroup {
            id: "g1".into(),
            hypothesis: text("users of one application").into(),
            accounts: self.accounts,
            requests: 3 * self.accounts,
            strength: 0.125,
            first_hour: time(0),
            rows: (0..self.accounts).map(|_| row(&mut numbers)).collect(),
        };
        let unjudged =
            vec![UnjudgedGroup { accounts: 40, only_here: 39, requests: 41, templates: vec!["t7".into()] }];
        Findings {
            unjudged,
            accounts,
            placements: hydrascope::finding::Placements::default(),
            campaigns,
            operators,
            ordinary: vec![ordinary],
            ..Findings::default()
        }
    }
}

/// The record of a run.
pub(crate) fn run(text: fn(&str) -> String) -> Value {
    json!({
        "version": "0.1.0",
        "settings": {
            "read": { "preset": text("plain"), "keep_accounts": [text("account-kept")] },
            "detect": { "fdr": 0.05, "threads": 7, "without": [text("texts")] },
        },
        "model": null,
        "runtime": null,
        "devices": { "embedding": null, "similarity": null },
        "baseline": { "groups": 40, "applications": 3, "known_requests": 0.25, "is_weighed_alike": false,
                      "known": [{ "template": text("t77"), "requests": 1_234, "accounts": 61, "requests_then": 900,
                                  "accounts_then": 52, "accepted": true, "less": 10.2 }],
                      "drift": { "distance": 0.4, "p_value": 0.001, "alarm": true } },
        "inputs": [text("monday.jsonl")],
        "input": {
            "read": 1_300, "accepted": 1_000, "named_by_place": 0, "truncated_prompts": 12,
            "set_aside": { text("broken_json"): { "count": 300, "first": [text("monday.jsonl:7: account-in-a-place")] } },
        },
        "doubts": [{ "kind": "set_aside", "value": 0.23, "is_grave": true }],
    })
}

/// A text that would run, break out, turn around or spread, in place of a plain one.
pub(crate) fn hostile(plain: &str) -> String {
    format!(
        "{plain}</script><script>window.ran=1</script><img src=x onerror=window.ran=1>\"'onfocus=window.ran=1 autofocus x='\
         --></style></title></textarea><svg onload=window.ran=1>{{{{ 7*7 }}}}{{% raw %}}\u{202e}\u{2066}\u{200b}\u{feff}\u{0}\u{1b}[2J\u{2028}\u{2029}\
         javascript:window.ran=1 a{}=cmd|' /C calc'!A0 {}",
        "\u{301}\u{489}".repeat(60),
        "w".repeat(10_000),
    )
}
