//! From a graph's output to unit rows.

use super::config::Pooling;

/// A number that is not finite came out of a model.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NotFinite;

/// Pools hidden states, tokens × `row.len()` numbers, into `row`.
pub(super) fn pool(pooling: Pooling, hidden: &[f32], row: &mut [f32]) {
    let dim = row.len();
    match pooling {
        Pooling::FirstToken => row.copy_from_slice(&hidden[..dim]),
        Pooling::InGraph => row.copy_from_slice(hidden),
        Pooling::Mean => {
            row.fill(0.0);
            for token in hidden.chunks_exact(dim) {
                row.iter_mut().zip(token).for_each(|(sum, value)| *sum += value);
            }
        }
    }
}

/// Scales a row to length 1; a row of zeros stays as it is. The mean's divisor needs no step of its own.
pub(super) fn unit(row: &mut [f32]) -> Result<(), NotFinite> {
    let square: f64 = row.iter().map(|v| f64::from(*v) * f64::from(*v)).sum();
    if !square.is_finite() {
        return Err(NotFinite);
    }
    let length = square.sqrt();
    if length > 1e-12 {
        row.iter_mut().for_each(|v| *v = (f64::from(*v) / length) as f32);
    } else {
        row.fill(0.0);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_become_one_row() {
        let hidden = [3.0, 0.0, 3.0, 8.0];
        let mut row = [0.0; 2];
        pool(Pooling::Mean, &hidden, &mut row);
        unit(&mut row).unwrap();
        assert_eq!(row, [0.6, 0.8]);
        pool(Pooling::FirstToken, &hidden, &mut row);
        assert_eq!(row, [3.0, 0.0]);
    }

    #[test]
    fn what_is_no_number_is_refused_and_zero_stays_zero() {
        assert_eq!(unit(&mut [1.0, f32::NAN]), Err(NotFinite));
        assert_eq!(unit(&mut [1.0, f32::INFINITY]), Err(NotFinite));
        let mut zero = [0.0, -0.0];
        unit(&mut zero).unwrap();
        assert_eq!(zero, [0.0, 0.0]);
    }
}
