//! Accounts that come with a campaign and are none of it: decoys, and bots that copy an ordinary account.

use rand::RngExt;

use super::Population;
use crate::account::Role;
use crate::campaign::{COPIED, COPIES, campaign_seed};
use crate::pace::Pace;
use crate::seed::{Random, random};
use crate::settings::ValidSettings;
use crate::stream::{Part, Script, Stream};
use crate::world::World;

impl Population {
    /// Adds those of all campaigns, behind everybody else, so that others are who they are without them.
    pub(super) fn add_strangers(&mut self, settings: &ValidSettings, world: &mut World) {
        for place in 0..settings.get().campaigns.len() {
            let plan = settings.plan(place);
            for _ in 0..plan.decoys {
                let account = self.join(Role::Decoy, world);
                self.send(
                    account,
                    Script::Campaign(place as u16, Part::Decoy),
                    self.own_clock(account),
                    Pace::Single,
                    1,
                );
            }
            if plan.bots > 0 {
                let mut random = random(&[campaign_seed(self.seed, place), 10]);
                self.add_bots(place as u16, plan.bots, settings.span(), world, &mut random);
            }
        }
    }

    /// Bots that copy one ordinary account, around the clock.
    fn add_bots(&mut self, place: u16, bots: u32, span: i64, world: &mut World, random: &mut Random) {
        let Some(victim) = self.victim(random) else { return };
        let copies = self.foretold(victim.clone(), span, world);
        let (clock, requests) = (self.always(), copies.len() as u32 * COPIES);
        world.campaigns[usize::from(place)].copies = copies;
        for _ in 0..bots {
            let account = self.join(Role::Decoy, world);
            self.send(account, Script::Campaign(place, Part::Bot), clock, Pace::Single, requests);
        }
    }

    /// The stream of the account that is copied; none where nobody is ordinary.
    fn victim(&self, random: &mut Random) -> Option<&Stream> {
        let ordinary = |stream: &&Stream| {
            stream.script == Script::Organic && self.accounts[stream.account as usize].role == Role::Organic
        };
        let all: Vec<&Stream> = self.streams.iter().filter(ordinary).collect();
        let few: Vec<&Stream> =
            all.iter().copied().filter(|stream| COPIED.contains(&stream.left())).collect();
        let from = if few.is_empty() { all } else { few };
        let last = (from.len() as u32).checked_sub(1)?;
        Some(from[random.random_range(0..=last) as usize])
    }

    /// What a stream of ordinary use will ask within the span: the same draws in the same order as when it does.
    fn foretold(&self, mut stream: Stream, span: i64, world: &World) -> Vec<String> {
        let (account, clock) = (&self.accounts[stream.account as usize], &self.clocks[stream.clock as usize]);
        let mut prompts = Vec::new();
        let mut due = Some(stream.first(clock));
        while let Some(time) = due.filter(|&time| time < span) {
            prompts.push(world.organic(account, &mut stream.remembered, &mut stream.random));
            account.network(&mut stream.random);
            due = stream.advance(time, clock).map(|next| next.max(time));
        }
        prompts
    }
}
