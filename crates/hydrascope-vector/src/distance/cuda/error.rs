//! Why a GPU cannot be used.

/// Why a GPU cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CudaError {
    /// The program was built without the feature `cuda`.
    #[error("expected a build with CUDA, this one has none; build with --features cuda, or use the CPU")]
    NotBuilt,
    /// There is no driver.
    #[error("expected a driver for NVIDIA GPUs (libcuda), found none; install one, or use the CPU")]
    NoDriver,
    /// The driver is too old.
    #[error(
        "expected a driver for CUDA 12.8 or newer, found one for {major}.{minor}; install a newer one, or use the CPU"
    )]
    OldDriver {
        /// Major version of CUDA that the driver offers.
        major: i32,
        /// Minor version.
        minor: i32,
    },
    /// There is no such GPU.
    #[error("expected GPU {ordinal}, found {found} of them; name another one, or use the CPU")]
    NoDevice {
        /// The GPU that was asked for, from 0.
        ordinal: usize,
        /// How many there are.
        found: usize,
    },
    /// The GPU cannot do what the kernels ask.
    #[error(
        "expected a GPU of compute capability 8.0 or newer, {name} has {major}.{minor}; use another one, or the CPU"
    )]
    OldDevice {
        /// Its name.
        name: String,
        /// Its compute capability.
        major: i32,
        /// Its minor part.
        minor: i32,
    },
    /// The compiler of kernels cannot be found.
    #[error(
        "expected NVRTC (libnvrtc) of CUDA 12 or 13 for {name}, found none; README.md says where to get it, or use the CPU"
    )]
    NoCompiler {
        /// The GPU.
        name: String,
    },
    /// A kernel does not compile.
    #[error("a kernel for {name} does not compile: {reason}; use another version of NVRTC, or the CPU")]
    Compile {
        /// The GPU.
        name: String,
        /// What the compiler said.
        reason: String,
    },
    /// Rows are too long to be compared on this GPU.
    #[error(
        "expected rows of at most {most} bytes for {name}, got {bytes}; use a model of fewer dimensions, or the CPU"
    )]
    Dimension {
        /// The GPU.
        name: String,
        /// Bytes a row takes.
        bytes: usize,
        /// The most that its shared memory can hold.
        most: usize,
    },
    /// The GPU has too little memory even for parts of the data.
    #[error("expected {needed} bytes of free memory on {name}, found {free}; free some, or use the CPU")]
    Memory {
        /// The GPU.
        name: String,
        /// What is needed at least.
        needed: usize,
        /// What there is.
        free: usize,
    },
    /// The driver failed.
    #[error("{name} failed to {doing}: {reason}; see nvidia-smi, or use the CPU")]
    Failed {
        /// The GPU.
        name: String,
        /// What it was to do.
        doing: &'static str,
        /// What the driver said.
        reason: String,
    },
    /// Rows of another form than the others.
    #[error(
        "expected {expected} numbers a row in units of {unit}, got {received} in units of {other}; encode both alike"
    )]
    Mixed {
        /// Numbers a row of the first.
        expected: usize,
        /// Their unit.
        unit: String,
        /// Numbers a row of the second.
        received: usize,
        /// Theirs.
        other: String,
    },
}
