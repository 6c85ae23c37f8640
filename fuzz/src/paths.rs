//! Paths into records.

use hydrascope::input::Path;
use serde_json::Value;

use crate::log::{plain, read_record};

/// Reads the first line as a path and looks up what lies there in the record behind it. A path that is printed is the same path, and
/// both ways of looking it up agree.
pub fn paths(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (path, record) = text.split_once('\n').unwrap_or((&text, ""));
    if let Ok(parsed) = path.parse::<Path>() {
        let printed = parsed.to_string();
        assert_eq!(printed.parse::<Path>().as_ref(), Ok(&parsed), "{path:?} is printed as {printed:?}");
    }
    let mut settings = plain();
    _ = settings.fields.set_records(path);
    if settings.fields.set("prompt", path).is_err() {
        return;
    }
    settings.fields.set("id", path).unwrap();
    settings.fields.set("account", path).unwrap();
    settings.fields.set_attribute("other", path).unwrap();
    if let Ok(record @ Value::Object(_)) = serde_json::from_str(record) {
        read_record(&record, &settings);
    }
}
