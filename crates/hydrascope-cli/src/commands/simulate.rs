//! `hydrascope simulate`.

use std::path::PathBuf;
use std::str::FromStr;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Args, ValueHint};
use hydrascope::request::Timestamp;
use hydrascope_simulate::{
    CampaignKind, LookAlikeKind, Settings, TacticError, Tactics, write, write_traffic,
};

use crate::failure::{Failure, Outcome, message};

/// Writes simulated traffic with labelled campaigns
#[derive(Args)]
#[command(after_help = "\
Examples:
  hydrascope simulate --out week --labels
  hydrascope simulate --accounts 200000 --days 30 --seed 7 --out month
  hydrascope simulate --campaigns plain,diluted,noised --out three --labels
  hydrascope simulate --accounts 14000 --campaigns none --look-alikes all --out quiet
  hydrascope simulate --campaigns agent_tasks,churn --look-alikes coding_agent --out agents --labels
  hydrascope simulate --campaigns plain --tactic cover=0.9 --tactic hours=sessions --out hard
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
    /// Kinds of campaigns, of which each seed draws its own, none or all [default: one of each from plain to framing]
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = campaign_choice())]
    campaigns: Vec<Choice<CampaignKind>>,
    /// Benign look-alikes on top of the usual ones, which every week has, or all
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = look_alike_choice())]
    look_alikes: Vec<Choice<LookAlikeKind>>,
    /// A habit of all campaigns that is not their kinds': accounts=N, each=N (items an account), cover=SHARE,
    /// load=even|queue|skewed|lopsided, hours=uniform|duty|waves|habit|sessions, zones=N (whose hours accounts keep), topics=own;
    /// of their requests: order=shuffled (of clauses), pairing=app (the item again in an app's template), fillers=SHARE (of requests),
    /// letters=SHARE (swapped for Unicode's confusables); accounts beside them: decoys=N (one request each in their templates), bots=N
    /// (which copy an ordinary account); repeatable
    #[arg(long = "tactic", value_name = "NAME=VALUE")]
    tactics: Vec<Tactic>,
    /// The settings of the traffic that is shipped inside this program
    #[arg(long, conflicts_with_all = ["accounts", "days", "seed", "start", "campaigns", "look_alikes", "tactics"])]
    demo: bool,
    /// Directory to write traffic.jsonl.gz into
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    out: PathBuf,
    /// Write the labels beside it, for scoring
    #[arg(long)]
    labels: bool,
}

/// One tactic, checked.
#[derive(Clone)]
struct Tactic(String);

impl FromStr for Tactic {
    type Err = TacticError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Tactics::default().set(text)?;
        Ok(Self(text.to_owned()))
    }
}

/// What stands for no campaign, and what for all kinds.
const NONE: &str = "none";
const ALL: &str = "all";

/// One word of `--campaigns` or `--look-alikes`.
#[derive(Clone, Copy)]
enum Choice<K> {
    None,
    All,
    Kind(K),
}

fn campaign_choice() -> impl TypedValueParser<Value = Choice<CampaignKind>> {
    let none = PossibleValue::new(NONE).help("No campaign: all traffic is benign.");
    let kinds = CampaignKind::ALL.map(|kind| PossibleValue::new(kind.name()).help(kind.line()));
    PossibleValuesParser::new([none, all()].into_iter().chain(kinds)).try_map(|name| match name.as_str() {
        NONE => Ok(Choice::None),
        ALL => Ok(Choice::All),
        name => name.parse().map(Choice::Kind),
    })
}

fn look_alike_choice() -> impl TypedValueParser<Value = Choice<LookAlikeKind>> {
    let kinds = LookAlikeKind::ALL.map(|kind| PossibleValue::new(kind.name()).help(kind.line()));
    PossibleValuesParser::new([all()].into_iter().chain(kinds)).try_map(|name| match name.as_str() {
        ALL => Ok(Choice::All),
        name => name.parse().map(Choice::Kind),
    })
}

fn all() -> PossibleValue {
    PossibleValue::new(ALL).help("One of each kind.")
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
    for Tactic(tactic) in &arguments.tactics {
        settings.tactics.set(tactic)?;
    }
    settings.more_look_alikes = kinds(&arguments.look_alikes, &LookAlikeKind::ALL);
    Ok(settings)
}

/// The kinds that were named; none beside another kind is wrong usage.
fn campaigns(choices: &[Choice<CampaignKind>]) -> Result<Vec<CampaignKind>, clap::Error> {
    let none = choices.iter().filter(|choice| matches!(choice, Choice::None)).count();
    if none == 0 || none == choices.len() {
        return Ok(kinds(choices, &CampaignKind::ALL));
    }
    let message =
        "expected none alone or kinds of campaigns for '--campaigns <KIND>', got both; leave one out\n";
    Err(clap::Error::raw(ErrorKind::ArgumentConflict, message))
}

/// The kinds that were named, as often as they were.
fn kinds<K: Copy>(choices: &[Choice<K>], all: &[K]) -> Vec<K> {
    let named = choices.iter().map(|choice| match choice {
        Choice::None => &[],
        Choice::All => all,
        Choice::Kind(kind) => std::slice::from_ref(kind),
    });
    named.flatten().copied().collect()
}
