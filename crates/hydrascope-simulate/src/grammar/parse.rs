//! Reads grammar files into rules.

use std::collections::HashMap;

use super::rule::{Node, RuleId, Rules, Sequence};
use crate::error::GrammarError;
use crate::lexicon::Word;

/// Reads the rules of all files; a rule may refer to one of a later file.
pub(super) fn rules(files: &[&str]) -> Result<Rules, GrammarError> {
    let mut names = HashMap::new();
    let mut lines: Vec<Vec<&str>> = Vec::new();
    for line in files.iter().flat_map(|file| file.lines()) {
        if line.is_empty() || line.starts_with("# ") {
            continue;
        }
        if let Some(name) = line.strip_prefix('@') {
            names.insert(name.to_owned(), RuleId(lines.len() as u32));
            lines.push(Vec::new());
        } else if let Some(rule) = lines.last_mut() {
            rule.push(line);
        } else {
            return Err(malformed("the head of a file", line));
        }
    }
    let mut rules: Vec<Vec<Sequence>> = lines.iter().map(|_| Vec::new()).collect();
    for (name, id) in &names {
        let alternatives = &lines[id.0 as usize];
        if alternatives.is_empty() {
            return Err(malformed(name, "no alternative"));
        }
        for line in alternatives {
            rules[id.0 as usize].push(Reader { names: &names, place: name, line }.alternative()?);
        }
    }
    let mut varied = vec![true; rules.len()];
    for (name, id) in &names {
        varied[id.0 as usize] = name.find('.') != Some(2);
    }
    Ok(Rules { names, of: rules, varied })
}

/// Whether templates give the sign a meaning of its own, so that its escape has to last until they are read.
pub(crate) fn belongs_to_templates(sign: char) -> bool {
    matches!(sign, '[' | ']' | '<' | '>')
}

fn malformed(place: &str, found: &str) -> GrammarError {
    GrammarError::Malformed { place: place.to_owned(), found: found.to_owned() }
}

/// Reads one alternative.
struct Reader<'a> {
    names: &'a HashMap<String, RuleId>,
    place: &'a str,
    line: &'a str,
}

impl Reader<'_> {
    fn alternative(&self) -> Result<Sequence, GrammarError> {
        let mut rest = self.line.chars();
        let mut ways = self.ways(&mut rest, false)?;
        match (ways.pop(), ways.is_empty()) {
            (Some(only), true) => Ok(only),
            _ => Err(malformed(self.place, self.line)),
        }
    }

    /// Reads up to the end of a choice (or of the line, outside one), parted at each `|`.
    /// Inside square brackets, which belong to templates, `|` is plain text.
    fn ways(&self, rest: &mut std::str::Chars, in_choice: bool) -> Result<Vec<Sequence>, GrammarError> {
        let (mut ways, mut text, mut square) = (vec![Sequence::new()], String::new(), 0usize);
        loop {
            let sign = match rest.next() {
                None if in_choice => return Err(malformed(self.place, self.line)),
                None => break,
                Some(')') if in_choice => break,
                Some(sign) => sign,
            };
            match sign {
                '\\' => text.push_str(&escape(rest.next())),
                '|' if in_choice && square == 0 => {
                    flush(&mut text, &mut ways);
                    ways.push(Sequence::new());
                }
                '{' => {
                    let name: String = rest.by_ref().take_while(|&c| c != '}').collect();
                    flush(&mut text, &mut ways);
                    push(self.reference(&name)?, &mut ways);
                }
                '(' => {
                    flush(&mut text, &mut ways);
                    push(Node::Choice(self.ways(rest, true)?), &mut ways);
                }
                sign => {
                    square = match sign {
                        '[' => square + 1,
                        ']' => square.saturating_sub(1),
                        _ => square,
                    };
                    text.push(sign);
                }
            }
        }
        flush(&mut text, &mut ways);
        Ok(ways)
    }

    fn reference(&self, name: &str) -> Result<Node, GrammarError> {
        if name == "cap" {
            return Ok(Node::Capital);
        }
        if let Some(word) = Word::named(name) {
            return Ok(Node::Word(word));
        }
        if let Some((low, high)) = name.strip_prefix("num:").and_then(|range| range.split_once('-'))
            && let (Ok(low), Ok(high)) = (low.parse(), high.parse())
            && low <= high
        {
            return Ok(Node::Number(low, high));
        }
        self.names
            .get(name)
            .map(|&rule| Node::Rule(rule))
            .ok_or_else(|| GrammarError::UnknownRule { place: self.place.to_owned(), found: name.to_owned() })
    }
}

/// `\n` is a new line; an escape that templates need stays; any other sign stands for itself.
fn escape(sign: Option<char>) -> String {
    match sign {
        Some('n') => "\n".to_owned(),
        Some(sign) if belongs_to_templates(sign) => format!("\\{sign}"),
        Some(sign) => sign.to_string(),
        None => "\\".to_owned(),
    }
}

fn push(node: Node, ways: &mut [Sequence]) {
    if let Some(way) = ways.last_mut() {
        way.push(node);
    }
}

fn flush(text: &mut String, ways: &mut [Sequence]) {
    if !text.is_empty() {
        push(Node::Text(std::mem::take(text).into_boxed_str()), ways);
    }
}
