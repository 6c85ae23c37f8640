//! What nodes make of short constants: as much arithmetic as exporters put between a constant and the node that needs it.

use std::collections::HashMap;

use super::graph::Node;
use super::limits::SHORT;
use super::tensor::Constant;

/// Constants by the name of their value.
pub(super) type Constants<'a> = HashMap<&'a str, Constant>;

/// The constant that a node's output is, where all that it needs is constant.
pub(super) fn folded(node: &Node, known: &Constants<'_>) -> Option<Constant> {
    let input = |i: usize| known.get(node.inputs.get(i)?.as_str());
    match node.operator.as_str() {
        "Constant" => node.value.clone(),
        "Identity" | "Unsqueeze" | "Squeeze" | "Reshape" | "Flatten" => input(0).cloned(),
        // Where numbers with a point become whole ones, what is cut off makes them smaller.
        "Cast" => match input(0)? {
            Constant::Floats(values) => Some(Constant::Ints(values.iter().map(|&v| v as i64).collect())),
            ints => Some(ints.clone()),
        },
        "Concat" => {
            let parts = (0..node.inputs.len()).map(|i| ints(input(i)?));
            let parts: Option<Vec<&[i64]>> = parts.collect();
            Some(parts?.concat()).filter(|all| all.len() <= SHORT).map(Constant::Ints)
        }
        "Mul" => both(ints(input(0)?)?, ints(input(1)?)?, i64::saturating_mul),
        "Add" => both(ints(input(0)?)?, ints(input(1)?)?, i64::saturating_add),
        "Sub" => both(ints(input(0)?)?, ints(input(1)?)?, i64::saturating_sub),
        _ => None,
    }
}

/// The whole numbers of a constant.
pub(super) fn ints(constant: &Constant) -> Option<&[i64]> {
    match constant {
        Constant::Ints(values) => Some(values),
        Constant::Floats(_) => None,
    }
}

/// Number by number; a single one goes with each of the other side.
fn both(a: &[i64], b: &[i64], operation: fn(i64, i64) -> i64) -> Option<Constant> {
    let len = match (a.len(), b.len()) {
        (a, b) if a == b => a,
        (1, b) => b,
        (a, 1) => a,
        _ => return None,
    };
    let at = |values: &[i64], i: usize| {
        if values.len() == 1 { values.first().copied() } else { values.get(i).copied() }
    };
    let values: Option<Vec<i64>> = (0..len).map(|i| Some(operation(at(a, i)?, at(b, i)?))).collect();
    values.map(Constant::Ints)
}
