//! Requests for engines: the demo's, which come in order of time.
#![allow(dead_code, reason = "no test file uses all of it")]

use hydrascope::detector::Detector;
use hydrascope::input::{FieldMap, Input, Preset, ReadSettings, read};
use hydrascope::params::Params;
use hydrascope::request::{HashKey, Request, Timestamp};

pub(crate) const KEY: u64 = 5;
pub(crate) const DAY: i64 = 86_400_000;

pub(crate) fn detector_of(threads: usize, key: HashKey) -> Detector {
    let params = Params::builder().threads(threads).hash_key(key).build().unwrap();
    Detector::builder().params(params).build().unwrap()
}

pub(crate) fn detector(threads: usize) -> Detector {
    detector_of(threads, HashKey::new([KEY, 0]))
}

pub(crate) fn requests() -> Vec<Request> {
    let bytes = include_bytes!("../../datasets/demo.jsonl.gz").as_slice().into();
    let input = Input::Bytes { name: "demo.jsonl.gz", bytes };
    let settings = ReadSettings::new(FieldMap::preset(Preset::Plain));
    read(&[input], &settings, &mut |_| ()).unwrap().0
}

/// The same requests with other ids, so many milliseconds later.
pub(crate) fn shifted(requests: &[Request], millis: i64) -> Vec<Request> {
    let later = |request: &Request| Request {
        id: format!("{}+{millis}", request.id).into(),
        time: Timestamp::from_millis(request.time.as_millis() + millis).unwrap(),
        ..request.clone()
    };
    requests.iter().map(later).collect()
}
