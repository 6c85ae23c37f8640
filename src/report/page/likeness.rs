//! The order of a heatmap's rows by likeness: each beside one that is active at the same times.

/// The place of each row in a chain: it begins with the first, and goes on to the row most like the last one (by the cosine of what
/// they did, column by column), the earlier of two alike.
pub(super) fn chain(rows: &[Vec<f64>]) -> Vec<usize> {
    let mut places = vec![0; rows.len()];
    let mut left: Vec<usize> = (1..rows.len()).collect();
    let mut last = 0;
    for place in 1..rows.len() {
        let mut best: Option<(usize, f64)> = None;
        for (at, row) in left.iter().enumerate() {
            let likeness = cosine(&rows[last], &rows[*row]);
            if best.is_none_or(|(_, most)| likeness > most) {
                best = Some((at, likeness));
            }
        }
        let Some((at, _)) = best else { break };
        last = left.remove(at);
        places[last] = place;
    }
    places
}

fn cosine(a: &[f64], b: &[f64]) -> f64 {
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(x, y)| x * y).sum::<f64>();
    let length = (dot(a, a) * dot(b, b)).sqrt();
    if length > 0.0 { dot(a, b) / length } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::chain;

    #[test]
    fn rows_alike_stand_together() {
        let rows = [vec![1.0, 0.0], vec![0.0, 1.0], vec![1.0, 0.1], vec![0.0, 2.0], vec![0.0, 0.0]];
        assert_eq!(chain(&rows), [0, 2, 1, 3, 4]);
        assert!(chain(&[]).is_empty());
    }
}
