//! The simplest tool: prompts that are the same once case and white space are folded.

use std::collections::HashMap;

use hydrascope::request::Request;

use super::grouping::Grouping;

/// Groups requests whose prompts are the same but for case and white space.
///
/// ```
/// # use hydrascope::request::{Attributes, Prompt, Request};
/// # let request = |prompt: &str| Request {
/// #     id: prompt.into(), time: "2026-03-02T00:00:00Z".parse().unwrap(), account: "a".into(),
/// #     prompt: Prompt::new(prompt), attributes: Attributes::default(),
/// # };
/// let requests = ["Say  hello", "say goodbye", " say hello\n"].map(request);
/// assert_eq!(hydrascope_eval::exact_match(&requests).clusters, [0, 1, 0]);
/// ```
pub fn exact_match(requests: &[Request]) -> Grouping {
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let clusters = requests.iter().map(|request| {
        let next = numbers.len() as u32;
        *numbers.entry(folded(request.prompt.as_str())).or_insert(next)
    });
    let clusters = clusters.collect();
    Grouping { tool: "exact match".to_owned(), setting: "case and white space folded".to_owned(), clusters }
}

fn folded(prompt: &str) -> String {
    prompt.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
