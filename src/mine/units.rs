//! Units: stretches of words whose windows are the same wherever they stand, so that windows are counted once a unit and not once a text.
//!
//! The windows within a line are those of the line. A window that begins in a line and reaches beyond it depends on the last words of
//! the line and the first words behind it alone: these are an edge.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::corpus::Corpus;
use super::mixed::mixed;
use crate::groups::Groups;

/// The units of a corpus for windows of some width.
#[derive(Debug, Default)]
pub(super) struct Units {
    /// The place of the first word and the unit, for each unit of each text, in order.
    pub(super) of_text: Groups<(u32, u32)>,
    /// The texts of each unit, each once, in order.
    pub(super) texts: Groups,
    /// Units that are lines; edges are numbered behind them.
    lines: u32,
    edges: Groups<u32>,
}

/// A line where it stands, by the place of its first word, and the edge that it ends with.
struct Stretch {
    place: u32,
    line: u32,
    edge: Option<Edge>,
}

/// An edge where it stands: the place of its first word, and a hash of its words and of how many of them are the line's.
#[derive(Clone, Copy)]
struct Edge {
    place: u32,
    known_by: (u64, u32),
}

impl Units {
    /// The units of all texts; `width` is 1 or more.
    pub(super) fn new(corpus: &Corpus, width: usize) -> Self {
        let mut units = Self { lines: corpus.lines() as u32, ..Self::default() };
        let mut known: FxHashMap<(u64, u32), u32> = FxHashMap::default();
        let texts: Vec<u32> = (0..corpus.len() as u32).collect();
        let found = texts.chunks(AT_ONCE).flat_map(|some| {
            let found =
                some.par_iter().map_init(Vec::new, |words, &text| stretches(corpus, text, width, words));
            found.collect::<Vec<Vec<Stretch>>>()
        });
        let mut words = Vec::new();
        units.of_text = Groups::in_order(found.zip(0u32..).map(|(found, text)| {
            let mut own = Vec::with_capacity(2 * found.len());
            for (nth, Stretch { place, line, edge }) in found.into_iter().enumerate() {
                own.push((place, line));
                let Some(edge) = edge else { continue };
                let next = units.len() as u32;
                let unit = *known.entry(edge.known_by).or_insert(next);
                if unit == next {
                    edge_at(corpus, text, nth, width, &mut words);
                    units.edges.push(words.iter().copied());
                }
                own.push((edge.place, unit));
            }
            own
        }));
        units.texts = units.texts_of_each();
        units
    }

    /// Lets go of all but what stands where.
    pub(super) fn close(&mut self) {
        *self = Self { of_text: std::mem::take(&mut self.of_text), lines: self.lines, ..Self::default() };
    }

    /// Number of units.
    pub(super) fn len(&self) -> usize {
        self.lines as usize + self.edges.len()
    }

    /// The words of a unit.
    pub(super) fn words<'a>(&'a self, corpus: &'a Corpus, unit: u32) -> &'a [u32] {
        match unit.checked_sub(self.lines) {
            None => corpus.line(unit),
            Some(edge) => self.edges.of(edge),
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

/// The lines of a text, each with the edge that it ends with; `words` is room for those of an edge.
fn stretches(corpus: &Corpus, text: u32, width: usize, words: &mut Vec<u32>) -> Vec<Stretch> {
    let mut place = 0;
    let stretch = |(nth, line): (usize, u32)| {
        let start = place;
        place += corpus.line(line).len() as u32;
        let own = edge_at(corpus, text, nth, width, words) as u32;
        let edge = (own > 0 && words.len() >= width)
            .then(|| Edge { place: place - own, known_by: (mixed(words), own) });
        Stretch { place: start, line, edge }
    };
    corpus.lines_of(text).enumerate().map(stretch).collect()
}

/// The last words of the line at a place among those of a text, of which a window reaches beyond it, and the first words behind it that it
/// reaches; gives how many are the line's.
fn edge_at(corpus: &Corpus, text: u32, nth: usize, width: usize, words: &mut Vec<u32>) -> usize {
    words.clear();
    let mut lines = corpus.lines_of(text).skip(nth).map(|line| corpus.line(line));
    let own = lines.next().unwrap_or_default();
    words.extend(&own[own.len().saturating_sub(width - 1)..]);
    let own = words.len();
    for line in lines {
        let wanted = own + width - 1 - words.len();
        words.extend(&line[..line.len().min(wanted)]);
        if words.len() == own + width - 1 {
            break;
        }
    }
    own
}
