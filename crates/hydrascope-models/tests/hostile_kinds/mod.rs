//! The table of hostile hubs.

mod bodies;
mod lists;
mod redirects;

use std::net::TcpStream;
use std::time::Duration;

use hydrascope_models::{FetchError, HubError};

use crate::hub::{Answer, Request, World};

/// A kind of hub that does one thing wrong, and what it is refused with.
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    pub(crate) answer: Answer,
    pub(crate) expected: fn(&FetchError) -> bool,
}

/// A pause that is well within the limit on silence.
const TRICKLE: Duration = Duration::from_millis(50);

pub(crate) fn kinds() -> Vec<Kind> {
    [lists::kinds(), bodies::kinds(), redirects::kinds()].into_iter().flatten().collect()
}

/// Does `wrong` at the list of files and is good otherwise.
fn at_list(world: &World, request: &Request, stream: &mut TcpStream, wrong: impl FnOnce(&mut TcpStream)) {
    if request.is_list() { wrong(stream) } else { world.answer(request, stream) }
}

/// Does `wrong` at one file and is good otherwise.
fn at(
    file: &str,
    world: &World,
    request: &Request,
    stream: &mut TcpStream,
    wrong: impl FnOnce(&mut TcpStream),
) {
    if request.is_for(file) { wrong(stream) } else { world.answer(request, stream) }
}

fn is_hub(error: &FetchError, is: impl FnOnce(&HubError) -> bool) -> bool {
    matches!(error, FetchError::Hub { source, .. } if is(source))
}
