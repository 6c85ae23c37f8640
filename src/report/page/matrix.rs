//! Which accounts use which templates, as a table with shades.

use serde::Serialize;

use super::heatmap::step_of;
use super::names::Names;
use crate::finding::{CampaignFinding, MemberFinding};

/// A cell: requests and their step of colour; neither where there are none.
#[derive(Serialize)]
pub(super) struct Cell {
    pub step: usize,
    pub requests: u32,
}

/// Accounts by templates.
#[derive(Serialize)]
pub(super) struct Matrix {
    /// The templates with most requests, in their order.
    pub templates: Vec<String>,
    /// Templates that have no column.
    pub left_out: usize,
    pub rows: Vec<(String, Vec<Cell>)>,
}

impl Matrix {
    /// The matrix of these members with so many columns at most; none where there is one template alone.
    pub(super) fn new(
        campaign: &CampaignFinding,
        members: &[&MemberFinding],
        columns: usize,
        names: Names<'_>,
    ) -> Option<Self> {
        let templates = &campaign.templates;
        if templates.len() < 2 {
            return None;
        }
        let mut most: Vec<usize> = (0..templates.len()).collect();
        most.sort_by_key(|at| (std::cmp::Reverse(templates[*at].requests), *at));
        most.truncate(columns);
        most.sort_unstable();
        let row = |member: &&MemberFinding| {
            let cell = |at: &usize| {
                let of = member.templates.iter().find(|(template, _)| *template as usize == *at);
                let requests = of.map_or(0, |(_, requests)| *requests);
                Cell { step: step_of(requests), requests }
            };
            (names.account(&member.account), most.iter().map(cell).collect())
        };
        Some(Self {
            rows: members.iter().map(row).collect(),
            left_out: templates.len() - most.len(),
            templates: most.iter().map(|at| templates[*at].id.clone()).collect(),
        })
    }
}
