//! Spans: where the words of each line stand, in few bytes.

use crate::groups::Groups;

/// The bytes of each word of each line, from the line's first: of each word the bytes between it and the one before, and its own, seven bits
/// a byte (LEB128). Words are short and stand close, so that most take two bytes.
#[derive(Clone, Default)]
pub(super) struct Spans(Groups<u8>);

impl Spans {
    /// Adds the words of the next line.
    pub(super) fn push(&mut self, spans: impl Iterator<Item = (u32, u32)>) {
        let mut before = 0u32;
        self.0.push(spans.flat_map(|(start, end)| {
            let gap = start.wrapping_sub(std::mem::replace(&mut before, end));
            [gap, end.wrapping_sub(start)].into_iter().flat_map(septets)
        }));
    }

    /// Adds a line of another one's.
    pub(super) fn push_from(&mut self, others: &Self, line: u32) {
        self.0.push(others.0.of(line).iter().copied());
    }

    /// The words of a line, in order.
    pub(super) fn of(&self, line: u32) -> impl Iterator<Item = (u32, u32)> + '_ {
        let mut bytes = self.0.of(line).iter();
        let mut next = move || {
            let (mut number, mut shift) = (0u32, 0);
            for &byte in bytes.by_ref() {
                number |= u32::from(byte & 0x7f) << shift;
                shift += 7;
                if byte & 0x80 == 0 {
                    return Some(number);
                }
            }
            None
        };
        let mut before = 0u32;
        std::iter::from_fn(move || {
            let start = before.wrapping_add(next()?);
            before = start.wrapping_add(next()?);
            Some((start, before))
        })
    }
}

/// A number, its lowest seven bits first.
fn septets(number: u32) -> impl Iterator<Item = u8> {
    let count = (32 - number.leading_zeros()).div_ceil(7).max(1);
    (0..count).map(move |nth| (number >> (7 * nth)) as u8 & 0x7f | if nth + 1 < count { 0x80 } else { 0 })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Spans;

    proptest! {
        #[test]
        fn spans_come_back_as_they_were(lines in prop::collection::vec(prop::collection::vec(any::<(u32, u32)>(), 0..9), 0..9)) {
            let (mut spans, mut copy) = (Spans::default(), Spans::default());
            lines.iter().for_each(|line| spans.push(line.iter().copied()));
            for (line, said) in (0u32..).zip(&lines) {
                prop_assert_eq!(&spans.of(line).collect::<Vec<_>>(), said);
                copy.push_from(&spans, line);
                prop_assert_eq!(&copy.of(line).collect::<Vec<_>>(), said);
            }
        }
    }

    #[test]
    fn a_word_close_to_the_one_before_takes_two_bytes() {
        let mut spans = Spans::default();
        spans.push([(0, 5), (6, 127), (128, 255)].into_iter());
        assert_eq!(spans.0.of(0).len(), 6);
    }
}
