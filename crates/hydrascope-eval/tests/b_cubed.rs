//! B-cubed beside its definition.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::collections::HashMap;

use hydrascope_eval::Cluster::{self, Alone, Named};
use hydrascope_eval::{BCubed, b_cubed};
use proptest::prelude::*;

type Item<'a> = (Cluster<'a>, Cluster<'a>);

/// Item by item, each compared with every item. `outside` are predicted clusters of items without a true one.
fn plain_b_cubed(items: &[Item], outside: &[Cluster]) -> BCubed {
    let mut sums = (0.0, 0.0);
    for &(t, p) in items {
        let both = items.iter().filter(|item| **item == (t, p)).count() as f64;
        let predicted = items.iter().map(|item| &item.1).chain(outside).filter(|other| **other == p).count();
        let truth = items.iter().filter(|item| item.0 == t).count();
        sums.0 += both / predicted as f64;
        sums.1 += both / truth as f64;
    }
    let n = items.len() as f64;
    BCubed { precision: sums.0 / n, recall: sums.1 / n }
}

#[test]
fn small_cases_have_their_known_answers() {
    let none = HashMap::new();
    assert_eq!(b_cubed(&[], &none), None);
    let same = [(Named("a"), Named("x")), (Named("a"), Named("x")), (Named("b"), Alone("3"))];
    assert_eq!(b_cubed(&same, &none), Some(BCubed { precision: 1.0, recall: 1.0 }));
    let merged = [(Named("a"), Named("x")), (Named("b"), Named("x"))];
    assert_eq!(b_cubed(&merged, &none), Some(BCubed { precision: 0.5, recall: 1.0 }));
    let split = [(Named("a"), Named("x")), (Named("a"), Alone("2"))];
    assert_eq!(b_cubed(&split, &none), Some(BCubed { precision: 1.0, recall: 0.5 }));
    // A cluster of four, two of whose members have no true cluster.
    let sizes = HashMap::from([(Named("x"), 4)]);
    let swallowing = [(Named("a"), Named("x")), (Named("a"), Named("x"))];
    assert_eq!(b_cubed(&swallowing, &sizes), Some(BCubed { precision: 0.5, recall: 1.0 }));
}

#[test]
fn a_name_and_an_item_alone_are_never_the_same_cluster() {
    let items = [(Named("a"), Named("1")), (Named("a"), Alone("1"))];
    assert_eq!(b_cubed(&items, &HashMap::new()), Some(BCubed { precision: 1.0, recall: 0.5 }));
}

#[test]
fn f1_is_the_harmonic_mean_and_zero_for_nothing() {
    let f1 = |precision, recall| BCubed { precision, recall }.f1();
    assert_eq!((f1(0.5, 1.0), f1(1.0, 1.0), f1(0.0, 0.0)), (2.0 / 3.0, 1.0, 0.0));
}

proptest! {
    #[test]
    fn it_agrees_with_its_definition(
        places in prop::collection::vec((0_usize..5, 0_usize..7), 1..50),
        outside in prop::collection::vec(0_usize..5, 0..30),
    ) {
        let names: Vec<String> = (0..50).map(|number| number.to_string()).collect();
        // Numbers from 5 stand for an item on its own.
        let predicted = |at: usize, p: usize| if p < 5 { Named(&names[p]) } else { Alone(&names[at]) };
        let items: Vec<Item> =
            places.iter().enumerate().map(|(at, &(t, p))| (Named(&names[t]), predicted(at, p))).collect();
        let outside: Vec<Cluster> = outside.iter().map(|&p| Named(&names[p])).collect();
        let mut sizes = HashMap::new();
        for cluster in items.iter().map(|item| &item.1).chain(&outside) {
            *sizes.entry(*cluster).or_insert(0) += 1;
        }
        let (fast, plain) = (b_cubed(&items, &sizes).unwrap(), plain_b_cubed(&items, &outside));
        prop_assert!((fast.precision - plain.precision).abs() < 1e-12, "{fast:?} {plain:?}");
        prop_assert!((fast.recall - plain.recall).abs() < 1e-12, "{fast:?} {plain:?}");
        // Turned round, precision and recall change places.
        let turned: Vec<Item> = items.iter().map(|&(t, p)| (p, t)).collect();
        let (there, back) = (b_cubed(&items, &HashMap::new()).unwrap(), b_cubed(&turned, &HashMap::new()).unwrap());
        prop_assert!((there.precision - back.recall).abs() < 1e-12 && (there.f1() - back.f1()).abs() < 1e-12);
    }
}
