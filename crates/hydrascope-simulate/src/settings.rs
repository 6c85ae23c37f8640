//! What to simulate.

use crate::campaign::{CampaignKind, Plan, campaign_seed};
use crate::look_alike::LookAlikeKind;
use crate::tactics::Tactics;

/// Most requests that tactics may ask of all campaigns together.
const MOST_REQUESTS: f64 = 1e8;

/// How many organic accounts the default numbers of look-alikes and campaigns belong to.
const FULL: f64 = 14_000.0;

/// What to simulate; [`Settings::validate`] proves it usable.
///
/// ```
/// use hydrascope_simulate::Settings;
/// assert!(Settings { accounts: 100, ..Settings::default() }.validate().is_ok());
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Names the traffic: another seed gives other texts, templates, accounts and times.
    pub seed: u64,
    /// Organic accounts; look-alikes and campaigns grow with them. 1 to 100 million.
    pub accounts: u32,
    /// Length in days, 1 to 366.
    pub days: u32,
    /// When the first day begins, in milliseconds since 1970-01-01T00:00:00Z; the year must lie in 1970 to 9000.
    pub start_millis: i64,
    /// How many look-alikes there are, as a multiple of what is usual for the accounts; 0 to 100.
    pub look_alikes: f64,
    /// Look-alikes beside the usual ones. They come on top: all other accounts send what they send without them.
    pub more_look_alikes: Vec<LookAlikeKind>,
    /// How large campaigns are, as a multiple of what is usual for the accounts; above 0, to 1000.
    pub campaign_size: f64,
    /// The campaigns; a kind may come several times. Without any, all traffic is benign.
    pub campaigns: Vec<CampaignKind>,
    /// Habits of all campaigns that are not those of their kinds.
    pub tactics: Tactics,
}

impl Default for Settings {
    /// A week of 14,000 organic accounts with one campaign of each usual kind, about 120,000 requests.
    fn default() -> Self {
        Self {
            seed: 1,
            accounts: FULL as u32,
            days: 7,
            start_millis: 1_767_571_200_000,
            look_alikes: 1.0,
            more_look_alikes: Vec::new(),
            campaign_size: 1.0,
            campaigns: CampaignKind::usual(),
            tactics: Tactics::default(),
        }
    }
}

/// Settings that no traffic can be made from.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum SettingsError {
    /// A number outside its range.
    #[error("expected {name} between {least} and {most}, got {got}; choose a value in that range")]
    OutOfRange {
        /// The field.
        name: &'static str,
        /// Least usable value.
        least: f64,
        /// Greatest usable value.
        most: f64,
        /// What was given.
        got: f64,
    },
    /// More campaigns than labels can tell apart.
    #[error("expected at most 10000 campaigns, got {0}; name fewer kinds")]
    TooManyCampaigns(usize),
    /// Tactics that make more requests than traffic should hold.
    #[error(
        "expected tactics by which all campaigns together send at most {most:.0} requests (accounts times items and the turns of \
         each, cover, decoys and bots), got {got:.0}; ask for fewer accounts, fewer items or less cover"
    )]
    TooManyRequests {
        /// The most that are taken.
        most: f64,
        /// How many the tactics ask for, at most.
        got: f64,
    },
}

/// Settings proven usable.
#[derive(Clone, Debug, PartialEq)]
pub struct ValidSettings(Settings);

impl Settings {
    /// The settings of the traffic that `datasets/` holds: small, with five campaigns.
    pub fn demo() -> Self {
        use CampaignKind::{Diluted, Multilingual, Noised, Paraphrased, Plain};
        Self {
            seed: 20,
            accounts: 700,
            look_alikes: 1.5,
            campaign_size: 10.0,
            campaigns: vec![Plain, Paraphrased, Diluted, Multilingual, Noised],
            ..Self::default()
        }
    }

