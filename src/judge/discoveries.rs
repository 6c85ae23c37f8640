//! Discoveries: how many of the groups that are called campaigns may be none.

/// For each test, a p-value (0 to 1) with its weight (above 0), the least rate of false discoveries at which it would be called, together
/// with all that are as low: Benjamini and Hochberg, "Controlling the false discovery rate", 1995, with weights that know nothing of the
/// p-values (Genovese, Roeder and Wasserman, "False discovery control with p-value weighting", 2006). Holds where low p-values do not
/// come together by accident: groups of one account list overlap, so that one false one may bring another.
pub fn false_discovery_rates(tests: &[(f64, f64)]) -> Vec<f64> {
    let mean = tests.iter().map(|(_, weight)| weight).sum::<f64>() / tests.len().max(1) as f64;
    let weighed: Vec<f64> = tests.iter().map(|(p, weight)| (p * mean / weight).min(1.0)).collect();
    let mut order: Vec<usize> = (0..tests.len()).collect();
    order.sort_by(|&a, &b| weighed[a].total_cmp(&weighed[b]));
    let mut rates = vec![1.0; tests.len()];
    let mut least = 1.0f64;
    for (rank, &place) in order.iter().enumerate().rev() {
        least = least.min(weighed[place] * tests.len() as f64 / (rank + 1) as f64);
        rates[place] = least;
    }
    rates
}
