//! False discoveries: what ordinary groups look like, and how many of the groups called may be ordinary.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

use hydrascope::judge::{Reference, false_discovery_rates};
use proptest::prelude::*;

/// Numbers that look drawn from the standard normal distribution: sums of twelve even ones.
fn normal(seed: u64) -> f64 {
    let even = |i: u64| {
        let mut z = (seed * 12 + i + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    };
    (0..12).map(even).sum::<f64>() - 6.0
}

fn reference(groups: u64) -> Reference {
    Reference::of((0..groups).map(|i| (100, normal(i) - 4.0)))
}

/// The rate at which a test is called, by its definition: over all lines at or above it, the least share of false ones.
fn plain(weighed: &[f64], place: usize) -> f64 {
    let line = |&line: &f64| {
        let called = weighed.iter().filter(|p| **p <= line).count();
        line * weighed.len() as f64 / called as f64
    };
    weighed.iter().filter(|p| **p >= weighed[place]).map(line).fold(1.0, f64::min)
}

proptest! {
    #[test]
    fn rates_are_those_of_the_definition(tests in prop::collection::vec((0.0f64..=1.0, 0.1f64..3.0), 0..40)) {
        let rates = false_discovery_rates(&tests);
        let mean = tests.iter().map(|(_, w)| w).sum::<f64>() / tests.len() as f64;
        let weighed: Vec<f64> = tests.iter().map(|(p, w)| (p * mean / w).min(1.0)).collect();
        prop_assert_eq!(rates.len(), tests.len());
        for (place, rate) in rates.iter().enumerate() {
            prop_assert!((rate - plain(&weighed, place)).abs() < 1e-12);
        }
    }

    #[test]
    fn stronger_groups_have_lower_p_values(a in -20.0f64..20.0, b in -20.0f64..20.0, repeats in 0usize..200) {
        let (low, high) = (a.min(b), a.max(b));
        let shipped = Reference::shipped();
        let (weak, strong) = (shipped.p_value(repeats, low), shipped.p_value(repeats, high));
        prop_assert!(strong <= weak && strong > 0.0 && weak <= 1.0);
    }
}

#[test]
fn of_ordinary_groups_no_more_are_called_than_said() {
    let reference = reference(400);
    for line in [0.2, 0.05, 0.01] {
        let below = (1_000..21_000).filter(|&i| reference.p_value(100, normal(i) - 4.0) <= line).count();
        let share = below as f64 / 20_000.0;
        assert!(share <= 1.5 * line && share >= 0.3 * line, "{share} at {line}");
    }
}

#[test]
fn what_is_beyond_all_ordinary_groups_is_told_from_what_is_far_beyond() {
    let reference = reference(100);
    let [near, far] = [0.0, 8.0].map(|log_odds| reference.p_value(100, log_odds));
    assert!(far < near / 1_000.0, "{far} {near}");
    // A lone campaign among three hundred groups is called, where most of these are small.
    let mut tests: Vec<(f64, f64)> =
        (0..300).map(|i| (f64::from(i + 1) / 301.0, Reference::weight(i as usize % 70))).collect();
    tests.push((Reference::shipped().p_value(100, 2.0), Reference::weight(100)));
    assert!(*false_discovery_rates(&tests).last().unwrap() < 0.05);
}

#[test]
fn nothing_is_called_where_nothing_is_known() {
    assert_eq!(Reference::default().p_value(100, 50.0), 1.0);
    assert!(Reference::default().is_empty());
    // Small groups are compared with small ones.
    assert_eq!(reference(100).p_value(0, 50.0), 1.0);
}

#[test]
fn references_add_up_whatever_their_order() {
    let all: Vec<(usize, f64)> = (0..60).map(|i| (i as usize * 3, normal(i))).collect();
    let of = |part: &[(usize, f64)]| Reference::of(part.iter().copied());
    let (first, second) = all.split_at(25);
    assert_eq!(of(first).with(&of(second)), of(&all));
    assert_eq!(of(second).with(&of(first)), of(&all));
    assert_eq!(Reference::of([(1, f64::NAN), (1, f64::INFINITY)].into_iter()).len(), 0);
}

#[test]
fn the_shipped_reference_is_whole() {
    let shipped = Reference::shipped();
    assert!(shipped.like(0) > 500 && shipped.like(100) > 300, "{} {}", shipped.like(0), shipped.like(100));
}
