//! What one request of a campaign says.

use super::deck::Card;
use super::{Asked, Campaign, Due};
use crate::grammar::Grammar;
use crate::lexicon::{Lexicon, Scene};
use crate::seed::{Random, mix, random};
use crate::template::{Item, Template};

impl Campaign {
    /// The prompt of a request and its template's label.
    pub(super) fn write(
        &self,
        asked: Asked,
        due: Due,
        grammar: &Grammar,
        request: &mut Random,
    ) -> (String, String) {
        let Asked { item, pick, mark } = asked;
        let template = &self.templates[pick as usize];
        let card = self.deck.card(item, &grammar.lexicon);
        let scene = self.scene(&card, due.account, &grammar.lexicon);
        let mut words = random(&[self.seed, 1, card.number]);
        let mut first = Some(card.alternative);
        let mut said = |clause: &Template| {
            let mut text = String::new();
            let filling = Item { scene, first, user: self.user, random: &mut words };
            clause.fill(grammar, filling, request, &mut text);
            first = first.filter(|_| clause.first_slot().is_none());
            text
        };
        let clauses: Vec<String> = template.clauses.iter().map(&mut said).collect();
        // Noise is drawn letter by letter: however long a disguise makes the text, what is drawn after it is the same.
        let mut noising = request.clone();
        if let Some(noise) = self.noise {
            noise.apply(&clauses.concat(), request);
        }
        let mut text = self.disguiser.ordered(mark, clauses);
        if let Some(choices) = self.disguiser.pairing(mark) {
            self.pair(&card, scene, choices, grammar, &mut text);
        }
        let mut text = self.disguiser.polite(mark, text, grammar);
        if let Some(conversation) = &self.conversation {
            conversation.grow(grammar, scene, mix(&[self.seed, 6, item]), due.turn, &mut text);
        }
        if let Some(noise) = self.noise {
            text = noise.apply(&text, &mut noising);
        }
        (self.disguiser.lettered(mark, text), format!("{}:{}", self.name, template.label))
    }

    /// Appends the item in the app's template.
    fn pair(&self, card: &Card, scene: Scene, mut choices: Random, grammar: &Grammar, out: &mut String) {
        out.push_str("\n\n");
        // The same draws as for the campaign's own template, so that the app is asked the same.
        let mut words = random(&[self.seed, 1, card.number]);
        let item = Item { scene, first: Some(card.alternative), user: self.slot, random: &mut words };
        self.app.fill(grammar, item, &mut choices, out);
    }

    /// The card's scene, or where accounts have topics of their own one of the account's two.
    pub(super) fn scene(&self, card: &Card, account: u32, lexicon: &Lexicon) -> Scene {
        if !self.sharded {
            return card.scene;
        }
        let topic = mix(&[self.seed, 7, u64::from(account), card.number % 2]);
        Scene { domain: (topic % u64::from(lexicon.domains())) as u32, ..card.scene }
    }
}
