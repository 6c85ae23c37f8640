//! Cluster: frames that are wordings of one become one template.

use rayon::prelude::*;

use super::link::Links;
use crate::groups::Groups;
use crate::mine::Corpus;
use crate::place::{Frames, Skeleton, SkeletonParams};

/// The templates of a corpus.
#[derive(Debug, Default)]
pub struct Templates {
    /// The template of each text, where it has one.
    pub of_text: Vec<Option<u32>>,
    /// The skeleton of each template.
    pub skeletons: Vec<Skeleton>,
}

impl Templates {
    /// Makes one template of all frames that are linked; its skeleton is what enough of its texts say.
    pub fn new(corpus: &Corpus, frames: Frames, links: &Links, params: &SkeletonParams) -> Self {
        let label = |frame: u32| links.template_of[frame as usize];
        let of_text: Vec<Option<u32>> = frames.of_text.iter().map(|f| f.map(label)).collect();
        let pairs = of_text.iter().zip(0u32..).filter_map(|(t, text)| t.map(|t| (t, text)));
        let texts = Groups::new(links.templates as usize, pairs);
        let mut wordings: Vec<Vec<Skeleton>> = vec![Vec::new(); links.templates as usize];
        for (skeleton, frame) in frames.skeletons.into_iter().zip(0u32..) {
            wordings[label(frame) as usize].push(skeleton);
        }
        let skeletons = wordings
            .into_par_iter()
            .zip(0..links.templates)
            .filter_map(|(wordings, template)| {
                let several = wordings.len() > 1;
                let common = several.then(|| Skeleton::of(corpus, texts.of(template), params)).flatten();
                common.or_else(|| wordings.into_iter().max_by_key(Skeleton::words))
            })
            .collect();
        Self { of_text, skeletons }
    }

    /// Number of templates.
    pub fn len(&self) -> usize {
        self.skeletons.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.skeletons.is_empty()
    }
}
