//! Benign accounts of the kinds that settings may add to the usual look-alikes.

mod lists;
mod machines;
mod people;

use super::Population;
use super::size::Size;
use crate::account::Role;
use crate::look_alike::LookAlikeKind;
use crate::seed::random;
use crate::settings::ValidSettings;
use crate::stream::Script;
use crate::world::World;

impl Population {
    /// Adds the look-alikes that the settings name.
    pub(super) fn add_more_look_alikes(&mut self, settings: &ValidSettings, world: &World) {
        use LookAlikeKind as K;
        let size = Size::new(settings);
        for (place, &kind) in settings.get().more_look_alikes.iter().enumerate() {
            let mut random = random(&[self.seed, 13, place as u64]);
            let count = world.look_alikes.count(kind);
            match kind {
                K::OnceUser => {
                    for number in 0..size.of(420.0, 15 * count) {
                        self.add_once_user(number % count, world, &mut random);
                    }
                }
                K::Hobbyist => {
                    for number in 0..size.of(42.0, 3 * count) {
                        self.add_hobbyist(number % count, world, &mut random);
                    }
                }
                K::CodingAgent => {
                    for number in 0..size.of(90.0, 8 * count) {
                        self.add_coding_agent(number % count, world, &mut random);
                    }
                }
                K::FrameworkUser => self.add_framework_users(&size, world, &mut random),
                K::Timer => self.add_timers(&size, world, &mut random),
                K::Automation => self.add_automations(&size, world, &mut random),
                K::CompanyKeys => self.add_company_keys(&size, world, &mut random),
                K::TutorialReader => self.add_tutorial_readers(&size, world, &mut random),
                K::Course => self.add_courses(&size, world, &mut random),
                K::BenchmarkCrowd => self.add_benchmark_crowd(&size, world, &mut random),
            }
        }
    }

    /// A new account of the kind and what it sends.
    fn join_look_alike(&mut self, kind: LookAlikeKind, number: u32, world: &World) -> (u32, Script) {
        (self.join(Role::LookAlike(kind), world), Script::LookAlike(kind, number))
    }
}
