//! A campaign's size and habits: what is usual for its kind, varied by the seed.

use std::ops::RangeInclusive;

use rand::RngExt;

use super::CampaignKind;
use super::disguise::Disguise;
use crate::seed::{Random, random};

/// When a campaign works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Timing {
    /// A daily window of hours.
    Duty,
    /// Short waves.
    Waves,
    /// Around the clock.
    Uniform,
    /// People's hours, in sessions.
    Human,
    /// A few waves of some hours, days apart.
    Spaced,
    /// Hours of a person's day, drawn for each account.
    Habit,
}

impl Timing {
    /// What any usual campaign may keep to.
    const USUAL: [Self; 4] = [Self::Duty, Self::Waves, Self::Uniform, Self::Human];

    /// The label's word for it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Duty => "duty",
            Self::Waves => "waves",
            Self::Uniform => "uniform",
            Self::Human => "human",
            Self::Spaced => "spaced",
            Self::Habit => "habit",
        }
    }
}

/// How requests are spread over accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Load {
    /// The same number each.
    Even,
    /// A heavy tail.
    Skewed,
    /// As chance has it, where accounts take from one queue.
    Queue,
    /// A tail heavier than people's.
    Lopsided,
}

/// Which part of the span each account works in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turnover {
    /// All of it.
    None,
    /// So many seats at a time, on each of which accounts follow one another.
    Seats(u32),
    /// Some of so many waves.
    Waves(u32),
    /// The second half, behind the cover.
    Late,
}

/// How many requests one item of the list takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sitting {
    /// One.
    Single,
    /// A conversation of so many, least and most, with about so many milliseconds between them.
    Turns { least: u32, most: u32, gap: u32 },
}

/// What one campaign will do.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Plan {
    pub(crate) kind: CampaignKind,
    pub(crate) accounts: u32,
    /// Items of the list an account, on average.
    pub(crate) each: u32,
    /// Share of cover, 0 to 0.9.
    pub(crate) cover: f64,
    pub(crate) careless: bool,
    pub(crate) timing: Timing,
    pub(crate) load: Load,
    pub(crate) turnover: Turnover,
    pub(crate) sitting: Sitting,
    /// Items on the list, where it is shorter than the requests.
    pub(crate) list_length: Option<u64>,
    /// Whether its accounts ask in sessions; chance decides where that is open.
    pub(crate) sessions: Option<bool>,
    /// Whether each account keeps to topics of its own.
    pub(crate) topics: bool,
    /// Time zones whose hours its accounts keep, 1 to 24, where these are not the accounts' own.
    pub(crate) zones: Option<u32>,
    /// What is done to its requests.
    pub(crate) disguise: Disguise,
    /// Accounts that send one request each in its templates.
    pub(crate) decoys: u32,
    /// Accounts that copy an ordinary one.
    pub(crate) bots: u32,
}

impl Plan {
    /// What is usual for the kind at the default size and length.
    fn usual(kind: CampaignKind) -> Self {
        use CampaignKind as K;
        let (accounts, each, timing) = match kind {
            K::Plain => (60, 9, Timing::Duty),
            K::ReverseTrace => (40, 9, Timing::Waves),
            K::Persona => (90, 6, Timing::Human),
            K::MultiTemplate | K::Rotating => (80, 8, Timing::Duty),
            K::Paraphrased => (90, 7, Timing::Uniform),
            K::Diluted => (120, 5, Timing::Human),
            K::LowSlow => (150, 3, Timing::Uniform),
            K::Adaptive => (100, 6, Timing::Human),
            K::ShortSuffix => (70, 8, Timing::Duty),
            K::Multilingual => (60, 8, Timing::Uniform),
            K::Tiny => (10, 30, Timing::Uniform),
            K::SingleLanguage => (60, 7, Timing::Duty),
            K::Rubric => (50, 8, Timing::Duty),
            K::Noised | K::Framing => (60, 8, Timing::Duty),
            K::CollectionPassage | K::CollectionPairs | K::CollectionWordings => (50, 7, Timing::Duty),
            K::AgentTasks | K::SharedAgent => (40, 3, Timing::Human),
            K::Churn => (90, 6, Timing::Uniform),
            K::HandOver => (40, 14, Timing::Uniform),
            K::SpacedWaves => (70, 8, Timing::Spaced),
            K::Stages => (60, 12, Timing::Duty),
            K::Aged => (70, 8, Timing::Duty),
            K::Driven => (50, 3, Timing::Uniform),
            K::Verbatim => (60, 10, Timing::Duty),
            K::Numeric => (60, 8, Timing::Uniform),
            K::Skewed => (70, 9, Timing::Uniform),
            K::FakedHours => (70, 8, Timing::Habit),
            K::Sharded => (60, 9, Timing::Uniform),
            K::SharedRecipe => (60, 9, Timing::Duty),
            K::SharedApp => (60, 7, Timing::Uniform),
        };
        let careless = kind == K::Plain;
        let sitting = match kind {
            K::AgentTasks | K::SharedAgent => Sitting::Turns { least: 10, most: 30, gap: 25_000 },
            K::Driven => Sitting::Turns { least: 3, most: 6, gap: 9_000 },
            _ => Sitting::Single,
        };
        let turnover = Turnover::None;
        Self {
            kind,
            accounts,
            each,
            cover: usual_cover(kind),
            careless,
            timing,
            load: usual_load(kind),
            turnover,
            sitting,
            list_length: None,
            sessions: None,
            topics: kind == K::Sharded,
            zones: None,
            disguise: Disguise::default(),
            decoys: 0,
            bots: 0,
        }
    }

