//! The whole of detection, with what each of its stages takes.

use hydrascope::detector::{Detector, Watch};
use hydrascope::params::Params;

use crate::data::Data;
use crate::error::BenchError;
use crate::stage::{Done, Ready, Stage};

pub(crate) const DETECT: Stage =
    Stage { name: "detect", unit: "requests", results: "groups weighed", peers: None, prepare };

fn prepare<'a>(data: &'a Data<'_>) -> Result<Ready<'a>, BenchError> {
    let requests = &data.requests;
    let embedder = data.models.embedder.as_ref();
    Ready::work(requests.len(), move || {
        // A detector starts threads of its own: as many as the pool has that it is timed on.
        let threads = rayon::current_num_threads();
        let params = Params::builder().seed(data.seed).threads(threads).build()?;
        let detector = Detector::builder().params(params).embedder(embedder.cloned()).build()?;
        let found = detector.detect_watched(&detector.log(requests)?, &mut Watch::default())?;
        let scores = found.judged.iter().map(|judged| judged.strength.to_bits());
        Ok(Done { parts: found.timings, ..Done::told(found.judged.len(), scores)? })
    })
}
