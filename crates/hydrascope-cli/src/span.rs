//! Spans of time, as people write them.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

/// A span of a second or more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span(pub(crate) Duration);

/// A span that is none.
#[derive(Debug, thiserror::Error)]
#[error("expected a span of a second or more, such as 90s, 30m, 1h or 14d, got {0}")]
pub(crate) struct SpanError(String);

impl FromStr for Span {
    type Err = SpanError;

    fn from_str(text: &str) -> Result<Self, SpanError> {
        let wrong = || SpanError(text.to_owned());
        let (number, unit) =
            text.trim().split_at_checked(text.trim().len().saturating_sub(1)).ok_or_else(wrong)?;
        let seconds = match unit {
            "s" => 1,
            "m" => 60,
            "h" => 3600,
            "d" => 86_400,
            _ => return Err(wrong()),
        };
        let number: u64 = number.parse().map_err(|_| wrong())?;
        let seconds = number.checked_mul(seconds).filter(|seconds| *seconds > 0).ok_or_else(wrong)?;
        Ok(Self(Duration::from_secs(seconds)))
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.as_secs();
        let units = [(86_400, "d"), (3600, "h"), (60, "m"), (1, "s")];
        let (size, unit) =
            units.into_iter().find(|(size, _)| seconds.is_multiple_of(*size)).unwrap_or((1, "s"));
        write!(f, "{}{unit}", seconds / size)
    }
}

/// When epochs run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Every {
    /// After each span of the log's time, and at the end.
    Span(Span),
    /// Once, at the end.
    End,
}

impl FromStr for Every {
    type Err = SpanError;

    fn from_str(text: &str) -> Result<Self, SpanError> {
        if text == "end" { Ok(Self::End) } else { text.parse().map(Self::Span) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Every, Span};

    #[test]
    fn spans_are_read_as_people_write_them() {
        for (text, seconds) in [("90s", 90), ("30m", 1800), ("1h", 3600), ("14d", 1_209_600)] {
            let span: Span = text.parse().unwrap();
            assert_eq!((span.0.as_secs(), span.to_string().parse::<Span>().unwrap()), (seconds, span));
        }
        assert_eq!("end".parse::<Every>().unwrap(), Every::End);
        for wrong in ["", "h", "0h", "1.5h", "1 day", "-1h", "99999999999999999999d", "1ü"] {
            assert!(wrong.parse::<Span>().is_err(), "{wrong}");
        }
    }
}
