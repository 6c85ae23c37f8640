"""Times other programs that turn texts into vectors, on texts and models of one's own.

    python -m pip install -r scripts/peers/requirements-embed.txt
    python scripts/peers/embed.py TEXTS [--minilm DIR] [--minilm-int8 DIR] [--static models/static] [--threads 2]
                                  [--only NAME ...] [--limit N]

TEXTS holds one JSON string a line. Prints one JSON object: for each peer its version, its texts a second (the median
of three runs over all texts, of fewer where they take more than a minute, with the settings that were fastest on some of
them). A peer that cannot run here has an "error" instead.
--minilm is a folder of models/export_minilm.py; --minilm-int8 one of models/quantize.py, which OpenVINO is given too.
Nothing is downloaded.
"""

import argparse
import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

RUNS = 3
# Seconds after which a peer is not run again.
BUDGET = 60.0
TRIED = 300
MAX_TOKENS = {"minilm": 256, "static": 512}


def rate(encode, texts):
    """Texts a second of one run."""
    start = time.perf_counter()
    encode(texts)
    return len(texts) / (time.perf_counter() - start)


def model2vec(args):
    import numpy as np
    import onnx
    from model2vec import StaticModel
    from onnx import numpy_helper
    from tokenizers import Tokenizer

    constants = {c.name: numpy_helper.to_array(c) for c in onnx.load(args.static / "model.onnx").graph.initializer}
    table = constants["rows"].astype(np.float32) * constants["scales"].reshape(-1, 1)
    model = StaticModel(table, Tokenizer.from_file(str(args.static / "tokenizer.json")), normalize=True)
    fixed = {"max_length": MAX_TOKENS["static"], "use_multiprocessing": False}
    # The size of a batch matters most, and the best one depends on the texts.
    for batch in (128, 1024, 4096):
        yield f"batch {batch}", lambda texts, b=batch: model.encode(texts, batch_size=b, **fixed)


def copied(minilm, folder):
    """A copy of the folder, its tokenizer made to pad to the longest of a batch and to cut where ours does.

    As published it pads every text to 128 tokens, which would slow the peers that obey it.
    """
    shutil.copytree(minilm, folder, dirs_exist_ok=True)
    tokenizer = json.loads((minilm / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer["truncation"]["max_length"] = MAX_TOKENS["minilm"]
    tokenizer["padding"] = None
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer), encoding="utf-8")
    return folder


def fastembed(args):
    from fastembed import TextEmbedding
    from fastembed.common.model_description import ModelSource, PoolingType

    name = "local/minilm"
    TextEmbedding.add_custom_model(model=name, pooling=PoolingType.MEAN, normalization=True, dim=384,
                                   sources=ModelSource(url="local"), model_file="model.onnx")
    with tempfile.TemporaryDirectory() as folder:
        model = TextEmbedding(name, specific_model_path=str(copied(args.minilm, Path(folder))), threads=args.threads)
        # It pads each batch to its longest text without sorting them; its own 256 takes gigabytes where a text is long.
        for batch in (8, 16, 32):
            yield f"f32, batch {batch}", lambda texts, b=batch: list(model.embed(texts, batch_size=b))


def sentence_transformers(args):
    import torch
    from onnxruntime import SessionOptions
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(args.threads)
    options = SessionOptions()
    options.intra_op_num_threads = args.threads
    with tempfile.TemporaryDirectory() as folder:
        folder = copied(args.minilm, Path(folder))
        (folder / "1_Pooling/config.json").write_text(
            json.dumps({"word_embedding_dimension": 384, "pooling_mode_mean_tokens": True}))
        # What its export_dynamic_quantized_onnx_model does for avx512_vnni: signed weights, one scale a column.
        (folder / "onnx").mkdir()
        quantize_dynamic(args.minilm / "model.onnx", folder / "onnx/model_qint8_avx512_vnni.onnx", per_channel=True,
                         weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul"],
                         extra_options={"MatMulConstBOnly": True})
        model = SentenceTransformer(str(folder), backend="onnx", device="cpu", local_files_only=True,
                                    model_kwargs={"file_name": "onnx/model_qint8_avx512_vnni.onnx",
                                                  "provider": "CPUExecutionProvider", "session_options": options})
        for batch in (32, 64):
            yield f"dynamic int8, batch {batch}", lambda texts, b=batch: model.encode(
                texts, batch_size=b, normalize_embeddings=True)


