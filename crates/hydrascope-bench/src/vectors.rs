//! Vectors of prompts for the index stages: distinct leaders, a share of near-duplicates of them, and queries.

use hydrascope::distance::{UnitVectors, scalar};
use hydrascope::embed::Embedder;
use hydrascope::index::{ExactIndex, LeaderIndex, Leaders, MinCosine, Neighbor};
use rand::{RngExt, SeedableRng};
use rand_distr::{Distribution, StandardNormal};
use rand_pcg::Pcg64Mcg;

use crate::error::BenchError;
use crate::npy::Matrix;
use crate::traffic::{distinct, simulated};

/// Prompts whose vectors are nearer than this (cosine) are one.
pub(crate) const LEADER_COSINE: f32 = 0.98;
/// Cosine of a near-duplicate with what it repeats, drawn evenly from this range.
const NEAR_COSINE: (f64, f64) = (0.99, 0.999);
/// Neighbours that a query asks for.
pub(crate) const NEIGHBOURS: usize = 10;
/// The most queries.
const QUERIES: usize = 1024;
/// How often more prompts are taken where too few of them are distinct.
const ROUNDS: u64 = 12;

/// What vectors are asked for.
pub(crate) struct Wanted {
    /// Rows, and ten times the queries, as far as there are so many.
    pub(crate) size: usize,
    pub(crate) near_duplicates: f64,
    pub(crate) seed: u64,
    /// Whether more prompts can be had.
    pub(crate) simulated: bool,
}

/// Rows to index, and queries of the same kind that are none of them; all of unit length, row-major.
pub(crate) struct Vectors {
    pub(crate) rows: Vec<f32>,
    pub(crate) queries: Vec<f32>,
    /// For each query, the cosine of its true nearest rows, nearest first; at most [`NEIGHBOURS`].
    pub(crate) truth: Vec<Vec<f32>>,
    pub(crate) dimension: usize,
}

impl Vectors {
    /// As many rows as are wanted, or as a given log has distinct `prompts` for.
    pub(crate) fn of_prompts(
        wanted: &Wanted,
        prompts: Vec<&str>,
        embedder: &Embedder,
    ) -> Result<Self, BenchError> {
        let leaders = leaders(wanted, prompts, embedder)?;
        Self::drawn(wanted, leaders, embedder.model().dim())
    }

    /// As many rows as are wanted, or as there are.
    pub(crate) fn given(wanted: &Wanted, matrix: Matrix) -> Result<Self, BenchError> {
        UnitVectors::new(&matrix.values, matrix.columns)?;
        Self::drawn(wanted, matrix.values, matrix.columns)
    }

    /// Draws rows and queries from vectors that differ, and adds the near-duplicates.
    fn drawn(wanted: &Wanted, mut leaders: Vec<f32>, dimension: usize) -> Result<Self, BenchError> {
        let mut random = Pcg64Mcg::seed_from_u64(wanted.seed);
        let own = 1.0 - wanted.near_duplicates;
        let (own_rows, own_queries) = wanted.own();
        shuffle(&mut leaders, dimension, &mut random);
        // Where there are too few vectors, queries are held out first and the rest are rows.
        let have = leaders.len() / dimension;
        let own_queries = own_queries.min(have / 2);
        let own_rows = own_rows.min(have - own_queries);
        let (held_out, rest) = leaders.split_at(own_queries * dimension);
        let base = &rest[..own_rows * dimension];
        let share = |count: usize| if own_rows == 0 { 0 } else { ((count as f64 / own).round()) as usize };
        let rows = with_repeats(base, base, share(own_rows), dimension, &mut random);
        let queries = with_repeats(held_out, base, share(own_queries), dimension, &mut random);
        let truth = truth(&rows, &queries, dimension)?;
        Ok(Self { rows, queries, truth, dimension })
    }

    /// The rows, proven.
    pub(crate) fn rows(&self) -> Result<UnitVectors<'_>, BenchError> {
        Ok(UnitVectors::new(&self.rows, self.dimension)?)
    }

    /// The queries, proven.
    pub(crate) fn queries(&self) -> Result<UnitVectors<'_>, BenchError> {
        Ok(UnitVectors::new(&self.queries, self.dimension)?)
    }

    /// The share of the true nearest rows that were found, 0 to 1, whatever cosines an index reports. A row as near as the
    /// farthest of the true nearest counts as one of them: which of several equal ones is found is chance.
    pub(crate) fn recall(&self, found: &[Vec<Neighbor>]) -> Result<f64, BenchError> {
        let (rows, queries) = (self.rows()?, self.queries()?);
        let mut hits = 0;
        for ((truth, found), query) in self.truth.iter().zip(found).zip(queries.iter()) {
            let farthest = truth.last().copied().unwrap_or(f32::INFINITY);
            let cosine =
                |neighbor: &Neighbor| rows.get(neighbor.id as usize).map(|row| scalar::cosine(row, query));
            hits += found.iter().filter_map(cosine).filter(|&cosine| cosine >= farthest).count();
        }
        let all: usize = self.truth.iter().map(Vec::len).sum();
        Ok(hits as f64 / all.max(1) as f64)
    }
}

