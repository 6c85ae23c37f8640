//! Batch: a whole log at once, from requests to findings. The only place that knows every stage.

mod candidate;
mod candidates;
mod clocked;
mod described;
mod error;
mod findings;
mod judge;
mod named;
mod parting;
mod recluster;
mod run;
mod scaffolding;
mod shown;
mod views;

pub use clocked::Progress;
pub use error::BatchError;

use clocked::Clocked;

use crate::cluster::Templates;
use crate::columns::Columns;
use crate::conversation::Conversations;
use crate::device::Ran;
use crate::distance::UnitVectors;
use crate::embed::Embedder;
use crate::finding::Findings;
use crate::index::{Accelerator, MinCosine};
use crate::judge::Judged;
use crate::link::{Links, link, propose_by_vectors, propose_by_words};
use crate::normalize::Normalizer;
use crate::params::ValidParams;
use crate::phrase::{Corpus, Frames, Phrases, Shingles, Source};
use crate::request::{Request, opening};

/// What a batch gives: the findings, all that was weighed, and how long each stage took.
#[derive(Debug, Default)]
pub struct Detection {
    /// What the reports are written from.
    pub findings: Findings,
    /// Every group that was weighed, strongest first; members are actors by number.
    pub judged: Vec<Judged>,
    /// Stage and seconds, in the order of the stages.
    pub timings: Vec<(&'static str, f64)>,
    /// Where near pairs of all texts were found, where that was asked for.
    pub similarity: Option<Ran>,
}

/// Finds campaigns in a log whose requests are in order of time. Without an `embedder`, frames are linked by their
/// words alone and what accounts fill in is not compared.
///
/// # Errors
/// Where the log is too large for one batch or out of order, threads cannot be started, or the embedder fails.
pub fn detect<'a>(
    requests: &[Request],
    params: &ValidParams,
    embedder: Option<&Embedder>,
    progress: &'a mut Progress<'a>,
) -> Result<Detection, BatchError> {
    pooled(requests, params, progress, |clocked| run(requests, params, embedder, None, clocked))
}

/// Finds campaigns as [`detect`] does, after comparing everything with everything: texts that share no phrases with enough
/// others stand for themselves, all near pairs of skeletons and of such texts are found by an `accelerator`, and what is
/// near and proves it by its words becomes one template. Finds templates too short for phrases; costs the square of the
/// distinct texts outside phrases.
///
/// # Errors
/// Those of [`detect`], and where a GPU that was insisted on fails.
pub fn recluster<'a>(
    requests: &[Request],
    params: &ValidParams,
    embedder: &Embedder,
    accelerator: &Accelerator,
    progress: &'a mut Progress<'a>,
) -> Result<Detection, BatchError> {
    pooled(requests, params, progress, |clocked| {
        run(requests, params, Some(embedder), Some(accelerator), clocked)
    })
}

/// Checks the requests and works on threads of their own.
fn pooled<'a>(
    requests: &[Request],
    params: &ValidParams,
    progress: &'a mut Progress<'a>,
    work: impl FnOnce(&mut Clocked<'a>) -> Result<Detection, BatchError> + Send,
) -> Result<Detection, BatchError> {
    if requests.len() >= u32::MAX as usize {
        return Err(BatchError::TooMany(requests.len()));
    }
    if let Some(late) = requests.windows(2).position(|pair| pair[1].time < pair[0].time) {
        return Err(BatchError::Disordered(late + 1));
    }
    let pool = rayon::ThreadPoolBuilder::new().num_threads(params.threads).build();
    let pool = pool.map_err(|e| BatchError::Threads { threads: params.threads, reason: e.to_string() })?;
    let mut clocked = Clocked::new(progress);
    pool.install(|| work(&mut clocked))
}

fn run(
    requests: &[Request],
    params: &ValidParams,
    embedder: Option<&Embedder>,
    accelerator: Option<&Accelerator>,
    clocked: &mut Clocked<'_>,
) -> Result<Detection, BatchError> {
    let columns = clocked.stage("columns", || Columns::new(requests));
    let conversations =
        clocked.stage("conversations", || Conversations::of(requests, &columns.account_of, params.hash_key));
    let corpus = clocked.stage("normalise", || corpus(requests, &columns, &conversations, params));
    let shingles = clocked.stage("shingles", || Shingles::mine(&corpus, &params.support()));
    let phrases = clocked.stage("phrases", || Phrases::join(&corpus, &shingles, &params.join()));
    let frames = clocked.stage("frames", || Frames::find(&corpus, &shingles, &phrases, &params.frame()));
    drop((shingles, phrases));
    let (frames, links, similarity) = clocked.stage("link", || match (embedder, accelerator) {
        (Some(embedder), Some(accelerator)) => recluster::links(
            &recluster::All { requests, corpus: &corpus, params },
            frames,
            embedder,
            accelerator,
        ),
        _ => links(requests, &corpus, &frames, embedder, params).map(|links| (frames, links, None)),
    })?;
    let templates = clocked.stage("cluster", || Templates::new(&corpus, frames, &links, &params.skeleton()));
    let traffic = columns.traffic(requests, corpus.text_of(), &conversations.of_request);
    let template_of: Vec<Option<u32>> =
        corpus.text_of().iter().map(|&t| templates.of_text[t as usize]).collect();
    let run = run::Run {
        requests,
        columns: &columns,
        corpus: &corpus,
        templates: &templates,
        traffic: &traffic,
        template_of: &template_of,
        params,
    };
    let mut judged = judge::judge(&run, embedder, clocked)?;
    judged.sort_by(|a, b| {
        let first = |j: &Judged| j.part.group.members.first().map(|m| m.actor);
        b.strength.total_cmp(&a.strength).then_with(|| first(a).cmp(&first(b)))
    });
    let findings = clocked.stage("campaigns", || findings::findings(&run, &judged));
    Ok(Detection { findings, judged, timings: std::mem::take(&mut clocked.timings), similarity })
}

fn corpus(
    requests: &[Request],
    columns: &Columns,
    conversations: &Conversations,
    params: &ValidParams,
) -> Corpus {
    let mut openings: Vec<u32> = vec![u32::MAX; requests.len()];
    for (request, told_by) in requests.iter().zip(&conversations.told_by) {
        let Some(last) = told_by else { continue };
        let begun = opening(&request.prompt, &requests[*last as usize].prompt).unwrap_or(u32::MAX);
        openings[*last as usize] = openings[*last as usize].min(begun);
    }
    let sources: Vec<Source<'_>> = (0..requests.len())
        .map(|r| Source {
            told_by: conversations.told_by[r],
            opening: openings[r],
            ..Source::new(&requests[r].prompt, columns.actor_of(r))
        })
        .collect();
    let key = [params.hash_key, params.hash_key.rotate_left(32) ^ 0x6879_6472_6173_636f];
    Corpus::new(&sources, &Normalizer::new(key), key)
}

fn links(
    requests: &[Request],
    corpus: &Corpus,
    frames: &Frames,
    embedder: Option<&Embedder>,
    params: &ValidParams,
) -> Result<Links, BatchError> {
    let proposed = match embedder {
        None => propose_by_words(&frames.skeletons),
        Some(embedder) => {
            let views = views::skeletons(requests, corpus, frames);
            let views: Vec<&str> = views.iter().map(String::as_str).collect();
            let vectors = embedder.embed(&views)?;
            let vectors = UnitVectors::new(vectors.as_slice(), vectors.dim())?;
            propose_by_vectors(vectors, MinCosine::new(params.link_near)?, params.index)?
        }
    };
    Ok(link(corpus, frames, &proposed, params.link_jaccard))
}
