//! A card, opened: what it is and the kernels for it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::bindings::{
    CUdevice_attribute, CUfunction_attribute, CUresult, CompileError, CompileOptions, CudaContext,
    CudaFunction, CudaStream, DriverError, Ptx, compile_ptx_with_opts, compiler_is_present,
    cuDriverGetVersion, driver_is_present,
};
use super::program::Shape;
use super::{CudaError, Limits};
use crate::distance::flat::TILE;

/// The oldest CUDA that a driver may offer: it has every symbol that is used.
const OLDEST_DRIVER: i32 = 12_080;
/// The oldest compute capability, which has the instructions of `kernels/tensor.cuh`.
const OLDEST_DEVICE: (i32, i32) = (8, 0);

/// A GPU, ready to run the kernels. Shared freely between threads; calls take turns on the card.
#[derive(Debug)]
pub struct Device {
    pub(super) name: String,
    pub(super) limits: Limits,
    pub(super) context: Arc<CudaContext>,
    pub(super) work: Arc<CudaStream>,
    pub(super) copies: Arc<CudaStream>,
    pub(super) answers: Arc<CudaStream>,
    capability: (i32, i32),
    shared: usize,
    pub(super) processors: u32,
    programs: Mutex<HashMap<Shape, Program>>,
}

/// Kernels for rows of one length.
#[derive(Clone, Debug)]
pub(super) struct Program {
    pub(super) shape: Shape,
    pub(super) join: CudaFunction,
    pub(super) certain: CudaFunction,
}

impl Device {
    /// Opens a GPU (from 0), and compiles nothing yet.
    ///
    /// # Errors
    /// Where there is no driver, compiler or GPU, or one that is too old.
    pub fn open(ordinal: usize) -> Result<Self, CudaError> {
        let name = format!("GPU {ordinal}");
        check_driver()?;
        let found = match CudaContext::device_count() {
            Ok(found) => usize::try_from(found).unwrap_or(0),
            Err(DriverError(CUresult::CUDA_ERROR_NO_DEVICE)) => 0,
            Err(error) => return Err(failed(&name, "count GPUs")(error)),
        };
        if ordinal >= found {
            return Err(CudaError::NoDevice { ordinal, found });
        }
        let context = CudaContext::new(ordinal).map_err(failed(&name, "start"))?;
        let name = context.name().map_err(failed(&name, "tell its name"))?;
        let capability = context.compute_capability().map_err(failed(&name, "tell its capability"))?;
        if capability < OLDEST_DEVICE {
            let (major, minor) = capability;
            return Err(CudaError::OldDevice { name, major, minor });
        }
        // SAFETY: asks the loader only.
        if !unsafe { compiler_is_present() } {
            return Err(CudaError::NoCompiler { name });
        }
        let attribute = |which| context.attribute(which).map_err(failed(&name, "tell its size"));
        let shared = attribute(CUdevice_attribute::CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_BLOCK_OPTIN)?;
        let processors = attribute(CUdevice_attribute::CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT)?;
        let stream = || context.new_stream().map_err(failed(&name, "make a stream"));
        let (work, copies, answers) = (stream()?, stream()?, stream()?);
        Ok(Self {
            limits: Limits::default(),
            work,
            copies,
            answers,
            capability,
            shared: usize::try_from(shared).unwrap_or(0),
            processors: u32::try_from(processors).unwrap_or(1).max(1),
            programs: Mutex::new(HashMap::new()),
            context,
            name,
        })
    }

    /// With other limits; those that make no sense are brought to the nearest that do.
    pub fn with_limits(mut self, limits: Limits) -> Self {
        let panel = limits.panel.clamp(TILE, Limits::MOST_PANEL).next_multiple_of(TILE);
        self.limits = Limits { panel, pairs: limits.pairs.max(Limits::LEAST_PAIRS), ..limits };
        self
    }

    /// Name for reports.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The kernels for rows of a code and a length, compiled when first asked for.
    pub(super) fn program(&self, code: u32, bytes: usize) -> Result<Program, CudaError> {
        let shape = Shape::new(code, bytes, self.shared, &self.name)?;
        let mut programs = self.programs.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(program) = programs.get(&shape) {
            return Ok(program.clone());
        }
        let code = compiled(shape, self.capability, &self.name)?;
        let failed = || failed(&self.name, "load its kernels");
        let module = self.context.load_module(code).map_err(failed())?;
        let function = |name| {
            let function = module.load_function(name).map_err(failed())?;
            let size = CUfunction_attribute::CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES;
            function.set_attribute(size, shape.shared() as i32).map_err(failed())?;
            Ok(function)
        };
        let program = Program { shape, join: function("join")?, certain: function("certain")? };
        programs.insert(shape, program.clone());
        Ok(program)
    }
}

/// Compiles the kernels for rows of a code that take so many bytes, as for a GPU of a compute capability and of an H200's
/// shared memory. Needs NVRTC alone, no GPU and no driver: a check of the sources.
///
/// # Errors
/// Where there is no NVRTC, the rows are too long, or the kernels do not compile.
pub fn check_kernels(code: u32, bytes: usize, capability: (i32, i32)) -> Result<(), CudaError> {
    let name = format!("compute capability {}.{}", capability.0, capability.1);
    // SAFETY: asks the loader only.
    if !unsafe { compiler_is_present() } {
        return Err(CudaError::NoCompiler { name });
    }
    compiled(Shape::new(code, bytes, 232_448, &name)?, capability, &name).map(|_| ())
}

fn compiled(shape: Shape, capability: (i32, i32), name: &str) -> Result<Ptx, CudaError> {
    let options = CompileOptions { options: shape.options(capability), ..CompileOptions::default() };
    compile_ptx_with_opts(Shape::source(), options).map_err(|error| {
        let reason = match error {
            CompileError::CompileError { log, .. } => log.to_string_lossy().into_owned(),
            other => format!("{other:?}"),
        };
        CudaError::Compile { name: name.to_owned(), reason }
    })
}

/// Asks for the driver before anything needs it: the crate ends the program where there is none.
fn check_driver() -> Result<(), CudaError> {
    // SAFETY: asks the loader only.
    if !unsafe { driver_is_present() } {
        return Err(CudaError::NoDriver);
    }
    let mut version = 0;
    // SAFETY: every driver has this function, and it writes one number.
    let result = unsafe { cuDriverGetVersion(&raw mut version) };
    if result != CUresult::CUDA_SUCCESS {
        return Err(failed("the driver", "tell its version")(DriverError(result)));
    }
    if version < OLDEST_DRIVER {
        return Err(CudaError::OldDriver { major: version / 1000, minor: version % 1000 / 10 });
    }
    Ok(())
}

/// The error of a call that failed.
pub(super) fn failed(name: &str, doing: &'static str) -> impl Fn(DriverError) -> CudaError {
    let name = name.to_owned();
    move |error| CudaError::Failed { name: name.clone(), doing, reason: format!("{error:?}") }
}
