//! Benign look-alikes that a week may have beside the usual ones: what they share, and what they write.

mod agent;
mod framework;
mod kind;
mod list;
mod shared;

pub use kind::{LookAlikeKind, UnknownLookAlike};

use crate::account::Account;
use crate::error::GrammarError;
use crate::grammar::Grammar;
use crate::seed::{mix, random};
use crate::stream::Stream;
use crate::template::Template;
use agent::Agents;
use framework::Framework;
use list::List;
use shared::Shared;

/// How often of a hundred users of each app who ask once at a time ask about anything: in real apps of this kind
/// requests are hardly more alike within an account than between two.
const STRAY: [u32; 4] = [95, 70, 100, 85];

/// Apps, lists, frameworks and agents that look-alikes share. None of the lists is empty.
pub(crate) struct LookAlikes {
    seed: u64,
    once: Shared,
    timers: Shared,
    automations: Shared,
    recipes: Shared,
    companies: Shared,
    tutorials: Vec<List>,
    courses: Vec<List>,
    benchmarks: Vec<List>,
    frameworks: Vec<Framework>,
    agents: Agents,
}

impl LookAlikes {
    /// Draws everything; `scale` is the size of the traffic in relation to the default week.
    pub(crate) fn draw(grammar: &Grammar, seed: u64, scale: f64) -> Result<Self, GrammarError> {
        let count = |usual: f64, least: f64| (usual * scale.sqrt()).clamp(least, usual * 8.0) as usize;
        let path = |part: u64| random(&[seed, 11, part]);
        let shared = |rule, count, part| Shared::draw(grammar, rule, count, &mut path(part));
        let lists = |rule, lists, items, part: u64| -> Result<Vec<List>, GrammarError> {
            (0..lists as u64)
                .map(|n| List::draw(grammar, rule, n as usize, items, seed ^ (part << 8 | n)))
                .collect()
        };
        let frameworks = (0..count(2.0, 1.0) as u64)
            .map(|number| Framework::draw(grammar, number as usize, &mut random(&[seed, 11, 6, number])));
        // By turns texts to type and a loop to run over a list.
        let tutorials = (0..count(4.0, 2.0) as u64).map(|n| {
            let rule = if n.is_multiple_of(2) { "tutorial.step" } else { "tutorial.loop" };
            List::draw(grammar, rule, n as usize / 2, 12, seed ^ (7 << 8 | n))
        });
        Ok(Self {
            seed,
            once: shared("once.app", count(4.0, 2.0), 1)?,
            timers: shared("timer", count(4.0, 2.0), 2)?,
            automations: shared("automation", count(3.0, 1.0), 3)?,
            recipes: shared("recipe", 5, 4)?,
            companies: shared("company", count(2.0, 1.0), 5)?,
            tutorials: tutorials.collect::<Result<_, _>>()?,
            courses: lists("course", count(2.0, 1.0), 24, 8)?,
            benchmarks: lists("benchmark", 2, 400, 9)?,
            frameworks: frameworks.collect::<Result<_, _>>()?,
            agents: Agents::draw(grammar, count(3.0, 2.0), &mut path(10))?,
        })
    }

    /// How many apps, lists, frameworks or companies a kind has; above 0.
    pub(crate) fn count(&self, kind: LookAlikeKind) -> u32 {
        use LookAlikeKind as K;
        let count = match kind {
            K::OnceUser => self.once.count(),
            K::Timer => self.timers.count(),
            K::Automation => self.automations.count(),
            K::Hobbyist => self.recipes.count(),
            K::CompanyKeys => self.companies.count(),
            K::TutorialReader => self.tutorials.len(),
            K::Course => self.courses.len(),
            K::BenchmarkCrowd => self.benchmarks.len(),
            K::FrameworkUser => self.frameworks.len(),
            K::CodingAgent => self.agents.prompts.count(),
        };
        count as u32
    }

    /// The public recipe of that number, modulo their count.
    pub(crate) fn recipe(&self, number: u32) -> &Template {
        self.recipes.template(number)
    }

    /// The template of the app of that number whose users ask once at a time, modulo their count.
    pub(crate) fn once_app(&self, number: u32) -> &Template {
        self.once.template(number)
    }

    /// The coding agent of that number, modulo their count.
    pub(crate) fn agent(&self, number: u32) -> &Template {
        self.agents.prompts.template(number)
    }

    /// The prompt that is due on the stream, and its template's name within the kind.
    pub(crate) fn write(
        &self,
        (kind, number): (LookAlikeKind, u32),
        grammar: &Grammar,
        account: &Account,
        stream: &mut Stream,
    ) -> (String, String) {
        use LookAlikeKind as K;
        let (own, number) = (own_seed(self.seed, stream.account), number % self.count(kind));
        let text = match kind {
            K::OnceUser => {
                let stray = STRAY[((self.seed ^ u64::from(number)) % 4) as usize];
                self.once.of_interest(number, stray, grammar, account, stream)
            }
            K::Automation => self.automations.of_interest(number, 60, grammar, account, stream),
            // One hobbyist in four wants a bit of everything.
            K::Hobbyist if own.is_multiple_of(4) => self.recipes.of_anyone(number, grammar, stream),
            K::Hobbyist => self.recipes.of_topic(number, grammar, account, stream),
            K::Timer => self.timers.of_few(number, 1 + own % 5, own, grammar, account, stream),
            K::CompanyKeys => self.companies.of_anyone(number, grammar, stream),
            K::TutorialReader => return of(&self.tutorials, number).step(number, grammar, account, stream),
            K::Course => of(&self.courses, number).drawn(grammar, stream),
            K::BenchmarkCrowd => of(&self.benchmarks, number).in_order(grammar, stream),
            K::FrameworkUser => of(&self.frameworks, number).write(own, grammar, account, stream),
            K::CodingAgent => self.agents.write(number, grammar, account, stream),
        };
        (text, number.to_string())
    }
}

fn of<T>(all: &[T], number: u32) -> &T {
    &all[number as usize % all.len()]
}

/// What an account keeps to itself, whatever it sends.
fn own_seed(seed: u64, account: u32) -> u64 {
    mix(&[seed, 12, u64::from(account)])
}
