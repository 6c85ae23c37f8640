//! Random unit vectors for tests and benches, the same for the same seed.

/// Numbers from a seed (SplitMix64: G. L. Steele, D. Lea and C. H. Flood, "Fast splittable pseudorandom number
/// generators", 2014).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    /// About normal, mean 0, variance 1: the sum of twelve uniform numbers.
    pub(crate) fn normal(&mut self) -> f32 {
        (0..12).map(|_| (self.next() >> 40) as f32 / (1u64 << 24) as f32).sum::<f32>() - 6.0
    }
}

/// A point about `centre`, `spread` times a random unit vector away from it, brought to length one.
pub(crate) fn near(random: &mut Random, centre: &[f32], spread: f32) -> Vec<f32> {
    let scale = spread / (centre.len() as f32).sqrt();
    let mut point: Vec<f32> = centre.iter().map(|c| c + scale * random.normal()).collect();
    let length = point.iter().map(|v| v * v).sum::<f32>().sqrt();
    point.iter_mut().for_each(|v| *v /= length);
    point
}

/// `n` unit vectors in groups of about twenty; a share of them repeats an earlier vector with noise (cosine about 0.999).
pub(crate) fn clustered(seed: u64, n: usize, dimension: usize, near_duplicates: f64) -> Vec<f32> {
    let mut random = Random(seed);
    let zero = vec![0.0; dimension];
    let distinct = ((n as f64) * (1.0 - near_duplicates)).round().max(1.0) as usize;
    let centres: Vec<Vec<f32>> = (0..distinct.div_ceil(20)).map(|_| near(&mut random, &zero, 1.0)).collect();
    let mut rows: Vec<Vec<f32>> = Vec::with_capacity(n);
    for i in 0..n {
        let row = if i < distinct {
            let centre = random.below(centres.len());
            near(&mut random, &centres[centre], 0.7)
        } else {
            let original = random.below(distinct);
            near(&mut random, &rows[original], 0.04)
        };
        rows.push(row);
    }
    // Originals and repeats come in mixed order.
    for i in (1..n).rev() {
        rows.swap(i, random.below(i + 1));
    }
    rows.concat()
}
