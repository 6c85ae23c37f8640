//! Hubs that go wrong before any file comes.

use std::io::Write;
use std::net::TcpStream;
use std::time::Duration;

use hydrascope_models::{FetchError, HubError};

use super::{Kind, TRICKLE, at_list, is_hub};
use crate::hub::{COMMIT, Request, World, repeat, respond, silence};

/// Gives the list at a revision; files under it are good, with a path in every header that once named one.
fn revision(world: &World, request: &Request, stream: &mut TcpStream, sha: &str) {
    if request.is_list() {
        return respond(stream, "200 OK", &[], &world.list(sha));
    }
    let file =
        Request { path: format!("/{}/resolve/{COMMIT}/config.json", crate::hub::NAME), ..request.clone() };
    let bytes = world.file(&file).unwrap();
    let headers = [
        ("ETag", &*crate::hub::sha256(bytes)),
        ("X-Repo-Commit", "overwritten"),
        ("Content-Range", "bytes 0-1/2"),
    ];
    respond(stream, "206 Partial Content", &headers, bytes);
}

fn list_of(stream: &mut TcpStream, text: &str) {
    respond(stream, "200 OK", &[], text.as_bytes());
}

fn is_revision(error: &FetchError) -> bool {
    is_hub(error, |source| matches!(source, HubError::Revision(_)))
}

fn is_list(error: &FetchError) -> bool {
    is_hub(error, |source| matches!(source, HubError::List(_)))
}

fn is_slow(error: &FetchError) -> bool {
    is_hub(error, |source| matches!(source, HubError::Slow(_)))
}

fn is_silent(error: &FetchError) -> bool {
    is_hub(error, |source| matches!(source, HubError::Silent(_)))
}

fn is_network(error: &FetchError) -> bool {
    is_hub(error, |source| matches!(source, HubError::Network(_)))
}

pub(super) fn kinds() -> Vec<Kind> {
    let kind = |name, answer, expected| Kind { name, answer, expected };
    vec![
        kind(
            "revision: an absolute path",
            |w, r, s| {
                revision(w, r, s, w.sandbox.join("canary").to_str().unwrap());
            },
            is_revision,
        ),
        kind(
            "revision: a path with dots",
            |w, r, s| revision(w, r, s, "../../../../../../canary"),
            is_revision,
        ),
        kind(
            "revision: dots and digits",
            |w, r, s| revision(w, r, s, &format!("../{}", &COMMIT[3..])),
            is_revision,
        ),
        kind("revision: 39 digits", |w, r, s| revision(w, r, s, &COMMIT[1..]), is_revision),
        kind("revision: 41 digits", |w, r, s| revision(w, r, s, &format!("{COMMIT}0")), is_revision),
        kind("revision: other letters", |w, r, s| revision(w, r, s, &"g".repeat(40)), is_revision),
        kind("revision: a branch", |w, r, s| revision(w, r, s, "main"), is_revision),
        kind(
            "revision: text for a terminal",
            |w, r, s| revision(w, r, s, &"\\u001b[2J".repeat(5000)),
            is_revision,
        ),
        kind("revision: none", |w, r, s| at_list(w, r, s, |s| list_of(s, "{\"siblings\":[]}")), is_revision),
        kind(
            "revision: a number",
            |w, r, s| at_list(w, r, s, |s| list_of(s, "{\"sha\":7,\"siblings\":[]}")),
            is_list,
        ),
        kind("list: no JSON", |w, r, s| at_list(w, r, s, |s| list_of(s, "<html>\u{1b}[31m")), is_list),
        kind("list: deep", |w, r, s| at_list(w, r, s, |s| list_of(s, &"{\"x\":[".repeat(9000))), is_list),
        kind(
            "list: only paths that lead out",
            |w, r, s| {
                at_list(w, r, s, |s| {
                    let names = "{\"rfilename\":\"../config.json\"},{\"rfilename\":\"/tokenizer.json\"}";
                    list_of(s, &format!("{{\"sha\":\"{COMMIT}\",\"siblings\":[{names}]}}"));
                })
            },
            |e| matches!(e, FetchError::NotThere { .. }),
        ),
        kind(
            "list: endless",
            |w, r, s| {
                at_list(w, r, s, |s| {
                    respond(s, "200 OK", &[("X-No-Length", "")], b"[");
                    repeat(s, &[b' '; 4096], Duration::ZERO);
                })
            },
            |e| is_hub(e, |source| matches!(source, HubError::ListSize(_))),
        ),
        kind(
            "list: silent",
            |w, r, s| {
                at_list(w, r, s, |s| {
                    respond(s, "200 OK", &[("Content-Length", "999")], b"{");
                    silence(s);
                })
            },
            is_silent,
        ),
        kind(
            "list: slow bytes",
            |w, r, s| {
                at_list(w, r, s, |s| {
                    respond(s, "200 OK", &[("Content-Length", "9999")], b"{");
                    repeat(s, b" ", TRICKLE);
                })
            },
            is_slow,
        ),
        kind(
            "list: cut off",
            |w, r, s| {
                at_list(w, r, s, |s| {
                    respond(s, "200 OK", &[("Content-Length", "9999")], b"{");
                })
            },
            |e| is_hub(e, |source| *source == HubError::Ended),
        ),
        kind(
            "list: a failing hub",
            |w, r, s| at_list(w, r, s, |s| respond(s, "500 Oh", &[], b"")),
            |e| is_hub(e, |source| *source == HubError::Status(500)),
        ),
        kind(
            "list: packed",
            |w, r, s| {
                at_list(w, r, s, |s| {
                    respond(s, "200 OK", &[("Content-Encoding", "gzip")], &[0x1f, 0x8b, 8, 0]);
                })
            },
            |e| is_hub(e, |source| matches!(source, HubError::Encoding(_))),
        ),
        kind("answer: none", |_, _, s| silence(s), is_silent),
        kind("answer: hung up", |_, _, _| {}, |e| is_hub(e, |source| *source == HubError::Ended)),
        kind("answer: not HTTP", |_, _, s| drop(s.write_all(b"SSH-2.0-x\r\n\r\n")), is_network),
        kind(
            "head: slow bytes",
            |_, _, s| {
                s.write_all(b"HTTP/1.1 200 OK\r\nX: ").unwrap();
                repeat(s, b"y", TRICKLE);
            },
            is_slow,
        ),
        kind(
            "head: a header without an end",
            |_, _, s| {
                s.write_all(b"HTTP/1.1 200 OK\r\nX: ").unwrap();
                repeat(s, &[b'y'; 4096], Duration::ZERO);
            },
            is_network,
        ),
        kind(
            "head: headers without an end",
            |_, _, s| {
                s.write_all(b"HTTP/1.1 200 OK\r\n").unwrap();
                repeat(s, b"X: y\r\n", Duration::ZERO);
            },
            is_network,
        ),
        kind(
            "head: to be continued for ever",
            |_, _, s| repeat(s, b"HTTP/1.1 100 Continue\r\n\r\n", TRICKLE),
            is_slow,
        ),
    ]
}
