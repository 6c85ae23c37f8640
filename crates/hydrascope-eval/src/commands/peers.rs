//! `hydrascope-eval peers`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueHint};
use hydrascope_eval::{LabelledLog, PeerError, PeerScript, PeerTable, peer_table, quiet_reference};
use serde_json::Value;

use super::embedder::embedder;
use super::named_week::NamedWeek;
use crate::failure::{Failure, print};

/// Says how well public tools group and accuse on labelled weeks, beside hydrascope: a table a week
///
/// The tools are exact match, MinHash and Drain3 (both in Python), clusters of whole prompts by hydrascope's own embedding, and two that
/// judge accounts alone, written anew from what their authors publish: Glasswally's signals, and the maximum mean discrepancy (MMD) of
/// windows of prompts from a simulated week without a campaign. Each is shown at the setting with the best template F1 on the very week
/// (with the best account AP where it knows no templates), and with the highest account AP of any setting; hydrascope has default
/// settings. Of a tool that knows clusters alone, an account's score is the number of accounts in the largest cluster that it sits in,
/// and it is flagged where these are 8 or more.
#[derive(Args)]
#[command(after_help = HELP)]
pub(crate) struct Arguments {
    /// A week's name, and its folder with labels.accounts.jsonl, labels.events.jsonl and traffic.jsonl, plain, .gz or .zst
    #[arg(value_name = "NAME=WEEK_DIR", value_hint = ValueHint::Other, required = true)]
    weeks: Vec<NamedWeek>,
    #[command(flatten)]
    python: Python,
    /// Print one JSON document, with every setting that was tried, instead of tables
    #[arg(long)]
    json: bool,
}

/// How tools in Python are run.
#[derive(Args)]
pub(super) struct Python {
    /// Python that has the packages of scripts/peers/requirements-groups.txt
    #[arg(long, value_name = "PATH", default_value = "python3", value_hint = ValueHint::CommandName)]
    python: PathBuf,
    /// The script that runs the tools in Python [default: scripts/peers/groups.py of the source tree around here]
    #[arg(long, value_name = "PATH", value_hint = ValueHint::FilePath)]
    peers_script: Option<PathBuf>,
    /// Leave the tools in Python out; the table says so
    #[arg(long)]
    skip_python: bool,
}

const HELP: &str = "\
Examples:
  hydrascope-eval peers A=../shared/traffic --skip-python
  python3 -m venv target/groups
  target/groups/bin/python -m pip install -r scripts/peers/requirements-groups.txt
  hydrascope-eval peers A=../shared/traffic B=../shared/traffic-b --python target/groups/bin/python --json";

/// Where the script lies in the source tree.
const SCRIPT: &str = "scripts/peers/groups.py";

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let script = arguments.python.script()?;
    let embedder = embedder(None)?;
    let reference = quiet_reference(&embedder)?;
    let mut documents = Vec::new();
    for NamedWeek { name, folder } in &arguments.weeks {
        let log = LabelledLog::read(folder)?;
        let table = PeerTable::of(&log, &log.score(&embedder)?, &embedder, &reference, script.as_ref())?;
        if arguments.json {
            let mut document = table.to_json();
            document["week"] = name.as_str().into();
            documents.push(document);
        } else {
            print(&format!("## Week {name}\n\n{}\n", peer_table(&table)))?;
        }
    }
    if arguments.json {
        print(&format!("{}\n", Value::from(documents)))?;
    }
    Ok(ExitCode::SUCCESS)
}

impl Python {
    /// The script, ready to run; none where its tools are left out.
    pub(super) fn script(&self) -> Result<Option<PeerScript>, Failure> {
        if self.skip_python {
            return Ok(None);
        }
        let script = match &self.peers_script {
            Some(path) => path.clone(),
            None => around(&std::env::current_dir()?).ok_or_else(|| PeerError::NoScript(SCRIPT.into()))?,
        };
        Ok(Some(PeerScript::new(&script, &self.python)?))
    }
}

/// The script of this directory's source tree.
fn around(directory: &Path) -> Option<PathBuf> {
    directory.ancestors().map(|above| above.join(SCRIPT)).find(|path| path.is_file())
}
