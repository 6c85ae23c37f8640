//! What to do about what a look at a log found: which option mends it.

use hydrascope::input::{Check, Doubt, DoubtKind, FieldCensus, Preset, Reason};
use hydrascope::request::Attributes;

/// What to do, the gravest first; empty where nothing is.
pub(crate) fn advice(preset: Preset, check: &Check) -> Vec<String> {
    let mut all = Vec::new();
    all.extend(["time", "account", "prompt"].into_iter().filter_map(|name| field(preset, check, name)));
    let reasons = check.report.set_aside.iter();
    all.extend(reasons.filter_map(|(reason, aside)| {
        Some(format!("{} set aside: {}", counted(aside.count, "record"), mend(*reason)?))
    }));
    // What makes records be set aside is said by reason.
    let doubts = check.doubts.iter().filter(|doubt| doubt.kind != DoubtKind::SetAside);
    all.extend(doubts.map(|doubt| doubtful(doubt, check)));
    all.extend(unknown(check));
    all
}

fn counted(count: u64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// A required field that does not hold what it has to in each record.
fn field(preset: Preset, check: &Check, name: &str) -> Option<String> {
    let field = check.fields.iter().find(|field| field.field == name)?;
    let absent = check.records - field.filled;
    if absent > 0 {
        let records = check.records;
        let known = preset.lacks(name).map_or(String::new(), |words| format!(" ({words})"));
        return Some(format!(
            "{name} is absent in {absent} of {}{known}: name where it is with --field {name}=PATH, several places with bars between \
             them, one value for all as {name}=const:VALUE",
            counted(records, "record")
        ));
    }
    // Of prompts the reasons of records that were set aside say more.
    (field.unreadable > 0 && name != "prompt").then(|| {
        format!(
            "{name} holds what is no {name} in {}: name another place with --field {name}=PATH",
            counted(field.unreadable, "record")
        )
    })
}

/// What mends a reason to set records aside; none where a field's advice says it.
fn mend(reason: Reason) -> Option<&'static str> {
    Some(match reason {
        Reason::MissingField | Reason::WrongType | Reason::BadTime => return None,
        Reason::BrokenJson => {
            "broken JSON; see the places above, and write the file once more where it broke off"
        }
        Reason::NotAnObject => {
            "no JSON objects; where an array within each record holds the requests, name it with --records PATH[]"
        }
        Reason::InvalidUtf8 => "no UTF-8; write the log as UTF-8",
        Reason::NoRecords => "the array of records is absent; name the right one with --records PATH[]",
        Reason::NotARequest => {
            "other records beside requests, which is well where they are no calls of a model; else say which are with another --preset \
             and --only PATH=VALUE"
        }
        Reason::PlaceholderAccount => {
            "accounts that are nobody's name; name the field that tells accounts apart with --field account=PATH, or take such a name \
             as it is with --keep-account NAME"
        }
        Reason::EmptyPrompt => {
            "empty prompts; name where the prompt is with --field prompt=PATH, or take all messages with --prompt-from all"
        }
        Reason::PromptNotStored => {
            "the log was written without prompts; have the gateway store them, or name where they are with --field prompt=PATH"
        }
        Reason::RedactedPrompt => {
            "prompts were redacted; have the gateway store them, or read the log that keeps them"
        }
        Reason::DuplicateId => {
            "ids that came before; leave out files that hold the same requests, or name a field of ids with --field id=PATH"
        }
        Reason::LineTooLong => "records that are too long; write requests as records of their own",
        Reason::BrokenRow => {
            "rows with more or fewer columns than the first line; write the table with quotes"
        }
        Reason::BrokenFile => "files that are damaged or break off; fetch them again",
        _ => "see the places above",
    })
}

fn doubtful(doubt: &Doubt, check: &Check) -> String {
    let at = |name: &str| {
        let field = check.fields.iter().find(|field| field.field == name);
        let places: Vec<&str> = field
            .into_iter()
            .flat_map(|field| &field.places)
            .filter(|(_, count)| *count > 0)
            .map(|(path, _)| path.as_str())
            .collect();
        places.join(", ")
    };
    match doubt.kind {
        DoubtKind::OneAccount | DoubtKind::UniqueAccounts => {
            format!("{doubt}: now {}; use --field account=PATH", at("account"))
        }
        DoubtKind::OnePrompt => format!(
            "{doubt}: now {}; use --field prompt=PATH, or --prompt-from last-user where chats begin alike",
            at("prompt")
        ),
        DoubtKind::ShortSpan | DoubtKind::LongSpan => {
            format!("{doubt}: now {}; use --field time=PATH", at("time"))
        }
        _ => doubt.to_string(),
    }
}

/// Attributes that detection could use and that nothing was found for.
fn unknown(check: &Check) -> Option<String> {
    let is_known = |name: &str| {
        let is_it = |field: &&FieldCensus| field.field == name;
        check.fields.iter().find(is_it).is_some_and(|field| field.filled > 0)
    };
    let unknown: Vec<&str> = [Attributes::NETWORK, Attributes::PAYMENT, Attributes::ORGANISATION]
        .into_iter()
        .filter(|name| !is_known(name))
        .collect();
    (!unknown.is_empty()).then(|| {
        format!(
            "not known: {}; detection works without, and better with them: --field NAME=PATH where the log has them",
            unknown.join(", ")
        )
    })
}
