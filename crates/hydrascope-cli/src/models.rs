//! Models as commands get them: from the program or from a folder that is tried before it is used.

use std::path::Path;

use hydrascope::device::DeviceKind;
use hydrascope::embed::{Model, Runtime};

use crate::failure::{Failure, message};
use crate::trial::{self, Trial};

/// The model of a folder, else the embedded one, with the runtime for it. A folder that was not tried with this runtime and this
/// kind of device before is tried now, in a process of its own.
pub(crate) fn open(
    folder: Option<&Path>,
    onnxruntime: Option<&Path>,
    device: DeviceKind,
    quiet: bool,
) -> Result<(Model, Runtime), Failure> {
    let model = match folder {
        Some(folder) => Model::from_folder(folder)?,
        None => Model::embedded()?,
    };
    let runtime = Runtime::discover(onnxruntime)?;
    if let Some(folder) = folder {
        let trial = Trial { folder, onnxruntime, device, seconds: trial::SECONDS };
        let note = trial.unless_remembered(&model, &runtime)?;
        note.filter(|_| !quiet).iter().for_each(|note| message(note));
    }
    Ok((model, runtime))
}
