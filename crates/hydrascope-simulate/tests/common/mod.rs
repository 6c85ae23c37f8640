//! A week with every kind, and measures of it.
#![allow(dead_code, reason = "each test file uses its part")]

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use hydrascope_simulate::{AccountLabel, CampaignKind, Event, LookAlikeKind, Settings, Simulation};

pub(crate) const MINUTE: i64 = 60_000;
pub(crate) const HOUR: i64 = 60 * MINUTE;
pub(crate) const DAY: i64 = 24 * HOUR;

/// Traffic and the labels of its accounts.
pub(crate) struct Week {
    pub(crate) settings: Settings,
    pub(crate) events: Vec<Event>,
    pub(crate) accounts: HashMap<String, AccountLabel>,
}

/// The requests of each account, in time order.
pub(crate) type Requests<'a> = BTreeMap<&'a str, Vec<&'a Event>>;

impl Week {
    pub(crate) fn simulate(settings: Settings) -> Self {
        let mut simulation = Simulation::new(&settings.clone().validate().unwrap()).unwrap();
        let events = simulation.by_ref().collect();
        let accounts = simulation.accounts().map(|label| (label.account.clone(), label)).collect();
        Self { settings, events, accounts }
    }

    /// One week with all look-alikes and all campaigns, made once.
    pub(crate) fn of_all() -> &'static Self {
        static WEEK: OnceLock<Week> = OnceLock::new();
        WEEK.get_or_init(|| {
            Self::simulate(Settings {
                seed: 3,
                accounts: 1_500,
                look_alikes: 6.0,
                more_look_alikes: LookAlikeKind::ALL.to_vec(),
                campaign_size: 8.0,
                campaigns: CampaignKind::ALL.to_vec(),
                ..Settings::default()
            })
        })
    }

    /// What the accounts of that role sent in it, without what they sent beside.
    pub(crate) fn role(&self, kind: LookAlikeKind) -> Requests<'_> {
        by_account(self.events.iter().filter(|event| event.label.kind == kind.name()))
    }

    /// What the accounts of that campaign sent for it.
    pub(crate) fn campaign(&self, kind: CampaignKind) -> Requests<'_> {
        by_account(self.events.iter().filter(|event| event.label.campaign.as_deref() == Some(kind.name())))
    }

    /// The moment that the week is over.
    pub(crate) fn end(&self) -> i64 {
        self.settings.start_millis + i64::from(self.settings.days) * DAY
    }

    /// Hours past since the start.
    pub(crate) fn hours(&self, event: &Event) -> f64 {
        (event.request.millis - self.settings.start_millis) as f64 / HOUR as f64
    }
}

fn by_account<'a>(events: impl Iterator<Item = &'a Event>) -> Requests<'a> {
    let mut requests = Requests::new();
    for event in events {
        requests.entry(event.request.account.as_str()).or_default().push(event);
    }
    assert!(requests.len() >= 4, "{} accounts", requests.len());
    requests
}

/// Milliseconds between requests that follow each other.
pub(crate) fn gaps(requests: &[&Event]) -> Vec<i64> {
    requests.windows(2).map(|pair| pair[1].request.millis - pair[0].request.millis).collect()
}

/// How strongly requests keep to one hour of the day: 0 not at all, 1 entirely (the mean resultant length).
pub(crate) fn daily_habit<'a>(requests: impl IntoIterator<Item = &'a &'a Event>) -> f64 {
    let (mut sine, mut cosine, mut count) = (0.0, 0.0, 0.0);
    for event in requests {
        let angle = (event.request.millis % DAY) as f64 / DAY as f64 * std::f64::consts::TAU;
        (sine, cosine, count) = (sine + angle.sin(), cosine + angle.cos(), count + 1.0);
    }
    f64::hypot(sine, cosine) / count
}

/// The variance of accounts' numbers of requests beyond chance, in relation to the squared mean.
pub(crate) fn overdispersion(requests: &Requests) -> f64 {
    let counts: Vec<f64> = requests.values().map(|all| all.len() as f64).collect();
    let mean = counts.iter().sum::<f64>() / counts.len() as f64;
    let variance = counts.iter().map(|n| (n - mean) * (n - mean)).sum::<f64>() / counts.len() as f64;
    (variance / mean - 1.0) / mean
}

/// Cuts an account's requests into conversations: a request that begins as the last one did goes on with it.
pub(crate) fn conversations<'a>(requests: &[&'a Event]) -> Vec<Vec<&'a Event>> {
    let mut all: Vec<Vec<&Event>> = Vec::new();
    for &event in requests {
        let grown = |last: &&Event| {
            let (old, new) = (&last.request.prompt, &event.request.prompt);
            new.len() > old.len() && new.starts_with(old.as_str())
        };
        match all.last_mut() {
            Some(open) if open.last().is_some_and(grown) => open.push(event),
            _ => all.push(vec![event]),
        }
    }
    all
}

/// How many accounts sent each text.
pub(crate) fn holders<'a>(requests: &Requests<'a>) -> HashMap<&'a str, usize> {
    let mut holders = HashMap::new();
    for events in requests.values() {
        let texts: std::collections::HashSet<&str> =
            events.iter().map(|e| e.request.prompt.as_str()).collect();
        for text in texts {
            *holders.entry(text).or_insert(0) += 1;
        }
    }
    holders
}

/// The median of at least one number.
pub(crate) fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}
