//! Search over all vectors of a log whose duplicates were collapsed: a graph over the leaders, and each leader's followers
//! beside it. Where nine of ten vectors repeat another, the graph holds one of ten and no crowd that misleads it.

use rayon::prelude::*;

use super::{
    HnswIndex, IndexError, LeaderIndex, Leaders, MinCosine, Neighbor, ValidHnswParams, check_dimension,
    sort_nearest_first,
};
use crate::distance::{Probe, SplitRows, UnitVector, UnitVectors, scalar};

/// What rounding may add to or take from a distance computed from a cosine near one.
const DISTANCE_SLACK: f32 = 2e-3;

/// Leaders and followers. Owns 16-bit codes of all vectors; cosines are within 1e-4 of those of f32.
#[derive(Debug)]
pub struct CollapsedIndex {
    leaders: HnswIndex,
    /// The row of each leader in the vectors that were collapsed.
    leader_rows: Vec<u32>,
    /// Where each leader's followers begin in `followers`; one more than leaders.
    starts: Vec<u32>,
    /// The rows that lead nobody, by leader, ascending in each group.
    followers: Vec<u32>,
    codes: SplitRows,
    /// The distance from each leader to its farthest follower.
    radii: Vec<f32>,
    widest: f32,
    grain: f32,
}

impl CollapsedIndex {
    /// Indexes the vectors that `leaders` were found in. Uses the current rayon pool; the index does not depend on its
    /// threads.
    ///
    /// # Errors
    /// Where the leaders are those of other vectors, as far as number and dimension tell.
    pub fn new(
        vectors: UnitVectors<'_>,
        leaders: &Leaders,
        params: ValidHnswParams,
    ) -> Result<Self, IndexError> {
        let (expected, received) = (leaders.leader_of().len(), vectors.len());
        if expected != received {
            return Err(IndexError::Rows { expected, received });
        }
        let (expected, received) = (leaders.vectors().dimension(), vectors.dimension());
        if expected != received {
            return Err(IndexError::Dimension { expected, received });
        }
        let (starts, followers) = group(leaders);
        let codes = SplitRows::encode(vectors, &followers);
        let radii: Vec<f32> = (0..leaders.len())
            .into_par_iter()
            .map(|leader| radius(vectors, leaders.rows()[leader], of(&starts, &followers, leader)))
            .collect();
        Ok(Self {
            leaders: HnswIndex::new(leaders.vectors(), params),
            leader_rows: leaders.rows().to_vec(),
            starts,
            followers,
            grain: codes.largest_unit(),
            codes,
            widest: radii.iter().fold(0.0, |widest, &radius| widest.max(radius)),
            radii,
        })
    }

    /// The same index with another search width of the leaders' graph, at least 1.
    #[must_use]
    pub fn with_search_width(self, search_width: usize) -> Self {
        Self { leaders: self.leaders.with_search_width(search_width), ..self }
    }

    /// Vectors in the index, leaders and followers.
    pub fn len(&self) -> usize {
        self.leader_rows.len() + self.followers.len()
    }

    /// Whether there is no vector.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes in memory, all included.
    pub fn bytes(&self) -> usize {
        let words =
            [&self.leader_rows, &self.starts, &self.followers].map(Vec::capacity).iter().sum::<usize>();
        let words = words + self.radii.capacity();
        self.leaders.bytes() + self.codes.bytes() + words * size_of::<u32>()
    }

    /// The `k` nearest vectors, nearest first, equal ones by ascending row; fewer where there are fewer. Looks at the
    /// followers of as many leaders as the search is wide (at least `k`), as far as they may be near enough.
    ///
    /// # Errors
    /// Where the query's dimension is not that of the index.
    pub fn nearest(&self, query: UnitVector<'_>, k: usize) -> Result<Vec<Neighbor>, IndexError> {
        let leaders =
            self.leaders.nearest(query, if k == 0 { 0 } else { k.max(self.leaders.search_width()) })?;
        let mut search = Search::new(self, query, leaders.iter().take(k));
        for leader in &leaders {
            let kth = search.found.get(k - 1).map_or(-1.0, |kth| kth.cosine);
            if search.add_followers(leader, kth) {
                sort_nearest_first(&mut search.found);
                search.found.truncate(k);
            }
        }
        Ok(search.found)
    }

    /// The nearest `k` of each query, several queries at a time.
    ///
    /// # Errors
    /// Where the queries' dimension is not that of the index.
    pub fn nearest_each(&self, queries: UnitVectors<'_>, k: usize) -> Result<Vec<Vec<Neighbor>>, IndexError> {
        (0..queries.len()).into_par_iter().map(|query| self.nearest(queries.row(query), k)).collect()
    }

