//! What the last stages of a batch look at.

use crate::cluster::Templates;
use crate::columns::Columns;
use crate::evidence::Traffic;
use crate::params::ValidParams;
use crate::phrase::Corpus;
use crate::request::Request;

/// All that findings are made of.
pub(super) struct Run<'a> {
    pub(super) requests: &'a [Request],
    pub(super) columns: &'a Columns,
    pub(super) corpus: &'a Corpus,
    pub(super) templates: &'a Templates,
    pub(super) traffic: &'a Traffic,
    pub(super) template_of: &'a [Option<u32>],
    pub(super) params: &'a ValidParams,
}
