//! Moments in time.

use hydrascope::request::Timestamp;
use serde_json::{Value, json};

use crate::log::{plain, read_record};

/// Reads text as a moment and as the time of a record. What is printed is the same moment.
pub fn time(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(time) = text.parse::<Timestamp>() {
        check(time);
    }
    if let Some(millis) = bytes.first_chunk().map(|bytes| i64::from_le_bytes(*bytes))
        && let Ok(time) = Timestamp::from_millis(millis)
    {
        check(time);
    }
    for form in [Some(Value::from(&*text)), serde_json::from_str(&text).ok()].into_iter().flatten() {
        let record = json!({"id": "r", "ts": form, "account": "a", "prompt": "Name a river."});
        if let Some(parsed) = read_record(&record, &plain()) {
            check(parsed.request.time);
        }
    }
}

fn check(time: Timestamp) {
    assert_eq!(time.to_string().parse(), Ok(time));
    assert_eq!(Timestamp::from_millis(time.as_millis()), Ok(time));
}
