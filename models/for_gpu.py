"""Turns a sentence encoder's graph into one for GPUs: halves inside, pooling in the graph.

    python models/for_gpu.py MINILM OUT

MINILM is a folder as export_minilm.py writes it. OUT gets the same files with another model.onnx, whose numbers are halves
(IEEE 754 binary16) but for normalisation, softmax and pooling, and whose output is one vector a text: a GPU then sends back
384 numbers for a text instead of 384 for each of its tokens. Pooling is the plain mean over all tokens, so batches must not
be padded; hydrascope's are not. The cosine to the original on this project's own text is printed.
"""

import argparse
import gzip
import json
import shutil
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper
from onnxruntime.transformers.float16 import convert_float_to_float16
from tokenizers import Tokenizer

# What halves would round too far, or overflow.
IN_FLOATS = ["LayerNormalization", "Softmax", "ReduceMean", "Erf"]
TEXTS = 300
MAX_TOKENS = 128
LEAST_MEAN = 0.999


def pooled(model):
    """The graph with the mean over tokens behind it as its only output."""
    graph = model.graph
    hidden = graph.output[0].name
    width = graph.output[0].type.tensor_type.shape.dim[2].dim_value
    axes = helper.make_tensor("mean_axes", TensorProto.INT64, [1], [1])
    opset = next(o.version for o in model.opset_import if o.domain in ("", "ai.onnx"))
    if opset < 18:
        node = helper.make_node("ReduceMean", [hidden], ["sentence_embedding"], axes=[1], keepdims=0)
    else:
        graph.initializer.append(axes)
        node = helper.make_node("ReduceMean", [hidden, "mean_axes"], ["sentence_embedding"], keepdims=0)
    graph.node.append(node)
    del graph.output[:]
    graph.output.append(helper.make_tensor_value_info("sentence_embedding", TensorProto.FLOAT, ["batch", width]))
    return model


def vectors(path, inputs, encodings, pool):
    """One vector a text, each run alone."""
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    rows = []
    for ids in encodings:
        feed = {name: np.array([ids if name == "input_ids" else [int(name == "attention_mask")] * len(ids)], np.int64)
                for name in inputs}
        row = session.run(None, feed)[0][0]
        row = row.mean(axis=0) if pool else row
        rows.append(row / np.linalg.norm(row))
    return np.array(rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("minilm", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--text", type=Path, default=Path(__file__).resolve().parents[1] / "datasets" / "demo.jsonl.gz")
    arguments = parser.parse_args()
    model = onnx.load(arguments.minilm / "model.onnx")
    inputs = [value.name for value in model.graph.input]
    half = convert_float_to_float16(pooled(model), keep_io_types=True, op_block_list=IN_FLOATS)
    shutil.copytree(arguments.minilm, arguments.out, dirs_exist_ok=True, ignore=shutil.ignore_patterns("model.onnx", "1_Pooling"))
    onnx.save(half, arguments.out / "model.onnx")

    tokenizer = Tokenizer.from_file(str(arguments.minilm / "tokenizer.json"))
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.no_padding()
    with gzip.open(arguments.text, "rt", encoding="utf-8") as lines:
        texts = sorted({json.loads(line)["prompt"] for line in lines})
    texts = texts[:: max(1, len(texts) // TEXTS)]
    encodings = [tokenizer.encode(text).ids for text in texts]
    before = vectors(arguments.minilm / "model.onnx", inputs, encodings, True)
    after = vectors(arguments.out / "model.onnx", inputs, encodings, False)
    cosines = (before * after).sum(axis=1)
    print(f"cosine to the original on {len(texts)} texts: mean {cosines.mean():.6f}, least {cosines.min():.6f}")
    if cosines.mean() < LEAST_MEAN:
        sys.exit(f"expected a mean of at least {LEAST_MEAN}")


if __name__ == "__main__":
    main()
