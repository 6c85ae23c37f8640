//! Normalising, phrases and the whole pipeline on the shipped traffic. Speed only.
#![allow(missing_docs, clippy::unwrap_used, reason = "a bench may stop where its data is broken")]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use hydrascope::detector::Detector;
use hydrascope::embed::{Embedder, Model, Runtime};
use hydrascope::input::{FieldMap, Input, Preset, ReadSettings, read};
use hydrascope::mine::{Corpus, Phrases, Shingles, Source};
use hydrascope::normalize::Normalizer;
use hydrascope::params::Params;
use hydrascope::place::Frames;
use hydrascope::request::{HashKey, Request};

fn requests() -> Vec<Request> {
    let bytes = include_bytes!("../datasets/demo.jsonl.gz");
    let inputs = [Input::Bytes { name: "demo.jsonl.gz", bytes: bytes.as_slice().into() }];
    read(&inputs, &ReadSettings::new(FieldMap::preset(Preset::Plain)), &mut |_| ()).unwrap().0
}

fn stages(criterion: &mut Criterion) {
    let requests = requests();
    let normalizer = Normalizer::new(HashKey::new([1, 2]));
    let params = Params::default();
    let mut group = criterion.benchmark_group("stages");
    group.sample_size(20).throughput(Throughput::Elements(requests.len() as u64));
    group.bench_function("normalise", |b| {
        let mut words = Vec::new();
        b.iter(|| {
            for request in &requests {
                words.clear();
                normalizer.words(request.prompt.as_str(), &mut words);
            }
            black_box(words.len())
        });
    });
    let sources: Vec<Source<'_>> =
        requests.iter().zip(0u32..).map(|(r, i)| Source::new(&r.prompt, i % 1000)).collect();
    let corpus = Corpus::new(&sources, HashKey::default());
    group.bench_function("phrases", |b| {
        b.iter(|| {
            let shingles = Shingles::mine(&corpus, &params.support());
            let phrases = Phrases::join(&corpus, &shingles, &params.join());
            black_box(Frames::find(&corpus, &shingles, &phrases, &params.frame()).len())
        });
    });
    group.finish();
}

fn pipeline(criterion: &mut Criterion) {
    let requests = requests();
    let embedder = Embedder::new(Model::embedded().unwrap(), Runtime::discover(None).unwrap()).unwrap();
    let mut group = criterion.benchmark_group("pipeline");
    group.sample_size(10).throughput(Throughput::Elements(requests.len() as u64));
    for (name, embedder) in [("with embedding", Some(embedder)), ("without embedding", None)] {
        let detector = Detector::builder().embedder(embedder).build().unwrap();
        group.bench_function(name, |b| {
            b.iter(|| {
                let log = detector.log(black_box(&requests)).unwrap();
                detector.detect(&log).unwrap().accounts.len()
            });
        });
    }
    group.finish();
}

criterion_group!(benches, stages, pipeline);
criterion_main!(benches);
