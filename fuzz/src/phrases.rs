//! Detection on small logs.

use hydrascope::detector::{Detector, Watch};
use hydrascope::params::Params;
use hydrascope::request::{Attributes, Prompt, Request, Timestamp};

/// Lines beyond these are left out: what is looked for needs few, and many take long.
const MOST: usize = 200;

/// Takes each line as a request (its first byte names the account, the second how many minutes later it came, the rest is the prompt)
/// and detects campaigns without a model. The answer is the same with one thread and with two.
pub fn phrases(bytes: &[u8]) {
    let mut minutes = 0;
    let lines = bytes.split(|&byte| byte == b'\n').filter(|line| line.len() > 2).take(MOST);
    let requests: Vec<Request> = lines
        .enumerate()
        .map(|(number, line)| {
            minutes += i64::from(line[1]);
            Request {
                id: format!("r{number}").into(),
                time: Timestamp::from_millis(1_767_225_600_000 + minutes * 60_000).unwrap(),
                account: format!("a{}", line[0] % 64).into(),
                prompt: Prompt::new(String::from_utf8_lossy(&line[2..])),
                attributes: Attributes::default(),
            }
        })
        .collect();
    let [one, two] = [1, 2].map(|threads| {
        // So few that a small log has templates.
        let few = Params::builder().shingle_words(3).min_actors(2).min_texts(2).min_texts_alone(3);
        let params = few.threads(threads).frame_texts(3).build().unwrap();
        let detector = Detector::builder().params(params).build().unwrap();
        detector.detect_watched(&detector.log(&requests).unwrap(), &mut Watch::default()).unwrap()
    });
    assert_eq!(one.findings, two.findings);
    assert_eq!(one.judged, two.judged);
}
