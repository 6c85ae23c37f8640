//! Params: one setter a setting, and the proof that they make sense.

use std::sync::Arc;

use super::{Params, ParamsError};
use crate::baseline::Baseline;
use crate::index::IndexKind;
use crate::judge::signals;
use crate::request::HashKey;

/// Settings on their way; [`ParamsBuilder::build`] checks them.
#[derive(Clone, Debug, Default)]
#[must_use = "settings count once they are built"]
pub struct ParamsBuilder(Params);

impl Params {
    /// The defaults, to be changed one by one.
    pub fn builder() -> ParamsBuilder {
        ParamsBuilder::default()
    }
}

macro_rules! setters {
    ($($(#[doc = $doc:literal])+ $name:ident: $kind:ty;)+) => {
        impl ParamsBuilder {
            $($(#[doc = $doc])+
            pub fn $name(mut self, $name: $kind) -> Self {
                self.0.$name = $name;
                self
            })+
        }
    };
}

setters! {
    /// Seed of every random choice.
    seed: u64;
    /// Key of all hashes. It is written nowhere.
    hash_key: HashKey;
    /// Threads; 0 takes one for each processor.
    threads: usize;
    /// Words in a shingle, 3 to 16.
    shingle_words: usize;
    /// Distinct actors that make a shingle shared, that a campaign must have, and that must have said each word that a report
    /// shows of a template; at least 2. A lower number finds smaller campaigns and shows what fewer actors wrote: at 2, what
    /// two accounts of one person have in common. A higher one shows less, above 96 no word of any template.
    min_actors: u32;
    /// Distinct texts that a shared shingle must stand in as well; at least 2.
    min_texts: u32;
    /// Distinct texts that make a shingle shared whoever wrote them; at least `min_texts`.
    min_texts_alone: u32;
    /// Distinct texts from which on a frame comes before others: what fewer share may be content; at least `min_texts`.
    frame_texts: u32;
    /// Shingles join to phrases where they follow each other in this share of the texts of both, above 0 to 1.
    phrase_confidence: f64;
    /// and while none has fewer than this share of the texts of the one that has most, above 0 to 1.
    phrase_uses: f64;
    /// Phrases join to templates where they travel together in this share of the texts of both, above 0 to 1.
    phrases_together: f64;
    /// Neighbouring words belong to a skeleton where this share of its texts has them, above 0 to 1.
    skeleton_common: f64;
    /// A text belongs to a template where it says this share of its skeleton, above 0 to 1.
    template_containment: f64;
    /// Templates belong to one campaign where their users are alike to this degree (weighted Jaccard), above 0 to 1.
    portfolio_alike: f64;
    /// Share of the campaigns called that may be false, above 0 to 1: groups are called while the estimated share stays below, and
    /// where they are more likely dealt than not.
    fdr: f64;
    /// Skeleton vectors at least this near (cosine, -1 to 1) are proposed as wordings of one template.
    link_near: f32;
    /// The index that finds them; a graph finds nearly all of them.
    index: IndexKind;
    /// Frames are wordings of one template where they share this much of their words (Jaccard), above 0 to 1.
    link_jaccard: f64;
    /// Signals that are left out of the weighing (of [`crate::judge::signals`]).
    without: Vec<String>;
    /// Whether accounts that openly have one operator are flagged as any others.
    flag_operators: bool;
    /// Whether accounts whose list orders content for publication are flagged as any others.
    flag_farms: bool;
    /// What the team's own ordinary traffic looks like, where that is known.
    baseline: Option<Arc<Baseline>>;
    /// Slot values kept as examples for each template.
    slot_examples: usize;
}

impl ParamsBuilder {
    /// Checks the settings.
    ///
    /// # Errors
    /// The first setting outside its range.
    pub fn build(self) -> Result<Params, ParamsError> {
        let params = self.0;
        let check = |name, ok: bool, expected, got: &dyn ToString| {
            if ok { Ok(()) } else { Err(ParamsError { name, expected, got: got.to_string() }) }
        };
        let texts = params.min_texts;
        check("threads", params.threads <= 4096, "0 to 4096", &params.threads)?;
        check("shingle_words", (3..=16).contains(&params.shingle_words), "3 to 16", &params.shingle_words)?;
        check("min_actors", params.min_actors >= 2, "2 or more", &params.min_actors)?;
        check("min_texts", texts >= 2, "2 or more", &texts)?;
        check(
            "min_texts_alone",
            params.min_texts_alone >= texts,
            "min_texts or more",
            &params.min_texts_alone,
        )?;
        check("frame_texts", params.frame_texts >= texts, "min_texts or more", &params.frame_texts)?;
        for (name, share) in [
            ("phrase_confidence", params.phrase_confidence),
            ("phrase_uses", params.phrase_uses),
            ("phrases_together", params.phrases_together),
            ("skeleton_common", params.skeleton_common),
            ("template_containment", params.template_containment),
            ("portfolio_alike", params.portfolio_alike),
            ("fdr", params.fdr),
            ("link_jaccard", params.link_jaccard),
        ] {
            check(name, share > 0.0 && share <= 1.0, "a number above 0, at most 1", &share)?;
        }
        check(
            "link_near",
            (-1.0..=1.0).contains(&params.link_near),
            "a number from -1 to 1",
            &params.link_near,
        )?;
        if let Some(unknown) = params.without.iter().find(|w| !signals().any(|s| s == w.as_str())) {
            check("without", false, "the name of a signal", unknown)?;
        }
        Ok(params)
    }
}
