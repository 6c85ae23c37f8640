//! Care: what a person does with a store that no engine has open.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use serde::Serialize;

use super::state::State;
use crate::request::{HashKey, Timestamp};
use crate::store::{Damage, Disk, DryDisk, Durability, RealDisk, Store, StoreError};
use crate::summary::Summary;

/// A store on which a person works: no engine opens it meanwhile.
pub struct Care {
    store: Store,
    open: BTreeMap<i64, Summary>,
    sealed: Vec<i64>,
    state: Option<Vec<u8>>,
    damages: Vec<Damage>,
}

/// What a store holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct Held {
    /// Buckets that may still change.
    pub open: usize,
    /// Buckets that will not.
    pub sealed: usize,
    /// Requests in both.
    pub requests: usize,
    /// Accounts that sent them.
    pub accounts: usize,
    /// The first request; none where there is none.
    pub first: Option<Timestamp>,
    /// The last one.
    pub last: Option<Timestamp>,
}

/// What was forgotten.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct Purged {
    /// Requests.
    pub requests: usize,
    /// Buckets that nothing was left of.
    pub buckets: usize,
}

impl Care {
    /// Looks at a store and changes nothing; what is damaged is told.
    ///
    /// # Errors
    /// Where it cannot be read, is another key's or version's, or an engine has it open.
    pub fn look(folder: &Path, key: HashKey) -> Result<Self, StoreError> {
        Self::on(folder, Arc::new(DryDisk), key)
    }

    /// Opens a store to work on it; what is damaged is set aside and mended.
    ///
    /// # Errors
    /// Those of [`Care::look`], and where it cannot be written.
    pub fn mend(folder: &Path, key: HashKey) -> Result<Self, StoreError> {
        Self::on(folder, Arc::new(RealDisk), key)
    }

    fn on(folder: &Path, disk: Arc<dyn Disk>, key: HashKey) -> Result<Self, StoreError> {
        if !folder.is_dir() {
            return Err(StoreError::Read {
                path: folder.to_owned(),
                source: std::io::ErrorKind::NotFound.into(),
            });
        }
        let (store, recovered) = Store::open(folder, disk, (key, None), Durability::EachBatch)?;
        let (open, sealed) = (recovered.open, recovered.sealed);
        Ok(Self { store, open, sealed, state: recovered.state, damages: recovered.damages })
    }

    /// What is damaged, or was.
    pub fn damages(&self) -> &[Damage] {
        &self.damages
    }

    /// What it holds.
    ///
    /// # Errors
    /// Where a sealed bucket cannot be read.
    pub fn held(&self) -> Result<Held, StoreError> {
        let mut held = Held { open: self.open.len(), sealed: self.sealed.len(), ..Held::default() };
        let mut accounts: BTreeSet<String> = BTreeSet::new();
        self.each(&mut |_, time, account| {
            held.requests += 1;
            held.first = Some(held.first.map_or(time, |first| first.min(time)));
            held.last = Some(held.last.map_or(time, |last| last.max(time)));
            if !accounts.contains(account) {
                accounts.insert(account.to_owned());
            }
        })?;
        held.accounts = accounts.len();
        Ok(held)
    }

    /// Calls `each` with id, time and account of every request, bucket by bucket. What was asked is not told.
    ///
    /// # Errors
    /// Where a sealed bucket cannot be read.
    pub fn each(&self, each: &mut dyn FnMut(&str, Timestamp, &str)) -> Result<(), StoreError> {
        let sealer = self.store.sealer();
        let numbers: BTreeSet<i64> = self.sealed.iter().chain(self.open.keys()).copied().collect();
        for number in numbers {
            let read = if self.open.contains_key(&number) { None } else { Some(sealer.read(number)?) };
            let summary = read.as_ref().or_else(|| self.open.get(&number));
            summary
                .into_iter()
                .flat_map(Summary::requests)
                .for_each(|(id, time, account)| each(id, time, account));
        }
        Ok(())
    }

    /// Forgets the requests of some accounts and times, with all that only they say. What it cannot forget: words of a template that other
    /// requests say too, and copies that others made.
    ///
    /// # Errors
    /// Where a bucket cannot be read or written; what was forgotten by then stays forgotten, and it may be begun again.
    pub fn purge(&mut self, goes: impl Fn(&str, Timestamp) -> bool) -> Result<Purged, StoreError> {
        let mut purged = Purged::default();
        let sealer = self.store.sealer();
        for number in self.sealed.clone() {
            let summary = sealer.read(number)?;
            let kept = summary.kept(|account, time| !goes(account, time));
            if kept.len() == summary.len() {
                continue;
            }
            purged.requests += summary.len() - kept.len();
            if kept.is_empty() {
                self.store.forget(number)?;
                self.sealed.retain(|&sealed| sealed != number);
                purged.buckets += 1;
            } else {
                let bytes = sealer.write(number, &kept)?;
                self.store.seal(number, bytes)?;
            }
        }
        for (number, summary) in std::mem::take(&mut self.open) {
            let kept = summary.kept(|account, time| !goes(account, time));
            purged.requests += summary.len() - kept.len();
            if kept.is_empty() {
                self.store.forget(number)?;
                purged.buckets += 1;
                continue;
            }
            if kept.len() < summary.len() {
                self.store.rewrite(number, &kept)?;
            }
            self.open.insert(number, kept);
        }
        self.forget_names()?;
        Ok(purged)
    }

    /// Takes accounts out of what the last epoch found that have no request any more.
    fn forget_names(&mut self) -> Result<(), StoreError> {
        let Some(bytes) = &self.state else { return Ok(()) };
        let mut held: BTreeSet<String> = BTreeSet::new();
        self.each(&mut |_, _, account| _ = held.insert(account.to_owned()))?;
        let mut state = State::read(Some(bytes));
        state.alerted.retain(|account, _| held.contains(account));
        state
            .campaigns
            .iter_mut()
            .for_each(|campaign| campaign.accounts.retain(|account| held.contains(account)));
        let bytes = state.bytes();
        self.store.put_state(&bytes)?;
        self.state = Some(bytes);
        Ok(())
    }
}
