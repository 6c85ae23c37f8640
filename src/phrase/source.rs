//! A request as a corpus takes it.

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
