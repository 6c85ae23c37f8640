//! Several records in one line: the array that holds them.

use serde_json::Value;

use super::json;
use super::path::{Path, PathError, Step};

/// The array that holds the records, such as `resourceSpans[].scopeSpans[].spans[]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Records {
    path: Path,
    /// Whether a line without the array is a record itself.
    pub(super) or_line: bool,
}

impl Records {
    pub(super) fn parse(text: &str, or_line: bool) -> Result<Self, PathError> {
        let path = Path::parse(text, true)?;
        if path.steps().last() != Some(&Step::Each) {
            return Err(PathError::new(text, "a path of records ends with []"));
        }
        Ok(Self { path, or_line })
    }

    /// The top key.
    pub(super) fn head(&self) -> &str {
        self.path.head()
    }

    /// The path, for messages.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Calls with each record, given what lies under the top key: the innermost first, then those around it.
    pub(super) fn each(&self, below: &Value, take: &mut dyn FnMut(&[&Value])) {
        each(self.path.steps(), below, &[], take);
    }
}

fn each(steps: &[Step], value: &Value, around: &[&Value], take: &mut dyn FnMut(&[&Value])) {
    let Some((step, rest)) = steps.split_first() else { return take(around) };
    if let Value::String(text) = value {
        if let Some(inside) = json::inside(text) {
            each(steps, &inside, around, take);
        }
        return;
    }
    match step {
        Step::Each => {
            for element in value.as_array().into_iter().flatten() {
                let within: Vec<&Value> = std::iter::once(element).chain(around.iter().copied()).collect();
                each(rest, element, &within, take);
            }
        }
        step => {
            if let Some(next) = step.of(value) {
                each(rest, next, around, take);
            }
        }
    }
}
