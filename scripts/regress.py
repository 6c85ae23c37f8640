#!/usr/bin/env python3
"""Tells whether a benchmark became slower: runs the criterion benches of two commits in turns on this machine.

usage: regress.py [BASE] [--threshold 1.15] [--bench NAME]... [--rounds N] [--filter TEXT]

HEAD is the working tree as it is, BASE a commit (default HEAD~1), checked out in target/regress. Both are built with
cargo (the base in target/regress-build, where everything is compiled the first time), then their programs run in turns
(base, head, head, base, ...), so that a machine that slows down slows both. A benchmark is slower where the median over
its rounds grew by more than the threshold and by more than the rounds of either side differ among themselves. Exits with
1 where one is slower, 2 where it could not be measured.

    scripts/regress.py                              # all benches against the commit before
    scripts/regress.py main --bench distance        # one of them against main

Python 3.11 or newer, standard library only.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

TREE = Path(__file__).resolve().parents[1]
# Benches that need arguments of their own and are not made with criterion.
NOT_CRITERION = {"crossover"}


class CannotMeasure(Exception):
    """Something is missing or failed, with what to do."""


def said(command, folder=TREE):
    """What a command prints."""
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise CannotMeasure(f"{' '.join(map(str, command))} ended with {done.returncode}; see above")
    return done.stdout


def checked_out(base):
    """The folder of a worktree at the base commit."""
    commit = said(["git", "rev-parse", "--verify", f"{base}^{{commit}}"]).strip()
    folder = TREE / "target" / "regress"
    said(["git", "worktree", "prune"])
    if folder.exists():
        said(["git", "checkout", "--quiet", "--detach", commit], folder)
    else:
        said(["git", "worktree", "add", "--quiet", "--detach", folder, commit])
    return folder, commit


def programs(folder, target, wanted):
    """Builds the benches of a tree and gives the program of each."""
    files = [*folder.glob("benches/*.rs"), *folder.glob("crates/*/benches/*.rs")]
    names = sorted(path.stem for path in files if path.stem not in NOT_CRITERION)
    names = [name for name in names if not wanted or name in wanted]
    if not names:
        return {}
    command = ["cargo", "bench", "--no-run", "--message-format=json", *(f"--bench={name}" for name in names)]
    environment = os.environ | {"CARGO_TARGET_DIR": str(target)}
    done = subprocess.run(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise CannotMeasure(f"cargo could not build the benches of {folder}; see above")
    built = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    made = [m for m in built if m.get("executable") and "bench" in m["target"]["kind"]]
    return {m["target"]["name"]: m["executable"] for m in made}


def round_of(program, folder, results, text):
    """Runs a bench once and gives the median nanoseconds of each of its benchmarks."""
    environment = os.environ | {"CRITERION_HOME": str(results)}
    command = [program, "--bench", "--noplot", "--save-baseline", "round", *([text] if text else [])]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.stderr.write(done.stderr)
        raise CannotMeasure(f"{' '.join(command)} ended with {done.returncode}; see above")
    medians = {}
    for file in results.glob("**/round/estimates.json"):
        identity = json.loads((file.parent / "benchmark.json").read_text(encoding="utf-8"))["full_id"]
        medians[identity] = json.loads(file.read_text(encoding="utf-8"))["median"]["point_estimate"]
        file.unlink()
    return medians


def differs(rounds):
    """How much rounds differ among themselves: the largest by the smallest, the farthest one left out of three or more."""
    middle = statistics.median(rounds)
    near = sorted(rounds, key=lambda value: abs(value - middle))
    near = near[:-1] if len(near) > 2 else near
    return max(near) / min(near)


def shown(nanoseconds):
    for unit, size in (("s", 1e9), ("ms", 1e6), ("us", 1e3)):
        if nanoseconds >= size:
            return f"{nanoseconds / size:,.3f} {unit}"
    return f"{nanoseconds:,.1f} ns"


def measured(sides, rounds, text):
    """Medians of all rounds: for each side, for each benchmark, a list. A bench that one side lacks runs for the other."""
    found = [{}, {}]
    for bench in sorted(sides[0][1].keys() | sides[1][1].keys()):
        for number in range(rounds):
            # Who comes first changes from round to round.
            for side in (0, 1) if number % 2 == 0 else (1, 0):
                folder, built = sides[side]
                if bench not in built:
                    continue
                print(f"{bench}: round {number + 1} of {rounds}: {('base', 'head')[side]}", file=sys.stderr)
                results = TREE / "target" / "regress-results" / f"{side}" / bench
                for identity, median in round_of(built[bench], folder, results, text).items():
                    found[side].setdefault(identity, []).append(median)
    return found


def report(base, head, threshold):
    """Prints the table and gives the names of what became slower."""
    slower = []
    print(f"{'':52} {'base':>14} {'head':>14} {'head/base':>9}  {'rounds differ by':>16}")
    for name in sorted(base.keys() | head.keys()):
        before, after = base.get(name), head.get(name)
        if before is None or after is None:
            side, rounds = ("head", after) if before is None else ("base", before)
            print(f"{name:52} {shown(statistics.median(rounds)):>14}  only in {side}")
            continue
        ratio = statistics.median(after) / statistics.median(before)
        noise = max(differs(before), differs(after))
        grown = ratio > threshold
        if grown and ratio > noise:
            slower.append(name)
        verdict = "SLOWER" if grown and ratio > noise else "within noise" if grown else ""
        medians = (shown(statistics.median(rounds)) for rounds in (before, after))
        print(f"{name:52} {next(medians):>14} {next(medians):>14} {ratio:9.3f}  {noise:16.3f}  {verdict}".rstrip())
    return slower


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", nargs="?", default="HEAD~1")
    parser.add_argument("--threshold", type=float, default=1.15)
    parser.add_argument("--bench", action="append")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--filter", default="", help="run only benchmarks whose name has this text")
    arguments = parser.parse_args()
    if arguments.threshold <= 1 or arguments.rounds < 1:
        parser.error("expected a threshold above 1 and at least one round")
    try:
        folder, commit = checked_out(arguments.base)
        print(f"base {commit[:12]} ({arguments.base}), head: the working tree", file=sys.stderr)
        # Each side has its own folder of builds: cargo tells trees of one workspace apart by the time of their files
        # alone, and in one folder would take the programs of one for those of the other.
        targets = [TREE / "target" / "regress-build", Path(os.environ.get("CARGO_TARGET_DIR", TREE / "target"))]
        trees = [folder, TREE]
        sides = [(tree, programs(tree, target, arguments.bench)) for tree, target in zip(trees, targets)]
        shared = set(sides[0][1].values()) & set(sides[1][1].values())
        if shared:
            raise CannotMeasure(f"both sides have the program {shared.pop()}; unset CARGO_TARGET_DIR")
        if not any(built for _, built in sides):
            raise CannotMeasure(f"there is no bench of {arguments.bench or 'any name'} in benches/ and crates/*/benches/; name one that is")
        base, head = measured(sides, arguments.rounds, arguments.filter)
    except (CannotMeasure, OSError) as error:
        print(f"regress: {error}", file=sys.stderr)
        sys.exit(2)
    slower = report(base, head, arguments.threshold)
    if slower:
        sys.exit(f"regress: {len(slower)} benchmark(s) slower by more than {arguments.threshold - 1:.0%}: {', '.join(slower)}")
    print(f"regress: no benchmark slower by more than {arguments.threshold - 1:.0%}")


if __name__ == "__main__":
    main()
