//! What detection judged, a line a group.

use std::io::{self, Write};

use hydrascope::detector::Detection;
use hydrascope::request::Request;
use hydrascope::signal::{Hypothesis, Reading};
use serde_json::{Map, Value, json};

/// Writes every group that detection judged, as JSON lines: its strength, templates and leading hypothesis, the hypotheses with
/// their log-weights, what each signal measured (value, both errors and log-likelihoods, or why it is silent), each member's chance
/// to belong, and the ids of its requests.
///
/// # Errors
/// Where `out` cannot be written.
pub fn write_groups(out: &mut dyn Write, requests: &[Request], found: &Detection) -> io::Result<()> {
    for judged in &found.judged {
        let members = judged.part.group.members.iter();
        let ids: Vec<&str> =
            members.flat_map(|m| m.requests.iter().map(|&request| &*requests[request as usize].id)).collect();
        let said = |reading: &Reading| match reading {
            Reading::Silent(why) => json!(why),
            Reading::Measured { effect, log_likelihood } => {
                json!({ "effect": [effect.value, effect.error_dealt, effect.error_people], "log_likelihood": log_likelihood })
            }
        };
        let signals: Map<String, Value> = judged
            .verdict
            .readings
            .iter()
            .map(|(name, reading)| ((*name).to_owned(), said(reading)))
            .collect();
        let line = json!({
            "strength": judged.strength, "templates": judged.part.group.templates, "leading": judged.verdict.leading(),
            "hypotheses": Hypothesis::ALL, "log_weights": judged.verdict.log_weights, "signals": signals,
            "membership": judged.part.membership, "ids": ids,
        });
        writeln!(out, "{line}")?;
    }
    out.flush()
}
