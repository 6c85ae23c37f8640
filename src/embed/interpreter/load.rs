//! From the nodes of an ONNX file to steps, or to what is not known here.

use std::collections::HashMap;
use std::io::{Read, Seek};
use std::sync::Arc;

use super::array::Array;
use super::operator::Operator;
use super::reduce::Reduction;
use super::table::Table;
use super::weights::{Refused, operand, table};
use crate::embed::onnx::{Constant, Node, OnnxModel, Tensor, quoted};

/// Where a step finds a value.
#[derive(Clone, Copy, Debug)]
pub(super) enum Slot {
    Input(usize),
    Constant(usize),
    Step(usize),
}

/// One node, ready to run.
pub(super) struct Step {
    /// The node in words, for errors.
    pub(super) name: String,
    pub(super) operator: Operator,
    /// Its operands; where it takes one, that twice.
    pub(super) operands: [Slot; 2],
}

/// What a graph comes to.
pub(super) struct Plan {
    pub(super) inputs: Vec<String>,
    pub(super) outputs: Vec<(String, Slot)>,
    pub(super) constants: Vec<Array<'static, f32>>,
    pub(super) steps: Vec<Step>,
}

/// Makes steps of a model, and reads the weights that these need.
pub(super) fn plan<R: Read + Seek>(model: &OnnxModel, file: &mut R) -> Result<Plan, Refused> {
    if let Some(function) = model.functions.first() {
        return Err(Refused::Unknown(format!("the function {}", quoted(&function.name))));
    }
    let tensors: HashMap<&str, &Tensor> =
        model.graph.initializers.iter().map(|tensor| (tensor.name.as_str(), tensor)).collect();
    let given = || model.graph.inputs.iter().filter(|name| !tensors.contains_key(name.as_str()));
    let inputs: Vec<String> = given().cloned().collect();
    let slots = given().enumerate().map(|(i, name)| (name.as_str(), Slot::Input(i))).collect();
    let (constants, steps) = (Vec::new(), Vec::new());
    let mut planner = Planner { file, tensors, tables: HashMap::new(), slots, constants, steps };
    for node in &model.graph.nodes {
        planner.node(node)?;
    }
    let output = |name: &String| match planner.slots.get(name.as_str()) {
        Some(&slot) => Ok((name.clone(), slot)),
        None => Err(Refused::Unknown(format!("the output {}, which no node gives", quoted(name)))),
    };
    let outputs = model.graph.outputs.iter().map(output).collect::<Result<_, _>>()?;
    Ok(Plan { inputs, outputs, constants: planner.constants, steps: planner.steps })
}

struct Planner<'a, R> {
    file: &'a mut R,
    tensors: HashMap<&'a str, &'a Tensor>,
    tables: HashMap<&'a str, Arc<Table>>,
    slots: HashMap<&'a str, Slot>,
    constants: Vec<Array<'static, f32>>,
    steps: Vec<Step>,
}

impl<'a, R: Read + Seek> Planner<'a, R> {
    fn node(&mut self, node: &'a Node) -> Result<(), Refused> {
        let [output] = node.outputs.as_slice() else {
            return Err(refused(node, &format!("it has {} outputs", node.outputs.len())));
        };
        let operator = self.operator(node)?;
        // The table of a Gather stands before what it is asked for.
        let first = usize::from(matches!(operator, Operator::Gather(_)));
        let count = operator.operands();
        let operands = [self.slot(node, first)?, self.slot(node, first + count - 1)?];
        self.slots.insert(output, Slot::Step(self.steps.len()));
        self.steps.push(Step { name: named(node), operator, operands });
        Ok(())
    }

    fn operator(&mut self, node: &'a Node) -> Result<Operator, Refused> {
        if !matches!(node.domain.as_str(), "" | "ai.onnx") {
            return Err(refused(node, &format!("it is of the domain {}", quoted(&node.domain))));
        }
        let reduction = |axes, is_mean| {
            Operator::Reduce(Reduction { axes, keeps: node.keepdims.unwrap_or(1) != 0, is_mean })
        };
        let (operator, attributes): (Operator, &[&str]) = match node.operator.as_str() {
            "Gather" if node.axis == 0 => (Operator::Gather(self.table(node)?), &["axis"]),
            "Cast" => match node.to {
                Some(1) => (Operator::CastToFloats, &["to"]),
                Some(6 | 7) => (Operator::CastToInts, &["to"]),
                _ => return Err(refused(node, "it casts to another type than single precision")),
            },
            "Add" => (Operator::Add, &[]),
            "Sub" => (Operator::Sub, &[]),
            "Mul" => (Operator::Mul, &[]),
            "Div" => (Operator::Div, &[]),
            "Sqrt" => (Operator::Sqrt, &[]),
            "MatMul" => (Operator::MatMul, &[]),
            "Unsqueeze" => (Operator::Unsqueeze(self.axes(node)?), &["axes"]),
            "Squeeze" => (Operator::Squeeze(self.axes(node)?), &["axes"]),
            "ReduceSum" => (reduction(self.axes(node)?, false), &["axes", "keepdims"]),
            "ReduceMean" => (reduction(self.axes(node)?, true), &["axes", "keepdims"]),
            _ => return Err(refused(node, "the operator is not known")),
        };
        match node.attributes.iter().find(|name| !attributes.contains(&name.as_str())) {
            Some(name) => Err(refused(node, &format!("its attribute {} is not known", quoted(name)))),
            None => Ok(operator),
        }
    }

    /// The table that a Gather looks up in.
    fn table(&mut self, node: &'a Node) -> Result<Arc<Table>, Refused> {
        let name = node.inputs.first().map_or("", String::as_str);
        if let Some(known) = self.tables.get(name) {
            return Ok(known.clone());
        }
        let Some(tensor) = self.tensors.get(name) else {
            return Err(refused(node, "it looks up in what is no weight of the file"));
        };
        let table = Arc::new(table(self.file, tensor)?);
        self.tables.insert(name, table.clone());
        Ok(table)
    }

    /// The axes of a node, out of its attribute or a constant.
    fn axes(&self, node: &Node) -> Result<Vec<i64>, Refused> {
        let tensor = node.inputs.get(1).and_then(|name| self.tensors.get(name.as_str()));
        match (&node.axes, tensor.and_then(|tensor| tensor.constant.as_ref())) {
            (Some(axes), None) | (None, Some(Constant::Ints(axes))) => Ok(axes.clone()),
            _ => Err(refused(node, "its axes are no constants")),
        }
    }

    /// Where the value of an input is found; numbers out of the file are read when first needed.
    fn slot(&mut self, node: &'a Node, input: usize) -> Result<Slot, Refused> {
        let name = node.inputs.get(input).map_or("", String::as_str);
        if let Some(&slot) = self.slots.get(name) {
            return Ok(slot);
        }
        let Some(tensor) = self.tensors.get(name) else {
            return Err(refused(node, &format!("its input {} is not known", quoted(name))));
        };
        let slot = Slot::Constant(self.constants.len());
        self.constants.push(operand(self.file, tensor)?);
        self.slots.insert(name, slot);
        Ok(slot)
    }
}

fn named(node: &Node) -> String {
    format!("the node {} ({})", quoted(&node.name), quoted(&node.operator))
}

fn refused(node: &Node, reason: &str) -> Refused {
    Refused::Unknown(format!("{}: {reason}", named(node)))
}
