//! A request as a corpus takes it: with its prompt, or by what a summary knows of that.

use crate::request::Prompt;

/// One request as the corpus takes it.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// The prompt.
    pub prompt: &'a Prompt,
    /// The actor's number, below the number of actors of the run: memory grows with the largest.
    pub actor: u32,
    /// Another request, by number, whose prompt holds all of this one and stands for it: its words are the text of both. It
    /// stands for itself.
    pub told_by: Option<u32>,
    /// Bytes of the prompt that its conversation began with; what comes behind them was added turn by turn;
    /// [`u32::MAX`] where nothing was.
    pub opening: u32,
}

impl<'a> Source<'a> {
    /// A request that stands for itself.
    pub fn new(prompt: &'a Prompt, actor: u32) -> Self {
        Self { prompt, actor, told_by: None, opening: u32::MAX }
    }
}

/// The same, of a prompt that a summary holds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sent {
    /// The number of the prompt's wording.
    pub(crate) wording: u32,
    pub(crate) actor: u32,
    pub(crate) told_by: Option<u32>,
    pub(crate) opening: u32,
}
