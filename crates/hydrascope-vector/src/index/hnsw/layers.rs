//! All layers of the graph. Each holds a prefix of the rows, so a vector has one number in all of them.

use super::links::Links;
use super::walker::Walker;
use crate::distance::SplitRows;

/// Layers, lowest first; at least one.
#[derive(Clone, Debug)]
pub(super) struct Layers(Vec<Links>);

impl Layers {
    /// Empty layers of these sizes, the lowest first and with twice the links.
    pub(super) fn new(sizes: &[usize], links: usize) -> Self {
        let width = |layer| if layer == 0 { 2 * links } else { links };
        Self(sizes.iter().enumerate().map(|(layer, &size)| Links::new(size, width(layer))).collect())
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn layer(&self, layer: usize) -> &Links {
        &self.0[layer]
    }

    pub(super) fn layer_mut(&mut self, layer: usize) -> &mut Links {
        &mut self.0[layer]
    }

    /// Walks from the top to `layer`, narrowly first, with `width` there. The layer holds a vector at least.
    pub(super) fn descend(&self, rows: &SplitRows, walker: &mut Walker, layer: usize, width: usize) {
        // Vector 0 is in all layers.
        let mut entry = 0;
        for links in self.0[layer + 1..].iter().rev() {
            walker.walk(rows, links, &[entry], 1);
            entry = walker.frontier.best().first().map_or(0, |nearest| nearest.id());
        }
        // From vector 0 everything is reached, from the entry perhaps not.
        walker.walk(rows, &self.0[layer], &[entry, 0], width);
    }

    /// Bytes in memory.
    pub(super) fn bytes(&self) -> usize {
        self.0.iter().map(Links::bytes).sum::<usize>() + self.0.capacity() * size_of::<Links>()
    }
}
