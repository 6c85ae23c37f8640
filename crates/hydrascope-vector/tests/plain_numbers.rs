//! Public functions take any plain number: what makes no sense is refused with an error or gives an empty answer, and
//! nothing panics. (Numbers of things that are not there, such as a row's, panic as slices do where the docs say so.)
#![allow(clippy::unwrap_used, reason = "a failure here is meant to stop the run")]

use hydrascope_vector::device::DeviceKind;
use hydrascope_vector::distance::flat::{Bytes, Code, FlatRows, Halves, certain, edges};
use hydrascope_vector::distance::{
    Level, Panels, Probe, Queries, ShortPanels, Shortening, SplitRows, UnitVector, UnitVectors, quantize,
    scalar, screen, simd, top_k, top_k_within, wide,
};
use hydrascope_vector::index::{
    Accelerator, CollapsedIndex, ExactIndex, GraphIndex, GraphParams, HnswIndex, HnswParams, IndexKind,
    LeaderIndex, Leaders, MinCosine, Segments, choose, near_pairs, open,
};

const SIZES: [usize; 4] = [0, 1, 2, usize::MAX];
const NUMBERS: [f32; 7] = [f32::NAN, f32::NEG_INFINITY, -1.0, 0.0, 0.5, 1.0, f32::INFINITY];

/// Sixteen rows of four numbers.
fn flat() -> Vec<f32> {
    let row = |i: usize| {
        let values = [1.0, i as f32, (i * i % 7) as f32, (i % 3) as f32];
        let length = values.iter().map(|v| v * v).sum::<f32>().sqrt();
        values.map(|v| v / length)
    };
    (0..16).flat_map(row).collect()
}

#[test]
fn vectors_are_refused_or_compared_whatever_their_sizes() {
    let flat = flat();
    for dimension in [0, 3, 5, usize::MAX] {
        assert!(UnitVectors::new(&flat, dimension).is_err(), "{dimension}");
    }
    assert!(UnitVector::new(&[]).is_err());
    assert!(NUMBERS.iter().all(|&v| UnitVector::new(&[v]).is_ok() == (v.abs() == 1.0 || v == 0.0)));
    let rows = UnitVectors::new(&flat, 4).unwrap();
    for values in [&[][..], &flat[..3], &flat] {
        assert_eq!(scalar::dot(values, &[]), 0.0);
        assert_eq!(wide::dot(Level::best(), values, &[]), 0.0);
        assert_eq!(simd::dot(values, &[]), 0.0);
        for places in [0, 2, 100] {
            quantize(values, &mut vec![0; places]);
        }
        Probe::new().set(values);
    }
    let split = SplitRows::encode(rows, &[0, 3, u32::MAX]);
    assert_eq!(split.len(), 2);
    let mut scores = Vec::new();
    split.scores(&Probe::new(), &[0, 1], &mut scores);
    assert_eq!(scores.len(), 2);
    split.cosine(&[], 0);
}

#[test]
fn screens_take_any_threshold_range_and_count() {
    let flat = flat();
    let rows = UnitVectors::new(&flat, 4).unwrap();
    let mut nothing = Panels::empty(0);
    nothing.push(&[1.0]);
    for panels in [&Panels::new(rows), &nothing, &Panels::empty(4)] {
        for threshold in NUMBERS {
            let mut queries = Queries::new(rows, threshold);
            let backwards = std::ops::Range { start: 1, end: 0 };
            for range in [0..usize::MAX, usize::MAX..usize::MAX, backwards] {
                screen(Level::best(), &mut queries, panels, range, |_, _| ());
            }
        }
        for k in SIZES {
            let mut queries = Queries::new(rows, f32::NEG_INFINITY);
            let found = top_k(Level::best(), &mut queries, panels, k);
            assert!(found.len() == 16 && (k > 0 || found.iter().all(Vec::is_empty)));
            top_k_within(Level::best(), &mut queries, panels, 0..usize::MAX, k);
        }
    }
    for count in SIZES {
        let short = ShortPanels::new(Shortening::new(rows, count), rows);
        for threshold in NUMBERS {
            Shortening::choose(rows, threshold);
            let mut queries = short.queries(rows, threshold);
            screen(Level::best(), &mut queries, short.panels(), 0..1, |_, _| ());
        }
    }
}

