//! Known: which templates are applications that the baseline knows.

use std::cmp::Reverse;

use super::known_application::KnownApplication;
use crate::baseline::Sketch;
use crate::detector::run::{Run, template_name};
use crate::detector::users::users;
use crate::observe::Group;

/// Applications that are told, those of most requests.
const TOLD: usize = 200;

/// Templates of the baseline's applications.
pub(in crate::detector) struct Known {
    /// What is thought less of each template's users being a list, as odds in logarithms; empty without a baseline.
    less: Vec<f64>,
    /// The applications of most requests, these first.
    pub(in crate::detector) applications: Vec<KnownApplication>,
}

impl Known {
    /// What the baseline, if there is one, knows of the templates of a run.
    pub(in crate::detector) fn of(run: &Run<'_>) -> Self {
        let Some(baseline) = &run.params.baseline else {
            return Self { less: Vec::new(), applications: Vec::new() };
        };
        let sketches: Vec<Sketch> =
            (0..run.templates.skeletons.len() as u32).map(|t| run.sketch(t)).collect();
        let (mut less, mut applications) = (Vec::new(), Vec::new());
        for ((template, known), of) in (0u32..).zip(baseline.known(&sketches)).zip(users(run)) {
            let own = known.map_or(0.0, |application| application.less(of.accounts));
            less.push(own);
            applications.extend(known.filter(|_| own > 0.0).map(|known| KnownApplication {
                template: template_name(template),
                requests: of.requests,
                accounts: of.accounts,
                requests_then: known.requests,
                accounts_then: known.accounts,
                accepted: known.accepted,
                less: own,
            }));
        }
        applications.sort_by_key(|application| Reverse(application.requests));
        applications.truncate(TOLD);
        Self { less, applications }
    }

    fn of_request(&self, run: &Run<'_>, request: u32) -> f64 {
        let template = run.template_of[request as usize];
        template.and_then(|template| self.less.get(template as usize)).copied().unwrap_or(0.0)
    }

    /// What is thought less of a group: the mean over its requests.
    pub(in crate::detector) fn less(&self, run: &Run<'_>, group: &Group) -> f64 {
        if self.less.is_empty() {
            return 0.0;
        }
        let requests = || group.members.iter().flat_map(|m| m.requests.iter().copied());
        let less: f64 = requests().map(|request| self.of_request(run, request)).sum();
        less / requests().count().max(1) as f64
    }

    /// The share (0 to 1) of all requests that lie in known applications.
    pub(in crate::detector) fn share(&self, run: &Run<'_>) -> f64 {
        let all = run.template_of.len() as u32;
        (0..all).filter(|&r| self.of_request(run, r) > 0.0).count() as f64 / f64::from(all.max(1))
    }
}
