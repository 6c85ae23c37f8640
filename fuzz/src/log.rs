//! What holds of whatever is read.

use std::collections::BTreeSet;

use hydrascope::input::{
    FieldMap, Input, InputError, LineParser, Parsed, Preset, ReadReport, ReadSettings, Reason, read,
};
use hydrascope::request::{Prompt, Request};
use serde_json::Value;

/// The settings of the plain form.
pub(crate) fn plain() -> ReadSettings {
    ReadSettings::new(FieldMap::preset(Preset::Plain))
}

/// Reads bytes as a log and checks that every record is accounted for; none where they are Parquet, which is read from files.
pub(crate) fn read_bytes(bytes: &[u8], settings: &ReadSettings) -> Option<(Vec<Request>, ReadReport)> {
    match read(&[Input::Bytes { name: "log", bytes: bytes.into() }], settings, &mut |_| {}) {
        Ok((requests, report)) => {
            check(&requests, &report, settings);
            Some((requests, report))
        }
        Err(InputError::ParquetStream { .. }) if bytes.starts_with(b"PAR1") => None,
        Err(error) => panic!("lenient reading of bytes in memory failed: {error}"),
    }
}

/// Every record is a request or set aside; requests are in order, each id once, each prompt within its limit.
pub(crate) fn check(requests: &[Request], report: &ReadReport, settings: &ReadSettings) {
    let broken = report.set_aside.get(&Reason::BrokenFile).map_or(0, |broken| broken.count);
    assert_eq!(report.accepted, requests.len() as u64);
    assert_eq!(report.read, report.accepted + report.set_aside_total() - broken, "{:?}", report.set_aside);
    assert!(requests.is_sorted_by_key(|request| (request.time, &request.id)));
    let ids: BTreeSet<&str> = requests.iter().map(|request| &*request.id).collect();
    assert_eq!(ids.len(), requests.len());
    for request in requests {
        check_prompt(&request.prompt);
        assert!(request.prompt.as_str().len() <= settings.max_prompt_bytes);
        assert!(!request.account.trim().is_empty());
    }
}

/// The parts of a prompt are texts in it, one behind the other.
pub(crate) fn check_prompt(prompt: &Prompt) {
    let text = prompt.as_str();
    let mut behind = 0;
    for part in prompt.parts() {
        assert!(
            text.get(part.range()).is_some() && part.range().start >= behind,
            "{part:?} of {}",
            text.len()
        );
        behind = part.range().end;
    }
}

/// Reads one record in the fast way and in the plain one, which have to agree.
pub(crate) fn read_record(record: &Value, settings: &ReadSettings) -> Option<Parsed> {
    let parser = LineParser::new(settings);
    let fast = parser.line(record.to_string().as_bytes());
    assert_eq!(fast, parser.record(record));
    fast.inspect(|parsed| check_prompt(&parsed.request.prompt)).ok()
}
