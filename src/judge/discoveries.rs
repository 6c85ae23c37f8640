//! Discoveries: how many of the groups that are called campaigns may be none.

/// For each p-value (0 to 1) the least rate of false discoveries at which it would be called, together with all that are as low
/// (Benjamini and Hochberg, "Controlling the false discovery rate", 1995). Holds where low p-values do not come together by
/// accident: groups of one account list overlap, so that one false one may bring another.
pub fn false_discovery_rates(p_values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|&a, &b| p_values[a].total_cmp(&p_values[b]));
    let mut rates = vec![1.0; p_values.len()];
    let mut least = 1.0f64;
    for (rank, &place) in order.iter().enumerate().rev() {
        least = least.min(p_values[place] * p_values.len() as f64 / (rank + 1) as f64);
        rates[place] = least;
    }
    rates
}
