//! How this program was called.

/// Its arguments as one line, for pages that say what made them.
pub(super) fn said() -> String {
    let words: Vec<String> =
        std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    words.join(" ")
}

/// The line that runs it from the repository.
pub(super) fn made_by() -> String {
    format!("cargo run --release -p hydrascope-eval -- {}", said())
}
