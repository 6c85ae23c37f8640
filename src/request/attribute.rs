//! Attributes of a request's sender, such as the network it came from.

/// Name and value pairs, sorted by name, each name at most once. Four names have a meaning of their own, any other is carried as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attributes(Vec<(Box<str>, Box<str>)>);

impl Attributes {
    /// The network prefix that the request came from, such as `192.0.2.0/24`.
    pub const NETWORK: &str = "network";
    /// An opaque mark of the means of payment.
    pub const PAYMENT: &str = "payment";
    /// A verified organisation. Accounts of one that few others belong to have one operator.
    pub const ORGANISATION: &str = "organisation";
    /// The log's own name of a conversation: an account's requests of one session belong together.
    pub const SESSION: &str = "session";

    /// Sets an attribute, replacing an earlier value of that name.
    pub fn set(&mut self, name: &str, value: impl Into<Box<str>>) {
        match self.0.binary_search_by(|(n, _)| (**n).cmp(name)) {
            Ok(i) => self.0[i].1 = value.into(),
            Err(i) => self.0.insert(i, (name.into(), value.into())),
        }
    }

    /// The value of an attribute, where the log carries it.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.binary_search_by(|(n, _)| (**n).cmp(name)).ok().map(|i| &*self.0[i].1)
    }

    /// All pairs in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(n, v)| (&**n, &**v))
    }
}
