//! Lines: a prompt in pieces that are normalised alone, so that what prompts repeat is normalised once.
//!
//! A line ends behind its break and the white space that follows, which are one word. No word reaches over a break, so the words of a
//! prompt are those of its lines one after the other.

use super::marks::{BEGIN, END, mark};
use super::scan::{BREAKS, is_mostly_latin, scan};
use super::{Normalizer, Word, bounded};
use crate::request::{Part, Prompt, Role};

/// A piece of a prompt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// A word that stands for the beginning or the end of a prompt or of a part, of no length.
    Mark {
        /// The hash of the word.
        hash: u32,
        /// The byte of the prompt before which it stands.
        at: u32,
    },
    /// A line with its break.
    Line {
        /// What it says.
        text: &'a str,
        /// Its first byte in the prompt.
        at: u32,
        /// Whether letters that look like Latin ones are read as these.
        latin: bool,
    },
}

impl Piece<'_> {
    /// The byte of the prompt where it stands.
    pub fn at(&self) -> u32 {
        let (Self::Mark { at, .. } | Self::Line { at, .. }) = self;
        *at
    }
}

impl Normalizer {
    /// Appends the pieces of a prompt to `out`: the words of [`Normalizer::prompt`] are those of all of them.
    pub fn pieces<'a>(&self, prompt: &'a Prompt, out: &mut Vec<Piece<'a>>) {
        let text = prompt.as_str();
        let stands = |folded: &str, at: u32| Piece::Mark { hash: self.hash(folded), at };
        out.push(stands(BEGIN, 0));
        match prompt.parts() {
            [] => lines(text, 0, out),
            [part] if part.role == Role::User => lines(of_part(text, part), part.start, out),
            parts => {
                for (i, part) in parts.iter().enumerate() {
                    out.push(stands(mark(part.role), part.start));
                    // No model has said what a request ends with.
                    let sent = matches!(part.role, Role::System | Role::User);
                    if sent || (part.role == Role::Assistant && i + 1 == parts.len()) {
                        lines(of_part(text, part), part.start, out);
                    }
                }
            }
        }
        out.push(stands(END, text.len() as u32));
    }

    /// Appends the words of a line to `out`; `latin` says whether letters that look like Latin ones are read as these.
    pub fn line(&self, text: &str, latin: bool, out: &mut Vec<Word>) {
        scan(text, latin, &mut |folded: &str, start, end| {
            out.push(Word { hash: self.hash(folded), start: start as u32, end: end as u32 });
        });
    }
}

fn of_part<'a>(text: &'a str, part: &Part) -> &'a str {
    text.get(part.range()).unwrap_or_default()
}

/// Appends the lines of a text that begins at this byte of its prompt.
fn lines<'a>(text: &'a str, at: u32, out: &mut Vec<Piece<'a>>) {
    let text = bounded(text);
    let latin = is_mostly_latin(text);
    let mut start = 0;
    while start < text.len() {
        let end = line_end(text, start);
        let line = &text[start..end];
        // Only other letters depend on it: a line in ASCII is the same in any text.
        out.push(Piece::Line { text: line, at: at + start as u32, latin: latin || line.is_ascii() });
        start = end;
    }
}

/// Where the line that begins at `start` ends.
fn line_end(text: &str, start: usize) -> usize {
    let Some(length) = text[start..].find(BREAKS) else { return text.len() };
    let behind = &text[start + length..];
    start + length + behind.find(|c: char| !c.is_whitespace()).unwrap_or(behind.len())
}
