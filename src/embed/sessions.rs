//! Loaded graphs that wait for work.

use std::sync::{Mutex, PoisonError};

use super::error::{EmbedError, ModelError};
use super::interpreter::{Refused, StaticGraph};
use super::model::Model;
use super::ort_session::{OrtSession, knows_cuda};
use super::runtime::{Runtime, RuntimeKind};
use super::session::Session;

/// Batches that are on their way to or from a GPU at once: one is copied while the other is worked on.
const LANES: usize = 2;

/// Sessions that wait for work.
pub(super) enum Sessions {
    /// One that all workers share.
    Static(StaticGraph),
    /// As many as workers ever ran at the same time.
    Cpu(Mutex<Vec<OrtSession>>),
    /// As many as batches go to the card at once.
    Gpu([Mutex<OrtSession>; LANES]),
}

impl Sessions {
    /// A session on the processor; more are loaded when more workers come that each need one.
    pub(super) fn on_cpu(model: &Model, runtime: &Runtime) -> Result<Self, ModelError> {
        if runtime.kind() == RuntimeKind::PureRust {
            match StaticGraph::load(&model.graph) {
                Ok(graph) => return Ok(Self::Static(graph)),
                // Left to tract.
                Err(_) if cfg!(feature = "tract") => {}
                Err(refused) => return Err(said(refused, model, runtime)),
            }
        }
        Ok(Self::Cpu(Mutex::new(vec![load(model, runtime)?])))
    }

    /// Sessions on a GPU, or why there are none.
    pub(super) fn on_gpu(model: &Model, runtime: &Runtime) -> Result<Self, String> {
        if runtime.kind() == RuntimeKind::PureRust {
            return Err(format!("{} runs on the processor only", runtime.describe()));
        }
        if !knows_cuda() {
            return Err(format!("the library of {} was built without CUDA", runtime.describe()));
        }
        let load = || OrtSession::load(&model.graph, true).map_err(|reason| reason.trim_end().to_owned());
        let session = || load().map(Mutex::new);
        Ok(Self::Gpu([session()?, session()?]))
    }

    /// Whether a GPU does the work.
    pub(super) fn are_on_gpu(&self) -> bool {
        matches!(self, Self::Gpu(_))
    }

    /// Works with a session that nobody else uses meanwhile; batches of an even and an odd `lane` may go to a GPU at the
    /// same time.
    pub(super) fn with<T>(
        &self,
        lane: usize,
        model: &Model,
        runtime: &Runtime,
        work: impl FnOnce(&mut Session<'_>) -> Result<T, EmbedError>,
    ) -> Result<T, EmbedError> {
        match self {
            Self::Static(graph) => work(&mut Session::Static(graph)),
            Self::Gpu(lanes) => {
                let mut session = lanes[lane % LANES].lock().unwrap_or_else(PoisonError::into_inner);
                work(&mut Session::Ort(&mut session))
            }
            Self::Cpu(idle) => {
                let idle = || idle.lock().unwrap_or_else(PoisonError::into_inner);
                let taken = idle().pop();
                let mut session = match taken {
                    Some(session) => session,
                    None => load(model, runtime)?,
                };
                let result = work(&mut Session::Ort(&mut session));
                idle().push(session);
                result
            }
        }
    }
}

fn load(model: &Model, runtime: &Runtime) -> Result<OrtSession, ModelError> {
    OrtSession::load(&model.graph, false).map_err(|reason| ModelError::Load {
        model: model.name.clone(),
        runtime: runtime.describe(),
        reason,
    })
}

/// Why the built-in runtime does not run a model.
fn said(refused: Refused, model: &Model, runtime: &Runtime) -> ModelError {
    let model = model.name.clone();
    match refused {
        Refused::Graph(source) => ModelError::Graph { path: model, source },
        Refused::Unknown(found) => ModelError::NotStatic { model, runtime: runtime.describe(), found },
    }
}
