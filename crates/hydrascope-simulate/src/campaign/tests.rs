use std::collections::HashSet;

use super::{Campaign, CampaignKind, Due, Plan, campaign_seed};
use crate::grammar::Grammar;
use crate::seed::random;
use crate::template::Template;

fn draw(kind: CampaignKind, seed: u64, grammar: &Grammar) -> Campaign {
    let plan = Plan::draw(kind, seed, 1.0, 1.0);
    let app = Template::draw(grammar, "app", seed as usize, &mut random(&[seed])).unwrap();
    Campaign::draw(&plan, kind.name().to_owned(), seed, grammar, &app).unwrap()
}

#[test]
fn other_seeds_have_other_templates() {
    let grammar = Grammar::load().unwrap();
    // A list that is asked word for word has no template.
    for kind in CampaignKind::ALL.into_iter().filter(|&kind| kind != CampaignKind::Verbatim) {
        let drawn: HashSet<String> = (0..200)
            .map(|place| format!("{:?}", draw(kind, campaign_seed(7, place), &grammar).templates))
            .collect();
        assert!(drawn.len() > 36, "{kind}: {} templates of 200 draws", drawn.len());
    }
}

#[test]
fn items_do_not_repeat_where_the_list_is_long_enough() {
    let grammar = Grammar::load().unwrap();
    for kind in CampaignKind::ALL {
        let mut campaign = draw(kind, 11, &grammar);
        let mut requests = random(&[4]);
        let mut text = |account| {
            let due = Due { account, ..Due::default() };
            campaign.deal(due, &mut 0, &grammar, &mut requests).0
        };
        let texts: HashSet<String> = (0..400).map(&mut text).collect();
        let least = match kind.name() {
            "verbatim" => 80,
            name if name.starts_with("collection") => 200,
            _ => 396,
        };
        assert!(texts.len() >= least, "{kind}: {} of 400 prompts differ", texts.len());
    }
}

#[test]
fn a_multilingual_campaign_asks_each_item_in_each_language() {
    let grammar = Grammar::load().unwrap();
    let mut campaign = draw(CampaignKind::Multilingual, 5, &grammar);
    let count = campaign.templates.len();
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let dealt: Vec<_> =
        (0..count).map(|_| campaign.deal(Due::default(), &mut 0, &grammar, &mut random(&[1]))).collect();
    assert!(dealt.iter().all(|(text, _)| digits(text) == digits(&dealt[0].0)));
    assert_eq!(dealt.iter().map(|(_, label)| label).collect::<HashSet<_>>().len(), count);
}

#[test]
fn a_rotating_campaign_changes_its_template_each_day() {
    let grammar = Grammar::load().unwrap();
    let mut campaign = draw(CampaignKind::Rotating, 5, &grammar);
    let mut requests = random(&[1]);
    let mut label = |day| {
        let due = Due { day, ..Due::default() };
        campaign.deal(due, &mut 0, &grammar, &mut requests).1
    };
    assert_eq!(label(0), label(0));
    assert_ne!(label(0), label(1));
}

#[test]
fn an_account_of_a_sharded_campaign_keeps_to_two_domains() {
    let grammar = Grammar::load().unwrap();
    let domains = |kind, account| -> HashSet<u32> {
        let campaign = draw(kind, 5, &grammar);
        let card = |number| campaign.deck.card(number, &grammar.lexicon);
        (0..40).map(|number| campaign.scene(&card(number), account, &grammar.lexicon).domain).collect()
    };
    let shards: Vec<_> = (0..20).map(|account| domains(CampaignKind::Sharded, account)).collect();
    assert!(shards.iter().all(|shard| shard.len() <= 2), "{shards:?}");
    assert!(shards.iter().flatten().collect::<HashSet<_>>().len() > 15, "{shards:?}");
    assert!(domains(CampaignKind::Churn, 1).len() > 15);
}

#[test]
fn stages_ask_the_same_items_in_turn() {
    let grammar = Grammar::load().unwrap();
    let mut campaign = draw(CampaignKind::Stages, 5, &grammar);
    let mut requests = random(&[1]);
    let mut deal = |share| {
        let due = Due { share, ..Due::default() };
        campaign.deal(due, &mut 0, &grammar, &mut requests)
    };
    let stages = [0.1, 0.5, 0.9].map(|share| [deal(share), deal(share)]);
    let labels = stages.each_ref().map(|stage| stage[0].1.as_str());
    assert_eq!(labels, ["stages:generate", "stages:evolve", "stages:grade"]);
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<HashSet<_>>();
    let shared = |one: &str, two: &str| words(one).intersection(&words(two)).count();
    for item in 0..2 {
        let [generate, evolve, grade] = stages.each_ref().map(|stage| stage[item].0.as_str());
        let (other, _) = &stages[1][1 - item];
        assert!(shared(generate, evolve) > shared(generate, other), "{generate}\n{evolve}\n{other}");
        assert!(shared(grade, evolve) > shared(grade, other), "{grade}\n{evolve}\n{other}");
    }
}
