//! `hydrascope-eval quality`.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueHint};
use hydrascope_eval::{
    Ablation, AttackScript, AttackedQuality, BenignReference, LabelledLog, PeerScript, PeerTable,
    WeekQuality, quality_page, quiet_reference,
};

use super::attack::{Tried, attack};
use super::embedder::embedder;
use super::named_week::NamedWeek;
use super::peers::Python;
use super::said::said;
use crate::failure::Failure;

/// Writes the page on quality: scores, false positives by role, missed campaigns, what each part is worth, public tools, attacks
#[derive(Args)]
#[command(after_help = HELP)]
pub(crate) struct Arguments {
    /// A week's name, and its folder with labels.accounts.jsonl, labels.events.jsonl and traffic.jsonl, plain, .gz or .zst
    #[arg(value_name = "NAME=WEEK_DIR", value_hint = ValueHint::Other, required = true)]
    weeks: Vec<NamedWeek>,
    /// Page to write, in Markdown
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    out: PathBuf,
    /// Script that makes attacks on the first week (see `attack kinds`)
    #[arg(long, value_name = "ATTACKS_PY", value_hint = ValueHint::FilePath)]
    attacks: Option<PathBuf>,
    #[command(flatten)]
    tried: Tried,
    /// Set public tools beside (see `peers`)
    #[arg(long)]
    peers: bool,
    #[command(flatten)]
    python: Python,
}

const HELP: &str = "\
Examples:
  hydrascope-eval quality A=../shared/traffic B=../shared/traffic-b --out docs/quality.md
  hydrascope-eval quality A=../shared/traffic --peers --python target/groups/bin/python --out docs/quality.md";

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let script = arguments.attacks.as_deref().map(AttackScript::new).transpose()?;
    let tools = arguments.peers.then(|| arguments.python.script()).transpose()?;
    let embedder = embedder(None)?;
    let reference = tools.as_ref().map(|_| quiet_reference(&embedder)).transpose()?;
    let (mut weeks, mut attacked) = (Vec::new(), None);
    for (at, week) in arguments.weeks.iter().enumerate() {
        let log = LabelledLog::read(&week.folder)?;
        let ablation = Ablation::of(&log, &embedder, None)?;
        let beside = |(script, reference): (&Option<PeerScript>, &BenignReference)| {
            PeerTable::of(&log, &ablation.default, &embedder, reference, script.as_ref())
        };
        let peers = tools.as_ref().zip(reference.as_ref()).map(beside).transpose()?;
        weeks.push(WeekQuality { name: week.name.clone(), ablation, peers });
        if let (0, Some(script)) = (at, &script) {
            let mut outcomes = Vec::new();
            attack(script, &log, &embedder, &arguments.tried, &mut |outcome| {
                outcomes.push(outcome);
                Ok(())
            })?;
            attacked = Some(AttackedQuality { week: week.name.clone(), outcomes });
        }
    }
    fs::write(&arguments.out, quality_page(&said(), &weeks, attacked.as_ref()))?;
    Ok(ExitCode::SUCCESS)
}
