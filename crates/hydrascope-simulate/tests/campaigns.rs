//! Each campaign beside the usual ones hides in the way it is named for.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use std::collections::{BTreeSet, HashSet};

use common::{
    HOUR, MINUTE, Requests, Week, conversations, daily_habit, gaps, holders, median, overdispersion,
};
use hydrascope_simulate::{CampaignKind, Event, LookAlikeKind, Settings};

#[test]
fn all_kinds_are_there_and_labelled() {
    let week = Week::of_all();
    for kind in CampaignKind::ALL {
        for account in week.campaign(kind).keys() {
            let label = &week.accounts[*account];
            assert_eq!((label.role, label.campaign.as_deref()), ("campaign", Some(kind.name())));
        }
    }
}

#[test]
fn the_usual_ones_send_what_they_send_without_the_others() {
    let settings =
        Settings { seed: 6, accounts: 400, campaigns: CampaignKind::ALL.to_vec(), ..Settings::default() };
    let all = Week::simulate(settings.clone());
    let usual = Week::simulate(Settings { campaigns: CampaignKind::usual(), ..settings });
    for kind in CampaignKind::usual() {
        let prompts = |week: &Week| -> Vec<String> {
            let own = week.events.iter().filter(|e| e.label.campaign.as_deref() == Some(kind.name()));
            own.map(|event| event.request.prompt.clone()).collect()
        };
        assert!(prompts(&all) == prompts(&usual), "{kind}");
    }
}

#[test]
fn slots_are_varied() {
    let week = Week::of_all();
    for kind in CampaignKind::ALL.into_iter().filter(|kind| !kind.is_usual()) {
        let texts = holders(&week.campaign(kind));
        let least = if kind == CampaignKind::Verbatim { 80 } else { 250 };
        assert!(texts.len() > least, "{kind}: {} texts", texts.len());
    }
}

/// The sizes of conversations that end before the week does.
fn turns(week: &Week, requests: &Requests) -> Vec<usize> {
    let all = requests.values().flat_map(|events| conversations(events));
    all.filter(|talk| week.end() - talk[talk.len() - 1].request.millis > 15 * MINUTE)
        .map(|t| t.len())
        .collect()
}

#[test]
fn agents_work_on_each_task_in_one_growing_sitting() {
    let week = Week::of_all();
    for kind in [CampaignKind::AgentTasks, CampaignKind::SharedAgent] {
        let requests = week.campaign(kind);
        let turns = turns(week, &requests);
        assert!(turns.len() > 40 && turns.iter().all(|turns| (10..=30).contains(turns)), "{turns:?}");
        let tasks: Vec<Vec<&Event>> = requests.values().flat_map(|events| conversations(events)).collect();
        assert!(tasks.iter().all(|task| gaps(task).iter().all(|&gap| gap < 10 * MINUTE)));
        let openings: HashSet<&str> = tasks.iter().map(|task| task[0].request.prompt.as_str()).collect();
        assert_eq!(openings.len(), tasks.len());
    }
}

#[test]
fn driven_conversations_are_led_by_the_same_lines() {
    let week = Week::of_all();
    let requests = week.campaign(CampaignKind::Driven);
    let turns = turns(week, &requests);
    assert!(turns.len() > 60 && turns.iter().all(|turns| (3..=6).contains(turns)), "{turns:?}");
    let last =
        |event: &&Event| event.request.prompt.rsplit_once("\n\nHuman: ").map(|(_, line)| line.to_owned());
    let lines: HashSet<String> = requests.values().flatten().filter_map(last).collect();
    assert!((2..=6).contains(&lines.len()), "{lines:?}");
}

#[test]
fn accounts_that_are_burnt_live_short_and_follow_one_another() {
    let week = Week::of_all();
    let life = |events: &Vec<&Event>| (week.hours(events[0]), week.hours(events[events.len() - 1]));
    let lives: Vec<(f64, f64)> = week.campaign(CampaignKind::Churn).values().map(life).collect();
    assert!(lives.iter().all(|(from, until)| until - from < 44.0), "{lives:?}");
    let begun: BTreeSet<i64> = lives.iter().map(|(from, _)| (from / 24.0) as i64).collect();
    assert!(begun.len() >= 5, "{begun:?}");

    let mut lives: Vec<(f64, f64)> = week.campaign(CampaignKind::HandOver).values().map(life).collect();
    lives.sort_by(|a, b| a.0.total_cmp(&b.0));
    let at_once = |time: f64| lives.iter().filter(|(from, until)| (*from..=*until).contains(&time)).count();
    let most = (0..168).map(|hour| at_once(f64::from(hour))).max().unwrap();
    assert!(most <= 4 && lives.len() > 20, "{most} of {} at once", lives.len());
}

