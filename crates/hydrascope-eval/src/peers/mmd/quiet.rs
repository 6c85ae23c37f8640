//! A week without any campaign.

use hydrascope::distance::UnitVectors;
use hydrascope::embed::Embedder;
use hydrascope_simulate::{Settings, Simulation};
use rand::SeedableRng;
use rand::seq::index::sample;
use rand_chacha::ChaCha8Rng;

use super::reference::BenignReference;
use crate::peers::error::PeerError;

/// Names the week, and what is drawn from it.
pub(crate) const SEED: u64 = 51;
/// Organic accounts of the week.
const ACCOUNTS: u32 = 2000;
/// Requests of it that are taken, at most.
pub(crate) const TAKEN: usize = 8192;

/// A benign reference for logs of which nothing is known to be benign: requests of a simulated week that has no campaign, drawn from
/// all of it.
///
/// # Errors
/// Where the week cannot be made, or its prompts not be embedded.
pub fn quiet_reference(embedder: &Embedder) -> Result<BenignReference, PeerError> {
    let settings = Settings { seed: SEED, accounts: ACCOUNTS, campaigns: Vec::new(), ..Settings::default() };
    let prompts: Vec<String> =
        Simulation::new(&settings.validate()?)?.map(|event| event.request.prompt).collect();
    let mut random = ChaCha8Rng::seed_from_u64(SEED);
    let taken = sample(&mut random, prompts.len(), TAKEN.min(prompts.len()));
    let taken: Vec<&str> = taken.iter().map(|at| prompts[at].as_str()).collect();
    let embeddings = embedder.embed(&taken)?;
    BenignReference::learn(UnitVectors::new(embeddings.as_slice(), embeddings.dim())?, SEED)
}
