//! Farms: lists of orders for content to publish. They are dealt to accounts as extraction is; what sets them apart is what they ask
//! for: answers that are products, not lessons.

/// Bytes of a prompt that are looked at: an order stands at its beginning, or behind a system's text.
const LOOKED_AT: usize = 4_000;
/// Words between an order and what is ordered, at most.
const BETWEEN: usize = 6;
/// Share of prompts that must be orders.
const MOST: f64 = 0.8;

/// What asks for a text, in the languages of most traffic.
const ORDERS: [&str; 40] = [
    "write",
    "create",
    "compose",
    "draft",
    "generate",
    "produce",
    "rewrite",
    "craft",
    "prepare",
    "spin",
    "schreibe",
    "schreib",
    "verfasse",
    "erstelle",
    "formuliere",
    "r\u{e9}dige",
    "r\u{e9}digez",
    "\u{e9}cris",
    "\u{e9}crivez",
    "cr\u{e9}e",
    "escribe",
    "redacta",
    "crea",
    "genera",
    "escriba",
    "escreva",
    "redija",
    "crie",
    "gere",
    "scrivi",
    "redigi",
    "scrivete",
    "\u{43d}\u{430}\u{43f}\u{438}\u{448}\u{438}",
    "\u{43d}\u{430}\u{43f}\u{438}\u{448}\u{438}\u{442}\u{435}",
    "\u{441}\u{43e}\u{441}\u{442}\u{430}\u{432}\u{44c}",
    "napisz",
    "schrijf",
    "yaz",
    "vi\u{1ebf}t",
    "buat",
];
/// Behind these, what follows is not what is ordered.
const OTHERWISE: [&str; 14] = [
    "of",
    "about",
    "for",
    "from",
    "to",
    "that",
    "which",
    "on",
    "in",
    "summary",
    "summarising",
    "zu",
    "\u{fc}ber",
    "sur",
];
/// What is published. No articles: lessons are articles too.
const PUBLISHED: [&str; 73] = [
    "blog",
    "blogpost",
    "post",
    "posts",
    "review",
    "reviews",
    "testimonial",
    "testimonials",
    "tweet",
    "tweets",
    "caption",
    "captions",
    "headline",
    "headlines",
    "hashtags",
    "newsletter",
    "advertorial",
    "ad",
    "ads",
    "advert",
    "advertisement",
    "slogan",
    "slogans",
    "listing",
    "listings",
    "seo",
    "comment",
    "comments",
    "instagram",
    "facebook",
    "linkedin",
    "tiktok",
    "youtube",
    "twitter",
    "pinterest",
    "reddit",
    "amazon",
    "etsy",
    "ebay",
    "yelp",
    "tripadvisor",
    "blogartikel",
    "blogbeitrag",
    "beitrag",
    "bewertung",
    "bewertungen",
    "produktbeschreibung",
    "rezension",
    "werbetext",
    "kommentar",
    "avis",
    "annonce",
    "billet",
    "commentaire",
    "l\u{e9}gende",
    "rese\u{f1}a",
    "rese\u{f1}as",
    "publicaci\u{f3}n",
    "anuncio",
    "comentario",
    "resenha",
    "avalia\u{e7}\u{e3}o",
    "publica\u{e7}\u{e3}o",
    "an\u{fa}ncio",
    "coment\u{e1}rio",
    "recensione",
    "annuncio",
    "commento",
    "\u{43e}\u{442}\u{437}\u{44b}\u{432}",
    "\u{43f}\u{43e}\u{441}\u{442}",
    "\u{43e}\u{431}\u{44a}\u{44f}\u{432}\u{43b}\u{435}\u{43d}\u{438}\u{435}",
    "recenzj\u{119}",
    "recensie",
];
/// Both at once, where words have no blanks between them.
const WITHOUT_BLANKS: [(&str, &str); 6] = [
    ("\u{5199}", "\u{8bc4}\u{8bba}"),
    ("\u{5199}", "\u{597d}\u{8bc4}"),
    ("\u{5199}", "\u{6587}\u{6848}"),
    ("\u{66f8}", "\u{30d6}\u{30ed}\u{30b0}"),
    ("\u{66f8}", "\u{30ec}\u{30d3}\u{30e5}\u{30fc}"),
    ("\u{66f8}", "\u{6295}\u{7a3f}"),
];

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
    let mut end = prompt.len().min(LOOKED_AT);
    while !prompt.is_char_boundary(end) {
        end -= 1;
    }
    let text = prompt[..end].to_lowercase();
    if WITHOUT_BLANKS.iter().any(|(order, what)| text.contains(order) && text.contains(what)) {
        return true;
    }
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let orders = words.iter().enumerate().filter(|(_, word)| ORDERS.contains(word));
    orders.into_iter().any(|(place, _)| {
        let behind = words[place + 1..].iter().take(BETWEEN);
        behind.take_while(|word| !OTHERWISE.contains(word)).any(|word| PUBLISHED.contains(word))
    })
}
