//! How many tokens a graph has a vector for: the rows of the tables that it looks token ids up in.

use std::collections::{HashMap, HashSet};

use super::graph::Graph;

/// Operators that leave ids what they are.
const KEEP_IDS: [&str; 7] = ["Cast", "Identity", "Reshape", "Unsqueeze", "Squeeze", "Flatten", "Transpose"];
/// Operators that leave a table as many rows as it has.
const KEEP_ROWS: [&str; 3] = ["Cast", "Identity", "DequantizeLinear"];

/// The rows of the smallest table that the graph looks `input_ids` up in; nothing where it is not seen to look them up.
pub(super) fn rows(graph: &Graph) -> Option<u64> {
    let mut ids = HashSet::from(["input_ids"]);
    let initializers = graph.initializers.iter();
    let mut tables: HashMap<&str, u64> =
        initializers.filter_map(|tensor| Some((tensor.name.as_str(), *tensor.dims.first()?))).collect();
    let mut smallest = None;
    for node in &graph.nodes {
        let input = |i: usize| node.inputs.get(i).map_or("", String::as_str);
        let Some(output) = node.outputs.first() else { continue };
        let operator = node.operator.as_str();
        let table = match operator {
            "Gather" | "GatherBlockQuantized" if ids.contains(input(1)) && node.axis == 0 => input(0),
            "EmbedLayerNormalization" | "QEmbedLayerNormalization" if ids.contains(input(0)) => input(2),
            _ => "",
        };
        if let Some(&rows) = tables.get(table) {
            smallest = Some(smallest.map_or(rows, |least: u64| least.min(rows)));
        }
        if KEEP_IDS.contains(&operator) && ids.contains(input(0)) {
            ids.insert(output);
        }
        let kept = if KEEP_ROWS.contains(&operator) { tables.get(input(0)).copied() } else { None };
        let made = node.value_dims.as_ref().and_then(|dims| dims.first().copied());
        if let Some(rows) = kept.or(made) {
            tables.insert(output, rows);
        }
    }
    smallest
}
