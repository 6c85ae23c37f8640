//! A graph of known operators, and a run of it.

use std::borrow::Cow;
use std::fs::File;
use std::io::{Cursor, Read, Seek};

use super::array::Array;
use super::load::{Plan, Slot, plan};
use super::value::Value;
use super::weights::Refused;
use crate::embed::batch::Batch;
use crate::embed::model::Graph;
use crate::embed::onnx::{GraphError, read};
use crate::embed::output::Output;

/// A loaded graph. All workers share it: a run changes nothing of it.
pub(in crate::embed) struct StaticGraph {
    plan: Plan,
}

impl StaticGraph {
    /// Loads a graph whose operators are all known.
    pub(in crate::embed) fn load(graph: &Graph) -> Result<Self, Refused> {
        match graph {
            Graph::Bytes(bytes) => Self::from_file(Cursor::new(*bytes), bytes.len() as u64),
            Graph::File(path) => {
                let failed = |e: std::io::Error| GraphError::Read { at: 0, kind: e.kind() };
                let file = File::open(path).map_err(failed)?;
                let len = file.metadata().map_err(failed)?.len();
                Self::from_file(file, len)
            }
        }
    }

    pub(super) fn from_file(mut file: impl Read + Seek, len: u64) -> Result<Self, Refused> {
        let model = read(&mut file, len)?;
        Ok(Self { plan: plan(&model, &mut file)? })
    }

    /// Names of the graph's inputs.
    pub(in crate::embed) fn inputs(&self) -> &[String] {
        &self.plan.inputs
    }

    /// Names of the graph's outputs.
    pub(in crate::embed) fn outputs(&self) -> Vec<String> {
        self.plan.outputs.iter().map(|(name, _)| name.clone()).collect()
    }

    /// Runs a batch and shows one output to `read`.
    pub(in crate::embed) fn run<T>(
        &self,
        batch: &Batch,
        output: &str,
        read: impl FnOnce(Output<'_>) -> T,
    ) -> Result<T, String> {
        let given = batch.inputs();
        let input = |name: &String| {
            Value::Ints(Array { dims: vec![batch.rows, batch.width], values: Cow::Borrowed(given.of(name)) })
        };
        let inputs: Vec<Value<'_>> = self.plan.inputs.iter().map(input).collect();
        let constants: Vec<Value<'_>> =
            self.plan.constants.iter().map(|array| Value::Floats(array.borrowed())).collect();
        let mut made: Vec<Value<'_>> = Vec::with_capacity(self.plan.steps.len());
        for step in &self.plan.steps {
            let [first, second] = step.operands.map(|slot| at(slot, &inputs, &constants, &made));
            let value =
                step.operator.run(first, second).map_err(|reason| format!("{}: {reason}", step.name))?;
            made.push(value);
        }
        let known = self.plan.outputs.iter().find(|(name, _)| name == output);
        let (_, slot) = known.ok_or_else(|| format!("it gave no {output}"))?;
        let array = at(*slot, &inputs, &constants, &made).floats()?;
        Ok(read(Output { shape: array.dims.clone(), values: &array.values }))
    }
}

/// The value in a slot. A step is made after what it needs, so that each is there.
fn at<'b, 'a>(
    slot: Slot,
    inputs: &'b [Value<'a>],
    constants: &'b [Value<'a>],
    made: &'b [Value<'a>],
) -> &'b Value<'a> {
    match slot {
        Slot::Input(i) => &inputs[i],
        Slot::Constant(i) => &constants[i],
        Slot::Step(i) => &made[i],
    }
}
