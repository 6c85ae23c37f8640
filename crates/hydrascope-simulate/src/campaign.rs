//! Extraction campaigns: many accounts, one hidden work list, a few templates.

mod deck;
mod kind;
mod plan;

use rand::RngExt;

pub use kind::{CampaignKind, UnknownKind};
pub(crate) use plan::{Load, Plan, Timing};

use crate::error::GrammarError;
use crate::grammar::{Grammar, RuleId};
use crate::lexicon::LANGUAGES;
use crate::noise::Noise;
use crate::seed::{Random, mix, random};
use crate::template::{Item, Template};
use deck::Deck;

/// Which template a request takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Choice {
    Random,
    Daily,
    /// Each item of the list in each template in turn.
    EachInTurn,
}

/// A campaign at work.
pub(crate) struct Campaign {
    pub(crate) name: String,
    templates: Vec<(String, Template)>,
    choice: Choice,
    deck: Deck,
    noise: Option<Noise>,
    seed: u64,
    user: RuleId,
    /// Requests sent so far.
    pub(crate) sent: u64,
    /// Accounts that sent anything.
    pub(crate) active: u32,
}

impl Campaign {
    /// Draws a campaign's templates and list. `app` is the template that a framing campaign copies.
    pub(crate) fn draw(
        plan: &Plan,
        name: String,
        seed: u64,
        grammar: &Grammar,
        app: &Template,
    ) -> Result<Self, GrammarError> {
        let mut random = random(&[seed, 0]);
        let templates = match plan.kind {
            CampaignKind::Framing => vec![("framing".to_owned(), app.clone())],
            CampaignKind::Multilingual => multilingual(grammar, &mut random)?,
            kind => several(kind, grammar, &mut random)?,
        };
        let choice = match plan.kind {
            CampaignKind::Rotating => Choice::Daily,
            CampaignKind::Multilingual => Choice::EachInTurn,
            _ => Choice::Random,
        };
        let user = grammar.rule("ask")?;
        let slot = templates.iter().find_map(|(_, template)| template.first_slot()).unwrap_or(user);
        let slot = if slot == grammar.rule("user")? { user } else { slot };
        let foreign = plan.kind == CampaignKind::SingleLanguage;
        let deck =
            Deck::new(&grammar.lexicon, foreign, grammar.alternatives(slot), plan.list_length, &mut random);
        let noise = (plan.kind == CampaignKind::Noised).then(|| Noise::draw(&mut random));
        Ok(Self { name, templates, choice, deck, noise, seed, user, sent: 0, active: 0 })
    }

    /// Deals the next item of the list: the prompt and its template's label.
    pub(crate) fn deal(&mut self, day: i64, grammar: &Grammar, request: &mut Random) -> (String, String) {
        let count = self.templates.len() as u64;
        let (item, pick) = match self.choice {
            Choice::EachInTurn => (self.sent / count, self.sent % count),
            Choice::Daily => (self.sent, day as u64 % count),
            Choice::Random => (self.sent, u64::from(request.random_range(0..count as u32))),
        };
        self.sent += 1;
        let (label, template) = &self.templates[pick as usize];
        let card = self.deck.card(item, &grammar.lexicon);
        let mut words = random(&[self.seed, 1, card.number]);
        let mut text = String::new();
        let item =
            Item { scene: card.scene, first: Some(card.alternative), user: self.user, random: &mut words };
        template.fill(grammar, item, request, &mut text);
        let text = self.noise.map_or(text.clone(), |noise| noise.apply(&text, request));
        (text, format!("{}:{label}", self.name))
    }
}

/// As many templates as the kind has, drawn from different alternatives of its rule.
fn several(
    kind: CampaignKind,
    grammar: &Grammar,
    random: &mut Random,
) -> Result<Vec<(String, Template)>, GrammarError> {
    let rule = kind.rule();
    let alternatives = grammar.alternatives(grammar.rule(rule)?);
    let (least, most) = kind.templates();
    let count = random.random_range(least..=most).min(alternatives as u32);
    let first = random.random_range(0..alternatives as u32);
    (0..count)
        .map(|n| Ok((format!("t{n}"), Template::draw(grammar, rule, (first + n) as usize, random)?)))
        .collect()
}

/// One request in three to five languages, over the same sums.
fn multilingual(grammar: &Grammar, random: &mut Random) -> Result<Vec<(String, Template)>, GrammarError> {
    let count = random.random_range(3..=5_u32) as usize;
    let first = random.random_range(0..LANGUAGES.len() as u32) as usize;
    (first..first + count)
        .map(|place| {
            let language = LANGUAGES[place % LANGUAGES.len()];
            let rule = format!("{language}.solve");
            Ok((language.to_owned(), Template::draw(grammar, &rule, 0, random)?))
        })
        .collect()
}

/// The seed of the campaign at that place.
pub(crate) fn campaign_seed(seed: u64, place: usize) -> u64 {
    mix(&[seed, 2, place as u64])
}

#[cfg(test)]
mod tests;
