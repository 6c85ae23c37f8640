//! The built-in runtime: runs graphs that look token vectors up, weigh them and add them, as static models do. A dozen operators
//! are known; a graph with another one is left to ONNX Runtime. Operators: the ONNX specification, opsets 11 to 17.
//!
//! Vectors that a graph looks up stay where they lie, as a list of rows of their table, until an operator needs their numbers: a
//! weighted sum is taken straight from the table. Sums are taken in the order of the tokens, text by text, so that a result depends
//! on nothing beside it.

mod array;
mod broadcast;
mod graph;
mod load;
mod operator;
mod product;
mod reduce;
mod table;
#[cfg(test)]
mod tests;
mod value;
mod weights;

pub(super) use graph::StaticGraph;
pub(super) use weights::Refused;
