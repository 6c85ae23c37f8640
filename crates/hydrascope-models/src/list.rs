//! The hub's list of a model's files, and the revision that they are of.

use crate::client::Body;
use crate::error::HubError;
use crate::quote::quote;

/// The name of a commit: nothing but hexadecimal digits, so that it can stand in an address.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Revision(String);

impl Revision {
    fn parse(text: &str) -> Result<Self, HubError> {
        let is_revision = matches!(text.len(), 40 | 64) && text.bytes().all(|b| b.is_ascii_hexdigit());
        if is_revision { Ok(Self(text.to_owned())) } else { Err(HubError::Revision(quote(text))) }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// What a hub says of a model.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct List {
    pub(crate) revision: Revision,
    /// The model's present name, which another than was asked for where it was renamed.
    pub(crate) id: Option<String>,
    pub(crate) files: Vec<String>,
}

#[derive(serde::Deserialize)]
struct Answer {
    #[serde(default)]
    sha: String,
    id: Option<String>,
    siblings: Vec<Sibling>,
}

#[derive(serde::Deserialize)]
struct Sibling {
    rfilename: String,
}

impl List {
    /// Reads at most `limit` bytes.
    pub(crate) fn read(body: &mut Body, limit: u64) -> Result<Self, HubError> {
        let (mut bytes, mut buffer) = (Vec::new(), vec![0; 1 << 16]);
        loop {
            let count = body.read(&mut buffer)?;
            if count == 0 {
                return Self::parse(&bytes);
            }
            if bytes.len() as u64 + count as u64 > limit {
                return Err(HubError::ListSize(limit));
            }
            bytes.extend_from_slice(&buffer[..count]);
        }
    }

    fn parse(bytes: &[u8]) -> Result<Self, HubError> {
        let answer: Answer =
            serde_json::from_slice(bytes).map_err(|error| HubError::List(quote(&error.to_string())))?;
        let files = answer.siblings.into_iter().map(|sibling| sibling.rfilename).collect();
        Ok(Self { revision: Revision::parse(&answer.sha)?, id: answer.id, files })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_revision_is_forty_or_sixty_four_hexadecimal_digits() {
        for good in ["0123456789abcdefABCDEF0123456789abcdef01", &"0f".repeat(32)] {
            assert_eq!(Revision::parse(good).unwrap().as_str(), good);
        }
        let bad = [
            "",
            "main",
            "/tmp/x",
            "../../x",
            &"a".repeat(39),
            &"a".repeat(41),
            &"a".repeat(63),
            &"g".repeat(40),
        ];
        for bad in
            bad.into_iter().chain([&*format!("{}/", "a".repeat(39)), &*format!("{}\n", "a".repeat(39))])
        {
            assert!(matches!(Revision::parse(bad), Err(HubError::Revision(_))), "{bad}");
        }
    }

    #[test]
    fn what_a_fault_repeats_of_the_list_is_short() {
        let long = format!("{{\"sha\":\"\",\"siblings\":\"{}\"}}", "\\u001b".repeat(10_000));
        let HubError::List(fault) = List::parse(long.as_bytes()).unwrap_err() else { panic!() };
        assert!(fault.len() < 1000 && fault.is_ascii() && !fault.contains('\u{1b}'), "{fault}");
    }
}
