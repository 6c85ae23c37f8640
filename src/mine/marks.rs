//! Marks: a set of numbers that is asked often and emptied often.

/// Numbers below a bound, a bit each.
#[derive(Debug)]
pub(crate) struct Marks {
    bits: Vec<u64>,
    /// The words that hold any.
    touched: Vec<u32>,
}

impl Marks {
    /// None yet of the numbers below `bound`.
    pub(crate) fn new(bound: usize) -> Self {
        Self { bits: vec![0; bound.div_ceil(64)], touched: Vec::new() }
    }

    /// Puts a number in, and says whether it is new.
    pub(crate) fn insert(&mut self, number: u32) -> bool {
        let (word, bit) = (&mut self.bits[number as usize / 64], 1 << (number % 64));
        if *word == 0 {
            self.touched.push(number / 64);
        }
        let is_new = *word & bit == 0;
        *word |= bit;
        is_new
    }

    /// Whether a number is in.
    pub(crate) fn has(&self, number: u32) -> bool {
        self.bits[number as usize / 64] >> (number % 64) & 1 == 1
    }

    /// Takes all out.
    pub(crate) fn clear(&mut self) {
        self.touched.drain(..).for_each(|word| self.bits[word as usize] = 0);
    }

    /// These numbers instead of those before.
    pub(crate) fn set(&mut self, numbers: impl Iterator<Item = u32>) {
        self.clear();
        numbers.for_each(|number| _ = self.insert(number));
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::Marks;

    proptest! {
        #[test]
        fn they_hold_what_a_set_holds(all in prop::collection::vec(prop::collection::vec(0u32..300, 0..40), 1..6)) {
            let mut marks = Marks::new(300);
            for numbers in all {
                marks.clear();
                let mut set = BTreeSet::new();
                for &number in &numbers {
                    prop_assert_eq!(marks.insert(number), set.insert(number));
                }
                prop_assert!((0..300).all(|number| marks.has(number) == set.contains(&number)));
            }
        }
    }
}
