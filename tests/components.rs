//! Connected components.

use std::collections::BTreeSet;

use hydrascope::components::Components;
use proptest::prelude::*;

/// The smallest member of each node's component: labels sink along links until nothing changes.
fn naive_roots(nodes: u32, links: &[(u32, u32)]) -> Vec<u32> {
    let mut roots: Vec<u32> = (0..nodes).collect();
    loop {
        let before = roots.clone();
        for &(a, b) in links {
            let low = roots[a as usize].min(roots[b as usize]);
            roots[a as usize] = low;
            roots[b as usize] = low;
        }
        if roots == before {
            return roots;
        }
    }
}

fn joined(nodes: u32, links: impl Iterator<Item = (u32, u32)>) -> (Components, usize) {
    let mut components = Components::new(nodes as usize);
    let joins = links.map(|(a, b)| usize::from(components.join(a, b))).sum();
    (components, joins)
}

fn graphs() -> impl Strategy<Value = (u32, Vec<(u32, u32)>)> {
    (1u32..80).prop_flat_map(|nodes| (Just(nodes), prop::collection::vec((0..nodes, 0..nodes), 0..120)))
}

proptest! {
    #[test]
    fn components_are_the_naive_ones((nodes, links) in graphs()) {
        let roots = naive_roots(nodes, &links);
        let distinct: Vec<u32> = roots.iter().copied().collect::<BTreeSet<u32>>().into_iter().collect();
        let (mut components, joins) = joined(nodes, links.iter().copied());
        let (labels, count) = components.labels();

        prop_assert_eq!(count as usize, distinct.len());
        prop_assert_eq!(joins + distinct.len(), nodes as usize);
        for node in 0..nodes {
            prop_assert_eq!(components.find(node), roots[node as usize]);
            prop_assert_eq!(distinct[labels[node as usize] as usize], roots[node as usize]);
        }
        let (reversed, _) = joined(nodes, links.iter().rev().map(|&(a, b)| (b, a)));
        prop_assert_eq!(reversed.labels(), (labels, count));
    }
}

#[test]
fn no_node_has_no_component() {
    assert_eq!(Components::new(0).labels(), (vec![], 0));
}
