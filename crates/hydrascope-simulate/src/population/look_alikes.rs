//! Benign accounts that look like a campaign to a careless eye: the usual ones.

use rand::RngExt;

use super::Population;
use super::size::Size;
use crate::account::{Role, network};
use crate::clock::Clock;
use crate::pace::Pace;
use crate::seed::{Random, random};
use crate::settings::ValidSettings;
use crate::stream::{Script, Users};
use crate::world::World;

impl Population {
    /// Adds the usual look-alikes.
    pub(super) fn add_look_alikes(&mut self, settings: &ValidSettings, world: &World) {
        let size = Size::new(settings);
        let mut random = random(&[self.seed, 9]);
        self.add_apps(&size, world, &mut random);
        self.add_crowds(&size, world, &mut random);
        self.add_machines(&size, world, &mut random);
        self.add_fleets(&size, world, &mut random);
    }

    /// Apps with one key, apps whose users bring their own, agents and shared prompts.
    fn add_apps(&mut self, size: &Size, world: &World, random: &mut Random) {
        let apps = world.apps.len() as u32;
        for number in 0..size.of(8.0, 2) {
            let account = self.join(Role::SaasSingle, world);
            let requests = size.machine(random.random_range(270..850));
            let script = Script::App(apps - 1 - number % apps, Users::Many);
            self.send(account, script, self.own_clock(account), Pace::Single, requests);
        }
        let shared = (apps * 7 / 10).max(1);
        for number in 0..size.of(361.0, shared * 6) {
            let account = self.join(Role::SaasByok, world);
            let requests = self.around(5.5, 0.95, random);
            let script = Script::App(number % shared, Users::One);
            self.send(account, script, self.own_clock(account), Pace::Sessions, requests);
            if random.random_bool(0.7) {
                self.live(account);
            }
        }
        for number in 0..size.of(135.0, 7) {
            let account = self.join(Role::AgentFramework, world);
            let requests = self.around(9.0, 0.85, random);
            let script = Script::Agent(number % world.agents.len() as u32);
            self.send(account, script, self.own_clock(account), Pace::Sessions, requests);
        }
        for _ in 0..size.of(492.0, 20) {
            let account = self.join(Role::PromptLibrary, world);
            let requests = 1 + u32::from(random.random_bool(0.28));
            let script = Script::Library(random.random_range(0..world.library.len() as u32));
            self.send(account, script, self.own_clock(account), Pace::Sessions, requests);
            self.live(account);
        }
    }

    /// Fads and classes.
    fn add_crowds(&mut self, size: &Size, world: &World, random: &mut Random) {
        let fads = world.fads.len() as u32;
        let clocks: Vec<u32> = (0..fads)
            .map(|_| {
                let (start, fade) = (size.bin(8, 22, random), random.random_range(0.88..0.96));
                self.clock(Clock::burst(size.days, start, fade))
            })
            .collect();
        for _ in 0..size.of(746.0, 12 * fads) {
            let account = self.join(Role::Viral, world);
            let fad = random.random_range(0..fads).min(random.random_range(0..fads));
            self.send(account, Script::Fad(fad), clocks[fad as usize], Pace::Single, 1);
            self.live(account);
        }
        let students = size.of(198.0, 24);
        for class in 0..students.div_ceil(33) {
            let starts: Vec<usize> = (0..3).map(|_| size.bin(8, 16, random)).collect();
            let clock = self.clock(Clock::waves(size.days, &starts, 12));
            let (shared, first) = (network(random), random.random_range(0..world.homework.len() as u32));
            for _ in 0..(students - class * 33).min(33) {
                let account = self.join(Role::Classroom, world);
                self.accounts[account as usize].networks = [shared, 0, 0];
                let requests = random.random_range(1..=4_u32).max(random.random_range(1..=4_u32));
                self.send(account, Script::Homework(first, 4), clock, Pace::Sessions, requests);
                if random.random_bool(0.5) {
                    self.live(account);
                }
            }
        }
    }

    /// Benchmarks, failing programs, resold keys.
    fn add_machines(&mut self, size: &Size, world: &World, random: &mut Random) {
        for number in 0..size.of(6.0, 1) {
            let account = self.join(Role::EvalHarness, world);
            let requests = size.machine(if number % 3 == 2 { 200 } else { 800 });
            let clock = self.clock(Clock::burst(size.days, size.bin(0, 24, random), 0.0));
            let script = Script::Harness(number % world.harnesses.len() as u32);
            self.send(account, script, clock, Pace::Steady(3_000), requests);
        }
        for _ in 0..size.of(12.0, 2) {
            let account = self.join(Role::RetryStorm, world);
            let requests = size.machine(random.random_range(60..200));
            let pace = Pace::Steady(random.random_range(700..4_000));
            self.send(account, Script::Retry, self.own_clock(account), pace, requests);
        }
        let always = self.always();
        for _ in 0..size.of(3.0, 1) {
            let account = self.join(Role::Reseller, world);
            self.send(account, Script::Reseller, always, Pace::Single, size.machine(900));
        }
    }

    /// Service accounts of one organisation that share a list.
    fn add_fleets(&mut self, size: &Size, world: &World, random: &mut Random) {
        for fleet in 0..size.of(2.0, 1) {
            let (shared, org, payment) = (network(random), random.random(), random.random());
            let start = size.bin(0, 12, random);
            for _ in 0..12 {
                let account = self.join(Role::OrgFleet, world);
                let member = &mut self.accounts[account as usize];
                member.networks = [shared, 0, 0];
                member.org = Some(org);
                member.payment = Some(payment);
                let clock = self.clock(Clock::burst(size.days, start, 0.0));
                let requests = size.machine(58);
                let pace = Pace::Steady(43_200_000 / requests);
                self.send(account, Script::Fleet(fleet), clock, pace, requests);
            }
        }
    }
}
