//! Benign look-alikes that a week may have beside the usual ones: the kinds.

use crate::kinds::kinds;

kinds! {
    /// Benign accounts that look like a campaign; the kind's name is their role in the labels.
    LookAlikeKind, UnknownLookAlike, "kind of look-alike";
    OnceUser = "once_user", "Users of an app who ask once at a time: own rates, hours and interests, no sessions.";
    Timer = "timer", "Clocks: the same few topics at a fixed interval.";
    Automation = "automation", "Shared no-code recipes that fire at the full hour, daily or when something came in.";
    TutorialReader = "tutorial_reader", "Readers who try a tutorial's texts or run its loop over a popular list, one sitting each.";
    Course = "course", "Classes: all on the same days, shared questions in one template.";
    Hobbyist = "hobbyist", "Data-set hobbyists with public recipes: few accounts each, own topic, own pace.";
    FrameworkUser = "framework_user", "Users of a framework: long system prompt in several releases, a line of their own, chats.";
    CompanyKeys = "company_keys", "Many keys of one company: one payment mark, load balanced.";
    CodingAgent = "coding_agent", "Coding agents: 10 to 30 requests with a growing history in one sitting.";
    BenchmarkCrowd = "benchmark_crowd", "Many accounts that each run the same public benchmark.";
}
