//! A graph in ONNX Runtime, or in tract where that was built in; the only file that knows the `ort` crates.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use ort::environment::{Environment, EnvironmentBuilder};
use ort::ep::{self, ExecutionProvider};
use ort::memory::{AllocationDevice, AllocatorType, MemoryInfo, MemoryType};
use ort::session::builder::GraphOptimizationLevel;
use ort::session::{Session, SessionInputValue};
use ort::value::TensorRef;

use super::batch::Batch;
use super::model::Graph;
use super::output::Output;

static ENVIRONMENT: OnceLock<Environment> = OnceLock::new();

/// Sets ONNX Runtime up, from its library. To be called once a process, or the function below.
pub(super) fn start(library: &Path) -> Result<(), String> {
    let builder = ort::init_from(library).map_err(|e| e.to_string())?;
    // A library reports through return values; its log would go to the standard streams.
    build(builder.with_logger(Arc::new(|_level, _category, _id, _place, _message| {})))
}

/// Sets tract up.
#[cfg(feature = "tract")]
pub(super) fn start_tract() -> Result<(), String> {
    ort::set_api(ort_tract::api());
    build(ort::init())
}

fn build(builder: EnvironmentBuilder) -> Result<(), String> {
    let environment =
        builder.with_name("hydrascope").with_telemetry(false).build().map_err(|e| e.to_string())?;
    ENVIRONMENT.set(environment).map_err(|_| "it was already started".to_owned())
}

/// One loaded graph. A run needs it for itself alone, so each worker has its own.
pub(super) struct OrtSession {
    session: Session,
    inputs: Vec<String>,
    on_gpu: bool,
}

impl OrtSession {
    /// Loads a graph, to be run by one thread, or by a GPU: as a whole or not at all.
    pub(super) fn load(graph: &Graph, on_gpu: bool) -> Result<Self, String> {
        let environment = ENVIRONMENT.get().ok_or("no runtime was started")?;
        let builder = Session::builder(environment).map_err(|e| e.to_string())?;
        // tract knows no thread settings and has one thread anyway.
        let mut builder = builder.with_intra_threads(1).unwrap_or_else(|e| e.recover());
        if on_gpu {
            // Without this the library would say nothing and use the processor.
            let provider = ep::CUDA::default().build().error_on_failure();
            builder = builder.with_execution_providers([provider]).map_err(|e| e.to_string())?;
        }
        let mut builder =
            builder.with_optimization_level(GraphOptimizationLevel::Level3).unwrap_or_else(|e| e.recover());
        let session = match graph {
            Graph::Bytes(bytes) => builder.commit_from_memory(bytes),
            Graph::File(path) => builder.commit_from_file(path),
        };
        let session = session.map_err(|e| e.to_string())?;
        let inputs = session.inputs().iter().map(|input| input.name().to_owned()).collect();
        Ok(Self { session, inputs, on_gpu })
    }

    /// Names of the graph's inputs.
    pub(super) fn inputs(&self) -> &[String] {
        &self.inputs
    }

    /// Names of the graph's outputs.
    pub(super) fn outputs(&self) -> Vec<String> {
        self.session.outputs().iter().map(|output| output.name().to_owned()).collect()
    }

    /// Runs a batch and shows one output to `read`, where it lies.
    pub(super) fn run<T>(
        &mut self,
        batch: &Batch,
        output: &str,
        read: impl FnOnce(Output<'_>) -> T,
    ) -> Result<T, String> {
        let shape = [batch.rows, batch.width];
        let inputs = batch.inputs();
        let mut tensors: Vec<(&str, TensorRef<'_, i64>)> = Vec::with_capacity(3);
        for name in &self.inputs {
            let tensor = TensorRef::from_array_view((shape, inputs.of(name))).map_err(|e| e.to_string())?;
            tensors.push((name, tensor));
        }
        let mut binding;
        let outputs = if self.on_gpu {
            binding = self.session.create_binding().map_err(|e| e.to_string())?;
            for (name, tensor) in &tensors {
                binding.bind_input(*name, tensor).map_err(|e| e.to_string())?;
            }
            // Straight to where the processor reads it.
            let cpu = MemoryInfo::new(AllocationDevice::CPU, 0, AllocatorType::Device, MemoryType::Default)
                .map_err(|e| e.to_string())?;
            binding.bind_output_to_device(output, &cpu).map_err(|e| e.to_string())?;
            self.session.run_binding(&binding).map_err(|e| e.to_string())?
        } else {
            let inputs: Vec<(&str, SessionInputValue<'_>)> =
                tensors.into_iter().map(|(name, tensor)| (name, tensor.into())).collect();
            self.session.run(inputs).map_err(|e| e.to_string())?
        };
        let value = outputs.get(output).ok_or_else(|| format!("it gave no {output}"))?;
        let (shape, values) = value.try_extract_tensor::<f32>().map_err(|e| e.to_string())?;
        let shape = shape.iter().map(|&n| usize::try_from(n).unwrap_or(0)).collect();
        Ok(read(Output { shape, values }))
    }
}

/// Whether the library of this process can run graphs on a GPU of NVIDIA's; it may still lack other libraries.
pub(super) fn knows_cuda() -> bool {
    ENVIRONMENT.get().is_some() && <ep::CUDA as ExecutionProvider>::is_available().unwrap_or(false)
}
