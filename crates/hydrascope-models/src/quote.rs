//! What a hub says, as errors repeat it.

/// The longest text of a hub's that an error repeats.
const SHOWN: usize = 80;

/// Text of a hub's for people to read: short, and without what a terminal would obey.
pub(crate) fn quote(text: &str) -> String {
    let shown: String = text.chars().take(SHOWN).flat_map(char::escape_default).collect();
    let more = if text.chars().nth(SHOWN).is_some() { "..." } else { "" };
    format!("\"{shown}\"{more}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_is_short_and_plain() {
        assert_eq!(quote("a\u{1b}[31m\"\n\u{202e}"), "\"a\\u{1b}[31m\\\"\\n\\u{202e}\"");
        let long = quote(&"\u{7}".repeat(100_000));
        assert!(long.len() < 10 * SHOWN && long.ends_with("..."), "{}", long.len());
    }
}
