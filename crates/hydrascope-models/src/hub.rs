//! A model hub, and how a model is fetched from it.

use std::path::{Path, PathBuf};

use crate::address::{Address, AddressError};
use crate::client::Client;
use crate::download::Download;
use crate::environment::{self, Token};
use crate::error::FetchError;
use crate::limits::Limits;
use crate::quote::quote;
use crate::route::Route;
use crate::staging::Staging;
use crate::verify::Pin;
use crate::{place, plan};

/// A model hub: its address, the token to show it, and what it may ask of us.
#[derive(Debug)]
pub struct Hub {
    endpoint: Address,
    token: Option<Token>,
    limits: Limits,
}

impl Hub {
    /// The hub at an address, which begins with `http://` or `https://`, without a token and with usual limits.
    ///
    /// # Errors
    /// Where the address is none, or holds a name, a password or a query.
    pub fn new(endpoint: &str) -> Result<Self, FetchError> {
        let address = Address::parse(endpoint).map_err(FetchError::Endpoint)?;
        if address.has_query() {
            return Err(FetchError::Endpoint(AddressError::Form(quote(endpoint))));
        }
        Ok(Self { endpoint: address, token: None, limits: Limits::default() })
    }

    /// The hub that `HF_ENDPOINT` names, else the usual one, with the token that `HF_TOKEN` or the file `token` in
    /// `HF_HOME` holds.
    ///
    /// # Errors
    /// Where the environment gives an address or a token that is none.
    pub fn from_env() -> Result<Self, FetchError> {
        let hub = Self::new(&environment::endpoint()?)?;
        Ok(Self { token: environment::token()?, ..hub })
    }

    /// The same hub, which is shown a token. No other host sees it.
    ///
    /// # Errors
    /// Where the token is empty or not in visible ASCII.
    pub fn with_token(self, token: &str) -> Result<Self, FetchError> {
        Ok(Self { token: Some(Token::new(token)?), ..self })
    }

    /// The same hub with other limits.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// Fetches a model as [`fetch`](crate::fetch) does, from this hub.
    ///
    /// # Errors
    /// As there.
    pub fn fetch(&self, name: &str, folder: &Path, sha256: Option<&str>) -> Result<Vec<PathBuf>, FetchError> {
        if !plan::is_name(name) {
            return Err(FetchError::Name(name.to_owned()));
        }
        let pin = |text: &str| Pin::new(text).ok_or_else(|| FetchError::Pin(text.to_owned()));
        let pin = sha256.map(pin).transpose()?;
        let folder = std::path::absolute(folder).map_err(FetchError::write(folder))?;
        let client = Client::new(self.limits);
        let route = Route {
            client: &client,
            endpoint: &self.endpoint,
            token: self.token.as_ref(),
            redirects: self.limits.redirects,
        };
        let download = Download { name, route, limits: self.limits };
        let list = download.list()?;
        let steps =
            plan::steps(&list.files).map_err(|file| FetchError::NotThere { name: name.to_owned(), file })?;
        // Nothing is made before this.
        place::check(&folder)?;
        let staging = Staging::new(&folder)?;
        for step in &steps {
            download.file(&list, step, pin.clone().filter(|_| step.is_graph()), &staging)?;
        }
        place::place(staging, &steps)
    }
}
