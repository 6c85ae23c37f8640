//! Log: the requests of a summary in one order, by number.

use std::sync::Arc;

use super::lines::Lines;
use super::lowest::lowest;
use super::wordings::Wordings;
use super::{Summary, SummaryError};
use crate::request::{HashKey, Request, Timestamp};

/// The requests of a summary in order of time, then id, numbered from 0, and the accounts in the order of their first requests: the
/// same of any summary that says the same. Of requests with one id the earliest counts.
#[derive(Clone)]
pub struct Log {
    summary: Arc<Summary>,
    /// The number of each request in the summary.
    order: Vec<u32>,
    /// A keyed hash of the id of each.
    lots: Vec<u64>,
    account_of: Vec<u32>,
    /// The name of each account, by its number in the summary.
    accounts: Vec<u32>,
}

impl Log {
    /// The requests of a summary.
    pub fn new(summary: Arc<Summary>) -> Self {
        let key = summary.hash_key;
        let Summary { occurrences, names, wordings, .. } = &*summary;
        let (order, lots) = occurrences.in_order(names, wordings, key).into_iter().unzip();
        let order: Vec<u32> = order;
        let mut number: Vec<Option<u32>> = vec![None; names.len()];
        let mut accounts = Vec::new();
        let mut account = |&request: &u32| {
            let name = occurrences.accounts[request as usize];
            *number[name as usize].get_or_insert_with(|| {
                accounts.push(name);
                accounts.len() as u32 - 1
            })
        };
        let account_of = order.iter().map(&mut account).collect();
        Self { order, lots, account_of, accounts, summary }
    }

    /// The requests of a log that is in memory, in any order; all hashes depend on `hash_key`.
    ///
    /// # Errors
    /// Those of [`Summary::add`].
    pub fn of(requests: &[Request], hash_key: HashKey) -> Result<Self, SummaryError> {
        let mut summary = Summary::new(hash_key);
        summary.add(requests)?;
        Ok(Self::new(Arc::new(summary)))
    }

    /// Number of requests.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// Number of accounts.
    pub fn accounts(&self) -> usize {
        self.accounts.len()
    }

    /// The name of an account.
    pub fn account_name(&self, account: u32) -> &str {
        self.summary.names.name(self.accounts[account as usize])
    }

    /// The account of each request.
    pub fn account_of(&self) -> &[u32] {
        &self.account_of
    }

    /// The log's own name of a request.
    pub fn id(&self, request: u32) -> &str {
        self.summary.occurrences.ids.text(self.order[request as usize])
    }

    /// A number of a request that looks drawn by lot and is the same in any log: a keyed hash of its id.
    pub fn lot(&self, request: u32) -> u64 {
        self.lots[request as usize]
    }

    /// At most `most` of some requests, those that the lot falls on, in its order.
    pub(crate) fn sample(&self, requests: impl Iterator<Item = u32>, most: usize) -> Vec<u32> {
        lowest(requests.map(|request| (self.lot(request), request)).collect(), most)
    }

    /// When a request arrived.
    pub fn time(&self, request: u32) -> Timestamp {
        self.summary.occurrences.times[self.order[request as usize] as usize]
    }

    /// What the log says of a request's sender: names and values, in the order of the names.
    pub fn attributes(&self, request: u32) -> impl Iterator<Item = (&str, &str)> {
        let names = &self.summary.names;
        self.attribute_numbers(request).iter().map(|&(name, value)| (names.name(name), names.name(value)))
    }

    /// The same, by the numbers of the names and values.
    pub(crate) fn attribute_numbers(&self, request: u32) -> &[(u32, u32)] {
        self.summary.occurrences.attributes.of(self.order[request as usize])
    }

    /// A name or a value of an attribute.
    pub(crate) fn name(&self, number: u32) -> &str {
        self.summary.names.name(number)
    }

    /// Bytes of a request's prompt.
    pub fn bytes(&self, request: u32) -> u32 {
        self.wordings().bytes(self.wording(request))
    }

    /// Characters of a request's prompt.
    pub fn characters(&self, request: u32) -> u32 {
        self.wordings().characters(self.wording(request))
    }

    /// A request's prompt; what the model said in it and tools gave back is spaces. Never print it into a log or an error.
    pub fn prompt(&self, request: u32) -> String {
        self.wordings().text(self.wording(request), self.lines())
    }

    /// The wording of a request's prompt.
    pub(crate) fn wording(&self, request: u32) -> u32 {
        self.summary.occurrences.wordings[self.order[request as usize] as usize]
    }

    pub(crate) fn wordings(&self) -> &Wordings {
        &self.summary.wordings
    }

    pub(crate) fn lines(&self) -> &Lines {
        &self.summary.lines
    }

    /// The summary.
    pub fn summary(&self) -> &Arc<Summary> {
        &self.summary
    }
}
