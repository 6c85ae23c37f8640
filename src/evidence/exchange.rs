//! Exchangeability: people fill a slot with their own interests; a dealt list is as varied within an account as
//! between accounts. A permutation test on slot vectors tells the two apart.

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

use crate::distance::UnitVectors;

/// Shufflings of the owners that make the null.
const SHUFFLES: usize = 64;

/// Slot vectors with their owners.
#[derive(Clone, Copy, Debug)]
pub struct Slots<'a> {
    /// One vector a slot.
    pub vectors: UnitVectors<'a>,
    /// The owner of each, as any number; vectors of one owner need not be neighbours, and those without one do not count.
    pub owners: &'a [u32],
}

/// How many standard deviations closer slots of one owner are than chance would make them: about 0 for a dealt list,
/// well above for people. `None` where no owner has two rows, or all rows are alike.
pub fn exchangeability(slots: &Slots<'_>, seed: u64) -> Option<f64> {
    let mut known = slots.owners.to_vec();
    known.sort_unstable();
    known.dedup();
    let mut owners: Vec<usize> =
        slots.owners.iter().map(|owner| known.partition_point(|other| other < owner)).collect();
    let mut sums = vec![0.0f32; known.len() * slots.vectors.dimension()];
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
fn closeness(slots: &Slots<'_>, owners: &[usize], sums: &mut [f32]) -> f64 {
    let dimension = slots.vectors.dimension();
    sums.fill(0.0);
    for (row, &owner) in slots.vectors.iter().zip(owners) {
        let sum = &mut sums[owner * dimension..][..dimension];
        sum.iter_mut().zip(row.as_slice()).for_each(|(s, x)| *s += x);
    }
    sums.chunks_exact(dimension).map(|s| s.iter().map(|x| f64::from(x * x)).sum::<f64>()).sum()
}