def openvino(args):
    import numpy as np
    import openvino as ov
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(args.minilm / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS["minilm"])
    core = ov.Core()

    def encoder(folder, precision):
        settings = {"INFERENCE_NUM_THREADS": args.threads, "NUM_STREAMS": args.threads,
                    "INFERENCE_PRECISION_HINT": precision, "PERFORMANCE_HINT": "THROUGHPUT"}
        compiled = core.compile_model(str(folder / "model.onnx"), "CPU", settings)
        wanted = [port.get_any_name() for port in compiled.inputs]
        queue = ov.AsyncInferQueue(compiled, args.threads)

        def encode(texts):
            ids = [e.ids for e in tokenizer.encode_batch(texts)]
            order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
            out = np.zeros((len(ids), 384), np.float32)

            def done(request, state):
                rows, mask = state
                v = (request.get_output_tensor(0).data * mask[..., None]).sum(1)
                out[rows] = v / np.linalg.norm(v, axis=1, keepdims=True)

            queue.set_callback(done)
            for start in range(0, len(order), 32):
                rows = order[start : start + 32]
                padded = np.zeros((len(rows), max(len(ids[i]) for i in rows)), np.int64)
                mask = np.zeros_like(padded)
                for place, i in enumerate(rows):
                    padded[place, : len(ids[i])], mask[place, : len(ids[i])] = ids[i], 1
                feeds = {"input_ids": padded, "attention_mask": mask, "token_type_ids": np.zeros_like(padded)}
                queue.start_async({k: feeds[k] for k in wanted}, (rows, mask))
            queue.wait_all()
            return out

        return encode

    yield "f32", encoder(args.minilm, "f32")
    yield "bf16", encoder(args.minilm, "bf16")
    if args.minilm_int8:
        yield "int8 of models/quantize.py", encoder(args.minilm_int8, "f32")


PEERS = {"model2vec": (model2vec, "static"), "fastembed": (fastembed, "minilm"),
         "sentence-transformers": (sentence_transformers, "minilm"), "openvino": (openvino, "minilm")}


def measure(name, args, texts):
    """What a peer reaches, or why it cannot run."""
    run, needs = PEERS[name]
    if getattr(args, needs) is None:
        return {"error": f"needs --{needs}"}
    try:
        return fastest(run(args), name, texts)
    except Exception as error:  # a peer that fails must not hide the others
        return {"error": f"{type(error).__name__}: {str(error)[:300]}"}


def fastest(settings, name, texts):
    """Tries each setting on some texts, and times the best of them on all."""
    some = texts[:: max(1, len(texts) // TRIED)]
    encoders = {label: encode for label, encode in settings if encode(some) is not None}
    tried = {label: round(rate(encode, some), 1) for label, encode in encoders.items()}
    best = max(tried, key=tried.get)
    rates = []
    while len(rates) < RUNS and sum(len(texts) / r for r in rates) < BUDGET:
        rates.append(rate(encoders[best], texts))
    return {"version": version(name), "texts_per_second": round(statistics.median(rates), 1), "settings": best,
            "tried": tried}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    for option in ("--minilm", "--minilm-int8", "--static"):
        parser.add_argument(option, type=Path)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--only", nargs="+", choices=PEERS, default=list(PEERS))
    parser.add_argument("--limit", type=int, help="texts at most")
    args = parser.parse_args()
    texts = [json.loads(line) for line in args.texts.read_text(encoding="utf-8").splitlines()][: args.limit]
    # Peers' own settings cannot reach every pool of threads, so the process is kept to so many cores.
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: args.threads])
    for variable in ("OMP_NUM_THREADS", "RAYON_NUM_THREADS"):
        os.environ[variable] = str(args.threads)
    os.environ.update(TOKENIZERS_PARALLELISM="true", HF_HUB_OFFLINE="1")
    json.dump({name: measure(name, args, texts) for name in args.only}, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()
