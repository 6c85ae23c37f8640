//! Launches: what a kernel compares, and how it is started.

use super::CudaError;
use super::bindings::{CUevent_flags, CudaEvent, CudaView, LaunchArgs, LaunchConfig, PushKernelArg};
use super::driver::{Device, Program, failed};
use super::memory::{Codes, Counter, Words};
use crate::distance::flat::ROWS_B;

/// Threads of a block, as in `kernels/tile.cuh`.
const THREADS: u32 = 256;
/// Shares of the work that a block takes one after the other, so that none is long at the end.
const TURNS: u32 = 8;

/// Rows of one operand: where they lie, and the number that each has.
pub(super) struct Side<'a> {
    pub(super) codes: &'a Codes,
    /// Row of `codes` that is the first.
    pub(super) at: usize,
    /// Its number, which is its place in `numbers`.
    pub(super) first: usize,
    /// Rows, a multiple of a tile.
    pub(super) rows: usize,
    /// What each row needs (first operand), or its slack (second).
    pub(super) numbers: &'a Words,
}

/// What a launch compares.
pub(super) struct Job<'a> {
    pub(super) a: Side<'a>,
    pub(super) b: Side<'a>,
    pub(super) tile_slack: &'a Words,
    /// Rows of the second operand from the first of this job on that do not pad.
    pub(super) b_rows: usize,
    pub(super) triangle: bool,
}

/// A launch's beginning and end on the card.
pub(super) struct Span(CudaEvent, CudaEvent);

/// A job's arguments, alive while they are passed on.
struct Arguments<'a> {
    codes: [CudaView<'a, u8>; 2],
    words: [CudaView<'a, u32>; 3],
    numbers: [u32; 7],
}

impl Device {
    /// Starts a join: triples of numbers to `edges`, as many as it has room for, and their count in all to `count`.
    pub(super) fn start_join(
        &self,
        program: &Program,
        job: &Job<'_>,
        edges: &mut Words,
        count: &mut Counter,
    ) -> Result<Span, CudaError> {
        self.work.memset_zeros(count).map_err(failed(&self.name, "clear a counter"))?;
        let capacity = (edges.len() / 3) as u64;
        let arguments = self.arguments(program, job);
        let mut launch = self.work.launch_builder(&program.join);
        arguments.pass(&mut launch);
        launch.arg(edges).arg(&capacity).arg(count);
        // SAFETY: the arguments are those of `join` in kernels/join.cu, in its order; `Arguments` checks that what is read lies
        // within its memory, and the kernel writes no edge beyond `capacity`.
        unsafe { self.launch(launch, program, job) }
    }

    /// Starts the other kernel: `most` gets two numbers for each tile of the second operand, row by row of the first.
    pub(super) fn start_certain(
        &self,
        program: &Program,
        job: &Job<'_>,
        most: &mut Words,
    ) -> Result<Span, CudaError> {
        assert!(most.len() >= job.a.rows * 2 * (job.b.rows / ROWS_B), "room for what the kernel writes");
        let arguments = self.arguments(program, job);
        let mut launch = self.work.launch_builder(&program.certain);
        arguments.pass(&mut launch);
        launch.arg(most);
        // SAFETY: the arguments are those of `certain` in kernels/top_k.cu, in its order; `Arguments` checks that what is read
        // lies within its memory, and the line above that there is room for what is written.
        unsafe { self.launch(launch, program, job) }
    }

    /// # Safety
    /// The arguments are those of the kernel, and what it reads and writes lies within them.
    unsafe fn launch(
        &self,
        mut launch: LaunchArgs<'_>,
        program: &Program,
        job: &Job<'_>,
    ) -> Result<Span, CudaError> {
        let items = ((job.a.rows / program.shape.rows_a) as u32).saturating_mul((job.b.rows / ROWS_B) as u32);
        let config = LaunchConfig {
            grid_dim: (self.processors.min(items).max(1), 1, 1),
            block_dim: (THREADS, 1, 1),
            shared_mem_bytes: program.shape.shared() as u32,
        };
        launch.record_kernel_launch(CUevent_flags::CU_EVENT_DEFAULT);
        // SAFETY: what the caller vouches for.
        let span = unsafe { launch.launch(config) }.map_err(failed(&self.name, "start a kernel"))?;
        let missing = CudaError::Failed {
            name: self.name.clone(),
            doing: "time a kernel",
            reason: "no events came back".to_owned(),
        };
        span.map(|(start, end)| Span(start, end)).ok_or(missing)
    }

    /// Waits for a launch and gives its seconds.
    pub(super) fn seconds(&self, span: &Span) -> Result<f64, CudaError> {
        let milliseconds = span.0.elapsed_ms(&span.1).map_err(failed(&self.name, "run a kernel"))?;
        Ok(f64::from(milliseconds) / 1e3)
    }

    fn arguments<'a>(&self, program: &Program, job: &Job<'a>) -> Arguments<'a> {
        let (a, b, bytes) = (&job.a, &job.b, program.shape.bytes);
        let codes = |side: &Side<'a>| side.codes.slice(side.at * bytes..(side.at + side.rows) * bytes);
        let numbers = |side: &Side<'a>| side.numbers.slice(side.first..side.first + side.rows);
        let tiles = b.first / ROWS_B..(b.first + b.rows) / ROWS_B;
        let (a_tiles, b_tiles) = ((a.rows / program.shape.rows_a) as u32, (b.rows / ROWS_B) as u32);
        let chunk = (a_tiles.saturating_mul(b_tiles) / (self.processors * TURNS)).clamp(4, 64);
        Arguments {
            codes: [codes(a), codes(b)],
            words: [numbers(a), numbers(b), job.tile_slack.slice(tiles)],
            numbers: [
                a.first as u32,
                b.first as u32,
                a_tiles,
                b_tiles,
                job.b_rows as u32,
                chunk,
                u32::from(job.triangle),
            ],
        }
    }
}

impl<'a> Arguments<'a> {
    /// Passes everything on, in the order of JOB in `kernels/tile.cuh`.
    fn pass<'l>(&'l self, launch: &mut LaunchArgs<'l>)
    where
        'a: 'l,
    {
        self.codes.iter().for_each(|codes| {
            launch.arg(codes);
        });
        self.words.iter().for_each(|words| {
            launch.arg(words);
        });
        self.numbers.iter().for_each(|number| {
            launch.arg(number);
        });
    }
}
