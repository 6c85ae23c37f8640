//! Weeks and reports by chance, the same from the same seed, with everything that a report may do.

use std::path::Path;

use hydrascope_eval::{AccountLabel, RequestLabel, Week};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};

use crate::common::write_lines;

/// How a report is made up.
pub(crate) struct Scheme {
    pub(crate) seed: u64,
    /// Groups among which a campaign's accounts are spread.
    pub(crate) groups: u32,
    /// Whether it says when accounts were flagged.
    pub(crate) alerts: bool,
    /// Whether it places requests.
    pub(crate) places: bool,
}

/// A moment of the week from 2026-03-02.
fn moment(random: &mut ChaCha8Rng) -> String {
    let [day, hour, minute] = [7, 24, 60].map(|end| random.random_range(0..end));
    format!(
        "2026-03-{:02}T{hour:02}:{minute:02}:{:06.3}Z",
        day + 2,
        f64::from(random.random_range(0..59_999)) / 1000.0
    )
}

/// Scores with many ties, left-out accounts, flagged accounts without a group and groups of several campaigns; requests
/// left out, in templates of others, and such as no label knows.
pub(crate) fn write_random_report(folder: &Path, week: &Week, scheme: &Scheme) {
    let mut random = ChaCha8Rng::seed_from_u64(scheme.seed);
    let kept: Vec<&AccountLabel> = week.accounts().iter().filter(|_| random.random_bool(0.95)).collect();
    let accounts: Vec<Value> = kept.into_iter().map(|label| account(&mut random, label, scheme)).collect();
    write_lines(folder, "accounts.jsonl", &accounts);
    if scheme.places {
        let kept: Vec<&RequestLabel> = week.requests().iter().filter(|_| random.random_bool(0.8)).collect();
        let mut places: Vec<Value> = kept.into_iter().map(|label| place(&mut random, label)).collect();
        places
            .extend((0..9).map(|number| json!({ "id": format!("unknown {number}"), "template": "mixed 0" })));
        write_lines(folder, "requests.jsonl", &places);
    }
}

fn account(random: &mut ChaCha8Rng, label: &AccountLabel, scheme: &Scheme) -> Value {
    let bad = label.role == "campaign";
    let step: u32 = if bad { random.random_range(3..=20) } else { random.random_range(0..=15) };
    let flagged = random.random_bool(if bad { 0.7 } else { 0.1 });
    let home = match &label.campaign {
        Some(campaign) if random.random_bool(0.9) => campaign.clone(),
        _ => format!("c{}", random.random_range(0..5)),
    };
    // Many scores are equal; others differ in their last bits alone, as those of a saturated detector do.
    let last_bits = random.random_range(0..9) * u64::from(step % 2);
    let score = f64::from_bits((f64::from(step) / 21.0).to_bits() + last_bits);
    let mut row = json!({ "account": label.account, "score": score });
    if flagged || random.random_bool(0.5) {
        row["flagged"] = flagged.into();
    }
    if random.random_bool(0.85) {
        row["campaign"] = format!("{home} {}", random.random_range(0..scheme.groups)).into();
    } else if random.random_bool(0.5) {
        row["campaign"] = Value::Null;
    }
    if scheme.alerts && random.random_bool(0.9) {
        row["alerted_at"] = if flagged { moment(random).into() } else { Value::Null };
    }
    row
}

fn place(random: &mut ChaCha8Rng, label: &RequestLabel) -> Value {
    let mixed = format!("mixed {}", random.random_range(0..20));
    let template = match &label.template {
        _ if random.random_bool(0.05) => None,
        Some(truth) if random.random_bool(0.8) => Some(format!("{truth} {}", random.random_range(0..3))),
        Some(_) => Some(mixed),
        None => random.random_bool(0.3).then_some(mixed),
    };
    json!({ "id": label.id, "template": template })
}

/// A small week: accounts of campaigns c0 to c4 and of two benign roles, their requests and their traffic.
pub(crate) fn write_random_week(folder: &Path, seed: u64) {
    let mut random = ChaCha8Rng::seed_from_u64(seed ^ 0x5eed);
    let (mut accounts, mut events, mut traffic) = (Vec::new(), Vec::new(), Vec::new());
    for number in 0..60 {
        let account = format!("a{number}");
        let campaign = (number < 20).then(|| format!("c{}", number % 5));
        let role = if campaign.is_some() { "campaign" } else { ["organic", "saas"][number % 2] };
        accounts.push(json!({ "account": account, "role": role, "campaign": campaign }));
        for _ in 0..random.random_range(1..6) {
            let id = format!("r{}", events.len());
            let template = match &campaign {
                Some(campaign) if random.random_bool(0.9) => {
                    Some(format!("{campaign}:t{}", random.random_range(0..2)))
                }
                Some(_) => Some(String::new()),
                None => (role == "saas").then(|| "app".to_owned()),
            };
            events.push(json!({ "id": id, "campaign": campaign, "template": template, "kind": role }));
            traffic.push(
                json!({ "id": id, "ts": moment(&mut random), "account": account, "prompt": "a prompt" }),
            );
        }
    }
    write_lines(folder, "labels.accounts.jsonl", &accounts);
    write_lines(folder, "labels.events.jsonl", &events);
    write_lines(folder, "traffic.jsonl", &traffic);
}
