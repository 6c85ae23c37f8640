//! What a look at a log gave, in words.

use std::fmt::Write;

use hydrascope::input::{Check, FieldCensus, Guess, Preset};

use crate::summary::notes;

/// What a look at a log gave.
pub(crate) struct Looked<'a> {
    /// The kind of log that it was read as.
    pub(crate) preset: Preset,
    /// How well each preset fits, the best first; empty where one was said.
    pub(crate) guesses: &'a [Guess],
    pub(crate) check: &'a Check,
    /// Records that were looked at, at most.
    pub(crate) most: u64,
    /// Whether the forms of values are shown.
    pub(crate) examples: bool,
}

impl Looked<'_> {
    /// Whether records behind the first ones may be left that were not looked at.
    pub(crate) fn is_cut(&self) -> bool {
        self.check.report.read >= self.most
    }
}

/// The look as text, what to do at its end.
pub(crate) fn text(looked: &Looked<'_>, advice: &[String]) -> String {
    let (check, report) = (looked.check, &looked.check.report);
    let mut text = format!("preset: {}{}\n", looked.preset, how(looked));
    let first = if looked.is_cut() { " (the first records alone; --first N looks at more)" } else { "" };
    let _ = writeln!(text, "records: {} read{first}, {} requests", report.read, report.accepted);
    if let Some((from, to)) = check.span {
        let days = (to.as_millis() - from.as_millis()) as f64 / 86_400_000.0;
        let _ = writeln!(text, "times: {from} to {to} ({days:.1} days)");
    }
    let _ = writeln!(
        text,
        "\n{:<14} {:>7} {:>9} {:>10}  {:<24} found at",
        "field", "filled", "distinct", "most often", "its form"
    );
    for field in &check.fields {
        text += &line(field, check.records);
        if looked.examples {
            for form in &field.examples {
                let _ = writeln!(text, "{:<14} {form}", "");
            }
        }
    }
    let notes = notes(report);
    if !notes.is_empty() {
        let _ = write!(text, "\n{notes}\n");
    }
    text += if advice.is_empty() { "\nnothing to change\n" } else { "\nwhat to do:\n" };
    for item in advice {
        let _ = writeln!(text, "- {item}");
    }
    text
}

/// How the preset was chosen.
fn how(looked: &Looked<'_>) -> String {
    let Some(best) = looked.guesses.first() else { return " (as said)".to_owned() };
    if best.accepted == 0 {
        return " (no preset reads any of the first records; this one comes nearest)".to_owned();
    }
    let next = looked.guesses.get(1).filter(|next| next.accepted > 0);
    let next = next.map_or(String::new(), |next| format!(", {} {}", next.preset, next.accepted));
    format!(" (guessed: it reads {} of the first {} records{next})", best.accepted, best.read)
}

fn line(field: &FieldCensus, records: u64) -> String {
    let percent = |part: u64, of: u64| format!("{:.1}%", 100.0 * part as f64 / of.max(1) as f64);
    let top = if field.top_count > 0 { percent(field.top_count, field.filled) } else { "-".to_owned() };
    format!(
        "{:<14} {:>7} {:>9} {top:>10}  {:<24} {}\n",
        field.field,
        percent(field.filled, records),
        field.distinct,
        form(&field.top),
        places(field)
    )
}

/// The beginning of a form.
fn form(form: &str) -> String {
    const SHOWN: usize = 24;
    let is_long = form.chars().count() > SHOWN;
    if is_long { form.chars().take(SHOWN - 3).chain("...".chars()).collect() } else { form.to_owned() }
}

/// Where values were found, or where they were looked for.
fn places(field: &FieldCensus) -> String {
    const SHOWN: usize = 3;
    let found: Vec<&str> =
        field.places.iter().filter(|(_, count)| *count > 0).map(|(path, _)| path.as_str()).collect();
    if !found.is_empty() {
        return found.join(", ");
    }
    let looked: Vec<&str> = field.places.iter().map(|(path, _)| path.as_str()).take(SHOWN).collect();
    if looked.is_empty() {
        return "not mapped".to_owned();
    }
    let more = if field.places.len() > SHOWN { ", ..." } else { "" };
    format!("nowhere: {}{more}", looked.join(", "))
}
