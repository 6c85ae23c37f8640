//! Connected components.

use hydrascope::cluster::components::Components;
use proptest::prelude::*;

/// Lowers labels along edges until nothing changes.
fn naive_labels(nodes: u32, edges: &[(u32, u32)]) -> Vec<u32> {
    let mut labels: Vec<u32> = (0..nodes).collect();
    loop {
        let before = labels.clone();
        for &(a, b) in edges {
            let low = labels[a as usize].min(labels[b as usize]);
            labels[a as usize] = low;
            labels[b as usize] = low;
        }
        if labels == before {
            return labels;
        }
    }
}

fn graphs() -> impl Strategy<Value = (u32, Vec<(u32, u32)>)> {
    (1u32..80).prop_flat_map(|nodes| (Just(nodes), prop::collection::vec((0..nodes, 0..nodes), 0..120)))
}

proptest! {
    #[test]
    fn labels_are_the_naive_ones((nodes, edges) in graphs()) {
        let mut components = Components::from_edges(nodes, edges.iter().copied()).unwrap();
        let labels = naive_labels(nodes, &edges);
        prop_assert_eq!(components.labels(), labels.clone());

        let reversed = edges.iter().rev().map(|&(a, b)| (b, a));
        prop_assert_eq!(Components::from_edges(nodes, reversed).unwrap().labels(), labels.clone());

        let groups = components.groups();
        prop_assert!(groups.is_sorted_by_key(|group| group[0]));
        for group in &groups {
            prop_assert!(group.is_sorted());
            prop_assert!(group.iter().all(|&node| labels[node as usize] == group[0]));
        }
        prop_assert_eq!(groups.iter().map(Vec::len).sum::<usize>(), nodes as usize);

        for (a, b) in edges {
            prop_assert_eq!(components.join(a, b), Ok(false));
        }
    }
}

#[test]
fn joining_says_whether_they_were_apart() {
    let mut components = Components::new(3);
    assert_eq!(components.join(0, 2), Ok(true));
    assert_eq!(components.join(2, 0), Ok(false));
    assert_eq!(components.groups(), [vec![0, 2], vec![1]]);
}

#[test]
fn an_edge_to_nowhere_is_refused() {
    let error = Components::from_edges(2, [(0, 2)]).unwrap_err();
    let expected =
        "expected edges among 2 nodes (0 to 2 exclusive), got node 2; check where the edges were made";
    assert_eq!(error.to_string(), expected);
    assert!(Components::new(0).groups().is_empty());
}
