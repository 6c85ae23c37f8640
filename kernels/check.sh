#!/usr/bin/env bash
# What needs a GPU: correctness against the plain twins, then timings beside torch, one short table last.
#
#   kernels/check.sh [OUT]     (default: target/check)
#
# Without a GPU it says so and ends with 0; with REQUIRE_GPU=1 it ends with 1. Needs NVRTC where the loader finds it
# (README.md, "On a GPU"), and for the baseline a python3 with torch and numpy (PYTHON names it). Where there is no Rust,
# HYDRASCOPE, CUDA_TEST and EMBED_TEST name programs that were built elsewhere: the command, and the two test programs that
# `cargo test --release --workspace --test cuda --test embed_gpu --no-run` makes.
#   MINILM, MINILM_GPU  folders of models: MiniLM in f32, and what models/for_gpu.py makes of it; with ONNX Runtime for CUDA
#                       in ORT_DYLIB_PATH they are timed too
#   ROWS, LARGE         rows of the join (1000000), and of the one that is streamed (10000000; 0: none)
set -euo pipefail
cd "$(dirname "$0")/.."

out=${1:-target/check}
python=${PYTHON:-python3}
rows=${ROWS:-1000000}
large=${LARGE:-10000000}
require=${REQUIRE_GPU:-0}

step() { printf '\n== %s ==\n' "$1"; }
hydrascope() {
    if [ -n "${HYDRASCOPE:-}" ]; then "$HYDRASCOPE" "$@"; else cargo run --quiet --release -p hydrascope-cli -- "$@"; fi
}

gpu=$(hydrascope doctor --json | "$python" -c 'import json, sys; print(json.load(sys.stdin)["gpu"])')
case "$gpu" in
*": recluster compares on it") step "GPU: ${gpu%%:*}" ;;
*)
    echo "SKIPPED: no GPU can be used, so NOTHING was checked: $gpu"
    [ "$require" != 1 ]
    exit
    ;;
esac
mkdir -p "$out"

step "Correctness"
if [ -n "${CUDA_TEST:-}" ]; then
    REQUIRE_GPU=1 "$CUDA_TEST"
    test -z "${EMBED_TEST:-}" || REQUIRE_GPU=1 "$EMBED_TEST"
else
    REQUIRE_GPU=1 cargo test --release --workspace --test cuda --test embed_gpu
fi

step "Data"
"$python" - "$out" "$rows" "$large" <<'PYTHON'
import os
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np

BLOCK = 100_000


def fill(flat, seed, start):
    """Clusters of five: some pairs are near, and no row is zero."""
    random, count = np.random.default_rng([seed, start]), min(BLOCK, len(flat) - start)
    centers = random.standard_normal((-(-count // 5), 384), dtype=np.float32)
    block = np.repeat(centers, 5, axis=0)[:count] + 0.3 * random.standard_normal((count, 384), dtype=np.float32)
    flat[start : start + count] = block / np.linalg.norm(block, axis=1, keepdims=True)


out, sizes = sys.argv[1], [int(n) for n in sys.argv[2:] if int(n)]
for size in sizes:
    flat = np.lib.format.open_memmap(f"{out}/rows-{size}.npy", "w+", np.float32, (size + 1024, 384))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(lambda start: fill(flat, size, start), range(0, len(flat), BLOCK)))
    flat.flush()
PYTHON

step "Join of $rows rows, beside torch"
hydrascope bench datasets/demo.jsonl.gz --size "$rows" --vectors "$out/rows-$rows.npy" --stage cuda-join --stage cuda-top10 \
    --runs 5 --peers --python "$python" --out "$out/join" >"$out/join.txt"
if [ "$large" != 0 ]; then
    step "Join of $large rows, streamed through two gigabytes"
    hydrascope bench datasets/demo.jsonl.gz --size "$large" --vectors "$out/rows-$large.npy" --stage cuda-join --runs 1 \
        --seconds 1 --gpu-memory 2000000000 --out "$out/large" >"$out/large.txt"
fi
if [ -n "${MINILM:-}" ] && [ -n "${MINILM_GPU:-}" ]; then
    step "MiniLM"
    "$python" kernels/prompts.py >"$out/prompts.jsonl"
    hydrascope bench "$out/prompts.jsonl" --stage minilm --minilm "$MINILM_GPU" --device cuda --runs 5 \
        --out "$out/minilm" >"$out/minilm.txt"
fi

step "Result"
"$python" kernels/table.py "$out"
