//! What goes to the peers' script and what comes back. The script here is a small one that needs no packages.
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test stops where it fails")]

use std::fs;
use std::path::Path;
use std::process::Command;

use hydrascope::embed::{Embedder, Model, Runtime};
use hydrascope_bench::{Models, Peers, Plan, Report, Source, run, table};
use tempfile::TempDir;

/// Counts the texts and the numbers of the data, and gives them back as figures.
const SCRIPT: &str = r#"
import json, pathlib, sys
folder = pathlib.Path(sys.argv[1])
texts = [json.loads(line) for line in (folder / "prompts.jsonl").read_text(encoding="utf-8").splitlines()]
assert all(isinstance(text, str) for text in texts)
figure = lambda work, value, threads: {
    "work": work, "peer": "counter", "version": "1", "threads": threads, "value": value, "unit": "u",
}
figures = [figure("clusters", len(texts), 1), figure("clusters", 7, 2), figure("graph-search", 7, 1)]
print(json.dumps({
    "figures": figures if "cluster" in sys.argv else [],
    "missing": [{"name": "other", "reason": " ".join(sys.argv[2:])}],
}))
"#;

fn bench(script: &str, folder: &Path) -> Option<Result<Report, String>> {
    bench_with(script, folder, true)
}

fn bench_with(script: &str, folder: &Path, embedded_model: bool) -> Option<Result<Report, String>> {
    if Command::new("python3").arg("--version").output().is_err() {
        eprintln!("SKIPPED: there is no python3");
        return None;
    }
    let path = folder.join("script.py");
    fs::write(&path, script).unwrap();
    let runtime = Runtime::discover(None).unwrap();
    let models =
        Models { embedder: Some(Embedder::new(Model::embedded().unwrap(), runtime).unwrap()), minilm: None };
    let plan = Plan {
        stages: vec!["exact-top10".into(), "clusters".into()],
        sizes: vec![400],
        threads: vec![1],
        runs: 1,
        near_duplicates: 0.5,
        ..Plan::default()
    };
    let (python, folder) = (None, folder.to_owned());
    let peers = Peers { script: path, python, folder, embedded_model, minilm: None, minilm_int8: None };
    let report = run(&plan.validate().unwrap(), &Source::Simulated, &models, Some(&peers), &mut |_| ());
    Some(report.map_err(|error| error.to_string()))
}

/// Rows and columns of a file of NumPy's format 1.0, and its numbers.
fn npy(path: &Path) -> (usize, usize, Vec<f32>) {
    let bytes = fs::read(path).unwrap();
    assert_eq!(&bytes[..8], b"\x93NUMPY\x01\x00");
    let start = 10 + usize::from(u16::from_le_bytes([bytes[8], bytes[9]]));
    assert_eq!(start % 64, 0);
    let header = std::str::from_utf8(&bytes[10..start]).unwrap();
    let (_, shape) = header.split_once("'shape': (").unwrap();
    let (shape, _) = shape.split_once(')').unwrap();
    let (rows, columns) = shape.split_once(", ").unwrap();
    let numbers = bytes[start..].as_chunks::<4>().0.iter().map(|b| f32::from_le_bytes(*b)).collect();
    (rows.parse().unwrap(), columns.parse().unwrap(), numbers)
}

#[test]
fn figures_of_the_script_stand_beside_ours() {
    let folder = TempDir::new().unwrap();
    let Some(report) = bench(SCRIPT, folder.path()) else { return };
    let report = report.unwrap();
    assert_eq!(report.peers[0].figures.len(), 3);
    // The graph was not among the stages.
    let [clusters, other] = &report.ratios[..] else { panic!("{:?}", report.ratios) };
    assert_eq!((clusters.theirs, clusters.times), (400.0, clusters.ours.map(|ours| ours / 400.0)));
    assert!(clusters.ours.unwrap() > 0.0);
    assert_eq!((other.ours, other.times), (None, None), "hydrascope was not measured with two threads");
    let told: Vec<&str> = report.peers[0].missing.iter().map(|missing| &*missing.reason).collect();
    assert_eq!(told, ["--runs 1 --threads 1 --only exact", "--runs 1 --threads 1 --only cluster"]);
    assert!(table(&report).contains("peer not measured: other"));
    // Once before the peers and once after them, the run to warm up left out.
    assert!(report.results.iter().all(|result| result.seconds.runs.len() == 2), "{:?}", report.results);
}

#[test]
fn peers_on_the_embedded_model_do_not_stand_beside_another() {
    let folder = TempDir::new().unwrap();
    let Some(report) = bench_with(SCRIPT, folder.path(), false) else { return };
    let report = report.unwrap();
    assert!(report.ratios.is_empty());
    let missing: Vec<&str> = report.peers[0].missing.iter().map(|missing| &*missing.name).collect();
    assert_eq!(missing, ["other", "cluster"]);
}

#[test]
fn vectors_are_written_as_they_were_measured() {
    let folder = TempDir::new().unwrap();
    let Some(report) = bench(SCRIPT, folder.path()) else { return };
    let data = report.unwrap().data.remove(0);
    let (rows, dimension, numbers) = npy(&folder.path().join("rows.npy"));
    assert_eq!((rows, dimension, numbers.len()), (400, data.dimension, 400 * data.dimension));
    let row = |i: usize| &numbers[i * dimension..(i + 1) * dimension];
    let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
    assert!((0..rows).all(|i| (dot(row(i), row(i)) - 1.0).abs() < 1e-3));
    // Half of the rows repeat one of the other half at 0.99 or more; those alone lie nearer than 0.98.
    let near = |i: usize| (0..i).any(|j| dot(row(i), row(j)) > 0.985);
    let repeats = (0..rows).filter(|&i| near(i)).count();
    assert!((150..=200).contains(&repeats), "{repeats}");
    let (queries, columns, truth) = npy(&folder.path().join("truth.npy"));
    assert_eq!((queries, columns), (data.queries, 10));
    let (_, _, asked) = npy(&folder.path().join("queries.npy"));
    let mut cosines: Vec<f32> = (0..rows).map(|i| dot(row(i), &asked[..dimension])).collect();
    cosines.sort_by(|a, b| b.total_cmp(a));
    assert!(truth[..10].iter().zip(&cosines).all(|(a, b)| (a - b).abs() < 1e-5));
}

#[test]
fn a_script_that_fails_is_told_with_its_command() {
    let folder = TempDir::new().unwrap();
    for (script, reason) in
        [("raise SystemExit(3)", "exit status: 3"), ("print(1)", "not what was agreed on")]
    {
        let Some(report) = bench(script, folder.path()) else { return };
        let error = report.unwrap_err();
        assert!(
            error.contains(reason) && error.contains("script.py") && error.contains("--runs 1"),
            "{error}"
        );
    }
}
