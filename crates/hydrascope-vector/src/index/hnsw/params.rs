//! What shapes the graph and the walks in it.

use crate::index::{IndexError, check_graph};

/// Parameters of [`super::HnswIndex`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HnswParams {
    /// Links a vector in each upper layer (twice as many in the lowest), 2 to [`crate::index::MAX_LINKS`].
    pub links: usize,
    /// Candidates kept while a vector is linked in, at least `links`.
    pub build_width: usize,
    /// Candidates kept while a query walks, at least 1; a query for more neighbours widens it.
    pub search_width: usize,
    /// While the graph holds no more vectors than this, those that enter it are compared with all of them; later ones walk
    /// it. Comparing is exact and up to the default also faster.
    pub compare_all_up_to: usize,
    /// Decides which vectors enter the upper layers.
    pub seed: u64,
}

impl Default for HnswParams {
    /// 16 links, build width 200, search width 128, comparing all up to 131,072, seed 0.
    fn default() -> Self {
        Self { links: 16, build_width: 200, search_width: 128, compare_all_up_to: 131_072, seed: 0 }
    }
}

impl HnswParams {
    /// Proves the parameters.
    ///
    /// # Errors
    /// Where one is out of the range that its field states.
    pub fn validate(self) -> Result<ValidHnswParams, IndexError> {
        check_graph(self.links, self.build_width, self.search_width)?;
        Ok(ValidHnswParams(self))
    }
}

/// Parameters that the graph is known to bear.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ValidHnswParams(HnswParams);

impl ValidHnswParams {
    /// The parameters.
    pub fn get(self) -> HnswParams {
        self.0
    }
}
