//! What the process that tries a model does: everything that detection will do with it, within bounds.

use hydrascope::embed::{Embedder, Model, Runtime};

use super::limits::bound;
use super::setting::Trial;
use crate::failure::Failure;

/// Tokens of the longest text. Attention takes memory by the square of them; texts of logs are shorter.
const LONGEST: usize = 4096;

/// Loads a model and embeds texts of many lengths and scripts; gives what it is, in words.
pub(crate) fn run(trial: &Trial<'_>) -> Result<String, Failure> {
    let model = Model::from_folder(trial.folder)?;
    let bytes = model.files().iter().filter_map(|file| file.metadata().ok()).map(|file| file.len()).sum();
    bound(bytes, trial.seconds, trial.device == hydrascope::device::DeviceKind::Cpu);
    let runtime = Runtime::discover(trial.onnxruntime)?;
    let embedder = Embedder::on(model, runtime, trial.device)?;
    let texts = texts(embedder.model().max_tokens().min(LONGEST));
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let rows = embedder.embed(&texts)?;
    Ok(format!("{} texts of up to {LONGEST} tokens gave vectors of {} numbers", rows.len(), rows.dim()))
}

/// Texts from none to the longest, some of one length, so that batches of several rows are tried; words, marks, scripts and
/// signs that normalisers change.
fn texts(longest: usize) -> Vec<String> {
    let mut texts: Vec<String> = [
        "",
        " \n\t",
        "a",
        "Write a short review of a kettle for a shop.",
        "Write a short review of a teapot for a shop.",
        "Ein Gedicht über den Fluss, auf Français et en español, bitte: naïve façade, 12 345,67 €.",
        "漢字とかなの文。Кратко о реке. كتابة قصيرة ﷺ ﬁ ½ Ⅷ ㍿",
        "fn main() { println!(\"{}\", 1 << 20); } // https://example.org/?q=1&r=2",
        "\u{200b}\u{202e}e\u{301}\u{1f642}\u{1f468}\u{200d}\u{1f469}\u{0}\u{7f}\u{fffd}",
    ]
    .map(str::to_owned)
    .into();
    texts.push("a".repeat(4 * longest));
    let mut length = 2;
    while length < longest {
        texts.push("word ".repeat(length));
        length *= 4;
    }
    texts.push("word ".repeat(longest));
    texts
}
