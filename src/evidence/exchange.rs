//! Exchangeability: people fill a slot with their own interests; a dealt list is as varied within an account as
//! between accounts. A permutation test on slot vectors tells the two apart.

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

/// Shufflings of the owners that make the null.
const SHUFFLES: usize = 64;

/// Slot vectors with their owners.
#[derive(Clone, Copy, Debug)]
pub struct Slots<'a> {
    /// Unit vectors, row after row.
    pub vectors: &'a [f32],
    /// Numbers a row.
    pub dim: usize,
    /// The owner of each row, as a number below the number of owners; rows of one owner need not be neighbours.
    pub owners: &'a [u32],
}

/// How many standard deviations closer slots of one owner are than chance would make them: about 0 for a dealt list,
/// well above for people. `None` where no owner has two rows, or all rows are alike.
pub fn exchangeability(slots: &Slots<'_>, seed: u64) -> Option<f64> {
    let mut owners = slots.owners.to_vec();
    let count = owners.iter().max().map_or(0, |&o| o as usize + 1);
    let mut sums = vec![0.0f32; count * slots.dim];
    let seen = closeness(slots, &owners, &mut sums);
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let null: Vec<f64> = (0..SHUFFLES)
        .map(|_| {
            owners.shuffle(&mut rng);
            closeness(slots, &owners, &mut sums)
        })
        .collect();
    let mean = null.iter().sum::<f64>() / SHUFFLES as f64;
    let variance = null.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / (SHUFFLES - 1) as f64;
    (variance > 1e-9 * mean.abs().max(1e-9)).then(|| (seen - mean) / variance.sqrt())
}

/// Sum over owners of the squared length of the sum of their vectors: grows with the cosines within owners, and with
/// nothing else that a shuffling changes.
fn closeness(slots: &Slots<'_>, owners: &[u32], sums: &mut [f32]) -> f64 {
    sums.fill(0.0);
    for (row, &owner) in slots.vectors.chunks_exact(slots.dim).zip(owners) {
        let sum = &mut sums[owner as usize * slots.dim..][..slots.dim];
        sum.iter_mut().zip(row).for_each(|(s, x)| *s += x);
    }
    sums.chunks_exact(slots.dim).map(|s| s.iter().map(|x| f64::from(x * x)).sum::<f64>()).sum()
}
