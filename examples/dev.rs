#![allow(clippy::all, clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr, missing_docs)]
use hydrascope::{normalize::Normalizer, phrase::*};
use std::io::{BufRead, Write};
use std::time::Instant;
#[derive(serde::Deserialize)]
struct Row {
    id: String,
    account: String,
    prompt: String,
    #[serde(default)]
    org: Option<String>,
}
fn main() {
    let dir = std::env::args().nth(1).unwrap();
    let out = std::env::args().nth(2).unwrap();
    let t0 = Instant::now();
    let file = std::fs::File::open(format!("{dir}/traffic.jsonl.gz")).unwrap();
    let rows: Vec<Row> = std::io::BufReader::new(flate2::read::MultiGzDecoder::new(file))
        .lines()
        .map(|l| serde_json::from_str(&l.unwrap()).unwrap())
        .collect();
    eprintln!("read {:?}", t0.elapsed());
    let t0 = Instant::now();
    let mut actors = rustc_hash::FxHashMap::default();
    let sources: Vec<Source> = rows
        .iter()
        .map(|r| {
            let k = r.org.as_ref().unwrap_or(&r.account).clone();
            let n = actors.len() as u32;
            Source { prompt: &r.prompt, actor: *actors.entry(k).or_insert(n) }
        })
        .collect();
    let corpus = Corpus::new(&sources, &Normalizer::new([1, 2]), [3, 4]);
    eprintln!("corpus {:?} texts {}", t0.elapsed(), corpus.len());
    let t0 = Instant::now();
    let support = Support {
        width: 5,
        actors: 5,
        texts: std::env::var("TEXTS").ok().and_then(|v| v.parse().ok()).unwrap_or(3),
        texts_alone: 20,
    };
    let shingles = Shingles::mine(&corpus, &support);
    eprintln!("shingles {:?} {}", t0.elapsed(), shingles.len());
    let t0 = Instant::now();
    let e = |k: &str, d: f64| std::env::var(k).ok().and_then(|v| v.parse().ok()).unwrap_or(d);
    let phrases = Phrases::join(&corpus, &shingles, e("IMPLIED", 0.5));
    eprintln!("phrases {:?} {}", t0.elapsed(), phrases.len());
    let t0 = Instant::now();
    let templates = hydrascope::cluster::Templates::cluster(
        &corpus,
        &shingles,
        &phrases,
        &hydrascope::cluster::ClusterParams {
            width: 5,
            together: e("TOGETHER", 0.6),
            frame_texts: e("TIER", 10.) as u32,
            common: e("COMMON", 0.5),
            proof: e("PROOF", 0.5),
        },
    );
    eprintln!("templates {:?} {}", t0.elapsed(), templates.texts.len());
    std::fs::create_dir_all(&out).unwrap();
    let mut w = std::io::BufWriter::new(std::fs::File::create(format!("{out}/requests.jsonl")).unwrap());
    for (r, &t) in rows.iter().zip(corpus.text_of()) {
        if let Some(t) = templates.of_text[t as usize] {
            writeln!(w, "{}", serde_json::json!({"id": r.id, "template": format!("t{t}")})).unwrap();
        } else if corpus.requests(t).len() > 1 {
            writeln!(w, "{}", serde_json::json!({"id": r.id, "template": format!("d{t}")})).unwrap();
        }
    }
    std::fs::write(format!("{out}/accounts.jsonl"), "").unwrap();
}
