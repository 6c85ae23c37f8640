//! Extraction campaigns: many accounts, one hidden work list, a few templates.

mod conversation;
mod deck;
mod kind;
mod plan;

use rand::RngExt;

pub use kind::{CampaignKind, UnknownKind};
pub(crate) use plan::{Load, Plan, Sitting, Timing, Turnover};

use crate::error::GrammarError;
use crate::grammar::{Grammar, RuleId};
use crate::lexicon::{LANGUAGES, Lexicon, Scene};
use crate::noise::Noise;
use crate::seed::{Random, mix, random};
use crate::template::{Item, Template};
use conversation::Conversation;
use deck::{Card, Deck};

/// Which template a request takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Choice {
    Random,
    Daily,
    /// Each item of the list in each template in turn.
    EachInTurn,
    /// The whole list in each template, one after the other.
    Staged,
}

/// Shares of the span at which the second and the third stage begin.
const STAGES: [f64; 2] = [0.4, 0.75];

/// When and by whom a request is made.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Due {
    /// The day of the span.
    pub(crate) day: i64,
    /// The share of the span that is past, `0..1`.
    pub(crate) share: f64,
    pub(crate) account: u32,
    /// Requests already made in this sitting.
    pub(crate) turn: u32,
}

/// A campaign at work.
pub(crate) struct Campaign {
    pub(crate) name: String,
    templates: Vec<(String, Template)>,
    choice: Choice,
    deck: Deck,
    conversation: Option<Conversation>,
    noise: Option<Noise>,
    /// Whether each account keeps to topics of its own.
    sharded: bool,
    seed: u64,
    user: RuleId,
    /// Items dealt in each stage; without stages all in the first.
    dealt: [u64; 3],
    /// Requests sent so far.
    pub(crate) sent: u64,
    /// Accounts that sent anything.
    pub(crate) active: u32,
}

impl Campaign {
    /// Draws a campaign's templates and list. `public` is the template that it copies, where its kind does.
    pub(crate) fn draw(
        plan: &Plan,
        name: String,
        seed: u64,
        grammar: &Grammar,
        public: &Template,
    ) -> Result<Self, GrammarError> {
        let mut random = random(&[seed, 0]);
        let templates = match plan.kind {
            kind if kind.copies() => vec![(kind.name().to_owned(), public.clone())],
            CampaignKind::Stages => stages(grammar, &mut random)?,
            CampaignKind::Multilingual => multilingual(grammar, &mut random)?,
            kind => several(kind, grammar, &mut random)?,
        };
        let choice = match plan.kind {
            CampaignKind::Rotating => Choice::Daily,
            CampaignKind::Multilingual => Choice::EachInTurn,
            CampaignKind::Stages => Choice::Staged,
            _ => Choice::Random,
        };
        let user = grammar.rule("ask")?;
        let slot = templates.iter().find_map(|(_, template)| template.first_slot()).unwrap_or(user);
        let slot = if slot == grammar.rule("user")? { user } else { slot };
        let foreign = plan.kind == CampaignKind::SingleLanguage;
        let deck =
            Deck::new(&grammar.lexicon, foreign, grammar.alternatives(slot), plan.list_length, &mut random);
        let noise = (plan.kind == CampaignKind::Noised).then(|| Noise::draw(&mut random));
        let conversation = Conversation::draw(plan.kind, grammar, &mut random)?;
        Ok(Self {
            name,
            templates,
            choice,
            deck,
            conversation,
            noise,
            sharded: plan.topics,
            seed,
            user,
            dealt: [0; 3],
            sent: 0,
            active: 0,
        })
    }

    /// Deals the next item of the list, or takes the next turn on the one at hand: the prompt and its template's label.
    pub(crate) fn deal(
        &mut self,
        due: Due,
        at_hand: &mut u64,
        grammar: &Grammar,
        request: &mut Random,
    ) -> (String, String) {
        self.sent += 1;
        if self.conversation.is_none() {
            let (item, pick) = self.next(due, request);
            return self.write(item, pick, due, grammar, request);
        }
        if due.turn == 0 {
            *at_hand = self.next(due, request).0;
        }
        // A conversation's opening is the same in each of its turns.
        self.write(*at_hand, 0, due, grammar, &mut random(&[self.seed, 5, *at_hand]))
    }

    /// The next item and the template that asks it, both by number.
    fn next(&mut self, due: Due, request: &mut Random) -> (u64, u64) {
        let count = self.templates.len() as u64;
        let stage = match self.choice {
            Choice::Staged => STAGES.iter().filter(|&&begin| due.share >= begin).count(),
            _ => 0,
        };
        let item = self.dealt[stage];
        self.dealt[stage] += 1;
        match self.choice {
            Choice::EachInTurn => (item / count, item % count),
            Choice::Daily => (item, due.day as u64 % count),
            Choice::Staged => (item, stage as u64),
            Choice::Random => (item, u64::from(request.random_range(0..count as u32))),
        }
    }

    fn write(
        &self,
        item: u64,
        pick: u64,
        due: Due,
        grammar: &Grammar,
        request: &mut Random,
    ) -> (String, String) {
        let (label, template) = &self.templates[pick as usize];
        let card = self.deck.card(item, &grammar.lexicon);
        let scene = self.scene(&card, due.account, &grammar.lexicon);
        let mut words = random(&[self.seed, 1, card.number]);
        let mut text = String::new();
        let filling = Item { scene, first: Some(card.alternative), user: self.user, random: &mut words };
        template.fill(grammar, filling, request, &mut text);
        if let Some(conversation) = &self.conversation {
            conversation.grow(grammar, scene, mix(&[self.seed, 6, item]), due.turn, &mut text);
        }
        let text = self.noise.map_or(text.clone(), |noise| noise.apply(&text, request));
        (text, format!("{}:{label}", self.name))
    }

    /// The card's scene, or where accounts have topics of their own one of the account's two.
    fn scene(&self, card: &Card, account: u32, lexicon: &Lexicon) -> Scene {
        if !self.sharded {
            return card.scene;
        }
        let topic = mix(&[self.seed, 7, u64::from(account), card.number % 2]);
        Scene { domain: (topic % u64::from(lexicon.domains())) as u32, ..card.scene }
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

/// A template for each stage, over the same items.
fn stages(grammar: &Grammar, random: &mut Random) -> Result<Vec<(String, Template)>, GrammarError> {
    ["generate", "evolve", "grade"]
        .map(|stage| {
            let alternative = random.random_range(0..1000_u32) as usize;
            let template = Template::draw(grammar, &format!("stages.{stage}"), alternative, random)?;
            Ok((stage.to_owned(), template))
        })
        .into_iter()
        .collect()
}

/// The seed of the campaign at that place.
pub(crate) fn campaign_seed(seed: u64, place: usize) -> u64 {
    mix(&[seed, 2, place as u64])
}

#[cfg(test)]
mod tests;
