//! The benchmark at tiny sizes: every stage runs, says what it did, and does the same each time.
#![allow(clippy::unwrap_used, reason = "a failure here is meant to stop the run")]

use hydrascope::embed::{Embedder, Model, Runtime};
use hydrascope::input::{FieldMap, Input, Preset, ReadSettings, read};
use hydrascope_bench::{BenchError, Measured, Models, NAMES, Plan, Report, Source, run, table};

fn models() -> Models {
    let runtime = Runtime::discover(None).unwrap();
    Models { embedder: Some(Embedder::new(Model::embedded().unwrap(), runtime).unwrap()), minilm: None }
}

fn bench(plan: Plan, source: &Source, models: &Models) -> Result<Report, BenchError> {
    run(&plan.validate()?, source, models, None, &mut |_| ())
}

/// A log of so many requests, each account asking its own thing.
fn log(count: usize) -> Source {
    let line = |i: usize| {
        let prompt = format!("Tell me about number {i} of the list, {} times", "again ".repeat(i % 7));
        let record =
            serde_json::json!({ "id": i, "ts": 1_772_409_614 + i, "account": i % 5, "prompt": prompt });
        format!("{record}\n")
    };
    let bytes = (0..count).map(line).collect::<String>().into_bytes().leak();
    let inputs = [Input::Bytes { name: "log", bytes: bytes.into() }];
    Source::Given(read(&inputs, &ReadSettings::new(FieldMap::preset(Preset::Plain)), &mut |_| ()).unwrap().0)
}

#[test]
fn every_stage_is_measured_at_each_size_and_number_of_threads() {
    let plan = Plan { sizes: vec![900, 300], threads: vec![2, 1], runs: 2, ..Plan::default() };
    let report = bench(plan, &Source::Simulated, &models()).unwrap();
    // What this machine may lack, with the reason that is told then.
    let lacking = [("minilm", "--minilm"), ("cuda-join", "no GPU"), ("cuda-top10", "no GPU")];
    let skipped = |name: &str| report.skipped.iter().any(|skipped| skipped.stage == name);
    for name in NAMES.into_iter().filter(|name| !skipped(name)) {
        let of: Vec<&Measured> = report.results.iter().filter(|result| result.stage == name).collect();
        let places: Vec<(usize, usize)> = of.iter().map(|result| (result.size, result.threads)).collect();
        assert_eq!(places, [(300, 1), (300, 2), (900, 1), (900, 2)], "{name}");
        for result in &of {
            assert_eq!(result.seconds.runs.len(), 2, "{name}");
            assert!(result.seconds.least > 0.0 && result.seconds.least <= result.seconds.median, "{name}");
            assert!(result.units > 0 && result.results > Some(0), "{name}: {result:?}");
            let units = result.per_second * result.seconds.median;
            assert!((units / result.units as f64 - 1.0).abs() < 1e-9, "{name}");
        }
        assert_eq!(of[0].results, of[1].results, "{name}: the same at any number of threads");
        assert!(report.growth.iter().any(|growth| growth.stage == name && growth.sizes == 2), "{name}");
    }
    assert!(report.results.iter().any(|result| result.stage == "detect: signals"));
    let search = report.results.iter().find(|result| result.stage == "graph-search").unwrap();
    assert!(search.recall.unwrap() > 0.9, "{search:?}");
    assert!(skipped("minilm"));
    for skipped in &report.skipped {
        let known =
            lacking.iter().any(|(stage, reason)| skipped.stage == *stage && skipped.reason.contains(reason));
        assert!(known, "{skipped:?}");
    }
    assert_eq!(report.data.iter().map(|data| data.vectors).collect::<Vec<_>>(), [300, 900]);
    let text = table(&report);
    assert!(NAMES.iter().all(|name| text.contains(name)), "{text}");
}

#[test]
fn the_same_plan_does_the_same_work() {
    let plan = Plan { sizes: vec![400], threads: vec![1], runs: 1, near_duplicates: 0.5, ..Plan::default() };
    let work = || {
        let report = bench(plan.clone(), &Source::Simulated, &models()).unwrap();
        let facts = report.results.iter().map(|r| (r.stage.clone(), r.items, r.units, r.results));
        facts.collect::<Vec<_>>()
    };
    assert_eq!(work(), work());
}

#[test]
fn stages_that_need_an_encoder_say_so_where_there_is_none() {
    let plan = Plan { stages: vec!["normalise".into(), "leaders".into()], runs: 1, ..Plan::default() };
    let report = bench(plan, &log(60), &Models::default()).unwrap();
    assert_eq!(report.results.iter().map(|result| &*result.stage).collect::<Vec<_>>(), ["normalise"]);
    assert_eq!(report.results[0].units, 60);
    assert_eq!((report.skipped[0].stage, report.skipped[0].size), ("leaders", 60));
    assert!(table(&report).contains("not run: leaders at 60: there is no encoder"));
}

