//! Clock: people have a day and a night; a worker has neither.

use super::{Group, Member, Traffic};

const DAY: f64 = 86_400_000.0;
/// Requests from which on an hour of the day can be told from chance.
const LEAST: usize = 4;

/// How much the members keep to hours of their own, 0 (around the clock) to 1 (always the same minute): the mean
/// over members with at least four requests of the squared resultant length of their times of day, freed of its
/// bias (Fisher, Statistical Analysis of Circular Data, 1993). `None` where no member has enough requests.
pub fn clock(traffic: &Traffic, group: &Group) -> Option<f64> {
    let each: Vec<f64> = group.members.iter().filter_map(|m| concentration(traffic, m)).collect();
    (!each.is_empty()).then(|| (each.iter().sum::<f64>() / each.len() as f64).max(0.0))
}

fn concentration(traffic: &Traffic, member: &Member) -> Option<f64> {
    let n = member.requests.len();
    if n < LEAST {
        return None;
    }
    let (mut x, mut y) = (0.0, 0.0);
    for &request in &member.requests {
        let angle = traffic.times[request as usize] as f64 / DAY * std::f64::consts::TAU;
        x += angle.cos();
        y += angle.sin();
    }
    let n = n as f64;
    Some(((x * x + y * y) / n - 1.0) / (n - 1.0))
}
