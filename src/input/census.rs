//! What fields hold, counted over records.

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::look::fields;
use super::seen::{Glance, Seen};
use super::settings::ReadSettings;

/// Forms that are kept of a field as examples.
const EXAMPLES: usize = 3;

/// What a field of the records holds. Values are shown by their form alone: letters as `a`, digits as `0`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldCensus {
    /// The field or attribute.
    pub field: String,
    /// Where it is looked for, in order, and the records in which that place was the first to hold something.
    pub places: Vec<(String, u64)>,
    /// Records in which it holds something.
    pub filled: u64,
    /// Of these, records in which it holds what cannot be read as this field.
    pub unreadable: u64,
    /// Different values.
    pub distinct: u64,
    /// Records with the most frequent value.
    pub top_count: u64,
    /// The form of the most frequent value; empty where there is none.
    pub top: String,
    /// The forms of the first different values.
    pub examples: Vec<String>,
}

/// What fields hold, counted over records.
#[derive(Default)]
pub(super) struct Census {
    /// Records that were looked at.
    pub(super) records: u64,
    fields: Vec<Counts>,
}

#[derive(Default)]
struct Counts {
    /// Records by alternative.
    places: Vec<u64>,
    unreadable: u64,
    /// Hash of a value to records.
    values: FxHashMap<u64, u64>,
    top: (u64, Box<str>),
    examples: Vec<String>,
}

impl Census {
    /// Counts a record that was looked at.
    pub(super) fn count(&mut self, seen: Option<&Seen>) {
        let Some(Seen(glances)) = seen else { return };
        self.records += 1;
        self.fields.resize_with(glances.len(), Counts::default);
        for (counts, glance) in self.fields.iter_mut().zip(glances) {
            if let Some(glance) = glance {
                counts.add(glance);
            }
        }
    }

    /// What was counted, with the names that the settings give.
    pub(super) fn told(&self, settings: &ReadSettings) -> Vec<FieldCensus> {
        let nothing = Counts::default();
        let told = fields(settings).into_iter().enumerate().map(|(n, (field, lookups))| {
            let counts = self.fields.get(n).unwrap_or(&nothing);
            let in_place = |nth: usize| counts.places.get(nth).copied().unwrap_or(0);
            FieldCensus {
                field: field.to_owned(),
                places: lookups
                    .iter()
                    .enumerate()
                    .map(|(nth, lookup)| (lookup.to_string(), in_place(nth)))
                    .collect(),
                filled: counts.places.iter().sum(),
                unreadable: counts.unreadable,
                distinct: counts.values.len() as u64,
                top_count: counts.top.0,
                top: counts.top.1.to_string(),
                examples: counts.examples.clone(),
            }
        });
        told.collect()
    }
}

impl Counts {
    fn add(&mut self, glance: &Glance) {
        if self.places.len() <= glance.nth {
            self.places.resize(glance.nth + 1, 0);
        }
        self.places[glance.nth] += 1;
        let Some((hash, form)) = &glance.value else {
            self.unreadable += 1;
            return;
        };
        let count = self.values.entry(*hash).or_default();
        *count += 1;
        if *count > self.top.0 {
            self.top = (*count, form.clone());
        }
        if *count == 1 && self.examples.len() < EXAMPLES {
            self.examples.push(form.to_string());
        }
    }
}
