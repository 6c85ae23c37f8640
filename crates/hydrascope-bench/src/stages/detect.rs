//! The whole of detection, with what each of its stages takes.

use hydrascope::batch::detect;
use hydrascope::params::Params;
use hydrascope::summary::Log;

use crate::data::Data;
use crate::error::BenchError;
use crate::stage::{Done, Ready, Stage};

pub(crate) const DETECT: Stage =
    Stage { name: "detect", unit: "requests", results: "groups weighed", peers: None, prepare };

fn prepare<'a>(data: &'a Data<'_>) -> Result<Ready<'a>, BenchError> {
    let requests = &data.requests;
    let embedder = data.models.embedder.as_ref();
    Ready::work(requests.len(), move || {
        // Detection starts threads of its own: as many as the pool has that it is timed on.
        let threads = rayon::current_num_threads();
        let params = Params { seed: data.seed, threads, ..Params::default() }.validate()?;
        let log = Log::of(requests, params.hash_key)?;
        let found = detect(&log, &params, embedder, &mut |_| ())?;
        let scores = found.judged.iter().map(|judged| judged.strength.to_bits());
        Ok(Done { parts: found.timings, ..Done::told(found.judged.len(), scores)? })
    })
}
