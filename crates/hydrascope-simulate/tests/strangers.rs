//! Decoys and bots come with a campaign, are labelled apart, and change nobody else.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::collections::{BTreeMap, BTreeSet};

use hydrascope_simulate::{AccountLabel, CampaignKind, Event, LookAlikeKind, Settings, Simulation, Tactics};

/// Traffic of others, that of decoys by account, and all accounts.
struct Week {
    others: Vec<Event>,
    decoys: BTreeMap<String, Vec<Event>>,
    accounts: Vec<AccountLabel>,
}

fn week(accounts: u32, tactics: &[&str]) -> Week {
    let mut taken = Tactics::default();
    tactics.iter().for_each(|tactic| taken.set(tactic).unwrap());
    let settings = Settings {
        accounts,
        campaigns: vec![CampaignKind::Plain, CampaignKind::SharedApp],
        more_look_alikes: vec![LookAlikeKind::OnceUser],
        tactics: taken,
        ..Settings::default()
    };
    let mut simulation = Simulation::new(&settings.validate().unwrap()).unwrap();
    let events: Vec<Event> = simulation.by_ref().collect();
    let accounts: Vec<AccountLabel> = simulation.accounts().collect();
    let named: BTreeSet<&str> =
        accounts.iter().filter(|label| label.role == "decoy").map(|label| &*label.account).collect();
    let (mut others, mut decoys) = (Vec::new(), BTreeMap::<String, Vec<Event>>::new());
    for event in events {
        match named.contains(&*event.request.account) {
            true => decoys.entry(event.request.account.clone()).or_default().push(event),
            false => others.push(event),
        }
    }
    Week { others, decoys, accounts }
}

/// All that is sent but its numbering.
fn sent(week: &Week) -> Vec<(i64, &str, &str, &str, Option<&str>)> {
    let mut all = Vec::new();
    for Event { request, label } in &week.others {
        all.push((
            request.millis,
            &*request.account,
            &*request.prompt,
            &*request.ip,
            label.campaign.as_deref(),
        ));
    }
    all
}

#[test]
fn each_decoy_sends_one_request_in_the_campaign_s_template() {
    let (without, with) = (week(300, &[]), week(300, &["decoys=40"]));
    assert!(without.decoys.is_empty() && sent(&without) == sent(&with));
    assert_eq!(with.decoys.len(), 80);
    let mut texts = BTreeSet::new();
    for (account, events) in &with.decoys {
        let label = with.accounts.iter().find(|label| label.account == *account).unwrap();
        assert_eq!((label.role, label.campaign.as_deref(), events.len()), ("decoy", None, 1));
        let of = &events[0].label;
        assert_eq!((of.kind, of.campaign.as_deref()), ("decoy", None));
        assert!(
            of.template
                .as_ref()
                .is_some_and(|name| name.starts_with("plain:") || name.starts_with("shared_app:"))
        );
        texts.insert(&*events[0].request.prompt);
    }
    assert_eq!(texts.len(), 80);
    let own = |week: &Week, name: &str| -> Vec<String> {
        let of = |event: &&Event| event.label.template.as_deref() == Some(name);
        week.others.iter().filter(of).map(|event| event.request.prompt.clone()).collect()
    };
    let head = |text: &str| -> String { text.split_whitespace().take(4).collect::<Vec<_>>().join(" ") };
    let heads: BTreeSet<String> = own(&with, "plain:t0").iter().map(|text| head(text)).collect();
    let decoys = with.decoys.values().flatten().filter(|e| e.label.template.as_deref() == Some("plain:t0"));
    let alike = decoys.filter(|event| heads.contains(&head(&event.request.prompt))).count();
    assert_eq!(alike, 40);
}

#[test]
fn bots_send_all_prompts_of_one_ordinary_account_twice() {
    let (without, with) = (week(300, &[]), week(300, &["bots=6"]));
    assert!(sent(&without) == sent(&with));
    assert_eq!(with.decoys.len(), 12);
    let ordinary: BTreeSet<&str> =
        with.accounts.iter().filter(|label| label.role == "organic").map(|label| &*label.account).collect();
    let mut prompts: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for event in with.others.iter().filter(|event| ordinary.contains(&*event.request.account)) {
        prompts.entry(&event.request.account).or_default().push(&event.request.prompt);
    }
    let mut victims: BTreeMap<&str, usize> = BTreeMap::new();
    for copies in with.decoys.values() {
        let copied = |prompts: &Vec<&str>| {
            copies.len() == 2 * prompts.len()
                && prompts.iter().all(|prompt| {
                    let copy = |copy: &&Event| copy.request.prompt.starts_with(&format!("{prompt} "));
                    copies.iter().filter(copy).count() >= 2
                })
        };
        let (victim, _) = prompts.iter().find(|(_, prompts)| copied(prompts)).unwrap();
        *victims.entry(victim).or_default() += 1;
        let texts: BTreeSet<&str> = copies.iter().map(|copy| &*copy.request.prompt).collect();
        assert_eq!(texts.len(), copies.len());
        assert!(copies.iter().all(|copy| copy.label.kind == "decoy" && copy.label.campaign.is_none()));
    }
    assert_eq!(victims.into_values().collect::<Vec<_>>(), [6, 6]);
}

#[test]
fn the_smallest_weeks_have_them_too() {
    for accounts in [1, 3] {
        let week = week(accounts, &["decoys=2", "bots=2"]);
        assert!(week.decoys.len() >= 4);
    }
}
