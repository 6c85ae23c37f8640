//! What a model is, as one hash: another byte in a file, another runtime or another device makes another.

use std::fs::File;
use std::io;
use std::path::Path;

use hydrascope::device::DeviceKind;
use hydrascope::embed::{Model, ModelError, Runtime};
use sha2::{Digest, Sha256};

/// The hash of a model's files and of what they are run with, as hexadecimal digits.
pub(super) fn key(model: &Model, runtime: &Runtime, device: DeviceKind) -> Result<String, ModelError> {
    let mut whole = Sha256::new();
    let library = runtime.path().map(|path| path.display().to_string()).unwrap_or_default();
    let parts = [env!("CARGO_PKG_VERSION"), runtime.name(), runtime.version(), &library, device.name()];
    for part in parts {
        whole.update((part.len() as u64).to_le_bytes());
        whole.update(part);
    }
    for path in model.files() {
        let read = |source| ModelError::Read { path: path.display().to_string(), source };
        whole.update(hash(path).map_err(read)?);
    }
    Ok(whole.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

fn hash(path: &Path) -> io::Result<[u8; 32]> {
    if !path.metadata()?.is_file() {
        return Err(io::Error::other("it is no regular file any more"));
    }
    let mut hash = Sha256::new();
    io::copy(&mut File::open(path)?, &mut hash)?;
    Ok(hash.finalize().into())
}
