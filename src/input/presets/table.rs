//! The form of a preset.

/// The fields of a kind of log.
pub(in crate::input) struct Table {
    pub(in crate::input) name: &'static str,
    /// The array that holds the records; a line without it is one.
    pub(in crate::input) records: Option<&'static str>,
    /// Paths, values of which a record has to hold one there (none: any), and whether one that holds nothing there counts.
    pub(in crate::input) only: &'static [(&'static [&'static str], &'static [&'static str], bool)],
    /// Where a request's body may lie, for paths that begin with `@`.
    pub(in crate::input) bodies: &'static [&'static str],
    pub(in crate::input) id: &'static [&'static str],
    pub(in crate::input) time: &'static [&'static str],
    pub(in crate::input) account: &'static [&'static str],
    pub(in crate::input) prompt: &'static [&'static str],
    pub(in crate::input) system: &'static [&'static str],
    /// Whether text of a prompt may be JSON of messages.
    pub(in crate::input) prompt_may_be_json: bool,
    pub(in crate::input) attributes: &'static [(&'static str, &'static [&'static str])],
    /// What such logs do not hold, or not always: the field, and what to do.
    pub(in crate::input) lacks: &'static [(&'static str, &'static str)],
}

/// What most tables have in common.
pub(in crate::input) const USUAL: Table = Table {
    name: "",
    records: None,
    only: &[],
    bodies: &[""],
    id: &["id"],
    time: &[],
    account: &[],
    prompt: &[],
    system: &[],
    prompt_may_be_json: true,
    attributes: &[],
    lacks: &[],
};
