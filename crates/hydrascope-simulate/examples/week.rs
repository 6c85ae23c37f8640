//! Writes a labelled week: `cargo run --release -p hydrascope-simulate --example week -- --seed 1 --accounts 14000 --out DIR`.

use std::path::PathBuf;

use hydrascope_simulate::{CampaignKind, LookAlikeKind, Settings, write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (mut settings, mut out) = (Settings::default(), None);
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let value = words.next().ok_or_else(|| format!("expected a value after {word}"))?;
        match word.as_str() {
            "--seed" => settings.seed = value.parse()?,
            "--accounts" => settings.accounts = value.parse()?,
            "--days" => settings.days = value.parse()?,
            "--look-alikes" => settings.look_alikes = value.parse()?,
            "--campaign-size" => settings.campaign_size = value.parse()?,
            "--campaigns" => {
                let kinds = value.split(',').filter(|kind| *kind != "none");
                settings.campaigns = kinds.map(str::parse).collect::<Result<Vec<CampaignKind>, _>>()?;
            }
            "--more-look-alikes" => {
                settings.more_look_alikes =
                    value.split(',').map(str::parse).collect::<Result<Vec<LookAlikeKind>, _>>()?;
            }
            "--out" => out = Some(PathBuf::from(value)),
            other => return Err(format!("unknown option {other}").into()),
        }
    }
    let out = out.ok_or("expected --out DIR")?;
    write(&settings.validate()?, &out)?;
    Ok(())
}
