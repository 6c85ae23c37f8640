//! Which field of a record holds what.

use crate::attribute::name;

use super::path::{Path, PathError};

/// Where a record holds the fields of a request. Each field has one or more paths, tried in order; the
/// first that leads to a value (not `null`) counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldMap {
    pub(super) id: Vec<Path>,
    pub(super) time: Vec<Path>,
    pub(super) account: Vec<Path>,
    pub(super) prompt: Vec<Path>,
    /// Instructions that the log holds beside the prompt; they come before it.
    pub(super) system: Vec<Path>,
    /// Whether a prompt's text may itself be JSON that holds messages, as in columns of a table.
    pub(super) prompt_may_be_json: bool,
    /// Attribute name and paths, in the order of setting.
    pub(super) attributes: Vec<(Box<str>, Vec<Path>)>,
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
    UnnamedAttribute(Path),
}

impl FieldMap {
    /// Sets the path of a field, in place of those that it had. Fields: `id`, `time` (or `ts`),
    /// `account`, `prompt`, `system` (instructions that are no part of the prompt), `session` (the log's name of a conversation),
    /// `network` (or `ip`), `payment`, `organisation` (or `org`).
    ///
    /// # Errors
    /// Where no field has that name or the path cannot be read.
    pub fn set(&mut self, field: &str, path: &str) -> Result<(), FieldMapError> {
        let attribute = match field {
            "network" | "ip" => name::NETWORK,
            "payment" => name::PAYMENT,
            "organisation" | "organization" | "org" => name::ORGANISATION,
            "session" => name::SESSION,
            "id" | "time" | "ts" | "account" | "prompt" | "system" => "",
            _ => return Err(FieldMapError::UnknownField(field.to_owned())),
        };
        let paths = vec![path.parse()?];
        match field {
            "id" => self.id = paths,
            "time" | "ts" => self.time = paths,
            "account" => self.account = paths,
            "prompt" => self.prompt = paths,
            "system" => self.system = paths,
            _ => self.put_attribute(attribute, paths),
        }
        Ok(())
    }

    /// Sets the path of an attribute by any name, such as `tls`.
    ///
    /// # Errors
    /// Where the name is empty or the path cannot be read.
    pub fn set_attribute(&mut self, attribute: &str, path: &str) -> Result<(), FieldMapError> {
        let path: Path = path.parse()?;
        if attribute.is_empty() {
            return Err(FieldMapError::UnnamedAttribute(path));
        }
        self.put_attribute(attribute, vec![path]);
        Ok(())
    }

    pub(super) fn put_attribute(&mut self, attribute: &str, paths: Vec<Path>) {
        match self.attributes.iter_mut().find(|(name, _)| **name == *attribute) {
            Some((_, old)) => *old = paths,
            None => self.attributes.push((attribute.into(), paths)),
        }
    }

    /// The top keys that any path begins with, each once.
    pub(super) fn heads(&self) -> Vec<Box<str>> {
        let attributes = self.attributes.iter().flat_map(|(_, paths)| paths);
        let mut heads: Vec<Box<str>> = Vec::new();
        for path in [&self.id, &self.time, &self.account, &self.prompt, &self.system]
            .into_iter()
            .flatten()
            .chain(attributes)
        {
            if !heads.iter().any(|head| **head == *path.head()) {
                heads.push(path.head().into());
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
        fields.set("ip", "client.address").unwrap();
        fields.set_attribute("tls", "client.ja3").unwrap();
        let heads = fields.heads();
        assert_eq!(heads.iter().filter(|head| &***head == "client").count(), 1);
        assert!(!heads.iter().any(|head| &**head == "ip"));
    }
}
