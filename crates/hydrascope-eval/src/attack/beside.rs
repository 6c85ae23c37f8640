//! An attack laid beside a week.

use std::collections::HashSet;

use hydrascope::request::Request;

/// The week's log with an attack's requests in it, in order of time, then id. A request of the attack that has the id of one
/// of the week stands in its place.
pub fn beside(week: &[Request], attack: Vec<Request>) -> Vec<Request> {
    let replaced: HashSet<&str> = attack.iter().map(|request| &*request.id).collect();
    let kept = week.iter().filter(|request| !replaced.contains(&*request.id));
    let mut all: Vec<Request> = kept.cloned().collect();
    all.extend(attack);
    all.sort_by(|a, b| (a.time, &a.id).cmp(&(b.time, &b.id)));
    all
}
