//! What shapes the graph and the walks in it.

use crate::index::{IndexError, MAX_LINKS};

/// Parameters of [`super::HnswIndex`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HnswParams {
    /// Links a vector in each upper layer (twice as many in the lowest), 2 to [`MAX_LINKS`].
    pub links: usize,
    /// Candidates kept while a vector is linked in, at least `links`.
    pub build_width: usize,
    /// Candidates kept while a query walks, at least 1; a query for more neighbours widens it.
    pub search_width: usize,
    /// Decides which vectors enter the upper layers.
    pub seed: u64,
}

impl Default for HnswParams {
    /// 16 links, build width 200, search width 128, seed 0.
    fn default() -> Self {
        Self { links: 16, build_width: 200, search_width: 128, seed: 0 }
    }
}

impl HnswParams {
    /// Proves the parameters.
    ///
    /// # Errors
    /// Where one is out of the range that its field states.
    pub fn validate(self) -> Result<ValidHnswParams, IndexError> {
        if !(2..=MAX_LINKS).contains(&self.links) {
            return Err(IndexError::Links(self.links));
        }
        let widths = [("build width", self.links, self.build_width), ("search width", 1, self.search_width)];
        for (name, at_least, received) in widths {
            if received < at_least {
                return Err(IndexError::Width { name, at_least, received });
            }
        }
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
