//! People who use an app, a framework, a coding agent or a public recipe.

use rand::RngExt;

use super::super::Population;
use super::super::size::Size;
use crate::look_alike::LookAlikeKind;
use crate::pace::Pace;
use crate::seed::Random;
use crate::stream::Stay;
use crate::world::World;

impl Population {
    /// A user of the app of that number who asks once at a time, at hours of their own, from some day on.
    pub(in super::super) fn add_once_user(&mut self, number: u32, world: &World, random: &mut Random) {
        let (account, script) = self.join_look_alike(LookAlikeKind::OnceUser, number, world);
        // Some apps are asked more often than others.
        let median = [2.0, 4.0, 8.0][((self.seed ^ u64::from(number)) % 3) as usize];
        let requests = self.around(median, 1.0, random);
        let joined = if random.random_bool(0.4) { random.random_range(0.0..0.8) } else { 0.0 };
        let habit = (self.habit(random), Pace::Apart);
        self.send_within(Stay { from: joined, until: 1.0 }, account, script, habit, requests);
        if random.random_bool(0.4) {
            self.live(account);
        }
    }

    /// A hobbyist who makes a data set with the recipe of that number, slowly or in a few runs.
    pub(in super::super) fn add_hobbyist(&mut self, number: u32, world: &World, random: &mut Random) {
        let (account, script) = self.join_look_alike(LookAlikeKind::Hobbyist, number, world);
        let requests = self.around(28.0, 0.8, random);
        // From a script that never waits to somebody who reads every answer.
        let gap = (2_000.0 * libm::pow(100.0, random.random())) as u32;
        let runs = Pace::Sitting { least: 6, most: 30, gap };
        let (pace, requests) =
            if random.random_bool(0.6) { (runs, requests.div_ceil(18)) } else { (Pace::Sessions, requests) };
        let habit = self.habit(random);
        self.send(account, script, habit, pace, requests);
        if random.random_bool(0.6) {
            self.live(account);
        }
    }

    /// Users of frameworks, who chat in sessions.
    pub(super) fn add_framework_users(&mut self, size: &Size, world: &World, random: &mut Random) {
        let kind = LookAlikeKind::FrameworkUser;
        let count = world.look_alikes.count(kind);
        for number in 0..size.of(330.0, 16 * count) {
            let (account, script) = self.join_look_alike(kind, number % count, world);
            let requests = self.around(4.5, 0.95, random);
            let habit = self.habit(random);
            self.send(account, script, habit, Pace::Sessions, requests);
        }
    }

    /// A programmer whose agent, the one of that number, works through one task a sitting.
    pub(in super::super) fn add_coding_agent(&mut self, number: u32, world: &World, random: &mut Random) {
        let (account, script) = self.join_look_alike(LookAlikeKind::CodingAgent, number, world);
        let sittings = self.around(1.8, 0.7, random);
        let gap = random.random_range(12_000..60_000);
        let habit = self.habit(random);
        self.send(account, script, habit, Pace::Sitting { least: 10, most: 30, gap }, sittings);
        if random.random_bool(0.3) {
            self.live(account);
        }
    }
}
