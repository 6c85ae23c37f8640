//! Where a request goes.
//!
//! An address is read more strictly than the web does it, so that two readers of it cannot differ on its host.

use std::fmt;

use crate::quote::quote;

/// What is wrong with an address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// It is no address.
    #[error("expected an address such as https://host/path, got {0}")]
    Form(String),
    /// It has another scheme.
    #[error("expected the scheme {expected}, got {found}")]
    Scheme {
        /// The scheme or schemes that may be.
        expected: &'static str,
        /// The scheme that came.
        found: String,
    },
    /// It holds a name or a password, which are not shown.
    #[error("expected no name or password in the address, got one")]
    UserInfo,
    /// It leads to another host, where the port belongs to the host.
    #[error("expected the hub's own host or the one that its first answer named, got {0}")]
    Host(String),
}

/// How a host is spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scheme {
    Http,
    Https,
}

impl Scheme {
    fn name(self) -> &'static str {
        if self == Self::Http { "http" } else { "https" }
    }

    fn port(self) -> u16 {
        if self == Self::Http { 80 } else { 443 }
    }
}

/// Scheme, host and port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    scheme: Scheme,
    host: String,
    port: u16,
}

impl Origin {
    /// Whether the host is this machine, whatever name service and proxies say.
    pub(crate) fn is_loopback(&self) -> bool {
        let address = self.host.trim_matches(['[', ']']).parse::<std::net::IpAddr>();
        self.host == "localhost" || address.is_ok_and(|address| address.is_loopback())
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", self.scheme.name(), self.host)?;
        if self.port == self.scheme.port() { Ok(()) } else { write!(f, ":{}", self.port) }
    }
}

/// An origin, with a path and perhaps a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Address {
    pub(crate) origin: Origin,
    path: String,
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.origin, self.path)
    }
}

impl Address {
    pub(crate) fn parse(text: &str) -> Result<Self, AddressError> {
        let form = || AddressError::Form(quote(text));
        let (scheme, rest) = text.split_once("://").ok_or_else(form)?;
        let scheme = match scheme.to_ascii_lowercase().as_str() {
            "http" => Scheme::Http,
            "https" => Scheme::Https,
            _ => return Err(AddressError::Scheme { expected: "http or https", found: quote(scheme) }),
        };
        let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        if authority.contains('@') {
            return Err(AddressError::UserInfo);
        }
        let (host, port) = match authority.rfind(':').filter(|_| !authority.ends_with(']')) {
            Some(at) => (&authority[..at], parse_port(&authority[at + 1..]).ok_or_else(form)?),
            None => (authority, scheme.port()),
        };
        let path = plain(path).ok_or_else(form)?;
        if !is_host(host) {
            return Err(form());
        }
        let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
        Ok(Self { origin: Origin { scheme, host: host.to_ascii_lowercase(), port }, path })
    }

    /// Where a redirect from here leads.
    pub(crate) fn join(&self, location: &str) -> Result<Self, AddressError> {
        let own = self.origin.scheme.name();
        if let Some(scheme) = scheme_of(location) {
            if !scheme.eq_ignore_ascii_case(own) {
                return Err(AddressError::Scheme { expected: own, found: quote(scheme) });
            }
            return Self::parse(location);
        }
        if location.starts_with("//") {
            return Self::parse(&format!("{own}:{location}"));
        }
        let path = plain(location).filter(|path| !path.is_empty() && !path.starts_with('?'));
        let path = path.ok_or_else(|| AddressError::Form(quote(location)))?;
        let here = self.path.split('?').next().unwrap_or("/");
        let folder = &here[..=here.rfind('/').unwrap_or(0)];
        let path = if path.starts_with('/') { path.to_owned() } else { format!("{folder}{path}") };
        Ok(Self { origin: self.origin.clone(), path })
    }

    /// The address of something below this one; `path` has no slash at its start.
    pub(crate) fn below(&self, path: &str) -> Self {
        let folder = self.path.trim_end_matches('/');
        Self { origin: self.origin.clone(), path: format!("{folder}/{path}") }
    }

    pub(crate) fn has_query(&self) -> bool {
        self.path.contains('?')
    }
}

/// A path and query without the fragment; none where they are not in visible ASCII.
fn plain(path: &str) -> Option<&str> {
    let path = path.split('#').next().unwrap_or(path);
    path.bytes().all(|b| b.is_ascii_graphic() && b != b'\\').then_some(path)
}

fn parse_port(text: &str) -> Option<u16> {
    text.parse().ok().filter(|_| text.bytes().all(|b| b.is_ascii_digit()))
}

fn is_host(host: &str) -> bool {
    match host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        Some(inner) => inner.parse::<std::net::Ipv6Addr>().is_ok(),
        None => !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b)),
    }
}

/// The scheme that a redirect names, where it names one.
fn scheme_of(location: &str) -> Option<&str> {
    let (head, _) = location.split_once(':')?;
    let is_scheme = head.starts_with(|c: char| c.is_ascii_alphabetic())
        && head.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    is_scheme.then_some(head)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(location: &str) -> Result<String, AddressError> {
        Address::parse("http://hub.example:8080/a/b?c=/d").unwrap().join(location).map(|a| a.to_string())
    }

    #[test]
    fn a_redirect_leads_where_its_form_says() {
        assert_eq!(joined("/x?y#z").unwrap(), "http://hub.example:8080/x?y");
        assert_eq!(joined("x").unwrap(), "http://hub.example:8080/a/x");
        assert_eq!(joined("//Other.example/x").unwrap(), "http://other.example/x");
        assert_eq!(joined("HTTP://other.example:80?x").unwrap(), "http://other.example/?x");
        assert_eq!(joined("http://[::1]:81/").unwrap(), "http://[::1]:81/");
    }

    #[test]
    fn a_redirect_to_another_scheme_is_refused() {
        for location in ["https://hub.example:8080/x", "file:///etc/passwd", "data:,x", "gopher://h/"] {
            assert!(
                matches!(joined(location), Err(AddressError::Scheme { expected: "http", .. })),
                "{location}"
            );
        }
    }

    #[test]
    fn what_two_readers_could_read_differently_is_no_address() {
        for location in [
            "",
            "?x",
            "/a b",
            "/a\\b",
            "http:x",
            "http://",
            "http://a:/",
            "http://a:+1/",
            "http://a:99999/",
            "http://[::1/",
            "http://[a]/",
            "http://a:1:2/",
            "http://ä/",
            "/ä",
            "http://a%2eb/",
            "/\u{1b}",
        ] {
            assert!(matches!(joined(location), Err(AddressError::Form(_))), "{location}");
        }
        for location in ["http://good.example@evil.example/", "//a:b@hub.example:8080/", "http://a\\@b/"] {
            assert_eq!(joined(location), Err(AddressError::UserInfo), "{location}");
        }
    }

    #[test]
    fn this_machine_is_known_by_its_names() {
        let is_loopback = |text| Address::parse(text).unwrap().origin.is_loopback();
        for here in ["http://localhost:1", "http://127.1.2.3/", "http://[::1]:5/"] {
            assert!(is_loopback(here), "{here}");
        }
        assert!(!is_loopback("http://localhost.example/"));
    }
}
