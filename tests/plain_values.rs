//! Public functions take any plain number: what makes no sense is refused with an error or gives an empty answer, and
//! nothing panics. (Numbers of things that are not there, such as a row's, panic as slices do where the docs say so.)
#![allow(clippy::unwrap_used, reason = "a failure here is meant to stop the run")]

use hydrascope::device::DeviceKind;
use hydrascope::distance::flat::{Bytes, Code, FlatRows, Halves, certain, edges};
use hydrascope::distance::{
    Level, Panels, Probe, Queries, ShortPanels, Shortening, SplitRows, UnitVector, UnitVectors, quantize,
    scalar, screen, simd, top_k, top_k_within, wide,
};
use hydrascope::evidence::{Group, HumanRhythm, Member, Traffic, expected, portfolios, surprise};
use hydrascope::index::{
    Accelerator, CollapsedIndex, ExactIndex, GraphIndex, GraphParams, HnswIndex, HnswParams, IndexKind,
    LeaderIndex, Leaders, MinCosine, Segments, choose, near_pairs, open,
};
use hydrascope::input::{FieldMap, Input, Preset, ReadSettings, read};
use hydrascope::judge::{
    Conduct, Judged, Mixture, Part, Verdict, account_evidence, false_discovery_rates, memberships,
};
use hydrascope::params::Params;
use hydrascope::phrase::{
    Corpus, FrameParams, Frames, Groups, JoinParams, Phrases, Shingles, Skeleton, SkeletonParams, Source,
    Support, slot_view,
};
use hydrascope::request::Prompt;
use hydrascope::signal::{Facts, SlotRows};
use hydrascope::time::Timestamp;

const SIZES: [usize; 4] = [0, 1, 2, usize::MAX];
const COUNTS: [u32; 4] = [0, 1, 5, u32::MAX];
const NUMBERS: [f64; 7] = [f64::NAN, f64::NEG_INFINITY, -1.0, 0.0, 0.5, 1.0, f64::INFINITY];

fn floats() -> [f32; 7] {
    NUMBERS.map(|number| number as f32)
}

/// Sixteen rows of four numbers.
fn flat() -> Vec<f32> {
    let row = |i: usize| {
        let values = [1.0, i as f32, (i * i % 7) as f32, (i % 3) as f32];
        let length = values.iter().map(|v| v * v).sum::<f32>().sqrt();
        values.map(|v| v / length)
    };
    (0..16).flat_map(row).collect()
}

fn corpus() -> Corpus {
    let prompts: Vec<Prompt> = ('a'..'m')
        .map(|n| format!("Write down every step of your thinking about the letter {n} and then answer"))
        .map(Prompt::new)
        .collect();
    let sources: Vec<Source<'_>> =
        prompts.iter().zip(0..).map(|(prompt, n)| Source::new(prompt, n % 6)).collect();
    Corpus::new(&sources, 1)
}

#[test]
fn phrases_take_any_width_count_and_share() {
    let corpus = corpus();
    let usual = Support { width: 5, actors: 5, texts: 3, texts_alone: 20 };
    assert!(Shingles::mine(&corpus, &Support { width: 0, ..usual }).is_empty());
    assert!(Shingles::mine(&corpus, &Support { width: usize::MAX, ..usual }).is_empty());
    let shingles = Shingles::mine(&corpus, &usual);
    assert!(!shingles.is_empty());
    for count in COUNTS {
        Shingles::mine(&corpus, &Support { actors: count, texts: count, texts_alone: count, ..usual });
        for number in NUMBERS {
            let join = JoinParams { confidence: number, uses: number };
            let phrases = Phrases::join(&corpus, &shingles, &join);
            let skeleton = SkeletonParams { common: number, min_actors: count };
            let support = Support { width: count as usize, actors: count, texts: count, texts_alone: count };
            let params =
                FrameParams { support, together: number, frame_texts: count, skeleton, containment: number };
            Frames::find(&corpus, &shingles, &phrases, &params);
            assert!(Skeleton::of(&corpus, &[], &skeleton).is_none());
        }
    }
    for limit in SIZES {
        let backwards = std::ops::Range { start: 3, end: 1 };
        let view = slot_view("äöü", &[0..2, 1..3, backwards, 4..usize::MAX], limit);
        assert!(view.len() <= limit && (limit < 2 || view == "ä"), "{view}");
    }
}

