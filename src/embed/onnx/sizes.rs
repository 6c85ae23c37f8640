//! Nodes whose constants alone say how large their result is: a few bytes of a file that ask for all memory.

use std::collections::HashMap;

use super::constants::{Constants, folded, ints};
use super::error::{GraphError, quoted};
use super::graph::{Graph, Node, OnnxModel};
use super::limits::MADE;
use super::tensor::Constant;

/// Refuses a model whose nodes make more than [`MADE`] numbers of constants, or whose constants are no sizes at all.
pub(super) fn check(model: &OnnxModel) -> Result<(), GraphError> {
    let mut sizes = Sizes { constants: HashMap::new(), made: 0 };
    sizes.graph(&model.graph)?;
    model.functions.iter().try_for_each(|function| sizes.nodes(&function.nodes))
}

struct Sizes<'a> {
    constants: Constants<'a>,
    made: u64,
}

impl<'a> Sizes<'a> {
    fn graph(&mut self, graph: &'a Graph) -> Result<(), GraphError> {
        for tensor in &graph.initializers {
            if let Some(constant) = &tensor.constant {
                self.constants.insert(&tensor.name, constant.clone());
            }
        }
        self.nodes(&graph.nodes)
    }

    fn nodes(&mut self, nodes: &'a [Node]) -> Result<(), GraphError> {
        for node in nodes {
            node.graphs.iter().try_for_each(|graph| self.graph(graph))?;
            if !matches!(node.domain.as_str(), "" | "ai.onnx") {
                continue;
            }
            let refused = |reason| GraphError::Constant {
                node: quoted(&node.name),
                operator: quoted(&node.operator),
                reason,
            };
            let made = made(node, &self.constants).map_err(refused)?;
            self.made = self.made.saturating_add(made);
            if self.made > MADE {
                let so_far = if made > MADE { "it alone makes" } else { "with those before it makes" };
                return Err(refused(format!(
                    "expected nodes that make at most {MADE} numbers of constants, {so_far} more"
                )));
            }
            if let (Some(output), Some(constant)) = (node.outputs.first(), folded(node, &self.constants)) {
                self.constants.insert(output, constant);
            }
        }
        Ok(())
    }
}

/// How many numbers a node makes by its constants, as far as these say; or what is wrong with them.
fn made(node: &Node, known: &Constants<'_>) -> Result<u64, String> {
    let constant = |i: usize| node.inputs.get(i).and_then(|name| known.get(name.as_str()));
    let whole = |i: usize| constant(i).and_then(ints);
    match node.operator.as_str() {
        "ConstantOfShape" => whole(0).map_or(Ok(0), |shape| product(shape, 0)),
        "RandomNormal" | "RandomUniform" => node.shape.as_deref().map_or(Ok(0), |shape| product(shape, 0)),
        // A size of -1 is one that the other side gives.
        "Expand" => whole(1).map_or(Ok(0), |shape| product(shape, -1)),
        "Reshape" => whole(1).map_or(Ok(0), reshaped),
        "Tile" => whole(1).map_or(Ok(0), |repeats| {
            let tiled = constant(0).map_or(1, len).max(1);
            Ok(product(repeats, 0)?.saturating_mul(tiled))
        }),
        "Pad" => whole(1).map_or(Ok(0), |pads| {
            let grown = pads.iter().map(|pad| pad.unsigned_abs().saturating_add(1));
            Ok(if pads.iter().all(|&pad| pad == 0) { 0 } else { grown.fold(1, u64::saturating_mul) })
        }),
        "OneHot" => whole(1).map_or(Ok(0), |depth| product(depth, 0)),
        "Range" => {
            match (constant(0).and_then(first), constant(1).and_then(first), constant(2).and_then(first)) {
                (Some(start), Some(end), Some(step)) => steps(start, end, step),
                _ => Ok(0),
            }
        }
        // What stands between the values and the scales is a region of interest, and no size.
        "Resize" => (if node.inputs.len() > 2 { 2 } else { 1 }..node.inputs.len())
            .filter_map(constant)
            .map(resized)
            .try_fold(0, |most: u64, made| Ok(most.max(made?))),
        "Upsample" => constant(1).map_or(Ok(0), resized),
        _ => Ok(0),
    }
}

/// The product of sizes, each of which is `least` or more; what is below zero counts as one.
fn product(sizes: &[i64], least: i64) -> Result<u64, String> {
    if let Some(size) = sizes.iter().find(|&&size| size < least) {
        return Err(format!("expected sizes of {least} or more, got {size}"));
    }
    let sizes = || sizes.iter().map(|&size| if size < 0 { 1 } else { size.unsigned_abs() });
    Ok(if sizes().any(|size| size == 0) { 0 } else { sizes().fold(1, u64::saturating_mul) })
}

/// Reshape makes nothing, but it must leave room for what it is given.
fn reshaped(shape: &[i64]) -> Result<u64, String> {
    let open = shape.iter().filter(|&&size| size == -1).count();
    if open > 1 {
        return Err(format!("expected one open size (-1) at most, got {open}"));
    }
    // A size of 0 is that of what is reshaped.
    let sizes: Vec<i64> = shape.iter().map(|&size| if size == 0 { 1 } else { size }).collect();
    let asked = product(&sizes, -1)?;
    if asked > MADE { Ok(asked) } else { Ok(0) }
}

/// The numbers of a range.
fn steps(start: f64, end: f64, step: f64) -> Result<u64, String> {
    let steps = (end - start) / step;
    if !steps.is_finite() {
        return Err(format!("expected a range that ends, got {start} to {end} by {step}"));
    }
    // Beyond 64 bits the cast gives the largest number, below zero it gives none.
    Ok(steps.ceil() as u64)
}

/// What scales, or sizes, make of one number.
fn resized(factors: &Constant) -> Result<u64, String> {
    match factors {
        Constant::Ints(sizes) => product(sizes, 0),
        Constant::Floats(factors) => {
            match factors.iter().find(|factor| !(**factor > 0.0 && factor.is_finite())) {
                Some(factor) => Err(format!("expected scales above zero, got {factor}")),
                None => Ok(factors.iter().product::<f64>() as u64),
            }
        }
    }
}

fn len(constant: &Constant) -> u64 {
    match constant {
        Constant::Ints(values) => values.len() as u64,
        Constant::Floats(values) => values.len() as u64,
    }
}

fn first(constant: &Constant) -> Option<f64> {
    match constant {
        Constant::Ints(values) => values.first().map(|&value| value as f64),
        Constant::Floats(values) => values.first().copied(),
    }
}
