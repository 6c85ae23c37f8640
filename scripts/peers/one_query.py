#!/usr/bin/env python3
"""The speed at which memory can be read: as many bytes as int8 rows have, each once; see common.py for the form."""

from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version

import numpy as np

from common import Subject

# Ways to read every byte of an array; the fastest counts. Each is a loop of vector instructions inside NumPy.
WAYS = {
    "largest of bytes": (np.int8, np.max),
    "largest of words": (np.int32, np.max),
    "sum of words": (np.int64, np.sum),
    "largest of floats": (np.float32, np.max),
}
# Reads a run: one alone is too short to time.
READS = 20


def main():
    subject = Subject(__doc__)
    rows = subject.load("rows")
    data = np.ones(rows.size // 64 * 64, dtype=np.int8)
    pool = ThreadPoolExecutor(subject.threads)
    speeds = {}
    for name, (kind, read) in WAYS.items():
        # Each thread reads a part of its own.
        parts = np.array_split(data.view(kind), subject.threads)

        def reads(part, read=read):
            for _ in range(READS):
                read(part)

        def run(parts=parts, reads=reads):
            list(pool.map(reads, parts))

        speeds[name] = data.size * READS / subject.median(run)
    best = max(speeds, key=speeds.get)
    note = f"{data.size / 1e6:,.1f} MB read by NumPy: {best}, the fastest of {len(WAYS)} ways"
    subject.add("one-query", "plain read", version("numpy"), speeds[best], "bytes/s", note=note)
    subject.finish()


if __name__ == "__main__":
    main()
