//! `hydrascope store`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueHint};
use hydrascope::engine::{Care, Damage};
use hydrascope::request::Timestamp;
use serde_json::{Value, json};

use crate::failure::{Failure, Outcome, message, print, print_json};
use crate::key::KeyOptions;
use crate::window::moment;

/// Looks after the store of an engine, while no engine has it open
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Says what a store holds and what is damaged, and changes nothing
    ///
    /// Exit code 1 where anything is damaged.
    #[command(after_help = "\
Examples:
  hydrascope store check state
  hydrascope store check state --hash-key-file key --json")]
    Check(Of),
    /// Sets damaged files aside and mends what is whole, as opening a store does
    #[command(after_help = "\
Examples:
  hydrascope store repair state")]
    Repair(Of),
    /// Prints id, time and account of each request that a store holds, a line of JSON each
    #[command(after_help = "\
Examples:
  hydrascope store dump state > requests.jsonl")]
    Dump(Of),
    /// Forgets the requests of accounts, or all before a moment, with all that only they say
    ///
    /// What it cannot forget: words of a template that requests of others say too, what was reported before, and copies of the folder.
    #[command(after_help = "\
Examples:
  hydrascope store purge state --account acct-00049f0997c2
  hydrascope store purge state --before 2026-03-01")]
    Purge(PurgeArguments),
}

/// Which store.
#[derive(Args)]
struct Of {
    /// Folder of the store
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    folder: PathBuf,
    #[command(flatten)]
    key: KeyOptions,
    /// Print one JSON document instead of text
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
struct PurgeArguments {
    #[command(flatten)]
    of: Of,
    /// An account whose requests go; repeatable
    #[arg(long, value_name = "ACCOUNT", required_unless_present = "before")]
    account: Vec<String>,
    /// The moment before which requests go, or a date for its midnight in UTC
    #[arg(long, value_name = "TIME", value_parser = moment)]
    before: Option<Timestamp>,
}

/// A store is damaged.
#[derive(Debug, thiserror::Error)]
#[error(
    "{folder}: expected a store that is whole, got {damages} damaged files; mend it with hydrascope store repair"
)]
struct Damaged {
    folder: String,
    damages: usize,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    match &arguments.command {
        Command::Check(of) => {
            let care = Care::look(&of.folder, of.key.read()?)?;
            tell(&care, of)?;
            let damages = care.damages().len();
            if damages > 0 {
                return Err(Damaged { folder: of.folder.display().to_string(), damages }.into());
            }
        }
        Command::Repair(of) => tell(&Care::mend(&of.folder, of.key.read()?)?, of)?,
        Command::Dump(of) => {
            let care = Care::look(&of.folder, of.key.read()?)?;
            care.damages().iter().for_each(|damage| message(&damage.to_string()));
            let mut printed = Ok(());
            care.each(&mut |id, time, account| {
                if printed.is_ok() {
                    let line = json!({ "id": id, "ts": time, "account": account });
                    printed = print(&format!("{line}\n"));
                }
            })?;
            printed?;
        }
        Command::Purge(PurgeArguments { of, account, before }) => {
            let mut care = Care::mend(&of.folder, of.key.read()?)?;
            let goes = |sender: &str, time: Timestamp| {
                account.iter().any(|account| account == sender) || before.is_some_and(|before| time < before)
            };
            let purged = care.purge(goes)?;
            if of.json {
                print_json(&json!({ "purged": purged, "damages": shown(care.damages()) }))?;
            } else {
                care.damages().iter().for_each(|damage| message(&damage.to_string()));
                print(&format!("{} requests forgotten, {} buckets gone\n", purged.requests, purged.buckets))?;
            }
        }
    }
    Ok(Outcome::Done)
}

/// Says what a store holds and what is, or was, damaged.
fn tell(care: &Care, of: &Of) -> Result<(), Failure> {
    let held = care.held()?;
    if of.json {
        return print_json(&json!({ "held": held, "damages": shown(care.damages()) }));
    }
    care.damages().iter().for_each(|damage| message(&damage.to_string()));
    let time = |time: Option<Timestamp>| time.map_or("-".to_owned(), |time| time.to_string());
    print(&format!(
        "{} requests of {} accounts, {} to {}, in {} sealed and {} open buckets\n",
        held.requests,
        held.accounts,
        time(held.first),
        time(held.last),
        held.sealed,
        held.open
    ))
}

fn shown(damages: &[Damage]) -> Vec<Value> {
    let shown =
        |damage: &Damage| json!({ "path": damage.path, "set_aside": damage.set_aside, "what": damage.what });
    damages.iter().map(shown).collect()
}