fn flat_rows<C: Code>() {
    let flat = flat();
    let rows = UnitVectors::new(&flat, 4).unwrap();
    for unit in NUMBERS {
        let coded = FlatRows::<C>::with_unit(rows, unit);
        for cosine in NUMBERS {
            edges(&coded, &coded.need(cosine), &coded, true);
        }
        assert!(edges(&coded, &[], &coded, false).is_empty());
        certain(&coded, &coded);
    }
}

#[test]
fn flat_codes_take_any_unit_and_threshold() {
    flat_rows::<Bytes>();
    flat_rows::<Halves>();
}

#[test]
fn indexes_take_any_count_and_width() {
    let flat = flat();
    for rows in [&flat[..], &[]].map(|flat| UnitVectors::new(flat, 4).unwrap()) {
        for width in [16, usize::MAX] {
            let (links, build_width, search_width) = (16, width, width);
            let hnsw = HnswParams { links, build_width, search_width, ..HnswParams::default() };
            let walked = HnswParams { compare_all_up_to: 0, seed: u64::MAX, ..hnsw }.validate().unwrap();
            let hnsw = HnswParams { compare_all_up_to: usize::MAX, ..hnsw }.validate().unwrap();
            let graph = GraphParams { links, build_width, search_width }.validate().unwrap();
            let indexes: [Box<dyn LeaderIndex>; 5] = [
                Box::new(ExactIndex::new(rows)),
                Box::new(HnswIndex::new(rows, hnsw)),
                Box::new(HnswIndex::new(rows, walked).with_search_width(0)),
                Box::new(GraphIndex::new(rows, graph)),
                open(rows, choose(usize::MAX)),
            ];
            indexes.iter().for_each(|index| asked(&**index, rows.len()));
            let leaders = Leaders::collapse(rows, MinCosine::new(1.0).unwrap());
            let collapsed = CollapsedIndex::new(rows, &leaders, hnsw).unwrap().with_search_width(width);
            let mut segments = Segments::new();
            segments.add(u64::MAX, HnswIndex::new(rows, hnsw));
            let query = UnitVector::new(&flat[..4]).unwrap();
            for k in SIZES {
                assert_eq!(collapsed.nearest(query, k).unwrap().len(), k.min(rows.len()));
                assert_eq!(segments.nearest(query, k).unwrap().len(), k.min(rows.len()));
            }
        }
        for kind in IndexKind::ALL {
            near_pairs(rows, MinCosine::new(-1.0).unwrap(), kind).unwrap();
        }
        let cpu = Accelerator::new(DeviceKind::Cpu).unwrap();
        cpu.for_each_pair(rows, MinCosine::new(0.0).unwrap(), IndexKind::Auto, &mut |_| ()).unwrap();
    }
    assert_eq!(NUMBERS.map(|v| MinCosine::new(v).is_ok()), [false, false, true, true, true, true, false]);
    for links in [0, 1, 256, usize::MAX] {
        let (build_width, search_width) = (usize::MAX, 1);
        assert!(HnswParams { links, build_width, ..HnswParams::default() }.validate().is_err());
        assert!(GraphParams { links, build_width, search_width }.validate().is_err());
    }
}

fn asked(index: &dyn LeaderIndex, rows: usize) {
    let query = [0.0, 1.0, 0.0, 0.0];
    let query = UnitVector::new(&query).unwrap();
    for k in SIZES {
        assert_eq!(index.nearest(query, k).unwrap().len(), k.min(rows));
        assert_eq!(index.nearest_each(query.into(), k).unwrap()[0].len(), k.min(rows));
    }
    for cosine in [-1.0, 0.0, 1.0] {
        index.within(query, MinCosine::new(cosine).unwrap()).unwrap();
        index.pairs_above(MinCosine::new(cosine).unwrap());
    }
    assert!(index.nearest(UnitVector::new(&[1.0]).unwrap(), 1).is_err());
}
