//! Summary: what a log says, in a form that merges.
//!
//! A summary holds each line, each wording of a prompt, each name once, and what every request says of them. All of it is known by keyed
//! hashes of what it is, never by where it stood, so that summaries of any parts of a log, merged in any order, are the summary of the
//! whole: facts are merged, and every decision is a function of merged facts. Lines that prompts repeat (instructions, examples, the
//! history of a conversation) cost what they say once.

mod bytes;
mod each;
mod error;
mod gather;
mod known;
mod lines;
mod log;
mod lowest;
mod names;
mod occurrences;
mod spans;
mod wordings;

use crate::normalize::Normalizer;
use crate::request::{HashKey, Prefixes, Prompt, Request, Timestamp};
use names::Names;
use occurrences::Occurrences;
use wordings::Looking;

pub use error::SummaryError;
pub use gather::{GatherError, Gathered, gather};
pub(crate) use lines::{Lines, Placed};
pub use log::Log;
pub(crate) use lowest::lowest;
pub(crate) use wordings::Wordings;

/// What a log, or a part of one, says. No `Debug`: it holds prompts.
///
/// ```
/// use hydrascope::{HashKey, Prompt, Request, Summary};
/// # use hydrascope::Attributes;
/// # let request = |id: &str, prompt: &str| Request {
/// #     id: id.into(), time: "2026-03-02T00:00:14Z".parse().unwrap(), account: "a".into(),
/// #     prompt: Prompt::new(prompt), attributes: Attributes::default(),
/// # };
/// let log = [request("r1", "Name a river."), request("r2", "Name a lake."), request("r3", "Name a river.")];
/// let key = HashKey::new([7, 11]);
/// let mut whole = Summary::new(key);
/// whole.add(&log)?;
/// let (mut first, mut second) = (Summary::new(key), Summary::new(key));
/// first.add(&log[2..])?;
/// second.add(&log[..2])?;
/// first.merge(&second)?;
/// assert_eq!(first.to_bytes()?, whole.to_bytes()?);
/// # Ok::<(), hydrascope::SummaryError>(())
/// ```
#[derive(Clone)]
pub struct Summary {
    hash_key: HashKey,
    lines: Lines,
    wordings: Wordings,
    /// Accounts, names of attributes and their values.
    names: Names,
    occurrences: Occurrences,
}

impl Summary {
    /// What says nothing yet: merged with another one, it leaves that as it is. All hashes depend on `hash_key`, which makes them
    /// unpredictable to whoever writes prompts; prompts that were cut have to be read with the same.
    pub fn new(hash_key: HashKey) -> Self {
        let (lines, wordings, names) = Default::default();
        Self { hash_key, lines, wordings, names, occurrences: Occurrences::default() }
    }

    /// Takes requests in, in any order, in parallel on the current rayon pool.
    ///
    /// # Errors
    /// Where there would be more than numbers of 32 bits can name; then none is taken in.
    pub fn add(&mut self, requests: &[Request]) -> Result<(), SummaryError> {
        self.add_each(&requests.iter().collect::<Vec<_>>()).map(drop)
    }

    /// The same, of requests that do not lie side by side; gives the wordings of their prompts.
    ///
    /// # Errors
    /// Those of [`Summary::add`].
    pub(crate) fn add_each(&mut self, requests: &[&Request]) -> Result<Vec<u32>, SummaryError> {
        self.check_room(requests.len(), 0)?;
        let prompts: Vec<&Prompt> = requests.iter().map(|request| &request.prompt).collect();
        let wordings = self.wordings_of(&prompts);
        let key = self.hash_key;
        for (request, &wording) in requests.iter().zip(&wordings) {
            self.occurrences.push(request, wording, &mut self.names, key);
        }
        Ok(wordings)
    }

    /// The word hashes of a wording.
    pub(crate) fn words_of(&self, wording: u32) -> Vec<u32> {
        self.wordings.lines(wording).iter().flat_map(|placed| self.lines.words(placed.line)).copied().collect()
    }

    /// The wordings of some prompts, in parallel on the current rayon pool.
    pub(crate) fn wordings_of(&mut self, prompts: &[&Prompt]) -> Vec<u32> {
        let key = self.hash_key;
        let (normalizer, prefixes) = (Normalizer::new(key), Prefixes::new(self.hash_key));
        let looking = Looking { normalizer: &normalizer, prefixes, key };
        let some = prompts.chunks(AT_ONCE);
        some.flat_map(|some| self.wordings.take(some, &mut self.lines, looking)).collect()
    }

