//! Where a value lies inside a record: `body.messages[-1].content`.

use std::fmt;
use std::str::FromStr;

use serde_json::Value;

/// A way into a record: a key, then keys (`.name`) and places in arrays (`[0]`, `[-1]` from the end).
/// A dot or bracket that belongs to a key is written with a backslash, as in `http\.path`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    head: Box<str>,
    rest: Vec<Step>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Key(Box<str>),
    Index(i64),
}

/// A text that is no path.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a path such as body.input or messages[-1].content, got {text:?}: {why}")]
pub struct PathError {
    text: String,
    why: &'static str,
}

impl Path {
    /// The key at the top of the record.
    pub fn head(&self) -> &str {
        &self.head
    }

    /// The value that the path leads to from the top of a record, where there is one.
    pub fn find<'v>(&self, record: &'v Value) -> Option<&'v Value> {
        self.find_below(record.get(&*self.head)?)
    }

    /// The value that the rest of the path leads to from the value of the head key.
    pub(super) fn find_below<'v>(&self, value: &'v Value) -> Option<&'v Value> {
        self.rest.iter().try_fold(value, |value, step| match step {
            Step::Key(key) => value.as_object()?.get(&**key),
            Step::Index(index) => {
                let array = value.as_array()?;
                let back = || array.len().checked_sub(usize::try_from(index.unsigned_abs()).ok()?);
                array.get(if *index < 0 { back()? } else { usize::try_from(*index).ok()? })
            }
        })
    }

    /// Whether the path is a single key.
    pub(super) fn is_flat(&self) -> bool {
        self.rest.is_empty()
    }
}

impl FromStr for Path {
    type Err = PathError;

    fn from_str(text: &str) -> Result<Self, PathError> {
        let fail = |why| PathError { text: text.to_owned(), why };
        let (head, mut left) = take_key(text);
        if head.is_empty() {
            return Err(fail("it has to begin with a key"));
        }
        let mut rest = Vec::new();
        while let Some(mark) = left.chars().next() {
            left = &left[1..];
            if mark == '.' {
                let (key, after) = take_key(left);
                if key.is_empty() {
                    return Err(fail("a key is missing after a dot"));
                }
                rest.push(Step::Key(key.into()));
                left = after;
            } else {
                let (inside, after) = left.split_once(']').ok_or_else(|| fail("a bracket is not closed"))?;
                let index = inside.parse().map_err(|_| fail("brackets hold a whole number"))?;
                rest.push(Step::Index(index));
                left = after;
                if left.starts_with(|c| c != '.' && c != '[') {
                    return Err(fail("a dot or bracket has to follow a closing bracket"));
                }
            }
        }
        Ok(Self { head: head.into(), rest })
    }
}

/// Splits off the key at the front; what is left begins with `.` or `[`, or is empty.
fn take_key(text: &str) -> (String, &str) {
    let mut key = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => key.extend(chars.next().map(|(_, c)| c)),
            '.' | '[' => return (key, &text[at..]),
            _ => key.push(c),
        }
    }
    (key, "")
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let escaped = |key: &str| key.replace('\\', "\\\\").replace('.', "\\.").replace('[', "\\[");
        f.write_str(&escaped(&self.head))?;
        self.rest.iter().try_for_each(|step| match step {
            Step::Key(key) => write!(f, ".{}", escaped(key)),
            Step::Index(index) => write!(f, "[{index}]"),
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Path;

    #[test]
    fn leads_through_keys_and_arrays() {
        let record = json!({"a": [{"b": 1}, {"b": 2}], "c.d": {"e": 3}});
        let find = |text: &str| text.parse::<Path>().unwrap().find(&record).cloned();
        assert_eq!(find("a[0].b"), Some(json!(1)));
        assert_eq!(find("a[-1].b"), Some(json!(2)));
        assert_eq!(find("a[-2].b"), Some(json!(1)));
        assert_eq!(find("a[-3].b"), None);
        assert_eq!(find("a[9223372036854775807]"), None);
        assert_eq!(find("a[-9223372036854775808]"), None);
        assert_eq!(find(r"c\.d.e"), Some(json!(3)));
        assert_eq!(find("c.d.e"), None);
    }

    #[test]
    fn prints_as_it_parses() {
        for text in ["a", "a.b[0][-1].c", r"a\.b.c", r"a\[0"] {
            assert_eq!(text.parse::<Path>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_no_path_says_why() {
        let why = |text: &str| text.parse::<Path>().unwrap_err().to_string();
        assert_eq!(
            why(""),
            "expected a path such as body.input or messages[-1].content, got \"\": it has to begin with a key"
        );
        assert!(why("a.").ends_with("a key is missing after a dot"));
        assert!(why("a[1").ends_with("a bracket is not closed"));
        assert!(why("a[x]").ends_with("brackets hold a whole number"));
        assert!(why("a[1]b").ends_with("a dot or bracket has to follow a closing bracket"));
    }
}
