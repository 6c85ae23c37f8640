//! A stage: what is timed, and what is made ready before.

use std::hash::{DefaultHasher, Hasher};

use hydrascope::index::Neighbor;

use crate::data::Data;
use crate::error::BenchError;

/// Something that is timed.
pub(crate) struct Stage {
    /// Its name, such as `exact-join`.
    pub(crate) name: &'static str,
    /// What is counted for its speed, such as `pairs`.
    pub(crate) unit: &'static str,
    /// What its results are, such as `pairs found`.
    pub(crate) results: &'static str,
    /// The peers that do the same, as a subject of their script.
    pub(crate) peers: Option<&'static str>,
    /// Makes it ready for some data; this is not timed.
    pub(crate) prepare: for<'a> fn(&'a Data<'_>) -> Result<Ready<'a>, BenchError>,
}

impl std::fmt::Debug for Stage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// What a stage is for some data.
pub(crate) enum Ready<'a> {
    /// Work to time.
    Work(Prepared<'a>),
    /// It cannot run here, for this reason.
    Not(&'static str),
}

/// Why stages do not run without an encoder.
pub(crate) const NO_MODEL: &str =
    "there is no encoder: build with the embedded model or name one with --model";

/// Work to time, and what is known of it before.
pub(crate) struct Prepared<'a> {
    /// The size of the problem, such as rows of an index: what cost is held against.
    pub(crate) items: usize,
    /// Units of one run.
    pub(crate) units: u64,
    /// Queries that one run asks of the problem; 1 where it is no search.
    pub(crate) queries: usize,
    /// Bytes of memory that one run has to read, where that bounds it.
    pub(crate) bytes: Option<u64>,
    /// Share of the true nearest that a search finds, 0 to 1.
    pub(crate) recall: Option<f64>,
    /// Candidates that a search keeps to find that share.
    pub(crate) search_width: Option<usize>,
    /// Memory of an index for each vector, all included, where the index tells.
    pub(crate) bytes_a_vector: Option<f64>,
    /// One run, on the current rayon pool.
    pub(crate) work: Work<'a>,
}

/// One run.
pub(crate) type Work<'a> = Box<dyn FnMut() -> Result<Done, BenchError> + Send + 'a>;

/// What one run gave.
#[derive(Default)]
pub(crate) struct Done {
    /// How many results; the same in every run.
    pub(crate) results: u64,
    /// A hash of the results themselves, the same in every run; 0 where their number is all that is held against others.
    pub(crate) digest: u64,
    /// Seconds of its parts, by name, where it has some.
    pub(crate) parts: Vec<(&'static str, f64)>,
}

impl Done {
    /// A run with so many results and no parts.
    pub(crate) fn with(results: usize) -> Result<Self, BenchError> {
        Ok(Self { results: results as u64, ..Self::default() })
    }

    /// A run with results that these numbers tell apart from others.
    pub(crate) fn told(results: usize, numbers: impl Iterator<Item = u64>) -> Result<Self, BenchError> {
        let mut hasher = DefaultHasher::new();
        numbers.for_each(|number| hasher.write_u64(number));
        Ok(Self { results: results as u64, digest: hasher.finish(), parts: Vec::new() })
    }

    /// A search with these answers, one list a query.
    pub(crate) fn neighbors(found: &[Vec<Neighbor>]) -> Result<Self, BenchError> {
        let number = |neighbor: &Neighbor| two(neighbor.id, neighbor.cosine.to_bits());
        Self::told(found.iter().map(Vec::len).sum(), found.iter().flatten().map(number))
    }
}

/// Two numbers in one.
pub(crate) fn two(high: u32, low: u32) -> u64 {
    u64::from(high) << 32 | u64::from(low)
}

impl<'a> Prepared<'a> {
    /// Work on `items` things, of `units` units, of which nothing more is known.
    pub(crate) fn new(
        items: usize,
        units: u64,
        work: impl FnMut() -> Result<Done, BenchError> + Send + 'a,
    ) -> Self {
        let work: Work<'a> = Box::new(work);
        let (recall, search_width) = (None, None);
        Self { items, units, queries: 1, bytes: None, recall, search_width, bytes_a_vector: None, work }
    }
}

impl<'a> Ready<'a> {
    /// Work on `items` things, which are also its units.
    pub(crate) fn work(
        items: usize,
        work: impl FnMut() -> Result<Done, BenchError> + Send + 'a,
    ) -> Result<Self, BenchError> {
        Ok(Self::Work(Prepared::new(items, items as u64, work)))
    }
}
