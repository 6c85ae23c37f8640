//! Where a field's value comes from: paths tried in order, or a constant.

use std::fmt;

use super::path::{Path, PathError};
use super::value::Item;

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Lookup {
    Path(Path),
    /// The same for each record.
    Constant(Box<str>),
}

/// Begins a constant.
const CONSTANT: &str = "const:";

/// Reads alternatives: `user.id|api_key|const:house`.
pub(super) fn alternatives(text: &str) -> Result<Vec<Lookup>, PathError> {
    let one = |text: &str| match text.strip_prefix(CONSTANT) {
        Some(constant) if constant.trim().is_empty() => Err(PathError::new(text, "a constant is not empty")),
        Some(constant) => Ok(Lookup::Constant(constant.into())),
        None => text.parse().map(Lookup::Path),
    };
    split(text).into_iter().map(one).collect()
}

/// The texts between bars that no backslash stands before.
fn split(text: &str) -> Vec<&str> {
    let (mut parts, mut from, mut escaped) = (Vec::new(), 0, false);
    for (at, c) in text.char_indices() {
        if c == '|' && !escaped {
            parts.push(&text[from..at]);
            from = at + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    parts.push(&text[from..]);
    parts
}

impl Lookup {
    /// The path, where it is one.
    pub(super) fn path(&self) -> Option<&Path> {
        match self {
            Self::Path(path) => Some(path),
            Self::Constant(_) => None,
        }
    }
}

/// The first alternative that says anything, and what.
pub(super) fn which<'s, 'v: 's>(
    lookups: &'s [Lookup],
    find: impl Fn(&Path) -> Option<Item<'v>>,
    says_nothing: impl Fn(&Item<'v>) -> bool,
) -> Option<(usize, Item<'s>)> {
    lookups.iter().enumerate().find_map(|(nth, lookup)| match lookup {
        Lookup::Path(path) => Some((nth, find(path).filter(|item| !says_nothing(item))?)),
        Lookup::Constant(constant) => Some((nth, Item::text(constant))),
    })
}

impl fmt::Display for Lookup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(path) => path.fmt(f),
            Self::Constant(constant) => write!(f, "{CONSTANT}{constant}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::alternatives;

    #[test]
    fn alternatives_are_read_in_order() {
        let shown = |text: &str| -> Vec<String> {
            alternatives(text).unwrap().iter().map(ToString::to_string).collect()
        };
        assert_eq!(shown("a.b|c[0]|const:d|e"), ["a.b", "c[0]", "const:d", "e"]);
        assert_eq!(shown(r"a\|b[c=d\|e]"), [r"a\|b[c=d\|e]"]);
        assert!(alternatives("a||b").is_err());
        assert!(alternatives("const: ").unwrap_err().to_string().ends_with("a constant is not empty"));
    }
}
