//! Which index suits how many leaders.

use serde::Serialize;

use super::{ExactIndex, HnswIndex, LeaderIndex, ValidHnswParams};
#[cfg(feature = "hnsw_rs")]
use super::{GraphIndex, ValidGraphParams};
use crate::distance::UnitVectors;

/// Up to so many leaders all pairs are found sooner by comparing everything than by building a graph and walking it: the
/// largest size that was measured. Queries by the thousand are another matter: those a graph answers sooner from 100,000 on,
/// so a service that looks vectors up opens [`HnswIndex`] itself.
///
/// Measured with `hydrascope bench --size 300000 --size 1000000 --stage exact-join --stage graph-build --stage graph-search`
/// on two cores with AVX-512 VNNI, 256 dimensions: at 300,000 leaders 10 s against 33 s for building the graph and 65 s for
/// a walk from each leader, at 1,000,000 97 s against 180 s and 160 s. Beyond a million nothing was measured.
pub const EXACT_UP_TO: usize = 1_000_000;

/// Which index to open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Choice {
    /// [`ExactIndex`].
    Exact,
    /// [`HnswIndex`], the graph of our own, with these parameters.
    Hnsw(ValidHnswParams),
    /// [`GraphIndex`], the graph of the crate hnsw_rs, with these parameters: used where it is asked for.
    #[cfg(feature = "hnsw_rs")]
    HnswRs(ValidGraphParams),
}

/// Which index a run is asked to use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum IndexKind {
    /// What [`choose`] says.
    #[default]
    Auto,
    /// [`Choice::Exact`].
    Exact,
    /// [`Choice::Hnsw`].
    Hnsw,
    /// `Choice::HnswRs`, with the feature `hnsw_rs`.
    #[cfg(feature = "hnsw_rs")]
    HnswRs,
}

impl IndexKind {
    /// All kinds.
    #[cfg(not(feature = "hnsw_rs"))]
    pub const ALL: [Self; 3] = [Self::Auto, Self::Exact, Self::Hnsw];
    /// All kinds.
    #[cfg(feature = "hnsw_rs")]
    pub const ALL: [Self; 4] = [Self::Auto, Self::Exact, Self::Hnsw, Self::HnswRs];

    /// Its name, as a person writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Exact => "exact",
            Self::Hnsw => "hnsw",
            #[cfg(feature = "hnsw_rs")]
            Self::HnswRs => "hnsw-rs",
        }
    }

    /// The index for so many leaders; graphs get their default parameters.
    pub fn choice(self, leaders: usize) -> Choice {
        match self {
            Self::Auto => choose(leaders),
            Self::Exact => Choice::Exact,
            Self::Hnsw => Choice::Hnsw(ValidHnswParams::default()),
            #[cfg(feature = "hnsw_rs")]
            Self::HnswRs => Choice::HnswRs(ValidGraphParams::default()),
        }
    }
}

/// Decides by the number of leaders; the graph gets its default parameters.
pub fn choose(leaders: usize) -> Choice {
    if leaders <= EXACT_UP_TO { Choice::Exact } else { Choice::Hnsw(ValidHnswParams::default()) }
}

/// Builds what was chosen.
pub fn open<'a>(leaders: UnitVectors<'a>, choice: Choice) -> Box<dyn LeaderIndex + 'a> {
    match choice {
        Choice::Exact => Box::new(ExactIndex::new(leaders)),
        Choice::Hnsw(params) => Box::new(HnswIndex::new(leaders, params)),
        #[cfg(feature = "hnsw_rs")]
        Choice::HnswRs(params) => Box::new(GraphIndex::new(leaders, params)),
    }
}
