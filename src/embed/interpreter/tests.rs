//! Each operator beside its plain twin: the definition, number by number.

use proptest::prelude::*;

use super::array::Array;
use super::broadcast::zip;
use super::product::product;
use super::reduce::Reduction;
use super::table::{Numbers, Table};
use super::value::{Rows, Value};

/// Every index of a shape, the last axis fastest.
fn indices(dims: &[usize]) -> Vec<Vec<usize>> {
    dims.iter().fold(vec![Vec::new()], |all, &dim| {
        all.iter().flat_map(|index| (0..dim).map(|i| [&index[..], &[i]].concat())).collect()
    })
}

/// The number at an index of a shape that the array is stretched to.
fn at(array: &Array<'_, f32>, index: &[usize]) -> f32 {
    let own = &index[index.len() - array.dims.len()..];
    let place = own.iter().zip(&array.dims).fold(0, |at, (&i, &dim)| at * dim + if dim == 1 { 0 } else { i });
    array.values[place]
}

fn array(dims: Vec<usize>) -> impl Strategy<Value = Array<'static, f32>> {
    let len = dims.iter().product::<usize>();
    prop::collection::vec(-8.0f32..8.0, len).prop_map(move |values| Array::owned(dims.clone(), values))
}

/// A shape, and the same with some axes of size 1 and some of the first ones left out.
fn shapes() -> impl Strategy<Value = (Vec<usize>, Vec<usize>)> {
    let whole = prop::collection::vec(1usize..4, 0..4);
    (whole, any::<[bool; 4]>(), any::<[bool; 4]>(), 0usize..4).prop_map(|(whole, ones, others, missing)| {
        let narrowed = |ones: [bool; 4]| -> Vec<usize> {
            whole.iter().zip(ones).map(|(&dim, one)| if one { 1 } else { dim }).collect()
        };
        let narrow = narrowed(ones);
        (narrowed(others), narrow[missing.min(narrow.len())..].to_vec())
    })
}

fn pair() -> impl Strategy<Value = (Array<'static, f32>, Array<'static, f32>)> {
    shapes().prop_flat_map(|(a, b)| (array(a), array(b)))
}

proptest! {
    #[test]
    fn arithmetic_goes_number_by_number((a, b) in pair(), is_swapped in any::<bool>()) {
        let (a, b) = if is_swapped { (b, a) } else { (a, b) };
        let found = zip(&a, &b, |a, b| a - b).unwrap();
        let plain: Vec<f32> = indices(&found.dims).iter().map(|index| at(&a, index) - at(&b, index)).collect();
        prop_assert_eq!(found.values.to_vec(), plain);
    }

    #[test]
    fn rows_are_multiplied_where_they_lie(
        (rows, width, batch, left_batch, m, k) in (1usize..9, 1usize..9, 1usize..4, any::<bool>(), 1usize..3, 0usize..6),
        is_bytes in any::<bool>(),
        seed in prop::collection::vec(any::<u8>(), 200),
    ) {
        let seeded = |count: usize| seed.iter().cycle().copied().take(count);
        let numbers = if is_bytes {
            Numbers::Bytes(seeded(rows * width).collect())
        } else {
            Numbers::Floats(seeded(rows * width).map(|n| f32::from(n).sin()).collect())
        };
        let table = Table { dims: vec![rows, width], numbers };
        let ids = seeded(batch * k).map(|n| i64::from(n) % rows as i64).collect();
        let value = Value::Rows(Rows::new(&table, &Array::owned(vec![batch, k], ids)).unwrap()).cast_to_floats();
        let copied = value.floats().unwrap().into_owned();
        let left_batch = if left_batch { 1 } else { batch };
        let weights = seeded(left_batch * m * k).map(|n| f32::from(n).cos()).collect();
        let left = Array::owned(vec![left_batch, m, k], weights);

        let found = product(&left, &value).unwrap();
        prop_assert_eq!(&found, &product(&left, &Value::Floats(copied.clone())).unwrap());
        prop_assert_eq!(&found.dims, &vec![batch, m, width]);
        for index in indices(&found.dims) {
            let (b, i, j) = (index[0], index[1], index[2]);
            let plain = (0..k).fold(0.0f32, |sum, t| sum + at(&left, &[b, i, t]) * at(&copied, &[b, t, j]));
            prop_assert_eq!(at(&found, &index), plain);
        }
    }

    #[test]
    fn sums_and_means_go_along_their_axes(
        array in prop::collection::vec(1usize..4, 1..4).prop_flat_map(array),
        chosen in any::<[bool; 4]>(),
        keeps in any::<bool>(),
        from_end in any::<bool>(),
    ) {
        let rank = array.dims.len();
        let places: Vec<usize> = (0..rank).filter(|&place| chosen[place]).collect();
        let axes = places.iter().map(|&place| place as i64 - if from_end { rank as i64 } else { 0 }).collect();
        let sum = Reduction { axes, keeps, is_mean: false };
        let mean = Reduction { is_mean: true, ..sum.clone() };
        let value = Value::Floats(array.clone());
        let (sums, means) = (sum.of(&value).unwrap(), mean.of(&value).unwrap());
        let kept = Reduction { keeps: true, ..sum }.of(&value).unwrap();
        prop_assert_eq!(&sums.values, &kept.values);
        prop_assert_eq!(sums.dims.len(), if keeps { rank } else { rank - places.len() });

        let mut plain = Array::owned(kept.dims.clone(), vec![0.0f64; kept.values.len()]);
        for index in indices(&array.dims) {
            let place = index.iter().zip(&kept.dims).fold(0, |at, (&i, &dim)| at * dim + if dim == 1 { 0 } else { i });
            plain.values.to_mut()[place] += f64::from(at(&array, &index));
        }
        let count: usize = places.iter().map(|&place| array.dims[place]).product();
        for ((sum, mean), plain) in sums.values.iter().zip(&means.values[..]).zip(&plain.values[..]) {
            prop_assert!((f64::from(*sum) - plain).abs() < 1e-4);
            prop_assert!((f64::from(*mean) - plain / count as f64).abs() < 1e-4);
        }
    }
}

