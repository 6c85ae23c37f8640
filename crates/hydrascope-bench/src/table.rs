//! A report for a person.

use std::fmt::Write;

use crate::compare::Ratio;
use crate::measured::Measured;
use crate::report::Report;

/// The report as text: the machine, a line for each result, what grows faster than linearly, what could not run, and
/// hydrascope beside its peers.
pub fn table(report: &Report) -> String {
    let mut text = head(report);
    let _ = writeln!(
        text,
        "{:<24} {:>9} {:>7} {:>9} {:>10} {:>6}  {:>18} {:>9}",
        "STAGE", "SIZE", "THREADS", "ITEMS", "MEDIAN s", "SPREAD", "A SECOND", "PEAK"
    );
    report.results.iter().for_each(|result| text += &line(result));
    for growth in report.growth.iter().filter(|growth| growth.faster_than_linear) {
        let _ = writeln!(
            text,
            "grows faster than linearly: {} with {} threads: size to the power of {:.2}, over {} sizes",
            growth.stage, growth.threads, growth.exponent, growth.sizes
        );
    }
    for skipped in &report.skipped {
        let _ = writeln!(text, "not run: {} at {}: {}", skipped.stage, skipped.size, skipped.reason);
    }
    if !report.ratios.is_empty() {
        let _ = writeln!(
            text,
            "\n{:<13} {:>9} {:>7} {:<26} {:>11} {:>11} {:<8} {:>7}  NOTE",
            "WORK", "SIZE", "THREADS", "PEER", "PEER", "HYDRASCOPE", "", "TIMES"
        );
        report.ratios.iter().for_each(|ratio| text += &beside(ratio));
    }
    for missing in report.peers.iter().flat_map(|peers| &peers.missing) {
        let _ = writeln!(text, "peer not measured: {}: {}", missing.name, missing.reason);
    }
    text
}

fn head(report: &Report) -> String {
    let machine = &report.machine;
    let mut text = format!(
        "hydrascope {}; {}, {} threads, {}{}; {}",
        machine.hydrascope,
        machine.processor,
        machine.cores,
        machine.vector_level,
        machine.memory_bytes.map_or_else(String::new, |bytes| format!(", {}B", short(bytes as f64))),
        machine.system,
    );
    if let Some(runtime) = &machine.runtime {
        let _ = write!(text, "; {runtime}");
    }
    if let Some(load) = machine.load {
        let _ = write!(text, "; load {load:.2}");
    }
    text + "\n\n"
}

fn line(result: &Measured) -> String {
    let mut line = format!(
        "{:<24} {:>9} {:>7} {:>9} {:>10.4} {:>5.1}%  {:>18} {:>9}",
        result.stage,
        result.size,
        result.threads,
        result.items,
        result.seconds.median,
        result.seconds.spread * 100.0,
        format!("{} {}", short(result.per_second), result.unit),
        result.peak_memory_bytes.map_or_else(String::new, |bytes| short(bytes as f64) + "B"),
    );
    if let Some(recall) = result.recall {
        let _ = write!(line, "  recall {recall:.4}");
    }
    if let Some(width) = result.search_width {
        let _ = write!(line, " at width {width}");
    }
    if let Some(bytes) = result.bytes_a_vector {
        let _ = write!(line, ", {bytes:.0} bytes a vector");
    }
    if let Some(bytes) = result.bytes_per_second {
        let _ = write!(line, "  {}B/s", short(bytes));
    }
    line.truncate(line.trim_end().len());
    line + "\n"
}

fn beside(ratio: &Ratio) -> String {
    let recall = |recall: Option<f64>| recall.map_or_else(String::new, |recall| format!("{recall:.3}"));
    let mut note = String::new();
    if ratio.their_recall.is_some() || ratio.our_recall.is_some() {
        note = format!("recall {} against {}; ", recall(ratio.our_recall), recall(ratio.their_recall));
    }
    note += ratio.note.as_deref().unwrap_or_default();
    if ratio.ours.is_none() {
        note += "; hydrascope was not measured so";
    }
    format!(
        "{:<13} {:>9} {:>7} {:<26} {:>11} {:>11} {:<8} {:>7}  {note}\n",
        ratio.work,
        ratio.size,
        ratio.threads,
        format!("{} {}", ratio.peer, ratio.version),
        short(ratio.theirs),
        ratio.ours.map_or_else(|| "-".to_owned(), short),
        ratio.unit,
        ratio.times.map_or_else(|| "-".to_owned(), |times| format!("{times:.2}")),
    )
}

/// A number in three or four digits and a decimal prefix.
fn short(number: f64) -> String {
    let steps = [(1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")];
    match steps.iter().find(|(step, _)| number >= *step) {
        Some((step, prefix)) if number / step < 10.0 => format!("{:.2} {prefix}", number / step),
        Some((step, prefix)) => format!("{:.1} {prefix}", number / step),
        None => format!("{number:.2} "),
    }
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn numbers_are_short() {
        assert_eq!([0.5, 999.0, 1234.0, 27_800_000.0].map(short), ["0.50 ", "999.00 ", "1.23 k", "27.8 M"]);
    }
}
