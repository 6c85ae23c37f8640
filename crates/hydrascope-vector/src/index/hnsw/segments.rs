//! Vectors that come and go together: an index a segment, so that old traffic is forgotten by dropping its segment.

use std::collections::BTreeMap;

use super::HnswIndex;
use crate::distance::UnitVector;
use crate::index::{IndexError, LeaderIndex, MinCosine, Neighbor};

/// A vector of a segment and how near it is to the query.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SegmentNeighbor {
    /// The caller's number of the segment.
    pub segment: u64,
    /// Which row of the segment, and its cosine.
    pub neighbor: Neighbor,
}

/// Indexes that are searched as one. Each is built once and never changes; adding and dropping them is all there is.
#[derive(Debug, Default)]
pub struct Segments(BTreeMap<u64, HnswIndex>);

impl Segments {
    /// No segments.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a segment under a number; gives back the one that had this number before, if any.
    pub fn add(&mut self, segment: u64, index: HnswIndex) -> Option<HnswIndex> {
        self.0.insert(segment, index)
    }

    /// Drops a segment and frees its memory; whether there was one.
    pub fn drop_segment(&mut self, segment: u64) -> bool {
        self.0.remove(&segment).is_some()
    }

    /// The numbers of the segments, ascending.
    pub fn segments(&self) -> impl Iterator<Item = u64> {
        self.0.keys().copied()
    }

    /// Vectors in all segments.
    pub fn len(&self) -> usize {
        self.0.values().map(HnswIndex::len).sum()
    }

    /// Whether there is no vector.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes in memory.
    pub fn bytes(&self) -> usize {
        self.0.values().map(HnswIndex::bytes).sum()
    }

    /// The `k` nearest vectors of all segments, nearest first, equal ones by segment, then by row.
    ///
    /// # Errors
    /// Where the query's dimension is not that of a segment.
    pub fn nearest(&self, query: UnitVector<'_>, k: usize) -> Result<Vec<SegmentNeighbor>, IndexError> {
        let mut merged = self.merged(|index| index.nearest(query, k))?;
        merged.truncate(k);
        Ok(merged)
    }

    /// All vectors of at least that cosine, in the order of [`Segments::nearest`].
    ///
    /// # Errors
    /// Where the query's dimension is not that of a segment.
    pub fn within(
        &self,
        query: UnitVector<'_>,
        min_cosine: MinCosine,
    ) -> Result<Vec<SegmentNeighbor>, IndexError> {
        self.merged(|index| index.within(query, min_cosine))
    }

    fn merged(
        &self,
        search: impl Fn(&HnswIndex) -> Result<Vec<Neighbor>, IndexError>,
    ) -> Result<Vec<SegmentNeighbor>, IndexError> {
        let mut merged = Vec::new();
        for (&segment, index) in &self.0 {
            let found = search(index)?;
            merged.extend(found.into_iter().map(|neighbor| SegmentNeighbor { segment, neighbor }));
        }
        // Stable: within a cosine the order of segments, and of rows in each, stays.
        merged.sort_by(|x, y| y.neighbor.cosine.total_cmp(&x.neighbor.cosine));
        Ok(merged)
    }
}
