//! The grammar that all text comes from: rules of alternatives, read from the files in `grammar/`.
//!
//! A file holds `@rule` headings and one alternative a line. In an alternative `{rule}` is another rule, `(a|b)` a
//! choice, `{num:2-9}` a number, `{cap}` a capital letter next, `{thing}` and its like a word of the [`Scene`], `\n` a new line and `\` before any
//! other sign that sign itself.

mod parse;
mod rule;

use rand::RngExt;

pub(crate) use parse::belongs_to_templates;
pub(crate) use rule::RuleId;

use crate::error::GrammarError;
use crate::lexicon::{Lexicon, Scene};
use crate::seed::Random;
use rule::{Node, Rules};

/// All rules, and the words they speak of.
#[derive(Debug)]
pub(crate) struct Grammar {
    rules: Rules,
    /// Domains and their words.
    pub(crate) lexicon: Lexicon,
}

impl Grammar {
    /// Reads the grammar that the crate carries.
    pub(crate) fn load() -> Result<Self, GrammarError> {
        let lexicon = Lexicon::parse(include_str!("../grammar/domains.txt"))?;
        let files = [
            include_str!("../grammar/words.txt"),
            include_str!("../grammar/prose.txt"),
            include_str!("../grammar/questions.txt"),
            include_str!("../grammar/languages.txt"),
            include_str!("../grammar/lists.txt"),
            include_str!("../grammar/campaigns.txt"),
            include_str!("../grammar/apps.txt"),
            include_str!("../grammar/look_alikes.txt"),
            include_str!("../grammar/campaigns_more.txt"),
            include_str!("../grammar/tactics.txt"),
        ];
        Ok(Self { rules: parse::rules(&files)?, lexicon })
    }

    /// The rule of that name.
    pub(crate) fn rule(&self, name: &str) -> Result<RuleId, GrammarError> {
        self.rules.names.get(name).copied().ok_or_else(|| GrammarError::UnknownRule {
            place: "the program".to_owned(),
            found: name.to_owned(),
        })
    }

    /// How many alternatives a rule has; at least one.
    pub(crate) fn alternatives(&self, rule: RuleId) -> usize {
        self.rules.of[rule.0 as usize].len()
    }

    /// Whether the rule speaks everyday English, whose words may vary; sums and other languages are kept as they are.
    pub(crate) fn varies(&self, rule: RuleId) -> bool {
        self.rules.varied[rule.0 as usize]
    }

    /// Appends one wording of the rule.
    pub(crate) fn expand(&self, rule: RuleId, scene: Scene, random: &mut Random, out: &mut String) {
        let pick = random.random_range(0..self.alternatives(rule) as u32) as usize;
        self.expand_alternative(rule, pick, scene, random, out);
    }

    /// Appends a wording of one alternative of the rule, taken modulo their number.
    pub(crate) fn expand_alternative(
        &self,
        rule: RuleId,
        alternative: usize,
        scene: Scene,
        random: &mut Random,
        out: &mut String,
    ) {
        let alternatives = &self.rules.of[rule.0 as usize];
        self.speak(&alternatives[alternative % alternatives.len()], scene, random, out);
    }

    fn speak(&self, sequence: &[Node], scene: Scene, random: &mut Random, out: &mut String) {
        let mut capital = None;
        for node in sequence {
            match node {
                Node::Capital => capital = Some(out.len()),
                Node::Text(text) => out.push_str(text),
                Node::Rule(rule) => self.expand(*rule, scene, random, out),
                Node::Choice(ways) => {
                    let pick = random.random_range(0..ways.len() as u32) as usize;
                    self.speak(&ways[pick], scene, random, out);
                }
                Node::Number(low, high) => out.push_str(&random.random_range(*low..=*high).to_string()),
                Node::Word(word) => out.push_str(self.lexicon.word(*word, scene, random)),
            }
        }
        if let Some(letter) = capital.and_then(|at| out.get_mut(at..=at)) {
            letter.make_ascii_uppercase();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Grammar;
    use crate::lexicon::Scene;
    use crate::seed::random;

    #[test]
    fn every_rule_of_the_shipped_grammar_speaks() {
        let grammar = Grammar::load().unwrap();
        for (name, &rule) in &grammar.rules.names {
            for alternative in 0..grammar.alternatives(rule) {
                let mut out = String::new();
                let scene = Scene { domain: 3, thing: 2, act: 1 };
                grammar.expand_alternative(rule, alternative, scene, &mut random(&[1]), &mut out);
                assert!(!out.is_empty() && !out.contains("{num"), "{name}: {out}");
            }
        }
    }

    #[test]
    fn sums_of_all_languages_are_aligned() {
        let grammar = Grammar::load().unwrap();
        let digits = |language: &str, item: usize| {
            let rule = grammar.rule(&format!("{language}.sum")).unwrap();
            let mut out = String::new();
            grammar.expand_alternative(rule, item, Scene::default(), &mut random(&[item as u64]), &mut out);
            out.chars().filter(char::is_ascii_digit).collect::<String>()
        };
        for language in ["es", "de", "fr", "ru", "zh", "pt"] {
            for item in 0..8 {
                assert_eq!(digits("en", item), digits(language, item), "{language} {item}");
            }
        }
    }
}
