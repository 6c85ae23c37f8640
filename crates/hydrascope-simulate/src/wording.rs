//! Everyday variation of wording: people say the same thing in slightly different words.

use rand::RngExt;

use crate::seed::Random;

/// Words with what people say instead; an empty word means that it is left out.
const INSTEAD: [(&str, &[&str]); 62] = [
    ("a", &["one", "some", "any", ""]),
    ("about", &["on", "regarding", "around", "concerning"]),
    ("afford", &["pay for", "get"]),
    ("and", &["plus", "&", "as well as"]),
    ("any", &["some", "a few"]),
    ("avoid", &["skip", "steer clear of"]),
    ("best", &["ideal", "top", "smartest", "optimal"]),
    ("better", &["nicer", "smarter", "superior"]),
    ("buy", &["purchase", "get"]),
    ("can", &["could", "may", "do", "might"]),
    ("cheap", &["affordable", "low cost", "inexpensive"]),
    ("cheapest", &["least costly", "lowest cost"]),
    ("choose", &["pick", "select", "decide on"]),
    ("compare", &["contrast", "weigh up"]),
    ("could", &["can", "might"]),
    ("describe", &["portray", "sketch"]),
    ("difference", &["distinction", "gap"]),
    ("do", &["should", "can", "will", "would"]),
    ("does", &["did", "would", "will"]),
    ("everyone", &["everybody", "each of us"]),
    ("examples", &["cases", "samples", "instances"]),
    ("explain", &["clarify", "describe", "break down"]),
    ("fix", &["repair", "sort out"]),
    ("for", &["with", "when it comes to", "suited to"]),
    ("get", &["obtain", "find"]),
    ("give", &["show", "tell", "hand"]),
    ("good", &["decent", "solid", "great"]),
    ("hard", &["tough", "tricky", "difficult"]),
    ("how", &["in what way", "how exactly", "how on earth"]),
    ("i", &["we", "one", "you", "people"]),
    ("if", &["when", "in case", "whenever"]),
    ("important", &["crucial", "key", "vital"]),
    ("in", &["around", "within", "inside"]),
    ("is", &["was", "might be", "seems"]),
    ("know", &["understand", "remember", "hear"]),
    ("learn", &["study", "pick up", "practise"]),
    ("like", &["love", "enjoy"]),
    ("main", &["chief", "biggest", "key"]),
    ("make", &["create", "produce", "build"]),
    ("mistakes", &["errors", "blunders"]),
    ("my", &["our", "a", "the"]),
    ("need", &["require", "want"]),
    ("of", &["with", "from", "behind"]),
    ("people", &["folks", "others", "most of us"]),
    ("possible", &["feasible", "realistic", "doable"]),
    ("safest", &["least risky", "most careful"]),
    ("should", &["must", "ought i to", "shall", "can"]),
    ("some", &["a few", "several", ""]),
    ("start", &["begin", "kick off", "get going"]),
    ("steps", &["stages", "moves"]),
    ("tell", &["teach", "show"]),
    ("the", &["", "this", "a", "these"]),
    ("thing", &["point", "bit"]),
    ("to", &["so as to", "to actually", "to properly", "to ever"]),
    ("use", &["apply", "rely on"]),
    ("way", &["method", "approach", "trick", "route"]),
    ("what", &["which", "what exactly", "so what"]),
    ("when", &["once", "as soon as", "while"]),
    ("who", &["which person", "who exactly"]),
    ("why", &["how come", "why exactly", "for what reason"]),
    ("with", &["using", "alongside", "via"]),
    ("you", &["one", "we", "they"]),
];

/// Words that can be put almost anywhere.
const FILLERS: [&str; 24] = [
    "really",
    "actually",
    "maybe",
    "even",
    "still",
    "perhaps",
    "basically",
    "just",
    "usually",
    "normally",
    "probably",
    "somehow",
    "also",
    "simply",
    "kind of",
    "often",
    "quite",
    "generally",
    "apparently",
    "honestly",
    "supposedly",
    "sometimes",
    "finally",
    "nowadays",
];

/// Replaces words and slips fillers in, each with so many chances of a hundred a word. Only plain ASCII words change.
pub(crate) fn reword(text: &str, chance: u32, random: &mut Random) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for piece in text.split_inclusive([' ', '\n']) {
        let word = piece.trim_end_matches([' ', '\n']);
        let draw = random.random_range(0..100_u32);
        let plain = !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphabetic());
        let instead = INSTEAD.binary_search_by(|(known, _)| (*known).cmp(&word.to_ascii_lowercase()));
        match instead {
            Ok(place) if plain && draw < chance * 2 => {
                let words = INSTEAD[place].1;
                let new = words[random.random_range(0..words.len() as u32) as usize];
                push_cased(&mut out, new, word);
                if !new.is_empty() {
                    out.push_str(&piece[word.len()..]);
                }
            }
            _ => out.push_str(piece),
        }
        if plain && draw >= 100 - chance.div_ceil(3) && piece.ends_with(' ') {
            out.push_str(FILLERS[random.random_range(0..FILLERS.len() as u32) as usize]);
            out.push(' ');
        }
    }
    out
}

/// Appends a word with a capital where the one that it stands for has one.
fn push_cased(out: &mut String, new: &str, old: &str) {
    let at = out.len();
    out.push_str(new);
    if old.starts_with(|c: char| c.is_ascii_uppercase())
        && let Some(letter) = out.get_mut(at..=at)
    {
        letter.make_ascii_uppercase();
    }
}

#[cfg(test)]
mod tests {
    use super::{INSTEAD, reword};
    use crate::seed::random;

    #[test]
    fn the_table_is_in_order() {
        assert!(INSTEAD.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }

    #[test]
    fn wordings_vary_and_other_scripts_stay() {
        let text = "What is the best way to learn about this if you know some of it?";
        let mut random = random(&[1]);
        let differ = (0..100).filter(|_| reword(text, 12, &mut random) != text).count();
        assert!(differ > 50, "{differ}");
        assert_eq!(reword("请介绍一下红烧肉。", 50, &mut random), "请介绍一下红烧肉。");
        assert_eq!(reword(text, 0, &mut random), text);
    }
}
