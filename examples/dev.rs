#![allow(clippy::all, clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr, missing_docs)]
use hydrascope::{normalize::Normalizer, phrase::*};
use std::io::{BufRead, Write};
use std::time::Instant;
#[derive(serde::Deserialize)]
struct Row {
    id: String,
    account: String,
    prompt: String,
    ts: String,
    ip: Option<String>,
    payment: Option<String>,
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

    use hydrascope::evidence::*;
    let t0 = Instant::now();
    let template_of: Vec<Option<u32>> =
        corpus.text_of().iter().map(|&t| templates.of_text[t as usize]).collect();
    let times: Vec<i64> =
        rows.iter().map(|r| r.ts.parse::<hydrascope::time::Timestamp>().unwrap().as_millis()).collect();
    let traffic = Traffic {
        times,
        text_of: corpus.text_of().to_vec(),
        requests_of: Groups::new(actors.len(), sources.iter().zip(0u32..).map(|(s, i)| (s.actor, i))),
    };
    let groups = portfolios(&traffic, &template_of, templates.len(), 5, e("ALIKE", 0.25));
    let rhythm = HumanRhythm::fit(&traffic, 1);
    eprintln!("rhythm {rhythm:?}");
    let attribute = |name: &str, get: &dyn Fn(&Row) -> Option<String>| {
        let mut ids = rustc_hash::FxHashMap::default();
        let mut seen = std::collections::BTreeSet::new();
        let mut values = vec![];
        for (i, r) in rows.iter().enumerate() {
            values.push(match get(r) {
                None => u32::MAX,
                Some(v) => {
                    let n = ids.len() as u32;
                    let id = *ids.entry(v).or_insert(n);
                    seen.insert((id, sources[i].actor));
                    id
                }
            });
        }
        let mut a = vec![0u32; ids.len()];
        for (v, _) in seen {
            a[v as usize] += 1;
        }
        Attribute { name: name.into(), values, actors: a }
    };
    let attrs = [attribute("network", &|r| r.ip.clone()), attribute("payment", &|r| r.payment.clone())];
    let mut w = std::io::BufWriter::new(std::fs::File::create(format!("{out}/groups.jsonl")).unwrap());
    for g in &groups {
        if g.members.len() < 5 {
            continue;
        }
        let n: usize = g
            .templates
            .iter()
            .map(|&t| templates.texts.of(t).iter().map(|&x| corpus.requests(x).len()).sum::<usize>())
            .sum();
        let s = spread(&traffic, g, n as f64 / rows.len() as f64);
        let sk = &templates.skeletons[g.templates[0] as usize];
        let members: Vec<_> = g
            .members
            .iter()
            .map(|m| {
                let gp = rhythm.gaps(&traffic, m);
                serde_json::json!([
                    rows[m.requests[0] as usize].account,
                    m.requests.len(),
                    traffic.activity(m.actor),
                    gp.short,
                    gp.all,
                    gp.expected
                ])
            })
            .collect();
        writeln!(w, "{}", serde_json::json!({"templates": g.templates, "n": g.requests(), "actors": g.members.len(), "conc": s.concentration, "share": s.share, "rep": s.repetition, "sweep": sweep(&traffic, g), "load": load(g), "clock": clock(&traffic, g), "rhythm": rhythm.ratio(&traffic, g.members.iter()), "net": infrastructure(&attrs[0], actors.len(), g), "pay": infrastructure(&attrs[1], actors.len(), g), "words": sk.words(), "members": members, "first": g.members.iter().flat_map(|m| m.requests.iter().map(|&r| rows[r as usize].id.clone())).collect::<Vec<_>>()})).unwrap();
    }
    eprintln!("evidence {:?} groups {}", t0.elapsed(), groups.len());
    std::fs::write(format!("{out}/accounts.jsonl"), "").unwrap();
}
