//! Speed of reading: lines of JSON, plain and compressed, on one core.
#![allow(missing_docs, reason = "macros of criterion make items without documentation")]

use std::hint::black_box;
use std::io::Write;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use hydrascope::input::{FieldMap, Input, Preset, ReadSettings, read};

/// Lines of about 350 bytes each, as in a week of chat traffic.
fn lines(count: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    for i in 0..count {
        let words = "one of the words that a prompt may hold ".repeat(1 + i % 12);
        let line = serde_json::json!({
            "id": format!("r{i:07}"), "ts": format!("2026-03-02T{:02}:{:02}:14.553Z", i / 3600 % 24, i / 60 % 60),
            "account": format!("acct-{:012x}", i * 7919 % 17_300), "prompt": format!("{words}\n\u{e9}t\u{e9}?"),
            "ip": "192.0.2.0/24", "payment": "pm-f1f9471e",
        });
        bytes.extend_from_slice(line.to_string().as_bytes());
        bytes.push(b'\n');
    }
    bytes
}

fn input(criterion: &mut Criterion) {
    let plain = lines(10_000);
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    let gzip = gzip.write_all(&plain).and_then(|()| gzip.finish()).unwrap_or_default();
    let size = Throughput::Bytes(plain.len() as u64);
    let mut group = criterion.benchmark_group("input");
    group.throughput(size);
    for (name, bytes) in [("lines", plain), ("gzip", gzip)] {
        let inputs = [Input::Bytes { name: "bench", bytes: bytes.into() }];
        let settings = ReadSettings::new(FieldMap::preset(Preset::Plain));
        group.bench_function(name, |bench| bench.iter(|| black_box(read(&inputs, &settings, &mut |_| {}))));
    }
    group.finish();
}

criterion_group!(benches, input);
criterion_main!(benches);
