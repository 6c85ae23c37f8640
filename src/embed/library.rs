//! Asks a shared library which ONNX Runtime it is, before anything in the process depends on the answer.

use std::ffi::{CStr, c_char, c_void};
use std::path::Path;

/// The head of ONNX Runtime's C interface (`OrtApiBase` of onnxruntime_c_api.h), which every version keeps.
#[repr(C)]
struct ApiBase {
    get_api: unsafe extern "system" fn(u32) -> *const c_void,
    get_version: unsafe extern "system" fn() -> *const c_char,
}

/// The version text of the ONNX Runtime in a library, such as `1.24.1`, or why it is none. The library stays loaded.
pub(super) fn version_of(path: &Path) -> Result<String, String> {
    // SAFETY: loading runs the library's initialisers; the file was named by the user or the system as ONNX Runtime.
    let library = unsafe { libloading::Library::new(path) }.map_err(|e| e.to_string())?;
    // Unloading ONNX Runtime after its threads were set up is unsound, and the caller goes on to use it.
    let library = std::mem::ManuallyDrop::new(library);
    // SAFETY: ONNX Runtime exports this function with this signature in every release.
    let get: libloading::Symbol<'_, unsafe extern "system" fn() -> *const ApiBase> =
        unsafe { library.get(b"OrtGetApiBase\0") }
            .map_err(|_| "it has no OrtGetApiBase, so it is not ONNX Runtime".to_owned())?;
    // SAFETY: the function takes nothing and returns a pointer to a static table, or null.
    let version = unsafe { get().as_ref().map(|base| (base.get_version)()) };
    match version {
        // SAFETY: the version is a static, zero-terminated text where the pointer is not null.
        Some(text) if !text.is_null() => Ok(unsafe { CStr::from_ptr(text) }.to_string_lossy().into_owned()),
        _ => Err("it does not tell its version".to_owned()),
    }
}
