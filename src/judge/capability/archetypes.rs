//! Archetypes: what requests for a capability sound like.

/// Archetypes of a capability.
pub(super) const EACH: usize = 6;

/// Requests for each capability, in the order of all, each in other words.
pub(super) const ARCHETYPES: [[&str; EACH]; 8] = [
    // Reasoning.
    [
        "Solve the problem and show every step of your reasoning before the final answer.",
        "Explain in detail, step by step, the thinking that leads to this answer.",
        "Think aloud, write down your chain of thought, then conclude.",
        "Prove the statement and justify each deduction.",
        "Work through this maths problem and derive the result.",
        "Reconstruct the reasoning process behind the given solution.",
    ],
    // Grading.
    [
        "Rate the answer from one to ten by the criteria below.",
        "Which of the two responses is better, A or B? Explain your preference.",
        "Grade the essay against this rubric and give marks for each criterion.",
        "You are an impartial judge: evaluate the quality of the assistant's reply.",
        "Score how helpful, harmless and honest the response is.",
        "Compare the candidates' answers and choose the winner.",
    ],
    // Code.
    [
        "Write a function in Python that does the following.",
        "Fix the bug in this code and explain the error.",
        "Implement an algorithm and add unit tests.",
        "Review this pull request and refactor the class.",
        "Write a SQL query over these tables.",
        "Complete the program so that the tests pass.",
    ],
    // Agents.
    [
        "You can call the following tools: search, open the browser, run a command; answer with the next tool call as JSON.",
        "Use the functions below to finish the task, and act until it is done.",
        "Plan the next action, execute it, observe the result and repeat.",
        "Here is the list of available tools with their parameters.",
        "You are an autonomous agent working in a terminal and editing files in a repository.",
        "Browse the site, click the right element and fill in the form.",
    ],
    // Rewriting.
    [
        "Rewrite this text in a formal tone.",
        "Summarise the article in three sentences.",
        "Paraphrase the paragraph and keep its meaning.",
        "Correct grammar and spelling in this passage.",
        "Shorten the text below for a newsletter.",
        "Make this message friendlier.",
    ],
    // Translation.
    [
        "Translate the following sentence into German.",
        "Give the French translation of this text.",
        "Translate from Chinese to English and keep the register.",
        "How does one say this in Spanish?",
        "Render this passage in Japanese, then in Korean.",
        "Traduis le texte suivant en anglais.",
    ],
    // Knowledge.
    [
        "What is the capital of this country?",
        "Answer the question about history with facts.",
        "Explain what this scientific term means.",
        "Given the passage, answer the question about it.",
        "List the main causes of this event.",
        "Who invented this, and when?",
    ],
    // Generation.
    [
        "Write a short story about the following theme.",
        "Make up a new question of the same kind as this example.",
        "Generate a diverse list of instructions that a user could ask.",
        "Invent a more complex version of the given prompt.",
        "Write a blog post about this topic.",
        "Play the role of a character and continue the dialogue.",
    ],
];
