//! Small logs on disk, read as anyone would.
#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "no test file uses all of it, and a test stops where it fails"
)]

use std::fs;
use std::path::PathBuf;

use hydrascope::input::{FieldMap, Input, Preset, ReadReport, ReadSettings, Reason, read};
use hydrascope::request::Request;

/// The settings of a preset.
pub(crate) fn settings(preset: Preset) -> ReadSettings {
    ReadSettings::new(FieldMap::preset(preset))
}

/// The settings of the plain form with other fields.
pub(crate) fn mapped(fields: &[(&str, &str)]) -> ReadSettings {
    let mut settings = settings(Preset::Plain);
    for (field, path) in fields {
        settings.fields.set(field, path).unwrap();
    }
    settings
}

/// Writes a file below a folder of tests, and the folders that it lies in.
pub(crate) fn keep(name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("logs").join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, bytes).unwrap();
    path
}

/// Reads one file with this content.
pub(crate) fn read_file(
    name: &str,
    bytes: impl AsRef<[u8]>,
    settings: &ReadSettings,
) -> (Vec<Request>, ReadReport) {
    read(&[Input::File(keep(name, bytes))], settings, &mut |_| {}).unwrap()
}

fn read_line(line: &serde_json::Value, settings: &ReadSettings) -> (Vec<Request>, ReadReport) {
    let bytes = line.to_string().into_bytes().into();
    read(&[Input::Bytes { name: "line", bytes }], settings, &mut |_| {}).unwrap()
}

/// The one request of a line.
pub(crate) fn request(line: &serde_json::Value, settings: &ReadSettings) -> Request {
    let (mut requests, report) = read_line(line, settings);
    assert_eq!(report.accepted, 1, "{report:?}");
    requests.remove(0)
}

/// Why a line is no request.
pub(crate) fn reason(line: &serde_json::Value, settings: &ReadSettings) -> Reason {
    let (requests, report) = read_line(line, settings);
    assert!(requests.is_empty(), "{report:?}");
    *report.set_aside.keys().next().unwrap()
}

/// Id, account and prompt of each request.
pub(crate) fn shown(requests: &[Request]) -> Vec<(&str, &str, &str)> {
    requests.iter().map(|r| (&*r.id, &*r.account, r.prompt.as_str())).collect()
}
