//! Conversations: requests of one account of which each begins with the one before, a chat or an agent's loop, and those that
//! the log gives one session.
//!
//! A turn repeats all turns before it. Counted request by request, one long loop would be a template of its own history; so
//! that the last request tells all that the earlier ones say.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::components::Components;
use crate::request::Attributes;
use crate::summary::Log;

/// The conversations of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conversations {
    /// The conversation of each request, numbered in the order of their first requests.
    pub of_request: Vec<u32>,
    /// The later request, by number, that holds all of a request and is itself held by none.
    pub told_by: Vec<Option<u32>>,
}

impl Conversations {
    /// Ties the requests of a log, in parallel on the current rayon pool.
    pub fn of(log: &Log) -> Self {
        let of_account = log.account_of().iter().zip(0u32..);
        let mut first_lines: Vec<(u32, u64, u32)> = of_account
            .map(|(&account, request)| (account, log.wordings().first_line(log.wording(request)), request))
            .collect();
        first_lines.par_sort_unstable();
        let alike: Vec<&[(u32, u64, u32)]> =
            first_lines.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)).filter(|alike| alike.len() > 1).collect();
        let continued: Vec<(u32, u32)> =
            alike.into_par_iter().flat_map_iter(|alike| continued(log, alike)).collect();
        let mut components = Components::new(log.len());
        continued.iter().for_each(|&(earlier, later)| _ = components.join(earlier, later));
        for (earlier, later) in sessions(log) {
            components.join(earlier, later);
        }
        Self { of_request: components.labels().0, told_by: told_by(log.len(), continued) }
    }

    /// Bytes that the conversation of each request began with; what comes behind them was added turn by turn; [`u32::MAX`] where nothing
    /// was.
    pub fn openings(&self, log: &Log) -> Vec<u32> {
        let mut openings = vec![u32::MAX; self.told_by.len()];
        for (request, &told_by) in (0u32..).zip(&self.told_by) {
            let Some(last) = told_by else { continue };
            let begun = log.wordings().opening(log.wording(request), log.wording(last)).unwrap_or(u32::MAX);
            openings[last as usize] = openings[last as usize].min(begun);
        }
        openings
    }
}

/// The requests of one account that said one thing.
struct Said {
    last: u32,
    /// Those that nothing went on from yet.
    open: Vec<u32>,
}

/// Of requests that begin alike, in order of time: an earlier one and a later one that begins with all of it, the longest such;
/// where it was sent again before anything went on from it, each of its requests.
fn continued(log: &Log, alike: &[(u32, u64, u32)]) -> Vec<(u32, u32)> {
    let mut said: FxHashMap<u64, Said> = FxHashMap::default();
    let mut pairs = Vec::new();
    for &(_, _, request) in alike {
        let Some((all, beginnings)) = log.wordings().beginnings(log.wording(request)) else { continue };
        let longest = beginnings.iter().rev().find(|beginning| said.contains_key(beginning));
        if let Some(earlier) = longest.and_then(|beginning| said.get_mut(beginning)) {
            if earlier.open.is_empty() {
                pairs.push((earlier.last, request));
            }
            pairs.extend(earlier.open.drain(..).map(|earlier| (earlier, request)));
        }
        let same = said.entry(all).or_insert(Said { last: request, open: Vec::new() });
        same.last = request;
        same.open.push(request);
    }
    pairs
}

/// Neighbours of one account in one session.
fn sessions(log: &Log) -> Vec<(u32, u32)> {
    let mut known: Vec<(u32, u32, u32)> = Vec::new();
    for (request, &account) in (0u32..).zip(log.account_of()) {
        let session =
            log.attribute_numbers(request).iter().find(|(name, _)| log.name(*name) == Attributes::SESSION);
        known.extend(session.map(|&(_, session)| (account, session, request)));
    }
    known.par_sort_unstable();
    let same = |pair: &&[(u32, u32, u32)]| (pair[0].0, pair[0].1) == (pair[1].0, pair[1].1);
    known.windows(2).filter(same).map(|pair| (pair[0].2, pair[1].2)).collect()
}

/// The last of the requests that go on from each, through the latest of those that go on from it.
fn told_by(requests: usize, mut continued: Vec<(u32, u32)>) -> Vec<Option<u32>> {
    let mut told_by: Vec<Option<u32>> = vec![None; requests];
    continued.par_sort_unstable_by_key(|&(earlier, later)| (std::cmp::Reverse(later), earlier));
    for (earlier, later) in continued {
        let last = told_by[later as usize].unwrap_or(later);
        told_by[earlier as usize].get_or_insert(last);
    }
    told_by
}
