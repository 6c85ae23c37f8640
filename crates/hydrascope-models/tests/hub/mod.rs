//! A hub of our own on this machine: real sockets, and answers that a test may bend.
#![allow(dead_code, reason = "each test binary uses its part")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use sha2::{Digest, Sha256};

pub(crate) const NAME: &str = "someone/some-model";
pub(crate) const COMMIT: &str = "0123456789abcdef0123456789ABCDEF01234567";

/// What a client asked.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    /// Which of the servers was asked: the hub is the first.
    pub(crate) server: usize,
    pub(crate) path: String,
    pub(crate) headers: String,
}

impl Request {
    pub(crate) fn is_list(&self) -> bool {
        self.path.starts_with("/api/models/")
    }

    pub(crate) fn is_for(&self, file: &str) -> bool {
        self.path.split('?').next().is_some_and(|path| path.ends_with(file))
    }
}

/// A model as a hub has it: each file's bytes.
pub(crate) type Files = BTreeMap<&'static str, Vec<u8>>;

pub(crate) fn files() -> Files {
    let graph = (0..100_000u32).map(|i| (i % 251) as u8).collect();
    Files::from([
        ("config.json", b"{}".to_vec()),
        ("tokenizer.json", b"{\"a\":1}".to_vec()),
        ("1_Pooling/config.json", b"{ }".to_vec()),
        ("onnx/model.onnx", graph),
    ])
}

pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// Three servers of which the first is the hub, and what they can tell of each other.
pub(crate) struct World {
    pub(crate) files: Files,
    pub(crate) urls: Vec<String>,
    /// A folder of the test's own; hostile paths lead into it.
    pub(crate) sandbox: PathBuf,
    pub(crate) asked: Mutex<Vec<Request>>,
}

/// How a server answers a request.
pub(crate) type Answer = fn(&World, &Request, &mut TcpStream);

impl World {
    /// Starts the servers; they end with the test's process.
    pub(crate) fn start(files: Files, sandbox: &Path, answer: Answer) -> Arc<Self> {
        let listeners: Vec<TcpListener> = (0..3).map(|_| TcpListener::bind("127.0.0.1:0").unwrap()).collect();
        let urls = listeners.iter().map(|l| format!("http://{}", l.local_addr().unwrap())).collect();
        let world = Self { files, urls, sandbox: sandbox.to_path_buf(), asked: Mutex::default() };
        let world = Arc::new(world);
        for (server, listener) in listeners.into_iter().enumerate() {
            let world = Arc::clone(&world);
            std::thread::spawn(move || {
                for stream in listener.incoming().flatten() {
                    let world = Arc::clone(&world);
                    std::thread::spawn(move || serve(&world, server, stream, answer));
                }
            });
        }
        world
    }

    /// The list of files, at a revision.
    pub(crate) fn list(&self, sha: &str) -> Vec<u8> {
        let names: Vec<String> = self.files.keys().map(|k| format!("{{\"rfilename\":\"{k}\"}}")).collect();
        format!("{{\"id\":\"{NAME}\",\"sha\":\"{sha}\",\"siblings\":[{}]}}", names.join(",")).into_bytes()
    }

    /// The file that a request is for, as a hub names it.
    pub(crate) fn file(&self, request: &Request) -> Option<&Vec<u8>> {
        let path = request.path.split('?').next().unwrap();
        self.files.get(path.strip_prefix(&format!("/{NAME}/resolve/{COMMIT}/"))?)
    }

    /// Answers as a good hub does.
    pub(crate) fn answer(&self, request: &Request, stream: &mut TcpStream) {
        if request.is_list() {
            respond(stream, "200 OK", &[], &self.list(COMMIT));
        } else if let Some(bytes) = self.file(request) {
            respond(stream, "200 OK", &[("ETag", &format!("\"{}\"", sha256(bytes)))], bytes);
        } else {
            respond(stream, "404 Not Found", &[], b"");
        }
    }
}

fn serve(world: &World, server: usize, mut stream: TcpStream, answer: Answer) {
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
    let Some(first) = lines.next() else { return };
    let headers = lines.take_while(|line| !line.is_empty()).fold(String::new(), |all, l| all + &l + "\n");
    let path = first.split(' ').nth(1).unwrap_or("").to_owned();
    let request = Request { server, path, headers: headers.to_lowercase() };
    world.asked.lock().unwrap().push(request.clone());
    answer(world, &request, &mut stream);
}

/// Sends one answer whole. Its length is told where the headers do not say otherwise.
pub(crate) fn respond(stream: &mut TcpStream, status: &str, headers: &[(&str, &str)], body: &[u8]) {
    let mut head = format!("HTTP/1.1 {status}\r\nConnection: close\r\n");
    if !headers.iter().any(|(name, _)| ["Content-Length", "Transfer-Encoding", "X-No-Length"].contains(name))
    {
        write!(head, "Content-Length: {}\r\n", body.len()).unwrap();
    }
    for (name, value) in headers {
        write!(head, "{name}: {value}\r\n").unwrap();
    }
    stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(b"\r\n")).ok();
    stream.write_all(body).ok();
}

pub(crate) fn redirect(stream: &mut TcpStream, location: &str) {
    respond(stream, "302 Found", &[("Location", location)], b"");
}

/// Says nothing until the client leaves.
pub(crate) fn silence(stream: &mut TcpStream) {
    while stream.read(&mut [0; 64]).is_ok_and(|count| count > 0) {}
}

/// Repeats bytes until the client leaves, with a pause each time.
pub(crate) fn repeat(stream: &mut TcpStream, bytes: &[u8], pause: Duration) {
    while stream.write_all(bytes).is_ok() {
        std::thread::sleep(pause);
    }
}

/// All that lies below a folder, with the content of files.
pub(crate) fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().map(Result::unwrap) {
        let path = entry.path();
        found.extend(tree(&path));
        let bytes = if path.is_dir() { Vec::new() } else { std::fs::read(&path).unwrap() };
        found.insert(path, bytes);
    }
    found
}
