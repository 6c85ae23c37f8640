//! Logs in parts, and their summaries.

use hydrascope::detector::Detector;
use hydrascope::params::Params;
use hydrascope::request::{HashKey, Request};
use hydrascope::summary::Summary;

pub(crate) const KEY: HashKey = HashKey::new([7, 11]);

/// How a log is parted.
#[derive(Clone, Copy, Debug)]
pub(crate) enum By {
    Row,
    Time,
    Account,
}

/// Summaries of so many parts, taken in by pools of one and two threads in turns.
pub(crate) fn parts(log: &[Request], by: By, count: usize, salt: usize) -> Vec<Summary> {
    let detectors = [1, 2].map(|threads| {
        let params = Params::builder().threads(threads).hash_key(KEY).build().unwrap();
        Detector::builder().params(params).build().unwrap()
    });
    let part = |(row, request): (usize, &Request)| match by {
        By::Row => row.wrapping_mul(31).wrapping_add(salt) % count,
        By::Time => request.time.as_millis() as usize / 60_000 % count,
        By::Account => request.account.bytes().map(usize::from).sum::<usize>() % count,
    };
    let mut requests: Vec<Vec<Request>> = vec![Vec::new(); count];
    log.iter().enumerate().for_each(|(row, r)| requests[part((row, r))].push(r.clone()));
    let summary = |(n, mut part): (usize, Vec<Request>)| {
        // Rows come in another order.
        part.reverse();
        detectors[n % 2].summary(&part).unwrap()
    };
    requests.into_iter().enumerate().map(summary).collect()
}

/// Merges parts as a tree whose shape and order `salt` decides; each goes through its bytes.
pub(crate) fn merged(mut parts: Vec<Summary>, salt: usize) -> Summary {
    while parts.len() > 1 {
        let other = parts.swap_remove(salt % parts.len());
        let other = Summary::from_bytes(&other.to_bytes().unwrap(), KEY).unwrap();
        let into = salt / 7 % parts.len();
        parts[into].merge(&other).unwrap();
    }
    parts.pop().unwrap()
}

pub(crate) fn whole(log: &[Request]) -> Summary {
    let mut summary = Summary::new(KEY);
    summary.add(log).unwrap();
    summary
}
