//! Prompts that are chats.

use hydrascope::input::PromptFrom;
use hydrascope::request::{HashKey, Prefixes, Prompt, opening};
use serde_json::{Value, json};

use crate::log::{check_prompt, plain, read_record};

/// Takes text, and JSON where it is that, as the prompt of a request. A prompt keeps its limit, its parts are texts in it, and both
/// ways of reading a line agree on it.
pub fn chat(bytes: &[u8]) {
    let Some((&limit, bytes)) = bytes.split_first() else { return };
    let text = String::from_utf8_lossy(bytes);
    let prompt = Prompt::new(&*text);
    assert_eq!(prompt.as_str(), text);
    check_prompt(&prompt);
    let boundaries = Prefixes::new(HashKey::default()).of(&prompt);
    assert_eq!(boundaries, Prefixes::new(HashKey::default()).of(&prompt));
    if let Some(at) = opening(&prompt, &prompt) {
        assert!(text.is_char_boundary(at as usize), "{at} of {}", text.len());
    }

    let mut settings = plain();
    settings.max_prompt_bytes = 1 + usize::from(limit);
    let forms = [Some(Value::from(&*text)), serde_json::from_str(&text).ok()];
    for form in forms.into_iter().flatten() {
        let record = json!({"id": "r", "ts": "2026-03-02T00:00:14Z", "account": "a", "prompt": form});
        for from in PromptFrom::ALL {
            settings.prompt_from = from;
            let Some(parsed) = read_record(&record, &settings) else { continue };
            assert!(parsed.request.prompt.as_str().len() <= settings.max_prompt_bytes);
        }
    }
}
