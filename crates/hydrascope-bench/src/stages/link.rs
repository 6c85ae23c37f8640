//! Linking frames that are wordings of one template: nearness proposes, words decide.

use hydrascope::distance::UnitVectors;
use hydrascope::index::{IndexKind, MinCosine};
use hydrascope::place::link_by_vectors;

use crate::data::Data;
use crate::error::BenchError;
use crate::stage::{Done, NO_MODEL, Ready, Stage};

pub(crate) const LINK: Stage =
    Stage { name: "link", unit: "frames", results: "templates", peers: None, prepare };

fn prepare<'a>(data: &'a Data<'_>) -> Result<Ready<'a>, BenchError> {
    let Some(embedder) = &data.models.embedder else { return Ok(Ready::Not(NO_MODEL)) };
    let frames = data.frames();
    let views = data.views(data.corpus(), frames);
    let views: Vec<&str> = views.iter().map(String::as_str).collect();
    let vectors = embedder.embed(&views)?;
    let near = MinCosine::new(data.params.link().0)?;
    Ready::work(frames.len(), move || {
        let rows = UnitVectors::new(vectors.as_slice(), vectors.dim())?;
        let rows = (rows, near, IndexKind::Auto);
        let links = link_by_vectors(data.corpus(), frames, rows, data.params.link().1)?;
        Done::told(links.templates as usize, links.template_of.iter().map(|&template| template.into()))
    })
}
