//! Users: how many sent a template.

use super::run::Run;

/// The users of one template.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Users {
    pub(super) accounts: usize,
    /// Requests that they sent.
    pub(super) requests: usize,
}

/// The users of each template.
pub(super) fn users(run: &Run<'_>) -> Vec<Users> {
    let mut users = vec![Users::default(); run.templates.skeletons.len()];
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for (template, account) in run.template_of.iter().zip(run.log.account_of()) {
        let Some(template) = template else { continue };
        users[*template as usize].requests += 1;
        pairs.push((*template, *account));
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs.into_iter().for_each(|(template, _)| users[template as usize].accounts += 1);
    users
}
