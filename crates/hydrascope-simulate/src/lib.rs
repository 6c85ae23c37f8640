//! Simulated API traffic with labelled extraction campaigns.
//!
//! All text comes from the grammar in `grammar/`; accounts, times and campaigns are drawn from a seed. Among organic
//! accounts hide benign look-alikes (apps whose users bring their own keys, agent frameworks, classes, benchmarks and
//! others, with more of the kinds in [`LookAlikeKind`] where the settings name them) and campaigns of the kinds in
//! [`CampaignKind`]. The same settings give the same traffic everywhere.
//!
//! ```
//! use hydrascope_simulate::{CampaignKind, Settings, Simulation};
//! let campaigns = vec![CampaignKind::Tiny, CampaignKind::Noised];
//! let settings = Settings { accounts: 200, days: 2, campaigns, ..Settings::default() }.validate()?;
//! let mut simulation = Simulation::new(&settings)?;
//! let requests = simulation.by_ref().filter(|event| event.label.campaign.is_some()).count();
//! assert!(requests > 100);
//! assert_eq!(simulation.campaigns().count(), 2);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![doc(test(attr(deny(warnings))))]

mod account;
mod campaign;
mod clock;
mod confusable;
mod error;
mod event;
mod grammar;
mod kinds;
mod lexicon;
mod look_alike;
mod noise;
mod pace;
mod population;
mod seed;
mod settings;
mod simulation;
mod stream;
mod style;
mod tactics;
mod template;
mod transcript;
mod wording;
mod world;
mod writer;

pub use campaign::{CampaignKind, UnknownKind};
pub use error::GrammarError;
pub use event::{AccountLabel, CampaignLabel, Event, EventLabel, Request};
pub use look_alike::{LookAlikeKind, UnknownLookAlike};
pub use settings::{Settings, SettingsError, ValidSettings};
pub use simulation::Simulation;
pub use tactics::{HoursTactic, LoadTactic, TacticError, Tactics};
pub use writer::{WriteError, Written, write, write_apart, write_traffic};
