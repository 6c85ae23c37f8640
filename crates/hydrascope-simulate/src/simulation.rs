//! The simulation: every account's next request in one queue, the earliest first.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rand::RngExt;

use crate::account::{Account, Role, network_text};
use crate::campaign::Due;
use crate::error::GrammarError;
use crate::event::{AccountLabel, CampaignLabel, Event, EventLabel, Request};
use crate::population::Population;
use crate::seed::{mix, scatter48};
use crate::settings::ValidSettings;
use crate::stream::{Part, Script, Stream, Users};
use crate::style::dress;
use crate::world::World;

/// Traffic as an iterator in time order. Memory grows with the number of accounts, not with that of requests.
///
/// ```
/// use hydrascope_simulate::{Settings, Simulation};
/// let settings = Settings { accounts: 50, ..Settings::default() }.validate()?;
/// let mut simulation = Simulation::new(&settings)?;
/// let first = simulation.next().expect("fifty accounts send something");
/// assert_eq!(first.request.id, "r0000000");
/// assert_eq!(first.request.id, first.label.id);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Simulation {
    settings: ValidSettings,
    world: World,
    population: Population,
    /// The moment each stream is due, and the stream.
    queue: BinaryHeap<Reverse<(i64, u32)>>,
    sent: u64,
}

impl Simulation {
    /// Draws all accounts and campaigns; the first request is not yet made.
    ///
    /// # Errors
    /// Where the grammar that the crate carries is broken, which its tests rule out.
    pub fn new(settings: &ValidSettings) -> Result<Self, GrammarError> {
        let mut world = World::draw(settings)?;
        let mut population = Population::draw(settings, &mut world)?;
        let Population { streams, clocks, .. } = &mut population;
        let first = |(index, stream): (usize, &mut Stream)| {
            Reverse((stream.first(&clocks[stream.clock as usize]), index as u32))
        };
        let queue = streams.iter_mut().enumerate().map(first).collect();
        Ok(Self { settings: settings.clone(), world, population, queue, sent: 0 })
    }

    /// How many streams of requests have not ended yet: the state that grows with accounts, at most two for each.
    pub fn pending(&self) -> usize {
        self.queue.len()
    }

