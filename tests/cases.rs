//! The logs that failed once, which lie beside the repository (`../shared/cases`), where that is found.
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test stops where it fails and says what it skips"
)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use hydrascope::input::{FieldMap, Input, Preset, PromptFrom, ReadReport, ReadSettings, Reason, read};
use hydrascope::request::Request;

fn case(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/cases").join(name);
    let found = path.is_file();
    if !found {
        eprintln!("SKIPPED: there is no {}, so it was NOT read", path.display());
    }
    found.then_some(path)
}

fn settings(preset: Preset, fields: &[(&str, &str)]) -> ReadSettings {
    let mut settings = ReadSettings::new(FieldMap::preset(preset));
    for (field, path) in fields {
        settings.fields.set(field, path).unwrap();
    }
    settings
}

fn read_case(path: PathBuf, settings: &ReadSettings) -> (Vec<Request>, ReadReport) {
    read(&[Input::File(path)], settings, &mut |_| {}).unwrap()
}

/// Paths of fields that are no preset's.
type Fields = &'static [(&'static str, &'static str)];

/// Where each case is read whole: file, preset, fields, requests, accounts.
const READ: [(&str, Preset, Fields, usize, usize); 14] = [
    ("spend_logs_stored.jsonl", Preset::LiteLlm, &[], 8, 8),
    ("accounts_above_64_bits.jsonl", Preset::Plain, &[], 8, 8),
    ("otlp_spans.jsonl", Preset::OpenTelemetry, &[], 16, 8),
    ("template_in_system_field.jsonl", Preset::OpenAi, &[], 8, 8),
    ("dotnet_ticks.jsonl", Preset::Plain, &[], 8, 8),
    ("array_a_row_a_line.json", Preset::Plain, &[], 8, 8),
    ("json_in_text_columns.jsonl", Preset::Plain, &[("account", "Metadata.userId")], 8, 8),
    ("nan_in_unmapped_field.jsonl", Preset::Plain, &[], 8, 8),
    ("bigquery_time.jsonl", Preset::Plain, &[], 8, 8),
    ("no_id.jsonl", Preset::Plain, &[], 8, 8),
    ("empty_account_hides_the_next.jsonl", Preset::LiteLlm, &[], 8, 8),
    ("bedrock_titan_cohere.jsonl", Preset::Bedrock, &[], 8, 8),
    ("answer_is_last_message.jsonl", Preset::OpenAi, &[], 8, 8),
    ("org_same.jsonl", Preset::Plain, &[], 56, 7),
];

#[test]
fn each_log_is_read_whole() {
    for (name, preset, fields, expected, accounts) in READ {
        let Some(path) = case(name) else { continue };
        let from = if name.starts_with("answer") { PromptFrom::LastUser } else { PromptFrom::All };
        let settings = ReadSettings { prompt_from: from, ..settings(preset, fields) };
        let (requests, report) = read_case(path, &settings);
        let distinct: BTreeSet<&str> = requests.iter().map(|request| &*request.account).collect();
        assert_eq!((requests.len(), distinct.len()), (expected, accounts), "{name}: {report:?}");
        assert!(requests.iter().all(|request| request.time.to_string().starts_with("2026-03-0")), "{name}");
        assert!(
            requests.iter().all(|r| r.prompt.as_str().contains(' ') && !r.prompt.as_str().contains("Sure.")),
            "{name}"
        );
    }
}

#[cfg(feature = "parquet")]
#[test]
fn each_parquet_file_is_read_whole() {
    for (name, fields) in
        [("uuid_ids.parquet", &[][..]), ("map_user.parquet", &[("account", "metadata.user")][..])]
    {
        let Some(path) = case(name) else { continue };
        let (requests, report) = read_case(path, &settings(Preset::Plain, fields));
        let ids: BTreeSet<&str> = requests.iter().map(|request| &*request.id).collect();
        assert_eq!((ids.len(), report.accepted, report.named_by_place), (8, 8, 0), "{name}: {report:?}");
    }
}

#[test]
fn each_log_without_prompts_is_refused_by_reason() {
    for (name, reason) in
        [("spend_logs_default.jsonl", Reason::PromptNotStored), ("redacted.jsonl", Reason::RedactedPrompt)]
    {
        let Some(path) = case(name) else { continue };
        let (requests, report) = read_case(path, &settings(Preset::LiteLlm, &[]));
        assert!(requests.is_empty(), "{name}");
        assert_eq!(report.set_aside.keys().collect::<Vec<_>>(), [&reason], "{name}");
    }
}
