//! A detection service that links the library: it takes requests in as they come, judges from time to time, and tells what becomes of
//! campaigns. With a folder it goes on where it was when it ended. Here the requests are those of the shipped log.
//!
//!     cargo run --release --example service [-- STORE]
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use std::error::Error;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use hydrascope::engine::{Engine, Window};
use hydrascope::{Attributes, Detector, Embedder, Model, Prompt, Request, Runtime};
use serde::Deserialize;

/// A service would judge every few minutes; here so many milliseconds of the log's time have passed.
const EVERY: i64 = 86_400_000;

/// What a service's own gateway says of a request.
#[derive(Deserialize)]
struct Seen {
    id: String,
    ts: String,
    account: String,
    prompt: String,
}

/// The requests of the shipped log.
fn shipped() -> Result<Vec<Request>, Box<dyn Error>> {
    let log = flate2::read::GzDecoder::new(&include_bytes!("../datasets/demo.jsonl.gz")[..]);
    let seen = serde_json::Deserializer::from_reader(log).into_iter::<Seen>();
    seen.map(|seen| {
        let Seen { id, ts, account, prompt } = seen?;
        let (time, prompt) = (ts.parse()?, Prompt::new(prompt));
        Ok(Request {
            id: id.into(),
            time,
            account: account.into(),
            prompt,
            attributes: Attributes::default(),
        })
    })
    .collect()
}

/// Stands in for a gateway: hands requests over in batches. Whoever is slower makes it wait.
fn gateway(requests: Vec<Request>) -> Receiver<Vec<Request>> {
    let (to, from) = sync_channel(4);
    thread::spawn(move || requests.chunks(256).try_for_each(|batch| to.send(batch.to_vec())));
    from
}

/// Judges what is in the window and tells what has changed.
fn judge(engine: &Engine) -> Result<(), Box<dyn Error>> {
    engine.epoch()?;
    for event in engine.events() {
        let change = serde_json::to_value(event.change.change)?;
        println!(
            "{} {} {}: {} accounts, {} new",
            event.at,
            event.change.new.join(", "),
            change.as_str().unwrap_or_default(),
            event.change.accounts.1,
            event.change.accounts_in.len()
        );
    }
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    let store = std::env::args_os().nth(1).map(PathBuf::from);
    let embedder = Embedder::new(Model::embedded()?, Runtime::discover(None)?)?;
    let detector = Detector::builder().embedder(embedder).build()?;
    let engine = Engine::open(detector, Window::default(), store.as_deref())?;
    engine.damages().iter().for_each(|damage| println!("damaged: {damage}"));
    let (mut day, mut known) = (0, 0);
    for batch in gateway(shipped()?) {
        let today = batch.last().map_or(day, |request| request.time.as_millis() / EVERY);
        // What is known of a request by then is known at once.
        known += engine.ingest(&batch)?.iter().filter(|assigned| assigned.campaign.is_some()).count();
        if today > day {
            day = today;
            judge(&engine)?;
        }
    }
    judge(&engine)?;
    let snapshot = engine.snapshot();
    let told = snapshot.findings().accounts.iter().filter(|account| account.flagged).count();
    println!(
        "{told} accounts are flagged, {} campaigns stand, {known} requests were theirs as they came",
        snapshot.findings().campaigns.len()
    );
    Ok(())
}
