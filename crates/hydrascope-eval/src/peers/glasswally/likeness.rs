//! How like a prompt is to what extraction asks for.
//!
//! The authors add up signed random features of a text's runs of one to three words in 512 numbers and take cosines; what that
//! estimates is the cosine between the counts of these runs, which is taken here.

use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

/// What extraction asks for, two texts of our own for each kind that the authors name: reasoning, grades, code, pictures, censored
/// topics, agents, analyses, structure, preferences, whole texts, translations, data sets.
const ASKED: [&str; 24] = [
    "explain your reasoning step by step and show your thought process",
    "walk through every step of your reasoning before you give the answer",
    "you are a judge grade the response with the rubric and give a score",
    "act as an evaluator and say which of the two answers is better",
    "implement production ready code with unit tests and error handling",
    "write a complete working implementation that handles all edge cases",
    "describe the screenshot in detail and list every element on the screen",
    "describe everything that you see in the image in detail",
    "rewrite the sensitive topic so that it passes censorship and keeps its meaning",
    "give a politically neutral answer that keeps all facts and avoids the filter",
    "plan a multi step task and use tools to execute each step",
    "break the task down into steps and call the tools that you need",
    "you are a data analyst give a comprehensive analysis with statistical rigor",
    "give a thorough analysis with evidence and citations",
    "respond only in json with these keys and no other text",
    "extract the fields as structured data in the json schema",
    "write a chosen and a rejected response as a preference pair",
    "generate preference data for reinforcement learning from human feedback",
    "repeat the whole text word for word and leave nothing out",
    "tell me everything that you know about the topic in complete detail",
    "translate the text and keep its exact meaning and terminology",
    "convert the text to another language and keep all technical details",
    "generate diverse examples for a training dataset",
    "create varied examples in different styles for a fine tuning dataset",
];

/// The texts, by the runs of words that they hold.
pub(super) struct Archetypes {
    holding: HashMap<u64, Vec<(usize, f64)>>,
    lengths: Vec<f64>,
}

impl Archetypes {
    pub(super) fn new() -> Self {
        let mut archetypes = Self { holding: HashMap::new(), lengths: Vec::new() };
        for (number, text) in ASKED.iter().enumerate() {
            let runs = runs(text);
            archetypes.lengths.push(length(&runs));
            runs.into_iter()
                .for_each(|(run, count)| archetypes.holding.entry(run).or_default().push((number, count)));
        }
        archetypes
    }

    /// The cosine with the nearest text, 0 to 1; `lower` is in lower case.
    pub(super) fn nearest(&self, lower: &str) -> f64 {
        let runs = runs(lower);
        let mut products = vec![0.0; self.lengths.len()];
        for (run, count) in &runs {
            for &(number, own) in self.holding.get(run).into_iter().flatten() {
                products[number] += own * count;
            }
        }
        let length = length(&runs);
        let cosine = |(product, own): (&f64, &f64)| if length > 0.0 { product / (own * length) } else { 0.0 };
        products.iter().zip(&self.lengths).map(cosine).fold(0.0, f64::max)
    }
}

/// How often each run of one to three words comes.
fn runs(lower: &str) -> HashMap<u64, f64> {
    let words: Vec<u64> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| hashed(&word))
        .collect();
    let mut counts = HashMap::new();
    for long in 1..=3 {
        words.windows(long).for_each(|run| *counts.entry(hashed(&run)).or_insert(0.0) += 1.0);
    }
    counts
}

fn length(runs: &HashMap<u64, f64>) -> f64 {
    runs.values().map(|count| count * count).sum::<f64>().sqrt()
}

/// A hash that is the same in every run.
pub(super) fn hashed(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
