//! Conversations: what is tied together, and that each turn counts once.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

use std::collections::{BTreeMap, BTreeSet};

use hydrascope::detector::Detector;
use hydrascope::mine::Conversations;
use hydrascope::params::Params;
use hydrascope::request::{Attributes, HashKey, Prompt, Request, Role, Timestamp};
use hydrascope::summary::Log;
use proptest::prelude::*;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Messages of a chat.
type Chat = Vec<(Role, String)>;

fn words(random: &mut ChaCha8Rng, count: usize) -> String {
    let syllables = ["ba", "ke", "lo", "mu", "ni", "ra", "so", "ti", "vu", "wen", "xa", "yor"];
    let word =
        |random: &mut ChaCha8Rng| (0..3).map(|_| *syllables.choose(random).unwrap()).collect::<String>();
    (0..count).map(|_| word(random)).collect::<Vec<_>>().join(" ")
}

/// How a log holds chats.
#[derive(Clone, Copy, Debug)]
enum Form {
    Messages,
    Flattened,
    /// A history inside a prompt that no mark begins.
    Plain,
    /// Messages of which a budget leaves head and tail.
    Cut,
}

fn prompt(chat: &Chat, form: Form) -> Prompt {
    let messages = || Prompt::chat(chat.iter().map(|(role, text)| (*role, &**text)));
    let name = |role| match role {
        Role::System => "System",
        Role::User => "Human",
        _ => "Assistant",
    };
    let flattened = || -> String {
        let all: Vec<String> = chat.iter().map(|(role, text)| format!("{}: {text}", name(*role))).collect();
        all.join("\n\n")
    };
    match form {
        Form::Messages => messages(),
        Form::Flattened => Prompt::new(flattened()),
        Form::Plain => Prompt::new(format!("A talk between two.\n\n{}\n\nAssistant:", flattened())),
        Form::Cut => messages().within(600, HashKey::default()),
    }
}

fn request(n: usize, account: &str, prompt: Prompt) -> Request {
    Request {
        id: format!("r{n}").into(),
        time: Timestamp::from_millis(1_767_225_600_000 + n as i64 * 60_000).unwrap(),
        account: account.into(),
        prompt,
        attributes: Attributes::default(),
    }
}

/// A chat over a system prompt, as its requests: each with all turns so far.
fn growing(random: &mut ChaCha8Rng, system: &str, turns: usize) -> Vec<Chat> {
    let mut chat: Chat = vec![(Role::System, system.to_owned())];
    let mut requests = Vec::new();
    for _ in 0..turns {
        let length = random.random_range(3..20);
        chat.push((Role::User, words(random, length)));
        requests.push(chat.clone());
        let length = random.random_range(3..40);
        chat.push((Role::Assistant, words(random, length)));
    }
    requests
}

/// Chats of some accounts over a few system prompts; of each chat its requests.
fn chats(random: &mut ChaCha8Rng, turns: std::ops::Range<usize>) -> Vec<(String, Vec<Chat>)> {
    let systems: Vec<String> = (0..4).map(|_| words(random, 24)).collect();
    (0..80)
        .map(|n| {
            let turns = random.random_range(turns.clone());
            (format!("a{}", n % 20), growing(random, &systems[n % 4], turns))
        })
        .collect()
}

/// The requests of a log with the chat of each, turn after turn, or the last turns alone.
fn log(chats: &[(String, Vec<Chat>)], form: Form, last_alone: bool) -> (Vec<Request>, Vec<usize>) {
    let most = chats.iter().map(|(_, requests)| requests.len()).max().unwrap();
    let (mut requests, mut chat_of) = (Vec::new(), Vec::new());
    for turn in 0..most {
        for (n, (account, turns)) in chats.iter().enumerate() {
            if turn < turns.len() && (!last_alone || turn + 1 == turns.len()) {
                requests.push(request(requests.len(), account, prompt(&turns[turn], form)));
                chat_of.push(n);
            }
        }
    }
    (requests, chat_of)
}

fn conversations(requests: &[Request]) -> Conversations {
    Conversations::of(&Log::of(requests, HashKey::default()).unwrap())
}

/// The template of each request by name; none where it has none.
fn templates(requests: &[Request]) -> Vec<Option<String>> {
    let params = Params::builder().threads(2).build().unwrap();
    let found = Detector::builder().params(params).build().and_then(|d| d.detect(&d.log(requests)?)).unwrap();
    let placed: BTreeMap<String, String> =
        found.placements.iter().map(|p| (p.id.to_owned(), p.template.to_owned())).collect();
    let template = |r: &Request| placed.get(&*r.id).filter(|t| t.starts_with('t')).cloned();
    requests.iter().map(template).collect()
}