    /// Proves the settings usable.
    ///
    /// # Errors
    /// Where a number is outside the range that its field names, or tactics ask for more requests than traffic should hold.
    pub fn validate(self) -> Result<ValidSettings, SettingsError> {
        let within = |name, least: f64, most: f64, got: f64| {
            if (least..=most).contains(&got) {
                Ok(())
            } else {
                Err(SettingsError::OutOfRange { name, least, most, got })
            }
        };
        within("accounts", 1.0, 1e8, f64::from(self.accounts))?;
        within("days", 1.0, 366.0, f64::from(self.days))?;
        within("start_millis", 0.0, 221_845_305_600_000.0, self.start_millis as f64)?;
        within("look_alikes", 0.0, 100.0, self.look_alikes)?;
        within("campaign_size", 1e-6, 1000.0, self.campaign_size)?;
        within("accounts of a campaign", 1.0, 1e6, f64::from(self.tactics.accounts.unwrap_or(1)))?;
        within("items an account", 1.0, 1e6, f64::from(self.tactics.each.unwrap_or(1)))?;
        within("cover", 0.0, 0.98, self.tactics.cover.unwrap_or(0.0))?;
        within("time zones", 1.0, 24.0, f64::from(self.tactics.zones.unwrap_or(1)))?;
        within("the share of fillers", 0.0, 1.0, self.tactics.fillers)?;
        within("the share of letters", 0.0, 1.0, self.tactics.letters)?;
        within("decoys", 0.0, 1e6, f64::from(self.tactics.decoys))?;
        within("bots", 0.0, 1e6, f64::from(self.tactics.bots))?;
        if self.campaigns.len() > 10_000 {
            return Err(SettingsError::TooManyCampaigns(self.campaigns.len()));
        }
        let got = if self.tactics.is_sized() { self.campaign_requests() } else { 0.0 };
        if got > MOST_REQUESTS {
            return Err(SettingsError::TooManyRequests { most: MOST_REQUESTS, got });
        }
        Ok(ValidSettings(self))
    }

    /// The size of the traffic in relation to the default week's accounts.
    fn scale(&self) -> f64 {
        f64::from(self.accounts) / FULL
    }

    /// The length in relation to a week.
    fn weeks(&self) -> f64 {
        f64::from(self.days) / 7.0
    }

    /// What the campaign at that place will do.
    fn plan(&self, place: usize) -> Plan {
        let (seed, size) = (campaign_seed(self.seed, place), self.scale() * self.campaign_size);
        self.tactics.applied(Plan::draw(self.campaigns[place], seed, size, self.weeks()))
    }

    /// About how many requests all campaigns make at most.
    fn campaign_requests(&self) -> f64 {
        (0..self.campaigns.len()).map(|place| self.plan(place).requests()).sum()
    }
}

impl ValidSettings {
    /// The settings themselves.
    pub fn get(&self) -> &Settings {
        &self.0
    }

    /// The size of the traffic in relation to the default week's accounts.
    pub(crate) fn scale(&self) -> f64 {
        self.0.scale()
    }

    /// The length in relation to a week.
    pub(crate) fn weeks(&self) -> f64 {
        self.0.weeks()
    }

    /// What the campaign at that place will do.
    pub(crate) fn plan(&self, place: usize) -> Plan {
        self.0.plan(place)
    }

    /// The day of the week at the start; Monday is 0.
    pub(crate) fn weekday(&self) -> u32 {
        ((self.0.start_millis / 86_400_000 + 3) % 7) as u32
    }

    /// Milliseconds that are simulated.
    pub(crate) fn span(&self) -> i64 {
        i64::from(self.0.days) * 86_400_000
    }
}

#[cfg(test)]
mod tests {
    use super::Settings;

    #[test]
    fn what_cannot_be_simulated_is_named() {
        let error = Settings { days: 0, ..Settings::default() }.validate().unwrap_err();
        assert_eq!(error.to_string(), "expected days between 1 and 366, got 0; choose a value in that range");
        assert!(Settings { campaign_size: f64::NAN, ..Settings::default() }.validate().is_err());
    }

    #[test]
    fn the_default_week_starts_on_a_monday() {
        assert_eq!(Settings::default().validate().unwrap().weekday(), 0);
    }
}