impl Wanted {
    /// Rows and queries that differ, as the size and the share of near-duplicates ask for.
    fn own(&self) -> (usize, usize) {
        let own = 1.0 - self.near_duplicates;
        let queries = (self.size / 10).clamp(1, QUERIES);
        let share = |count: usize| ((count as f64 * own).round() as usize).max(1);
        (share(self.size), share(queries))
    }
}

/// Vectors of prompts, as many as are wanted or more, no two nearer than [`LEADER_COSINE`], in order of time; fewer where a given log
/// has no more. No more prompts are collapsed than that takes: its cost grows with the square of them.
fn leaders(wanted: &Wanted, prompts: Vec<&str>, embedder: &Embedder) -> Result<Vec<f32>, BenchError> {
    let (own_rows, own_queries) = wanted.own();
    let count = own_rows + own_queries;
    let mut texts: Vec<String> = prompts.into_iter().map(str::to_owned).collect();
    // Of simulated prompts nine in ten are leaders.
    let mut goal = count + count / 7;
    let mut found = Vec::new();
    for round in 1..=ROUNDS {
        if wanted.simulated && texts.len() < goal {
            texts = more(texts, goal, wanted.seed.wrapping_add(round << 32))?;
        }
        let views: Vec<&str> = texts.iter().take(goal).map(String::as_str).collect();
        let vectors = embedder.embed(&views)?;
        let vectors = UnitVectors::new(vectors.as_slice(), vectors.dim())?;
        let leaders = Leaders::collapse(vectors, MinCosine::new(LEADER_COSINE)?);
        // A text without words has a row of zeros, which is near to nothing.
        let rows = leaders.vectors();
        let rows = rows.iter().filter(|row| row.as_slice().iter().any(|&v| v != 0.0));
        found = rows.flat_map(|row| row.as_slice().to_vec()).collect();
        let have = found.len() / vectors.dimension();
        let all_taken = views.len() == texts.len() && !wanted.simulated;
        if have >= count || all_taken {
            break;
        }
        // A little more than the share of leaders so far asks for.
        goal = (goal as f64 * 1.2 * count as f64 / have.max(1) as f64) as usize + 1;
    }
    Ok(found)
}

/// Texts and simulated prompts of another seed, about `goal` in all, none twice.
fn more(texts: Vec<String>, goal: usize, seed: u64) -> Result<Vec<String>, BenchError> {
    let requests = simulated((goal - texts.len()) * 3 / 2 + 100, seed)?;
    let prompts = requests.iter().map(|request| request.prompt.as_str());
    let all = distinct(texts.iter().map(String::as_str).chain(prompts).collect());
    Ok(all.into_iter().map(str::to_owned).collect())
}

/// Rows of `own` and repeats of rows of `base`, `count` in all, in mixed order.
fn with_repeats(
    own: &[f32],
    base: &[f32],
    count: usize,
    dimension: usize,
    random: &mut Pcg64Mcg,
) -> Vec<f32> {
    let mut rows = own.to_vec();
    let base_rows = base.len() / dimension;
    while base_rows > 0 && rows.len() < count * dimension {
        let original = random.random_range(0..base_rows);
        rows.extend(repeat(&base[original * dimension..(original + 1) * dimension], random));
    }
    shuffle(&mut rows, dimension, random);
    rows
}

/// A unit vector at a drawn cosine to `row`, in a drawn direction from it.
fn repeat(row: &[f32], random: &mut Pcg64Mcg) -> Vec<f32> {
    let cosine = random.random_range(NEAR_COSINE.0..NEAR_COSINE.1) as f32;
    let noise: Vec<f32> = row.iter().map(|_| StandardNormal.sample(random)).collect();
    let along: f32 = noise.iter().zip(row).map(|(n, x)| n * x).sum();
    let across: Vec<f32> = noise.iter().zip(row).map(|(n, x)| n - along * x).collect();
    let length = across.iter().map(|v| v * v).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
    let sine = (1.0 - cosine * cosine).sqrt();
    row.iter().zip(across).map(|(x, a)| cosine * x + sine * a / length).collect()
}

/// Fisher and Yates' shuffle of rows.
fn shuffle(rows: &mut [f32], dimension: usize, random: &mut Pcg64Mcg) {
    for i in (1..rows.len() / dimension).rev() {
        let j = random.random_range(0..=i);
        for column in 0..dimension {
            rows.swap(i * dimension + column, j * dimension + column);
        }
    }
}

fn truth(rows: &[f32], queries: &[f32], dimension: usize) -> Result<Vec<Vec<f32>>, BenchError> {
    let index = ExactIndex::new(UnitVectors::new(rows, dimension)?);
    let found = index.nearest_each(UnitVectors::new(queries, dimension)?, NEIGHBOURS)?;
    Ok(found.into_iter().map(|found| found.into_iter().map(|n| n.cosine).collect()).collect())
}
