//! Speed of tokenising with the embedded model's tokenizer.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use hydrascope::embed::Model;

#[path = "common/prompts.rs"]
mod prompts;

fn tokenize(c: &mut Criterion) {
    let Ok(tokenizer) = Model::embedded().and_then(|model| model.tokenizer()) else { return };
    let mut group = c.benchmark_group("tokenize");
    for words in [8, 30, 200] {
        let texts = prompts::texts(500, words);
        group.throughput(Throughput::Elements(texts.len() as u64));
        group.bench_function(format!("{words} words"), |b| {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            b.iter(|| {
                tokenizer.encode_all(&texts).map(|tokens| tokens.iter().map(<[u32]>::len).sum::<usize>())
            });
        });
        // The plain twin, which remembers no words.
        group.bench_function(format!("{words} words, one by one"), |b| {
            b.iter(|| {
                texts.iter().filter_map(|t| tokenizer.encode(t).ok()).map(|ids| ids.len()).sum::<usize>()
            });
        });
    }
    group.finish();
}

criterion_group!(benches, tokenize);
criterion_main!(benches);
