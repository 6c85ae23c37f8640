//! The words that signals look for, in lower case: our own, for the kinds of words that the signals' authors describe.

/// Asks for reasoning, grades, preference data, answers for a machine.
pub(super) const REASONING: &[&str] = &[
    "chain of thought",
    "chain-of-thought",
    "step by step",
    "step-by-step",
    "your reasoning",
    "reasoning process",
    "internal reasoning",
    "full reasoning",
    "thought process",
    "each step",
    "every step",
    "all steps",
    "reward model",
    "preference pair",
    "scoring rubric",
    "grading rubric",
    "according to the rubric",
    "as a judge",
    "as an impartial judge",
    "as a grader",
    "as an evaluator",
    "labeled tuple",
    "uncensored",
    "without censorship",
    "politically sensitive",
    "reinforcement learning",
    "json only",
    "only json",
    "only in json",
    "valid json",
];

/// What a prompt is about, by capability.
pub(super) const CAPABILITIES: [&[&str]; 7] = [
    &["chain of thought", "step by step", "reasoning"],
    &["tool call", "tool_call", "function call", "agent", "multi-step"],
    &["implement", "unit test", "refactor", "production-ready"],
    &["screenshot", "computer use", "on the screen"],
    &["reward model", "rubric", "reinforcement"],
    &["censor", "politically"],
    &["data analyst", "statistical", "data set"],
];

/// Asks for marks that nobody sees.
pub(super) const MARKS: &[&str] = &[
    "zero-width",
    "zero width",
    "invisible character",
    "hidden character",
    "unicode steganography",
    "watermark detect",
    "detect watermark",
    "remove watermark",
    "u+200",
    "\\u200",
    "normalize unicode",
    "normalise unicode",
];

/// What a prompt asks for, the most telling verb first.
pub(super) const VERBS: &[&str] = &[
    "implement",
    "translate",
    "summarize",
    "rewrite",
    "classify",
    "extract",
    "compare",
    "evaluate",
    "generate",
    "explain",
    "describe",
    "list",
    "write",
    "find",
];

/// Roles and instructions that make every answer worth keeping.
pub(super) const ROLES: &[&str] = &[
    "you are an expert",
    "you are a leading",
    "you are a world-class",
    "you are highly skilled",
    "act as an expert",
    "never refuse",
    "do not refuse",
    "no disclaimers",
    "without disclaimers",
    "without warnings",
    "no restrictions",
    "in maximum detail",
    "as much detail as possible",
    "show every step",
    "think aloud",
    "detailed chain of thought",
    "training example",
    "training data",
    "train a model",
    "another ai",
    "exhaustive",
    "leave nothing out",
    "all aspects",
    "comprehensive",
    "answer in json",
    "output json",
    "machine-readable",
    "in xml tags",
];

/// Begins a list of tasks.
pub(super) const TASKS: &[&str] = &["task 1", "step 1", "question 1", "part 1"];
/// Words that make a list of tasks together.
pub(super) const ORDER: [&str; 3] = ["first,", "then,", "finally,"];

/// What a model should refuse, by kind: violence, drugs, weapons of mass destruction, crime by computer, self-harm, sex, fraud,
/// privacy.
pub(super) const REFUSED: [&[&str]; 8] = [
    &["how to kill", "how to hurt someone", "how to stab", "make a weapon", "build a bomb", "make a bomb"],
    &["methamphetamine", "fentanyl", "cook meth", "drug synthesis", "synthesize drugs", "make cocaine"],
    &[
        "nerve agent",
        "sarin",
        "anthrax",
        "ricin",
        "dirty bomb",
        "biological weapon",
        "chemical weapon",
        "bioweapon",
    ],
    &["malware", "ransomware", "keylogger", "phishing", "exploit code", "hack into", "crack a password"],
    &["commit suicide", "kill myself", "self-harm", "overdose"],
    &["pornograph", "erotic", "sexually explicit"],
    &["credit card fraud", "identity theft", "counterfeit", "fake id", "how to scam", "launder money"],
    &["doxx", "stalk", "home address of", "spy on my", "track someone"],
];

/// What a prompt is about; the first that a prompt names is its topic, and a prompt that names none has one of its own.
pub(super) const TOPICS: [&[&str]; 11] = [
    &["code", "function", "algorithm", "python", "javascript", "rust", "sql", "api", "implement"],
    &["calculate", "equation", "integral", "probability", "matrix", "theorem", "geometry", "algebra"],
    &["biology", "chemistry", "physics", "quantum", "molecule", "experiment", "hypothesis"],
    &["diagnosis", "symptom", "treatment", "medication", "disease", "patient", "clinical"],
    &["legal", "contract", "liability", "court", "regulation", "compliance", "statute"],
    &["invest", "stock", "financial", "revenue", "accounting", "economic"],
    &["story", "poem", "creative", "fiction", "narrative", "character"],
    &["step by step", "reasoning", "deduce", "infer", "logic", "argument"],
    &["translate", "grammar", "language", "spanish", "french", "chinese", "japanese"],
    &["history", "explain", "what is", "who was", "when did", "where", "describe"],
    &["harmful", "ethical", "dangerous", "appropriate", "safety"],
];
