//! A small log in which a list is dealt to workers among people, and detection of it.
#![allow(dead_code, reason = "each test program calls some of it")]

use hydrascope::detector::{DetectError, Detection, Detector, Watch};
use hydrascope::embed::{Embedder, Model, Runtime};
use hydrascope::finding::Findings;
use hydrascope::params::Params;
use hydrascope::request::{Attributes, Prompt, Request, Timestamp};

pub(crate) fn request(id: usize, minute: i64, account: &str, prompt: &str) -> Request {
    Request {
        id: format!("r{id}").into(),
        time: Timestamp::from_millis(1_767_225_600_000 + minute * 60_000).unwrap(),
        account: account.into(),
        prompt: Prompt::new(prompt),
        attributes: Attributes::default(),
    }
}

pub(crate) fn run(requests: &[Request], threads: usize) -> Result<Detection, DetectError> {
    run_with(requests, threads, None)
}

pub(crate) fn run_with(
    requests: &[Request],
    threads: usize,
    embedder: Option<&Embedder>,
) -> Result<Detection, DetectError> {
    let params = Params::builder().threads(threads).build().unwrap();
    let detector = Detector::builder().params(params).embedder(embedder.cloned()).build()?;
    detector.detect_watched(&detector.log(requests)?, &mut Watch::default())
}

pub(crate) fn found_by(params: Params, requests: &[Request]) -> Findings {
    let detector = Detector::builder().params(params).build().unwrap();
    detector.detect(&detector.log(requests).unwrap()).unwrap()
}

pub(crate) fn embedder() -> Embedder {
    Embedder::new(Model::embedded().unwrap(), Runtime::discover(None).unwrap()).unwrap()
}

/// A week of 300 people in sessions, and 20 workers with 10 requests each of one template.
pub(crate) fn log() -> Vec<Request> {
    log_of(300, |about| format!("Answer the question below and show every step of your thinking: {about}"))
}

pub(crate) fn log_of(people: usize, template: impl Fn(String) -> String) -> Vec<Request> {
    let mut requests = Vec::new();
    let word = |n: usize| format!("w{}q", n * 7919 % 9973);
    for person in 0..people {
        for i in 0..8usize {
            let minute = (person * 37 % 1440 + i / 4 * 2880 + i % 4 * 3) as i64;
            let n = person * 8 + i;
            let prompt = format!("{} {} {}", word(n), word(n + 3000), word(n + 6000));
            requests.push((minute, format!("p{person}"), prompt));
        }
    }
    for worker in 0..20usize {
        for i in 0..10usize {
            let n = worker * 10 + i;
            let about = format!("{} {} {}", word(n + 111), word(n + 2222), word(n + 4444));
            let prompt = template(about);
            // As if drawn by lot: what comes at set times is a timer's.
            let minute = (n as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29) % 10_007;
            requests.push((minute as i64, format!("worker{worker}"), prompt));
        }
    }
    requests.sort();
    requests.into_iter().enumerate().map(|(id, (m, a, p))| request(id, m, &a, &p)).collect()
}
