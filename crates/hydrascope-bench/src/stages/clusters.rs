//! Text to clusters: from prompts to templates, everything between included.

use hydrascope::distance::UnitVectors;
use hydrascope::index::{IndexKind, MinCosine};
use hydrascope::place::{Templates, link_by_vectors};

use crate::data::{Data, frames, normalise};
use crate::error::BenchError;
use crate::stage::{Done, NO_MODEL, Ready, Stage};

pub(crate) const CLUSTERS: Stage =
    Stage { name: "clusters", unit: "texts", results: "templates", peers: Some("cluster"), prepare };

fn prepare<'a>(data: &'a Data<'_>) -> Result<Ready<'a>, BenchError> {
    let Some(embedder) = &data.models.embedder else { return Ok(Ready::Not(NO_MODEL)) };
    let sources = data.sources();
    let params = &data.params;
    let near = MinCosine::new(params.link().0)?;
    Ready::work(sources.len(), move || {
        let corpus = normalise(&sources, data.seed);
        let frames = frames(&corpus, params);
        let views = data.views(&corpus, &frames);
        let views: Vec<&str> = views.iter().map(String::as_str).collect();
        let vectors = embedder.embed(&views)?;
        let rows = UnitVectors::new(vectors.as_slice(), vectors.dim())?;
        let links = link_by_vectors(&corpus, &frames, (rows, near, IndexKind::Auto), params.link().1)?;
        Done::with(Templates::new(&corpus, frames, &links, &params.skeleton()).len())
    })
}