    /// The distinct lines.
    pub(crate) fn lines(&self) -> &Lines {
        &self.lines
    }

    /// The distinct prompts.
    pub(crate) fn wordings(&self) -> &Wordings {
        &self.wordings
    }

    /// Takes in what another summary says.
    ///
    /// # Errors
    /// Where the two were made with different hash keys, or say more together than numbers of 32 bits can name.
    pub fn merge(&mut self, other: &Self) -> Result<(), SummaryError> {
        if self.hash_key != other.hash_key {
            return Err(SummaryError::Key);
        }
        self.check_room(other.len(), other.lines.len())?;
        let lines = self.lines.merge(&other.lines, |_| true);
        let wordings = self.wordings.merge(&other.wordings, &lines, |_| true);
        let names = self.names.merge(&other.names, |_| true);
        let all: Vec<u32> = (0..other.len() as u32).collect();
        self.occurrences.merge((&other.occurrences, &all), &wordings, &names);
        Ok(())
    }

    /// What the requests of some accounts and times say, and nothing that only others say.
    pub(crate) fn kept(&self, keeps: impl Fn(&str, Timestamp) -> bool) -> Self {
        let all = &self.occurrences;
        let is_kept = |&r: &u32| keeps(self.names.name(all.accounts[r as usize]), all.times[r as usize]);
        let some: Vec<u32> = (0..self.len() as u32).filter(is_kept).collect();
        let (mut wordings, mut lines, mut names) =
            (vec![false; self.wordings.len()], vec![false; self.lines.len()], vec![false; self.names.len()]);
        for &request in &some {
            wordings[all.wordings[request as usize] as usize] = true;
            names[all.accounts[request as usize] as usize] = true;
            for &(name, value) in all.attributes.of(request) {
                (names[name as usize], names[value as usize]) = (true, true);
            }
        }
        for wording in (0..self.wordings.len() as u32).filter(|&wording| wordings[wording as usize]) {
            self.wordings.lines(wording).iter().for_each(|placed| lines[placed.line as usize] = true);
        }
        let mut kept = Self::new(self.hash_key);
        let lines = kept.lines.merge(&self.lines, |line| lines[line as usize]);
        let wordings = kept.wordings.merge(&self.wordings, &lines, |wording| wordings[wording as usize]);
        let names = kept.names.merge(&self.names, |name| names[name as usize]);
        kept.occurrences.merge((all, &some), &wordings, &names);
        kept
    }

    /// Id, time and account of each request.
    pub(crate) fn requests(&self) -> impl Iterator<Item = (&str, Timestamp, &str)> {
        let all = &self.occurrences;
        (0..self.len() as u32).map(|r| (all.ids.text(r), all.times[r as usize], self.names.name(all.accounts[r as usize])))
    }

    fn check_room(&self, requests: usize, lines: usize) -> Result<(), SummaryError> {
        let most = (self.len() + requests).max(self.lines.len() + lines).max(self.names.len());
        if most < u32::MAX as usize - ROOM { Ok(()) } else { Err(SummaryError::TooMuch) }
    }

    /// Number of requests that were taken in; of those of one id, which may be several, one will count.
    pub fn len(&self) -> usize {
        self.occurrences.len()
    }

    /// What the id of a request is known by.
    pub(crate) fn id_hash(id: &str, key: HashKey) -> u64 {
        names::hash(id, key) as u64
    }

    /// What the ids of all requests are known by.
    pub(crate) fn id_hashes(&self) -> impl Iterator<Item = u64> {
        (0..self.len() as u32).map(|request| Self::id_hash(self.occurrences.ids.text(request), self.hash_key))
    }

    /// When each request came.
    pub(crate) fn times(&self) -> impl Iterator<Item = Timestamp> {
        self.occurrences.times.iter().copied()
    }

    /// Whether no request was taken in.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The key of all hashes.
    pub fn hash_key(&self) -> HashKey {
        self.hash_key
    }
}

/// Requests that are looked at at a time: bounds the memory of what is not yet known to be repeated.
const AT_ONCE: usize = 8192;

/// Numbers that are kept free: more than what is taken in at a time has lines.
const ROOM: usize = 1 << 28;
