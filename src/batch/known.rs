//! Known: which templates are applications that the baseline knows.

use super::run::Run;
use crate::baseline::Sketch;
use crate::evidence::Group;

/// What is thought less of a known application's users being a list, as odds in logarithms: of applications hardly one in twenty turns
/// into one, and what hides among its users is looked for apart.
pub(super) const KNOWN: f64 = 3.0;
/// What is thought less of each worker that was parted from its users: an account of a known application is one of these first (ln 5).
pub(super) const USER: f64 = 1.6;

/// The templates that are known.
pub(super) struct Known {
    /// Whether each is an application whose users are people.
    is_ordinary: Vec<bool>,
}

impl Known {
    /// What the baseline, if there is one, knows of the templates of a run.
    pub(super) fn of(run: &Run<'_>) -> Self {
        let Some(baseline) = &run.params.baseline else { return Self { is_ordinary: Vec::new() } };
        let sketches: Vec<Sketch> =
            run.templates.skeletons.iter().map(|skeleton| Sketch::of(skeleton.bigrams())).collect();
        let known = baseline.known(&sketches);
        Self { is_ordinary: known.iter().map(|known| known.is_some_and(|a| a.is_ordinary())).collect() }
    }

    fn is_ordinary(&self, run: &Run<'_>, request: u32) -> bool {
        let template = run.template_of[request as usize];
        template.is_some_and(|template| self.is_ordinary.get(template as usize).copied().unwrap_or(false))
    }

    /// The share (0 to 1) of a group's requests in known applications.
    pub(super) fn of_group(&self, run: &Run<'_>, group: &Group) -> f64 {
        if self.is_ordinary.is_empty() {
            return 0.0;
        }
        let requests = || group.members.iter().flat_map(|m| m.requests.iter().copied());
        let known = requests().filter(|&request| self.is_ordinary(run, request)).count();
        known as f64 / requests().count().max(1) as f64
    }

    /// The share (0 to 1) of all requests that lie in known applications.
    pub(super) fn share(&self, run: &Run<'_>) -> f64 {
        let all = run.template_of.len() as u32;
        (0..all).filter(|&r| self.is_ordinary(run, r)).count() as f64 / f64::from(all.max(1))
    }
}
