//! Each look-alike does what it is named for.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use std::collections::{HashMap, HashSet};

use common::{DAY, HOUR, MINUTE, Week, conversations, daily_habit, gaps, holders, median, overdispersion};
use hydrascope_simulate::{Event, LookAlikeKind, Settings};

#[test]
fn every_kind_is_a_role_with_all_its_requests_labelled() {
    let week = Week::of_all();
    for kind in LookAlikeKind::ALL {
        for (account, events) in week.role(kind) {
            assert_eq!(week.accounts[account].role, kind.name());
            assert_eq!(week.accounts[account].campaign, None);
            let prefix = format!("{kind}:");
            assert!(events.iter().all(|e| e.label.template.as_ref().unwrap().starts_with(&prefix)));
        }
    }
    let roles: HashSet<&str> = week.accounts.values().map(|label| label.role).collect();
    assert_eq!(roles.len(), 12 + LookAlikeKind::ALL.len(), "{roles:?}");
}

#[test]
fn the_same_settings_give_the_same_and_all_others_send_what_they_send_without() {
    let with = Settings {
        seed: 6,
        accounts: 400,
        more_look_alikes: LookAlikeKind::ALL.to_vec(),
        ..Settings::default()
    };
    let (one, two) = (Week::simulate(with.clone()), Week::simulate(with.clone()));
    assert!(one.events == two.events);
    let without = Week::simulate(Settings { more_look_alikes: vec![], ..with });
    let sent = |week: &Week| -> Vec<(i64, String, String)> {
        let usual = week.events.iter().filter(|e| without.accounts.contains_key(&e.request.account));
        let mut sent: Vec<_> =
            usual.map(|e| (e.request.millis, e.request.account.clone(), e.request.prompt.clone())).collect();
        sent.sort();
        sent
    };
    assert!(sent(&one) == sent(&without));
    assert!(one.events.len() > without.events.len() + 500);
}

#[test]
fn slots_are_varied() {
    use LookAlikeKind as K;
    let week = Week::of_all();
    for kind in
        [K::OnceUser, K::Timer, K::Automation, K::Hobbyist, K::FrameworkUser, K::CompanyKeys, K::CodingAgent]
    {
        let requests = week.role(kind);
        let texts: HashSet<&str> = requests.values().flatten().map(|e| e.request.prompt.as_str()).collect();
        let all: usize = requests.values().map(Vec::len).sum();
        assert!(texts.len() > 300 && texts.len() * 5 > all * 4, "{kind}: {} of {all} differ", texts.len());
    }
}

#[test]
fn once_users_ask_once_at_a_time_at_hours_of_their_own_and_at_very_different_rates() {
    let requests = Week::of_all().role(LookAlikeKind::OnceUser);
    assert!(requests.values().flat_map(|events| gaps(events)).all(|gap| gap > 10 * MINUTE));
    let busy: Vec<f64> = requests.values().filter(|e| e.len() >= 6).map(daily_habit).collect();
    assert!(busy.len() > 20 && median(busy.clone()) > 0.5, "{busy:?}");
    assert!(daily_habit(requests.values().flatten()) < 0.3);
    assert!(overdispersion(&requests) > 0.8, "{}", overdispersion(&requests));
}

#[test]
fn timers_are_regular() {
    let requests = Week::of_all().role(LookAlikeKind::Timer);
    let mut periods = HashSet::new();
    for events in requests.values() {
        let gaps = gaps(events);
        assert!(!gaps.is_empty());
        let period = (gaps[0] + HOUR / 2) / HOUR * HOUR;
        assert!(gaps.iter().all(|gap| (gap - period).abs() < 4_000), "{gaps:?}");
        periods.insert(period);
    }
    assert!(periods.len() >= 4, "{periods:?}");
}

