//! Whether the graph is what walks rely on.

use super::HnswIndex;
use super::links::Links;
use super::repair::mark_from;

/// What a check of the whole graph found, counted over all layers except where a field says otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Health {
    /// Vectors in the index.
    pub vectors: usize,
    /// Layers, the lowest included.
    pub layers: usize,
    /// Links.
    pub links: usize,
    /// Links whose target links back.
    pub returned: usize,
    /// The most links of one vector in the lowest layer.
    pub most_links: usize,
    /// Vectors that no walk along the lowest layer reaches from the first one.
    pub unreachable: usize,
    /// Links from a vector to itself.
    pub loops: usize,
    /// Links that a vector has already.
    pub repeated: usize,
    /// Links to no vector of their layer.
    pub dangling: usize,
}

impl Health {
    /// Whether every vector can be reached and no link is wrong.
    pub fn is_sound(&self) -> bool {
        [self.unreachable, self.loops, self.repeated, self.dangling] == [0; 4]
    }
}

impl HnswIndex {
    /// Checks the whole graph; takes about as long as following every link.
    pub fn check(&self) -> Health {
        let mut health = Health { vectors: self.rows.len(), layers: self.layers.len(), ..Health::default() };
        for layer in 0..self.layers.len() {
            count(self.layers.layer(layer), &mut health);
        }
        let lowest = self.layers.layer(0);
        health.most_links = (0..lowest.len() as u32).map(|id| lowest.of(id).len()).max().unwrap_or(0);
        if health.dangling == 0 && !self.rows.is_empty() {
            let mut reached = vec![false; lowest.len()];
            mark_from(lowest, 0, &mut reached);
            health.unreachable = reached.iter().filter(|&&reached| !reached).count();
        }
        health
    }
}

fn count(links: &Links, health: &mut Health) {
    for id in 0..links.len() as u32 {
        let list = links.of(id);
        for (place, &target) in list.iter().enumerate() {
            health.links += 1;
            health.loops += usize::from(target == id);
            health.repeated += usize::from(list[..place].contains(&target));
            if (target as usize) < links.len() {
                health.returned += usize::from(links.of(target).contains(&id));
            } else {
                health.dangling += 1;
            }
        }
    }
}
