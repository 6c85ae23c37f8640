//! Short gaps between one event and the next of an account, beyond those that dealing by lot would leave.

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

use super::band::Effect;

const SHUFFLES: usize = 24;
/// Gaps of one account that count at most.
const MOST: f64 = 15.0;

/// Short gaps and all gaps of each member.
fn gaps(events: &[(u32, i64)], members: usize, within: i64) -> Vec<(f64, f64)> {
    let mut gaps = vec![(0.0, 0.0); members];
    let mut last: Vec<Option<i64>> = vec![None; members];
    for &(owner, time) in events {
        let owner = owner as usize;
        if let Some(before) = last[owner].replace(time) {
            gaps[owner].1 += 1.0;
            gaps[owner].0 += f64::from(u8::from(time - before < within));
        }
    }
    gaps
}

fn share(gaps: &[(f64, f64)]) -> (f64, f64) {
    gaps.iter().filter(|g| g.1 > 0.0).fold((0.0, 0.0), |sum, g| {
        let weight = (MOST / g.1).min(1.0);
        (sum.0 + weight * g.0, sum.1 + weight * g.1)
    })
}

/// The share of gaps below `within` milliseconds, freed of what lot would leave: 0 as if by lot, 1 where all are short, below 0
/// where an account's events keep apart. `None` where there are too few gaps, or lot would make all short.
pub(super) fn short_gaps(events: &[(u32, i64)], members: usize, within: i64, seed: u64) -> Option<Effect> {
    let mut events = events.to_vec();
    events.sort_unstable_by_key(|&(owner, time)| (time, owner));
    let seen = gaps(&events, members, within);
    let (short, all) = share(&seen);
    if all < 3.0 {
        return None;
    }
    let mut owners: Vec<u32> = events.iter().map(|e| e.0).collect();
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let null: Vec<f64> = (0..SHUFFLES)
        .map(|_| {
            owners.shuffle(&mut rng);
            events.iter_mut().zip(&owners).for_each(|(event, &owner)| event.0 = owner);
            let (short, all) = share(&gaps(&events, members, within));
            short / all.max(1.0)
        })
        .collect();
    let mean = null.iter().sum::<f64>() / SHUFFLES as f64;
    if mean > 0.9 {
        return None;
    }
    let variance = null.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / (SHUFFLES - 1) as f64;
    let (least, room) = (0.5 / all, 1.0 - mean);
    let left_out = |g: &(f64, f64)| {
        let weight = (MOST / g.1).min(1.0);
        let rest = all - weight * g.1;
        if rest > 0.0 { (short - weight * g.0) / rest - short / all } else { 0.0 }
    };
    let spread: f64 = seen.iter().filter(|g| g.1 > 0.0).map(|g| left_out(g).powi(2)).sum();
    Some(Effect {
        value: (short / all - mean) / room,
        error_dealt: variance.sqrt().max(least) / room,
        error_people: spread.sqrt().max(least) / room,
    })
}