#[test]
fn automations_fire_at_the_full_hour_daily_or_when_something_came_in() {
    let requests = Week::of_all().role(LookAlikeKind::Automation);
    let after = |event: &&Event| event.request.millis % HOUR;
    assert!(requests.values().flatten().all(|event| after(event) < 2 * MINUTE));
    let hours = |events: &Vec<&Event>| -> Vec<i64> {
        gaps(events).iter().map(|gap| (gap + HOUR / 2) / HOUR).collect()
    };
    let several: Vec<Vec<i64>> = requests.values().map(hours).filter(|hours| hours.len() > 2).collect();
    let daily = several.iter().filter(|hours| hours.iter().all(|hours| hours % 24 == 0)).count();
    let missed = several.iter().flatten().filter(|&&hours| hours == 48).count();
    assert!((several.len() / 2..several.len() * 4 / 5).contains(&daily), "{daily} of {}", several.len());
    assert!(missed > daily / 4, "{missed} days missed");
}

#[test]
fn readers_try_the_same_texts_in_one_sitting() {
    let requests = Week::of_all().role(LookAlikeKind::TutorialReader);
    let holders = holders(&requests);
    let mut days = HashSet::new();
    for events in requests.values() {
        let (first, last) = (events[0].request.millis, events[events.len() - 1].request.millis);
        assert!(last - first < 5 * HOUR && (3..=12).contains(&events.len()));
        days.insert(first / DAY);
    }
    assert!(days.len() >= 5);
    let all: Vec<usize> = requests.values().flatten().map(|e| holders[e.request.prompt.as_str()]).collect();
    let popular = all.iter().filter(|&&count| count >= 8).count();
    assert!(popular * 5 > all.len() * 4, "{popular} of {}", all.len());
}

#[test]
fn a_course_meets_on_the_same_days_and_shares_its_questions() {
    let requests = Week::of_all().role(LookAlikeKind::Course);
    let texts = holders(&requests);
    let shared = texts.values().filter(|&&count| count >= 4).count();
    assert!(texts.len() <= 24 * 4 && shared * 5 > texts.len() * 4, "{shared} of {}", texts.len());
    let mut days: HashMap<i64, usize> = HashMap::new();
    for event in requests.values().flatten() {
        *days.entry(event.request.millis / DAY).or_default() += 1;
    }
    let classes = requests.len().div_ceil(48);
    let own: HashSet<i64> = requests.values().flatten().map(|e| e.request.millis / DAY).collect();
    assert!(own.len() <= 2 * classes + 1, "{days:?}");
    let each =
        requests.values().map(|e| e.iter().map(|e| e.request.millis / DAY).collect::<HashSet<_>>().len());
    assert!(each.max().unwrap() <= 3);
}

#[test]
fn hobbyists_keep_their_own_topics_and_pace() {
    let requests = Week::of_all().role(LookAlikeKind::Hobbyist);
    let mut recipes: HashMap<&str, HashSet<&str>> = HashMap::new();
    for event in requests.values().flatten() {
        let recipe = event.label.template.as_deref().unwrap();
        recipes.entry(recipe).or_default().insert(&event.request.account);
    }
    assert!(recipes.len() >= 4, "{recipes:?}");
    let pace = |events: &Vec<&Event>| median(gaps(events).iter().map(|&gap| gap as f64).collect());
    let mut paces: Vec<f64> = requests.values().filter(|events| events.len() > 5).map(pace).collect();
    paces.sort_by(f64::total_cmp);
    assert!(paces[paces.len() * 9 / 10] > 8.0 * paces[paces.len() / 10], "{paces:?}");
    let (mut within, mut between) = (0.0, 0.0);
    for recipe in recipes.values() {
        let few = |account: &&str| requests[account].iter().take(6).map(|event| words(event)).collect();
        let all: Vec<Vec<HashSet<String>>> =
            recipe.iter().map(few).filter(|few: &Vec<_>| few.len() == 6).collect();
        let used = |word: &str| all.iter().filter(|few| few.iter().any(|words| words.contains(word))).count();
        // Words that most users of the recipe use are the recipe's own.
        let likeness = |one: &HashSet<String>, two: &HashSet<String>| {
            one.intersection(two).filter(|word| used(word) * 2 <= all.len()).count() as f64
        };
        let pairs = (all.len() * (all.len() - 1)) as f64;
        for (place, own) in all.iter().enumerate() {
            within += likeness(&own[0], &own[5]) / all.len() as f64;
            let others = all.iter().enumerate().filter(|(other, _)| *other != place);
            between += others.map(|(_, other)| likeness(&own[0], &other[5])).sum::<f64>() / pairs;
        }
    }
    assert!(within > 1.5 * between && within > 0.5, "{within} {between}");
}

