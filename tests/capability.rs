//! Capability: what texts ask for, in other words than the archetypes'.
#![cfg(feature = "embedded-model")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod dealt;

use std::collections::BTreeMap;

use dealt::{embedder, log, run, run_with};
use hydrascope::judge::{Capabilities, Capability};

/// Prompts of our own, with what they are for.
const ASKED: [(Capability, &str); 16] = [
    (Capability::Reasoning, "Show each step of the reasoning that gives the sum of these fractions."),
    (Capability::Reasoning, "Derive the formula and explain every step before you state the result."),
    (Capability::Grading, "Judge both answers by the rubric and say which response is better."),
    (Capability::Grading, "Give this essay a score from 1 to 5 for each criterion."),
    (Capability::Code, "Write a Python function that sorts the list, and unit tests for it."),
    (Capability::Code, "There is a bug in this program: find the error and fix the code."),
    (Capability::Agents, "These tools are available; reply with the JSON of the next tool call."),
    (Capability::Agents, "Act as an autonomous agent: plan the next action, run the command, observe."),
    (Capability::Rewriting, "Summarise this article in two sentences."),
    (Capability::Rewriting, "Correct the spelling and grammar of my paragraph."),
    (Capability::Translation, "Translate this letter into French."),
    (Capability::Translation, "Give me the German translation of the sentence."),
    (Capability::Knowledge, "What were the main causes of the war, and who started it?"),
    (Capability::Knowledge, "Explain what the scientific term osmosis means."),
    (Capability::Generation, "Write a short story about a lighthouse."),
    (Capability::Generation, "Invent a new and harder question like this example."),
];

#[test]
fn texts_are_told_by_what_they_ask_for() {
    let embedder = embedder();
    let capabilities = Capabilities::new(&embedder).unwrap();
    let texts: Vec<&str> = ASKED.iter().map(|(_, text)| *text).collect();
    let rows = embedder.embed(&texts).unwrap();
    let told =
        |at: usize| capabilities.shares(&rows.as_slice()[at * rows.dim()..(at + 1) * rows.dim()], &[1.0]);
    let right = ASKED.iter().enumerate().filter(|(at, (asked, _))| told(*at)[0].capability == *asked).count();
    assert!(right >= 14, "{right} of {}", ASKED.len());
    let all = capabilities.shares(rows.as_slice(), &[1.0; ASKED.len()]);
    assert!(all.iter().map(|share| share.share).sum::<f64>() <= 1.0 + 1e-9);
    assert!(all.windows(2).all(|pair| pair[0].share >= pair[1].share));
    // What weighs more counts more.
    let mut weights = [0.0; ASKED.len()];
    weights[0] = 1.0;
    assert_eq!(capabilities.shares(rows.as_slice(), &weights), told(0));
    assert!(capabilities.shares(&[], &[]).is_empty());
}

#[test]
fn a_campaign_is_described_and_judged_as_without() {
    let (plain, told) =
        (run(&log(), 2).unwrap().findings, run_with(&log(), 2, Some(&embedder())).unwrap().findings);
    assert!(plain.campaigns[0].capabilities.is_empty());
    let shares: BTreeMap<&str, f64> =
        told.campaigns[0].capabilities.iter().map(|(name, share)| (&**name, *share)).collect();
    assert!(shares["reasoning"] > 0.5, "{shares:?}");
    assert_eq!(plain.campaigns[0].accounts, told.campaigns[0].accounts);
    let campaign = &told.campaigns[0];
    let characters =
        campaign.requests * "Answer the question below and show every step of your thinking: ".len();
    assert!(campaign.characters > characters && campaign.estimated_tokens * 4 >= campaign.characters);
}
