#!/usr/bin/env python3
"""Exact search by faiss (flat), simsimd (pair by pair) and numkong (packed matrices); see common.py for the form."""

from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version

import numpy as np

from common import Subject, blas, int8

# Queries a block of numkong's and simsimd's matrix of products.
BLOCK = 256
# Rows of the join that are looked up at most; the rest would take as long for each.
SAMPLE = 2048
# Rows a block of that matrix: the fastest that were found, since what is larger leaves the caches.
NUMKONG_ROWS, SIMSIMD_ROWS = 1024, 256


def faiss_flat(subject, rows, queries):
    import faiss

    faiss.omp_set_num_threads(subject.threads)
    index = faiss.IndexFlatIP(rows.shape[1])
    index.add(rows)
    # OpenBLAS may be held to kernels for another processor.
    cosines, ids = index.search(queries[:64], 1)
    if np.abs(cosines[:, 0] - (rows[ids[:, 0]] * queries[:64]).sum(axis=1)).max() > 1e-3:
        raise ArithmeticError(f"wrong products with {blas()}")
    name, number = "faiss IndexFlatIP", version("faiss-cpu")
    seconds = subject.median(lambda: index.search(queries, subject.spec["neighbours"]))
    subject.add("exact-top10", name, number, len(rows) * len(queries) / seconds, "pairs/s", note=f"f32, {blas()}")
    sample = rows[:SAMPLE]
    seconds = subject.median(lambda: index.range_search(sample, subject.spec["join_cosine"]))
    whole = seconds * len(rows) / len(sample)
    note = f"f32, {blas()}, range_search of {len(sample)} rows, scaled to all; each pair is met from both ends"
    subject.add("exact-join", name, number, len(rows) * (len(rows) - 1) / 2 / whole, "pairs/s", note=note)


def products(subject, name, number, block, step, rows, queries, note):
    """Times a peer that gives products alone: what it would select from them is left out in its favour."""
    parts = [slice(start, start + step) for start in range(0, len(rows), step)]
    prepared = [block(rows[part]) for part in parts]
    blocks = [queries[start:start + BLOCK] for start in range(0, len(queries), BLOCK)]

    def run():
        for part in prepared:
            for some in blocks:
                part(some)

    seconds = subject.median(run)
    for work in ("exact-top10", "exact-join"):
        subject.add(work, name, number, len(rows) * len(queries) / seconds, "pairs/s", note=note)


def simsimd_pairs(subject, rows, queries):
    import simsimd

    def block(part):
        def products(some):
            simsimd.cdist(some, part, "dot", threads=subject.threads)
        return products

    note = "int8, cdist: pair by pair, products alone, nothing selected"
    products(subject, "simsimd pairs", version("simsimd"), block, SIMSIMD_ROWS, int8(rows), int8(queries), note)


def numkong_packed(subject, rows, queries):
    import numkong

    pool = ThreadPoolExecutor(subject.threads)

    def block(part):
        packed = numkong.dots_pack(part, dtype="int8")
        out = numkong.zeros((BLOCK, len(part)), dtype="int32")

        def products(some):
            if len(some) != BLOCK:
                numkong.dots_packed(some, packed)
                return
            cuts = np.linspace(0, BLOCK, subject.threads + 1).astype(int).tolist()
            jobs = [
                pool.submit(numkong.dots_packed, some, packed, out=out, start_row=a, end_row=b)
                for a, b in zip(cuts, cuts[1:])
            ]
            for job in jobs:
                job.result()
        return products

    note = f"int8, packed, {BLOCK} queries a block, products alone, nothing selected"
    products(subject, "numkong packed", version("numkong"), block, NUMKONG_ROWS, int8(rows), int8(queries), note)


def main():
    subject = Subject(__doc__)
    rows, queries = subject.load("rows"), subject.load("queries")
    peers = [] if subject.arguments.without_blas else [faiss_flat]
    peers += [] if subject.arguments.with_blas else [simsimd_pairs, numkong_packed]
    for peer in peers:
        subject.attempt(peer.__name__, lambda peer=peer: peer(subject, rows, queries))
    subject.finish()


if __name__ == "__main__":
    main()
