//! `hydrascope recluster`.

use clap::Args;

use super::detect::What;
use crate::detect::Work;
use crate::failure::{Failure, Outcome};
use crate::window::Window;

/// Detects from scratch, comparing everything with everything: on a GPU where there is one
///
/// Does what detect does, and finds templates that phrases miss: it embeds every distinct text outside phrases, finds all
/// near pairs, and makes one template of what is near and proves it by its words. Writes the same report.
#[derive(Args)]
#[command(after_help = HELP)]
pub(crate) struct Arguments {
    #[command(flatten)]
    what: What,
    #[command(flatten, next_help_heading = "Window")]
    window: Window,
}

const HELP: &str = "\
Examples:
  hydrascope recluster march.parquet --out report
  hydrascope recluster march.zst --since 2026-03-02T00:00Z --until 2026-03-09T00:00Z --out report
  hydrascope recluster march.parquet --device cuda --model minilm-gpu --out report";

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    arguments.what.run(Work::Recluster, arguments.window)
}
