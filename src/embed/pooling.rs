//! From a graph's output to unit rows.

use super::config::Pooling;

/// A number that is not finite came out of a model.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NotFinite;

/// Pools hidden states of `width` tokens × `row.len()` numbers into `row`; `mask` is 1 on the tokens that count.
pub(super) fn pool(pooling: Pooling, hidden: &[f32], mask: &[i64], row: &mut [f32]) {
    let dim = row.len();
    match pooling {
        Pooling::FirstToken => row.copy_from_slice(&hidden[..dim]),
        Pooling::InGraph => row.copy_from_slice(hidden),
        Pooling::Mean => {
            row.fill(0.0);
            for (token, _) in hidden.chunks_exact(dim).zip(mask).filter(|(_, m)| **m == 1) {
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
    fn masked_tokens_do_not_count() {
        let hidden = [3.0, 0.0, 3.0, 8.0, 100.0, 100.0];
        let mut row = [0.0; 2];
        pool(Pooling::Mean, &hidden, &[1, 1, 0], &mut row);
        unit(&mut row).unwrap();
        assert_eq!(row, [0.6, 0.8]);
        pool(Pooling::FirstToken, &hidden, &[1, 1, 0], &mut row);
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
