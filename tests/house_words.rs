//! What the library says.

mod sources;

use sources::files;

/// Options of compilers, which the library calls or advises.
const COMPILERS: [&str; 4] = ["--std=", "--gpu-architecture=", "--release", "--features cuda"];

#[test]
fn the_library_names_no_option_of_the_command() {
    for source in [files("src", ".rs"), files("crates/hydrascope-vector/src", ".rs")].into_iter().flatten() {
        for (line, text) in
            (1..).zip(source.text.lines()).filter(|(_, text)| !text.trim_start().starts_with("//"))
        {
            let text = COMPILERS.iter().fold(text.to_owned(), |text, option| text.replace(option, ""));
            let names = text.split([' ', '"', '`', '(']).any(|word| {
                word.strip_prefix("--").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()))
            });
            assert!(!names, "{}:{line} names an option of the command", source.path.display());
        }
    }
}
