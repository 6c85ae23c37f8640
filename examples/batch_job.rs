//! A batch job: reads a day's logs, finds campaigns, and writes the report that `hydrascope explain` and others read.
//!
//!     cargo run --release --example batch_job -- report datasets/demo.jsonl.gz
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example shows what it does")]

use std::error::Error;
use std::path::PathBuf;

use hydrascope::{
    Detector, Embedder, FieldMap, HashKey, Input, Log, Model, Params, Preset, ReadSettings, ReportSet,
    Runtime, Watch,
};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1);
    let out = PathBuf::from(arguments.next().ok_or("expected a directory to write and logs to read")?);
    // A key of your own, made once: whoever sends prompts does not know what is sampled.
    let hash_key = std::env::var_os("HASH_KEY_FILE").map(PathBuf::from);
    let hash_key = hash_key.as_deref().map(HashKey::read_or_make).transpose()?.unwrap_or_default();

    // All that can be wrong is known before hours of reading.
    let embedder = Embedder::new(Model::embedded()?, Runtime::discover(None)?)?;
    let params = Params::builder().hash_key(hash_key).build()?;
    let detector = Detector::builder().params(params).embedder(embedder).build()?;
    let mut set = ReportSet::new(&out)?;

    // Files, folders and patterns; other gateways have presets of their own, and single fields can be named.
    let inputs = arguments.map(|input| Input::expand(&input)).collect::<Result<Vec<_>, _>>()?.concat();
    let settings = ReadSettings::new(FieldMap::preset(Preset::Plain));
    let read = detector.gather(&inputs, &settings, &|_| true, &mut |_| ())?;
    for (reason, aside) in &read.report.set_aside {
        eprintln!("{} records set aside: {reason:?}", aside.count);
    }

    let found = detector.detect_watched(&Log::new(read.summary.into()), &mut Watch::default())?;
    for campaign in &found.findings.campaigns {
        println!(
            "{}: {} accounts, {} requests, strength {:.3}: {}",
            campaign.id,
            campaign.accounts.len(),
            campaign.requests,
            campaign.strength,
            campaign.hypothesis
        );
    }
    set.add_findings(&found.findings, false)?;
    set.put(detector.record(read.report, &found))?;
    Ok(())
}
