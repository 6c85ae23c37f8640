//! Normalising, phrases and the whole pipeline on the shipped traffic. Speed only.
#![allow(missing_docs, clippy::unwrap_used, reason = "a bench may stop where its data is broken")]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use hydrascope::batch::detect;
use hydrascope::embed::{Embedder, Model, Runtime};
use hydrascope::input::{FieldMap, Input, Preset, ReadSettings, read};
use hydrascope::normalize::Normalizer;
use hydrascope::params::Params;
use hydrascope::phrase::{Corpus, Frames, Phrases, Shingles, Source};
use hydrascope::request::{HashKey, Request};
use hydrascope::summary::Log;

fn requests() -> Vec<Request> {
    let bytes = include_bytes!("../datasets/demo.jsonl.gz");
    let inputs = [Input::Bytes { name: "demo.jsonl.gz", bytes: bytes.as_slice().into() }];
    read(&inputs, &ReadSettings::new(FieldMap::preset(Preset::Plain)), &mut |_| ()).unwrap().0
}

fn stages(criterion: &mut Criterion) {
    let requests = requests();
    let normalizer = Normalizer::new(HashKey::new([1, 2]));
    let params = Params::default().validate().unwrap();
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
    let params = Params::default().validate().unwrap();
    let embedder = Embedder::new(Model::embedded().unwrap(), Runtime::discover(None).unwrap()).unwrap();
    let mut group = criterion.benchmark_group("pipeline");
    group.sample_size(10).throughput(Throughput::Elements(requests.len() as u64));
    group.bench_function("with embedding", |b| {
        b.iter(|| {
            detect(
                &Log::of(black_box(&requests), params.hash_key).unwrap(),
                &params,
                Some(&embedder),
                &mut |_| (),
            )
            .unwrap()
            .judged
            .len()
        });
    });
    group.bench_function("without embedding", |b| {
        b.iter(|| {
            detect(&Log::of(black_box(&requests), params.hash_key).unwrap(), &params, None, &mut |_| ())
                .unwrap()
                .judged
                .len()
        });
    });
    group.finish();
}

criterion_group!(benches, stages, pipeline);
criterion_main!(benches);
