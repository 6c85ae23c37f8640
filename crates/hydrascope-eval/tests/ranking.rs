//! Average precision and recall at a rate of false positives.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

use hydrascope_eval::{average_precision, recall_at_fpr};
use proptest::prelude::*;

/// By its definition: at each score, what recall gained since the score above, times precision.
fn plain_average_precision(scores: &[(f64, bool)]) -> f64 {
    let at = |cut: f64, positive: Option<bool>| {
        scores.iter().filter(|(s, p)| *s >= cut && positive.is_none_or(|wanted| *p == wanted)).count() as f64
    };
    let mut cuts: Vec<f64> = scores.iter().map(|(score, _)| *score).collect();
    cuts.sort_by(f64::total_cmp);
    cuts.dedup();
    let positives = at(f64::NEG_INFINITY, Some(true));
    let (mut area, mut above) = (0.0, 0.0);
    for cut in cuts.into_iter().rev() {
        let recall = at(cut, Some(true)) / positives;
        area += (recall - above) * at(cut, Some(true)) / at(cut, None);
        above = recall;
    }
    area
}

/// A positive counts where no more negatives than allowed lie at its score or above.
fn plain_recall_at_fpr(scores: &[(f64, bool)], rate: f64) -> f64 {
    let negatives = scores.iter().filter(|(_, positive)| !positive).count();
    let allowed = (rate * negatives as f64).floor() as usize;
    let beats = |score: f64| scores.iter().filter(|(s, p)| !p && *s >= score).count() <= allowed;
    let positives: Vec<f64> = scores.iter().filter(|(_, p)| *p).map(|(score, _)| *score).collect();
    positives.iter().filter(|&&score| beats(score)).count() as f64 / positives.len() as f64
}

#[test]
fn small_cases_have_their_known_answers() {
    let perfect = [(0.9, true), (0.8, true), (0.1, false), (0.0, false)];
    assert_eq!(average_precision(&perfect), Some(1.0));
    assert_eq!(recall_at_fpr(&perfect, 0.0), Some(1.0));
    // Hits at ranks 2 and 4.
    let mixed = [(0.9, false), (0.8, true), (0.7, false), (0.6, true)];
    assert_eq!(average_precision(&mixed), Some(0.5));
    assert_eq!(recall_at_fpr(&mixed, 0.0), Some(0.0));
    assert_eq!(recall_at_fpr(&mixed, 0.49), Some(0.0));
    assert_eq!(recall_at_fpr(&mixed, 0.5), Some(0.5));
    assert_eq!(recall_at_fpr(&mixed, 1.0), Some(1.0));
    // All equal: one step, at the share of positives.
    let equal = [(0.5, true), (0.5, false), (0.5, false), (0.5, false)];
    assert_eq!(average_precision(&equal), Some(0.25));
    assert_eq!(recall_at_fpr(&equal, 0.5), Some(0.0));
}

#[test]
fn without_positives_there_is_no_answer_and_without_negatives_all_is_right() {
    assert_eq!((average_precision(&[]), recall_at_fpr(&[], 0.1)), (None, None));
    assert_eq!((average_precision(&[(1.0, false)]), recall_at_fpr(&[(1.0, false)], 0.1)), (None, None));
    let positive = [(0.0, true), (0.4, true)];
    assert_eq!((average_precision(&positive), recall_at_fpr(&positive, 0.0)), (Some(1.0), Some(1.0)));
}

proptest! {
    #[test]
    fn both_agree_with_their_definitions(
        steps in prop::collection::vec((0_u8..12, any::<bool>()), 1..60),
        rate in 0.0..1.0_f64,
    ) {
        let scores: Vec<(f64, bool)> = steps.iter().map(|&(step, p)| (f64::from(step) / 10.0, p)).collect();
        prop_assume!(scores.iter().any(|(_, positive)| *positive));
        let area = average_precision(&scores).unwrap();
        prop_assert!((area - plain_average_precision(&scores)).abs() < 1e-12);
        prop_assert_eq!(recall_at_fpr(&scores, rate).unwrap(), plain_recall_at_fpr(&scores, rate));
    }
}
