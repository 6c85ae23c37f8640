//! Live: the buckets that are judged, and what comes into them.

use std::collections::BTreeMap;

use super::bucket::Bucket;
use super::clock::Clock;
use super::error::EngineError;
use super::window::Window;
use crate::request::{HashKey, Request};
use crate::store::{Recovered, Store};
use crate::summary::Summary;

/// How many requests came, and what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct Counts {
    /// Taken in.
    pub taken: u64,
    /// Left out: their ids were taken in before.
    pub repeated: u64,
    /// Left out: their time lies further back than a request may be late.
    pub late: u64,
}

/// What became of a request.
#[derive(PartialEq, Eq)]
pub(super) enum Taken {
    /// It is in; these are the word hashes of its prompt.
    In(Vec<u32>),
    Repeated,
    Late,
}

/// What is new to a bucket.
#[derive(Default)]
struct Batch<'r> {
    requests: Vec<&'r Request>,
    /// Their places in what came.
    places: Vec<usize>,
    ids: Vec<u64>,
}

/// All buckets.
pub(super) struct Live {
    key: HashKey,
    window: Window,
    pub(super) buckets: BTreeMap<i64, Bucket>,
    pub(super) clock: Clock,
    pub(super) store: Option<Store>,
    pub(super) next_part: u64,
    pub(super) counts: Counts,
}

impl Live {
    /// What a store held, when it was so late at the last epoch.
    pub(super) fn new(
        (key, window): (HashKey, Window),
        store: Option<Store>,
        recovered: Recovered,
        now: Option<i64>,
    ) -> Self {
        let mut live = Self {
            key,
            window,
            buckets: BTreeMap::new(),
            clock: Clock::default(),
            store,
            next_part: 0,
            counts: Counts::default(),
        };
        now.into_iter().for_each(|now| live.clock.set(now));
        for number in recovered.sealed {
            let mut bucket = Bucket::new(key);
            bucket.seal(live.next_part, None);
            live.next_part += 1;
            live.buckets.insert(number, bucket);
        }
        for (number, summary) in recovered.open {
            let mut bucket = Bucket::new(key);
            bucket.ids.extend(summary.id_hashes());
            summary.times().for_each(|time| live.clock.tick(time.as_millis()));
            // What is empty takes in all there is.
            let _ = bucket.take(&summary, &mut live.next_part);
            live.buckets.insert(number, bucket);
        }
        live
    }

    /// Takes requests in: all that are neither repeated nor late, or after an error none.
    pub(super) fn take(&mut self, requests: &[Request]) -> Result<Vec<Taken>, EngineError> {
        let first_open = self.clock.now().map_or(i64::MIN, |now| self.window.first_open(now));
        let mut new: BTreeMap<i64, Batch<'_>> = BTreeMap::new();
        let mut taken: Vec<Taken> = requests
            .iter()
            .zip(0..)
            .map(|(request, place)| self.look((request, place), first_open, &mut new))
            .collect();
        let summaries = match self.write(&new, &mut taken) {
            Ok(summaries) => summaries,
            Err(error) => {
                for (number, Batch { ids, .. }) in &new {
                    let bucket = self.buckets.get_mut(number);
                    bucket.into_iter().for_each(|bucket| ids.iter().for_each(|id| _ = bucket.ids.remove(id)));
                }
                return Err(error);
            }
        };
        for (number, summary) in &summaries {
            if let Some(bucket) = self.buckets.get_mut(number) {
                bucket.take(summary, &mut self.next_part)?;
            }
        }
        for (request, taken) in requests.iter().zip(&taken) {
            match taken {
                Taken::In(_) => {
                    self.clock.tick(request.time.as_millis());
                    self.counts.taken += 1;
                }
                Taken::Repeated => self.counts.repeated += 1,
                Taken::Late => self.counts.late += 1,
            }
        }
        Ok(taken)
    }

    fn look<'r>(
        &mut self,
        (request, place): (&'r Request, usize),
        first_open: i64,
        new: &mut BTreeMap<i64, Batch<'r>>,
    ) -> Taken {
        let number = self.window.bucket_of(request.time.as_millis());
        let is_sealed = self.buckets.get(&number).is_some_and(|bucket| bucket.is_sealed);
        if number < first_open || is_sealed {
            return Taken::Late;
        }
        let id = Summary::id_hash(&request.id, self.key);
        if self.buckets.range(first_open..).any(|(_, bucket)| bucket.ids.contains(&id)) {
            return Taken::Repeated;
        }
        let bucket = self.buckets.entry(number).or_insert_with(|| Bucket::new(self.key));
        bucket.ids.insert(id);
        let batch = new.entry(number).or_default();
        batch.requests.push(request);
        batch.places.push(place);
        batch.ids.push(id);
        Taken::In(Vec::new())
    }

    /// Brings what is new into the store, and tells the words of each request.
    fn write(
        &mut self,
        new: &BTreeMap<i64, Batch<'_>>,
        taken: &mut [Taken],
    ) -> Result<BTreeMap<i64, Summary>, EngineError> {
        let mut summaries = BTreeMap::new();
        for (&number, Batch { requests, places, .. }) in new {
            let mut summary = Summary::new(self.key);
            let wordings = summary.add_each(requests)?;
            for (&place, wording) in places.iter().zip(wordings) {
                taken[place] = Taken::In(summary.words_of(wording));
            }
            summaries.insert(number, summary);
        }
        if let Some(store) = &mut self.store {
            store.append(&summaries)?;
        }
        Ok(summaries)
    }

    pub(super) fn flush(&mut self) -> Result<(), EngineError> {
        Ok(self.store.as_mut().map_or(Ok(()), Store::flush)?)
    }
}
