//! The threshold join: all pairs of rows that may reach a threshold, in parts that the card can hold. While one launch runs,
//! the rows of the next are copied and the pairs of the last are taken.

use std::ops::Range;

use super::CudaError;
use super::driver::Device;
use super::launches::{Card, Launches, Place, Task, bits, outputs};
use super::plan::{Step, steps};
use crate::distance::flat::{Code, FlatRows, Take};

/// Rows in panels.
struct Panels<'a, C: Code> {
    rows: &'a FlatRows<C>,
    /// Rows of a panel; the last may have fewer.
    panel: usize,
}

impl<C: Code> Panels<'_, C> {
    fn bytes(&self) -> usize {
        self.panel * self.rows.row_bytes()
    }

    /// Rows of some panels.
    fn rows_of(&self, panels: &Range<usize>) -> Range<usize> {
        panels.start * self.panel..(panels.end * self.panel).min(self.rows.padded())
    }

    /// Room on the card for what the steps keep there, and the numbers of all rows.
    fn card(&self, device: &Device, steps: &[Step], min_cosine: f32) -> Result<Card, CudaError> {
        let rows = self.rows;
        let words = |numbers: &[C::Number]| device.upload(&bits::<C>(numbers));
        let most = |step: &Step| if let Step::Group(panels) = step { self.rows_of(panels).len() } else { 0 };
        let group = steps.iter().map(most).max().unwrap_or(0) * rows.row_bytes();
        let places = if steps.iter().any(|step| matches!(step, Step::Stream { .. })) { 2 } else { 0 };
        Ok(Card {
            group: device.codes(group)?,
            group_first: 0,
            beside: (0..places).map(|_| device.codes(self.bytes())).collect::<Result<_, _>>()?,
            need: words(&rows.need(min_cosine))?,
            slack: words(rows.slack())?,
            tile_slack: words(&rows.tile_slack())?,
            triangle: true,
        })
    }
}

impl Device {
    /// Gives `take` every pair of rows that may have a cosine of at least `min_cosine` (-1 to 1), the one with the lower
    /// number first: some at a time, in no order, each once. Left out is only what is below for certain; who wants no other
    /// scores the pairs again. Gives the seconds that kernels ran.
    ///
    /// # Errors
    /// Where the rows are too long, the card has not enough memory for three panels, or fails.
    pub fn join<C: Code>(
        &self,
        rows: &FlatRows<C>,
        min_cosine: f32,
        take: &mut Take<'_, C>,
    ) -> Result<f64, CudaError> {
        if rows.len() < 2 {
            return Ok(0.0);
        }
        let program = self.program(C::CODE, rows.row_bytes())?;
        let panels = Panels { rows, panel: self.limits.panel.min(rows.padded()) };
        let outputs = outputs(self)?;
        // Need, slack and tile slack of each row.
        let room = self.room(rows.padded() * 9)? / panels.bytes();
        let steps = steps(rows.padded().div_ceil(panels.panel), room).ok_or_else(|| CudaError::Memory {
            name: self.name().to_owned(),
            needed: 3 * panels.bytes(),
            free: room * panels.bytes(),
        })?;
        let card = panels.card(self, &steps, min_cosine)?;
        let mut launches = Launches::<C>::new(self, program, card, outputs, take);
        for step in steps {
            match step {
                Step::Group(group) => {
                    launches.finish()?;
                    let held = panels.rows_of(&group);
                    launches.card.group_first = held.start;
                    self.copy(rows.codes_of(&held), &mut launches.card.group)?;
                }
                Step::Stream { panel, place } => {
                    let held = panels.rows_of(&(panel..panel + 1));
                    self.copy(rows.codes_of(&held), &mut launches.card.beside[place])?;
                }
                Step::Join { group, panel, place } => {
                    let (a, b) = (panels.rows_of(&group), panels.rows_of(&(panel..panel + 1)));
                    let b_from = if place.is_none() { launches.card.group_first } else { b.start };
                    let place = place.map_or(Place::Group, Place::Beside);
                    let (a_first, b_first) = (a.start, b.start);
                    launches.push(Task {
                        a_first,
                        a_rows: a.len(),
                        b_first,
                        b_rows: b.len(),
                        place,
                        b_from,
                    })?;
                }
            }
        }
        launches.finish()?;
        Ok(launches.seconds())
    }
}
