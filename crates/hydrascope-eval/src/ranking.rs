//! How well scores part accounts of campaigns from others.

/// The area under precision over recall of scores with what each belongs to (true: to a campaign). Equal scores are one
/// step. None where nothing is positive.
///
/// ```
/// # use hydrascope_eval::average_precision;
/// assert_eq!(average_precision(&[(0.9, true), (0.5, false), (0.4, true)]), Some(0.5 + 0.5 * 2.0 / 3.0));
/// assert_eq!(average_precision(&[(0.5, true), (0.5, false)]), Some(0.5));
/// assert_eq!(average_precision(&[(0.5, false)]), None);
/// ```
pub fn average_precision(scores: &[(f64, bool)]) -> Option<f64> {
    let positives = scores.iter().filter(|(_, positive)| *positive).count();
    let mut ranked = scores.to_vec();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut area, mut seen, mut hits) = (0.0, 0, 0);
    for step in ranked.chunk_by(|a, b| a.0 == b.0) {
        let gained = step.iter().filter(|(_, positive)| *positive).count();
        seen += step.len();
        hits += gained;
        area += gained as f64 / positives as f64 * hits as f64 / seen as f64;
    }
    (positives > 0).then_some(area)
}

/// The share of positives whose score is above that of all negatives but a share `rate` of them, rounded down. None where
/// nothing is positive.
///
/// ```
/// # use hydrascope_eval::recall_at_fpr;
/// let scores = [(0.9, true), (0.8, false), (0.7, true), (0.6, false)];
/// assert_eq!(recall_at_fpr(&scores, 0.0), Some(0.5));
/// assert_eq!(recall_at_fpr(&scores, 0.5), Some(1.0));
/// ```
pub fn recall_at_fpr(scores: &[(f64, bool)], rate: f64) -> Option<f64> {
    let of = |wanted: bool| {
        scores.iter().filter(move |(_, positive)| *positive == wanted).map(|(score, _)| *score)
    };
    let mut negatives: Vec<f64> = of(false).collect();
    negatives.sort_by(|a, b| b.total_cmp(a));
    let allowed = (rate * negatives.len() as f64) as usize;
    let cut = negatives.get(allowed).copied().unwrap_or(f64::NEG_INFINITY);
    let positives = of(true).count();
    (positives > 0).then(|| of(true).filter(|&score| score > cut).count() as f64 / positives as f64)
}
