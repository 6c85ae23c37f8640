//! What accounts fill in, embedded, as one more axis that groups are judged by.

use rayon::prelude::*;

use super::candidate::Candidate;
use crate::detector::error::DetectError;
use crate::detector::run::Run;
use crate::detector::views::{SlotView, group_slots};
use crate::distance::UnitVectors;
use crate::embed::Embedder;
use crate::judge::Judged;
use crate::signal::SlotRows;

/// Strength from which on a group is worth the cost of embedding its slots.
const WORTH_EMBEDDING: f64 = 1e-2;
/// Groups whose slots are held as vectors at a time.
const GROUPS_AT_ONCE: usize = 256;

/// Judges with slots too those groups that are strong enough to be worth it, where something embeds.
///
/// # Errors
/// Where the embedder fails.
pub(super) fn with_slots(
    found: &mut [Candidate],
    run: &Run<'_>,
    embedder: Option<&Embedder>,
) -> Result<(), DetectError> {
    let is_wanted = !run.params.without.iter().any(|name| name == "slots");
    let Some(embedder) = embedder.filter(|_| is_wanted) else { return Ok(()) };
    found.chunks_mut(GROUPS_AT_ONCE).try_for_each(|some| of_some(some, run, embedder))
}

fn of_some(found: &mut [Candidate], run: &Run<'_>, embedder: &Embedder) -> Result<(), DetectError> {
    let mut judged: Vec<&mut Judged> =
        found.iter_mut().flat_map(Candidate::all).filter(|j| j.strength >= WORTH_EMBEDDING).collect();
    let views: Vec<Vec<SlotView>> = judged.par_iter().with_max_len(1).map(|j| group_slots(run, &j.part.group)).collect();
    let texts: Vec<&str> = views.iter().flatten().map(|v| v.view.as_str()).collect();
    let rows = embedder.embed(&texts)?;
    UnitVectors::new(rows.as_slice(), rows.dim())?;
    let dimension = rows.dim();
    let starts: Vec<usize> = views
        .iter()
        .scan(0, |next, views| {
            *next += views.len();
            Some(*next - views.len())
        })
        .collect();
    judged.par_iter_mut().zip(views).zip(starts).with_max_len(1).for_each(|((judged, views), start)| {
        let slots = SlotRows {
            vectors: rows.as_slice()[start * dimension..(start + views.len()) * dimension].to_vec(),
            dimension,
            owners: views.iter().map(|v| v.owner).collect(),
            templates: views.iter().map(|v| v.template).collect(),
        };
        let facts = run.facts(&judged.part.group, judged.rate).chosen(judged.part.chosen);
        judged.verdict.hear(&facts.with_slots(&slots));
        judged.strength = judged.verdict.probability();
    });
    Ok(())
}
