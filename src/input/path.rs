//! Where a value lies inside a record: `body.messages[0].content`.

use std::fmt;
use std::str::FromStr;

use serde_json::Value;

use super::json;
use super::value::Item;

/// A way into a record: a key, then keys (`.name`), places in arrays (`[0]`, `[-1]` from the end) and the first element of an array
/// whose field has a value (`[key=user.id]`). It goes on through text that holds JSON. A dot, bracket or bar that belongs to a key
/// is written with a backslash, as in `http\.path`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    head: Box<str>,
    rest: Vec<Step>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Key(Box<str>),
    Index(i64),
    /// The first element of an array whose field has this value.
    With(Box<str>, Box<str>),
    /// Every element of an array; in paths of records alone.
    Each,
}

/// A text that is no path.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a path such as body.input or messages[0].content, got {text:?}: {why}")]
pub struct PathError {
    text: String,
    why: &'static str,
}

impl PathError {
    pub(super) fn new(text: &str, why: &'static str) -> Self {
        Self { text: text.to_owned(), why }
    }
}

impl Path {
    /// The key at the top of the record.
    pub fn head(&self) -> &str {
        &self.head
    }

    /// What follows the key at the top.
    pub(super) fn steps(&self) -> &[Step] {
        &self.rest
    }

    /// The value that the path leads to from the top of a record, where there is one.
    pub(super) fn find<'v>(&self, record: &'v Value) -> Option<Item<'v>> {
        self.find_below(record.get(&*self.head)?)
    }

    /// The value that the rest of the path leads to from the value of the head key.
    pub(super) fn find_below<'v>(&self, value: &'v Value) -> Option<Item<'v>> {
        walk(&self.rest, value)
    }

    /// Whether the path is a single key.
    pub(super) fn is_flat(&self) -> bool {
        self.rest.is_empty()
    }

    /// Reads a path; with `each`, brackets may be empty.
    pub(super) fn parse(text: &str, each: bool) -> Result<Self, PathError> {
        let fail = |why| PathError::new(text, why);
        let (head, mut left) = take_key(text, &['.', '[']);
        if head.is_empty() {
            return Err(fail("it has to begin with a key"));
        }
        let mut rest = Vec::new();
        while let Some(mark) = left.chars().next() {
            left = &left[1..];
            if mark == '.' {
                let (key, after) = take_key(left, &['.', '[']);
                if key.is_empty() {
                    return Err(fail("a key is missing after a dot"));
                }
                rest.push(Step::Key(key.into()));
                left = after;
            } else {
                let (step, after) = take_bracket(left, each).map_err(fail)?;
                rest.push(step);
                left = after;
                if left.starts_with(|c| c != '.' && c != '[') {
                    return Err(fail("a dot or bracket has to follow a closing bracket"));
                }
            }
        }
        Ok(Self { head: head.into(), rest })
    }
}

/// The value that steps lead to.
fn walk<'v>(steps: &[Step], value: &'v Value) -> Option<Item<'v>> {
    let mut at = value;
    for (n, step) in steps.iter().enumerate() {
        if let Value::String(text) = at {
            return walk(&steps[n..], &json::inside(text)?).map(Item::into_owned);
        }
        at = step.of(at)?;
    }
    Item::of(at)
}

impl Step {
    /// The value that the step leads to from a list or an object.
    pub(super) fn of<'v>(&self, value: &'v Value) -> Option<&'v Value> {
        match self {
            Self::Key(key) => value.as_object()?.get(&**key),
            Self::Index(index) => {
                let array = value.as_array()?;
                let back = || array.len().checked_sub(usize::try_from(index.unsigned_abs()).ok()?);
                array.get(if *index < 0 { back()? } else { usize::try_from(*index).ok()? })
            }
            Self::With(field, wanted) => value.as_array()?.iter().find(|element| {
                let text = element.get(&**field).and_then(Item::of).and_then(Item::plain_text);
                text.is_some_and(|text| *text == **wanted)
            }),
            Self::Each => None,
        }
    }
}

impl FromStr for Path {
    type Err = PathError;

    fn from_str(text: &str) -> Result<Self, PathError> {
        Self::parse(text, false)
    }
}

/// Splits off the step of a bracket that is open.
fn take_bracket(text: &str, each: bool) -> Result<(Step, &str), &'static str> {
    const INSIDE: &str = "brackets hold a whole number, or field=value";
    let (inside, after) = take_key(text, &[']', '=']);
    if let Some(after) = after.strip_prefix('=') {
        let (value, after) = take_key(after, &[']']);
        let after = after.strip_prefix(']').ok_or("a bracket is not closed")?;
        let is_whole = !inside.is_empty() && !value.is_empty();
        return is_whole.then(|| (Step::With(inside.into(), value.into()), after)).ok_or(INSIDE);
    }
    let after = after.strip_prefix(']').ok_or("a bracket is not closed")?;
    let step = match inside.parse() {
        Ok(index) => Step::Index(index),
        Err(_) if inside.is_empty() && each => Step::Each,
        Err(_) => return Err(INSIDE),
    };
    Ok((step, after))
}

