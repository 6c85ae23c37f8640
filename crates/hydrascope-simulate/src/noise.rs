//! Noise that a campaign adds so that no two of its prompts are alike: ids, look-alike letters, invisible marks.

use rand::RngExt;

use crate::seed::Random;

/// Which forms of noise a campaign uses, and how densely.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Noise {
    /// The form of the id before the prompt, 0 to 3.
    id: u32,
    /// Letters of a thousand that are swapped for a look-alike.
    look_alikes: u32,
    /// Letters of a thousand followed by an invisible mark.
    invisible: u32,
    /// Letters of a thousand followed by a space that does not belong.
    spaces: u32,
}

impl Noise {
    /// Draws a campaign's habit.
    pub(crate) fn draw(random: &mut Random) -> Self {
        Self {
            id: random.random_range(0..4_u32),
            look_alikes: random.random_range(5..25_u32),
            invisible: random.random_range(3..12_u32),
            spaces: random.random_range(2..9_u32),
        }
    }

    /// The noised prompt.
    pub(crate) fn apply(self, text: &str, random: &mut Random) -> String {
        let mut out = match self.id {
            0 => format!("[{:010x}] ", random.random::<u64>() & 0xff_ffff_ffff),
            1 => format!("id={:08x} ", random.random::<u32>()),
            2 => format!("#{} | ", random.random_range(10_000_000..99_999_999_u32)),
            _ => format!("{:08x}-{:04x}: ", random.random::<u32>(), random.random_range(0..65_536_u32)),
        };
        for letter in text.chars() {
            let draw = random.random_range(0..1000_u32);
            out.push(if draw < self.look_alikes { look_alike(letter) } else { letter });
            if letter.is_alphabetic() {
                let draw = random.random_range(0..1000_u32);
                if draw < self.invisible {
                    out.push(['\u{200b}', '\u{200c}', '\u{2060}'][random.random_range(0..3_u32) as usize]);
                } else if draw < self.invisible + self.spaces {
                    out.push(' ');
                }
            }
        }
        out
    }
}

/// A Cyrillic letter that looks the same, where there is one.
fn look_alike(letter: char) -> char {
    match letter {
        'a' => 'а',
        'c' => 'с',
        'e' => 'е',
        'i' => 'і',
        'o' => 'о',
        'p' => 'р',
        'x' => 'х',
        'y' => 'у',
        'O' => 'О',
        'A' => 'А',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::Noise;
    use crate::seed::random;

    #[test]
    fn two_copies_differ_and_keep_most_letters() {
        let (noise, text) =
            (Noise::draw(&mut random(&[1])), "explain your answer so that others can follow it ");
        let text = text.repeat(8);
        let mut random = random(&[2]);
        let (one, two) = (noise.apply(&text, &mut random), noise.apply(&text, &mut random));
        assert_ne!(one, two);
        assert!(!one.is_ascii());
        let kept = one.chars().filter(char::is_ascii).count();
        assert!(kept > text.len() * 9 / 10, "{one}");
    }
}
