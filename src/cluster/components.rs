//! Connected components by union-find: path halving, and the smaller root wins, so that a component's root is its
//! smallest member whatever the order of the edges (R. E. Tarjan, "Efficiency of a good but not linear set union
//! algorithm", 1975).

/// An edge names a node that does not exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "expected edges among {nodes} nodes (0 to {nodes} exclusive), got node {node}; check where the edges were made"
)]
pub struct NodeOutOfRange {
    /// The node that was named.
    pub node: u32,
    /// How many nodes there are.
    pub nodes: u32,
}

/// A partition of `0..n` that only ever grows coarser.
///
/// ```
/// use hydrascope::cluster::components::Components;
/// let mut components = Components::new(5);
/// components.join(4, 1)?;
/// components.join(3, 4)?;
/// assert_eq!(components.labels(), [0, 1, 2, 1, 1]);
/// # Ok::<(), hydrascope::cluster::components::NodeOutOfRange>(())
/// ```
#[derive(Clone, Debug)]
pub struct Components {
    parent: Vec<u32>,
}

impl Components {
    /// Every node alone.
    pub fn new(nodes: u32) -> Self {
        Self { parent: (0..nodes).collect() }
    }

    /// The components of a whole graph.
    ///
    /// # Errors
    /// Where an edge names a node that is not below `nodes`.
    pub fn from_edges(
        nodes: u32,
        edges: impl IntoIterator<Item = (u32, u32)>,
    ) -> Result<Self, NodeOutOfRange> {
        let mut components = Self::new(nodes);
        for (a, b) in edges {
            components.join(a, b)?;
        }
        Ok(components)
    }

    /// Joins the components of two nodes; says whether they were apart.
    ///
    /// # Errors
    /// Where a node does not exist; nothing is joined then.
    pub fn join(&mut self, a: u32, b: u32) -> Result<bool, NodeOutOfRange> {
        let (a, b) = (self.root(a)?, self.root(b)?);
        let (low, high) = (a.min(b), a.max(b));
        self.parent[high as usize] = low;
        Ok(low != high)
    }

    /// The smallest member of each node's component, indexed by node.
    pub fn labels(&self) -> Vec<u32> {
        let mut labels = self.parent.clone();
        for node in 0..labels.len() {
            // A parent is never larger than its child, so its label is final already.
            labels[node] = labels[labels[node] as usize];
        }
        labels
    }

    /// All components, ordered by their smallest member; members ascend.
    pub fn groups(&self) -> Vec<Vec<u32>> {
        let mut groups: Vec<Vec<u32>> = Vec::new();
        let mut position = vec![0usize; self.parent.len()];
        for (node, label) in (0u32..).zip(self.labels()) {
            if node == label {
                position[label as usize] = groups.len();
                groups.push(Vec::new());
            }
            groups[position[label as usize]].push(node);
        }
        groups
    }

    fn root(&mut self, node: u32) -> Result<u32, NodeOutOfRange> {
        let nodes = self.parent.len() as u32;
        if node >= nodes {
            return Err(NodeOutOfRange { node, nodes });
        }
        let mut node = node;
        while self.parent[node as usize] != node {
            let grandparent = self.parent[self.parent[node as usize] as usize];
            self.parent[node as usize] = grandparent;
            node = grandparent;
        }
        Ok(node)
    }
}