    /// All vectors of at least that cosine, nearest first, equal ones by ascending row.
    ///
    /// # Errors
    /// Where the query's dimension is not that of the index.
    pub fn within(&self, query: UnitVector<'_>, min_cosine: MinCosine) -> Result<Vec<Neighbor>, IndexError> {
        check_dimension(self.codes.dimension(), query.as_slice().len())?;
        let reach = distance(min_cosine.get());
        let wide = MinCosine::new(cosine(reach + self.widest + DISTANCE_SLACK))?;
        let leaders = self.leaders.within(query, wide)?;
        let mut search = Search::new(self, query, leaders.iter());
        for leader in &leaders {
            search.add_followers(leader, min_cosine.get());
        }
        let mut near = search.found;
        near.retain(|neighbor| neighbor.cosine >= min_cosine.get());
        sort_nearest_first(&mut near);
        Ok(near)
    }
}

/// One query's way through the followers.
struct Search<'a> {
    index: &'a CollapsedIndex,
    query: &'a [f32],
    probe: Probe,
    places: Vec<u32>,
    scores: Vec<f32>,
    found: Vec<Neighbor>,
}

impl<'a> Search<'a> {
    /// Begins with these leaders found.
    fn new(
        index: &'a CollapsedIndex,
        query: UnitVector<'a>,
        leaders: impl Iterator<Item = &'a Neighbor>,
    ) -> Self {
        let mut probe = Probe::new();
        probe.set(query.as_slice());
        let found = leaders.map(|leader| Neighbor { id: index.leader_rows[leader.id as usize], ..*leader });
        let found = found.collect();
        Self { index, query: query.as_slice(), probe, places: Vec::new(), scores: Vec::new(), found }
    }

    /// Adds those of a leader's followers whose cosine may reach the floor; whether there was one.
    fn add_followers(&mut self, leader: &Neighbor, floor: f32) -> bool {
        let (index, id) = (self.index, leader.id as usize);
        let nearest = distance(leader.cosine) - index.radii[id];
        if index.starts[id] == index.starts[id + 1] || nearest > distance(floor) + DISTANCE_SLACK {
            return false;
        }
        self.places.clear();
        self.places.extend(index.starts[id]..index.starts[id + 1]);
        index.codes.scores(&self.probe, &self.places, &mut self.scores);
        let floor = floor - index.grain - self.probe.unit();
        let before = self.found.len();
        let plausible = self.places.iter().zip(&self.scores).filter(|&(_, &score)| score >= floor);
        self.found.extend(plausible.map(|(&place, _)| Neighbor {
            id: index.followers[place as usize],
            cosine: index.codes.cosine(self.query, place),
        }));
        self.found.len() > before
    }
}

/// Where each leader's followers begin, and the followers by leader.
fn group(leaders: &Leaders) -> (Vec<u32>, Vec<u32>) {
    let leads = |row: u32, leader: u32| leaders.rows()[leader as usize] == row;
    let pairs = (0u32..).zip(leaders.leader_of());
    let mut followers: Vec<(u32, u32)> =
        pairs.filter(|&(row, &leader)| !leads(row, leader)).map(|(row, &leader)| (leader, row)).collect();
    followers.sort_unstable();
    let starts = (0..=leaders.len() as u32)
        .map(|leader| followers.partition_point(|&(of, _)| of < leader) as u32)
        .collect();
    (starts, followers.into_iter().map(|(_, row)| row).collect())
}

fn of<'a>(starts: &[u32], followers: &'a [u32], leader: usize) -> &'a [u32] {
    &followers[starts[leader] as usize..starts[leader + 1] as usize]
}

/// The distance from a leader's row to the farthest of its followers.
fn radius(vectors: UnitVectors<'_>, leader: u32, followers: &[u32]) -> f32 {
    let leader = vectors.row(leader as usize);
    let cosines = followers.iter().map(|&row| scalar::cosine(leader, vectors.row(row as usize)));
    cosines.map(distance).fold(0.0, f32::max)
}

/// The distance of two unit vectors of that cosine.
fn distance(cosine: f32) -> f32 {
    (2.0 - 2.0 * cosine).max(0.0).sqrt()
}

/// The cosine of two unit vectors at that distance, -1 to 1.
fn cosine(distance: f32) -> f32 {
    (1.0 - distance * distance / 2.0).clamp(-1.0, 1.0)
}
