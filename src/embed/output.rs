//! What a run of a graph gives.

/// The numbers of one output, where they lie, and their shape.
pub(super) struct Output<'a> {
    pub(super) shape: Vec<usize>,
    pub(super) values: &'a [f32],
}