/// Whether two groupings of the same things are one, whatever their names.
fn same(one: &[Option<String>], other: &[Option<String>]) -> bool {
    let pairs: BTreeSet<_> = one.iter().zip(other).collect();
    let left: BTreeSet<_> = one.iter().collect();
    let right: BTreeSet<_> = other.iter().collect();
    pairs.len() == left.len() && pairs.len() == right.len()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn growing_conversations_are_their_last_requests(
        seed in any::<u64>(),
        form in prop::sample::select(vec![Form::Messages, Form::Flattened, Form::Plain, Form::Cut]),
    ) {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let chats = chats(&mut random, 1..8);
        let (requests, chat_of) = log(&chats, form, false);
        let found = conversations(&requests);
        let of_chat: BTreeMap<usize, u32> =
            chat_of.iter().copied().zip(found.of_request.iter().copied()).collect();
        for (r, &chat) in chat_of.iter().enumerate() {
            prop_assert_eq!(found.of_request[r], of_chat[&chat], "{:?}", form);
            let last = chat_of.iter().rposition(|&other| other == chat).unwrap();
            prop_assert_eq!(found.told_by[r], (r != last).then_some(last as u32));
        }
        prop_assert_eq!(of_chat.values().collect::<BTreeSet<_>>().len(), chats.len());

        let (last, last_of) = log(&chats, form, true);
        let alone: BTreeMap<usize, Option<String>> = last_of.into_iter().zip(templates(&last)).collect();
        let alone: Vec<Option<String>> = chat_of.iter().map(|chat| alone[chat].clone()).collect();
        prop_assert!(same(&templates(&requests), &alone), "{:?}", form);
    }

    #[test]
    fn prompts_that_do_not_grow_are_not_tied(seed in any::<u64>()) {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let template = words(&mut random, 60);
        let requests: Vec<Request> = (0..60)
            .map(|n| {
                let filled = words(&mut random, 1 + n % 7);
                request(n, "a", Prompt::new(format!("{template}\n{filled}\n{}", words(&mut random, 5))))
            })
            .collect();
        let found = conversations(&requests);
        prop_assert_eq!(found.of_request, (0..60).collect::<Vec<u32>>());
        prop_assert!(found.told_by.iter().all(Option::is_none));
    }
}

/// Thirty steps of one account over the prompt of an application that others use, each step sent twice.
#[test]
fn an_agent_s_loop_makes_no_template_of_its_history() {
    let mut random = ChaCha8Rng::seed_from_u64(1);
    let system = words(&mut random, 40);
    let mut requests: Vec<Request> = Vec::new();
    for n in 0..60 {
        let chat = growing(&mut random, &system, 1).remove(0);
        requests.push(request(n, &format!("a{}", n % 12), prompt(&chat, Form::Messages)));
    }
    let lonely = words(&mut random, 40);
    for system in [&system, &lonely] {
        for chat in growing(&mut random, system, 30) {
            for _ in 0..2 {
                requests.push(request(requests.len(), "loop", prompt(&chat, Form::Messages)));
            }
        }
    }
    let templates = templates(&requests);
    assert!(templates[0].is_some() && templates[..120].iter().all(|template| *template == templates[0]));
    assert!(templates[120..].iter().all(Option::is_none));
}

#[test]
fn a_session_ties_what_does_not_grow() {
    let mut requests: Vec<Request> = (0..6)
        .map(|n| request(n, if n < 4 { "a" } else { "b" }, Prompt::new(format!("What is {n}?"))))
        .collect();
    for r in [0, 2, 4, 5] {
        requests[r].attributes.set(Attributes::SESSION, "s");
    }
    let found = conversations(&requests);
    assert_eq!(found.of_request, [0, 1, 0, 2, 3, 3]);
    assert!(found.told_by.iter().all(Option::is_none));
}

/// Two answers to one question: both go on from it, and the later one tells it.
#[test]
fn an_answer_that_was_asked_for_again_is_one_conversation() {
    let chat = |texts: &[(Role, &str)]| Prompt::chat(texts.iter().copied());
    let (first, more) = ((Role::User, "Name a river."), (Role::User, "Another."));
    let requests = [
        request(0, "a", chat(&[first])),
        request(1, "a", chat(&[first, (Role::Assistant, "Nile"), more])),
        request(2, "a", chat(&[first, (Role::Assistant, "Rhine"), more])),
        request(3, "b", chat(&[first, (Role::Assistant, "Rhine"), more])),
    ];
    let found = conversations(&requests);
    assert_eq!(found.of_request, [0, 0, 0, 1]);
    assert_eq!(found.told_by, [Some(2), None, None, None]);
}
