//! Who sends: every account with its streams.

mod campaigns;
mod look_alikes;
mod more_look_alikes;
mod size;
mod strangers;
mod turnover;

use rand::RngExt;
use rand_distr::{Distribution, LogNormal};

use crate::account::{Account, Role};
use crate::clock::Clock;
use crate::error::GrammarError;
use crate::pace::Pace;
use crate::seed::{Random, random};
use crate::settings::ValidSettings;
use crate::stream::{Script, Stay, Stream};
use crate::world::World;

/// How many hours a personal habit spreads around its peak, and how busy its weekends are.
const SPREADS: [f64; 3] = [2.2, 4.2, 5.2];
const WEEKENDS: [f64; 3] = [0.1, 1.0, 2.0];

/// Every account, every stream and the clocks they follow. The first 24 clocks are people's, one a time zone.
pub(crate) struct Population {
    pub(crate) accounts: Vec<Account>,
    pub(crate) streams: Vec<Stream>,
    pub(crate) clocks: Vec<Clock>,
    /// Clocks of personal habits; empty as long as nobody needs one.
    habits: Vec<u32>,
    seed: u64,
    weeks: f64,
    days: u32,
    /// The day of the week at the start; Monday is 0.
    weekday: u32,
}

impl Population {
    /// Draws all accounts; campaigns are drawn into the world on the way.
    pub(crate) fn draw(settings: &ValidSettings, world: &mut World) -> Result<Self, GrammarError> {
        let (days, weekday) = (settings.get().days, settings.weekday());
        let clocks = (0..24).map(|zone| Clock::human(days, weekday, zone)).collect();
        let mut population = Self {
            accounts: Vec::new(),
            streams: Vec::new(),
            clocks,
            habits: Vec::new(),
            seed: settings.get().seed,
            weeks: settings.weeks(),
            days,
            weekday,
        };
        for _ in 0..settings.get().accounts {
            let account = population.join(Role::Organic, world);
            population.live(account);
        }
        population.add_look_alikes(settings, world);
        population.add_campaigns(settings, world)?;
        population.add_more_look_alikes(settings, world);
        population.add_strangers(settings, world);
        Ok(population)
    }

    /// A new account.
    fn join(&mut self, role: Role, world: &World) -> u32 {
        let index = self.accounts.len();
        self.accounts.push(Account::draw(self.seed, index as u64, role, &world.grammar.lexicon));
        index as u32
    }

    /// A new clock's place.
    fn clock(&mut self, clock: Clock) -> u32 {
        self.clocks.push(clock);
        self.clocks.len() as u32 - 1
    }

    /// A clock that runs evenly.
    fn always(&mut self) -> u32 {
        self.clock(Clock::duty(self.days, 0, 24, 1.0))
    }

    /// The clock of the account's own time zone.
    fn own_clock(&self, account: u32) -> u32 {
        u32::from(self.accounts[account as usize].zone)
    }

    /// The clock of a personal habit, drawn from peaks at each hour, three spreads and three kinds of weekend. Two
    /// requests of one account agree in their hour (mean cosine) by about 0.7, 0.3 or 0.15 with these spreads.
    fn habit(&mut self, random: &mut Random) -> u32 {
        if self.habits.is_empty() {
            for hour in 0..24 {
                for (spread, weekend) in SPREADS.into_iter().flat_map(|s| WEEKENDS.map(|w| (s, w))) {
                    let clock = self.clock(Clock::habit(self.days, self.weekday, hour, spread, weekend));
                    self.habits.push(clock);
                }
            }
        }
        self.habits[random.random_range(0..self.habits.len() as u32) as usize]
    }

    /// A stream for the account, where it has any request.
    fn send(&mut self, account: u32, script: Script, clock: u32, pace: Pace, requests: u32) {
        self.send_within(Stay::WHOLE, account, script, (clock, pace), requests);
    }

    /// The same in a part of the clock.
    fn send_within(
        &mut self,
        stay: Stay,
        account: u32,
        script: Script,
        (clock, pace): (u32, Pace),
        requests: u32,
    ) {
        if requests > 0 {
            let random = random(&[self.seed, 7, self.streams.len() as u64]);
            self.streams.push(Stream::new(account, script, clock, pace, requests, random).within(stay));
        }
    }

    /// Ordinary use, in the usual heavy-tailed amount.
    fn live(&mut self, account: u32) {
        let mut random = random(&[self.seed, 8, u64::from(account)]);
        let requests = self.heavy(2.0, 1.5, 400.0, &mut random);
        self.send(account, Script::Organic, self.own_clock(account), Pace::Sessions, requests);
    }

    /// A number of the span with a Pareto tail: at least `least` and at most `most` a week.
    fn heavy(&self, least: f64, tail: f64, most: f64, random: &mut Random) -> u32 {
        let draw: f64 = 1.0 - random.random::<f64>();
        let week = (least * libm::pow(draw, -1.0 / tail)).min(most);
        ((week * self.weeks) as u32).max(1)
    }

    /// A number of the span that spreads log-normally around a weekly median; at least 1.
    fn around(&self, median: f64, sigma: f64, random: &mut Random) -> u32 {
        let week = LogNormal::new(libm::log(median), sigma).map_or(median, |spread| spread.sample(random));
        ((week * self.weeks).round() as u32).max(1)
    }
}
