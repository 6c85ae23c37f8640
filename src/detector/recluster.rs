//! Reclustering: which frames and single texts are wordings of one template, by comparing all with all.

use super::error::DetectError;
use super::views;
use crate::device::Ran;
use crate::distance::UnitVectors;
use crate::embed::Embedder;
use crate::groups::Groups;
use crate::index::{Accelerator, MinCosine, Pair};
use crate::mine::Corpus;
use crate::params::Params;
use crate::place::{Frames, Linker, Links, Outlines};

/// What is compared.
pub(super) struct All<'a> {
    pub(super) corpus: &'a Corpus,
    pub(super) params: &'a Params,
}

/// Frames, single texts that became templates among them, their links, and where near pairs were found.
pub(super) fn links(
    all: &All<'_>,
    frames: Frames,
    embedder: &Embedder,
    accelerator: &Accelerator,
) -> Result<(Frames, Links, Option<Ran>), DetectError> {
    let params = all.params;
    let shared = frames.len() as u32;
    let frames = frames.with_singles(all.corpus, &params.skeleton());
    let views = views::skeletons(all.corpus, &frames);
    let vectors = embedder.embed(&views.iter().map(String::as_str).collect::<Vec<_>>())?;
    drop(views);
    let vectors = UnitVectors::new(vectors.as_slice(), vectors.dim())?;
    let near = MinCosine::new(params.link_near)?;
    let outlines = Outlines::new(&frames.skeletons);
    let mut linker = Linker::new(all.corpus, &frames, &outlines, params.link_jaccard);
    let mut take = |pairs: &[Pair]| linker.take(pairs.iter().map(|p| (p.a, p.b)));
    let ran = accelerator.for_each_pair(vectors, near, params.index, &mut take)?;
    let links = linker.links();
    let keep = supported(all, &frames, &links, shared);
    let (frames, before) = frames.kept(|frame| keep[links.template_of[frame as usize] as usize]);
    let links = links.of_frames(&before);
    Ok((frames, links, Some(ran)))
}

/// Whether each template has a frame of phrases, or texts and actors enough to be one without.
fn supported(all: &All<'_>, frames: &Frames, links: &Links, shared: u32) -> Vec<bool> {
    let label = |frame: u32| links.template_of[frame as usize];
    let texts = frames.of_text.iter().zip(0u32..).filter_map(|(frame, text)| Some((label((*frame)?), text)));
    let texts = Groups::new(links.templates as usize, texts);
    let mut keep = vec![false; links.templates as usize];
    (0..shared).for_each(|frame| keep[label(frame) as usize] = true);
    for (template, keep) in (0u32..).zip(&mut keep) {
        let texts = texts.of(template);
        let mut actors: Vec<u32> = texts.iter().flat_map(|&text| all.corpus.actors(text)).copied().collect();
        actors.sort_unstable();
        actors.dedup();
        *keep |= texts.len() as u32 >= all.params.min_texts && actors.len() as u32 >= all.params.min_actors;
    }
    keep
}
