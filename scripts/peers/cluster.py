#!/usr/bin/env python3
"""Text to clusters by SemHash and by rensa with connected components; see common.py for the form."""

from importlib.metadata import version
from pathlib import Path

import numpy as np

from common import Subject

STATIC = Path(__file__).resolve().parents[2] / "models" / "static"
# Signatures of MinHash: numbers, and how many of them make a band (a Jaccard likeness of about 0.7).
NUMBERS, BAND = 128, 8


def static_model():
    """model2vec's form of the built-in static model: its own table and tokenizer."""
    import onnx
    from model2vec import StaticModel
    from onnx import numpy_helper
    from tokenizers import Tokenizer

    graph = onnx.load(STATIC / "model.onnx").graph
    parts = {constant.name: numpy_helper.to_array(constant) for constant in graph.initializer}
    table = parts["rows"].astype(np.float32) * parts["scales"][:, None]
    return StaticModel(table, Tokenizer.from_file(str(STATIC / "tokenizer.json")), normalize=True)


def semhash(subject, texts):
    from semhash import SemHash

    model, found = static_model(), []

    def run():
        found[:] = [SemHash.from_records(texts, model=model).self_deduplicate(threshold=0.9)]

    seconds = subject.median(run)
    note = f"threshold 0.9, the built-in static model: {len(found[0].selected)} of {len(texts)} texts kept"
    subject.add("clusters", "SemHash", version("semhash"), len(texts) / seconds, "texts/s", note=note)


def rensa(subject, texts):
    from rensa import RMinHash
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    found = []

    def run():
        words = [set(text.split()) for text in texts]
        signs = np.array(RMinHash.digest_matrix_from_token_sets(words, NUMBERS, 42).to_rows(), dtype=np.uint32)
        # Texts that share a band are joined to the first one with it: the components are those of all pairs.
        starts, ends = [], []
        for at in range(0, NUMBERS, BAND):
            band = np.ascontiguousarray(signs[:, at:at + BAND]).view(f"V{4 * BAND}").ravel()
            _, first, of = np.unique(band, return_index=True, return_inverse=True)
            starts.append(first[of])
            ends.append(np.arange(len(texts)))
        starts, ends = np.concatenate(starts), np.concatenate(ends)
        graph = coo_matrix((np.ones(len(starts), dtype=bool), (starts, ends)), shape=(len(texts), len(texts)))
        found[:] = [connected_components(graph, directed=False)[0]]

    seconds = subject.median(run)
    note = f"words, {NUMBERS} numbers in bands of {BAND}, connected components: {found[0]} of {len(texts)} texts"
    subject.add("clusters", "rensa", version("rensa"), len(texts) / seconds, "texts/s", note=note)


def main():
    subject = Subject(__doc__)
    texts = subject.texts("prompts")
    for peer in (semhash, rensa):
        subject.attempt(peer.__name__, lambda peer=peer: peer(subject, texts))
    subject.finish()


if __name__ == "__main__":
    main()
