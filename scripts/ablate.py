#!/usr/bin/env python3
"""What the embedding and each signal of the evidence are worth: scores of detect with one of them left out.

usage: ablate.py HYDRASCOPE TRAFFIC_DIR [MODEL_DIR]

HYDRASCOPE is the built command; TRAFFIC_DIR holds traffic.jsonl.gz, its labels and their scorer score.py; MODEL_DIR is
another sentence encoder to try. Prints a table. Standard library only.
"""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

COLUMNS = ["account_ap", "recall_at_fpr_1e3", "precision", "recall", "campaigns_found", "template_b3_f1"]


def scores(hydrascope, traffic, scorer, options):
    with tempfile.TemporaryDirectory() as out:
        log = next(traffic.glob("traffic.jsonl.*"))
        subprocess.run([hydrascope, "detect", log, "--out", out, "--quiet", *options], check=True, stdout=subprocess.DEVNULL)
        found = subprocess.run([sys.executable, scorer, traffic, out, "--json"], check=True, capture_output=True)
        return json.loads(found.stdout), json.loads((Path(out) / "run.json").read_text())


def signals(hydrascope):
    """The names that the command itself gives as possible values of --without."""
    said = subprocess.run([hydrascope, "detect", "--help"], check=True, capture_output=True, text=True).stdout
    behind = said[said.index("--without"):]
    listed = behind[behind.index("[possible values:") + 17:]
    return [name.strip() for name in listed[:listed.index("]")].split(",")]


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    hydrascope, traffic = sys.argv[1], Path(sys.argv[2])
    scorer = traffic / "score.py"
    runs = [("default", []), ("no embedding", ["--no-embedding"])]
    if len(sys.argv) == 4:
        runs.append((f"model {Path(sys.argv[3]).name}", ["--model", sys.argv[3]]))
    runs += [(f"without {signal}", ["--without", signal]) for signal in signals(hydrascope)]
    print(f"{'':24}" + "".join(f"{column:>19}" for column in COLUMNS) + f"{'seconds':>9}")
    for name, options in runs:
        found, run = scores(hydrascope, traffic, scorer, options)
        print(f"{name:24}" + "".join(f"{found[column]:19.4f}" for column in COLUMNS) + f"{run['seconds']:9.2f}", flush=True)


if __name__ == "__main__":
    main()
