//! Accounts: who they are, what they care about, and how they write.

use rand::RngExt;

use crate::lexicon::{LANGUAGES, Lexicon, Scene};
use crate::look_alike::LookAlikeKind;
use crate::seed::{Random, random};

/// Hours that accounts' clocks are ahead of UTC, as often as people live there.
const ZONES: [u8; 24] = [0, 0, 1, 1, 1, 1, 2, 2, 3, 4, 5, 5, 5, 7, 8, 8, 9, 11, 16, 17, 18, 19, 19, 21];

/// What an account is, as labels name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Organic,
    SaasSingle,
    SaasByok,
    AgentFramework,
    Viral,
    Classroom,
    EvalHarness,
    RetryStorm,
    PromptLibrary,
    Reseller,
    OrgFleet,
    LookAlike(LookAlikeKind),
    Campaign,
    Decoy,
}

impl Role {
    /// The label's word for it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Organic => "organic",
            Self::SaasSingle => "saas_single",
            Self::SaasByok => "saas_byok",
            Self::AgentFramework => "agent_framework",
            Self::Viral => "viral",
            Self::Classroom => "classroom",
            Self::EvalHarness => "eval_harness",
            Self::RetryStorm => "retry_storm",
            Self::PromptLibrary => "prompt_library",
            Self::Reseller => "reseller",
            Self::OrgFleet => "org_fleet",
            Self::LookAlike(kind) => kind.name(),
            Self::Campaign => "campaign",
            Self::Decoy => "decoy",
        }
    }

    /// The share of such accounts whose payment mark is known.
    fn pays(self) -> f64 {
        match self {
            Self::SaasSingle | Self::EvalHarness | Self::Reseller => 1.0,
            _ => 0.75,
        }
    }
}

/// An account: a few dozen bytes, however much it sends.
#[derive(Clone, Debug)]
pub(crate) struct Account {
    pub(crate) role: Role,
    /// The campaign's place, for the role of that name.
    pub(crate) campaign: Option<u16>,
    /// Network prefixes, the first the most used; 0 where there is none.
    pub(crate) networks: [u32; 3],
    pub(crate) payment: Option<u32>,
    pub(crate) org: Option<u32>,
    /// Domains of interest, the first the strongest.
    interests: [u8; 3],
    /// Hundredths of requests that are about anything at all.
    wander: u8,
    /// Where in each domain's list of things the favourites start.
    favourite: u8,
    /// The language beside English, by its place.
    pub(crate) language: Option<u8>,
    /// How many hours the account's clock is ahead.
    pub(crate) zone: u8,
    /// Hundredths of prompts in lower case.
    pub(crate) lower: u8,
    /// Thousandths of words with a slip of the finger.
    pub(crate) slips: u8,
    /// Whether anything was sent.
    pub(crate) seen: bool,
}

impl Account {
    /// A person, drawn from the account's own generator.
    pub(crate) fn draw(seed: u64, index: u64, role: Role, lexicon: &Lexicon) -> Self {
        let mut random = random(&[seed, 1, index]);
        let mut networks = [network(&mut random), 0, 0];
        let extra = [0, 0, 0, 0, 0, 0, 1, 1, 2, 2][random.random_range(0..10_u32) as usize];
        networks[1..=extra].fill_with(|| network(&mut random));
        let mut domain = || random.random_range(0..lexicon.domains()) as u8;
        let interests = [domain(), domain(), domain()];
        Self {
            role,
            campaign: None,
            networks,
            payment: random.random_bool(role.pays()).then(|| random.random()),
            org: None,
            interests,
            wander: if random.random_bool(0.8) {
                random.random_range(2..14_u32) as u8
            } else {
                random.random_range(25..70_u32) as u8
            },
            favourite: random.random(),
            language: random.random_bool(0.12).then(|| random.random_range(0..LANGUAGES.len() as u32) as u8),
            zone: ZONES[random.random_range(0..ZONES.len() as u32) as usize],
            lower: if random.random_bool(0.2) { 90 } else { 5 },
            slips: if random.random_bool(0.25) { random.random_range(5..40_u32) as u8 } else { 0 },
            seen: false,
        }
    }

    /// Where a request comes from.
    pub(crate) fn network(&self, random: &mut Random) -> u32 {
        let pick = [0, 0, 0, 1, 2][random.random_range(0..5_u32) as usize];
        if self.networks[pick] == 0 { self.networks[0] } else { self.networks[pick] }
    }

    /// What the account has in mind: mostly its first interest, mostly its favourites there.
    pub(crate) fn scene(&self, lexicon: &Lexicon, random: &mut Random) -> Scene {
        if random.random_range(0..100_u32) < u32::from(self.wander) {
            return lexicon.any_scene(random);
        }
        let domain = u32::from(self.interests[[0, 0, 0, 0, 1, 2][random.random_range(0..6_u32) as usize]]);
        let mut favourite = || {
            let draw: f64 = random.random();
            u32::from(self.favourite) + (draw * draw * 10.0) as u32
        };
        Scene { domain, thing: favourite(), act: favourite() }
    }

    /// Anything of the account's strongest interest.
    pub(crate) fn topic(&self, random: &mut Random) -> Scene {
        let (thing, act) = (random.random_range(0..1000), random.random_range(0..1000));
        Scene { domain: u32::from(self.interests[0]), thing, act }
    }
}

/// A network prefix of 24 bits, never 0 in its first part.
pub(crate) fn network(random: &mut Random) -> u32 {
    (random.random_range(1..224_u32) << 16) | random.random_range(0..65_536_u32)
}

/// The prefix as text.
pub(crate) fn network_text(network: u32) -> String {
    format!("{}.{}.{}.0/24", network >> 16, (network >> 8) & 255, network & 255)
}
