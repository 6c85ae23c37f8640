//! Reading memory and nothing else: what bounds a single query.

use rayon::prelude::*;

use super::exact::ONE_BY_ONE;
use crate::data::Data;
use crate::error::BenchError;
use crate::stage::{Done, NO_MODEL, Prepared, Ready, Stage};

pub(crate) const PLAIN_READ: Stage =
    Stage { name: "plain-read", unit: "reads", results: "reads", peers: None, prepare };

/// Words that are taken side by side, so that no addition waits for another.
const WORDS: usize = 64;

/// Reads words; what it gives depends on all of them.
fn read(memory: &[u64]) -> usize {
    let mut sums = [0u64; WORDS];
    for words in memory.as_chunks::<WORDS>().0 {
        sums.iter_mut().zip(words).for_each(|(sum, word)| *sum = sum.wrapping_add(*word));
    }
    std::hint::black_box(sums).iter().filter(|&&sum| sum > 0).count()
}

/// As many bytes as the rows of the index stages have numbers, read as often as there are single queries.
fn prepare<'a>(data: &'a Data<'_>) -> Result<Ready<'a>, BenchError> {
    let Some(vectors) = data.vectors()? else { return Ok(Ready::Not(NO_MODEL)) };
    let memory = vec![1u64; vectors.rows.len() / size_of::<u64>()];
    let bytes = (size_of_val(memory.as_slice()) * ONE_BY_ONE) as u64;
    let work = move || {
        // A part a thread, as single queries share the rows.
        let part = memory.len().div_ceil(rayon::current_num_threads()).max(1);
        let reads = (0..ONE_BY_ONE).map(|_| memory.par_chunks(part).map(read).sum::<usize>());
        std::hint::black_box(reads.sum::<usize>());
        Done::with(ONE_BY_ONE)
    };
    let rows = vectors.rows()?.len();
    Ok(Ready::Work(Prepared {
        queries: ONE_BY_ONE,
        bytes: Some(bytes),
        ..Prepared::new(rows, ONE_BY_ONE as u64, work)
    }))
}
