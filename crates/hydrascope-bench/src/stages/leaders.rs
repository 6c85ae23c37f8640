//! Collapsing the vectors of distinct prompts to leaders.

use hydrascope::distance::UnitVectors;
use hydrascope::index::{Leaders, MinCosine};

use crate::data::Data;
use crate::error::BenchError;
use crate::stage::{Done, NO_MODEL, Ready, Stage};
use crate::vectors::LEADER_COSINE;

pub(crate) const LEADERS: Stage =
    Stage { name: "leaders", unit: "vectors", results: "leaders", peers: None, prepare };

fn prepare<'a>(data: &'a Data<'_>) -> Result<Ready<'a>, BenchError> {
    let Some(embedder) = &data.models.embedder else { return Ok(Ready::Not(NO_MODEL)) };
    let vectors = embedder.embed(&data.distinct())?;
    let near = MinCosine::new(LEADER_COSINE)?;
    Ready::work(vectors.len(), move || {
        let rows = UnitVectors::new(vectors.as_slice(), vectors.dim())?;
        let leaders = Leaders::collapse(rows, near);
        Done::told(leaders.len(), leaders.leader_of().iter().map(|&leader| leader.into()))
    })
}
