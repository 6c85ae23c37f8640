//! Farms: lists of orders for content to publish. They are dealt to accounts as extraction is; what sets them apart is what they ask
//! for: answers that are products, not lessons.

mod words;

use words::{ORDERS, OTHERWISE, PUBLISHED, WITHOUT_BLANKS};

/// Bytes of a prompt that are looked at: an order stands at its beginning, or behind a system's text.
const LOOKED_AT: usize = 4_000;
/// Words between an order and what is ordered, at most.
const BETWEEN: usize = 6;
/// Share of prompts that must be orders.
const MOST: f64 = 0.8;

/// Whether prompts order content for publication, nearly all of them: reviews, posts, advertisements.
pub fn orders_content<'a>(prompts: impl Iterator<Item = &'a str>) -> bool {
    let (mut orders, mut all) = (0usize, 0usize);
    for prompt in prompts {
        all += 1;
        orders += usize::from(is_order(prompt));
    }
    all > 0 && orders as f64 >= MOST * all as f64
}

fn is_order(prompt: &str) -> bool {
    let text = prompt[..prompt.floor_char_boundary(LOOKED_AT)].to_lowercase();
    if WITHOUT_BLANKS.iter().any(|(order, what)| text.contains(order) && text.contains(what)) {
        return true;
    }
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let mut orders = words.iter().enumerate().filter(|(_, word)| ORDERS.contains(word));
    orders.any(|(place, _)| {
        let behind = words[place + 1..].iter().take(BETWEEN);
        behind.take_while(|word| !OTHERWISE.contains(word)).any(|word| PUBLISHED.contains(word))
    })
}
