//! Spread: how much more of the members' traffic lies in the group than chance would put there.

use super::{Group, Traffic};

/// How a group's traffic spreads over its actors.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// Mean natural logarithm of one plus the members' surprise; 0 upwards.
    pub concentration: f64,
    /// Mean share of a member's traffic that lies in the group, 0 to 1.
    pub share: f64,
    /// Mean binary logarithm of requests a member; 0 upwards.
    pub repetition: f64,
}

/// Measures the spread of a group; `rate` is the share of all requests that the group's templates take.
pub fn spread(traffic: &Traffic, group: &Group, rate: f64) -> Spread {
    let count = group.members.len().max(1) as f64;
    let mut sum = Spread { concentration: 0.0, share: 0.0, repetition: 0.0 };
    for member in &group.members {
        let (inside, all) = (member.requests.len(), traffic.activity(member.actor));
        sum.concentration += surprise(inside, expected(all, rate)).ln_1p();
        sum.share += inside as f64 / all.max(1) as f64;
        sum.repetition += (inside as f64).log2();
    }
    Spread {
        concentration: sum.concentration / count,
        share: sum.share / count,
        repetition: sum.repetition / count,
    }
}

/// How many of so many requests are expected in templates that take `rate` (0 to 1) of all. A rate above a twentieth
/// counts as a twentieth: a log that is mostly one campaign does not make the campaign expected.
pub fn expected(requests: usize, rate: f64) -> f64 {
    requests as f64 * rate.min(0.05)
}

/// How surprising it is to see `seen` or more where `expected` are expected: minus the natural logarithm of the
/// Poisson tail, 0 where no more was seen than expected.
pub fn surprise(seen: usize, expected: f64) -> f64 {
    let k = seen as f64;
    if k <= expected || seen == 0 {
        return 0.0;
    }
    let expected = expected.max(1e-12);
    let mut log_term = -expected;
    for i in 1..=seen {
        log_term += expected.ln() - (i as f64).ln();
    }
    let (mut tail, mut term, mut i) = (1.0, 1.0, k);
    while term > 1e-12 * tail {
        i += 1.0;
        term *= expected / i;
        tail += term;
    }
    (-log_term - tail.ln()).max(0.0)
}
