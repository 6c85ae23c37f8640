#!/usr/bin/env python3
"""Holds a report to thresholds: prints value, threshold and verdict of each, exits 1 where one is missed.

usage: gate.py TRAFFIC_DIR REPORT_DIR GATE_TOML

TRAFFIC_DIR holds the labels and their scorer, score.py; REPORT_DIR is what `hydrascope detect --out` wrote.
Python 3.11 or newer, standard library only.
"""

import json
import subprocess
import sys
import tomllib
from pathlib import Path


def checks(gate, scores, run):
    """Yields (name, value or None, "at least" or "at most", threshold) for every threshold of the gate."""
    for name, threshold in gate["at_least"].items():
        yield name, scores.get(name), "at least", threshold

    shares = scores["flagged_share_by_benign_role"]
    limits = dict(gate["flagged_share_at_most"])
    default = limits.pop("default")
    for role in sorted(shares.keys() | limits.keys()):
        yield f"flagged share of {role}", shares.get(role), "at most", limits.get(role, default)

    for name, threshold in gate["run_at_most"].items():
        yield name, run.get(name), "at most", threshold


def holds(value, kind, threshold):
    """A value that is missing or no number holds nothing; NaN fails both comparisons."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    return value >= threshold if kind == "at least" else value <= threshold


def shown(value):
    if value is None:
        return "missing"
    return f"{value:,.4f}" if isinstance(value, float) else f"{value:,}"


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    traffic, report, gate_path = map(Path, sys.argv[1:])
    gate = tomllib.loads(gate_path.read_text(encoding="utf-8"))
    run = json.loads((report / "run.json").read_text(encoding="utf-8"))
    scorer = [sys.executable, str(traffic / "score.py"), str(traffic), str(report), "--json"]
    scores = json.loads(subprocess.run(scorer, check=True, stdout=subprocess.PIPE).stdout)

    missed = 0
    print(f"{'':34} {'value':>16}  {'':8} {'threshold':>16}  ok")
    for name, value, kind, threshold in checks(gate, scores, run):
        ok = holds(value, kind, threshold)
        missed += not ok
        print(f"{name:34} {shown(value):>16}  {kind:8} {shown(threshold):>16}  {'yes' if ok else 'NO'}")
    for name, campaign in sorted(scores["per_campaign"].items()):
        if not campaign["found"]:
            print(f"campaign not found: {name} {campaign}")
    if missed:
        sys.exit(f"gate: {missed} threshold(s) of {gate_path} missed")
    print("gate: every threshold holds")


if __name__ == "__main__":
    main()
