//! Templates for a person: who is served how well, what is split and what is merged.

use crate::labelled::LabelledTemplate;
use crate::list::List;
use crate::predicted::PredictedTemplate;
use crate::share::{share_cells, share_head};
use crate::templates::{PartScore, TemplateScore};

/// The parts of a template that a line names.
const PARTS: usize = 4;

/// Lists by role, by campaign, by template of the labels and by template of the report.
pub(crate) fn templates(score: &TemplateScore) -> [List; 4] {
    [
        parts("TEMPLATES OF A ROLE", &score.by_role),
        parts("TEMPLATES OF A CAMPAIGN", &score.by_campaign),
        split(&score.labelled),
        merged(&score.predicted),
    ]
}

/// Those that cost most F1 first.
fn parts(name: &str, parts: &[PartScore]) -> List {
    let mut parts: Vec<&PartScore> = parts.iter().collect();
    parts.sort_by(|a, b| b.lost().total_cmp(&a.lost()));
    let row = |part: &PartScore| (part.name.clone(), share_cells(part.requests, &part.b_cubed));
    List::new(name, &share_head(), parts.into_iter().map(row))
}

fn split(labelled: &[LabelledTemplate]) -> List {
    let mut labelled: Vec<&LabelledTemplate> = labelled.iter().collect();
    labelled.sort_by(|a, b| b.split().total_cmp(&a.split()));
    let rows = labelled.into_iter().map(|template| {
        let used_by: Vec<&str> = template.used_by.iter().map(String::as_str).collect();
        let shares = share_cells(template.requests, &template.b_cubed);
        let LabelledTemplate { pieces, largest, alone, .. } = template;
        (
            template.name.clone(),
            format!("{shares} {pieces:>7} {largest:>8} {alone:>6}  {}", used_by.join(", ")),
        )
    });
    let head = format!("{} {:>7} {:>8} {:>6}  USED BY", share_head(), "PIECES", "LARGEST", "ALONE");
    List::new("LABELLED, MOST SPLIT FIRST", &head, rows)
}

fn merged(predicted: &[PredictedTemplate]) -> List {
    let mixed = predicted.iter().filter(|template| template.swallowed() > 0);
    let rows = mixed.map(|template| {
        let part = |(name, count): &(Option<String>, usize)| {
            format!("{} {count}", name.as_deref().unwrap_or("(no template)"))
        };
        let mut parts: Vec<String> = template.parts.iter().take(PARTS).map(part).collect();
        if template.parts.len() > PARTS {
            parts.push(format!("{} more", template.parts.len() - PARTS));
        }
        let cells = format!("{:>9} {:>9}  {}", template.requests, template.swallowed(), parts.join(", "));
        (template.name.clone(), cells)
    });
    let head = format!("{:>9} {:>9}  WHAT IT HOLDS", "REQUESTS", "SWALLOWED");
    List::new("REPORTED, MOST MIXED FIRST", &head, rows)
}