    /// The plan of one campaign: the usual, varied by its seed; `size` multiplies its accounts.
    pub(crate) fn draw(kind: CampaignKind, seed: u64, size: f64, weeks: f64) -> Self {
        let (mut plan, mut random) = (Self::usual(kind), random(&[seed, 3]));
        if kind != CampaignKind::Tiny {
            let accounts = f64::from(plan.accounts) * size * random.random_range(0.75..1.35);
            plan.accounts = (accounts.round() as u32).max(8);
        }
        if kind != CampaignKind::LowSlow {
            let each = f64::from(plan.each) * random.random_range(0.8..1.35) * weeks.max(0.3);
            plan.each = (each.round() as u32).max(2);
        }
        if plan.cover > 0.0 {
            plan.cover = (plan.cover * 100.0 + random.random_range(-8.0..8.0)).round() / 100.0;
        }
        if kind.is_usual() {
            vary_habits(&mut plan, &mut random);
        } else {
            // Hours and load are what most of these kinds are about.
            plan.careless = random.random_bool(0.06);
        }
        plan.turnover = match kind {
            CampaignKind::Churn => Turnover::Seats((plan.accounts / 5).max(1)),
            CampaignKind::HandOver => Turnover::Seats(random.random_range(1..=2)),
            CampaignKind::SpacedWaves => Turnover::Waves(random.random_range(3..=4)),
            CampaignKind::Aged => Turnover::Late,
            _ => Turnover::None,
        };
        let requests = u64::from(plan.accounts) * u64::from(plan.each);
        plan.list_length = match kind {
            CampaignKind::CollectionPassage
            | CampaignKind::CollectionPairs
            | CampaignKind::CollectionWordings => Some(requests * random.random_range(60..100_u64) / 100),
            // Each item comes four to seven times.
            CampaignKind::Verbatim => Some((requests / random.random_range(4..=7_u64)).max(1)),
            _ => None,
        };
        plan
    }
}

/// Requests of an account that bots copy, where there is one of so many.
pub(crate) const COPIED: RangeInclusive<u32> = 5..=12;
/// How often each bot sends each of them.
pub(crate) const COPIES: u32 = 2;

impl Plan {
    /// About how many requests the campaign and those who come with it make at most.
    pub(crate) fn requests(&self) -> f64 {
        let turns = if let Sitting::Turns { most, .. } = self.sitting { most } else { 1 };
        let items = f64::from(self.accounts) * f64::from(self.each);
        let cover = items * self.cover / (1.0 - self.cover);
        let of_a_bot = f64::from(COPIED.end() * COPIES);
        items * f64::from(turns) + cover + f64::from(self.decoys) + f64::from(self.bots) * of_a_bot
    }
}

fn usual_cover(kind: CampaignKind) -> f64 {
    match kind {
        CampaignKind::Diluted => 0.8,
        CampaignKind::Adaptive => 0.6,
        CampaignKind::LowSlow => 0.5,
        CampaignKind::Aged => 0.45,
        _ => 0.0,
    }
}

fn usual_load(kind: CampaignKind) -> Load {
    use CampaignKind::{Framing, MultiTemplate, Persona, Skewed};
    match kind {
        Persona | MultiTemplate | Framing => Load::Skewed,
        Skewed => Load::Lopsided,
        kind if !kind.is_usual() => Load::Queue,
        _ => Load::Even,
    }
}

/// Some campaigns keep other hours, spread their load otherwise or share networks.
fn vary_habits(plan: &mut Plan, random: &mut Random) {
    if random.random_bool(0.25) {
        plan.timing = Timing::USUAL[random.random_range(0..4_u32) as usize];
    }
    if random.random_bool(0.15) {
        plan.load = if plan.load == Load::Even { Load::Skewed } else { Load::Even };
    }
    plan.careless |= random.random_bool(0.06);
}
