//! Hubs whose files are not what they announce.

use std::time::Duration;

use hydrascope_models::{FetchError, HubError, VerifyError};

use super::{Kind, TRICKLE, at, is_hub};
use crate::hub::{Answer, files, repeat, respond, sha256, silence};

fn is_corrupt(error: &FetchError, is: impl FnOnce(&VerifyError) -> bool) -> bool {
    matches!(error, FetchError::Corrupt { source, .. } if is(source))
}

fn is_no_hash(error: &FetchError) -> bool {
    is_corrupt(error, |source| matches!(source, VerifyError::NoHash(_)))
}

fn is_long(error: &FetchError) -> bool {
    is_corrupt(error, |source| matches!(source, VerifyError::Long { .. }))
}

fn is_short(error: &FetchError) -> bool {
    is_corrupt(error, |source| matches!(source, VerifyError::Short { .. }))
}

fn is_other_hash(error: &FetchError) -> bool {
    is_corrupt(error, |source| matches!(source, VerifyError::Hash { .. }))
}

fn is_size(error: &FetchError) -> bool {
    is_hub(error, |source| matches!(source, HubError::Size(_) | HubError::Sizes { .. } | HubError::NoSize))
}

fn is_network(error: &FetchError) -> bool {
    is_hub(error, |source| matches!(source, HubError::Network(_)))
}

fn tokenizer_hash() -> String {
    sha256(&files()["tokenizer.json"])
}

