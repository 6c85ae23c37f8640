//! The accounts of campaigns.

use rand::RngExt;
use rand_distr::{Distribution, LogNormal, Poisson};

use super::Population;
use super::turnover::stay;
use crate::account::{Role, network};
use crate::campaign::{Campaign, CampaignKind, Load, Plan, Sitting, Timing, Turnover, campaign_seed};
use crate::clock::Clock;
use crate::error::GrammarError;
use crate::event::CampaignLabel;
use crate::pace::Pace;
use crate::seed::{Random, random};
use crate::settings::ValidSettings;
use crate::stream::{Part, Script, Stay};
use crate::template::Template;
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
        for (place, &kind) in settings.get().campaigns.iter().enumerate() {
            let seed = campaign_seed(self.seed, place);
            let plan = settings.plan(place);
            let public = public(kind, seed, world);
            let campaign = Campaign::draw(&plan, name(kind, place, settings), seed, &world.grammar, public)?;
            world.campaigns.push(campaign);
            let mut random = random(&[seed, 4]);
            self.add_campaign(place as u16, &plan, settings.get().days, world, &mut random);
            self.add_bystanders(kind, seed, plan.accounts, world, &mut random);
        }
        Ok(())
    }

    /// Those who use the template that a campaign shares with them, and come with it.
    fn add_bystanders(
        &mut self,
        kind: CampaignKind,
        seed: u64,
        accounts: u32,
        world: &World,
        random: &mut Random,
    ) {
        match kind {
            CampaignKind::SharedRecipe => {
                (0..(accounts / 6).max(3)).for_each(|_| self.add_hobbyist(template(seed), world, random));
            }
            CampaignKind::SharedApp => {
                (0..accounts * 2).for_each(|_| self.add_once_user(template(seed), world, random));
            }
            CampaignKind::SharedAgent => {
                (0..accounts * 2).for_each(|_| self.add_coding_agent(template(seed), world, random));
            }
            _ => {}
        }
    }

    fn add_campaign(&mut self, place: u16, plan: &Plan, days: u32, world: &World, random: &mut Random) {
        let habits = self.habits(plan, days, random);
        for number in 0..plan.accounts {
            let account = self.join(Role::Campaign, world);
            self.accounts[account as usize].campaign = Some(place);
            if let Some(pick) = (habits.networks.len() as u32).checked_sub(1) {
                let pick = random.random_range(0..=pick) as usize;
                self.accounts[account as usize].networks = [habits.networks[pick], 0, 0];
                let pick = random.random_range(0..habits.payments.len() as u32) as usize;
                self.accounts[account as usize].payment = Some(habits.payments[pick]);
            }
            let requests = items(plan, random);
            let own = self.own_clock(account);
            let clock = match (plan.zones, plan.timing) {
                // People's clocks come first, one a time zone.
                (Some(zones), _) => number % zones * 24 / zones,
                (None, Timing::Habit) => self.habit(random),
                _ => habits.clock.unwrap_or(own),
            };
            let stay = stay(plan.turnover, number, plan.accounts, random);
            self.send_within(
                stay,
                account,
                Script::Campaign(place, Part::List),
                (clock, habits.pace),
                requests,
            );
            let cover = f64::from(requests) * plan.cover / (1.0 - plan.cover);
            let cover = (cover * random.random_range(0.85..1.15)).round() as u32;
            let before = if plan.turnover == Turnover::Late { stay.from } else { 1.0 };
            let stay = Stay { from: 0.0, until: before };
            self.send_within(stay, account, Script::Organic, (own, Pace::Sessions), cover);
        }
    }

    fn habits(&mut self, plan: &Plan, days: u32, random: &mut Random) -> Habits {
        let share = random.random_range(0.7..1.0);
        let clock = match plan.timing {
            Timing::Human | Timing::Habit => None,
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
            Timing::Spaced => Some(spaced(plan.turnover, days, random)),
        };
        let pools = |accounts: u32, each: u32| (accounts / each).max(2) * u32::from(plan.careless);
        let networks = (0..pools(plan.accounts, 15)).map(|_| network(random)).collect();
        let payments = (0..pools(plan.accounts, 20)).map(|_| random.random()).collect();
        let by_chance = plan.timing == Timing::Human && random.random_bool(0.3);
        let sessions = plan.sessions.unwrap_or(by_chance);
        Habits {
            clock: clock.map(|clock| self.clock(clock)),
            pace: match plan.sitting {
                Sitting::Turns { least, most, gap } => Pace::Sitting { least, most, gap },
                Sitting::Single if sessions => Pace::Sessions,
                Sitting::Single => Pace::Single,
            },
            networks,
            payments,
        }
    }
}

/// How many items of the list one account takes.
fn items(plan: &Plan, random: &mut Random) -> u32 {
    let each = f64::from(plan.each);
    let skewed = |mean, sigma, random: &mut Random| {
        let weight = LogNormal::new(mean, sigma).map_or(1.0, |skew| skew.sample(random));
        (each * weight).round()
    };
    let items = match plan.load {
        Load::Even => each,
        Load::Skewed => skewed(-0.4, 0.9, random),
        Load::Lopsided => skewed(-0.8, 1.3, random),
        Load::Queue => Poisson::new(each).map_or(each, |queue| queue.sample(random)),
    };
    items as u32
}

/// Waves of five hours, evenly spread over the span, each somewhere in its part.
fn spaced(turnover: Turnover, days: u32, random: &mut Random) -> Clock {
    let waves = if let Turnover::Waves(waves) = turnover { waves } else { 1 };
    let part = days * 96 / waves;
    let starts: Vec<usize> =
        (0..waves).map(|wave| (wave * part + random.random_range(0..part / 3)) as usize).collect();
    Clock::waves(days, &starts, 20)
}

/// The public template of a campaign's seed, modulo their number.
fn template(seed: u64) -> u32 {
    (seed % 1_000) as u32
}

/// The template that a campaign copies, where its kind does.
fn public(kind: CampaignKind, seed: u64, world: &World) -> &Template {
    match kind {
        CampaignKind::SharedRecipe => world.look_alikes.recipe(template(seed)),
        CampaignKind::SharedApp => world.look_alikes.once_app(template(seed)),
        CampaignKind::SharedAgent => world.look_alikes.agent(template(seed)),
        _ => {
            let shared = (world.apps.len() * 7 / 10).max(1) as u64;
            &world.apps[(seed % shared) as usize]
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
        let plan = settings.plan(place);
        CampaignLabel {
            accounts: self.active,
            requests: self.sent,
            cover: plan.cover,
            careless: plan.careless,
            timing: plan.timing.name(),
        }
    }
}
