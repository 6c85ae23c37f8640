//! What the last stages of a batch look at.

use crate::baseline::Sketch;
use crate::mine::Corpus;
use crate::observe::{Columns, Group, Traffic};
use crate::params::Params;
use crate::place::Templates;
use crate::signal::Facts;
use crate::summary::Log;

/// All that findings are made of.
pub(super) struct Run<'a> {
    pub(super) log: &'a Log,
    pub(super) columns: &'a Columns,
    pub(super) corpus: &'a Corpus,
    pub(super) templates: &'a Templates,
    pub(super) traffic: &'a Traffic,
    pub(super) template_of: &'a [Option<u32>],
    pub(super) params: &'a Params,
}

impl Run<'_> {
    /// The facts of a group whose templates take `rate` (0 to 1) of all requests.
    pub(super) fn facts<'g>(&'g self, group: &'g Group, rate: f64) -> Facts<'g> {
        Facts::new(self.traffic, group, &self.columns.attributes, rate, self.params.seed)
            .with_templates(self.template_of)
    }

    /// The prompt that tells a text.
    pub(super) fn prompt(&self, text: u32) -> String {
        self.corpus.prompt(text)
    }

    /// The words of a template, as hashes.
    pub(super) fn sketch(&self, template: u32) -> Sketch {
        Sketch::of(self.templates.skeletons[template as usize].pairs(self.corpus))
    }
}

/// A template's name in all reports.
pub(super) fn template_name(number: u32) -> String {
    format!("t{}", number + 1)
}
