//! Logs that are text.

use hydrascope::input::{FieldMap, Input, Preset, PromptFrom, ReadSettings, Reason, read};

use crate::log::read_bytes;

/// Reads bytes as JSON lines, JSON documents or a table, whichever they look like, under each preset in turn: the first byte
/// chooses. Every record is accounted for, and strict reading stops exactly where lenient reading set something aside.
pub fn lines(bytes: &[u8]) {
    let Some((&choice, bytes)) = bytes.split_first() else { return };
    let choice = usize::from(choice);
    let mut settings = ReadSettings::new(FieldMap::preset(Preset::ALL[choice % Preset::ALL.len()]));
    settings.prompt_from = PromptFrom::ALL[choice / 16 % PromptFrom::ALL.len()];
    if choice >= 128 {
        settings.max_line_bytes = 64;
        settings.max_prompt_bytes = 16;
    }
    let Some((requests, report)) = read_bytes(bytes, &settings) else { return };

    settings.strict = true;
    let input = Input::Bytes { name: "log", bytes: bytes.into() };
    let strict = read(&[input], &settings, &mut |_| {});
    let is_sound = report.set_aside.keys().all(|&reason| reason == Reason::NotARequest)
        && report.unusable_attributes.is_empty();
    assert_eq!(strict.is_ok(), is_sound, "{:?}", report.set_aside);
    if let Ok(strict) = strict {
        assert!(strict == (requests, report));
    }
}
