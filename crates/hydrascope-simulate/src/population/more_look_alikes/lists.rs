//! People who work through one list: a tutorial's texts, a course's questions, a benchmark.

use rand::RngExt;

use super::super::Population;
use super::super::size::Size;
use crate::clock::Clock;
use crate::look_alike::LookAlikeKind;
use crate::pace::Pace;
use crate::seed::Random;
use crate::world::World;

/// The most students of one class.
const CLASS: u32 = 48;

impl Population {
    /// Readers of tutorials, who try the first texts or all in one sitting.
    pub(super) fn add_tutorial_readers(&mut self, size: &Size, world: &World, random: &mut Random) {
        let kind = LookAlikeKind::TutorialReader;
        let count = world.look_alikes.count(kind);
        for number in 0..size.of(150.0, 14 * count) {
            let (account, script) = self.join_look_alike(kind, number % count, world);
            let steps = random.random_range(3..=12_u32).max(random.random_range(3..=12_u32));
            // Every second tutorial is a loop that a program runs.
            let typed = (number % count).is_multiple_of(2);
            let gap =
                if typed { random.random_range(40_000..240_000) } else { random.random_range(1_000..20_000) };
            let habit = self.habit(random);
            self.send(account, script, habit, Pace::Sitting { least: steps, most: steps, gap }, 1);
            if random.random_bool(0.5) {
                self.live(account);
            }
        }
    }

    /// Classes that ask their tutor on the same two days.
    pub(super) fn add_courses(&mut self, size: &Size, world: &World, random: &mut Random) {
        let count = world.look_alikes.count(LookAlikeKind::Course);
        let students = size.of(96.0, 24);
        for class in 0..students.div_ceil(CLASS) {
            // Some meet for four hours, others take their exercises home for the day.
            let starts = [size.bin(8, 10, random), size.bin(8, 10, random)];
            let clock =
                self.clock(Clock::waves(size.days, &starts, if class.is_multiple_of(2) { 52 } else { 16 }));
            for _ in 0..(students - class * CLASS).min(CLASS) {
                let (account, script) = self.join_look_alike(LookAlikeKind::Course, class % count, world);
                let (least, most, gap) = (3, 14, random.random_range(10_000..200_000));
                let sittings = random.random_range(1..=2_u32);
                self.send(account, script, clock, Pace::Sitting { least, most, gap }, sittings);
                if random.random_bool(0.4) {
                    self.live(account);
                }
            }
        }
    }

    /// People who each run a part of one public benchmark, at a moment of their own.
    pub(super) fn add_benchmark_crowd(&mut self, size: &Size, world: &World, random: &mut Random) {
        let kind = LookAlikeKind::BenchmarkCrowd;
        let count = world.look_alikes.count(kind);
        for number in 0..size.of(60.0, 10 * count) {
            let (account, script) = self.join_look_alike(kind, number % count, world);
            let items = random.random_range(20..=90_u32);
            let pace = Pace::Steady(random.random_range(1_500..12_000));
            let habit = self.habit(random);
            self.send(account, script, habit, pace, items);
            if random.random_bool(0.3) {
                self.live(account);
            }
        }
    }
}
