//! The parts of an ONNX file that say what it will do: nodes, constants, names. Field numbers are those of onnx.proto.

use std::io::{Read, Seek};

use super::error::GraphError;
use super::limits::{Budget, DEPTH, SHORT};
use super::tensor::{self, Constant, Tensor, integers, push};
use super::wire::{Message, Value};

/// A `ModelProto`.
#[derive(Default)]
pub(in crate::embed) struct OnnxModel {
    pub(in crate::embed) graph: Graph,
    pub(in crate::embed) functions: Vec<Function>,
}

/// A `GraphProto`.
#[derive(Default)]
pub(in crate::embed) struct Graph {
    pub(in crate::embed) nodes: Vec<Node>,
    pub(in crate::embed) initializers: Vec<Tensor>,
    /// Names of what the graph is given; old files count the initializers among them.
    pub(in crate::embed) inputs: Vec<String>,
    /// Names of what it gives.
    pub(in crate::embed) outputs: Vec<String>,
}

/// A `FunctionProto`.
#[derive(Default)]
pub(in crate::embed) struct Function {
    pub(super) domain: String,
    pub(in crate::embed) name: String,
    pub(super) nodes: Vec<Node>,
}

/// A `NodeProto`, with those of its attributes that matter here.
#[derive(Default)]
pub(in crate::embed) struct Node {
    pub(in crate::embed) name: String,
    pub(in crate::embed) operator: String,
    pub(in crate::embed) domain: String,
    pub(in crate::embed) inputs: Vec<String>,
    pub(in crate::embed) outputs: Vec<String>,
    /// The constant that a Constant node is.
    pub(super) value: Option<Constant>,
    /// The sizes of that constant, however long it is.
    pub(super) value_dims: Option<Vec<u64>>,
    /// The attribute `shape`.
    pub(super) shape: Option<Vec<i64>>,
    /// The attribute `axis`.
    pub(in crate::embed) axis: i64,
    /// The attribute `axes`.
    pub(in crate::embed) axes: Option<Vec<i64>>,
    /// The attribute `keepdims`.
    pub(in crate::embed) keepdims: Option<i64>,
    /// The attribute `to`.
    pub(in crate::embed) to: Option<i64>,
    /// Names of all attributes.
    pub(in crate::embed) attributes: Vec<String>,
    pub(super) graphs: Vec<Graph>,
}

impl OnnxModel {
    pub(super) fn read<R: Read + Seek>(mut file: Message<'_, R>) -> Result<Self, GraphError> {
        let mut budget = Budget::default();
        let (mut model, mut has_graph) = (Self::default(), false);
        while let Some((number, value)) = file.next()? {
            match (number, value) {
                (7, Value::Bytes(_)) if has_graph => return Err(file.damaged("there is a second graph")),
                (7, Value::Bytes(_)) => {
                    model.graph = graph(file.inner(), &mut budget, 1)?;
                    has_graph = true;
                }
                (25, Value::Bytes(_)) => model.functions.push(function(file.inner(), &mut budget)?),
                _ => {}
            }
        }
        if has_graph { Ok(model) } else { Err(file.damaged("it ends without a graph")) }
    }
}

fn graph<R: Read + Seek>(
    mut message: Message<'_, R>,
    budget: &mut Budget,
    depth: usize,
) -> Result<Graph, GraphError> {
    if depth > DEPTH {
        return Err(GraphError::TooMany { what: "graphs within each other", limit: DEPTH as u64 });
    }
    let mut graph = Graph::default();
    while let Some((number, value)) = message.next()? {
        let Value::Bytes(_) = value else { continue };
        match number {
            1 => graph.nodes.push(node(message.inner(), budget, depth)?),
            5 => graph.initializers.push(tensor::read(message.inner(), budget)?),
            11 => graph.inputs.push(interface(message.inner(), budget)?),
            12 => graph.outputs.push(interface(message.inner(), budget)?),
            15 => sparse(message.inner(), budget)?,
            _ => {}
        }
    }
    Ok(graph)
}

/// Reads the name of an input or an output.
fn interface<R: Read + Seek>(mut message: Message<'_, R>, budget: &mut Budget) -> Result<String, GraphError> {
    let mut name = String::new();
    while let Some((number, value)) = message.next()? {
        if let (1, Value::Bytes(_)) = (number, value) {
            name = message.name(budget)?;
        }
    }
    Ok(name)
}