/// Answers for the tokenizer with these headers beside a right hash, and this body.
macro_rules! tokenizer {
    ($headers:expr, $body:expr) => {
        (|w, r, s| {
            at("tokenizer.json", w, r, s, |s| {
                let mut headers = vec![("ETag", tokenizer_hash())];
                headers.extend($headers.map(|(name, value): (&'static str, &str)| (name, value.to_owned())));
                let headers: Vec<(&str, &str)> = headers.iter().map(|(n, v)| (*n, v.as_str())).collect();
                respond(s, "200 OK", &headers, $body);
            })
        }) as Answer
    };
}

pub(super) fn kinds() -> Vec<Kind> {
    let kind = |name, answer: Answer, expected| Kind { name, answer, expected };
    let mut kinds = vec![
        kind(
            "body: silent",
            |w, r, s| {
                at("model.onnx", w, r, s, |s| {
                    respond(s, "200 OK", &[("ETag", &"a".repeat(64)), ("Content-Length", "99999")], b"x");
                    silence(s);
                })
            },
            |e| is_hub(e, |source| matches!(source, HubError::Silent(_))),
        ),
        kind(
            "body: slow bytes",
            |w, r, s| {
                at("model.onnx", w, r, s, |s| {
                    respond(s, "200 OK", &[("ETag", &"a".repeat(64)), ("Content-Length", "99999")], b"x");
                    repeat(s, b"x", TRICKLE);
                })
            },
            |e| is_hub(e, |source| matches!(source, HubError::Slow(_))),
        ),
        kind(
            "body: endless",
            |w, r, s| {
                at("model.onnx", w, r, s, |s| {
                    let headers =
                        [("ETag", &*"a".repeat(64)), ("X-Linked-Size", "100000"), ("X-No-Length", "")];
                    respond(s, "200 OK", &headers, b"x");
                    repeat(s, &[b'x'; 4096], Duration::ZERO);
                })
            },
            is_long,
        ),
        kind(
            "body: endless chunks",
            |w, r, s| {
                at("model.onnx", w, r, s, |s| {
                    let headers = [
                        ("ETag", &*"a".repeat(64)),
                        ("X-Linked-Size", "100000"),
                        ("Transfer-Encoding", "chunked"),
                    ];
                    respond(s, "200 OK", &headers, b"");
                    repeat(s, b"4\r\nxxxx\r\n", Duration::ZERO);
                })
            },
            is_long,
        ),
        kind(
            "body: a chunk's head without an end",
            |w, r, s| {
                at("model.onnx", w, r, s, |s| {
                    let headers = [
                        ("ETag", &*"a".repeat(64)),
                        ("X-Linked-Size", "100000"),
                        ("Transfer-Encoding", "chunked"),
                    ];
                    respond(s, "200 OK", &headers, b"4;");
                    repeat(s, &[b'x'; 4096], Duration::ZERO);
                })
            },
            |e| is_network(e) || is_short(e),
        ),
        kind(
            "body: a trailer without an end",
            |w, r, s| {
                at("tokenizer.json", w, r, s, |s| {
                    let headers = [
                        ("ETag", &*tokenizer_hash()),
                        ("X-Linked-Size", "7"),
                        ("Transfer-Encoding", "chunked"),
                    ];
                    respond(s, "200 OK", &headers, b"7\r\n{\"a\":1}\r\n0\r\n");
                    repeat(s, b"x: y\r\n", TRICKLE);
                })
            },
            |e| is_hub(e, |source| matches!(source, HubError::Slow(_))),
        ),
        kind(
            "hash: of other bytes, the last file",
            |w, r, s| {
                at("model.onnx", w, r, s, |s| {
                    let mut bytes = w.files["onnx/model.onnx"].clone();
                    let etag = sha256(&bytes);
                    bytes[5] ^= 1;
                    respond(s, "200 OK", &[("ETag", &etag)], &bytes);
                })
            },
            is_other_hash,
        ),
        kind(
            "hash: none",
            |w, r, s| at("config.json", w, r, s, |s| respond(s, "200 OK", &[], b"{}")),
            is_no_hash,
        ),
        kind(
            "hash: a path",
            |w, r, s| {
                at("config.json", w, r, s, |s| {
                    respond(s, "200 OK", &[("ETag", "\"../../../../canary\"")], b"{}");
                })
            },
            is_no_hash,
        ),
        kind(
            "hash: two",
            |w, r, s| {
                at("config.json", w, r, s, |s| {
                    let etag = sha256(b"{}");
                    respond(s, "200 OK", &[("ETag", &etag), ("ETag", &"a".repeat(64))], b"{}");
                })
            },
            |e| is_hub(e, |source| matches!(source, HubError::Header { name: "etag", .. })),
        ),
        kind(
            "status: a file that is listed and not there",
            |w, r, s| {
                at("tokenizer.json", w, r, s, |s| {
                    respond(s, "404 Not Found", &[], b"");
                })
            },
            |e| is_hub(e, |source| *source == HubError::Status(404)),
        ),
        kind(
            "status: a part of a file",
            |w, r, s| {
                at("tokenizer.json", w, r, s, |s| {
                    respond(s, "206 Partial Content", &[("ETag", &tokenizer_hash())], b"{\"a\":1}");
                })
            },
            |e| is_hub(e, |source| *source == HubError::Status(206)),
        ),
    ];
    kinds.extend([
        kind("body: cut off", tokenizer!([("Content-Length", "7")], b"{\"a\""), is_short),
        kind(
            "body: shorter than linked",
            tokenizer!([("X-Linked-Size", "7"), ("X-No-Length", "")], b"{"),
            is_short,
        ),
        kind("hash: of other bytes", tokenizer!([], b"{\"b\":1}"), is_other_hash),
        kind("size: none", tokenizer!([("X-No-Length", "")], b"{\"a\":1}"), is_size),
        kind("size: two that differ", tokenizer!([("X-Linked-Size", "8")], b"{\"a\":1}"), is_size),
        kind("size: negative", tokenizer!([("Content-Length", "-7")], b"{\"a\":1}"), is_network),
        kind("size: linked, negative", tokenizer!([("X-Linked-Size", "-7")], b"{\"a\":1}"), is_size),
        kind("size: linked, no number", tokenizer!([("X-Linked-Size", "7e0")], b"{\"a\":1}"), is_size),
        kind(
            "size: beyond any",
            tokenizer!([("X-Linked-Size", "99999999999999999999999")], b"{\"a\":1}"),
            is_size,
        ),
        kind("size: huge", tokenizer!([("Content-Length", "18446744073709551615")], b"{\"a\":1}"), |e| {
            is_hub(e, |source| matches!(source, HubError::TooLarge { announced: u64::MAX, .. }))
        }),
        kind("size: beyond the limit", tokenizer!([("Content-Length", "1048577")], b"{\"a\":1}"), |e| {
            is_hub(e, |source| matches!(source, HubError::TooLarge { limit: 1_048_576, .. }))
        }),
        kind(
            "size: twice, different",
            tokenizer!([("Content-Length", "7"), ("Content-Length", "8")], b"{"),
            is_network,
        ),
        kind("coding: packed", tokenizer!([("Content-Encoding", "gzip")], &[0x1f, 0x8b, 8, 0]), |e| {
            is_hub(e, |source| matches!(source, HubError::Encoding(_)))
        }),
    ]);
    kinds
}
