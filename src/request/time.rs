//! Moments in time: parsed from logs, printed into reports.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Milliseconds of an hour.
pub(crate) const HOUR_MILLIS: i64 = 3_600_000;
/// Milliseconds of a day.
pub(crate) const DAY_MILLIS: i64 = 86_400_000;

/// A moment in milliseconds since 1970-01-01T00:00:00Z, between the years -9999 and 9999.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

/// A text or number that is no moment in time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "expected a time as RFC 3339 text with a zone (such as 2026-03-02T00:00:14Z), got {0}; map the field that holds it"
)]
pub struct TimeError(String);

impl Timestamp {
    /// The moment so many milliseconds after 1970 began.
    ///
    /// # Errors
    /// Where the year would leave -9999 to 9999.
    pub fn from_millis(millis: i64) -> Result<Self, TimeError> {
        match jiff::Timestamp::from_millisecond(millis) {
            Ok(_) => Ok(Self(millis)),
            Err(_) => Err(TimeError(format!("{millis} milliseconds"))),
        }
    }

    /// Milliseconds since 1970 began.
    pub fn as_millis(self) -> i64 {
        self.0
    }
}

impl FromStr for Timestamp {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        let parsed: Result<jiff::Timestamp, _> = text.parse();
        parsed.map(|t| Self(t.as_millisecond())).map_err(|_| {
            let shown: String = text.chars().take(40).collect();
            TimeError(format!("{shown:?}"))
        })
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_millisecond(self.0) {
            Ok(t) => write!(f, "{t:.3}"),
            Err(_) => write!(f, "{} ms", self.0),
        }
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl JsonSchema for Timestamp {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Timestamp".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date-time" })
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::Timestamp;

    #[test]
    fn text_and_back() {
        let time: Timestamp = "2026-03-02T01:00:14.553+01:00".parse().unwrap();
        assert_eq!(time.to_string(), "2026-03-02T00:00:14.553Z");
        assert_eq!(Timestamp::from_millis(time.as_millis()), Ok(time));
    }

    #[test]
    fn what_is_no_time_is_named() {
        let error = "yesterday".parse::<Timestamp>().unwrap_err();
        assert!(error.to_string().contains("\"yesterday\""), "{error}");
        assert!(Timestamp::from_millis(i64::MAX).is_err());
    }
}
