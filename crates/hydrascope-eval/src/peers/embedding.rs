//! Whole prompts as vectors of a sentence encoder, grouped by cosine.

use hydrascope::components::Components;
use hydrascope::distance::UnitVectors;
use hydrascope::index::{Accelerator, IndexKind, Leaders, MinCosine};

use super::error::PeerError;
use super::grouping::Grouping;

/// Smallest cosines with a leader that are tried.
const WITH_LEADER: [f32; 5] = [0.4, 0.5, 0.6, 0.7, 0.8];
/// Smallest cosines of pairs that connect, the smallest first.
const CONNECTED: [f32; 5] = [0.8, 0.82, 0.85, 0.9, 0.95];
/// Prompts of at least this cosine stand for each other when pairs are looked for.
const SAME: f32 = 0.999;

/// Groups the vectors of whole prompts, by leaders (a prompt joins the nearest leader that is near enough, else it leads) and by what
/// near pairs connect, at several cosines each.
///
/// # Errors
/// Where vectors cannot be compared.
pub fn whole_prompts(vectors: UnitVectors<'_>) -> Result<Vec<Grouping>, PeerError> {
    let mut groupings = Vec::new();
    for cosine in WITH_LEADER {
        let leaders = Leaders::collapse(vectors, MinCosine::new(cosine)?);
        groupings.push(grouping("leaders", cosine, leaders.leader_of().to_vec()));
    }
    groupings.extend(connected(vectors)?);
    Ok(groupings)
}

fn grouping(how: &str, cosine: f32, clusters: Vec<u32>) -> Grouping {
    Grouping {
        tool: "whole-prompt embedding".to_owned(),
        setting: format!("{how}, cosine {cosine}"),
        clusters,
    }
}

/// What pairs connect, at each cosine; all pairs are found once, exactly.
fn connected(vectors: UnitVectors<'_>) -> Result<Vec<Grouping>, PeerError> {
    let leaders = Leaders::collapse(vectors, MinCosine::new(SAME)?);
    let mut joined = CONNECTED.map(|cosine| (cosine, Components::new(leaders.len())));
    let near = MinCosine::new(CONNECTED[0])?;
    Accelerator::default().for_each_pair(leaders.vectors(), near, IndexKind::Exact, &mut |pairs| {
        for pair in pairs {
            for (_, components) in joined.iter_mut().filter(|(cosine, _)| pair.cosine >= *cosine) {
                components.join(pair.a, pair.b);
            }
        }
    })?;
    let of_all = |(cosine, components): (f32, Components)| {
        let (labels, _) = components.labels();
        let clusters = leaders.leader_of().iter().map(|&leader| labels[leader as usize]);
        grouping("connected pairs", cosine, clusters.collect())
    };
    Ok(joined.into_iter().map(of_all).collect())
}
