//! Stages: one after the other, from a log to findings.

use std::sync::Arc;

use super::detection::Detection;
use super::error::DetectError;
use super::fit::fit;
use super::run::Run;
use super::tell::findings;
use super::watch::Clock;
use super::weigh::{Called, Known, Weighed, weigh};
use super::{recluster, views};
use crate::distance::UnitVectors;
use crate::embed::Embedder;
use crate::index::{Accelerator, MinCosine};
use crate::judge::Judged;
use crate::mine::{Conversations, Corpus, Phrases, Sent, Shingles, Which};
use crate::observe::Columns;
use crate::params::Params;
use crate::place::{Frames, Links, Templates, link, link_by_vectors, propose_by_words};
use crate::summary::Log;

/// What a batch works with.
#[derive(Clone, Copy, Default)]
pub(super) struct Tools<'a> {
    pub(super) embedder: Option<&'a Embedder>,
    pub(super) accelerator: Option<&'a Accelerator>,
}

/// From a log to findings, and to what `last` makes of what was judged.
pub(super) fn run<T>(
    log: &Log,
    params: &Params,
    tools: Tools<'_>,
    clock: &mut Clock<'_, '_>,
    last: impl FnOnce(&Run<'_>, &[Judged], &Called) -> Result<T, DetectError>,
) -> Result<(Detection, T), DetectError> {
    let embedder = tools.embedder;
    let columns = clock.stage("columns", || Columns::new(log))?;
    let conversations = clock.stage("conversations", || Conversations::of(log))?;
    let corpus = clock.stage("collapse", || corpus(log, &conversations, tools))?;
    let shingles = clock.stage("shingles", || Shingles::mine(&corpus, &params.support()))?;
    let phrases = clock.stage("phrases", || Phrases::join(&corpus, &shingles, &params.join()))?;
    let frames = clock.stage("frames", || Frames::find(&corpus, &shingles, &phrases, &params.frame()))?;
    drop((shingles, phrases));
    let (frames, links, similarity) = clock.stage("link", || match (embedder, tools.accelerator) {
        (Some(embedder), Some(accelerator)) => {
            recluster::links(&recluster::All { corpus: &corpus, params }, frames, embedder, accelerator)
        }
        _ => links(&corpus, &frames, embedder, params).map(|links| (frames, links, None)),
    })??;
    let templates = clock.stage("cluster", || Templates::new(&corpus, frames, &links, &params.skeleton()))?;
    let traffic = Columns::traffic(log, corpus.text_of(), &conversations.of_request);
    let template_of: Vec<Option<u32>> =
        corpus.text_of().iter().map(|&t| templates.of_text[t as usize]).collect();
    let run = Run {
        log,
        columns: &columns,
        corpus: &corpus,
        templates: &templates,
        traffic: &traffic,
        template_of: &template_of,
        params,
    };
    let known = Known::of(&run);
    let Weighed { judged, called, unjudged } = weigh(&run, &known, embedder, clock)?;
    let findings = clock.stage("campaigns", || findings(&run, (&judged, &called), &unjudged, embedder))??;
    let made = last(&run, &judged, &called)?;
    let fit = params
        .baseline
        .as_ref()
        .map(|baseline| fit(&run, (baseline, embedder.map(|e| e.model().name())), &known, &judged, &called));
    let timings = std::mem::take(&mut clock.timings);
    Ok((Detection { findings, judged, called, timings, similarity, fit }, made))
}

fn corpus(log: &Log, conversations: &Conversations, tools: Tools<'_>) -> Corpus {
    let openings = conversations.openings(log);
    let sent: Vec<Sent> = (0u32..)
        .zip(log.account_of())
        .map(|(request, &actor)| Sent {
            wording: log.wording(request),
            actor,
            told_by: conversations.told_by[request as usize],
            opening: openings[request as usize],
        })
        .collect();
    let which = if tools.accelerator.is_some() { Which::All } else { Which::Shared };
    Corpus::of(Arc::clone(log.summary()), &sent, which)
}

fn links(
    corpus: &Corpus,
    frames: &Frames,
    embedder: Option<&Embedder>,
    params: &Params,
) -> Result<Links, DetectError> {
    let Some(embedder) = embedder else {
        return Ok(link(corpus, frames, &propose_by_words(&frames.skeletons), params.link_jaccard));
    };
    let views = views::skeletons(corpus, frames);
    let views: Vec<&str> = views.iter().map(String::as_str).collect();
    let vectors = embedder.embed(&views)?;
    let vectors = UnitVectors::new(vectors.as_slice(), vectors.dim())?;
    let near = (vectors, MinCosine::new(params.link_near)?, params.index);
    Ok(link_by_vectors(corpus, frames, near, params.link_jaccard)?)
}