#[test]
fn axes_of_size_one_come_and_go() {
    let array = Array::owned(vec![2, 3], vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
    let wide = array.unsqueezed(&[1, -1]).unwrap();
    assert_eq!((wide.dims.as_slice(), &wide.values), (&[2, 1, 3, 1][..], &array.values));
    assert_eq!(wide.squeezed(&[-1, 1]).unwrap(), array);
    assert_eq!(array.squeezed(&[0]).unwrap_err(), "expected axes of size 1, axis 0 of [2, 3] is another");
    assert_eq!(array.unsqueezed(&[4]).unwrap_err(), "expected an axis of 3, got 4");
    assert!(array.unsqueezed(&[0, 0]).unwrap_err().contains("twice"));
}

#[test]
fn what_does_not_fit_is_told() {
    let table = Table { dims: vec![2, 1], numbers: Numbers::Bytes(vec![1, 255]) };
    let ids = |ids: &[i64]| Array::owned(vec![ids.len()], ids.to_vec());
    let rows = Rows::new(&table, &ids(&[-1, 0])).unwrap();
    assert_eq!(rows.rows.values.to_vec(), [1, 0]);
    for id in [2, -3, i64::MIN, i64::MAX] {
        let said = Rows::new(&table, &ids(&[id])).unwrap_err();
        assert_eq!(said, format!("expected an index into 2 rows, got {id}"));
    }
    let value = Value::Rows(rows);
    assert!(value.floats().unwrap_err().contains("single precision"));
    assert_eq!(value.cast_to_floats().floats().unwrap().values.to_vec(), [-1.0, 1.0]);

    let [a, b] = [3, 2].map(|n| Array::owned(vec![n], vec![0.0; n]));
    assert_eq!(zip(&a, &b, |a, _| a).unwrap_err(), "expected shapes that fit, got [3] and [2]");
    assert!(product(&a, &Value::Floats(b)).unwrap_err().starts_with("expected matrices, got"));
    let tall = Array::owned(vec![1 << 15, 1], vec![0.0; 1 << 15]);
    let flat = Array::owned(vec![1, 1 << 15], vec![0.0; 1 << 15]);
    assert!(zip(&tall, &flat, |a, b| a + b).unwrap_err().starts_with("expected results of at most"));
    assert!(product(&tall, &Value::Floats(flat)).unwrap_err().starts_with("expected results of at most"));
}
