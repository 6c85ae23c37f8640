//! Surprise: how much more of an account's traffic lies in a template than chance would put there.

use super::rising::ln_rising;
use super::{Group, Member, Traffic};

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
    let log_term = k * expected.ln() - expected - ln_rising(1.0, k);
    let (mut tail, mut term, mut i) = (1.0, 1.0, k);
    while term > 1e-12 * tail {
        i += 1.0;
        term *= expected / i;
        tail += term;
    }
    (-log_term - tail.ln()).max(0.0)
}

/// How much more of their traffic a group's members put into its templates, which take `rate` (0 to 1) of all, than chance would:
/// the mean logarithm of one more than the surprise of each, from 0 on.
pub fn concentration(traffic: &Traffic, group: &Group, rate: f64) -> f64 {
    let of = |m: &Member| surprise(m.requests.len(), expected(traffic.activity(m.actor), rate)).ln_1p();
    group.members.iter().map(of).sum::<f64>() / group.members.len().max(1) as f64
}
