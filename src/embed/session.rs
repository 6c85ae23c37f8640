//! A loaded graph, in whichever runtime, while one worker has it.

use super::batch::Batch;
use super::interpreter::StaticGraph;
use super::ort_session::OrtSession;
use super::output::Output;

/// A graph that is ready to run.
pub(super) enum Session<'a> {
    /// In the built-in runtime.
    Static(&'a StaticGraph),
    /// In ONNX Runtime or tract.
    Ort(&'a mut OrtSession),
}

impl Session<'_> {
    /// Names of the graph's inputs.
    pub(super) fn inputs(&self) -> &[String] {
        match self {
            Self::Static(graph) => graph.inputs(),
            Self::Ort(session) => session.inputs(),
        }
    }

    /// Names of the graph's outputs.
    pub(super) fn outputs(&self) -> Vec<String> {
        match self {
            Self::Static(graph) => graph.outputs(),
            Self::Ort(session) => session.outputs(),
        }
    }

    /// Runs a batch and shows one output to `read`, where it lies.
    pub(super) fn run<T>(
        &mut self,
        batch: &Batch,
        output: &str,
        read: impl FnOnce(Output<'_>) -> T,
    ) -> Result<T, String> {
        match self {
            Self::Static(graph) => graph.run(batch, output, read),
            Self::Ort(session) => session.run(batch, output, read),
        }
    }
}
