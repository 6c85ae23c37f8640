//! Words that stand for the beginning and the end of a prompt and of its parts.

use crate::request::Role;

/// The folded word that stands for the beginning of a prompt; it is no part of any text.
pub(super) const BEGIN: &str = "<begin>";
/// The folded word that stands for the end of a prompt.
pub(super) const END: &str = "<end>";

/// The folded word that a part of this role begins with.
pub(super) fn mark(role: Role) -> &'static str {
    match role {
        Role::System => "<system>",
        Role::User => "<user>",
        Role::Assistant => "<assistant>",
        Role::Tool => "<tool>",
    }
}