/// Splits off the key at the front; what is left begins with one of the marks, or is empty.
fn take_key<'t>(text: &'t str, marks: &[char]) -> (String, &'t str) {
    let mut key = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => key.extend(chars.next().map(|(_, c)| c)),
            c if marks.contains(&c) => return (key, &text[at..]),
            _ => key.push(c),
        }
    }
    (key, "")
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&escaped(&self.head, &['\\', '.', '[', '|']))?;
        self.rest.iter().try_for_each(|step| match step {
            Step::Key(key) => write!(f, ".{}", escaped(key, &['\\', '.', '[', '|'])),
            Step::Index(index) => write!(f, "[{index}]"),
            Step::With(field, value) => {
                let escaped = |text| escaped(text, &['\\', ']', '=', '|']);
                write!(f, "[{}={}]", escaped(field), escaped(value))
            }
            Step::Each => f.write_str("[]"),
        })
    }
}

/// The text with a backslash before each of the marks.
fn escaped(text: &str, marks: &[char]) -> String {
    let escape = |c: char| marks.contains(&c).then_some('\\').into_iter().chain([c]);
    text.chars().flat_map(escape).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Item, Path};

    fn find(record: &Value, path: &str) -> Option<String> {
        path.parse::<Path>().unwrap().find(record).and_then(Item::plain_text).map(Into::into)
    }

    #[test]
    fn leads_through_keys_and_arrays() {
        let record = json!({"a": [{"b": 1}, {"b": 2}], "c.d": {"e": 3}});
        let find = |path| find(&record, path);
        assert_eq!(find("a[0].b").as_deref(), Some("1"));
        assert_eq!(find("a[-1].b").as_deref(), Some("2"));
        assert_eq!(find("a[-2].b").as_deref(), Some("1"));
        assert_eq!(find("a[-3].b"), None);
        assert_eq!(find("a[9223372036854775807]"), None);
        assert_eq!(find("a[-9223372036854775808]"), None);
        assert_eq!(find(r"c\.d.e").as_deref(), Some("3"));
        assert_eq!(find("c.d.e"), None);
    }

    #[test]
    fn leads_to_elements_by_their_fields() {
        let record = json!({"a": [{"key": "x.y", "value": {"stringValue": "1"}}, {"key": "z]", "value": {"intValue": 2}}, {"n": 3, "v": 4}]});
        assert_eq!(find(&record, "a[key=x.y].value.stringValue").as_deref(), Some("1"));
        assert_eq!(find(&record, "a[key=x.y].value").as_deref(), Some("1"));
        assert_eq!(find(&record, r"a[key=z\]].value").as_deref(), Some("2"));
        assert_eq!(find(&record, "a[n=3].v").as_deref(), Some("4"));
        assert_eq!(find(&record, "a[key=x].value"), None);
    }

    #[test]
    fn goes_on_through_text_that_holds_json() {
        let twice = json!({"user": {"id": "u1"}}).to_string();
        let record =
            json!({"meta": twice, "twice": json!(twice).to_string(), "deep": {"meta": twice}, "text": "x"});
        for path in ["meta.user.id", "twice.user.id", "deep.meta.user.id"] {
            assert_eq!(find(&record, path).as_deref(), Some("u1"), "{path}");
        }
        assert_eq!(find(&record, "text.user"), None);
    }

    #[test]
    fn prints_as_it_parses() {
        for text in ["a", "a.b[0][-1].c", r"a\.b.c", r"a\[0", "a[key=b.c].d", r"a\|b[c\]d=\=e]"] {
            assert_eq!(text.parse::<Path>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_no_path_says_why() {
        let why = |text: &str| text.parse::<Path>().unwrap_err().to_string();
        assert_eq!(
            why(""),
            "expected a path such as body.input or messages[0].content, got \"\": it has to begin with a key"
        );
        assert!(why("a.").ends_with("a key is missing after a dot"));
        assert!(why("a[1").ends_with("a bracket is not closed"));
        for text in ["a[x]", "a[]", "a[=b]", "a[b=]"] {
            assert!(why(text).ends_with("brackets hold a whole number, or field=value"), "{text}");
        }
        assert!(why("a[1]b").ends_with("a dot or bracket has to follow a closing bracket"));
    }
}
