//! Which field of a record holds what.

use crate::request::Attributes;

use super::lookup::{Lookup, alternatives};
use super::only::Only;
use super::path::{Path, PathError};
use super::placeholder::is_nobody;
use super::records::Records;

/// Where a record holds the fields of a request. Each field has one or more alternatives, tried in order; the
/// first that leads to a value counts: not to `null`, white space, or a list or an object without anything in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldMap {
    /// The array that holds the records, where they are not the lines themselves.
    pub(super) records: Option<Records>,
    /// What a record has to say of itself to be a request.
    pub(super) only: Vec<Only>,
    pub(super) id: Vec<Lookup>,
    pub(super) time: Vec<Lookup>,
    pub(super) account: Vec<Lookup>,
    /// Accounts that are meant, though their names read like placeholders.
    pub(super) meant_accounts: Vec<Box<str>>,
    pub(super) prompt: Vec<Lookup>,
    /// Instructions that the log holds beside the prompt; they come before it.
    pub(super) system: Vec<Lookup>,
    /// Whether a prompt's text may itself be JSON that holds messages, as in columns of a table.
    pub(super) prompt_may_be_json: bool,
    /// What to do where a field is absent, as far as the kind of log tells.
    pub(super) lacks: &'static [(&'static str, &'static str)],
    /// Attribute name and alternatives, in the order of setting.
    pub(super) attributes: Vec<(Box<str>, Vec<Lookup>)>,
}

/// A mapping that cannot be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FieldMapError {
    /// The path cannot be read.
    #[error(transparent)]
    Path(#[from] PathError),
    /// No field has this name.
    #[error(
        "expected one of the fields id, time, account, prompt, system, session, network, payment, organisation, got {0:?}; map any other as an attribute"
    )]
    UnknownField(String),
    /// An attribute without a name.
    #[error("expected a name for the attribute at {0}, got none")]
    UnnamedAttribute(String),
}

impl FieldMap {
    /// Sets where a field lies, in place of what it had. Fields: `id`, `time` (or `ts`),
    /// `account`, `prompt`, `system` (instructions that are no part of the prompt), `session` (the log's name of a conversation),
    /// `network` (or `ip`), `payment`, `organisation` (or `org`). Alternatives stand between bars, in the order in which they
    /// are tried, and `const:x` is the value `x` itself: `user.id|api_key|const:house`.
    ///
    /// # Errors
    /// Where no field has that name or a path cannot be read.
    pub fn set(&mut self, field: &str, paths: &str) -> Result<(), FieldMapError> {
        let attribute = match field {
            "network" | "ip" => Attributes::NETWORK,
            "payment" => Attributes::PAYMENT,
            "organisation" | "organization" | "org" => Attributes::ORGANISATION,
            "session" => Attributes::SESSION,
            "id" | "time" | "ts" | "account" | "prompt" | "system" => "",
            _ => return Err(FieldMapError::UnknownField(field.to_owned())),
        };
        let lookups = alternatives(paths)?;
        match field {
            "id" => self.id = lookups,
            "time" | "ts" => self.time = lookups,
            "account" => self.account = lookups,
            "prompt" => self.prompt = lookups,
            "system" => self.system = lookups,
            _ => self.put_attribute(attribute, lookups),
        }
        Ok(())
    }

    /// Sets where an attribute of any name lies, such as `tls`; alternatives as for [`Self::set`].
    ///
    /// # Errors
    /// Where the name is empty or a path cannot be read.
    pub fn set_attribute(&mut self, attribute: &str, paths: &str) -> Result<(), FieldMapError> {
        let lookups = alternatives(paths)?;
        if attribute.is_empty() {
            return Err(FieldMapError::UnnamedAttribute(paths.to_owned()));
        }
        self.put_attribute(attribute, lookups);
        Ok(())
    }

    /// Says that the records lie in an array, such as `resourceSpans[].scopeSpans[].spans[]`. Fields are looked up in the
    /// innermost record first, then in those around it. A line without that array is set aside.
    ///
    /// # Errors
    /// Where the path cannot be read or does not end with `[]`.
    pub fn set_records(&mut self, path: &str) -> Result<(), FieldMapError> {
        self.records = Some(Records::parse(path, false)?);
        Ok(())
    }

    /// Takes only records for requests that hold one of these values at a path (capitals or not); alternatives as for
    /// [`Self::set`]. Others are counted as [`super::Reason::NotARequest`].
    ///
    /// # Errors
    /// Where a path cannot be read.
    pub fn keep_only(&mut self, paths: &str, values: &[&str]) -> Result<(), FieldMapError> {
        self.only.push(Only::new(alternatives(paths)?, values, false));
        Ok(())
    }

    /// Whether a text names an account: a name of nobody does only where it is meant.
    pub(super) fn is_account(&self, text: &str) -> bool {
        !is_nobody(text) || self.meant_accounts.iter().any(|meant| **meant == *text)
    }

    /// Says that an account of this name is meant, though the name reads like a placeholder (`anonymous`, `unknown`, `none`
    /// and the like, which are no accounts).
    pub fn keep_account(&mut self, account: &str) {
        self.meant_accounts.push(account.trim().into());
    }

    fn put_attribute(&mut self, attribute: &str, lookups: Vec<Lookup>) {
        match self.attributes.iter_mut().find(|(name, _)| **name == *attribute) {
            Some((_, old)) => *old = lookups,
            None => self.attributes.push((attribute.into(), lookups)),
        }
    }

    /// The top keys that any path begins with, each once.
    pub(super) fn heads(&self) -> Vec<Box<str>> {
        let attributes = self.attributes.iter().map(|(_, lookups)| lookups);
        let lookups = [&self.id, &self.time, &self.account, &self.prompt, &self.system]
            .into_iter()
            .chain(attributes)
            .chain(self.only.iter().map(Only::lookups))
            .flatten();
        let fields = lookups.filter_map(Lookup::path).map(Path::head);
        let mut heads: Vec<Box<str>> = Vec::new();
        for head in fields.chain(self.records.as_ref().map(Records::head)) {
            if !heads.iter().any(|known| **known == *head) {
                heads.push(head.into());
            }
        }
        heads
    }
}

#[cfg(test)]
mod tests {
    use crate::input::{FieldMap, Preset};

    #[test]
    fn only_known_fields_are_mapped() {
        let mut fields = FieldMap::preset(Preset::Plain);
        assert_eq!(
            fields.set("promt", "body").unwrap_err().to_string(),
            "expected one of the fields id, time, account, prompt, system, session, network, payment, organisation, \
             got \"promt\"; map any other as an attribute"
        );
        assert_eq!(
            fields.set_attribute("", "a.b").unwrap_err().to_string(),
            "expected a name for the attribute at a.b, got none"
        );
    }

    #[test]
    fn a_field_set_again_replaces_its_paths() {
        let mut fields = FieldMap::preset(Preset::Plain);
        fields.set("ip", "client.address|const:lab").unwrap();
        fields.set_attribute("tls", "client.ja3").unwrap();
        fields.set_records("entries[]").unwrap();
        let heads = fields.heads();
        assert_eq!(heads.iter().filter(|head| &***head == "client").count(), 1);
        assert!(!heads.iter().any(|head| &**head == "ip"));
        assert!(heads.iter().any(|head| &**head == "entries"));
    }
}
