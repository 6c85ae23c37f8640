//! The templates of a campaign, as far as there is room.

use serde::Serialize;

use super::number::counted;
use super::sample::{Limits, beginning};
use super::skeleton::{Piece, pieces};
use crate::finding::TemplateFinding;

/// Bytes of a slot's value that are shown.
const EXAMPLE: usize = 500;

/// A text with its slots: of a whole template, or of a part of a chat.
#[derive(Serialize)]
pub(super) struct TemplateText<'a> {
    /// Who speaks; empty in plain text.
    pub role: &'a str,
    pub pieces: Vec<Piece<'a>>,
    /// Bytes that are not shown.
    pub left_out: usize,
}

/// A template.
#[derive(Serialize)]
pub(super) struct TemplateView<'a> {
    pub id: &'a str,
    pub requests: String,
    pub accounts: String,
    pub texts: Vec<TemplateText<'a>>,
    /// What it shares with other templates, and with how many.
    pub within: Option<(TemplateText<'a>, String)>,
    /// Each slot with a few of its values.
    pub examples: Vec<(usize, Vec<&'a str>)>,
}

/// Templates, and how many are left out.
#[derive(Serialize)]
pub(super) struct Templates<'a> {
    pub shown: Vec<TemplateView<'a>>,
    pub left_out: usize,
}

fn text<'a>(role: &'a str, text: &'a str, limits: Limits) -> TemplateText<'a> {
    let (pieces, left_out) = pieces(text, limits.one_text);
    TemplateText { role, pieces, left_out }
}

fn size(template: &TemplateFinding) -> usize {
    let within = template.within.as_ref().map_or(0, |within| within.text.len());
    let examples: usize = template.slot_examples.iter().flatten().map(String::len).sum();
    template.skeleton.len() + within + examples
}

impl<'a> Templates<'a> {
    /// The templates with most requests, the first and as many more as there is room for.
    pub(super) fn new(templates: &'a [TemplateFinding], with_text: bool, limits: Limits) -> Self {
        let mut most: Vec<&TemplateFinding> = templates.iter().collect();
        most.sort_by_key(|template| std::cmp::Reverse(template.requests));
        let (mut used, mut shown) = (0, Vec::new());
        for template in most {
            used += size(template);
            if !shown.is_empty() && used > limits.text {
                break;
            }
            shown.push(view(template, with_text, limits));
        }
        Self { left_out: templates.len() - shown.len(), shown }
    }
}

fn view(template: &TemplateFinding, with_text: bool, limits: Limits) -> TemplateView<'_> {
    let texts = match &*template.parts {
        [] => vec![text("", &template.skeleton, limits)],
        parts => parts.iter().map(|part| text(&part.role, &part.text, limits)).collect(),
    };
    let within = template.within.as_ref();
    let examples = if with_text { &*template.slot_examples } else { &[] };
    TemplateView {
        id: &template.id,
        requests: counted(template.requests, "request", "requests"),
        accounts: counted(template.actors, "account", "accounts"),
        texts,
        within: within
            .map(|w| (text("", &w.text, limits), counted(w.templates, "other template", "other templates"))),
        examples: examples
            .iter()
            .enumerate()
            .map(|(at, values)| (at + 1, values.iter().map(|value| beginning(value, EXAMPLE)).collect()))
            .collect(),
    }
}
