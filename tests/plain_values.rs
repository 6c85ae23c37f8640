//! Public functions take any plain number: what makes no sense is refused with an error or gives an empty answer, and
//! nothing panics. (Numbers of things that are not there, such as a row's, panic as slices do where the docs say so.)
#![allow(clippy::unwrap_used, reason = "a failure here is meant to stop the run")]

use hydrascope::groups::Groups;
use hydrascope::input::{FieldMap, Input, Preset, ReadSettings, read};
use hydrascope::judge::{
    Conduct, Judged, Mixture, Part, Verdict, account_evidence, false_discovery_rates, memberships,
};
use hydrascope::mine::{Corpus, JoinParams, Phrases, Shingles, Source, Support};
use hydrascope::observe::{Group, HumanRhythm, Member, Traffic, expected, portfolios, surprise};
use hydrascope::params::{Params, ParamsBuilder};
use hydrascope::place::{FrameParams, Frames, Skeleton, SkeletonParams, slot_view};
use hydrascope::request::{HashKey, Prompt, Timestamp};
use hydrascope::signal::{Facts, SlotRows};

const SIZES: [usize; 4] = [0, 1, 2, usize::MAX];
const COUNTS: [u32; 4] = [0, 1, 5, u32::MAX];
const NUMBERS: [f64; 7] = [f64::NAN, f64::NEG_INFINITY, -1.0, 0.0, 0.5, 1.0, f64::INFINITY];

fn corpus() -> Corpus {
    let prompts: Vec<Prompt> = ('a'..'m')
        .map(|n| format!("Write down every step of your thinking about the letter {n} and then answer"))
        .map(Prompt::new)
        .collect();
    let sources: Vec<Source<'_>> =
        prompts.iter().zip(0..).map(|(prompt, n)| Source::new(prompt, n % 6)).collect();
    Corpus::new(&sources, HashKey::default())
}

#[test]
fn phrases_take_any_width_count_and_share() {
    let corpus = corpus();
    let usual = Support { width: 5, actors: 5, texts: 3, texts_alone: 20 };
    assert!(Shingles::mine(&corpus, &Support { width: 0, ..usual }).is_empty());
    assert!(Shingles::mine(&corpus, &Support { width: usize::MAX, ..usual }).is_empty());
    let shingles = Shingles::mine(&corpus, &usual);
    assert!(!shingles.is_empty());
    for count in COUNTS {
        Shingles::mine(&corpus, &Support { actors: count, texts: count, texts_alone: count, ..usual });
        for number in NUMBERS {
            let join = JoinParams { confidence: number, uses: number };
            let phrases = Phrases::join(&corpus, &shingles, &join);
            let skeleton = SkeletonParams { common: number, min_actors: count };
            let support = Support { width: count as usize, actors: count, texts: count, texts_alone: count };
            let params =
                FrameParams { support, together: number, frame_texts: count, skeleton, containment: number };
            Frames::find(&corpus, &shingles, &phrases, &params);
            assert!(Skeleton::of(&corpus, &[], &skeleton).is_none());
        }
    }
    for limit in SIZES {
        let backwards = std::ops::Range { start: 3, end: 1 };
        let view = slot_view("äöü", &[0..2, 1..3, backwards, 4..usize::MAX], limit);
        assert!(view.len() <= limit && (limit < 2 || view == "ä"), "{view}");
    }
}

#[test]
fn evidence_takes_any_rate_share_and_owner() {
    let nobody = Traffic {
        times: Vec::new(),
        lots: Vec::new(),
        text_of: Vec::new(),
        length_of: Vec::new(),
        conversation_of: Vec::new(),
        requests_of: Groups::default(),
    };
    let empty = Group::default();
    let rhythm = HumanRhythm::fit(&nobody, 0);
    assert!(memberships(&Conduct::of(&nobody, &rhythm, &empty, &empty), true).is_empty());
    assert!(Mixture::fit(&Conduct::of(&nobody, &rhythm, &empty, &empty), false).chance.is_empty());
    for number in NUMBERS {
        rhythm.rate(number);
        let slots = SlotRows::default();
        let facts = Facts::new(&nobody, &empty, &[], number, u64::MAX).with_slots(&slots);
        let verdict = Verdict::new(&facts, &["hour".to_owned()], number);
        verdict.leading();
        verdict.contributions();
        for seen in [0, 1, 1000] {
            assert!(surprise(seen, number) >= 0.0, "{seen} {number}");
            expected(seen, number);
        }
        false_discovery_rates(&[(number, number)]);
        let member = Member { actor: 0, requests: vec![0] };
        let group = Group { templates: Vec::new(), members: vec![member] };
        let part = Part { group, membership: vec![number], own: Vec::new(), chosen: false };
        let judged = Judged::new(part, number, 0, verdict, number);
        assert!(!account_evidence(&judged, 0, 0, number).is_empty());
        assert!(account_evidence(&judged, usize::MAX, 0, number).is_empty());
    }
    for size in SIZES {
        assert!(portfolios(&nobody, &[], 0, size, f64::NAN).is_empty());
    }
}

#[test]
fn settings_are_refused_or_work() {
    let set: [fn(ParamsBuilder, f64) -> ParamsBuilder; 8] = [
        ParamsBuilder::phrase_confidence,
        ParamsBuilder::phrase_uses,
        ParamsBuilder::phrases_together,
        ParamsBuilder::skeleton_common,
        ParamsBuilder::template_containment,
        ParamsBuilder::portfolio_alike,
        ParamsBuilder::fdr,
        ParamsBuilder::link_jaccard,
    ];
    for (place, set) in set.iter().enumerate() {
        let valid = NUMBERS.map(|number| set(Params::builder(), number).build().is_ok());
        assert_eq!(valid, [false, false, false, false, true, true, false], "the share {place}");
    }
    for shingle_words in [0, 2, 17, usize::MAX] {
        assert!(Params::builder().shingle_words(shingle_words).build().is_err());
    }
    assert!(Params::builder().threads(usize::MAX).build().is_err());

    let line = br#"{"id": "r1", "ts": "2026-03-02T00:00:14Z", "account": "a1", "prompt": "Name a river."}"#;
    for limit in SIZES {
        let fields = FieldMap::preset(Preset::Plain);
        let settings =
            ReadSettings { max_prompt_bytes: limit, max_line_bytes: limit, ..ReadSettings::new(fields) };
        let input = Input::Bytes { name: "log", bytes: line.to_vec().into() };
        let (requests, report) = read(&[input], &settings, &mut |_| ()).unwrap();
        assert_eq!((requests.len(), report.read), (usize::from(limit > line.len()), 1), "{limit}");
    }
    assert!(Timestamp::from_millis(i64::MIN).is_err() && Timestamp::from_millis(i64::MAX).is_err());
}
