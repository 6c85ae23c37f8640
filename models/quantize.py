"""Turns a sentence encoder's graph into one whose linear layers run on eight-bit integers.

    python models/quantize.py MINILM OUT [--text datasets/demo.jsonl.gz]

MINILM is a folder as export_minilm.py writes it; OUT gets the same files with another model.onnx, in plain ONNX
operators (QuantizeLinear and DequantizeLinear around each Gemm), and the cosine to the original on held-out text is
printed, with the largest difference that a batch makes.

Activations are unsigned bytes with one fixed scale a layer, found on calibration text, so a vector does not depend on
the texts beside it; weights are bytes about 128 with one scale a column. They are unsigned too: with signed ones, ONNX
Runtime's kernels for processors without VNNI add pairs of products in 16 bits, which overflow. Before that, each channel's range is shared
between activation and weight: Xiao et al., "SmoothQuant: Accurate and Efficient Post-Training Quantization for Large
Language Models" (2023). Attention, normalisation and the activation function stay in f32.
"""

import argparse
import gzip
import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import helper, numpy_helper
from tokenizers import Tokenizer

# shares of a channel's range that may be moved into the weights; each layer takes the one with the least error
ALPHAS = (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
SAMPLE = 3000  # calibration tokens on which that error is measured
PARTS = {"calibrate": 0, "hold out": 1}
TEXTS = 600
MAX_TOKENS = 128
ZERO = 128  # the byte that stands for a weight of zero
# cosine to the original that is asked for: the mean over held-out texts
LEAST_MEAN = 0.998
# the largest difference between a text's vector alone and beside others
MOST_MOVE = 1e-6


@dataclass
class Linear:
    """A product with a constant matrix [in, out] and the sum with a constant row behind it."""

    product: onnx.NodeProto
    sum: onnx.NodeProto
    weight: np.ndarray
    bias: np.ndarray


def linears(graph):
    """The linear layers, by the activation that goes in."""
    constants = {c.name: numpy_helper.to_array(c) for c in graph.initializer}
    consumer = {name: node for node in graph.node for name in node.input}
    found = {}
    for node in graph.node:
        if node.op_type == "MatMul" and getattr(constants.get(node.input[1]), "ndim", 0) == 2:
            behind = consumer[node.output[0]]
            if behind.op_type == "Add" and behind.input[1] in constants:
                layer = Linear(node, behind, constants[node.input[1]], constants[behind.input[1]])
                found.setdefault(node.input[0], []).append(layer)
    return found


def read_texts(path, part, count):
    """Every second distinct prompt of a log, from the first or from the second; `count` of them, evenly spread."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        prompts = sorted({json.loads(line)["prompt"] for line in lines})
    prompts = prompts[PARTS[part] :: 2]
    return prompts[:: max(1, len(prompts) // count)][:count]


def batches(tokenizer, texts, size=16):
    """Token ids in arrays [texts, tokens] of one length each."""
    by_length = {}
    for encoding in tokenizer.encode_batch(texts):
        by_length.setdefault(len(encoding.ids), []).append(encoding.ids)
    for _, rows in sorted(by_length.items()):
        for start in range(0, len(rows), size):
            yield np.array(rows[start : start + size], np.int64)


def session(model):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])


def run(running, ids, mask=None):
    feeds = {"input_ids": ids, "attention_mask": np.ones_like(ids) if mask is None else mask,
             "token_type_ids": np.zeros_like(ids)}
    return running.run(None, {i.name: feeds[i.name] for i in running.get_inputs()})


def observed(model, names, ids_of_batches):
    """For each named value, what it is over the calibration text: arrays [tokens, channels]."""
    watched = onnx.ModelProto()
    watched.CopyFrom(model)
    del watched.graph.output[:]
    watched.graph.output.extend(helper.make_empty_tensor_value_info(name) for name in names)
    running = session(watched)
    seen = [[] for _ in names]
    for ids in ids_of_batches:
        for values, value in zip(seen, run(running, ids)):
            values.append(value.reshape(-1, value.shape[-1]))
    return {name: np.concatenate(values) for name, values in zip(names, seen)}


def smoothing(activation, weights, alpha):
    """Divisor of each channel: large where the activation is large beside the weights."""
    a = np.maximum(np.abs(activation).max(0), 1e-5)
    w = np.maximum(np.max([np.abs(w).max(1) for w in weights], axis=0), 1e-5)
    s = a**alpha / w ** (1.0 - alpha)
    return (s / np.exp(np.log(s).mean())).astype(np.float32)


def unsigned_range(x):
    """Scale and zero point of unsigned bytes that hold every value of `x`, and zero."""
    low, high = min(float(x.min()), 0.0), max(float(x.max()), 0.0)
    scale = np.float32((high - low) / 255.0)
    return scale, np.uint8(np.clip(np.rint(-low / scale), 0, 255))


def rounded(x, scale, zero):
    """What is left of `x` after unsigned bytes."""
    return (np.clip(np.rint(x / scale) + zero, 0, 255) - zero) * scale


def columns_in_steps(w):
    """Whole steps from -127 to 127 and one scale a column, symmetric about zero."""
    scale = np.maximum(np.abs(w).max(0) / 127.0, 1e-8).astype(np.float32)
    return np.clip(np.rint(w / scale), -127, 127).astype(np.int8), scale


@dataclass
class Plan:
    """How the layers that share one activation are rounded, and what that adds to their sums on average."""

    smooth: np.ndarray
    scale: np.float32
    zero: np.uint8
    error: float
    shifts: list


def plan(activation, group, alpha):
    weights = [layer.weight for layer in group]
    s = smoothing(activation, weights, alpha)
    scale, zero = unsigned_range(activation / s)
    x = activation[:: max(1, len(activation) // SAMPLE)]
    made = Plan(s, scale, zero, 0.0, [])
    for weight in weights:
        columns, scales = columns_in_steps(weight * s[:, None])
        difference = rounded(x / s, scale, zero) @ (columns * scales) - x @ weight
        made.shifts.append(difference.mean(0))
        made.error += float(np.square(difference - difference.mean(0)).sum())
    return made


class Rewriter:
    """Puts quantised layers in the place of plain ones."""

    def __init__(self, model):
        self.model, self.graph = model, model.graph
        self.instead = {}  # what to write for a node, by the name of its output
        self.head = [helper.make_node("Shape", ["input_ids"], ["texts_tokens"])]

    def constant(self, name, array):
        if all(c.name != name for c in self.graph.initializer):
            self.graph.initializer.append(numpy_helper.from_array(np.asarray(array), name))
        return name

    def rows(self, width):
        """The name of the shape [texts, tokens, width]."""
        name = f"texts_tokens_{width}"
        if all(node.output[0] != name for node in self.head):
            last = self.constant(f"width_{width}", np.array([width], np.int64))
            self.head.append(helper.make_node("Concat", ["texts_tokens", last], [name], axis=0))
        return name

    def quantise(self, name, group, activation):
        """Quantises the layers that share the activation `name`."""
        best = min((plan(activation, group, alpha) for alpha in ALPHAS), key=lambda p: p.error)
        smooth = self.constant(f"{name}.smooth", (1.0 / best.smooth).astype(np.float32))
        a = [self.constant(f"{name}.scale", best.scale), self.constant(f"{name}.zero", best.zero)]
        flat = self.constant(f"{name}.flat", np.array([-1, len(best.smooth)], np.int64))
        new = [helper.make_node("Mul", [name, smooth], [f"{name}.smoothed"]),
               helper.make_node("QuantizeLinear", [f"{name}.smoothed", *a], [f"{name}.bytes"]),
               helper.make_node("Reshape", [f"{name}.bytes", flat], [f"{name}.rows"]),
               helper.make_node("DequantizeLinear", [f"{name}.rows", *a], [f"{name}.rounded"])]
        for layer, shift in zip(group, best.shifts):
            self.instead[layer.product.output[0]] = new + self.layer(f"{name}.rounded", layer, best, shift)
            self.instead[layer.sum.output[0]] = []
            new = []

    def layer(self, activation, layer, how, shift):
        """One layer on bytes; its bias is counted in steps of the product's sums."""
        out = layer.sum.output[0]
        columns, scales = columns_in_steps(layer.weight * how.smooth[:, None])
        steps = (scales * how.scale).astype(np.float32)
        bias = np.rint((layer.bias - shift) / steps.astype(np.float64)).astype(np.int32)
        # ONNX Runtime joins the three steps to one only where the zero points are written out.
        w = [self.constant(f"{out}.w", (columns.astype(np.int16) + ZERO).astype(np.uint8)),
             self.constant(f"{out}.w.scale", scales), self.constant(f"{out}.w.zero", np.full(len(scales), ZERO, np.uint8))]
        b = [self.constant(f"{out}.b", bias), self.constant(f"{out}.b.scale", steps),
             self.constant(f"{out}.b.zero", np.zeros(len(scales), np.int32))]
        return [helper.make_node("DequantizeLinear", w, [f"{out}.w.rounded"], axis=1),
                helper.make_node("DequantizeLinear", b, [f"{out}.b.rounded"], axis=0),
                helper.make_node("Gemm", [activation, f"{out}.w.rounded", f"{out}.b.rounded"], [f"{out}.flat"]),
                helper.make_node("Reshape", [f"{out}.flat", self.rows(len(scales))], [out])]

    def finish(self):
        """The model with the new nodes in their places and without constants that nothing uses."""
        nodes = self.head + [n for node in self.graph.node for n in self.instead.get(node.output[0], [node])]
        del self.graph.node[:]
        self.graph.node.extend(nodes)
        used = {name for node in nodes for name in node.input}
        kept = [c for c in self.graph.initializer if c.name in used]
        del self.graph.initializer[:]
        self.graph.initializer.extend(kept)
        onnx.checker.check_model(self.model)
        return self.model


def quantise(model, ids_of_batches):
    groups = linears(model.graph)
    seen = observed(model, list(groups), ids_of_batches)
    made = onnx.ModelProto()
    made.CopyFrom(model)
    rewriter = Rewriter(made)
    for name, group in linears(made.graph).items():
        rewriter.quantise(name, group, seen[name])
    return rewriter.finish()


def unit_mean(hidden, mask=None):
    """Unit rows of the mean over tokens."""
    mask = np.ones(hidden.shape[:2], np.float32) if mask is None else mask.astype(np.float32)
    v = (hidden * mask[..., None]).sum(1)
    return v / np.linalg.norm(v, axis=1, keepdims=True)


def cosines(a, b, ids_of_batches):
    a, b = session(a), session(b)
    return np.concatenate([(unit_mean(run(a, ids)[0]) * unit_mean(run(b, ids)[0])).sum(1) for ids in ids_of_batches])


def largest_move(model, ids_of_batches):
    """The largest difference of a number between a text's vector beside others and alone."""
    running, most = session(model), 0.0
    for ids in ids_of_batches:
        together = unit_mean(run(running, ids)[0])
        for i, row in enumerate(ids):
            alone = unit_mean(run(running, row[None])[0])[0]
            most = max(most, float(np.abs(alone - together[i]).max()))
    return most


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path, help="folder with model.onnx and tokenizer.json")
    parser.add_argument("out", type=Path, help="folder to write")
    here = Path(__file__).parent.parent
    parser.add_argument("--text", type=Path, default=here / "datasets/demo.jsonl.gz", help="log with prompts")
    args = parser.parse_args()
    tokenizer = Tokenizer.from_file(str(args.source / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    part = lambda which: list(batches(tokenizer, read_texts(args.text, which, TEXTS)))
    model = onnx.load(args.source / "model.onnx")
    made = quantise(model, part("calibrate"))
    held_out = part("hold out")
    cosine, move = cosines(model, made, held_out), largest_move(made, held_out)
    print(f"cosine to f32 on {len(cosine)} held-out texts: mean {cosine.mean():.5f}, min {cosine.min():.5f}; "
          f"largest difference made by the batch {move:.1e}")
    if cosine.mean() < LEAST_MEAN or move > MOST_MOVE:
        sys.exit(f"expected a mean of at least {LEAST_MEAN} and a difference of at most {MOST_MOVE}; nothing was written")
    shutil.copytree(args.source, args.out, dirs_exist_ok=True, ignore=shutil.ignore_patterns("model.onnx"))
    onnx.save(made, args.out / "model.onnx")
    print(f"{args.out}: written")


if __name__ == "__main__":
    main()
