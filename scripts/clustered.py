#!/usr/bin/env python3
"""Writes unit vectors in clusters of about twenty (cosine about 0.67 within one, about 0 between two) as an .npy file of
32-bit numbers, the same for the same seed: what the table 'Comparing everything' of docs/performance.md was measured on.

usage: clustered.py FILE [--count N] [--dimension D] [--seed S]

Needs NumPy; the peers' environment (target/peers/*/bin/python, made by `hydrascope bench --peers`) has it.
"""

import argparse

import numpy as np

# A member lies so many lengths of its centre away from it.
SPREAD = 0.7
IN_A_CLUSTER = 20
AT_ONCE = 10_000


def unit(rows):
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("--count", type=int, default=101_100, help="100,000 rows and what the benchmark draws as queries")
    parser.add_argument("--dimension", type=int, default=384)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    random = np.random.default_rng(arguments.seed)
    draw = lambda count: unit(random.standard_normal((count, arguments.dimension), dtype=np.float32))
    centres = draw(-(-arguments.count // IN_A_CLUSTER))
    blocks = []
    for start in range(0, arguments.count, AT_ONCE):
        count = min(AT_ONCE, arguments.count - start)
        blocks.append(unit(centres[random.integers(len(centres), size=count)] + SPREAD * draw(count)))
    np.save(arguments.file, np.concatenate(blocks).astype(np.float32))


if __name__ == "__main__":
    main()
