//! Connected components by union and find (Tarjan, 1975), with labels that do not depend on the order of joining.

/// Nodes and what joins them.
#[derive(Clone, Debug)]
pub struct Components {
    parent: Vec<u32>,
}

impl Components {
    /// So many nodes, each alone.
    pub fn new(nodes: usize) -> Self {
        Self { parent: (0..nodes as u32).collect() }
    }

    /// Joins the components of two nodes, both below the number of nodes.
    pub fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        self.parent[a.max(b) as usize] = a.min(b);
    }

    /// The component of each node, numbered in the order of their smallest nodes, and how many there are.
    pub fn labels(mut self) -> (Vec<u32>, u32) {
        let mut labels: Vec<u32> = Vec::with_capacity(self.parent.len());
        let mut count = 0;
        for node in 0..self.parent.len() as u32 {
            // The root is the smallest node of its component, so it was labelled before.
            let root = self.root(node);
            let label = if root == node { count } else { labels[root as usize] };
            count += u32::from(root == node);
            labels.push(label);
        }
        (labels, count)
    }

    fn root(&mut self, mut node: u32) -> u32 {
        while self.parent[node as usize] != node {
            let above = self.parent[self.parent[node as usize] as usize];
            self.parent[node as usize] = above;
            node = above;
        }
        node
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Components;

    /// The plain twin: spreads the smallest label until nothing changes.
    fn twin(nodes: usize, edges: &[(u32, u32)]) -> Vec<u32> {
        let mut label: Vec<u32> = (0..nodes as u32).collect();
        loop {
            let before = label.clone();
            for &(a, b) in edges {
                let least = label[a as usize].min(label[b as usize]);
                label[a as usize] = least;
                label[b as usize] = least;
            }
            if before == label {
                return label;
            }
        }
    }

    proptest! {
        #[test]
        fn labels_like_the_twin(edges in prop::collection::vec((0u32..40, 0u32..40), 0..60)) {
            let mut components = Components::new(40);
            edges.iter().for_each(|&(a, b)| components.join(a, b));
            let (labels, count) = components.labels();
            let twin = twin(40, &edges);
            for a in 0..40 {
                for b in 0..40 {
                    prop_assert_eq!(labels[a] == labels[b], twin[a] == twin[b]);
                }
            }
            let mut seen: Vec<u32> = Vec::new();
            labels.iter().for_each(|l| if !seen.contains(l) { seen.push(*l) });
            prop_assert_eq!(seen, (0..count).collect::<Vec<u32>>());
        }
    }
}
