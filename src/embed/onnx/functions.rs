//! Functions of a model, which runtimes put in place of each call: few of them can stand for endlessly many nodes.

use std::collections::HashMap;

use super::error::{GraphError, quoted};
use super::graph::{Function, Graph, Node, OnnxModel};
use super::limits::{DEPTH, NODES};

/// Refuses functions that call each other without end, too deep, or into too many nodes.
pub(super) fn check(model: &OnnxModel) -> Result<(), GraphError> {
    let name = |function: &'_ Function| (function.domain.clone(), function.name.clone());
    let functions = model.functions.iter().map(|function| (name(function), function)).collect();
    let mut calls = Calls { functions, known: HashMap::new(), open: Vec::new() };
    let nodes = calls.graph(&model.graph)?;
    if nodes > NODES { Err(GraphError::TooMany { what: "nodes", limit: NODES }) } else { Ok(()) }
}

type Name = (String, String);

struct Calls<'a> {
    functions: HashMap<Name, &'a Function>,
    /// Nodes that a call comes to.
    known: HashMap<Name, u64>,
    /// Functions whose nodes are being counted.
    open: Vec<Name>,
}

impl<'a> Calls<'a> {
    fn graph(&mut self, graph: &'a Graph) -> Result<u64, GraphError> {
        self.nodes(&graph.nodes)
    }

    fn nodes(&mut self, nodes: &'a [Node]) -> Result<u64, GraphError> {
        nodes.iter().try_fold(0u64, |sum, node| {
            let inner = node.graphs.iter().try_fold(0u64, |sum, g| Ok(self.graph(g)?.saturating_add(sum)))?;
            Ok(sum.saturating_add(1).saturating_add(inner).saturating_add(self.called(node)?))
        })
    }

    /// Nodes that a node stands for beside itself.
    fn called(&mut self, node: &Node) -> Result<u64, GraphError> {
        if self.functions.is_empty() {
            return Ok(0);
        }
        let name = (node.domain.clone(), node.operator.clone());
        let Some(&function) = self.functions.get(&name) else { return Ok(0) };
        if let Some(&nodes) = self.known.get(&name) {
            return Ok(nodes);
        }
        if self.open.contains(&name) {
            return Err(GraphError::Recursion { function: quoted(&name.1) });
        }
        if self.open.len() >= DEPTH {
            return Err(GraphError::TooMany {
                what: "functions that call each other in turn",
                limit: DEPTH as u64,
            });
        }
        self.open.push(name.clone());
        let nodes = self.nodes(&function.nodes)?;
        self.open.pop();
        self.known.insert(name, nodes);
        Ok(nodes)
    }
}
