//! Loaded graphs that wait for work.

use std::sync::{Mutex, PoisonError};

use super::error::{EmbedError, ModelError};
use super::model::Model;
use super::runtime::{Runtime, RuntimeKind};
use super::session::{Session, knows_cuda};

/// Batches that are on their way to or from a GPU at once: one is copied while the other is worked on.
const LANES: usize = 2;

/// Sessions that wait for work.
pub(super) enum Sessions {
    /// As many as workers ever ran at the same time.
    Cpu(Mutex<Vec<Session>>),
    /// As many as batches go to the card at once.
    Gpu([Mutex<Session>; LANES]),
}

impl Sessions {
    /// One session on the processor; more are loaded when more workers come.
    pub(super) fn on_cpu(model: &Model, runtime: &Runtime) -> Result<Self, ModelError> {
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
        let load = || Session::load(&model.graph, true).map_err(|reason| reason.trim_end().to_owned());
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
        work: impl FnOnce(&mut Session) -> Result<T, EmbedError>,
    ) -> Result<T, EmbedError> {
        match self {
            Self::Gpu(lanes) => work(&mut lanes[lane % LANES].lock().unwrap_or_else(PoisonError::into_inner)),
            Self::Cpu(idle) => {
                let idle = || idle.lock().unwrap_or_else(PoisonError::into_inner);
                let taken = idle().pop();
                let mut session = match taken {
                    Some(session) => session,
                    None => load(model, runtime)?,
                };
                let result = work(&mut session);
                idle().push(session);
                result
            }
        }
    }
}

fn load(model: &Model, runtime: &Runtime) -> Result<Session, ModelError> {
    Session::load(&model.graph, false).map_err(|reason| ModelError::Load {
        model: model.name.clone(),
        runtime: runtime.describe(),
        reason,
    })
}
