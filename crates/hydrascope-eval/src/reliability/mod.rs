//! Reliability: whether a stated rate of false discoveries is kept on weeks of which nothing was learned.
//!
//! One family of weeks after the other is left out: what ordinary groups look like is learned from the others alone, and campaigns are
//! called in the one left out.

mod calls;
mod page;
mod plot;
mod week;

use hydrascope::judge::{EVEN, Reference, false_discovery_rates};
use serde::Serialize;

pub use calls::Calls;
pub use page::reliability_page;
pub use plot::reliability_plot;
pub use week::{JudgedWeek, WeighedGroup};

/// The rates at which groups are called.
pub const RATES: [f64; 9] = [0.01, 0.02, 0.05, 0.075, 0.1, 0.125, 0.15, 0.2, 0.3];

/// What came of a stated rate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Realised {
    /// The stated rate.
    pub rate: f64,
    /// Groups called by the rate alone, and those of them that are no campaign.
    pub by_rate: Calls,
    /// The same of those that are more likely dealt than not: what detection calls.
    pub called: Calls,
}

/// A family, left out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FamilyReliability {
    /// Its name.
    pub family: String,
    /// Its weeks.
    pub weeks: usize,
    /// Ordinary groups of the other families, with which it was compared.
    pub reference: usize,
    /// A row a rate of [`RATES`].
    pub realised: Vec<Realised>,
    /// Campaigns as reports have them, by default settings.
    pub reported: Calls,
}

/// Each family by what the others look like, in the order in which they come; at least two families are needed.
pub fn reliability(weeks: &[(String, JudgedWeek)]) -> Vec<FamilyReliability> {
    let mut families: Vec<&str> = Vec::new();
    for (name, _) in weeks {
        if !families.contains(&name.as_str()) {
            families.push(name);
        }
    }
    let of = |family: &str, is_of: bool| {
        let family = family.to_owned();
        weeks.iter().filter(move |(name, _)| (*name == family) == is_of).map(|(_, week)| week)
    };
    let judged = families.iter().map(|family| {
        let others = of(family, false).flat_map(JudgedWeek::ordinary);
        let reference = Reference::of(others.map(|group| (group.repeats, group.log_odds)));
        let realised = |rate: &f64| {
            let mut realised = Realised { rate: *rate, ..Realised::default() };
            of(family, true).for_each(|week| realised.add(&reference, week));
            realised
        };
        let mut reported = Calls::default();
        of(family, true).for_each(|week| reported.add(week.reported));
        FamilyReliability {
            reported,
            family: (*family).to_owned(),
            weeks: of(family, true).count(),
            reference: reference.len(),
            realised: RATES.iter().map(realised).collect(),
        }
    });
    judged.collect()
}

/// All families together.
pub fn pooled(families: &[FamilyReliability]) -> Vec<Realised> {
    let at = |(place, &rate): (usize, &f64)| {
        let mut all = Realised { rate, ..Realised::default() };
        for family in families {
            all.by_rate.add(family.realised[place].by_rate);
            all.called.add(family.realised[place].called);
        }
        all
    };
    RATES.iter().enumerate().map(at).collect()
}

impl Realised {
    /// Calls the groups of a week.
    fn add(&mut self, reference: &Reference, week: &JudgedWeek) {
        let tested = || week.groups.iter().filter(|group| !group.is_apart);
        let test =
            |g: &WeighedGroup| (reference.p_value(g.repeats, g.log_odds), Reference::weight(g.repeats));
        let tests: Vec<(f64, f64)> = tested().map(test).collect();
        for (group, rate) in tested().zip(false_discovery_rates(&tests)) {
            if rate <= self.rate {
                self.by_rate.count(!group.is_campaign());
                if group.strength >= EVEN {
                    self.called.count(!group.is_campaign());
                }
            }
        }
    }
}
