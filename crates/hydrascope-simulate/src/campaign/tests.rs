use std::collections::HashSet;

use super::{Campaign, CampaignKind, Plan, campaign_seed};
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
    for kind in CampaignKind::ALL {
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
        let texts: HashSet<String> = (0..400).map(|_| campaign.deal(2, &grammar, &mut requests).0).collect();
        let least = if campaign.name.starts_with("collection") { 200 } else { 396 };
        assert!(texts.len() >= least, "{kind}: {} of 400 prompts differ", texts.len());
    }
}

#[test]
fn a_multilingual_campaign_asks_each_item_in_each_language() {
    let grammar = Grammar::load().unwrap();
    let mut campaign = draw(CampaignKind::Multilingual, 5, &grammar);
    let count = campaign.templates.len();
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let dealt: Vec<_> = (0..count).map(|_| campaign.deal(0, &grammar, &mut random(&[1]))).collect();
    assert!(dealt.iter().all(|(text, _)| digits(text) == digits(&dealt[0].0)));
    assert_eq!(dealt.iter().map(|(_, label)| label).collect::<HashSet<_>>().len(), count);
}

#[test]
fn a_rotating_campaign_changes_its_template_each_day() {
    let grammar = Grammar::load().unwrap();
    let mut campaign = draw(CampaignKind::Rotating, 5, &grammar);
    let mut requests = random(&[1]);
    let mut label = |day| campaign.deal(day, &grammar, &mut requests).1;
    assert_eq!(label(0), label(0));
    assert_ne!(label(0), label(1));
}
