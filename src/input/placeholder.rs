//! What gateways write where they have no account, or keep no prompt.

/// Names of nobody, without the marks in them.
const NOBODY: [&str; 24] = [
    "anon",
    "anonymous",
    "anonymoususer",
    "default",
    "defaultuser",
    "defaultuserid",
    "empty",
    "guest",
    "missing",
    "na",
    "nan",
    "nil",
    "nobody",
    "none",
    "noaccount",
    "notset",
    "nouser",
    "null",
    "unauthenticated",
    "undefined",
    "unknown",
    "unknownuser",
    "unset",
    "00000000000000000000000000000000",
];

/// Words that say in brackets that something was taken out.
const TAKEN_OUT: [&str; 9] =
    ["redacted", "filtered", "removed", "masked", "hidden", "omitted", "scrubbed", "deleted", "truncated"];

/// Bytes of the longest name of nobody, with its marks.
const LONGEST: usize = 40;

/// Whether an account's name says that there is none, such as `anonymous`, `default_user_id`, `N/A` or `-`.
pub(super) fn is_nobody(account: &str) -> bool {
    if account.len() > LONGEST {
        return false;
    }
    let (mut bare, mut length) = ([0; LONGEST], 0);
    for byte in account.bytes() {
        match byte {
            b'1'..=b'9' | 0x80.. => return false,
            b'0' | b'a'..=b'z' | b'A'..=b'Z' => {
                bare[length] = byte.to_ascii_lowercase();
                length += 1;
            }
            _ if MARKS.contains(&byte) => {}
            _ => return false,
        }
    }
    length == 0 || NOBODY.iter().any(|name| name.as_bytes() == &bare[..length])
}

/// Marks that stand in names of nobody, or around them.
const MARKS: &[u8] = b"_-/. <>()[]{}\"'*?";

/// Whether text stands for a prompt that was taken out, such as `redacted-by-litellm`, `[REDACTED]` or `***`.
pub(super) fn is_redacted(text: &str) -> bool {
    let text = text.trim();
    if text.is_empty() || text.len() > 64 {
        return false;
    }
    if text.chars().all(|c| matches!(c, '*' | '\u{2588}' | '\u{2022}')) {
        return text.chars().count() > 2;
    }
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    let begins = bare.as_bytes().get(..8).is_some_and(|start| start.eq_ignore_ascii_case(b"redacted"));
    if !begins && !is_wrapped(text) {
        return false;
    }
    let lower = bare.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).collect();
    match words.as_slice() {
        ["redacted"] => true,
        ["redacted", "by", ..] => !text.contains(' ') || bare.len() < text.len(),
        words => {
            bare.len() < text.len()
                && words.len() <= 4
                && words.iter().any(|word| TAKEN_OUT.contains(word))
                && is_wrapped(text)
        }
    }
}

/// Whether text stands in brackets.
fn is_wrapped(text: &str) -> bool {
    [('[', ']'), ('<', '>'), ('(', ')'), ('{', '}'), ('*', '*'), ('_', '_')]
        .iter()
        .any(|(open, close)| text.starts_with(*open) && text.ends_with(*close))
}

#[cfg(test)]
mod tests {
    use super::{is_nobody, is_redacted};

    #[test]
    fn nobody_has_many_names() {
        for name in [
            "",
            "anonymous",
            "Anonymous User",
            "default_user_id",
            "unknown",
            "null",
            "None",
            "n/a",
            "N.A.",
            "-",
            "undefined",
            "(none)",
            "<nil>",
            "00000000-0000-0000-0000-000000000000",
        ] {
            assert!(is_nobody(name), "{name}");
        }
        for name in ["c1", "0", "anna", "default-team-7", "unknown@example.org", "nullius"] {
            assert!(!is_nobody(name), "{name}");
        }
    }

    #[test]
    fn what_stands_for_a_prompt_is_none() {
        for text in [
            "redacted-by-litellm",
            "REDACTED_BY_LITELM",
            " [REDACTED] ",
            "redacted",
            "***",
            "<content removed>",
            "[Filtered]",
            "{{redacted}}",
        ] {
            assert!(is_redacted(text), "{text}");
        }
        for text in [
            "",
            "Why was this redacted?",
            "(smiles)",
            "**",
            "removed",
            "[a list] that was removed",
            "hidden [files]",
            "redacted by whom",
        ] {
            assert!(!is_redacted(text), "{text}");
        }
    }
}
