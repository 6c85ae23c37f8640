//! What a cluster's payment marks say.

use std::collections::{BTreeMap, BTreeSet};

/// How suspicious the marks of a cluster's accounts are: how many they are, whether many begin alike (cards of one batch, or of
/// one provider of virtual cards), and whether accounts share them.
pub(super) fn payments(accounts: &[&BTreeSet<&str>]) -> f64 {
    let marks: BTreeSet<&str> = accounts.iter().flat_map(|marks| marks.iter().copied()).collect();
    let batch = most_alike(&marks, 3);
    let of_one_batch = batch >= 3 && batch as f64 >= 0.4 * marks.len() as f64;
    let of_one_provider = most_alike(&marks, 2) >= 4;
    (marks.len() as f64 * 0.07).min(0.35)
        + if of_one_batch { 0.20 } else { 0.0 }
        + if of_one_provider { 0.12 } else { 0.0 }
        + shared(accounts)
}

/// The most marks that begin with the same characters, behind what a log puts before all of them (`pm-`).
fn most_alike(marks: &BTreeSet<&str>, characters: usize) -> usize {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for mark in marks {
        let own = mark.rsplit(['-', '_', ':']).next().unwrap_or_default();
        if let Some(start) = own.get(..characters) {
            *counts.entry(start).or_default() += 1;
        }
    }
    counts.into_values().max().unwrap_or(0)
}

/// Whether three accounts share two marks, or four one. From each account on, those behind it are taken in that still share a
/// mark with all before them.
fn shared(accounts: &[&BTreeSet<&str>]) -> f64 {
    let mut holders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (account, marks) in accounts.iter().enumerate() {
        marks.iter().for_each(|mark| holders.entry(mark).or_default().push(account));
    }
    let from = |(account, marks): (usize, &&BTreeSet<&str>)| {
        let behind: BTreeSet<usize> =
            marks.iter().flat_map(|mark| &holders[mark]).copied().filter(|&other| other > account).collect();
        let (mut common, mut together) = ((*marks).clone(), 1);
        for other in behind {
            let still: BTreeSet<&str> = common.intersection(accounts[other]).copied().collect();
            if !still.is_empty() {
                (common, together) = (still, together + 1);
            }
        }
        match (common.len(), together) {
            (2.., 3..) => 0.25,
            (1.., 4..) => 0.15,
            _ => 0.0,
        }
    };
    accounts.iter().enumerate().map(from).fold(0.0, f64::max)
}
