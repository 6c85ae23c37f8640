//! Fetches a sentence encoder from a model hub into the folder form that `hydrascope --model DIR` takes.
//!
//! The hub is the one that `HF_ENDPOINT` names, else the usual one. Every file is checked against the size and the
//! hash that the hub states for it, and the graph against a hash of the caller's own where there is one.

mod plan;
mod verify;

use std::fs;
use std::path::{Path, PathBuf};

use hf_hub::api::sync::{Api, ApiBuilder, ApiError, ApiRepo};
use hf_hub::{Repo, RepoType};

use plan::Step;
pub use verify::VerifyError;

/// Why a model was not fetched.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// The name is none that a hub knows.
    #[error("expected a model's name such as sentence-transformers/all-MiniLM-L6-v2, got {0:?}")]
    Name(String),
    /// The hub did not answer as a hub does.
    #[error("{name}: the hub failed at {what}: {source}; check the name, the network and HF_ENDPOINT")]
    Hub {
        /// The model.
        name: String,
        /// What was asked for.
        what: String,
        /// What came back.
        source: Box<ApiError>,
    },
    /// The model is not in ONNX form.
    #[error(
        "{name}: expected {file}, the hub has no such file; choose a model that is published in ONNX form"
    )]
    NotThere {
        /// The model.
        name: String,
        /// What is missing.
        file: &'static str,
    },
    /// What came is not what the hub or the caller announced. Nothing of it was kept.
    #[error("{name}: {file}: {source}; nothing was kept, try again or use another hub")]
    Corrupt {
        /// The model.
        name: String,
        /// The file.
        file: String,
        /// The difference.
        source: VerifyError,
    },
    /// A file cannot be written.
    #[error("{path}: {source}; check the folder and the free space")]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

/// Fetches model `name` (`owner/model`) into `folder`, which is made where it does not exist; gives the files written.
/// `sha256`, as 64 hexadecimal digits, is what the graph (model.onnx) has to hash to.
///
/// The graph is written last, so that a folder with a graph in it is whole.
///
/// # Errors
/// Where the hub does not have the model in ONNX form, does not answer, or what it sends is not what was announced.
pub fn fetch(name: &str, folder: &Path, sha256: Option<&str>) -> Result<Vec<PathBuf>, FetchError> {
    if !plan::is_name(name) {
        return Err(FetchError::Name(name.to_owned()));
    }
    let folder = std::path::absolute(folder).map_err(|source| write_error(folder, source))?;
    let parts = folder.join(".parts");
    fs::create_dir_all(&parts).map_err(|source| write_error(&parts, source))?;
    let result = fetch_into(name, &folder, &parts, sha256);
    let removed = fs::remove_dir_all(&parts).map_err(|source| write_error(&parts, source));
    result.and_then(|files| removed.map(|()| files))
}

fn fetch_into(
    name: &str,
    folder: &Path,
    parts: &Path,
    sha256: Option<&str>,
) -> Result<Vec<PathBuf>, FetchError> {
    let hub = |what: &str, source| FetchError::Hub {
        name: name.to_owned(),
        what: what.to_owned(),
        source: Box::new(source),
    };
    let builder =
        ApiBuilder::from_env().with_cache_dir(parts.to_path_buf()).with_progress(false).with_retries(2);
    let api = builder.build().map_err(|e| hub("setting up", e))?;
    let info = api.model(name.to_owned()).info().map_err(|e| hub("the list of files", e))?;
    let names: Vec<&str> = info.siblings.iter().map(|s| s.rfilename.as_str()).collect();
    let steps = plan::steps(&names).map_err(|file| FetchError::NotThere { name: name.to_owned(), file })?;
    // All files of one commit, whatever is pushed meanwhile.
    let repo = api.repo(Repo::with_revision(name.to_owned(), RepoType::Model, info.sha));
    let mut ready = Vec::with_capacity(steps.len());
    for step in &steps {
        let pin = sha256.filter(|_| step.is_graph());
        ready.push((download(name, &api, &repo, step, pin)?, folder.join(step.local)));
    }
    ready.into_iter().map(|(from, to)| place(&from, &to).map(|()| to)).collect()
}

/// Downloads one file and checks it; gives where it lies.
fn download(
    name: &str,
    api: &Api,
    repo: &ApiRepo,
    step: &Step,
    pin: Option<&str>,
) -> Result<PathBuf, FetchError> {
    let hub = |source| FetchError::Hub {
        name: name.to_owned(),
        what: step.remote.to_owned(),
        source: Box::new(source),
    };
    let corrupt =
        |source| FetchError::Corrupt { name: name.to_owned(), file: step.remote.to_owned(), source };
    let metadata = api.metadata(&repo.url(step.remote)).map_err(hub)?;
    let announced = verify::Announced::new(metadata.size(), metadata.etag(), pin).map_err(corrupt)?;
    let path = repo.download(step.remote).map_err(hub)?;
    let bytes = fs::read(&path).map_err(|source| write_error(&path, source))?;
    announced.check(&bytes).map_err(corrupt)?;
    Ok(path)
}

/// Moves a checked file to its place.
fn place(from: &Path, to: &Path) -> Result<(), FetchError> {
    let parent = to.parent().unwrap_or(to);
    fs::create_dir_all(parent).map_err(|source| write_error(parent, source))?;
    // What the hub client gives is a link to the file.
    let real = fs::canonicalize(from).map_err(|source| write_error(from, source))?;
    fs::rename(&real, to).map_err(|source| write_error(to, source))
}

fn write_error(path: &Path, source: std::io::Error) -> FetchError {
    FetchError::Write { path: path.to_path_buf(), source }
}
