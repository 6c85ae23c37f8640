//! Settings of a run, and the proof that they make sense.

use std::sync::Arc;

use serde::Serialize;

use crate::baseline::Baseline;
use crate::index::IndexKind;
use crate::judge::signals;
use crate::phrase::{FrameParams, JoinParams, SkeletonParams, Support};
use crate::request::HashKey;

/// Settings of a run; [`Params::validate`] turns them into [`ValidParams`].
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Params {
    /// Seed of every random choice.
    pub seed: u64,
    /// Key of all hashes. It is written nowhere.
    #[serde(skip)]
    pub hash_key: HashKey,
    /// Threads; 0 takes one for each processor.
    pub threads: usize,
    /// Words in a shingle, 3 to 16.
    pub shingle_words: usize,
    /// Distinct actors that make a shingle shared, that a campaign must have, and that must have said each word that a report
    /// shows of a template; at least 2. A lower number finds smaller campaigns and shows what fewer actors wrote: at 2, what
    /// two accounts of one person have in common. A higher one shows less, above 96 no word of any template.
    pub min_actors: u32,
    /// Distinct texts that a shared shingle must stand in as well; at least 2.
    pub min_texts: u32,
    /// Distinct texts that make a shingle shared whoever wrote them; at least `min_texts`.
    pub min_texts_alone: u32,
    /// Distinct texts from which on a frame comes before others: what fewer share may be content; at least `min_texts`.
    pub frame_texts: u32,
    /// Shingles join to phrases where they follow each other in this share of the texts of both, above 0 to 1.
    pub phrase_confidence: f64,
    /// and while none has fewer than this share of the texts of the one that has most, above 0 to 1.
    pub phrase_uses: f64,
    /// Phrases join to templates where they travel together in this share of the texts of both, above 0 to 1.
    pub phrases_together: f64,
    /// Neighbouring words belong to a skeleton where this share of its texts has them, above 0 to 1.
    pub skeleton_common: f64,
    /// A text belongs to a template where it says this share of its skeleton, above 0 to 1.
    pub template_containment: f64,
    /// Templates belong to one campaign where their users are alike to this degree (weighted Jaccard), above 0 to 1.
    pub portfolio_alike: f64,
    /// Share of the campaigns called that may be false, above 0 to 1: groups are called while the estimated share stays below, and
    /// where they are more likely dealt than not.
    pub fdr: f64,
    /// Skeleton vectors at least this near (cosine, -1 to 1) are proposed as wordings of one template.
    pub link_near: f32,
    /// The index that finds them; a graph finds nearly all of them.
    pub index: IndexKind,
    /// Frames are wordings of one template where they share this much of their words (Jaccard), above 0 to 1.
    pub link_jaccard: f64,
    /// Signals that are left out of the weighing (of [`crate::judge::signals`]).
    pub without: Vec<String>,
    /// Whether accounts that openly have one operator are flagged as any others.
    pub flag_operators: bool,
    /// Whether accounts whose list orders content for publication are flagged as any others.
    pub flag_farms: bool,
    /// What the team's own ordinary traffic looks like, where that is known.
    #[serde(skip)]
    pub baseline: Option<Arc<Baseline>>,
    /// Slot values kept as examples for each template.
    pub slot_examples: usize,
}

impl Default for Params {
    fn default() -> Self {
        Self {
            seed: 0,
            hash_key: HashKey::default(),
            threads: 0,
            shingle_words: 5,
            min_actors: 5,
            min_texts: 3,
            min_texts_alone: 20,
            frame_texts: 10,
            phrase_confidence: 0.5,
            phrase_uses: 0.2,
            phrases_together: 0.6,
            skeleton_common: 0.5,
            template_containment: 0.5,
            portfolio_alike: 0.25,
            fdr: 0.05,
            link_near: 0.8,
            index: IndexKind::Auto,
            link_jaccard: 0.6,
            without: Vec::new(),
            flag_operators: false,
            flag_farms: false,
            baseline: None,
            slot_examples: 3,
        }
    }
}

/// A setting that makes no sense.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("setting {name}: expected {expected}, got {got}; correct it or leave it at its default")]
pub struct ParamsError {
    /// The setting.
    pub name: &'static str,
    /// What it may be.
    pub expected: &'static str,
    /// What it was.
    pub got: String,
}

/// Settings that have been checked.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub struct ValidParams(Params);

impl Params {
    /// Checks the settings.
    ///
    /// # Errors
    /// The first setting outside its range.
    pub fn validate(self) -> Result<ValidParams, ParamsError> {
        let check = |name, ok: bool, expected, got: &dyn ToString| {
            if ok { Ok(()) } else { Err(ParamsError { name, expected, got: got.to_string() }) }
        };
        let texts = self.min_texts;
        check("threads", self.threads <= 4096, "0 to 4096", &self.threads)?;
        check("shingle_words", (3..=16).contains(&self.shingle_words), "3 to 16", &self.shingle_words)?;
        check("min_actors", self.min_actors >= 2, "2 or more", &self.min_actors)?;
        check("min_texts", texts >= 2, "2 or more", &texts)?;
        check("min_texts_alone", self.min_texts_alone >= texts, "min_texts or more", &self.min_texts_alone)?;
        check("frame_texts", self.frame_texts >= texts, "min_texts or more", &self.frame_texts)?;
        for (name, share) in [
            ("phrase_confidence", self.phrase_confidence),
            ("phrase_uses", self.phrase_uses),
            ("phrases_together", self.phrases_together),
            ("skeleton_common", self.skeleton_common),
            ("template_containment", self.template_containment),
            ("portfolio_alike", self.portfolio_alike),
            ("fdr", self.fdr),
            ("link_jaccard", self.link_jaccard),
        ] {
            check(name, share > 0.0 && share <= 1.0, "a number above 0, at most 1", &share)?;
        }
        check("link_near", (-1.0..=1.0).contains(&self.link_near), "a number from -1 to 1", &self.link_near)?;
        if let Some(unknown) = self.without.iter().find(|w| !signals().any(|s| s == w.as_str())) {
            check("without", false, "the name of a signal", unknown)?;
        }
        Ok(ValidParams(self))
    }
}

impl ValidParams {
    /// What makes a shingle shared.
    pub fn support(&self) -> Support {
        Support {
            width: self.shingle_words,
            actors: self.min_actors,
            texts: self.min_texts,
            texts_alone: self.min_texts_alone,
        }
    }

    /// How shingles join to phrases.
    pub fn join(&self) -> JoinParams {
        JoinParams { confidence: self.phrase_confidence, uses: self.phrase_uses }
    }

    /// How phrases join to frames.
    pub fn frame(&self) -> FrameParams {
        FrameParams {
            support: self.support(),
            together: self.phrases_together,
            frame_texts: self.frame_texts,
            skeleton: self.skeleton(),
            containment: self.template_containment,
        }
    }

    /// What makes words a skeleton.
    pub fn skeleton(&self) -> SkeletonParams {
        SkeletonParams { common: self.skeleton_common, min_actors: self.min_actors }
    }
}

impl std::ops::Deref for ValidParams {
    type Target = Params;

    fn deref(&self) -> &Params {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::Params;

    #[test]
    fn defaults_are_valid_and_nonsense_is_named() {
        assert!(Params::default().validate().is_ok());
        let error = Params { fdr: f64::NAN, ..Params::default() }.validate().unwrap_err();
        assert_eq!(
            error.to_string(),
            "setting fdr: expected a number above 0, at most 1, got NaN; correct it or leave it at its default"
        );
    }
}
