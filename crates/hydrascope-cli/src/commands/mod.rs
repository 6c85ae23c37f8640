//! The commands, one file each.

mod bench;
mod calibrate;
mod check;
mod completions;
mod config;
mod demo;
mod detect;
mod diff;
mod doctor;
mod explain;
mod man;
mod model;
mod recluster;
mod replay;
mod report;
mod schema;
mod search;
mod simulate;
mod store;

use clap::Subcommand;

use crate::config::Called;
use crate::failure::{Failure, Outcome};

/// What to do.
#[derive(Subcommand)]
pub(crate) enum Command {
    Detect(detect::Arguments),
    Check(check::Arguments),
    Calibrate(calibrate::Arguments),
    Recluster(recluster::Arguments),
    Replay(replay::Arguments),
    Demo(demo::Arguments),
    Explain(explain::Arguments),
    Search(search::Arguments),
    Diff(diff::Arguments),
    Report(report::Arguments),
    Schema(schema::Arguments),
    Store(store::Arguments),
    Simulate(simulate::Arguments),
    Doctor(doctor::Arguments),
    Model(model::Arguments),
    Bench(bench::Arguments),
    Config(config::Arguments),
    Completions(completions::Arguments),
    Man(man::Arguments),
}

impl Command {
    /// Runs the command.
    pub(crate) fn run(self, called: Called) -> Result<Outcome, Failure> {
        match self {
            Self::Detect(arguments) => detect::run(&arguments),
            Self::Check(arguments) => check::run(&arguments),
            Self::Calibrate(arguments) => calibrate::run(&arguments),
            Self::Recluster(arguments) => recluster::run(&arguments),
            Self::Replay(arguments) => replay::run(&arguments),
            Self::Demo(arguments) => demo::run(&arguments),
            Self::Explain(arguments) => explain::run(&arguments),
            Self::Search(arguments) => search::run(&arguments),
            Self::Diff(arguments) => diff::run(&arguments),
            Self::Report(arguments) => report::run(&arguments),
            Self::Schema(arguments) => schema::run(&arguments),
            Self::Store(arguments) => store::run(&arguments),
            Self::Simulate(arguments) => simulate::run(&arguments),
            Self::Doctor(arguments) => doctor::run(&arguments),
            Self::Model(arguments) => model::run(&arguments),
            Self::Bench(arguments) => bench::run(&arguments),
            Self::Config(arguments) => config::run(&arguments, &called),
            Self::Completions(arguments) => completions::run(&arguments, called),
            Self::Man(arguments) => man::run(&arguments, called),
        }
    }
}
