"""What the subjects share: arguments, data, timing, and the form of their figures.

A subject is a script `SUBJECT.py FOLDER --threads N... --runs N` that prints one JSON object: `figures`, each with work,
peer, version, threads, value and unit (recall and note where there is something to say), and `missing`, each with
name and reason. FOLDER is what `hydrascope bench --peers` wrote.
"""

import argparse
import json
import statistics
import sys
import time
from pathlib import Path

import numpy as np

# Seconds after which a work is not run again.
BUDGET = 60.0


class Subject:
    """A subject's arguments and what it has measured so far. Figures are taken down for `threads`, at first the most that
    were asked for."""

    def __init__(self, description):
        parser = argparse.ArgumentParser(description=description)
        parser.add_argument("folder", type=Path)
        parser.add_argument("--threads", type=int, action="append")
        parser.add_argument("--runs", type=int, default=5)
        only = parser.add_mutually_exclusive_group()
        only.add_argument("--with-blas", action="store_true", help="only peers that multiply with OpenBLAS")
        only.add_argument("--without-blas", action="store_true", help="only the others")
        self.arguments = parser.parse_args()
        self.folder, self.runs = self.arguments.folder, self.arguments.runs
        self.all_threads = sorted(self.arguments.threads or [1])
        self.threads = self.all_threads[-1]
        self.spec = json.loads((self.folder / "spec.json").read_text(encoding="utf-8"))
        self.figures, self.missing = [], []

    def load(self, name):
        """A matrix of 32-bit floating-point numbers."""
        return np.ascontiguousarray(np.load(self.folder / f"{name}.npy"), dtype=np.float32)

    def texts(self, name):
        """Texts, one JSON string a line."""
        with open(self.folder / f"{name}.jsonl", encoding="utf-8") as lines:
            return [json.loads(line) for line in lines]

    def median(self, work):
        """Median seconds of the runs after one to warm up; what takes long is run less often, at least once."""
        seconds = []
        while len(seconds) <= self.runs and sum(seconds) < BUDGET:
            since = time.perf_counter()
            work()
            seconds.append(time.perf_counter() - since)
        return statistics.median(seconds[1:] or seconds)

    def add(self, work, peer, version, value, unit, recall=None, note=None, threads=None):
        """Takes a figure down, for the most threads unless said."""
        print(f"{work}: {peer} {version}: {value:,.1f} {unit}", file=sys.stderr)
        self.figures.append({
            "work": work, "peer": peer, "version": version, "threads": threads or self.threads, "value": value, "unit": unit,
            "recall": recall, "note": note,
        })

    def attempt(self, name, work):
        """Runs a peer; one that fails is taken down as missing, and the others go on."""
        try:
            work()
        except Exception as error:  # noqa: BLE001 - whatever a foreign library raises
            self.missing.append({"name": name, "reason": f"{type(error).__name__}: {error}"})

    def finish(self):
        """Prints the JSON object."""
        json.dump({"figures": self.figures, "missing": self.missing}, sys.stdout)


def blas():
    """Which kernels of which BLAS the libraries loaded so far multiply with."""
    import threadpoolctl

    found = {
        f"{pool['internal_api']} {pool.get('version')} {pool.get('architecture', '')}".strip()
        for pool in threadpoolctl.threadpool_info()
        if pool["user_api"] == "blas"
    }
    return ", ".join(sorted(found)) or "no BLAS that says which it is"


def int8(rows):
    """Rows as 8-bit integers, each scaled by its own largest number."""
    largest = np.maximum(np.abs(rows).max(axis=1, keepdims=True), 1e-12)
    return np.rint(rows / largest * 127).astype(np.int8)


def recall(rows, queries, truth, found):
    """The share of true nearest rows that were found. Which of several equally near rows is found is chance, so that a
    row as near as the farthest of the true ones counts; a row found twice counts once."""
    hits = 0
    for query, cosines, ids in zip(queries, truth, found):
        ids = np.unique([i for i in ids if 0 <= i < len(rows)])
        # The products are rounded otherwise than where the truth was made.
        hits += min(int((rows[ids] @ query >= cosines[-1] - 1e-6).sum()), len(cosines))
    return hits / truth.size
