//! Fetches a sentence encoder from a model hub into the folder form that `hydrascope --model DIR` takes.
//!
//! The hub is a stranger. It says which revision a model is at, how large its files are and what they hash to, and all
//! of that is checked; where files go and how they are named is said here alone. A hub that is silent, slow, endless
//! or leads elsewhere is given up within the [`Limits`]. What failed leaves nothing behind, and what was there before
//! stays as it was.

mod address;
mod client;
mod download;
mod environment;
mod error;
mod hub;
mod limits;
mod list;
mod place;
mod plan;
mod quote;
mod route;
mod staging;
mod verify;

use std::path::{Path, PathBuf};

pub use address::AddressError;
pub use error::{FetchError, HubError};
pub use hub::Hub;
pub use limits::Limits;
pub use verify::VerifyError;

/// Fetches model `name` (`owner/model`) into `folder`, which is made where it does not exist; gives the files written.
/// `sha256`, as 64 hexadecimal digits, is what the graph (model.onnx) has to hash to.
///
/// The hub is that of [`Hub::from_env`]. Every file is checked against the size and the hash that the hub states for
/// it. The files of an earlier model are replaced, all or none; the graph is placed last, so that a folder with a graph
/// in it is whole.
///
/// # Errors
/// Where the hub does not have the model in ONNX form, does not answer as a hub does within the limits, or what it
/// sends is not what was announced.
pub fn fetch(name: &str, folder: &Path, sha256: Option<&str>) -> Result<Vec<PathBuf>, FetchError> {
    Hub::from_env()?.fetch(name, folder, sha256)
}
