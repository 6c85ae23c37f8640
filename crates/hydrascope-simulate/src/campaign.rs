//! Extraction campaigns: many accounts, one hidden work list, a few templates.

mod conversation;
mod deck;
mod disguise;
mod kind;
mod plan;
mod strangers;
mod templates;
mod writing;

use rand::RngExt;

pub(crate) use disguise::Disguise;
pub use kind::{CampaignKind, UnknownKind};
pub(crate) use plan::{COPIED, COPIES, Load, Plan, Sitting, Timing, Turnover};

use crate::error::GrammarError;
use crate::grammar::{Grammar, RuleId};
use crate::noise::Noise;
use crate::seed::{Random, mix, random};
use crate::template::Template;
use conversation::Conversation;
use deck::Deck;
use disguise::Disguiser;
use templates::{Drawn, drawn};

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
    templates: Vec<Drawn>,
    choice: Choice,
    deck: Deck,
    conversation: Option<Conversation>,
    noise: Option<Noise>,
    disguiser: Disguiser,
    /// The app that requests go on with, where they do: the one that the campaign copies, or another that many use.
    app: Template,
    /// Prompts of an ordinary account that bots send again.
    pub(crate) copies: Vec<String>,
    /// Whether each account keeps to topics of its own.
    sharded: bool,
    seed: u64,
    user: RuleId,
    /// What the first slot of its first template takes, and an app's.
    slot: RuleId,
    /// Items dealt in each stage; without stages all in the first.
    dealt: [u64; 3],
    /// Requests sent so far.
    pub(crate) sent: u64,
    /// Accounts that sent anything.
    pub(crate) active: u32,
}

/// What one request asks.
#[derive(Clone, Copy)]
struct Asked {
    /// The item, by its number on the list.
    item: u64,
    /// The template, by its place.
    pick: u64,
    /// What its disguise is drawn from; that of a conversation stays for all of its turns.
    mark: u64,
}

impl Campaign {
    /// Draws a campaign's templates and list. `public` is the template that it copies, where its kind does, or that of an app.
    pub(crate) fn draw(
        plan: &Plan,
        name: String,
        seed: u64,
        grammar: &Grammar,
        public: &Template,
    ) -> Result<Self, GrammarError> {
        let mut random = random(&[seed, 0]);
        let templates = drawn(plan.kind, plan.disguise.order, grammar, &mut random, public)?;
        let choice = match plan.kind {
            CampaignKind::Rotating => Choice::Daily,
            CampaignKind::Multilingual => Choice::EachInTurn,
            CampaignKind::Stages => Choice::Staged,
            _ => Choice::Random,
        };
        let user = grammar.rule("ask")?;
        let slot = templates.iter().find_map(Drawn::slot).unwrap_or(user);
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
            disguiser: Disguiser::new(plan.disguise, seed, grammar)?,
            app: public.clone(),
            copies: Vec::new(),
            sharded: plan.topics,
            seed,
            user,
            slot,
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
            return self.write(Asked { item, pick, mark: self.sent }, due, grammar, request);
        }
        if due.turn == 0 {
            *at_hand = self.next(due, request).0;
        }
        // A conversation's opening is the same in each of its turns.
        let asked = Asked { item: *at_hand, pick: 0, mark: *at_hand };
        self.write(asked, due, grammar, &mut random(&[self.seed, 5, *at_hand]))
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
}

/// The seed of the campaign at that place.
pub(crate) fn campaign_seed(seed: u64, place: usize) -> u64 {
    mix(&[seed, 2, place as u64])
}

#[cfg(test)]
mod tests;
