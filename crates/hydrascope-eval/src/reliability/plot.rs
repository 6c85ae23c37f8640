//! The plot: stated against realised shares.

use super::{FamilyReliability, Realised, pooled};

const SIDE: f64 = 360.0;
const MARGIN: f64 = 46.0;
/// The largest share shown.
const MOST: f64 = 0.3;
/// Colours that those who see few colours can tell apart (Okabe and Ito 2008).
const COLOURS: [&str; 6] = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"];

/// An SVG of a line a family, by the rate alone, and one of all that detection calls.
pub fn reliability_plot(families: &[FamilyReliability]) -> String {
    let (width, height) = (SIDE + 4.0 * MARGIN, SIDE + 2.0 * MARGIN);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n"
    );
    for tick in [0.0, 0.1, 0.2, 0.3] {
        let (x, y) = place(tick, tick);
        let (left, bottom) = place(0.0, 0.0);
        svg +=
            &format!("<path d=\"M{x} {bottom}V{MARGIN}M{left} {y}H{}\" stroke=\"#ddd\"/>\n", MARGIN + SIDE);
        svg += &format!("<text x=\"{x}\" y=\"{}\" text-anchor=\"middle\">{tick}</text>\n", bottom + 16.0);
        svg += &format!("<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{tick}</text>\n", left - 6.0, y + 4.0);
    }
    svg += &line([(0.0, 0.0), (MOST, MOST)].into_iter(), "#888", "4 3");
    svg += &line([(0.0, 0.0), (MOST / 1.5, MOST)].into_iter(), "#888", "1 3");
    let shares = |realised: &[Realised], called: bool| -> Vec<(f64, f64)> {
        let share = |at: &Realised| if called { at.called.share() } else { at.by_rate.share() };
        realised.iter().map(|at| (at.rate, share(at))).collect()
    };
    let mut drawn = vec![("as stated".to_owned(), "#888"), ("1.5 times".to_owned(), "#888")];
    for (family, colour) in families.iter().zip(COLOURS.iter().cycle()) {
        svg += &line(shares(&family.realised, false).into_iter(), colour, "none");
        drawn.push((format!("{}, by the rate alone", family.family), colour));
    }
    svg += &line(shares(&pooled(families), true).into_iter(), "#000", "none");
    drawn.push(("all, as detection calls".to_owned(), "#000"));
    for ((name, colour), at) in drawn.into_iter().zip(0..) {
        let y = MARGIN + 16.0 * f64::from(at) + 10.0;
        let x = MARGIN + SIDE + 10.0;
        svg += &format!("<path d=\"M{x} {y}h14\" stroke=\"{colour}\" stroke-width=\"2\"/>\n");
        svg += &format!("<text x=\"{}\" y=\"{}\">{}</text>\n", x + 18.0, y + 4.0, escaped(&name));
    }
    let (middle, bottom) = (MARGIN + SIDE / 2.0, MARGIN + SIDE);
    svg +=
        &format!("<text x=\"{middle}\" y=\"{}\" text-anchor=\"middle\">stated rate</text>\n", bottom + 34.0);
    svg += &format!(
        "<text x=\"{MARGIN}\" y=\"{}\">realised share of false campaigns</text>\n</svg>\n",
        MARGIN - 14.0
    );
    svg
}

fn place(stated: f64, realised: f64) -> (f64, f64) {
    let along = |share: f64| SIDE * share.min(MOST) / MOST;
    (MARGIN + along(stated), MARGIN + SIDE - along(realised))
}

fn line(points: impl Iterator<Item = (f64, f64)>, colour: &str, dashes: &str) -> String {
    let points: Vec<String> = points
        .map(|(stated, realised)| place(stated, realised))
        .map(|(x, y)| format!("{x:.1},{y:.1}"))
        .collect();
    format!(
        "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" stroke-dasharray=\"{dashes}\"/>\n",
        points.join(" ")
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
