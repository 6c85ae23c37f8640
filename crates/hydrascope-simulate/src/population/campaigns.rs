//! The accounts of campaigns.

use rand::RngExt;
use rand_distr::{Distribution, LogNormal};

use super::Population;
use crate::account::{Role, network};
use crate::campaign::{Campaign, CampaignKind, Load, Plan, Timing, campaign_seed};
use crate::clock::{Clock, Pace};
use crate::error::GrammarError;
use crate::event::CampaignLabel;
use crate::seed::{Random, random};
use crate::settings::ValidSettings;
use crate::stream::Script;
use crate::world::World;

/// When and how one campaign's accounts send.
struct Habits {
    /// The clock that all share, where they do not keep each its own.
    clock: Option<u32>,
    pace: Pace,
    /// Networks and payment marks that careless accounts share.
    networks: Vec<u32>,
    payments: Vec<u32>,
}

impl Population {
    /// Adds all campaigns.
    pub(super) fn add_campaigns(
        &mut self,
        settings: &ValidSettings,
        world: &mut World,
    ) -> Result<(), GrammarError> {
        let size = settings.scale() * settings.get().campaign_size;
        for (place, &kind) in settings.get().campaigns.iter().enumerate() {
            let seed = campaign_seed(self.seed, place);
            let plan = Plan::draw(kind, seed, size, self.weeks);
            let shared = (world.apps.len() * 7 / 10).max(1) as u64;
            let app = &world.apps[(seed % shared) as usize];
            let campaign = Campaign::draw(&plan, name(kind, place, settings), seed, &world.grammar, app)?;
            world.campaigns.push(campaign);
            self.add_campaign(place as u16, &plan, settings.get().days, world, &mut random(&[seed, 4]));
        }
        Ok(())
    }

    fn add_campaign(&mut self, place: u16, plan: &Plan, days: u32, world: &World, random: &mut Random) {
        let habits = self.habits(plan, days, random);
        let skew = LogNormal::new(-0.4, 0.9).ok().filter(|_| plan.load == Load::Skewed);
        for _ in 0..plan.accounts {
            let account = self.join(Role::Campaign, world);
            self.accounts[account as usize].campaign = Some(place);
            if let Some(pick) = (habits.networks.len() as u32).checked_sub(1) {
                let pick = random.random_range(0..=pick) as usize;
                self.accounts[account as usize].networks = [habits.networks[pick], 0, 0];
                let pick = random.random_range(0..habits.payments.len() as u32) as usize;
                self.accounts[account as usize].payment = Some(habits.payments[pick]);
            }
            let weight = skew.map_or(1.0, |skew| skew.sample(random));
            let requests = (f64::from(plan.each) * weight).round() as u32;
            let own = self.own_clock(account);
            self.send(account, Script::Campaign(place), habits.clock.unwrap_or(own), habits.pace, requests);
            let cover = f64::from(requests) * plan.cover / (1.0 - plan.cover);
            let cover = (cover * random.random_range(0.85..1.15)).round() as u32;
            self.send(account, Script::Organic, own, Pace::Sessions, cover);
        }
    }

    fn habits(&mut self, plan: &Plan, days: u32, random: &mut Random) -> Habits {
        let share = random.random_range(0.7..1.0);
        let clock = match plan.timing {
            Timing::Human => None,
            Timing::Uniform => Some(Clock::duty(days, 0, 24, share)),
            Timing::Duty => {
                let (from, hours) = (random.random_range(0..24_u32), random.random_range(9..17_u32));
                Some(Clock::duty(days, from as usize, hours as usize, share))
            }
            Timing::Waves => {
                let bins = days * 24 * 4;
                let count = (days * 2).clamp(6, 60);
                let starts: Vec<usize> =
                    (0..count).map(|_| random.random_range(0..bins * 9 / 10) as usize).collect();
                Some(Clock::waves(days, &starts, random.random_range(2..6_u32) as usize))
            }
        };
        let pools = |accounts: u32, each: u32| (accounts / each).max(2) * u32::from(plan.careless);
        let networks = (0..pools(plan.accounts, 15)).map(|_| network(random)).collect();
        let payments = (0..pools(plan.accounts, 20)).map(|_| random.random()).collect();
        let sessions = plan.timing == Timing::Human && random.random_bool(0.3);
        Habits {
            clock: clock.map(|clock| self.clock(clock)),
            pace: if sessions { Pace::Sessions } else { Pace::Single },
            networks,
            payments,
        }
    }
}

/// The kind's name, numbered from its second campaign on.
fn name(kind: CampaignKind, place: usize, settings: &ValidSettings) -> String {
    match settings.get().campaigns[..place].iter().filter(|&&earlier| earlier == kind).count() {
        0 => kind.name().to_owned(),
        earlier => format!("{}_{}", kind.name(), earlier + 1),
    }
}

impl Campaign {
    /// What labels say of the campaign, as far as it has come; `plan` is drawn again from the settings.
    pub(crate) fn label(&self, place: usize, settings: &ValidSettings) -> CampaignLabel {
        let inner = settings.get();
        let size = settings.scale() * inner.campaign_size;
        let seed = campaign_seed(inner.seed, place);
        let plan = Plan::draw(inner.campaigns[place], seed, size, settings.weeks());
        CampaignLabel {
            accounts: self.active,
            requests: self.sent,
            cover: plan.cover,
            careless: plan.careless,
            timing: plan.timing.name(),
        }
    }
}
