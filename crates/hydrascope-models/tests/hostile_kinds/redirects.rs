//! Hubs that lead elsewhere.

use std::net::TcpStream;

use hydrascope_models::{AddressError, FetchError, HubError, VerifyError};

use super::{Kind, at, at_list, is_hub};
use crate::hub::{Answer, COMMIT, NAME, Request, World, redirect, respond, sha256};

fn is_address(error: &FetchError, is: impl FnOnce(&AddressError) -> bool) -> bool {
    is_hub(error, |source| matches!(source, HubError::Redirect(address) if is(address)))
}

fn is_scheme(error: &FetchError) -> bool {
    is_address(error, |address| matches!(address, AddressError::Scheme { .. }))
}

fn is_host(error: &FetchError) -> bool {
    is_address(error, |address| matches!(address, AddressError::Host(_)))
}

fn is_form(error: &FetchError) -> bool {
    is_address(error, |address| matches!(address, AddressError::Form(_)))
}

/// Leads every request for the tokenizer to the place that `to` gives.
fn lead(world: &World, request: &Request, stream: &mut TcpStream, to: impl FnOnce() -> String) {
    at("tokenizer.json", world, request, stream, |stream| redirect(stream, &to()));
}

pub(super) fn kinds() -> Vec<Kind> {
    let kind = |name, answer: Answer, expected| Kind { name, answer, expected };
    vec![
        kind(
            "redirect: a loop",
            |w, r, s| lead(w, r, s, || r.path.clone()),
            |e| is_hub(e, |source| *source == HubError::Redirects(5)),
        ),
        kind(
            "redirect: a loop over two hosts",
            |w, r, s| {
                lead(w, r, s, || format!("{}/tokenizer.json", w.urls[1 - r.server]));
            },
            |e| is_hub(e, |source| *source == HubError::Redirects(5)),
        ),
        kind(
            "redirect: longer each time",
            |w, r, s| lead(w, r, s, || format!("/x{}", r.path)),
            |e| is_hub(e, |source| *source == HubError::Redirects(5)),
        ),
        kind("redirect: to https", |w, r, s| lead(w, r, s, || w.urls[0].replace("http", "https")), is_scheme),
        kind(
            "redirect: to a file",
            |w, r, s| {
                lead(w, r, s, || format!("file://{}", w.sandbox.join("canary").display()));
            },
            is_scheme,
        ),
        kind(
            "redirect: the list to https",
            |w, r, s| {
                at_list(w, r, s, |s| {
                    redirect(s, &w.urls[0].replace("http", "https"));
                })
            },
            is_scheme,
        ),
        kind(
            "redirect: the named host names a third",
            |w, r, s| {
                lead(w, r, s, || format!("{}/tokenizer.json", w.urls[r.server + 1]));
            },
            is_host,
        ),
        kind(
            "redirect: only the second answer names a host",
            |w, r, s| {
                let second = format!("{}/x/tokenizer.json", w.urls[1]);
                lead(
                    w,
                    r,
                    s,
                    || if r.path.starts_with("/x") { second } else { "/x/tokenizer.json".to_owned() },
                );
            },
            is_host,
        ),
        kind(
            "redirect: with a name and a password",
            |w, r, s| {
                lead(w, r, s, || w.urls[0].replace("://", "://a:b@"));
            },
            |e| is_address(e, |address| *address == AddressError::UserInfo),
        ),
        kind(
            "redirect: nowhere",
            |w, r, s| at("tokenizer.json", w, r, s, |s| respond(s, "302 Found", &[], b"")),
            is_form,
        ),
        kind(
            "redirect: two places",
            |w, r, s| {
                at("tokenizer.json", w, r, s, |s| {
                    respond(s, "302 Found", &[("Location", "/a"), ("Location", "/b")], b"");
                })
            },
            |e| is_hub(e, |source| matches!(source, HubError::Header { name: "location", .. })),
        ),
        kind(
            "redirect: bytes that are no text",
            |w, r, s| lead(w, r, s, || "/\u{e4}".to_owned()),
            |e| is_hub(e, |source| matches!(source, HubError::Header { name: "location", .. })),
        ),
        kind("redirect: a backslash", |w, r, s| lead(w, r, s, || "/\\evil.example/".to_owned()), is_form),
        kind(
            "redirect: another than a redirect",
            |w, r, s| {
                at("tokenizer.json", w, r, s, |s| {
                    respond(s, "300 Multiple Choices", &[("Location", "/a")], b"");
                })
            },
            |e| is_hub(e, |source| *source == HubError::Status(300)),
        ),
        // The other host leads back to a file of the hub's that is not the one asked for.
        kind(
            "redirect: back to another file",
            |w, r, s| {
                at("tokenizer.json", w, r, s, |s| match r.server {
                    0 => redirect(s, &format!("{}/tokenizer.json", w.urls[1])),
                    _ => redirect(s, &format!("{}/{NAME}/resolve/{COMMIT}/config.json", w.urls[0])),
                })
            },
            |e| matches!(e, FetchError::Corrupt { source: VerifyError::NoHash(_), .. }),
        ),
        // What the other host says of itself proves nothing.
        kind(
            "redirect: the hash comes from the other host",
            |w, r, s| {
                at("tokenizer.json", w, r, s, |s| {
                    let etag = sha256(b"evil");
                    match r.server {
                        0 => redirect(s, &format!("{}/tokenizer.json", w.urls[1])),
                        _ => respond(s, "200 OK", &[("ETag", &etag), ("X-Linked-ETag", &etag)], b"evil"),
                    }
                })
            },
            |e| matches!(e, FetchError::Corrupt { .. }),
        ),
        kind(
            "redirect: the other host has another size",
            |w, r, s| {
                at("tokenizer.json", w, r, s, |s| {
                    let (etag, to) = (sha256(b"{\"a\":1}"), format!("{}/tokenizer.json", w.urls[1]));
                    match r.server {
                        0 => respond(
                            s,
                            "302 Found",
                            &[("Location", &to), ("X-Linked-Size", "7"), ("X-Linked-ETag", &etag)],
                            b"",
                        ),
                        _ => respond(s, "200 OK", &[("X-Linked-Size", "8")], b"{\"a\":1}}"),
                    }
                })
            },
            |e| is_hub(e, |source| *source == HubError::Sizes { linked: 7, length: 8 }),
        ),
    ]
}
