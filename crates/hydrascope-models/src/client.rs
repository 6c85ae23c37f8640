//! One question and its answer over HTTP, within the limits.
//!
//! Nothing is followed or unpacked here, and what an answer says is taken as text of a stranger's.

use std::io::Read;
use std::time::Instant;

use ureq::http::HeaderMap;
use ureq::{Agent, BodyReader, Timeout};

use crate::address::Address;
use crate::environment::Token;
use crate::error::HubError;
use crate::limits::Limits;
use crate::quote::quote;

/// Asks, until the time for the whole fetch is over.
pub(crate) struct Client {
    agent: Agent,
    limits: Limits,
    deadline: Instant,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: HeaderMap,
    pub(crate) body: Body,
}

/// The bytes of an answer, as they come.
pub(crate) struct Body {
    reader: BodyReader<'static>,
    limits: Limits,
}

impl Client {
    /// The time for the whole fetch begins now.
    pub(crate) fn new(limits: Limits) -> Self {
        let now = Instant::now();
        let config = Agent::config_builder()
            .max_redirects(0)
            .http_status_as_error(false)
            .user_agent(concat!("hydrascope/", env!("CARGO_PKG_VERSION")))
            .accept_encoding("identity")
            .timeout_resolve(Some(limits.connect))
            .timeout_connect(Some(limits.connect))
            .timeout_per_read(Some(limits.read))
            .timeout_per_write(Some(limits.read))
            .build();
        // A limit beyond what a clock counts is none.
        let deadline = now.checked_add(limits.total).unwrap_or(now + Limits::default().total);
        Self { agent: config.into(), limits, deadline }
    }

    /// Asks for an address, which must be allowed to see the token where there is one.
    pub(crate) fn get(&self, address: &Address, token: Option<&Token>) -> Result<Answer, HubError> {
        let left = self.deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(HubError::Slow(self.limits.total));
        }
        let mut request = self.agent.get(address.to_string());
        if let Some(token) = token {
            request = request.header("Authorization", format!("Bearer {}", token.secret()));
        }
        let mut config = request.config().timeout_global(Some(left));
        if address.origin.is_loopback() {
            config = config.proxy(None);
        }
        let response = config.build().call().map_err(|error| hub_error(&error, &self.limits))?;
        let (parts, body) = response.into_parts();
        let body = Body { reader: body.into_reader(), limits: self.limits };
        Ok(Answer { status: parts.status.as_u16(), headers: parts.headers, body })
    }
}

impl Answer {
    /// The value of a header, which may be given again only with the same value.
    pub(crate) fn header(&self, name: &'static str) -> Result<Option<&str>, HubError> {
        let mut values = self.headers.get_all(name).into_iter();
        let Some(first) = values.next() else { return Ok(None) };
        let fault = |value: &ureq::http::HeaderValue| HubError::Header {
            name,
            found: quote(&String::from_utf8_lossy(value.as_bytes())),
        };
        match values.find(|&other| other != first) {
            Some(other) => Err(fault(other)),
            None => first.to_str().map(Some).map_err(|_| fault(first)),
        }
    }
}

impl Body {
    /// Fills the start of `buffer`; gives how many bytes came, none at the end.
    pub(crate) fn read(&mut self, buffer: &mut [u8]) -> Result<usize, HubError> {
        self.reader.read(buffer).map_err(|error| hub_error(&ureq::Error::from(error), &self.limits))
    }
}

fn hub_error(error: &ureq::Error, limits: &Limits) -> HubError {
    match error {
        ureq::Error::Timeout(Timeout::Resolve | Timeout::Connect) => HubError::Connect(limits.connect),
        ureq::Error::Timeout(Timeout::PerRead | Timeout::PerWrite) => HubError::Silent(limits.read),
        ureq::Error::Timeout(_) => HubError::Slow(limits.total),
        ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => HubError::Ended,
        other => HubError::Network(quote(&other.to_string())),
    }
}
