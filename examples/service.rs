//! A detection service that links the library: it takes requests in as they come, forgets what is older than its window, and tells of each
//! account once. Here the requests are those of the shipped log.
//!
//!     cargo run --release --example service
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use hydrascope::{
    Attributes, DetectError, Detector, Embedder, Findings, Log, Model, Prompt, Request, Runtime, Summary,
};
use serde::Deserialize;

/// Requests of so much time (a day, in milliseconds) are summarised together.
const BUCKET: i64 = 86_400_000;
/// and so many of these are looked at together.
const WINDOW: i64 = 5;

/// What a service's own gateway says of a request.
#[derive(Deserialize)]
struct Seen {
    id: String,
    ts: String,
    account: String,
    prompt: String,
}

/// What is known of the requests in the window. Prompts are held as summaries, by the lines that they are made of.
struct Service {
    detector: Detector,
    buckets: BTreeMap<i64, Summary>,
    told: BTreeSet<String>,
}

impl Service {
    /// Takes requests in, in any order.
    fn take(&mut self, requests: &[Request]) -> Result<(), DetectError> {
        let mut by_bucket: BTreeMap<i64, Vec<Request>> = BTreeMap::new();
        for request in requests {
            by_bucket.entry(request.time.as_millis() / BUCKET).or_default().push(request.clone());
        }
        for (bucket, requests) in by_bucket {
            let new = self.detector.summary(&requests)?;
            match self.buckets.get_mut(&bucket) {
                Some(known) => known.merge(&new)?,
                None => _ = self.buckets.insert(bucket, new),
            }
        }
        let newest = self.buckets.keys().next_back().copied().unwrap_or_default();
        self.buckets = self.buckets.split_off(&(newest - WINDOW + 1));
        Ok(())
    }

    /// Looks at the whole window. Merging is a union, so that it does not matter in what order or how often requests came.
    fn look(&self) -> Result<Findings, DetectError> {
        let mut whole = self.detector.summary(&[])?;
        self.buckets.values().try_for_each(|bucket| whole.merge(bucket))?;
        self.detector.detect(&Log::new(whole.into()))
    }

    /// Tells of accounts that are flagged now and were not before.
    fn tell(&mut self, findings: &Findings) {
        for account in findings.accounts.iter().filter(|account| account.flagged) {
            if self.told.insert(account.account.clone()) {
                let campaign = account.campaign.as_deref().unwrap_or_default();
                println!("{} ({campaign}, {:.3})", account.account, account.score);
            }
        }
    }
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

fn main() -> Result<(), Box<dyn Error>> {
    let embedder = Embedder::new(Model::embedded()?, Runtime::discover(None)?)?;
    let detector = Detector::builder().embedder(embedder).build()?;
    let mut service = Service { detector, buckets: BTreeMap::new(), told: BTreeSet::new() };
    let mut day = 0;
    for batch in gateway(shipped()?) {
        service.take(&batch)?;
        let now = service.buckets.keys().next_back().copied().unwrap_or_default();
        if now > day {
            // A service would look every few minutes; here a day has passed.
            day = now;
            let findings = service.look()?;
            service.tell(&findings);
        }
    }
    let findings = service.look()?;
    service.tell(&findings);
    println!("{} accounts were told of, {} campaigns stand", service.told.len(), findings.campaigns.len());
    Ok(())
}
