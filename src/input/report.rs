//! What reading met: counts, and where the first faults lie.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

/// Why a record was set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Reason {
    /// No whole JSON value.
    BrokenJson,
    /// JSON, but no object.
    NotAnObject,
    /// Not UTF-8.
    InvalidUtf8,
    /// The array that is to hold the records is absent, or nothing is in it.
    NoRecords,
    /// Another kind of record that the log holds beside requests, such as the span of a tool. No fault: strict reading goes on.
    NotARequest,
    /// A required field is absent, `null` or empty.
    MissingField,
    /// The account is a name of nobody, such as `anonymous` or `unknown`, and was not asked for.
    PlaceholderAccount,
    /// A required field holds a value of a kind that it cannot have.
    WrongType,
    /// The time cannot be read.
    BadTime,
    /// The prompt holds nothing but white space, or no message of the kind that counts.
    EmptyPrompt,
    /// The place of the prompt holds an empty list or object: the log was written without prompts.
    PromptNotStored,
    /// A placeholder stands where the prompt stood.
    RedactedPrompt,
    /// An earlier request has the same id.
    DuplicateId,
    /// The line or record is longer than the limit.
    LineTooLong,
    /// A row of a table has more or fewer columns than its first line.
    BrokenRow,
    /// A file broke off or is damaged: what came before is kept. Counts files, not lines.
    BrokenFile,
}

/// How often a reason was met, and where first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SetAside {
    /// Records; of broken files, files.
    pub count: u64,
    /// The first few, as `file:line: message`.
    pub first: Vec<String>,
}

/// What reading met.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct ReadReport {
    /// Records read (lines, rows, elements of arrays), blank lines left out: those accepted and those set aside (broken files
    /// aside).
    pub read: u64,
    /// Requests accepted.
    pub accepted: u64,
    /// What was set aside, by reason.
    pub set_aside: BTreeMap<Reason, SetAside>,
    /// Accepted requests without an id, named by file and line.
    pub named_by_place: u64,
    /// Accepted requests whose prompt was cut to the limit.
    pub truncated_prompts: u64,
    /// Accepted requests in which half a character was replaced by U+FFFD.
    pub repaired_text: u64,
    /// Accepted requests that came before an earlier one in time; all are sorted by time and id.
    pub reordered: u64,
    /// Attribute name to accepted requests where it held a list or an object and was left out.
    pub unusable_attributes: BTreeMap<String, u64>,
}

impl ReadReport {
    /// How many places are kept for a reason.
    pub const FIRST: usize = 3;

    /// Records set aside for any reason, and broken files.
    pub fn set_aside_total(&self) -> u64 {
        self.set_aside.values().map(|aside| aside.count).sum()
    }

    pub(super) fn set_aside(&mut self, reason: Reason, place: String) {
        let aside = self.set_aside.entry(reason).or_default();
        aside.count += 1;
        if aside.first.len() < Self::FIRST {
            aside.first.push(place);
        }
    }
}
