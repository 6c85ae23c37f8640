//! What detection weighed, a line a group: the input of `scripts/fit_weights.py`.

use std::io::{self, Write};

use hydrascope::batch::Detection;
use hydrascope::campaign::FEATURES;
use hydrascope::request::Request;
use serde_json::json;

/// Writes the features of every group that detection weighed, with its strength and the ids of its requests, as JSON lines.
///
/// # Errors
/// Where `out` cannot be written.
pub fn write_groups(out: &mut dyn Write, requests: &[Request], found: &Detection) -> io::Result<()> {
    let names = FEATURES.map(|feature| feature.name);
    for judged in &found.judged {
        let members = judged.part.group.members.iter();
        let ids: Vec<&str> =
            members.flat_map(|m| m.requests.iter().map(|&request| &*requests[request as usize].id)).collect();
        let features = judged.evidence.features();
        let line = json!({ "strength": judged.strength, "names": names, "features": features, "ids": ids });
        writeln!(out, "{line}")?;
    }
    out.flush()
}
