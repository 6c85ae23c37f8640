//! Accounts that share a means of payment, an organisation or a network.

use std::collections::{BTreeSet, HashMap};

use hydrascope::components::Components;
use hydrascope::request::{Attributes, Request};

use super::payments::payments;

/// Fewer accounts are no cluster.
const LEAST: usize = 3;
/// Accounts of a cluster that is as suspicious as its size makes it, and what that is.
const FULL_SIZE: f64 = 25.0;
const FULL_SIZE_SCORE: f64 = 0.40;

/// A cluster as the whole log shows it.
pub(super) struct Cluster {
    /// Its accounts.
    pub(super) accounts: usize,
    /// How suspicious it is.
    pub(super) score: f64,
}

/// The clusters of a log, and which one each account is in.
pub(super) struct Clusters {
    of_account: Vec<Option<u32>>,
    clusters: Vec<Cluster>,
}

/// What an account's requests came with.
#[derive(Clone, Default)]
struct Shown<'a> {
    payments: BTreeSet<&'a str>,
    networks: BTreeSet<&'a str>,
}

impl Clusters {
    /// Connected accounts; `account_of` numbers each request's account, below `accounts`.
    pub(super) fn of(requests: &[Request], account_of: &[u32], accounts: usize) -> Self {
        let mut components = Components::new(accounts);
        let mut first: HashMap<(&str, &str), u32> = HashMap::new();
        let mut shown = vec![Shown::default(); accounts];
        for (request, &account) in requests.iter().zip(account_of) {
            for shared in [Attributes::PAYMENT, Attributes::ORGANISATION, Attributes::NETWORK] {
                let Some(value) = request.attributes.get(shared) else { continue };
                components.join(*first.entry((shared, value)).or_insert(account), account);
                match shared {
                    Attributes::PAYMENT => shown[account as usize].payments.insert(value),
                    Attributes::NETWORK => shown[account as usize].networks.insert(value),
                    _ => false,
                };
            }
        }
        let (labels, count) = components.labels();
        let mut members = vec![Vec::new(); count as usize];
        (0u32..).zip(labels).for_each(|(account, label)| members[label as usize].push(account));
        let mut clusters = Self { of_account: vec![None; accounts], clusters: Vec::new() };
        for members in members.into_iter().filter(|members| members.len() >= LEAST) {
            let number = clusters.clusters.len() as u32;
            members.iter().for_each(|&account| clusters.of_account[account as usize] = Some(number));
            let score = score(&members, &shown);
            clusters.clusters.push(Cluster { accounts: members.len(), score });
        }
        clusters
    }

    /// The number of an account's cluster.
    pub(super) fn number(&self, account: u32) -> Option<u32> {
        self.of_account[account as usize]
    }

    /// An account's cluster.
    pub(super) fn cluster(&self, account: u32) -> Option<&Cluster> {
        self.number(account).map(|number| &self.clusters[number as usize])
    }

    /// How many clusters there are.
    pub(super) fn len(&self) -> usize {
        self.clusters.len()
    }
}

/// Size, payment marks and networks of a cluster, and how its payment marks are alike.
fn score(members: &[u32], shown: &[Shown<'_>]) -> f64 {
    let of = |account: &u32| &shown[*account as usize];
    let networks: BTreeSet<&str> =
        members.iter().flat_map(|account| of(account).networks.iter().copied()).collect();
    let paying: Vec<&BTreeSet<&str>> = members.iter().map(|account| &of(account).payments).collect();
    let size = (members.len() as f64 / FULL_SIZE).min(1.0) * FULL_SIZE_SCORE;
    size + (networks.len() as f64 * 0.03).min(0.15) + payments(&paying)
}
