//! Clocks, automations and the keys of companies.

use rand::RngExt;

use super::super::Population;
use super::super::size::Size;
use crate::account::network;
use crate::look_alike::LookAlikeKind;
use crate::pace::Pace;
use crate::seed::Random;
use crate::stream::Stay;
use crate::world::World;

/// Milliseconds of an hour, and how many hours lie between two beats of a clock: once a day is the most common.
const HOUR: u32 = 3_600_000;
const PERIODS: [u32; 10] = [24, 24, 24, 24, 12, 12, 8, 6, 6, 3];

/// Where clocks start: their first beat lies in the first interval.
const START: Stay = Stay { from: 0.0, until: 1e-6 };

/// Keys of one company.
const KEYS: u32 = 40;

impl Population {
    /// Clocks, each with an interval, a minute and a few topics of its own.
    pub(super) fn add_timers(&mut self, size: &Size, world: &World, random: &mut Random) {
        let count = world.look_alikes.count(LookAlikeKind::Timer);
        let always = self.always();
        for number in 0..size.of(120.0, 8 * count) {
            let (account, script) = self.join_look_alike(LookAlikeKind::Timer, number % count, world);
            let hours = PERIODS[random.random_range(0..PERIODS.len() as u32) as usize];
            let period = hours * HOUR;
            let requests = (f64::from(168 / hours) * self.weeks).ceil() as u32;
            // Most set a full minute, and many the full hour.
            let minute = if random.random_bool(0.4) { 0 } else { random.random_range(0..60) };
            let phase = random.random_range(0..hours) * HOUR + minute * 60_000;
            self.send_within(
                START,
                account,
                script,
                (always, Pace::Every { period, phase, missed: 0 }),
                requests,
            );
        }
    }

    /// People whose shared recipe fires at the full hour: once a day, or when something came in.
    pub(super) fn add_automations(&mut self, size: &Size, world: &World, random: &mut Random) {
        let count = world.look_alikes.count(LookAlikeKind::Automation);
        let always = self.always();
        for number in 0..size.of(300.0, 20 * count) {
            let (account, script) = self.join_look_alike(LookAlikeKind::Automation, number % count, world);
            if random.random_bool(0.6) {
                // One run a day, at an hour of the person's day; now and then there is nothing to do.
                let phase = random.random_range(6..22_u32) * HOUR;
                let daily = Pace::Every { period: 24 * HOUR, phase, missed: 12 };
                let days = (7.0 * self.weeks).ceil() as u32;
                self.send_within(START, account, script, (always, daily), days);
            } else {
                let requests = self.around(6.0, 0.9, random);
                let habit = self.habit(random);
                self.send(account, script, habit, Pace::FullHour, requests);
            }
        }
    }

    /// Companies with forty keys each, one payment mark, and requests that go to each key in turn.
    pub(super) fn add_company_keys(&mut self, size: &Size, world: &World, random: &mut Random) {
        for company in 0..world.look_alikes.count(LookAlikeKind::CompanyKeys) {
            let (payment, networks) = (random.random(), [network(random), network(random), 0]);
            let (zone, requests) =
                (random.random_range(0..24_u32), size.machine(random.random_range(18..40)));
            for _ in 0..size.of(f64::from(KEYS), KEYS / 2).min(KEYS) {
                let (account, script) = self.join_look_alike(LookAlikeKind::CompanyKeys, company, world);
                let member = &mut self.accounts[account as usize];
                (member.payment, member.networks, member.org) = (Some(payment), networks, None);
                let requests = requests + random.random_range(0..3_u32);
                self.send(account, script, zone, Pace::Single, requests);
            }
        }
    }
}
