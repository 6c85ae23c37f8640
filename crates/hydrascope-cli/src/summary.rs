//! What reading met, in words.

use std::fmt::Write;

use hydrascope::input::ReadReport;

/// Notes on what was set aside or changed; empty where every record was taken as it is.
pub(crate) fn notes(report: &ReadReport) -> String {
    let mut text = String::new();
    if !report.set_aside.is_empty() {
        let _ = write!(text, "read {} records, accepted {}; set aside:", report.read, report.accepted);
        for (reason, aside) in &report.set_aside {
            let reason = serde_json::to_value(reason).unwrap_or_default();
            let reason = reason.as_str().unwrap_or_default().replace('_', " ");
            let _ = write!(text, "\n  {:>8}  {reason}", aside.count);
            for place in &aside.first {
                let _ = write!(text, "\n            {place}");
            }
        }
        text.push('\n');
    }
    let notes = [
        (report.named_by_place, "requests without an id, named by file and line"),
        (report.truncated_prompts, "prompts cut to the limit"),
        (report.repaired_text, "requests with half characters, now U+FFFD"),
        (report.reordered, "requests out of order, sorted by time and id"),
    ];
    for (count, note) in notes.into_iter().filter(|(count, _)| *count > 0) {
        let _ = writeln!(text, "note: {note}: {count}");
    }
    for (name, count) in &report.unusable_attributes {
        let _ = writeln!(text, "note: requests with a list or an object as {name}, left out: {count}");
    }
    text.truncate(text.trim_end().len());
    text
}
