//! Parquet files.

use std::io::Write;

use hydrascope::input::{Input, read};
use tempfile::NamedTempFile;

use crate::log::{check, plain};

/// Reads bytes as a file, Parquet where they begin like it, with the prompt in a column and in a list of messages. Every row is
/// accounted for.
pub fn parquet(bytes: &[u8]) {
    let mut file = NamedTempFile::new().unwrap();
    file.write_all(bytes).unwrap();
    let input = [Input::File(file.path().to_owned())];
    for prompt in ["prompt", "body.messages"] {
        let mut settings = plain();
        settings.fields.set("prompt", prompt).unwrap();
        let (requests, report) = read(&input, &settings, &mut |_| {}).unwrap();
        check(&requests, &report, &settings);
    }
}
