//! Units: stretches of words whose windows are the same wherever they stand, so that windows are counted once a unit and not once a text.
//!
//! The windows within a line are those of the line. A window that begins in a line and reaches beyond it depends on the last words of
//! the line and the first words behind it alone: these are an edge.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::corpus::Corpus;
use super::groups::Groups;

/// The units of a corpus for windows of some width.
#[derive(Debug, Default)]
pub(super) struct Units {
    /// The place of the first word and the unit, for each unit of each text, in order.
    pub(super) of_text: Groups<(u32, u32)>,
    /// The texts of each unit, each once, in order.
    pub(super) texts: Groups,
    /// Units that are lines; edges are numbered behind them.
    lines: u32,
    edge_starts: Vec<usize>,
    edge_words: Vec<u64>,
}

/// An edge where it stands: the place of its first word, and its words.
struct Edge {
    place: u32,
    known_by: (u64, u32),
    words: Vec<u64>,
}

/// A line where it stands, by the place of its first word, and the edge that it ends with.
struct Stretch {
    place: u32,
    line: u32,
    edge: Option<Edge>,
}

impl Units {
    /// The units of all texts; `width` is 1 or more.
    pub(super) fn new(corpus: &Corpus, width: usize) -> Self {
        let mut units = Self { lines: corpus.lines() as u32, edge_starts: vec![0], ..Self::default() };
        let mut known: FxHashMap<(u64, u32), u32> = FxHashMap::default();
        let texts: Vec<u32> = (0..corpus.len() as u32).collect();
        let found = texts.chunks(AT_ONCE).flat_map(|some| {
            let found: Vec<Vec<Stretch>> =
                some.par_iter().map(|&text| stretches(corpus, text, width)).collect();
            found
        });
        units.of_text = Groups::in_order(found.map(|found| {
            let mut own = Vec::with_capacity(2 * found.len());
            for Stretch { place, line, edge } in found {
                own.push((place, line));
                own.extend(edge.map(|edge| (edge.place, units.edge(edge, &mut known))));
            }
            own
        }));
        units.texts = units.texts_of_each();
        units
    }

    /// The unit of an edge.
    fn edge(&mut self, edge: Edge, known: &mut FxHashMap<(u64, u32), u32>) -> u32 {
        let next = self.len() as u32;
        let unit = *known.entry(edge.known_by).or_insert(next);
        if unit == next {
            self.edge_words.extend(edge.words);
            self.edge_starts.push(self.edge_words.len());
        }
        unit
    }

    /// Lets go of all but what stands where.
    pub(super) fn close(&mut self) {
        *self = Self { of_text: std::mem::take(&mut self.of_text), lines: self.lines, ..Self::default() };
    }

    /// Number of units.
    pub(super) fn len(&self) -> usize {
        self.lines as usize + self.edge_starts.len().saturating_sub(1)
    }

    /// The words of a unit.
    pub(super) fn words<'a>(&'a self, corpus: &'a Corpus, unit: u32) -> &'a [u64] {
        match unit.checked_sub(self.lines) {
            None => corpus.line(unit),
            Some(edge) => {
                &self.edge_words[self.edge_starts[edge as usize]..self.edge_starts[edge as usize + 1]]
            }
        }
    }

    fn texts_of_each(&self) -> Groups {
        let of = |text: u32| {
            let mut units: Vec<u32> = self.of_text.of(text).iter().map(|&(_, unit)| unit).collect();
            units.sort_unstable();
            units.dedup();
            units.into_iter().map(move |unit| (unit, text))
        };
        let pairs: Vec<(u32, u32)> =
            (0..self.of_text.len() as u32).into_par_iter().flat_map_iter(of).collect();
        Groups::new(self.len(), pairs.iter().copied())
    }
}

/// Texts whose edges are held before they are known.
const AT_ONCE: usize = 8192;

/// The lines of a text, each with the edge that it ends with.
fn stretches(corpus: &Corpus, text: u32, width: usize) -> Vec<Stretch> {
    let words = corpus.words(text);
    let mut place = 0;
    let stretch = |line: u32| {
        let (start, end) = (place, place + corpus.line(line).len());
        place = end;
        let from = end.saturating_sub(width - 1).max(start);
        let behind = words.len().min(end + width - 1);
        let edge = (behind - from >= width && from < end).then(|| {
            let words = words[from..behind].to_vec();
            Edge { place: from as u32, known_by: (mixed(&words), (end - from) as u32), words }
        });
        Stretch { place: start as u32, line, edge }
    };
    corpus.lines_of(text).map(stretch).collect()
}

/// A mixture of word hashes; these are keyed, so that it cannot be aimed at either.
pub(super) fn mixed(words: &[u64]) -> u64 {
    words.iter().fold(0x9e37_79b9_7f4a_7c15u64, |hash, word| {
        let mixed = (hash ^ word).wrapping_mul(0xff51_afd7_ed55_8ccd);
        mixed ^ (mixed >> 32)
    })
}
