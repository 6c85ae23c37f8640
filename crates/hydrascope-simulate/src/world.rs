//! What all accounts share: apps, fads, homework, benchmarks, popular questions, campaigns.

use rand::RngExt;

use crate::account::Account;
use crate::campaign::Campaign;
use crate::error::GrammarError;
use crate::grammar::{Grammar, RuleId};
use crate::lexicon::{LANGUAGES, Scene};
use crate::look_alike::LookAlikes;
use crate::seed::{Random, mix, random};
use crate::settings::ValidSettings;
use crate::style::dress;
use crate::template::{Item, Template};
use crate::wording::reword;

/// Rules that prompts are drawn from at run time.
struct Rules {
    organic: RuleId,
    long: RuleId,
    user: RuleId,
    foreign: [RuleId; 6],
}

/// What all accounts share.
pub(crate) struct World {
    pub(crate) grammar: Grammar,
    rules: Rules,
    seed: u64,
    /// Popular questions.
    popular: u64,
    /// Templates of apps; the last third have long instructions.
    pub(crate) apps: Vec<Template>,
    pub(crate) agents: Vec<Template>,
    pub(crate) library: Vec<Template>,
    pub(crate) fleets: Vec<Template>,
    pub(crate) harnesses: Vec<Template>,
    pub(crate) fads: Vec<String>,
    pub(crate) homework: Vec<String>,
    pub(crate) look_alikes: LookAlikes,
    pub(crate) campaigns: Vec<Campaign>,
}

impl World {
    /// Draws everything but the campaigns.
    pub(crate) fn draw(settings: &ValidSettings) -> Result<Self, GrammarError> {
        let (grammar, seed, scale) = (Grammar::load()?, settings.get().seed, settings.scale());
        let mut random = random(&[seed, 5]);
        let grown = |usual: f64, least: f64| (usual * scale.sqrt()).clamp(least, usual * 8.0) as usize;
        let mut draw = |rule: &str, count: usize| -> Result<Vec<Template>, GrammarError> {
            let first = random.random_range(0..1000_u32) as usize;
            (first..first + count).map(|n| Template::draw(&grammar, rule, n, &mut random)).collect()
        };
        let mut apps = draw("app", grown(7.0, 3.0))?;
        apps.extend(draw("longapp", grown(3.0, 1.0))?);
        let agents = draw("agent", grown(2.0, 1.0))?;
        let library = draw("library", grown(30.0, 8.0))?;
        let fleets = draw("fleet", grown(2.0, 1.0))?;
        let harnesses = draw("harness", 2)?;
        let mut lines = |rule: &str, count: usize| -> Result<Vec<String>, GrammarError> {
            let rule = grammar.rule(rule)?;
            let line = |_| {
                let (mut out, scene) = (String::new(), grammar.lexicon.any_scene(&mut random));
                grammar.expand(rule, scene, &mut random, &mut out);
                out
            };
            Ok((0..count).map(line).collect())
        };
        let (fads, homework) = (lines("viral", grown(6.0, 2.0))?, lines("homework", grown(18.0, 6.0))?);
        let rules = Rules {
            organic: grammar.rule("organic")?,
            long: grammar.rule("long")?,
            user: grammar.rule("user")?,
            foreign: foreign(&grammar)?,
        };
        let popular = (f64::from(settings.get().accounts) * 0.45).max(20.0) as u64;
        let look_alikes = LookAlikes::draw(&grammar, seed, scale)?;
        Ok(Self {
            grammar,
            rules,
            seed,
            popular,
            apps,
            agents,
            library,
            fleets,
            harnesses,
            fads,
            homework,
            look_alikes,
            campaigns: Vec::new(),
        })
    }

    /// An ordinary prompt. `remembered` is what the account asked before; now and then it asks again.
    pub(crate) fn organic(&self, account: &Account, remembered: &mut u64, random: &mut Random) -> String {
        if random.random_bool(0.33) {
            return dress(self.popular(random), account, random);
        }
        if *remembered == 0 || random.random_bool(0.94) {
            *remembered = random.random();
        }
        let mut own = crate::seed::random(&[*remembered]);
        let scene = account.scene(&self.grammar.lexicon, &mut own);
        let text = self.prompt(scene, account.language, &mut own);
        dress(text, account, random)
    }

    /// A prompt of one of the many people behind a reseller's key.
    pub(crate) fn anyone(&self, random: &mut Random) -> String {
        let language = random.random_bool(0.3).then(|| random.random_range(0..LANGUAGES.len() as u32) as u8);
        self.prompt(self.grammar.lexicon.any_scene(random), language, random)
    }

    /// One user's request to an app. Often it is about the same as the user's last one, in other words.
    pub(crate) fn app(
        &self,
        template: &Template,
        account: &Account,
        remembered: &mut u64,
        random: &mut Random,
    ) -> String {
        if *remembered == 0 || random.random_bool(0.7) {
            *remembered = random.random();
        }
        let scene = account.scene(&self.grammar.lexicon, &mut crate::seed::random(&[*remembered]));
        let mut own = crate::seed::random(&[random.random()]);
        self.fill(template, scene, &mut own, random)
    }

    /// An app's request on behalf of anyone.
    pub(crate) fn app_of_anyone(&self, template: &Template, random: &mut Random) -> String {
        let scene = self.grammar.lexicon.any_scene(random);
        let mut own = crate::seed::random(&[random.random()]);
        self.fill(template, scene, &mut own, random)
    }

    /// The item of that number on a list that everyone who names `list` shares.
    pub(crate) fn listed(&self, template: &Template, list: u64, number: u64, random: &mut Random) -> String {
        let mut own = crate::seed::random(&[self.seed, 6, list, number]);
        let scene = self.grammar.lexicon.any_scene(&mut own);
        self.fill(template, scene, &mut own, random)
    }

    fn fill(&self, template: &Template, scene: Scene, own: &mut Random, random: &mut Random) -> String {
        let mut out = String::new();
        let item = Item { scene, first: None, user: self.rules.user, random: own };
        template.fill(&self.grammar, item, random, &mut out);
        out
    }

    fn prompt(&self, scene: Scene, language: Option<u8>, random: &mut Random) -> String {
        let mut out = String::new();
        let rule = match language {
            Some(language) if random.random_bool(0.8) => self.rules.foreign[usize::from(language)],
            _ if random.random_bool(0.045) => self.rules.long,
            _ => self.rules.organic,
        };
        self.grammar.expand(rule, scene, random, &mut out);
        if language.is_some() { out } else { reword(&out, 14, random) }
    }

    /// One of the questions that many ask, the first ones more often.
    fn popular(&self, random: &mut Random) -> String {
        let draw: f64 = random.random();
        let number = (self.popular as f64 * draw * libm::sqrt(draw)) as u64;
        let mut own = crate::seed::random(&[mix(&[self.seed, 4, number])]);
        let (mut out, scene) = (String::new(), self.grammar.lexicon.any_scene(&mut own));
        self.grammar.expand(self.rules.organic, scene, &mut own, &mut out);
        reword(&out, 14, &mut own)
    }
}

fn foreign(grammar: &Grammar) -> Result<[RuleId; 6], GrammarError> {
    let mut rules = [grammar.rule("user")?; 6];
    for (place, language) in LANGUAGES.iter().enumerate() {
        rules[place] = grammar.rule(&format!("{language}.ask"))?;
    }
    Ok(rules)
}
