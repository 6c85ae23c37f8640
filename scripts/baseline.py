"""What a baseline is worth: makes docs/baseline.md. Needs nothing but Python and cargo.

    python3 scripts/baseline.py
"""

import gzip
import json
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "target" / "baseline"
PAGE = ROOT / "docs" / "baseline.md"
SECOND_WEEK = "2026-01-12T00:00:00Z"
SEEDS = [41, 42, 43, 44, 45, 46]
# About a hundredth of the requests of a week.
HIDDEN = {
    "plain": ["accounts=60", "each=42"],
    "noised": ["accounts=120", "each=20"],
    "rotating": ["accounts=90", "each=28"],
    "diluted": ["accounts=120", "each=20"],
}


def hydrascope(*arguments, ends=(0,)):
    command = ["cargo", "run", "--quiet", "--release", "-p", "hydrascope-cli", "--", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode not in ends:
        raise SystemExit(f"{' '.join(command)}\n{done.stderr}")
    return done


def simulate(name, *arguments):
    folder = WORK / name
    if not folder.exists():
        hydrascope("simulate", "--accounts", 14000, "--look-alikes", "all", "--labels", "--out", f"{folder}.part", *arguments)
        Path(f"{folder}.part").rename(folder)
    return folder


def rows(path):
    with gzip.open(path, "rt") if path.suffix == ".gz" else open(path) as lines:
        return [json.loads(line) for line in lines]


def flagged(folder, log, *arguments):
    """Campaign accounts flagged, of all, and innocent ones flagged."""
    report = WORK / "report"
    hydrascope("detect", log, "--quiet", "--out", report, *arguments)
    is_guilty = {row["account"]: row["campaign"] is not None for row in rows(folder / "labels.accounts.jsonl.gz")}
    found = rows(report / "accounts.jsonl")
    named = [row["account"] for row in found if row["flagged"]]
    guilty = sum(is_guilty[account] for account in named)
    return guilty, sum(is_guilty[row["account"]] for row in found), len(named) - guilty


def another_week():
    out, sums = [], [0] * 6
    for seed in SEEDS:
        quiet = simulate(f"quiet-{seed}", "--days", 14, "--campaigns", "none", "--seed", seed)
        week = simulate(f"week-{seed}", "--campaigns", "all", "--seed", seed)
        baseline = WORK / "baseline.json"
        hydrascope("calibrate", quiet / "traffic.jsonl.gz", "--since", SECOND_WEEK, "--quiet", "--out", baseline)
        log = week / "traffic.jsonl.gz"
        figures = [*flagged(week, log), *flagged(week, log, "--baseline", baseline)]
        sums = [a + b for a, b in zip(sums, figures)]
        out.append((seed, *figures))
    return [*out, ("**all**", *sums)]


def hidden():
    out = []
    for kind, tactics in HIDDEN.items():
        tactics = [word for tactic in tactics for word in ("--tactic", tactic)]
        weeks = simulate(f"hidden-{kind}", "--days", 14, "--campaigns", kind, *tactics, "--seed", 71)
        log, second, baseline = weeks / "traffic.jsonl.gz", WORK / "second.jsonl", WORK / "baseline.json"
        with gzip.open(log, "rt") as lines, open(second, "w") as kept:
            kept.writelines(line for line in lines if json.loads(line)["ts"] >= SECOND_WEEK)
        requests = [row["campaign"] is not None for row in rows(weeks / "labels.events.jsonl.gz")]
        told = hydrascope("calibrate", log, "--until", SECOND_WEEK, "--fail-on-campaign", "--quiet", "--out", baseline, ends=(0, 3))
        guilty, all_of_it, _ = flagged(weeks, second, "--baseline", baseline)
        warned = "yes" if told.returncode == 3 else "no"
        out.append((kind, f"{sum(requests) / len(requests):.4f}", warned, f"{guilty} of {all_of_it}"))
    return out


def table(head, body):
    lines = ["| " + " | ".join(map(str, row)) + " |" for row in [head, ["---"] * len(head), *body]]
    return "\n".join(lines) + "\n"


def main():
    WORK.mkdir(parents=True, exist_ok=True)
    head = ["seed", "campaign accounts flagged", "of", "innocent ones", "with the baseline", "of", "innocent ones"]
    text = "# What a baseline is worth\n\nOne command made this page, with every number in it; change nothing by hand:\n\n"
    text += "```sh\npython3 scripts/baseline.py\n```\n\n"
    text += "A baseline of a simulated week without campaigns, then a week with all kinds of them on the same applications:\n\n"
    text += table(head, another_week())
    text += "\nA campaign hides in the log that the baseline is made of, and goes on in the week after:\n\n"
    text += table(["campaign", "its share of the requests", "warned of", "its accounts flagged in the week after"], hidden())
    PAGE.write_text(text)


if __name__ == "__main__":
    main()