#[test]
fn spaced_waves_are_short_and_not_everyone_joins_each() {
    let week = Week::of_all();
    let requests = week.campaign(CampaignKind::SpacedWaves);
    let hours: BTreeSet<i64> = requests.values().flatten().map(|e| week.hours(e) as i64).collect();
    let starts: Vec<i64> = hours.iter().copied().filter(|hour| !hours.contains(&(hour - 1))).collect();
    assert!((3..=4).contains(&starts.len()) && hours.len() <= 6 * starts.len(), "{hours:?}");
    assert!(starts.windows(2).all(|pair| pair[1] - pair[0] > 24), "{starts:?}");
    let waves = |events: &Vec<&Event>| gaps(events).iter().filter(|&&gap| gap > 12 * HOUR).count() + 1;
    let partial = requests.values().filter(|events| waves(events) < starts.len()).count();
    assert!(partial * 3 > requests.len(), "{partial} of {}", requests.len());
}

#[test]
fn stages_follow_each_other_on_the_same_accounts() {
    let week = Week::of_all();
    let requests = week.campaign(CampaignKind::Stages);
    let order = ["stages:generate", "stages:evolve", "stages:grade"];
    let stage =
        |event: &Event| order.iter().position(|&l| Some(l) == event.label.template.as_deref()).unwrap();
    let mut complete = 0;
    for events in requests.values() {
        let stages: Vec<usize> = events.iter().map(|event| stage(event)).collect();
        assert!(stages.is_sorted(), "{stages:?}");
        complete += usize::from(stages.first() == Some(&0) && stages.last() == Some(&2));
    }
    assert!(complete * 3 > requests.len() * 2, "{complete} of {}", requests.len());
}

#[test]
fn aged_accounts_are_ordinary_before_they_work() {
    let week = Week::of_all();
    let requests = week.campaign(CampaignKind::Aged);
    let mut before = 0;
    for event in week.events.iter().filter(|event| event.label.campaign.is_none()) {
        if let Some(own) = requests.get(event.request.account.as_str()) {
            assert!(event.request.millis <= own[0].request.millis + 2 * HOUR);
            before += 1;
        }
    }
    assert!(before > 3 * requests.len(), "{before}");
    assert!(requests.values().all(|events| week.hours(events[0]) > 72.0));
}

#[test]
fn a_verbatim_list_is_asked_word_for_word_by_several() {
    let texts = holders(&Week::of_all().campaign(CampaignKind::Verbatim));
    let shared = texts.values().filter(|&&accounts| accounts >= 3).count();
    assert!(shared * 10 > texts.len() * 9, "{shared} of {}", texts.len());
}

#[test]
fn nothing_but_numbers_changes_in_a_numeric_campaign() {
    let requests = Week::of_all().campaign(CampaignKind::Numeric);
    let masked = |event: &&Event| -> String {
        let mut text = event.request.prompt.replace(|c: char| c.is_ascii_digit(), "0");
        while text.contains("00") {
            text = text.replace("00", "0");
        }
        text
    };
    let masks: HashSet<String> = requests.values().flatten().map(masked).collect();
    assert!(masks.len() <= 2, "{masks:?}");
}

#[test]
fn a_skewed_load_is_heavier_than_chance_and_others_are_not() {
    let week = Week::of_all();
    let load = |kind| overdispersion(&week.campaign(kind));
    assert!(load(CampaignKind::Skewed) > 0.6, "{}", load(CampaignKind::Skewed));
    for kind in [CampaignKind::Churn, CampaignKind::Sharded, CampaignKind::Numeric] {
        assert!(load(kind) < 0.15, "{kind}: {}", load(kind));
    }
}

#[test]
fn faked_hours_are_each_accounts_own() {
    let week = Week::of_all();
    let habit = |kind| {
        let requests = week.campaign(kind);
        let own = median(requests.values().filter(|e| e.len() >= 5).map(daily_habit).collect());
        (own, daily_habit(requests.values().flatten()))
    };
    let (own, all) = habit(CampaignKind::FakedHours);
    assert!(own > 0.6 && all < 0.3, "{own} {all}");
    let (own, _) = habit(CampaignKind::Numeric);
    assert!(own < 0.5, "{own}");
}

#[test]
fn shared_templates_are_used_by_those_who_come_with_them() {
    let settings = Settings {
        seed: 9,
        accounts: 600,
        campaign_size: 14.0,
        campaigns: vec![CampaignKind::SharedRecipe, CampaignKind::SharedApp, CampaignKind::SharedAgent],
        ..Settings::default()
    };
    let week = Week::simulate(settings);
    for (kind, role, most) in [
        (CampaignKind::SharedRecipe, LookAlikeKind::Hobbyist, 0.6),
        (CampaignKind::SharedApp, LookAlikeKind::OnceUser, 4.0),
        (CampaignKind::SharedAgent, LookAlikeKind::CodingAgent, 4.0),
    ] {
        let (workers, bystanders) = (week.campaign(kind), week.role(role));
        let head = |event: &&Event| -> String { event.request.prompt.chars().take(40).collect() };
        let heads: HashSet<String> = workers.values().flatten().map(head).collect();
        assert_eq!(heads.len(), 1, "{heads:?}");
        assert!(bystanders.values().flatten().all(|event| heads.contains(&head(event))));
        let share = bystanders.len() as f64 / workers.len() as f64;
        assert!((0.1..most).contains(&share), "{kind}: {share} bystanders a worker");
    }
}
