//! Users: who sent a template.

use std::collections::BTreeSet;

use super::run::Run;

/// The users of one template.
#[derive(Clone, Debug, Default)]
pub(super) struct Users {
    pub(super) actors: BTreeSet<u32>,
    /// Requests that they sent.
    pub(super) requests: usize,
}

/// The users of each template.
pub(super) fn users(run: &Run<'_>) -> Vec<Users> {
    let mut users = vec![Users::default(); run.templates.skeletons.len()];
    for (request, template) in run.template_of.iter().enumerate() {
        let Some(template) = template else { continue };
        let of = &mut users[*template as usize];
        of.actors.insert(run.columns.actor_of(request));
        of.requests += 1;
    }
    users
}
