//! What the record of a run says, for people. Times and memory are left out, so that a page is the same for the same input.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::number::{count, counted, decimal};
use crate::input::Doubt;

/// Settings that change nothing that is found.
const SILENT: [&str; 1] = ["detect threads"];
/// Settings that may hold an account's name, or a value of a log.
const NAMING: [&str; 4] = ["read keep_accounts", "read fields", "read only", "read attributes"];

/// A record of a run.
#[derive(Clone, Copy)]
pub(super) struct Record<'a>(pub &'a Value);

/// Records that were set aside for one reason.
#[derive(Serialize)]
pub(super) struct Aside {
    pub reason: String,
    pub records: String,
    pub first: Vec<String>,
}

/// A share of its range, or none.
fn number(value: &Value) -> Option<usize> {
    value.as_u64().and_then(|number| usize::try_from(number).ok())
}

impl Record<'_> {
    /// A whole number somewhere in the record.
    pub(super) fn count(self, path: &str) -> usize {
        self.0.pointer(path).and_then(number).unwrap_or(0)
    }

    /// What was set aside, the most first; of places where, only where names may be told.
    pub(super) fn set_aside(self, may_name: bool) -> Vec<Aside> {
        let all = self.0.pointer("/input/set_aside").and_then(Value::as_object);
        let mut aside: Vec<(usize, Aside)> = all
            .into_iter()
            .flatten()
            .map(|(reason, of)| {
                let records = number(&of["count"]).unwrap_or(0);
                let places = of["first"].as_array().into_iter().flatten().filter_map(Value::as_str);
                let first = places.filter(|_| may_name).map(str::to_owned).collect();
                (records, Aside { reason: reason.replace('_', " "), records: count(records), first })
            })
            .collect();
        aside.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.reason.cmp(&b.1.reason)));
        aside.into_iter().map(|(_, aside)| aside).collect()
    }

    /// What was changed as it was read, in words.
    pub(super) fn notes(self) -> Vec<String> {
        let notes = [
            ("/input/named_by_place", "without an id, named by file and line"),
            ("/input/truncated_prompts", "with a prompt cut to the limit"),
            ("/input/repaired_text", "with half characters"),
            ("/input/reordered", "out of order, sorted by time"),
            ("/settings/window/requests_outside", "outside the window of time that was asked for"),
        ];
        let told = notes.into_iter().map(|(path, what)| (self.count(path), what)).filter(|(n, _)| *n > 0);
        told.map(|(number, what)| format!("{} {what}", counted(number, "request", "requests"))).collect()
    }

    /// What makes the input a poor ground, in words.
    pub(super) fn doubts(self) -> Vec<(bool, String)> {
        let doubts = self.0["doubts"].as_array().into_iter().flatten();
        let read = doubts.filter_map(|doubt| Doubt::deserialize(doubt).ok());
        read.map(|doubt| (doubt.is_grave, doubt.to_string())).collect()
    }

    /// The stated rate of false campaigns, 0 to 1.
    pub(super) fn rate(self) -> Option<f64> {
        self.0.pointer("/settings/detect/fdr").and_then(Value::as_f64)
    }

    /// Signals that were left out.
    pub(super) fn without(self) -> Vec<String> {
        let without = self.0.pointer("/settings/detect/without").and_then(Value::as_array);
        without.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    }

    /// What is known of the baseline, in words and numbers; empty where there is none.
    pub(super) fn baseline(self) -> Vec<(&'static str, String)> {
        let fit = &self.0["baseline"];
        if fit.is_null() {
            return Vec::new();
        }
        let yes = |value: &Value| if value.as_bool() == Some(true) { "yes" } else { "no" }.to_owned();
        let mut facts = vec![
            ("groups that it holds", count(number(&fit["groups"]).unwrap_or(0))),
            ("known applications among them", count(number(&fit["applications"]).unwrap_or(0))),
            (
                "share of the log's requests in known applications",
                format!("{}%", decimal(100.0 * fit["known_requests"].as_f64().unwrap_or(0.0), 1)),
            ),
            ("weighed with the same model and signals", yes(&fit["is_weighed_alike"])),
        ];
        if let Some(drift) = fit["drift"].as_object() {
            let of = |name: &str| decimal(drift.get(name).and_then(Value::as_f64).unwrap_or(0.0), 3);
            facts.push(("drift: distance of the log's groups (0 to 1)", of("distance")));
            facts.push(("drift: chance of one as large where nothing changed", of("p_value")));
            facts.push(("drifted: calibrate once more", yes(&fit["drift"]["alarm"])));
        }
        facts
    }

    /// The applications of the baseline that the log has: template, requests, accounts, accounts then, by whom it is known.
    pub(super) fn applications(self) -> Vec<[String; 5]> {
        let known = self.0.pointer("/baseline/known").and_then(Value::as_array);
        let told = |application: &Value| {
            let whole = |name: &str| count(number(&application[name]).unwrap_or(0));
            let by = if application["accepted"] == true { "a person" } else { "how its users behaved" };
            let template = application["template"].as_str().unwrap_or_default().to_owned();
            [template, whole("requests"), whole("accounts"), whole("accounts_then"), by.to_owned()]
        };
        known.into_iter().flatten().map(told).collect()
    }

    /// Version, model, runtime, devices, inputs and settings, a line each.
    pub(super) fn facts(self, may_name: bool) -> Vec<(String, String)> {
        let mut facts = Vec::new();
        for part in ["version", "inputs", "model", "runtime", "devices"] {
            flatten(part, &self.0[part], &mut facts);
        }
        let mut settings = Vec::new();
        flatten("", &self.0["settings"], &mut settings);
        settings.retain(|(name, _)| !SILENT.contains(&&**name) && (may_name || !NAMING.contains(&&**name)));
        facts.extend(settings);
        facts
    }
}

fn flatten(name: &str, value: &Value, facts: &mut Vec<(String, String)>) {
    match value {
        Value::Object(fields) => {
            for (field, value) in fields {
                flatten(format!("{name} {field}").trim(), value, facts);
            }
        }
        value => facts.push((name.to_owned(), text(value))),
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => "none".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(values) if values.is_empty() => "none".to_owned(),
        Value::Array(values) => values.iter().map(text).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}
