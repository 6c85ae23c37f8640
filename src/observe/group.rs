//! A group of actors over the templates that they share: what the signals are measured on.

/// One actor's part in a group.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The actor.
    pub actor: u32,
    /// Its requests inside the group's templates, in order of time.
    pub requests: Vec<u32>,
}

/// Actors and the templates that they share.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    /// The templates, in order of their numbers.
    pub templates: Vec<u32>,
    /// The actors, in order of their numbers.
    pub members: Vec<Member>,
}