/// Reads the tensors of a `SparseTensorProto`. No encoder has one; what it stands for must at least be numbers at hand.
fn sparse<R: Read + Seek>(mut message: Message<'_, R>, budget: &mut Budget) -> Result<(), GraphError> {
    while let Some((number, value)) = message.next()? {
        match (number, value) {
            (1 | 2, Value::Bytes(_)) => drop(tensor::read(message.inner(), budget)?),
            (3, _) => return Err(message.damaged("it has sparse weights, which no encoder needs")),
            _ => {}
        }
    }
    Ok(())
}

fn function<R: Read + Seek>(
    mut message: Message<'_, R>,
    budget: &mut Budget,
) -> Result<Function, GraphError> {
    let mut function = Function::default();
    while let Some((number, value)) = message.next()? {
        match (number, value) {
            (1, Value::Bytes(_)) => function.name = message.name(budget)?,
            (7, Value::Bytes(_)) => function.nodes.push(node(message.inner(), budget, 1)?),
            (10, Value::Bytes(_)) => function.domain = message.name(budget)?,
            _ => {}
        }
    }
    Ok(function)
}

fn node<R: Read + Seek>(
    mut message: Message<'_, R>,
    budget: &mut Budget,
    depth: usize,
) -> Result<Node, GraphError> {
    budget.node()?;
    let mut node = Node::default();
    while let Some((number, value)) = message.next()? {
        let Value::Bytes(_) = value else { continue };
        match number {
            1 => node.inputs.push(message.name(budget)?),
            2 => node.outputs.push(message.name(budget)?),
            3 => node.name = message.name(budget)?,
            4 => node.operator = message.name(budget)?,
            5 => Attribute::read(message.inner(), budget, depth)?.put(&mut node),
            7 => node.domain = message.name(budget)?,
            _ => {}
        }
    }
    Ok(node)
}

/// An `AttributeProto`.
#[derive(Default)]
struct Attribute {
    name: String,
    int: Option<i64>,
    float: Option<f64>,
    ints: Vec<i64>,
    floats: Vec<f64>,
    tensor: Option<Tensor>,
    graphs: Vec<Graph>,
}

impl Attribute {
    fn read<R: Read + Seek>(
        mut message: Message<'_, R>,
        budget: &mut Budget,
        depth: usize,
    ) -> Result<Self, GraphError> {
        let mut read = Self::default();
        while let Some((number, value)) = message.next()? {
            match (number, value) {
                (1, Value::Bytes(_)) => read.name = message.name(budget)?,
                (2, Value::Fixed32(bytes)) => read.float = Some(f64::from(f32::from_le_bytes(bytes))),
                (3, Value::Varint(n)) => read.int = Some(n as i64),
                (5 | 10, Value::Bytes(_)) => read.tensor = Some(tensor::read(message.inner(), budget)?),
                (6 | 11, Value::Bytes(_)) => read.graphs.push(graph(message.inner(), budget, depth + 1)?),
                (7, Value::Fixed32(bytes)) => {
                    push(&mut read.floats, f64::from(f32::from_le_bytes(bytes)), SHORT)
                }
                (7, Value::Bytes(_)) => {
                    let floats = &mut read.floats;
                    message.arrays(|bytes| push(floats, f64::from(f32::from_le_bytes(bytes)), SHORT))?;
                }
                (8, value) => {
                    let ints = &mut read.ints;
                    integers(&mut message, value, |n| push(ints, n as i64, SHORT))?;
                }
                (22 | 23, Value::Bytes(_)) => sparse(message.inner(), budget)?,
                _ => {}
            }
        }
        Ok(read)
    }

    fn put(self, node: &mut Node) {
        node.graphs.extend(self.graphs);
        match self.name.as_str() {
            "axis" => node.axis = self.int.unwrap_or(0),
            "axes" => node.axes = Some(self.ints),
            "keepdims" => node.keepdims = self.int,
            "to" => node.to = self.int,
            "shape" => node.shape = Some(self.ints),
            "value" => {
                (node.value, node.value_dims) =
                    self.tensor.map_or((None, None), |tensor| (tensor.constant, Some(tensor.dims)));
            }
            "value_int" => node.value = self.int.map(|n| Constant::Ints(vec![n])),
            "value_float" => node.value = self.float.map(|n| Constant::Floats(vec![n])),
            "value_ints" if self.ints.len() <= SHORT => node.value = Some(Constant::Ints(self.ints)),
            "value_floats" if self.floats.len() <= SHORT => node.value = Some(Constant::Floats(self.floats)),
            _ => {}
        }
        node.attributes.push(self.name);
    }
}
