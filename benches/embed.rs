//! Speed of embedding on one thread: the embedded model, and MiniLM where `HYDRASCOPE_MINILM` names its folder.
//! ONNX Runtime is used where it is found, see `Runtime::discover`.

use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use hydrascope::embed::{Embedder, Model, Runtime};

#[path = "common/prompts.rs"]
mod prompts;

fn embed(c: &mut Criterion) {
    let Ok(runtime) = Runtime::discover(None) else { return };
    let Ok(pool) = rayon::ThreadPoolBuilder::new().num_threads(1).build() else { return };
    let mut group = c.benchmark_group(format!("embed, {}", runtime.name()));
    group.sample_size(20);
    group.bench_function("load the embedded model", |b| {
        b.iter(|| Model::embedded().map(|model| Embedder::new(model, runtime.clone()).is_ok()));
    });
    let minilm = std::env::var("HYDRASCOPE_MINILM").ok();
    let minilm =
        minilm.and_then(|folder| Model::from_folder(Path::new(&folder)).ok()).map(|m| ("MiniLM", m, 50));
    for (name, model, count) in
        Model::embedded().ok().map(|m| ("embedded", m, 2000)).into_iter().chain(minilm)
    {
        let Ok(embedder) = Embedder::new(model, runtime.clone()) else { continue };
        for words in [8, 30] {
            let texts = prompts::texts(count, words);
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            group.throughput(Throughput::Elements(texts.len() as u64));
            group.bench_function(format!("{name}, {words} words"), |b| {
                b.iter(|| pool.install(|| embedder.embed(&texts).is_ok()));
            });
        }
    }
    group.finish();
}

criterion_group!(benches, embed);
criterion_main!(benches);
