//! A model's configuration and tokenizer cut at every byte and with every bit flipped. Alone in its file: it counts the panics of
//! the whole process, caught ones too.
#![allow(clippy::unwrap_used)]

mod onnx_files;

use std::fs;
use std::panic;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use hydrascope::embed::Model;
use onnx_files::{CONFIG, TOKENIZER, good, write};

static PANICS: AtomicUsize = AtomicUsize::new(0);

/// Uses a folder with these files as detection would; what matters is that it ends, in time and without a panic.
fn use_folder(folder: &Path, file: &str, text: &str) {
    fs::write(folder.join(file), text).unwrap();
    let start = Instant::now();
    if let Ok(model) = Model::from_folder(folder)
        && let Ok(tokenizer) = model.tokenizer()
    {
        for text in ["a word, ab", "[NEW] ä漢\u{0}", "", &"ab ".repeat(100)] {
            let _ = tokenizer.encode(text);
        }
    }
    assert!(start.elapsed() < Duration::from_secs(5), "{file}: {text}");
}

/// The text cut at every byte and with every bit flipped, where that is still text.
fn damaged(whole: &str) -> Vec<String> {
    let bytes = whole.as_bytes();
    let cut = (0..bytes.len()).map(|len| bytes[..len].to_vec());
    let flipped = (0..bytes.len() * 8).map(|bit| {
        let mut bytes = bytes.to_vec();
        bytes[bit / 8] ^= 1 << (bit % 8);
        bytes
    });
    cut.chain(flipped).filter_map(|bytes| String::from_utf8(bytes).ok()).collect()
}

#[test]
fn cut_anywhere_or_with_any_bit_flipped_files_are_refused_or_work() {
    assert!(TOKENIZER.len() <= 2048 && CONFIG.len() <= 2048);
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        PANICS.fetch_add(1, Ordering::Relaxed);
        usual(info);
    }));
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &good(), TOKENIZER, CONFIG);
    damaged(CONFIG).iter().for_each(|text| use_folder(folder.path(), "config.json", text));
    write(folder.path(), &good(), TOKENIZER, CONFIG);
    damaged(TOKENIZER).iter().for_each(|text| use_folder(folder.path(), "tokenizer.json", text));
    assert_eq!(PANICS.load(Ordering::Relaxed), 0, "panics that were caught are panics");
}
