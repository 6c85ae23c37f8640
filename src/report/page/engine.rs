//! The template engine. It escapes whatever it is given, and shows hidden characters by their numbers.

use std::error::Error;

use minijinja::value::{Value, ValueKind};
use minijinja::{AutoEscape, Environment, UndefinedBehavior, escape_formatter};
use serde::Serialize;

use crate::visible::visible;

const PAGE: &str = "page.html";
const TEMPLATES: [(&str, &str); 5] = [
    (PAGE, include_str!("page.html")),
    ("summary.html", include_str!("summary.html")),
    ("campaign.html", include_str!("campaign.html")),
    ("heatmap.html", include_str!("heatmap.html")),
    ("run.html", include_str!("run.html")),
];

/// What stands on a page as it is: our own script and style, and data that is escaped for its place.
pub(super) struct Own<'a> {
    pub script: &'a str,
    pub style: &'a str,
    pub data: &'a str,
    pub policy: &'a str,
}

/// A page of this content.
///
/// # Errors
/// Where a template asks for what the content does not have: a defect of ours.
pub(super) fn render(
    own: &Own<'_>,
    content: &impl Serialize,
) -> Result<String, Box<dyn Error + Send + Sync>> {
    let mut environment = Environment::new();
    environment.set_trim_blocks(true);
    environment.set_lstrip_blocks(true);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_formatter(|out, state, value| match value.as_str() {
        Some(text) if value.kind() == ValueKind::String && !value.is_safe() => {
            escape_formatter(out, state, &Value::from(visible(text)))
        }
        _ => escape_formatter(out, state, value),
    });
    for (name, template) in TEMPLATES {
        environment.add_template(name, template)?;
    }
    let safe = |text: &str| Value::from_safe_string(text.to_owned());
    let own = [
        ("script", safe(own.script)),
        ("style", safe(own.style)),
        ("data", safe(own.data)),
        ("policy", safe(own.policy)),
    ];
    for (name, value) in own {
        environment.add_global(name, value);
    }
    Ok(environment.get_template(PAGE)?.render(content)?)
}
