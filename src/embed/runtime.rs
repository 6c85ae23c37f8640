//! Finds what runs the graphs: ONNX Runtime where its library is, else the built-in runtime in pure Rust.

use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde::Serialize;

use super::{library, ort_session};

/// The oldest ONNX Runtime that can be used.
const OLDEST: (u32, u32) = (1, 24);
/// The variable that names the library.
const VARIABLE: &str = "ORT_DYLIB_PATH";
/// Version of the built-in runtime; tract's as Cargo.toml pins it.
const BUILT_IN_VERSION: &str = if cfg!(feature = "tract") {
    concat!(env!("CARGO_PKG_VERSION"), " with tract 0.23 (ort-tract 0.5.0)")
} else {
    env!("CARGO_PKG_VERSION")
};

/// Why no runtime could be set up.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RuntimeError {
    /// The library that was asked for cannot be used.
    #[error(
        "{named_by} names {path}: expected the library of ONNX Runtime 1.24 or newer, {reason}; \
         name another file, or none to use the built-in runtime"
    )]
    Library {
        /// Who named it: the argument or the variable.
        named_by: &'static str,
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The process already uses another one.
    #[error(
        "expected one runtime a process, {asked} was asked for while {chosen} is in use; start another process"
    )]
    AlreadyChosen {
        /// What is in use.
        chosen: String,
        /// What was asked for.
        asked: String,
    },
    /// The runtime does not start.
    #[error("{runtime} does not start: {reason}; use another version of it")]
    Start {
        /// The runtime.
        runtime: String,
        /// What it said.
        reason: String,
    },
}

/// The kind of runtime.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RuntimeKind {
    /// ONNX Runtime, loaded from a shared library.
    OnnxRuntime,
    /// The built-in runtime in pure Rust: it runs static models (vectors that are looked up, weighed and added), and with the
    /// feature `tract` others too, in tract.
    PureRust,
}

/// What runs the graphs of this process. It is chosen once: the first call of [`Runtime::discover`] or
/// [`Runtime::pure_rust`] decides, later calls give the same or an error.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Runtime {
    kind: RuntimeKind,
    version: String,
    path: Option<PathBuf>,
    reason: String,
}

static CHOSEN: Mutex<Option<Runtime>> = Mutex::new(None);

impl Runtime {
    /// Looks for ONNX Runtime 1.24 or newer: in `library` where given, else in the file that `ORT_DYLIB_PATH` names,
    /// else beside the executable, else where the system's loader finds it. A library that was named has to work; where
    /// none was named and none is found, the built-in runtime is used and [`Runtime::reason`] says why.
    ///
    /// # Errors
    /// Where the named library cannot be used, or the process already runs another one.
    pub fn discover(library: Option<&Path>) -> Result<Self, RuntimeError> {
        let mut chosen = CHOSEN.lock().unwrap_or_else(PoisonError::into_inner);
        let asked = library.map(|path| std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf()));
        if let Some(runtime) = &*chosen {
            return match asked {
                Some(path) if runtime.path.as_ref() != Some(&path) => Err(RuntimeError::AlreadyChosen {
                    chosen: runtime.describe(),
                    asked: path.display().to_string(),
                }),
                _ => Ok(runtime.clone()),
            };
        }
        let runtime = choose(&places(asked), library::version_of)?;
        runtime.start()?;
        Ok(chosen.insert(runtime).clone())
    }

    /// The built-in runtime, whatever libraries there are.
    ///
    /// # Errors
    /// Where the process already runs ONNX Runtime.
    pub fn pure_rust() -> Result<Self, RuntimeError> {
        let mut chosen = CHOSEN.lock().unwrap_or_else(PoisonError::into_inner);
        match &*chosen {
            Some(runtime) if runtime.kind == RuntimeKind::PureRust => Ok(runtime.clone()),
            Some(runtime) => Err(RuntimeError::AlreadyChosen {
                chosen: runtime.describe(),
                asked: "the built-in runtime".to_owned(),
            }),
            None => {
                let runtime = Self::built_in("it was asked for".to_owned());
                runtime.start()?;
                Ok(chosen.insert(runtime).clone())
            }
        }
    }

    /// The kind of runtime.
    pub fn kind(&self) -> RuntimeKind {
        self.kind
    }

    /// Name for reports.
    pub fn name(&self) -> &'static str {
        match self.kind {
            RuntimeKind::OnnxRuntime => "ONNX Runtime",
            RuntimeKind::PureRust => "built-in runtime",
        }
    }

    /// Version for reports.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The library, where there is one.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Why this one was chosen, in words that follow "because".
    pub fn reason(&self) -> &str {
        &self.reason
    }

    pub(super) fn describe(&self) -> String {
        format!("{} {}", self.name(), self.version)
    }

    fn built_in(reason: String) -> Self {
        Self { kind: RuntimeKind::PureRust, version: BUILT_IN_VERSION.to_owned(), path: None, reason }
    }

    fn start(&self) -> Result<(), RuntimeError> {
        let started = match &self.path {
            Some(path) => ort_session::start(path),
            #[cfg(feature = "tract")]
            None => ort_session::start_tract(),
            #[cfg(not(feature = "tract"))]
            None => Ok(()),
        };
        started.map_err(|reason| RuntimeError::Start { runtime: self.describe(), reason })
    }
}

