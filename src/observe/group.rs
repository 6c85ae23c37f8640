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

/// The members that some requests make, given with their actors and in order of these.
pub fn members(requests: &[(u32, u32)]) -> Vec<Member> {
    let member = |run: &[(u32, u32)]| Member { actor: run[0].0, requests: run.iter().map(|&(_, r)| r).collect() };
    requests.chunk_by(|a, b| a.0 == b.0).map(member).collect()
}
