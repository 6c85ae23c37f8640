//! Places up to which a prompt is hashed, and what a cut prompt keeps of them.

/// A place up to which a prompt is hashed: the end of a message, of a line, or of the name that begins a line (`AI:`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Boundary {
    /// Keyed hash of all roles and texts up to it.
    pub hash: u64,
    /// Whether what ends here says enough for another prompt to go on from it: a message, or long text.
    pub ties: bool,
}

/// What is known of a prompt that was cut.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Whole {
    /// Keyed hash of its first line.
    pub(super) first_line: u64,
    /// Its last boundaries.
    pub(super) boundaries: Box<[Boundary]>,
}
