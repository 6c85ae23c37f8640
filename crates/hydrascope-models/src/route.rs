//! Follows redirects by hand, only where they may lead.
//!
//! A request starts at the hub. Its first answer may name one other host, where hubs keep large files; the rest of the
//! way leads to the hub or to that host, and never to another scheme. Only the hub sees the token, and only what the
//! hub's own answers announce counts, until the way has left it: what comes then is of another's choosing.

use crate::address::{Address, AddressError};
use crate::client::{Answer, Client};
use crate::environment::Token;
use crate::error::HubError;
use crate::quote::quote;

/// Who is asked, and with what.
pub(crate) struct Route<'a> {
    pub(crate) client: &'a Client,
    pub(crate) endpoint: &'a Address,
    pub(crate) token: Option<&'a Token>,
    pub(crate) redirects: usize,
}

/// The answer at the end of the way, with what was announced of its body.
pub(crate) struct Arrival {
    pub(crate) answer: Answer,
    /// What the hub itself announced.
    linked: Linked,
    /// The size in the last answer's head, whoever gave it.
    length: Option<u64>,
}

/// What the hub's own answers announce of a file, wherever it lies.
#[derive(Default)]
struct Linked {
    size: Option<u64>,
    hash: Option<String>,
}

impl Linked {
    fn add(&mut self, answer: &Answer) -> Result<(), HubError> {
        if let Some(size) = answer.header("x-linked-size")?.map(parse_size).transpose()? {
            let linked = *self.size.get_or_insert(size);
            if linked != size {
                return Err(HubError::Sizes { linked, length: size });
            }
        }
        if let Some(hash) = answer.header("x-linked-etag")? {
            let hash = opaque(hash);
            if self.hash.get_or_insert_with(|| hash.to_owned()) != hash {
                return Err(HubError::Header { name: "x-linked-etag", found: quote(hash) });
            }
        }
        Ok(())
    }
}

impl Route<'_> {
    /// Asks the hub for a path below its address and goes where it leads.
    pub(crate) fn follow(&self, path: &str) -> Result<Arrival, HubError> {
        let (mut at, mut named, mut linked) = (self.endpoint.below(path), None, Linked::default());
        let mut is_own = true;
        for _ in 0..=self.redirects {
            is_own &= at.origin == self.endpoint.origin;
            let answer = self.client.get(&at, self.token.filter(|_| is_own))?;
            if is_own {
                linked.add(&answer)?;
            }
            if !matches!(answer.status, 301 | 302 | 303 | 307 | 308) {
                return arrive(answer, is_own, linked);
            }
            let next = at.join(answer.header("location")?.unwrap_or_default()).map_err(HubError::Redirect)?;
            // Only the first answer can name another host: later ones find this filled.
            let named = named.get_or_insert_with(|| next.origin.clone());
            if next.origin != self.endpoint.origin && next.origin != *named {
                return Err(HubError::Redirect(AddressError::Host(quote(&next.origin.to_string()))));
            }
            at = next;
        }
        Err(HubError::Redirects(self.redirects))
    }
}

fn arrive(answer: Answer, is_own: bool, mut linked: Linked) -> Result<Arrival, HubError> {
    if answer.status != 200 {
        return Err(HubError::Status(answer.status));
    }
    if let Some(encoding) = answer.header("content-encoding")?.filter(|e| !e.eq_ignore_ascii_case("identity"))
    {
        return Err(HubError::Encoding(quote(encoding)));
    }
    let length = answer.header("content-length")?.map(parse_size).transpose()?;
    if linked.hash.is_none() && is_own {
        linked.hash = answer.header("etag")?.map(|hash| opaque(hash).to_owned());
    }
    Ok(Arrival { answer, linked, length })
}

impl Arrival {
    /// The size of the file to come, if it is announced, once, and within the limit.
    pub(crate) fn size(&self, limit: u64) -> Result<u64, HubError> {
        let announced = match (self.linked.size, self.length) {
            (Some(linked), Some(length)) if linked != length => {
                return Err(HubError::Sizes { linked, length });
            }
            (linked, length) => linked.or(length).ok_or(HubError::NoSize)?,
        };
        if announced > limit { Err(HubError::TooLarge { limit, announced }) } else { Ok(announced) }
    }

    /// The hash that the hub states for the file, not yet known to be one.
    pub(crate) fn hash(&self) -> &str {
        self.linked.hash.as_deref().unwrap_or_default()
    }
}

fn parse_size(text: &str) -> Result<u64, HubError> {
    let digits = Some(text.trim()).filter(|text| text.bytes().all(|b| b.is_ascii_digit()));
    digits.and_then(|text| text.parse().ok()).ok_or_else(|| HubError::Size(quote(text)))
}

/// What an entity tag holds: neither its quotes nor the mark of a weak one.
fn opaque(tag: &str) -> &str {
    tag.trim().trim_start_matches("W/").trim_matches('"')
}