fn words(event: &Event) -> HashSet<String> {
    event.request.prompt.split_whitespace().map(str::to_owned).collect()
}

#[test]
fn frameworks_have_releases_and_their_users_a_line_of_their_own() {
    let requests = Week::of_all().role(LookAlikeKind::FrameworkUser);
    let mut systems: HashMap<&str, HashSet<&str>> = HashMap::new();
    let (mut own, mut grown) = (HashSet::new(), 0);
    for (account, events) in &requests {
        let mut prefixes = HashSet::new();
        for event in events {
            let (system, chat) = event.request.prompt.split_once("\n\nHuman: ").unwrap();
            let (release, line) = system.rsplit_once('\n').unwrap();
            assert!(release.starts_with("System: ") && release.len() > 600);
            systems.entry(release).or_default().insert(account);
            own.insert(line);
            prefixes.insert(system);
            grown += usize::from(chat.contains("\n\nAssistant: "));
        }
        assert_eq!(prefixes.len(), 1);
    }
    assert!((4..=12).contains(&systems.len()) && systems.values().all(|users| users.len() >= 3));
    assert!(own.len() * 2 > requests.len() && grown > 100, "{} lines, {grown} grown", own.len());
}

#[test]
fn a_company_shares_one_payment_mark_and_an_even_load() {
    let week = Week::of_all();
    let requests = week.role(LookAlikeKind::CompanyKeys);
    let mut marks: HashMap<&str, Vec<&str>> = HashMap::new();
    let mut templates: HashMap<&str, HashSet<&str>> = HashMap::new();
    for (account, events) in &requests {
        let mark: HashSet<_> = events.iter().map(|e| e.request.payment.as_deref().unwrap()).collect();
        assert_eq!(mark.len(), 1);
        let mark = mark.into_iter().next().unwrap();
        marks.entry(mark).or_default().push(account);
        templates.entry(events[0].label.template.as_deref().unwrap()).or_default().insert(mark);
    }
    assert!(marks.values().all(|keys| keys.len() >= 20), "{marks:?}");
    assert!(templates.values().all(|marks| marks.len() == 1));
    for keys in marks.values() {
        let counts = keys.iter().map(|key| requests[key].len());
        assert!(counts.clone().max().unwrap() <= counts.min().unwrap() + 3);
    }
}

#[test]
fn coding_agents_grow_their_requests_in_sittings() {
    let week = Week::of_all();
    let mut sittings = 0;
    for events in week.role(LookAlikeKind::CodingAgent).values() {
        for sitting in conversations(events) {
            let last = sitting[sitting.len() - 1].request.millis;
            let cut = week.end() - last < 10 * MINUTE;
            assert!((10..=30).contains(&sitting.len()) || cut, "{} turns", sitting.len());
            assert!(gaps(&sitting).iter().all(|&gap| gap < 10 * MINUTE));
            sittings += 1;
        }
    }
    assert!(sittings > 60, "{sittings}");
}

#[test]
fn a_benchmark_crowd_asks_the_same_items_in_the_same_order() {
    let requests = Week::of_all().role(LookAlikeKind::BenchmarkCrowd);
    let mut items: HashMap<(&str, usize), HashSet<&str>> = HashMap::new();
    for events in requests.values() {
        for (place, event) in events.iter().enumerate() {
            let benchmark = event.label.template.as_deref().unwrap();
            items.entry((benchmark, place)).or_default().insert(&event.request.prompt);
        }
        assert!(gaps(events).iter().all(|&gap| gap < MINUTE));
    }
    assert!(items.len() > 100 && items.values().all(|texts| texts.len() == 1));
}
