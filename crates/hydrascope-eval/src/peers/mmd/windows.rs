//! Windows of requests, and whom they accuse.

use std::collections::{BTreeMap, HashMap};

use hydrascope::distance::UnitVectors;
use hydrascope::request::Request;

use super::reference::BenignReference;
use crate::peers::peer_report::PeerReport;
use crate::report::{Report, Verdict};

/// Requests a window: of one account, and of all traffic. The authors have 1,500.
const OF_ACCOUNT: [usize; 7] = [3, 4, 5, 7, 10, 20, 50];
const POOLED: [usize; 3] = [100, 500, 1500];

/// What discrepancies of windows say of a log ("An Embarrassingly Simple Detector for Model Extraction Attacks in Large Language Model
/// API Traffic", arXiv 2606.05725), at several sizes of two kinds of window: those of one account's requests, and those of all requests,
/// both in order of time. `vectors` are those of the requests' prompts.
///
/// A last window that is not full is left out, as the authors do, and an account that is in no full window has no score. An account's
/// score is the largest discrepancy of its windows, 0 at least; it is flagged where that is above the reference's threshold. A size is
/// left out where the reference is too small to hold two windows.
pub fn discrepant_windows(
    requests: &[Request],
    vectors: UnitVectors<'_>,
    reference: &BenignReference,
) -> Vec<PeerReport> {
    let rows = reference.rows(vectors);
    let mut of_accounts: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, request) in requests.iter().enumerate() {
        of_accounts.entry(&request.account).or_default().push(at);
    }
    let of_accounts: Vec<Vec<usize>> = of_accounts.into_values().collect();
    let pooled = [(0..requests.len()).collect::<Vec<usize>>()];
    let mut reports = Vec::new();
    for (tool, sizes, lists) in [
        ("MMD, windows of an account", &OF_ACCOUNT[..], &of_accounts[..]),
        ("MMD, windows of all traffic", &POOLED[..], &pooled[..]),
    ] {
        for &size in sizes {
            let windows = lists.iter().flat_map(|list| list.chunks_exact(size));
            let measured =
                windows.map(|window| (window, reference.discrepancy(&rows, window.iter().copied())));
            let Some(report) = report(requests, measured, || reference.threshold(size)) else { continue };
            reports.push(PeerReport { tool: tool.to_owned(), setting: format!("{size} requests"), report });
        }
    }
    reports
}

/// Each account's largest discrepancy; none where there are windows and no threshold for them.
fn report<'w>(
    requests: &[Request],
    windows: impl Iterator<Item = (&'w [usize], f64)>,
    threshold: impl Fn() -> Option<f64>,
) -> Option<Report> {
    let mut largest: HashMap<&str, f64> = HashMap::new();
    for (window, discrepancy) in windows {
        for &request in window {
            let so_far = largest.entry(&requests[request].account).or_insert(0.0);
            *so_far = so_far.max(discrepancy);
        }
    }
    let threshold = if largest.is_empty() { 0.0 } else { threshold()? };
    let verdict = |(account, score): (&str, f64)| {
        (account.to_owned(), Verdict { score, flagged: score > threshold, ..Verdict::default() })
    };
    Some(Report {
        accounts: largest.into_iter().map(verdict).collect(),
        templates: None,
        tells_alerts: false,
    })
}