#[test]
fn of_a_log_the_first_requests_are_taken_and_no_more_than_there_are() {
    let plan = |size| Plan { stages: vec!["read".into()], sizes: vec![size], runs: 1, ..Plan::default() };
    let report = bench(plan(40), &log(60), &Models::default()).unwrap();
    assert_eq!((report.results[0].units, report.results[0].results), (40, Some(40)));
    let error = bench(plan(61), &log(60), &Models::default()).unwrap_err();
    assert!(error.to_string().starts_with("expected a log of at least 61 requests, got 60"), "{error}");
}

#[test]
fn a_log_with_few_distinct_prompts_gives_the_vectors_it_has() {
    let plan = Plan { stages: vec!["exact-join".into()], runs: 1, ..Plan::default() };
    let report = bench(plan, &log(60), &models()).unwrap();
    let data = &report.data[0];
    assert!(data.vectors > 0 && data.vectors < 60 && data.queries > 0, "{data:?}");
}

#[test]
fn a_stage_over_its_budget_is_run_once() {
    let plan =
        Plan { stages: vec!["normalise".into()], sizes: vec![300], budget_seconds: 1e-9, ..Plan::default() };
    let report = bench(plan, &Source::Simulated, &Models::default()).unwrap();
    assert_eq!(report.results[0].seconds.runs.len(), 1);
}

#[test]
fn a_plan_that_makes_no_sense_is_refused_in_words() {
    let refused = |plan: Plan| plan.validate().unwrap_err().to_string();
    let unknown = refused(Plan { stages: vec!["embedd".into()], ..Plan::default() });
    assert!(unknown.contains("read, normalise, phrases") && unknown.contains("\"embedd\""), "{unknown}");
    for (plan, name) in [
        (Plan { sizes: vec![9], ..Plan::default() }, "a size"),
        (Plan { threads: vec![0], ..Plan::default() }, "the number of threads"),
        (Plan { runs: 0, ..Plan::default() }, "the number of runs"),
        (Plan { budget_seconds: f64::NAN, ..Plan::default() }, "the seconds a stage"),
        (Plan { near_duplicates: 1.0, ..Plan::default() }, "the share of near-duplicates"),
    ] {
        assert!(refused(plan).starts_with(&format!("expected {name} to be ")));
    }
}

/// Rows of a random walk as an .npy file of version 1.0.
fn npy(rows: usize, columns: usize) -> Vec<u8> {
    let header = format!("{{'descr': '<f4', 'fortran_order': False, 'shape': ({rows}, {columns}), }}\n");
    let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
    bytes.extend((header.len() as u16).to_le_bytes());
    bytes.extend(header.as_bytes());
    let numbers = (0..rows * columns).map(|i| ((i * 7919 % 1009) as f32 - 504.0) / 100.0);
    bytes.extend(numbers.flat_map(f32::to_le_bytes));
    bytes
}

fn with_vectors(path: &std::path::Path) -> Plan {
    let stages = vec!["exact-top10".into(), "graph-search".into()];
    Plan { stages, runs: 1, vectors: Some(path.to_owned()), ..Plan::default() }
}

#[test]
fn given_vectors_take_the_place_of_prompts() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rows.npy");
    std::fs::write(&path, npy(300, 20)).unwrap();
    let report = bench(with_vectors(&path), &log(60), &Models::default()).unwrap();
    let data = &report.data[0];
    assert_eq!((data.vectors, data.dimension, data.queries), (60, 20, 6));
    assert_eq!(report.results.iter().map(|r| &*r.stage).collect::<Vec<_>>(), ["exact-top10", "graph-search"]);
    assert!(report.results[1].recall.unwrap() > 0.9);
}

#[test]
fn given_vectors_may_be_more_than_the_requests_of_a_log() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("v.npy");
    std::fs::write(&path, npy(550, 20)).unwrap();
    let plan = Plan { sizes: vec![500], ..with_vectors(&path) };
    let report = bench(plan, &log(60), &Models::default()).unwrap();
    let data = &report.data[0];
    assert_eq!((data.size, data.requests, data.vectors, data.queries), (500, 60, 500, 50));
}

#[test]
fn a_file_that_holds_no_vectors_is_refused_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rows.npy");
    let refused = |bytes: &[u8]| {
        std::fs::write(&path, bytes).unwrap();
        bench(with_vectors(&path), &log(60), &Models::default()).unwrap_err().to_string()
    };
    let whole = npy(30, 20);
    let mut infinite = whole.clone();
    infinite.splice(whole.len() - 4.., f32::INFINITY.to_le_bytes());
    for (bytes, reason) in [
        (&b"text"[..], "it does not begin as an .npy file does"),
        (&whole[..40], "its header is cut short"),
        (&whole[..whole.len() - 1], "30 rows of 20 numbers do not fill 2399 bytes"),
        (&infinite, "a row holds NaN, infinity"),
    ] {
        let error = refused(bytes);
        assert!(error.contains(reason) && error.contains("rows.npy"), "{error}");
    }
    std::fs::remove_file(&path).unwrap();
    let error = bench(with_vectors(&path), &log(60), &Models::default()).unwrap_err().to_string();
    assert!(error.starts_with("cannot read"), "{error}");
}