    /// Every account that has sent anything so far, with its role.
    pub fn accounts(&self) -> impl Iterator<Item = AccountLabel> + '_ {
        let seen = self.population.accounts.iter().enumerate().filter(|(_, account)| account.seen);
        seen.map(|(index, account)| AccountLabel {
            account: self.account_name(index as u32),
            role: account.role.name(),
            campaign: account.campaign.map(|place| self.world.campaigns[usize::from(place)].name.clone()),
        })
    }

    /// Every campaign's name with what it has sent so far, in the order of the settings.
    pub fn campaigns(&self) -> impl Iterator<Item = (&str, CampaignLabel)> + '_ {
        let campaigns = self.world.campaigns.iter().enumerate();
        campaigns.map(|(place, campaign)| (campaign.name.as_str(), campaign.label(place, &self.settings)))
    }

    fn account_name(&self, account: u32) -> String {
        account_name(self.settings.get().seed, account)
    }

    /// Makes the request that is due on the stream.
    fn make(&mut self, index: u32, time: i64) -> Event {
        let (prompt, label) = self.write(index, time);
        let id = format!("r{:07}", self.sent);
        self.sent += 1;
        let stream = &mut self.population.streams[index as usize];
        let account = &mut self.population.accounts[stream.account as usize];
        if !std::mem::replace(&mut account.seen, true)
            && let Some(place) = account.campaign
        {
            self.world.campaigns[usize::from(place)].active += 1;
        }
        let ip = network_text(account.network(&mut stream.random));
        let payment = account.payment.map(|mark| format!("pm-{mark:08x}"));
        let org = account.org.map(|org| format!("org-{:06x}", org & 0xff_ffff));
        let (account, role, place) = (stream.account, account.role, account.campaign);
        let campaign = place.filter(|_| label.is_some());
        let request = Request {
            id: id.clone(),
            millis: self.settings.get().start_millis + time,
            account: self.account_name(account),
            prompt,
            ip,
            payment,
            org,
        };
        let kind = if label.is_some() || role == Role::Reseller { role } else { Role::Organic };
        let label = EventLabel {
            id,
            campaign: campaign.map(|place| self.world.campaigns[usize::from(place)].name.clone()),
            template: label,
            kind: kind.name(),
        };
        Event { request, label }
    }

    /// The prompt that is due on the stream, and its template.
    fn write(&mut self, index: u32, time: i64) -> (String, Option<String>) {
        let stream = &mut self.population.streams[index as usize];
        let account: &Account = &self.population.accounts[stream.account as usize];
        let (world, random) = (&mut self.world, &mut stream.random);
        match stream.script {
            Script::Organic => (world.organic(account, &mut stream.remembered, random), None),
            Script::Reseller => (world.anyone(random), None),
            Script::Retry => {
                if stream.remembered == 0 {
                    stream.remembered = random.random();
                }
                let text = world.anyone(&mut crate::seed::random(&[stream.remembered]));
                let name = account_name(self.settings.get().seed, stream.account);
                (text, Some(format!("retry:{name}")))
            }
            Script::Fad(fad) => {
                let text = world.fads[fad as usize].clone();
                (dress(text, account, random), Some(format!("viral:{fad}")))
            }
            Script::Homework(first, count) => {
                let step = (stream.sent + stream.account) % count;
                let exercise = (first + step) as usize % world.homework.len();
                let text = world.homework[exercise].clone();
                (dress(text, account, random), Some(format!("class:{exercise}")))
            }
            Script::App(app, Users::Many) => {
                (world.app_of_anyone(&world.apps[app as usize], random), Some(format!("saas:app{app}")))
            }
            Script::App(number, Users::One) | Script::Agent(number) | Script::Library(number) => {
                let (templates, kind) = match stream.script {
                    Script::Agent(_) => (&world.agents, "agent:"),
                    Script::Library(_) => (&world.library, "library:"),
                    _ => (&world.apps, "saas:app"),
                };
                let template = &templates[number as usize];
                let text = world.app(template, account, &mut stream.remembered, random);
                (text, Some(format!("{kind}{number}")))
            }
            Script::Harness(harness) => {
                let template = &world.harnesses[harness as usize];
                let text = world.listed(template, u64::from(harness), u64::from(stream.sent), random);
                (text, Some(format!("harness:{harness}")))
            }
            Script::Fleet(fleet) => {
                let template = &world.fleets[fleet as usize % world.fleets.len()];
                // Twelve accounts take turns, so that no item comes twice.
                let number = u64::from(stream.sent) * 12 + u64::from(stream.account % 12);
                let text = world.listed(template, 1000 + u64::from(fleet), number, random);
                (text, Some(format!("fleet:{fleet}")))
            }
            Script::Campaign(place, part) => {
                let (text, label) = ask((world, place, part), (time, self.settings.span()), stream);
                (text, Some(label))
            }
            Script::LookAlike(kind, number) => {
                let (text, name) = world.look_alikes.write((kind, number), &world.grammar, account, stream);
                (text, Some(format!("{kind}:{name}")))
            }
        }
    }
}

/// The prompt that is due on a stream of a campaign, by its place, at a moment of the whole span, and its template.
fn ask(
    (world, place, part): (&mut World, u16, Part),
    (time, span): (i64, i64),
    stream: &mut Stream,
) -> (String, String) {
    let World { campaigns, grammar, .. } = world;
    let due = Due {
        day: time / 86_400_000,
        share: time as f64 / span as f64,
        account: stream.account,
        turn: stream.turn,
    };
    let campaign = &mut campaigns[usize::from(place)];
    match part {
        Part::List => campaign.deal(due, &mut stream.remembered, grammar, &mut stream.random),
        Part::Decoy => campaign.decoy(due, grammar, &mut stream.random),
        Part::Bot => campaign.copy(stream.sent, grammar, &mut stream.random),
    }
}

impl Iterator for Simulation {
    type Item = Event;

    fn next(&mut self) -> Option<Event> {
        loop {
            let Reverse((time, index)) = self.queue.pop()?;
            if time >= self.settings.span() {
                continue;
            }
            let event = self.make(index, time);
            let stream = &mut self.population.streams[index as usize];
            if let Some(next) = stream.advance(time, &self.population.clocks[stream.clock as usize]) {
                self.queue.push(Reverse((next.max(time), index)));
            }
            return Some(event);
        }
    }
}

/// The account's name, which tells nothing of its place.
fn account_name(seed: u64, account: u32) -> String {
    format!("acct-{:012x}", scatter48(u64::from(account), mix(&[seed, 10])))
}
