//! Which kind of log inputs are, told by trying each on their first records.

use std::cmp::Reverse;

use serde::Serialize;

use super::check::{Check, check};
use super::error::InputError;
use super::preset::Preset;
use super::report::Reason;
use super::settings::ReadSettings;
use super::source::Input;

/// How a preset fits the first records of inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Guess {
    /// The preset.
    #[serde(serialize_with = "by_name")]
    pub preset: Preset,
    /// Records tried.
    pub read: u64,
    /// Records that it takes for requests.
    pub accepted: u64,
    /// Records that it set aside although it found their fields: without a prompt in its place, or of nobody.
    pub nearly: u64,
    /// Fields that hold something, over all records.
    pub filled: u64,
}

fn by_name<S: serde::Serializer>(preset: &Preset, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(preset.name())
}

/// Bytes of each input's text that presets are tried on at most: what gives no record in them is not read to its end by each.
const GUESSED_FROM: u64 = 32 << 20;

/// Tries presets, with the settings that are made of each, on the first `records` of inputs; the best comes first: the one
/// that accepts most, then the one that all but accepts most, then the one whose fields hold most, then the one that looks in fewest
/// places. Inputs are read once for each preset; one that can be read once only is held first ([`Input::held`]).
///
/// # Errors
/// As those of [`super::read`].
pub fn guess(
    inputs: &[Input],
    records: u64,
    candidates: &[(Preset, ReadSettings)],
) -> Result<Vec<Guess>, InputError> {
    let mut ranked = Vec::new();
    for (preset, settings) in candidates {
        let settings = ReadSettings {
            max_records: Some(records),
            max_text_bytes: Some(GUESSED_FROM),
            strict: false,
            ..settings.clone()
        };
        let tried = check(inputs, &settings, &mut |_| {})?;
        let places: usize = tried.fields.iter().map(|field| field.places.len()).sum();
        ranked.push((guessed(*preset, &tried), places));
    }
    ranked.sort_by_key(|(guess, places)| (Reverse((guess.accepted, guess.nearly, guess.filled)), *places));
    Ok(ranked.into_iter().map(|(guess, _)| guess).collect())
}

fn guessed(preset: Preset, tried: &Check) -> Guess {
    let found = [
        Reason::PromptNotStored,
        Reason::RedactedPrompt,
        Reason::PlaceholderAccount,
        Reason::EmptyPrompt,
        Reason::DuplicateId,
    ];
    let nearly =
        found.iter().filter_map(|reason| tried.report.set_aside.get(reason)).map(|aside| aside.count);
    Guess {
        preset,
        read: tried.report.read,
        accepted: tried.report.accepted,
        nearly: nearly.sum(),
        filled: tried.fields.iter().map(|field| field.filled - field.unreadable).sum(),
    }
}
