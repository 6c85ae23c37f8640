//! Development driver: features of each group for fitting, and reports for the scorer.
#![allow(clippy::all, clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr, missing_docs)]
use hydrascope::{batch, params::Params, request::*};
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
    org: Option<String>,
}
fn main() {
    let dir = std::env::args().nth(1).unwrap();
    let out = std::env::args().nth(2).unwrap();
    let t0 = Instant::now();
    let file = std::fs::File::open(format!("{dir}/traffic.jsonl.gz")).unwrap();
    let requests: Vec<Request> = std::io::BufReader::new(flate2::read::MultiGzDecoder::new(file))
        .lines()
        .map(|l| {
            let r: Row = serde_json::from_str(&l.unwrap()).unwrap();
            let mut a = hydrascope::attribute::Attributes::default();
            if let Some(v) = r.ip {
                a.set("network", v)
            }
            if let Some(v) = r.payment {
                a.set("payment", v)
            }
            if let Some(v) = r.org {
                a.set("organisation", v)
            }
            Request {
                id: r.id.into(),
                time: r.ts.parse().unwrap(),
                account: r.account.into(),
                prompt: Prompt::new(r.prompt),
                attributes: a,
            }
        })
        .collect();
    let read = t0.elapsed();
    let t0 = Instant::now();
    let params = Params::default().validate().unwrap();
    let embedder = std::env::var("NOEMBED").is_err().then(|| {
        hydrascope::embed::Embedder::new(
            match std::env::var("MODEL") {
                Ok(m) => hydrascope::embed::Model::from_folder(m.as_ref()).unwrap(),
                Err(_) => hydrascope::embed::Model::embedded().unwrap(),
            },
            hydrascope::embed::Runtime::discover(None).unwrap(),
        )
        .unwrap()
    });
    eprintln!("load {:?}", t0.elapsed());
    let t0 = Instant::now();
    let d = batch::detect(&requests, &params, embedder.as_ref(), &mut |_| ()).unwrap();
    eprintln!("read {read:?} detect {:?} {:?}", t0.elapsed(), d.timings);
    std::fs::create_dir_all(&out).unwrap();
    let create = |n: &str| std::io::BufWriter::new(std::fs::File::create(format!("{out}/{n}")).unwrap());
    let mut w = create("requests.jsonl");
    for (id, t) in &d.findings.placements {
        writeln!(w, "{}", serde_json::json!({"id": id, "template": t})).unwrap();
    }
    let mut w = create("accounts.jsonl");
    for a in &d.findings.accounts {
        writeln!(w, "{}", serde_json::to_string(a).unwrap()).unwrap();
    }
    std::fs::write(
        format!("{out}/campaigns.json"),
        serde_json::to_string_pretty(&d.findings.campaigns).unwrap(),
    )
    .unwrap();
    let mut w = create("groups.jsonl");
    for j in &d.judged {
        let accounts: Vec<String> = j
            .part
            .group
            .members
            .iter()
            .map(|m| requests[m.requests[0] as usize].account.to_string())
            .collect();
        let ids: Vec<&str> = j
            .part
            .group
            .members
            .iter()
            .flat_map(|m| m.requests.iter().map(|&r| &*requests[r as usize].id))
            .collect();
        writeln!(w, "{}", serde_json::json!({"strength": j.strength, "features": j.evidence.features(), "names": hydrascope::campaign::NAMES, "accounts": accounts, "ids": ids})).unwrap();
    }
}
