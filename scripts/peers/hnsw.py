#!/usr/bin/env python3
"""Graphs by usearch, hnswlib and faiss: build, search at recall 0.99, bytes a vector; see common.py for the form.

Built with the most threads alone, since building takes long; searched with each number of threads.
"""

import time
from importlib.metadata import version

import numpy as np

from common import Subject, int8, recall

LINKS, BUILD_WIDTH = 16, 200
ENOUGH = 0.99
# Forms of usearch that other forms of it have surpassed at all smaller sizes are not built for more rows than this.
MANY, SURPASSED = 300_000, ("usearch f32", "usearch i8")
# Search widths, of which the smallest counts that finds enough.
WIDTHS = (10, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024)


class Usearch:
    def __init__(self, kind, rows, threads):
        from usearch.index import Index

        self.threads = threads
        # Its own 8-bit form scales all rows alike and finds less; rows that are scaled one by one are its best.
        self.code = int8 if kind == "i8" else lambda vectors: vectors
        self.index = Index(
            ndim=rows.shape[1], metric="cos" if kind == "i8" else "ip", dtype=kind, connectivity=LINKS,
            expansion_add=BUILD_WIDTH, enable_key_lookups=False,
        )
        self.index.add(np.arange(len(rows)), self.code(rows), threads=threads)

    def use(self, threads):
        self.threads = threads

    def widen(self, width):
        self.index.expansion_search = width

    def search(self, queries, count):
        return self.index.search(self.code(queries), count, threads=self.threads).keys

    def bytes(self):
        return self.index.serialized_length


class Hnswlib:
    def __init__(self, rows, threads):
        import hnswlib

        self.index = hnswlib.Index(space="ip", dim=rows.shape[1])
        self.index.init_index(max_elements=len(rows), M=LINKS, ef_construction=BUILD_WIDTH, random_seed=1)
        self.index.set_num_threads(threads)
        self.index.add_items(rows, np.arange(len(rows)))

    def use(self, threads):
        self.index.set_num_threads(threads)

    def widen(self, width):
        self.index.set_ef(width)

    def search(self, queries, count):
        return self.index.knn_query(queries, k=count)[0]

    def bytes(self):
        return self.index.index_file_size()


class Faiss:
    def __init__(self, rows, threads):
        import faiss

        faiss.omp_set_num_threads(threads)
        self.faiss = faiss
        self.index = faiss.IndexHNSWFlat(rows.shape[1], LINKS, faiss.METRIC_INNER_PRODUCT)
        self.index.hnsw.efConstruction = BUILD_WIDTH
        self.index.add(rows)

    def use(self, threads):
        self.faiss.omp_set_num_threads(threads)

    def widen(self, width):
        self.index.hnsw.efSearch = width

    def search(self, queries, count):
        return self.index.search(queries, count)[1]

    def bytes(self):
        return self.faiss.serialize_index(self.index).size


PEERS = {
    "usearch f32": ("usearch", lambda rows, threads: Usearch("f32", rows, threads)),
    "usearch f16": ("usearch", lambda rows, threads: Usearch("f16", rows, threads)),
    "usearch i8": ("usearch", lambda rows, threads: Usearch("i8", rows, threads)),
    "hnswlib": ("hnswlib", Hnswlib),
    "faiss HNSW": ("faiss-cpu", Faiss),
}


def measure(subject, name, rows, queries, truth):
    package, build = PEERS[name]
    number = version(package)
    made = []

    def run():
        made.clear()
        made.append(build(rows, subject.threads))

    # Building takes long: no run to warm up.
    since = time.perf_counter()
    run()
    seconds = time.perf_counter() - since
    if seconds < 5:
        seconds = subject.median(run)
    note = f"M {LINKS}, efConstruction {BUILD_WIDTH}"
    subject.add("graph-build", name, number, len(rows) / seconds, "vectors/s", note=note)
    index, count = made[0], subject.spec["neighbours"]
    subject.add("graph-bytes", name, number, index.bytes() / len(rows), "bytes", note="serialised size")
    best = (0.0, 0)
    for width in WIDTHS:
        index.widen(width)
        reached = recall(rows, queries, truth, index.search(queries, count))
        if reached > best[0]:
            best = (reached, width)
        if reached >= ENOUGH:
            break
    reached, width = best
    index.widen(width)
    note = f"ef {width}" if reached >= ENOUGH else f"ef {width}: {ENOUGH} is not reached by {WIDTHS[-1]}"
    for threads in subject.all_threads:
        index.use(threads)
        seconds = subject.median(lambda: index.search(queries, count))
        subject.add("graph-search", name, number, len(queries) / seconds, "queries/s", reached, note, threads)


def main():
    subject = Subject(__doc__)
    rows, queries, truth = (subject.load(name) for name in ("rows", "queries", "truth"))
    for name in PEERS:
        if len(rows) > MANY and name in SURPASSED:
            subject.missing.append({"name": name, "reason": f"usearch f16 is better; not built for more than {MANY:,} rows"})
            continue
        subject.attempt(name, lambda name=name: measure(subject, name, rows, queries, truth))
    subject.finish()


if __name__ == "__main__":
    main()
