//! What is used of the crate cudarc; the only file that knows it.

pub(super) use cudarc::driver::sys::{
    CUdevice_attribute, CUevent_flags, CUfunction_attribute, CUresult, cuDriverGetVersion,
    is_culib_present as driver_is_present,
};
pub(super) use cudarc::driver::{
    CudaContext, CudaEvent, CudaFunction, CudaSlice, CudaStream, CudaView, DriverError, LaunchArgs,
    LaunchConfig, PushKernelArg,
};
pub(super) use cudarc::nvrtc::sys::is_culib_present as compiler_is_present;
pub(super) use cudarc::nvrtc::{CompileError, CompileOptions, Ptx, compile_ptx_with_opts};
