//! What people talk about: domains with their things, actions and words of other languages.

use rand::RngExt;

use crate::error::GrammarError;
use crate::seed::Random;

/// The languages other than English, as the grammar files name them.
pub(crate) const LANGUAGES: [&str; 6] = ["es", "de", "fr", "ru", "zh", "pt"];

/// What one text is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Scene {
    /// A domain, by its place.
    pub(crate) domain: u32,
    /// A thing of the domain, modulo their number.
    pub(crate) thing: u32,
    /// An action of the domain, modulo their number.
    pub(crate) act: u32,
}

/// A word that depends on the scene.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Word {
    /// The scene's thing.
    Thing,
    /// Another thing of the domain.
    OtherThing,
    /// The scene's action.
    Act,
    /// Another action of the domain.
    OtherAct,
    /// A thing of any domain.
    Any,
    /// A thing of the domain in another language, by its place in [`LANGUAGES`].
    Foreign(usize),
}

impl Word {
    /// The word that a grammar file calls by that name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name {
            "thing" => Some(Self::Thing),
            "thing2" => Some(Self::OtherThing),
            "act" => Some(Self::Act),
            "act2" => Some(Self::OtherAct),
            "any" => Some(Self::Any),
            _ => LANGUAGES.iter().position(|language| *language == name).map(Self::Foreign),
        }
    }
}

/// One domain's words; none of the lists is empty.
#[derive(Debug, Default)]
struct Domain {
    things: Vec<&'static str>,
    acts: Vec<&'static str>,
    foreign: [Vec<&'static str>; 6],
}

/// All domains.
#[derive(Debug)]
pub(crate) struct Lexicon(Vec<Domain>);

impl Lexicon {
    /// Reads `@domain` headings followed by `kind: word; word` lines.
    pub(crate) fn parse(file: &'static str) -> Result<Self, GrammarError> {
        let malformed = |found: &str| GrammarError::Malformed {
            place: "the domains".to_owned(),
            found: found.chars().take(60).collect(),
        };
        let mut domains: Vec<Domain> = Vec::new();
        for line in file.lines().filter(|line| !line.is_empty() && !line.starts_with("# ")) {
            if line.starts_with('@') {
                domains.push(Domain::default());
                continue;
            }
            let (kind, words) = line.split_once(": ").ok_or_else(|| malformed(line))?;
            let words = words.split("; ").collect();
            let domain = domains.last_mut().ok_or_else(|| malformed(line))?;
            match (kind, LANGUAGES.iter().position(|language| *language == kind)) {
                ("things", _) => domain.things = words,
                ("acts", _) => domain.acts = words,
                (_, Some(language)) => domain.foreign[language] = words,
                _ => return Err(malformed(line)),
            }
        }
        let empty =
            |d: &Domain| d.things.is_empty() || d.acts.is_empty() || d.foreign.iter().any(Vec::is_empty);
        if domains.is_empty() || domains.iter().any(empty) {
            return Err(malformed("a domain without words of some kind"));
        }
        Ok(Self(domains))
    }

    /// How many domains there are.
    pub(crate) fn domains(&self) -> u32 {
        self.0.len() as u32
    }

    /// How many things the domain has.
    pub(crate) fn things(&self, domain: u32) -> u32 {
        self.0[domain as usize].things.len() as u32
    }

    /// A scene drawn evenly from all domains.
    pub(crate) fn any_scene(&self, random: &mut Random) -> Scene {
        let domain = random.random_range(0..self.domains());
        Scene { domain, thing: random.random_range(0..1000), act: random.random_range(0..1000) }
    }

    /// The scene of the `index`-th thing, counted through all domains and around.
    pub(crate) fn scene_of(&self, index: u64, act: u32) -> Scene {
        let mut left = (index % u64::from(self.total_things())) as u32;
        let mut domain = 0;
        while left >= self.things(domain) {
            left -= self.things(domain);
            domain += 1;
        }
        Scene { domain, thing: left, act }
    }

    /// The scene of the `index`-th word of other languages, counted through all domains and around.
    pub(crate) fn foreign_scene_of(&self, index: u64) -> Scene {
        let domains = u64::from(self.domains());
        Scene { domain: (index % domains) as u32, thing: (index / domains % 3) as u32, act: 0 }
    }

    /// How many things all domains have together.
    pub(crate) fn total_things(&self) -> u32 {
        (0..self.domains()).map(|domain| self.things(domain)).sum()
    }

    /// The word itself.
    pub(crate) fn word(&self, word: Word, scene: Scene, random: &mut Random) -> &'static str {
        let domain = &self.0[scene.domain as usize];
        match word {
            Word::Thing => at(&domain.things, scene.thing),
            Word::OtherThing => at(&domain.things, other(&domain.things, scene.thing, random)),
            Word::Act => at(&domain.acts, scene.act),
            Word::OtherAct => at(&domain.acts, other(&domain.acts, scene.act, random)),
            Word::Foreign(language) => at(&domain.foreign[language], scene.thing),
            Word::Any => {
                let scene = self.any_scene(random);
                at(&self.0[scene.domain as usize].things, scene.thing)
            }
        }
    }
}

fn at(words: &[&'static str], place: u32) -> &'static str {
    words[place as usize % words.len()]
}

/// A place in the list that is not the given one, where the list has a second.
fn other(words: &[&'static str], place: u32, random: &mut Random) -> u32 {
    place + random.random_range(1..words.len().max(2) as u32)
}
