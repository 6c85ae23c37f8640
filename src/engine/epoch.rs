//! Epoch: the live buckets are merged and judged.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use super::bucket::Part;
use super::error::EngineError;
use super::event::Event;
use super::live::Live;
use super::locked::locked;
use super::naming::named;
use super::snapshot::Snapshot;
use super::state::State;
use super::window::{Window, millis};
use crate::answer::Change;
use crate::detector::{Detection, Detector, Watch};
use crate::request::{HashKey, Timestamp};
use crate::store::{Sealer, StoreError};
use crate::summary::{Log, Summary};

/// What epochs work with.
pub(super) struct Past {
    key: HashKey,
    /// What the live buckets say together.
    window: Arc<Summary>,
    /// The parts that are in it, and the buckets that these belong to.
    merged: BTreeSet<u64>,
    of_buckets: BTreeSet<i64>,
    state: State,
}

/// What an epoch is of.
struct Work {
    now: i64,
    /// The latest time that counts.
    last: i64,
    parts: BTreeMap<i64, Vec<Part>>,
    /// Buckets that will not change any more and are not sealed yet.
    closed: Vec<i64>,
    sealer: Option<Sealer>,
}

impl Past {
    pub(super) fn new(key: HashKey, state: Option<&[u8]>) -> Self {
        let (window, merged, of_buckets) = (Arc::new(Summary::new(key)), BTreeSet::new(), BTreeSet::new());
        Self { key, window, merged, of_buckets, state: State::read(state) }
    }

    /// What lasts.
    pub(super) fn state(&self) -> &State {
        &self.state
    }

    /// Judges all that is live.
    pub(super) fn epoch(
        &mut self,
        (detector, watch): (&Detector, &mut Watch<'_>),
        window: Window,
        live: &Mutex<Live>,
    ) -> Result<(Snapshot, Vec<Event>), EngineError> {
        let Some(work) = work(&mut locked(live), window)? else {
            return Ok((Snapshot::empty(self.key, &self.state), Vec::new()));
        };
        self.merge(&work)?;
        self.seal(&work, live)?;
        let log = Log::new(Arc::clone(&self.window));
        let found = detector.detect_watched(&log, watch)?;
        drop(log);
        let told = self.tell(found, &work);
        if let Some(store) = &locked(live).store {
            store.put_state(&self.state.bytes())?;
        }
        Ok(told)
    }

    /// Puts into the window what is not in it yet; makes it anew where something has left it.
    fn merge(&mut self, work: &Work) -> Result<(), EngineError> {
        if !self.of_buckets.iter().all(|bucket| work.parts.contains_key(bucket)) {
            self.window = Arc::new(Summary::new(self.key));
            self.merged.clear();
        }
        // Nobody else holds it between epochs, or it is copied.
        let whole = Arc::make_mut(&mut self.window);
        for (&bucket, parts) in &work.parts {
            for part in parts.iter().filter(|part| !self.merged.contains(&part.number)) {
                match (&part.summary, &work.sealer) {
                    (Some(summary), _) => whole.merge(summary)?,
                    (None, Some(sealer)) => whole.merge(&sealer.read(bucket)?)?,
                    (None, None) => {}
                }
            }
        }
        self.merged = work.parts.values().flatten().map(|part| part.number).collect();
        self.of_buckets = work.parts.keys().copied().collect();
        Ok(())
    }

    /// Makes one part of each bucket that will not change any more, in the store where there is one.
    fn seal(&mut self, work: &Work, live: &Mutex<Live>) -> Result<(), EngineError> {
        for &bucket in &work.closed {
            let mut whole = Summary::new(self.key);
            let parts =
                work.parts.get(&bucket).into_iter().flatten().filter_map(|part| part.summary.as_ref());
            parts.into_iter().try_for_each(|part| whole.merge(part))?;
            let written = work.sealer.as_ref().map(|sealer| sealer.write(bucket, &whole)).transpose()?;
            let mut live = locked(live);
            let live = &mut *live;
            let number = live.next_part;
            live.next_part += 1;
            let kept = if written.is_none() { Some(Arc::new(whole)) } else { None };
            if let (Some(store), Some(bytes)) = (&mut live.store, written) {
                store.seal(bucket, bytes)?;
            }
            live.buckets.get_mut(&bucket).into_iter().for_each(|b| b.seal(number, kept.clone()));
            self.merged.insert(number);
        }
        Ok(())
    }

    /// Names what was found, and says what became of what was known.
    fn tell(&mut self, found: Detection, work: &Work) -> (Snapshot, Vec<Event>) {
        // What is judged and called goes by numbers of this epoch alone.
        let mut found = Detection { judged: Vec::new(), called: Default::default(), ..found };
        let state = &mut self.state;
        state.epoch += 1;
        state.now = Some(work.now);
        let changes = named(&mut found.findings, state);
        // It lies between times that requests had.
        let at = Timestamp::from_millis(work.last).unwrap_or_default();
        let flagged: BTreeMap<String, Timestamp> = found
            .findings
            .accounts
            .iter_mut()
            .filter(|account| account.flagged)
            .map(|account| {
                let since = state.alerted.get(&account.account).copied().unwrap_or(at);
                account.alerted_at = Some(since);
                (account.account.clone(), since)
            })
            .collect();
        state.alerted.retain(|account, _| flagged.contains_key(account) || found.findings.holds(account));
        state.alerted.extend(flagged);
        let epoch = state.epoch;
        let is_news = |change: &crate::answer::CampaignChange| {
            !(change.change == Change::Kept
                && change.accounts_in.is_empty()
                && change.accounts_out.is_empty())
        };
        let events = changes.into_iter().filter(is_news).map(|change| Event { at, epoch, change });
        let events = events.collect();
        (Snapshot::new(self.key, state, found, Some(at)), events)
    }
}

/// What is live, and what is not any more; none before any request.
fn work(live: &mut Live, window: Window) -> Result<Option<Work>, StoreError> {
    let Some(now) = live.clock.now() else { return Ok(None) };
    let last = live.clock.last(millis(window.lag)).unwrap_or(now);
    let expired: Vec<i64> = live.buckets.range(..window.first_live(now)).map(|(&number, _)| number).collect();
    for number in expired {
        live.store.as_mut().map_or(Ok(()), |store| store.forget(number))?;
        live.buckets.remove(&number);
    }
    let next_part = &mut live.next_part;
    live.buckets.values_mut().for_each(|bucket| bucket.close(next_part));
    let closed = live.buckets.range(..window.first_open(now)).filter(|(_, bucket)| !bucket.is_sealed);
    let closed = closed.map(|(&number, _)| number).collect();
    let parts = live.buckets.iter().map(|(&number, bucket)| (number, bucket.parts.clone())).collect();
    let sealer = live.store.as_ref().map(crate::store::Store::sealer);
    Ok(Some(Work { now, last, parts, closed, sealer }))
}