#[test]
fn vectors_are_refused_or_compared_whatever_their_sizes() {
    let flat = flat();
    for dimension in [0, 3, 5, usize::MAX] {
        assert!(UnitVectors::new(&flat, dimension).is_err(), "{dimension}");
    }
    assert!(UnitVector::new(&[]).is_err());
    assert!(floats().iter().all(|&v| UnitVector::new(&[v]).is_ok() == (v.abs() == 1.0 || v == 0.0)));
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
        for threshold in floats() {
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
        for threshold in floats() {
            Shortening::choose(rows, threshold);
            let mut queries = short.queries(rows, threshold);
            screen(Level::best(), &mut queries, short.panels(), 0..1, |_, _| ());
        }
    }
}

fn flat_rows<C: Code>() {
    let flat = flat();
    let rows = UnitVectors::new(&flat, 4).unwrap();
    for unit in floats() {
        let coded = FlatRows::<C>::with_unit(rows, unit);
        for cosine in floats() {
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
    assert_eq!(floats().map(|v| MinCosine::new(v).is_ok()), [false, false, true, true, true, true, false]);
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

#[test]
fn evidence_takes_any_rate_share_and_owner() {
    let nobody = Traffic {
        times: Vec::new(),
        text_of: Vec::new(),
        length_of: Vec::new(),
        conversation_of: Vec::new(),
        requests_of: Groups::default(),
    };
    let empty = Group::default();
    let rhythm = HumanRhythm::fit(&nobody, 0);
    assert!(memberships(&Conduct::of(&nobody, &rhythm, &empty, &empty), true).is_empty());
    assert!(Mixture::fit(&Conduct::of(&nobody, &rhythm, &empty, &empty), false).chance.is_empty());
    for number in NUMBERS {
        rhythm.rate(number);
        let slots = SlotRows::default();
        let facts = Facts::new(&nobody, &empty, &[], number, u64::MAX).with_slots(&slots);
        let verdict = Verdict::new(&facts, &["hour".to_owned()], number);
        verdict.leading();
        verdict.contributions();
        for seen in [0, 1, 1000] {
            assert!(surprise(seen, number) >= 0.0, "{seen} {number}");
            expected(seen, number);
        }
        false_discovery_rates(&[(number, number)]);
        let member = Member { actor: 0, requests: vec![0] };
        let group = Group { templates: Vec::new(), members: vec![member] };
        let part = Part { group, membership: vec![number], own: Vec::new(), chosen: false };
        let judged = Judged::new(part, number, 0, verdict, number);
        assert!(!account_evidence(&judged, 0, 0, number).is_empty());
        assert!(account_evidence(&judged, usize::MAX, 0, number).is_empty());
    }
    for size in SIZES {
        assert!(portfolios(&nobody, &[], 0, size, f64::NAN).is_empty());
    }
}

#[test]
fn settings_are_refused_or_work() {
    let set: [fn(&mut Params, f64); 8] = [
        |params, v| params.phrase_confidence = v,
        |params, v| params.phrase_uses = v,
        |params, v| params.phrases_together = v,
        |params, v| params.skeleton_common = v,
        |params, v| params.template_containment = v,
        |params, v| params.portfolio_alike = v,
        |params, v| params.fdr = v,
        |params, v| params.link_jaccard = v,
    ];
    for (place, set) in set.iter().enumerate() {
        let valid = NUMBERS.map(|number| {
            let mut params = Params::default();
            set(&mut params, number);
            params.validate().is_ok()
        });
        assert_eq!(valid, [false, false, false, false, true, true, false], "the share {place}");
    }
    for shingle_words in [0, 2, 17, usize::MAX] {
        assert!(Params { shingle_words, ..Params::default() }.validate().is_err());
    }
    assert!(Params { threads: usize::MAX, ..Params::default() }.validate().is_err());

    let line = br#"{"id": "r1", "ts": "2026-03-02T00:00:14Z", "account": "a1", "prompt": "Name a river."}"#;
    for limit in SIZES {
        let fields = FieldMap::preset(Preset::Plain);
        let settings =
            ReadSettings { max_prompt_bytes: limit, max_line_bytes: limit, ..ReadSettings::new(fields) };
        let input = Input::Bytes { name: "log", bytes: line.to_vec().into() };
        let (requests, report) = read(&[input], &settings, &mut |_| ()).unwrap();
        assert_eq!((requests.len(), report.read), (usize::from(limit > line.len()), 1), "{limit}");
    }
    assert!(Timestamp::from_millis(i64::MIN).is_err() && Timestamp::from_millis(i64::MAX).is_err());
}
