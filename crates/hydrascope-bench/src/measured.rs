//! What was measured of one stage.

use serde::Serialize;

use crate::measure::Seconds;

/// What was measured of a stage.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Measured {
    /// The stage; a part of one as `detect: link`.
    pub stage: String,
    /// The size of the data.
    pub size: usize,
    /// Threads.
    pub threads: usize,
    /// The size of the stage's own problem, such as rows of an index.
    pub items: usize,
    /// Units of one run.
    pub units: u64,
    /// Queries that one run asks of the problem; 1 where it is no search.
    pub queries: usize,
    /// What a unit is.
    pub unit: &'static str,
    /// What runs took.
    pub seconds: Seconds,
    /// Units a second, by the median.
    pub per_second: f64,
    /// Results of each run; none for a part.
    pub results: Option<u64>,
    /// What they are.
    pub result: &'static str,
    /// Bytes of memory a second, by the median, where reading it is what bounds the stage.
    pub bytes_per_second: Option<f64>,
    /// Share of the true nearest that were found, 0 to 1.
    pub recall: Option<f64>,
    /// Candidates that the search kept to find that share: the least of those tried that reached 0.99.
    pub search_width: Option<usize>,
    /// Memory of the index for each vector, all included, where the index tells.
    pub bytes_a_vector: Option<f64>,
    /// The most memory that the process held in any run, all data included, in bytes.
    pub peak_memory_bytes: Option<u64>,
}