/// A place to look for the library, in the order of looking.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    path: PathBuf,
    found: &'static str,
    /// Set where a person named the path, so that a failure is an error.
    named_by: Option<&'static str>,
}

/// Who named a library that is not the environment's.
const CALLER: &str = "the caller";

/// The places for what was asked and what the environment says.
fn places(asked: Option<PathBuf>) -> Vec<Place> {
    let named = |path, by| Place { path, found: by, named_by: Some(by) };
    if let Some(path) = asked {
        return vec![named(path, CALLER)];
    }
    if let Some(path) = std::env::var_os(VARIABLE).filter(|p| !p.is_empty()) {
        return vec![named(path.into(), VARIABLE)];
    }
    let file = PathBuf::from(format!("{DLL_PREFIX}onnxruntime{DLL_SUFFIX}"));
    let beside = std::env::current_exe().ok().and_then(|exe| Some(exe.parent()?.join(&file)));
    let beside = beside.filter(|path| path.exists());
    let unnamed = |path, found| Place { path, found, named_by: None };
    beside
        .map(|path| unnamed(path, "beside the executable"))
        .into_iter()
        .chain([unnamed(file, "by the system's loader")])
        .collect()
}

/// The first usable place, else the built-in runtime; `version_of` opens a library and gives its version.
fn choose(
    places: &[Place],
    version_of: impl Fn(&Path) -> Result<String, String>,
) -> Result<Runtime, RuntimeError> {
    let mut failures = Vec::new();
    for place in places {
        let path = place.path.clone();
        match version_of(&path).and_then(new_enough) {
            Ok(version) => {
                let reason = match place.named_by {
                    Some(by) => format!("{by} names its library"),
                    None => format!("its library was found {}", place.found),
                };
                return Ok(Runtime { kind: RuntimeKind::OnnxRuntime, version, path: Some(path), reason });
            }
            Err(reason) => match place.named_by {
                Some(named_by) => return Err(RuntimeError::Library { named_by, path, reason }),
                None => failures.push(format!("{} ({reason})", place.found)),
            },
        }
    }
    Ok(Runtime::built_in(format!("no usable library of ONNX Runtime was found {}", failures.join(" or "))))
}

fn new_enough(version: String) -> Result<String, String> {
    let mut parts = version.split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    match (parts.next(), parts.next()) {
        (Some(major), Some(minor)) if (major, minor) >= OLDEST => Ok(version),
        _ => Err(format!("it is version {version}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(path: &str, named_by: Option<&'static str>) -> Place {
        Place { path: path.into(), found: "beside the executable", named_by }
    }

    #[test]
    fn a_named_library_that_is_too_old_is_an_error() {
        let error = choose(&[place("/a.so", Some(CALLER))], |_| Ok("1.23.2".into())).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the caller names /a.so: expected the library of ONNX Runtime 1.24 or newer, it is version 1.23.2; \
             name another file, or none to use the built-in runtime"
        );
    }

    #[test]
    fn an_unnamed_one_falls_back_with_the_reason() {
        let runtime = choose(&[place("a.so", None)], |_| Ok("1.9.0".into())).unwrap();
        assert_eq!(runtime.kind(), RuntimeKind::PureRust);
        assert!(runtime.reason().contains("it is version 1.9.0"), "{}", runtime.reason());
    }

    #[test]
    fn the_first_usable_place_wins() {
        let places = [place("a.so", None), place("b.so", None), place("c.so", None)];
        let version = |path: &Path| match path.to_str() {
            Some("a.so") => Err("no such file".to_owned()),
            _ => Ok("1.24.0".to_owned()),
        };
        let runtime = choose(&places, version).unwrap();
        assert_eq!((runtime.kind(), runtime.path()), (RuntimeKind::OnnxRuntime, Some(Path::new("b.so"))));
    }
}
