//! Where heavy work is done: on the processor or on a GPU.

use serde::Serialize;

/// Where a run is asked to do heavy work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeviceKind {
    /// On a GPU where one can be used, else on the processor.
    Auto,
    /// On the processor.
    #[default]
    Cpu,
    /// On a GPU; that it cannot be used is an error.
    Cuda,
}

impl DeviceKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Cpu, Self::Cuda];

    /// Its name, as a person writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Cpu => "cpu",
            Self::Cuda => "cuda",
        }
    }
}

/// Where some work was done, for `run.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Ran {
    /// `CPU`; of a GPU its name, or for a model `CUDA`.
    pub on: String,
    /// Why not on a GPU, where one was wished for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl Ran {
    /// On the processor, as was asked.
    pub fn cpu() -> Self {
        Self { on: "CPU".to_owned(), reason: None }
    }

    /// On the processor for want of a GPU.
    pub fn without_gpu(reason: String) -> Self {
        Self { on: "CPU".to_owned(), reason: Some(reason) }
    }

    /// On a GPU of this name.
    pub fn gpu(name: &str) -> Self {
        Self { on: name.to_owned(), reason: None }
    }
}
