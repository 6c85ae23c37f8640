//! Batch: a whole log at once, from requests to findings. With `engine`, the only place that knows every stage.

use std::time::Instant;

use rayon::prelude::*;

use crate::campaign::{Evidence, Judged, split};
use crate::cluster::{ClusterParams, Templates, slot_view, slots};
use crate::columns::Columns;
use crate::evidence::{
    Group, HumanRhythm, Slots, Traffic, clock, exchangeability, infrastructure, load, portfolios, spread,
    sweep,
};
use crate::finding::Findings;
use crate::normalize::Normalizer;
use crate::params::ValidParams;
use crate::phrase::{Corpus, Phrases, Shingles, Source, Support};
use crate::request::Request;

mod findings;

/// Strength from which on a group is worth the cost of embedding its slots.
const WORTH_EMBEDDING: f64 = 1e-3;
/// Rows of one group, and of one actor in it, that are embedded at most.
const ROWS: usize = 2048;
const ROWS_AN_ACTOR: usize = 64;
/// Bytes of a slot view.
const VIEW: usize = 512;

/// Gives a unit vector to each text: rows of equal length, one after the other.
pub type Embed<'a> = dyn Fn(&[&str]) -> Result<(Vec<f32>, usize), BatchError> + 'a;

/// What stops a batch.
#[derive(Debug, thiserror::Error)]
pub enum BatchError {
    /// More requests than numbers of 32 bits can name.
    #[error("expected fewer than 4,294,967,295 requests in one batch, got {0}; split the log by time")]
    TooMany(usize),
    /// The threads could not be started.
    #[error("expected to start {threads} threads: {reason}; ask for fewer")]
    Threads {
        /// How many were asked for.
        threads: usize,
        /// What the system said.
        reason: String,
    },
    /// The embedder failed.
    #[error("embedding slots failed: {0}")]
    Embed(String),
}

/// What a batch gives: the findings, all that was weighed, and how long each stage took.
#[derive(Debug, Default)]
pub struct Detection {
    /// What the reports are written from.
    pub findings: Findings,
    /// Every group that was weighed, strongest first.
    pub judged: Vec<Judged>,
    /// The account number behind each account name is not kept; members are actors, named by these accounts.
    pub accounts_of: Vec<Vec<String>>,
    /// Stage and seconds, in the order of the stages.
    pub timings: Vec<(&'static str, f64)>,
}

struct Clocked<'a> {
    since: Instant,
    timings: Vec<(&'static str, f64)>,
    progress: &'a mut (dyn FnMut(&'static str) + Send),
}

impl Clocked<'_> {
    fn stage<T>(&mut self, name: &'static str, work: impl FnOnce() -> T) -> T {
        (self.progress)(name);
        self.since = Instant::now();
        let result = work();
        self.timings.push((name, self.since.elapsed().as_secs_f64()));
        result
    }
}

