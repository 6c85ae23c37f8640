//! Extracted: what campaigns ask for, and how much.

use crate::detector::run::Run;
use crate::embed::{EmbedError, Embedder};
use crate::judge::{Capabilities, CapabilityShare};
use crate::place::skeleton_view;

/// Prompts of a campaign that are read where it has no template.
const PROMPTS: usize = 32;

/// The capabilities that each campaign, by its requests, asks for: by its templates, each as often as it was sent, or by some of its prompts
/// where it has none.
///
/// # Errors
/// Where the embedder fails.
pub(super) fn extracted(
    run: &Run<'_>,
    campaigns: &[Vec<u32>],
    embedder: &Embedder,
) -> Result<Vec<Vec<CapabilityShare>>, EmbedError> {
    if campaigns.is_empty() {
        return Ok(Vec::new());
    }
    let texts: Vec<Vec<(String, f64)>> = campaigns.iter().map(|requests| asked(run, requests)).collect();
    let views: Vec<&str> = texts.iter().flatten().map(|(text, _)| text.as_str()).collect();
    let rows = embedder.embed(&views)?;
    let capabilities = Capabilities::new(embedder)?;
    let mut start = 0;
    let shares = texts.iter().map(|texts| {
        let weights: Vec<f64> = texts.iter().map(|(_, weight)| *weight).collect();
        let from = start * rows.dim();
        start += texts.len();
        capabilities.shares(&rows.as_slice()[from..start * rows.dim()], &weights)
    });
    Ok(shares.collect())
}

/// What some requests ask, each text with its weight.
fn asked(run: &Run<'_>, requests: &[u32]) -> Vec<(String, f64)> {
    let mut sent: Vec<u32> = requests.iter().filter_map(|&r| run.template_of[r as usize]).collect();
    sent.sort_unstable();
    let view = |template: u32| {
        let skeleton = &run.templates.skeletons[template as usize];
        skeleton_view(run.corpus, skeleton, &run.prompt(skeleton.text))
    };
    if sent.is_empty() {
        let some = run.log.sample(requests.iter().copied(), PROMPTS);
        return some.into_iter().map(|r| (run.log.prompt(r), 1.0)).collect();
    }
    sent.chunk_by(|a, b| a == b).map(|same| (view(same[0]), same.len() as f64)).collect()
}
