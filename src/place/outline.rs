//! Outlines: skeletons in a form that is compared fast.

use super::skeleton::Skeleton;
use crate::groups::Groups;

/// By how much a likeness that is summed here may differ from [`Skeleton::jaccard`], far above what rounding brings about.
const DOUBT: f64 = 1e-3;

/// In place of the weight of what is a single text's, whose words count alike.
const UNWEIGHED: f64 = -1.0;

/// Skeletons by number, with what tells most of them apart unread.
#[derive(Debug)]
pub struct Outlines<'a> {
    skeletons: &'a [Skeleton],
    /// What all pairs of words of each weigh; [`UNWEIGHED`] where they are counted.
    weights: Vec<f64>,
    signatures: Vec<Signature>,
    /// Of each, what its heaviest pair weighs, its two heaviest together, and so on.
    heaviest: Groups<f32>,
}

/// Which of some places the pairs of words of an outline fall on, so that two outlines are told apart without reading them.
#[derive(Clone, Copy, Debug, Default)]
struct Signature {
    bits: [u64; PLACES / 64],
    /// Pairs that fell on a place that another one had taken.
    hidden: u32,
}

/// Places of a signature.
const PLACES: usize = 512;

impl Signature {
    fn of(pairs: &[(u32, f32)]) -> Self {
        let mut signature = Self::default();
        for (number, _) in pairs {
            let place = number.wrapping_mul(0x9e37_79b1) as usize >> (32 - PLACES.trailing_zeros());
            let (word, bit) = (&mut signature.bits[place / 64], 1 << (place % 64));
            signature.hidden += u32::from(*word & bit != 0);
            *word |= bit;
        }
        signature
    }

    /// How many pairs two outlines share at most.
    fn shared_at_most(&self, other: &Self) -> usize {
        let both: u32 = self.bits.iter().zip(&other.bits).map(|(a, b)| (a & b).count_ones()).sum();
        (both + self.hidden.min(other.hidden)) as usize
    }
}

impl<'a> Outlines<'a> {
    /// The outlines of some skeletons.
    pub fn new(skeletons: &'a [Skeleton]) -> Self {
        let weight = |skeleton: &Skeleton| -> f64 {
            if skeleton.is_of_one() {
                return UNWEIGHED;
            }
            skeleton.bigrams().iter().map(|&(_, weight)| f64::from(weight)).sum()
        };
        Self {
            skeletons,
            weights: skeletons.iter().map(weight).collect(),
            signatures: skeletons.iter().map(|skeleton| Signature::of(skeleton.bigrams())).collect(),
            heaviest: Groups::in_order(skeletons.iter().map(heaviest)),
        }
    }

    /// Whether two skeletons are at least so much alike (0 to 1), as [`Skeleton::jaccard`] says: what is not near it is decided by a sum in
    /// another order.
    ///
    /// # Panics
    /// As slices do, where there is no skeleton of such a number.
    pub fn is_like(&self, a: u32, b: u32, least: f64) -> bool {
        if !self.may_be_like(a, b, least) {
            return false;
        }
        let (one, other) = (&self.skeletons[a as usize], &self.skeletons[b as usize]);
        if one.is_of_one() || other.is_of_one() {
            let (own, others) = (one.bigrams(), other.bigrams());
            let (both, _) = shared(own, others);
            let all = (own.len() + others.len()) as f32 - both as f32;
            return f64::from(both as f32 / all.max(f32::MIN_POSITIVE)) >= least;
        }
        let both = f64::from(shared(one.bigrams(), other.bigrams()).1);
        let all = self.weights[a as usize] + self.weights[b as usize];
        let alike = both / (all - both).max(f64::MIN_POSITIVE);
        if (alike - least).abs() > DOUBT { alike > least } else { one.jaccard(other) >= least }
    }

    /// Whether two skeletons may be that much alike, without reading their words: `false` is certain.
    ///
    /// # Panics
    /// As slices do, where there is no skeleton of such a number.
    pub fn may_be_like(&self, a: u32, b: u32, least: f64) -> bool {
        let (one, other) = (self.weights[a as usize], self.weights[b as usize]);
        if one == UNWEIGHED || other == UNWEIGHED {
            return true;
        }
        let (lighter, heavier) = (one.min(other), one.max(other));
        // What both say weighs at most what the lighter says.
        if lighter < (least - DOUBT) * heavier {
            return false;
        }
        let most = self.signatures[a as usize].shared_at_most(&self.signatures[b as usize]);
        let most = self.heaviest(a, most).min(self.heaviest(b, most));
        most >= (least - DOUBT) * (lighter + heavier - most)
    }

    /// What so many pairs of words of an outline weigh together at most.
    fn heaviest(&self, skeleton: u32, count: usize) -> f64 {
        let own = self.heaviest.of(skeleton);
        own.get(..count.min(own.len())).and_then(<[f32]>::last).map_or(0.0, |&weight| f64::from(weight))
    }
}

/// What the heaviest pair of words of a skeleton weighs, its two heaviest together, and so on.
fn heaviest(skeleton: &Skeleton) -> Vec<f32> {
    let mut weights: Vec<f32> = skeleton.bigrams().iter().map(|&(_, weight)| weight).collect();
    weights.sort_unstable_by(|a, b| b.total_cmp(a));
    let mut sum = 0.0;
    weights.iter_mut().for_each(|weight| {
        sum += *weight;
        *weight = sum;
    });
    weights
}

/// The pairs of words that two outlines share, and the smaller weights of each. Without branches, which no processor could guess.
fn shared(a: &[(u32, f32)], b: &[(u32, f32)]) -> (usize, f32) {
    let (mut i, mut j, mut count, mut both) = (0, 0, 0, 0.0);
    while let (Some(&(x, weight)), Some(&(y, other))) = (a.get(i), b.get(j)) {
        count += usize::from(x == y);
        both += if x == y { weight.min(other) } else { 0.0 };
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    (count, both)
}