/// Finds campaigns in a log. `requests` are in order of time; `embed` measures the exchangeability of slots, and is
/// left out where `None`; `progress` is told the name of each stage as it begins.
///
/// # Errors
/// Where the log is too large for one batch, threads cannot be started, or the embedder fails.
pub fn detect(
    requests: &[Request],
    params: &ValidParams,
    embed: Option<&(dyn Fn(&[&str]) -> Result<(Vec<f32>, usize), BatchError> + Sync)>,
    progress: &mut (dyn FnMut(&'static str) + Send),
) -> Result<Detection, BatchError> {
    if requests.len() >= u32::MAX as usize {
        return Err(BatchError::TooMany(requests.len()));
    }
    let pool = rayon::ThreadPoolBuilder::new().num_threads(params.threads).build();
    let pool = pool.map_err(|e| BatchError::Threads { threads: params.threads, reason: e.to_string() })?;
    let mut clocked = Clocked { since: Instant::now(), timings: Vec::new(), progress };
    pool.install(|| run(requests, params, embed, &mut clocked))
}

fn run(
    requests: &[Request],
    params: &ValidParams,
    embed: Option<&(dyn Fn(&[&str]) -> Result<(Vec<f32>, usize), BatchError> + Sync)>,
    clocked: &mut Clocked<'_>,
) -> Result<Detection, BatchError> {
    let columns = clocked.stage("columns", || Columns::new(requests));
    let corpus = clocked.stage("normalise", || corpus(requests, &columns, params));
    let shingles = clocked.stage("shingles", || Shingles::mine(&corpus, &support(params)));
    let phrases = clocked.stage("phrases", || Phrases::join(&corpus, &shingles, params.phrase_implied));
    let templates =
        clocked.stage("cluster", || Templates::cluster(&corpus, &shingles, &phrases, &cluster(params)));
    let templates = clocked.stage("link", || {
        let lk = std::env::var("LK").ok().and_then(|v| v.parse().ok()).unwrap_or(0.5);
        let (label, labels) =
            crate::link::link(&templates.skeletons, &crate::link::propose_by_words(&templates.skeletons), lk);
        templates.merged(&corpus, &label, labels, params.skeleton_common)
    });
    let traffic = columns.traffic(requests, corpus.text_of());
    let template_of: Vec<Option<u32>> =
        corpus.text_of().iter().map(|&t| templates.of_text[t as usize]).collect();
    let mut judged =
        clocked.stage("evidence", || judge(&traffic, &columns, &template_of, &templates, params));
    if let Some(embed) = embed {
        let measured = clocked.stage("embed", || {
            exchange(judged, &|group| slot_rows(group, requests, &corpus, &templates), embed, params.seed)
        });
        judged = measured?;
    }
    judged.sort_by(|a, b| {
        let first = |j: &Judged| j.part.group.members.first().map(|m| m.actor);
        b.strength.total_cmp(&a.strength).then_with(|| first(a).cmp(&first(b)))
    });
    let findings = clocked.stage("campaigns", || {
        findings::findings(
            &findings::Run {
                requests,
                columns: &columns,
                corpus: &corpus,
                templates: &templates,
                traffic: &traffic,
                template_of: &template_of,
                params,
            },
            &judged,
        )
    });
    Ok(Detection {
        findings,
        judged,
        accounts_of: columns.accounts_of_actors(),
        timings: std::mem::take(&mut clocked.timings),
    })
}

fn corpus(requests: &[Request], columns: &Columns, params: &ValidParams) -> Corpus {
    let source = |(i, r): (usize, &'_ Request)| (i, r.prompt.as_str().len());
    let _ = source;
    let sources: Vec<Source<'_>> = requests
        .iter()
        .enumerate()
        .map(|(i, r)| Source { prompt: r.prompt.as_str(), actor: columns.actor_of(i) })
        .collect();
    let key = [params.seed, params.seed.rotate_left(32) ^ 0x6879_6472_6173_636f];
    Corpus::new(&sources, &Normalizer::new(key), key)
}

fn support(params: &ValidParams) -> Support {
    Support {
        width: params.shingle_words,
        actors: params.min_actors,
        texts: params.min_texts,
        texts_alone: params.min_texts_alone,
    }
}

fn cluster(params: &ValidParams) -> ClusterParams {
    ClusterParams {
        width: params.shingle_words as u32,
        together: params.phrases_together,
        frame_texts: params.frame_texts,
        common: params.skeleton_common,
        proof: params.template_proof,
    }
}

/// Groups actors by the templates that they share, parts workers from people, and weighs what can be measured
/// without embedding.
fn judge(
    traffic: &Traffic,
    columns: &Columns,
    template_of: &[Option<u32>],
    templates: &Templates,
    params: &ValidParams,
) -> Vec<Judged> {
    let least = params.min_actors as usize;
    let mut uses = vec![0usize; templates.len()];
    template_of.iter().flatten().for_each(|&t| uses[t as usize] += 1);
    let rhythm = HumanRhythm::fit(traffic, params.seed);
    let groups = portfolios(traffic, template_of, templates.len(), least, params.portfolio_alike);
    groups
        .into_par_iter()
        .filter(|g| g.members.len() >= least)
        .flat_map_iter(|group| {
            let taken: usize = group.templates.iter().map(|&t| uses[t as usize]).sum();
            let rate = taken as f64 / traffic.times.len().max(1) as f64;
            split(traffic, &rhythm, group, least).into_iter().map(move |part| (part, rate))
        })
        .map(|(part, rate)| {
            let group = &part.group;
            let evidence = Evidence {
                actors: group.members.len(),
                spread: spread(traffic, group, rate),
                sweep: sweep(traffic, group),
                load: load(group),
                clock: clock(traffic, group),
                rhythm: rhythm.ratio(traffic, group.members.iter()),
                exchangeability: None,
                infrastructure: columns
                    .attributes
                    .iter()
                    .map(|a| (a.name.clone(), infrastructure(a, columns.actors, group)))
                    .collect(),
            };
            Judged::new(part, rate, evidence)
        })
        .collect()
}

/// Slot views of a group with the actor of each: distinct texts, so many an actor and so many in all, spread evenly.
fn slot_rows(
    group: &Group,
    requests: &[Request],
    corpus: &Corpus,
    templates: &Templates,
) -> Vec<(u32, String)> {
    let mut rows: Vec<(u32, u32)> = Vec::new();
    for (owner, member) in group.members.iter().enumerate() {
        let mut texts: Vec<u32> = member.requests.iter().map(|&r| corpus.text_of()[r as usize]).collect();
        texts.sort_unstable();
        texts.dedup();
        rows.extend(texts.into_iter().take(ROWS_AN_ACTOR).map(|text| (owner as u32, text)));
    }
    let step = rows.len().div_ceil(ROWS).max(1);
    rows.into_iter()
        .step_by(step)
        .filter_map(|(owner, text)| {
            let template = templates.of_text[text as usize]?;
            let prompt = requests[corpus.requests(text)[0] as usize].prompt.as_str();
            let view = slot_view(prompt, &slots(corpus, &templates.skeletons[template as usize], text), VIEW);
            (!view.is_empty()).then_some((owner, view))
        })
        .collect()
}

fn exchange(
    judged: Vec<Judged>,
    rows: &(dyn Fn(&Group) -> Vec<(u32, String)> + Sync),
    embed: &(dyn Fn(&[&str]) -> Result<(Vec<f32>, usize), BatchError> + Sync),
    seed: u64,
) -> Result<Vec<Judged>, BatchError> {
    let worth: Vec<Vec<(u32, String)>> = judged
        .par_iter()
        .map(|j| if j.strength < WORTH_EMBEDDING { Vec::new() } else { rows(&j.part.group) })
        .collect();
    let texts: Vec<&str> = worth.iter().flatten().map(|(_, view)| view.as_str()).collect();
    if texts.is_empty() {
        return Ok(judged);
    }
    let (vectors, dim) = embed(&texts)?;
    let mut starts = Vec::with_capacity(worth.len());
    let mut next = 0;
    for rows in &worth {
        starts.push(next);
        next += rows.len();
    }
    Ok(judged
        .into_par_iter()
        .zip(worth)
        .zip(starts)
        .map(|((judged, rows), start)| {
            if rows.is_empty() {
                return judged;
            }
            let owners: Vec<u32> = rows.iter().map(|(owner, _)| *owner).collect();
            let vectors = &vectors[start * dim..(start + rows.len()) * dim];
            judged.with_exchangeability(exchangeability(&Slots { vectors, dim, owners: &owners }, seed))
        })
        .collect())
}
