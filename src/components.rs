//! Connected components by union-find: path halving, and the smaller root wins, so that a component's root is its
//! smallest member whatever the order of the links (R. E. Tarjan, "Efficiency of a good but not linear set union
//! algorithm", 1975).

/// A partition of the nodes `0..n` that only ever grows coarser.
///
/// ```
/// use hydrascope::components::Components;
/// let mut components = Components::new(5);
/// assert!(components.join(4, 1));
/// assert!(components.join(3, 4));
/// assert!(!components.join(1, 3)); // together already
/// assert_eq!(components.labels(), (vec![0, 1, 2, 1, 1], 3));
/// ```
#[derive(Clone, Debug)]
pub struct Components {
    /// A node's parent is never larger than the node; a root is its own.
    parent: Vec<u32>,
}

impl Components {
    /// Every node alone; `nodes` fits into u32.
    pub fn new(nodes: usize) -> Self {
        Self { parent: (0..nodes as u32).collect() }
    }

    /// Joins the components of two nodes; says whether they were apart.
    ///
    /// # Panics
    /// As slices do, where a node is not below the number of nodes.
    pub fn join(&mut self, a: u32, b: u32) -> bool {
        let (a, b) = (self.find(a), self.find(b));
        self.parent[a.max(b) as usize] = a.min(b);
        a != b
    }

    /// The smallest member of a node's component.
    ///
    /// # Panics
    /// As slices do, where the node is not below the number of nodes.
    pub fn find(&mut self, mut node: u32) -> u32 {
        while self.parent[node as usize] != node {
            let grandparent = self.parent[self.parent[node as usize] as usize];
            self.parent[node as usize] = grandparent;
            node = grandparent;
        }
        node
    }

    /// The number of each node's component, and how many components there are. Components are numbered from 0 in the
    /// order of their smallest members.
    pub fn labels(&self) -> (Vec<u32>, u32) {
        let mut labels = vec![0; self.parent.len()];
        let mut count = 0;
        for (node, &parent) in self.parent.iter().enumerate() {
            if parent as usize == node {
                labels[node] = count;
                count += 1;
            } else {
                // A parent comes before its child, so its label is final.
                labels[node] = labels[parent as usize];
            }
        }
        (labels, count)
    }
}
