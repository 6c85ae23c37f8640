//! `hydrascope simulate`.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Args, ValueHint};
use hydrascope::time::Timestamp;
use hydrascope_simulate::{CampaignKind, Settings, write, write_traffic};

use crate::failure::{Failure, Outcome, message};

/// Writes simulated traffic with labelled campaigns
#[derive(Args)]
#[command(after_help = "\
Examples:
  hydrascope simulate --out week --labels
  hydrascope simulate --accounts 200000 --days 30 --seed 7 --out month
  hydrascope simulate --campaigns plain,diluted,noised --out three --labels
  hydrascope simulate --accounts 14000 --campaigns none --out quiet
  hydrascope simulate --demo --out demo --labels")]
pub(crate) struct Arguments {
    /// Ordinary accounts of the traffic; campaigns and look-alikes come on top
    #[arg(long, default_value_t = 2000)]
    accounts: u32,
    /// Days that it covers
    #[arg(long, default_value_t = 7)]
    days: u32,
    /// Seed of all chance; the same seed gives the same traffic
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// First moment of the traffic, as RFC 3339 [default: a Monday of 2026]
    #[arg(long, value_name = "TIME")]
    start: Option<Timestamp>,
    /// Kinds of campaigns, of which each seed draws its own, or none [default: one of each kind]
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = choice())]
    campaigns: Vec<Choice>,
    /// The settings of the traffic that is shipped inside this program
    #[arg(long, conflicts_with_all = ["accounts", "days", "seed", "start", "campaigns"])]
    demo: bool,
    /// Directory to write traffic.jsonl.gz into
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    out: PathBuf,
    /// Write the labels beside it, for scoring
    #[arg(long)]
    labels: bool,
}

/// What stands for no campaign.
const NONE: &str = "none";

/// One word of `--campaigns`.
#[derive(Clone, Copy)]
enum Choice {
    None,
    Kind(CampaignKind),
}

fn choice() -> impl TypedValueParser<Value = Choice> {
    let names = std::iter::once(NONE).chain(CampaignKind::ALL.map(CampaignKind::name));
    PossibleValuesParser::new(names).try_map(|name| match name.as_str() {
        NONE => Ok(Choice::None),
        name => name.parse().map(Choice::Kind),
    })
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let settings = if arguments.demo { Settings::demo() } else { settings(arguments)? };
    let settings = settings.validate()?;
    let out = &arguments.out;
    let written = if arguments.labels { write(&settings, out)? } else { write_traffic(&settings, out)? };
    message(&format!(
        "{} requests by {} accounts written to {}",
        written.requests,
        written.accounts,
        out.display()
    ));
    Ok(Outcome::Done)
}

fn settings(arguments: &Arguments) -> Result<Settings, Failure> {
    let mut settings = Settings {
        seed: arguments.seed,
        accounts: arguments.accounts,
        days: arguments.days,
        ..Settings::default()
    };
    if let Some(start) = arguments.start {
        settings.start_millis = start.as_millis();
    }
    if !arguments.campaigns.is_empty() {
        settings.campaigns = campaigns(&arguments.campaigns)?;
    }
    Ok(settings)
}

/// The kinds that were named; none beside another kind is wrong usage.
fn campaigns(choices: &[Choice]) -> Result<Vec<CampaignKind>, clap::Error> {
    let kinds: Vec<CampaignKind> = choices
        .iter()
        .filter_map(|choice| match choice {
            Choice::None => None,
            Choice::Kind(kind) => Some(*kind),
        })
        .collect();
    if kinds.is_empty() || kinds.len() == choices.len() {
        return Ok(kinds);
    }
    let message =
        "expected none alone or kinds of campaigns for '--campaigns <KIND>', got both; leave one out\n";
    Err(clap::Error::raw(ErrorKind::ArgumentConflict, message))
}
