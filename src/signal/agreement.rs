//! Agreement within accounts: how much nearer what one account sends lies together than what different accounts send.
//!
//! For rows with an inner product, `rho = (W - B) / (S - B)`: B the mean over pairs of different accounts, W over pairs within
//! one, S of a row with itself. 0 where accounts are interchangeable, 1 where all rows of an account are equal. Accounts count by
//! their rows less one, capped, so that one busy account does not speak for all (intraclass correlation; Donner 1986).

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

use super::band::Effect;

/// Shufflings of the owners, of which the error under 'dealt' is taken.
const SHUFFLES: usize = 24;
/// An account counts by at most this many rows more than one.
const MOST: f64 = 15.0;

/// Rows with their owners.
pub(super) struct Rows<'a> {
    pub(super) values: &'a [f32],
    pub(super) dimension: usize,
    pub(super) owners: &'a [u32],
}

/// The agreement within owners and its errors; `None` where fewer than two owners have two rows, or all rows are alike.
pub(super) fn agreement(rows: &Rows<'_>, seed: u64) -> Option<Effect> {
    let table = Table::new(rows)?;
    let mut owners = table.owners.clone();
    let seen = table.sums(&owners);
    let (within, between) = table.difference(&seen);
    let room = table.own - between;
    if room < 1e-3 * table.own.max(1e-9) {
        return None;
    }
    let value = (within - between) / room;
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let shuffled: Vec<Vec<u32>> = (0..SHUFFLES)
        .map(|_| {
            owners.shuffle(&mut rng);
            owners.clone()
        })
        .collect();
    let null: Vec<f64> = shuffled
        .par_iter()
        .map(|owners| {
            let (within, between) = table.difference(&table.sums(owners));
            (within - between) / room
        })
        .collect();
    let error_dealt = (null.iter().map(|v| v * v).sum::<f64>() / SHUFFLES as f64).sqrt().max(1e-6);
    Some(Effect { value, error_dealt, error_people: table.jackknife(&seen, value).max(1e-6) })
}

/// The rows of owners that have two or more.
struct Table<'a> {
    rows: Vec<&'a [f32]>,
    /// Squared length of each row.
    squares: Vec<f64>,
    owners: Vec<u32>,
    counts: Vec<f64>,
    weights: Vec<f64>,
    /// Mean inner product of a row with itself.
    own: f64,
}

/// Sums over the rows of each owner: the vectors, and the squared lengths.
struct Sums {
    vectors: Vec<f64>,
    squares: Vec<f64>,
}

impl<'a> Table<'a> {
    fn new(rows: &Rows<'a>) -> Option<Self> {
        let most = rows.owners.iter().copied().max()? as usize + 1;
        let mut counts = vec![0u32; most];
        rows.owners.iter().for_each(|&o| counts[o as usize] += 1);
        let mut number = vec![u32::MAX; most];
        let kept = (0..most).filter(|&o| counts[o] > 1);
        kept.zip(0..).for_each(|(owner, n)| number[owner] = n);
        let counts: Vec<f64> = counts.into_iter().filter(|&c| c > 1).map(f64::from).collect();
        if counts.len() < 2 {
            return None;
        }
        let all = rows.owners.iter().zip(rows.values.chunks_exact(rows.dimension));
        let (owners, rows): (Vec<u32>, Vec<&[f32]>) =
            all.map(|(&o, row)| (number[o as usize], row)).filter(|(o, _)| *o != u32::MAX).unzip();
        let squares: Vec<f64> = rows.iter().map(|row| square(row)).collect();
        let own = squares.iter().sum::<f64>() / rows.len() as f64;
        let weights = counts.iter().map(|c| (c - 1.0).min(MOST)).collect();
        Some(Self { rows, squares, owners, counts, weights, own })
    }

    fn sums(&self, owners: &[u32]) -> Sums {
        let dimension = self.rows.first().map_or(0, |row| row.len());
        let mut sums =
            Sums { vectors: vec![0.0; self.counts.len() * dimension], squares: vec![0.0; self.counts.len()] };
        for ((row, square), &owner) in self.rows.iter().zip(&self.squares).zip(owners) {
            let sum = &mut sums.vectors[owner as usize * dimension..][..dimension];
            sum.iter_mut().zip(*row).for_each(|(s, &x)| *s += f64::from(x));
            sums.squares[owner as usize] += square;
        }
        sums
    }

    /// Mean over pairs within an owner, and over pairs of different owners.
    fn difference(&self, sums: &Sums) -> (f64, f64) {
        let (total, parts) = self.parts(sums);
        let [mut within, mut weight, mut lengths, mut squares] = [0.0; 4];
        for (part, w) in parts.iter().zip(&self.weights) {
            within += w * part.pair;
            weight += w;
            lengths += w * w * part.length;
            squares += w * w;
        }
        let all: f64 = total.iter().map(|t| t * t).sum();
        (within / weight, (all - lengths) / (weight * weight - squares))
    }

    /// The weighted sum of the owners' means, and what each owner adds.
    fn parts(&self, sums: &Sums) -> (Vec<f64>, Vec<Part>) {
        let dimension = sums.vectors.len() / self.counts.len();
        let mut total = vec![0.0; dimension];
        let parts = self.counts.iter().zip(&self.weights).enumerate().map(|(owner, (n, w))| {
            let sum = &sums.vectors[owner * dimension..][..dimension];
            total.iter_mut().zip(sum).for_each(|(t, s)| *t += w * s / n);
            let length: f64 = sum.iter().map(|s| s * s).sum();
            Part { pair: (length - sums.squares[owner]) / (n * (n - 1.0)), length: length / (n * n) }
        });
        let parts = parts.collect();
        (total, parts)
    }

    /// The standard error over owners: each left out in turn.
    fn jackknife(&self, sums: &Sums, value: f64) -> f64 {
        let (total, parts) = self.parts(sums);
        let dimension = total.len();
        let each = || parts.iter().zip(&self.weights);
        let weight: f64 = self.weights.iter().sum();
        let within: f64 = each().map(|(p, w)| w * p.pair).sum();
        let lengths: f64 = each().map(|(p, w)| w * w * p.length).sum();
        let squares: f64 = self.weights.iter().map(|w| w * w).sum();
        let all: f64 = total.iter().map(|t| t * t).sum();
        let mut variance = 0.0;
        for (owner, (part, w)) in each().enumerate() {
            let n = self.counts[owner];
            let mean = sums.vectors[owner * dimension..][..dimension].iter().map(|s| s / n);
            let dot: f64 = total.iter().zip(mean).map(|(t, m)| t * m).sum();
            let (rest, pairs) = (weight - w, (weight - w).powi(2) - (squares - w * w));
            if pairs <= 0.0 {
                continue;
            }
            let between =
                (all - 2.0 * w * dot + w * w * part.length - (lengths - w * w * part.length)) / pairs;
            let left = ((within - w * part.pair) / rest - between) / (self.own - between).max(1e-9);
            variance += (left - value).powi(2);
        }
        let count = self.counts.len() as f64;
        ((count - 1.0) / count * variance).sqrt()
    }
}

struct Part {
    pair: f64,
    length: f64,
}

fn square(row: &[f32]) -> f64 {
    row.iter().map(|x| f64::from(x * x)).sum()
}
