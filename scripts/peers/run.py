#!/usr/bin/env python3
"""Runs other libraries on the data that `hydrascope bench --peers` wrote, and prints their figures as one JSON object.

usage: run.py FOLDER [--threads N]... [--runs N] [--only SUBJECT]... [--python PATH] [--minilm DIR] [--minilm-int8 DIR]

Each subject runs in a process of its own, once for each number of threads, held to so many cores; graphs are built once,
with the most threads, and searched with each number. Without --python, an environment with the pinned packages of
requirements.txt is made once in target/peers. What happens is told on standard error. Python 3.11 or newer, standard
library only.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
TREE = HERE.parents[1]
SUBJECTS = {
    "exact": "exact.py", "one-query": "one_query.py", "hnsw": "hnsw.py", "cluster": "cluster.py", "cuda": "gpu_join.py",
}
# What does its work once and takes down figures for all numbers of threads.
ONCE = {"hnsw", "cuda"}
# embed.py has another form; these are its texts and its peers.
ENCODERS = {
    "embed": ("distinct.jsonl", ["model2vec"]),
    "minilm": ("minilm.jsonl", ["fastembed", "sentence-transformers", "openvino"]),
}


def python_with(requirements):
    """The Python of an environment with these packages, made where there is none yet."""
    pins = "".join(path.read_text(encoding="utf-8") for path in requirements)
    folder = TREE / "target" / "peers" / hashlib.sha256(pins.encode()).hexdigest()[:12]
    python = folder / "bin" / "python"
    if not (folder / "complete").exists():
        print(f"making {folder}", file=sys.stderr)
        venv.create(folder, with_pip=True, clear=True)
        command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        for path in requirements:
            command += ["-r", path]
        subprocess.run(command, check=True, stdout=sys.stderr)
        (folder / "complete").touch()
    return python


def held(command, threads, kernels=None):
    """Runs a command on so many cores and gives the JSON object that it prints; an error with its last words. `kernels` are
    those that OpenBLAS takes; by itself, it takes those of the processor that it knows."""
    environment = os.environ | {
        name: str(threads) for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")
    }
    # They force a kernel for another processor on OpenBLAS, with which a peer is not at its best.
    for forced in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"):
        environment.pop(forced, None)
    if kernels:
        environment["OPENBLAS_CORETYPE"] = kernels
    environment["TOKENIZERS_PARALLELISM"] = "true" if threads > 1 else "false"
    cores = sorted(os.sched_getaffinity(0))[:threads] if hasattr(os, "sched_getaffinity") else None
    hold = (lambda: os.sched_setaffinity(0, cores)) if cores else None
    done = subprocess.run(
        [str(word) for word in command], env=environment, preexec_fn=hold, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, check=False,
    )
    sys.stderr.write(done.stderr)
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or [f"exit code {done.returncode}"]
        raise RuntimeError(last[0])
    return json.loads(done.stdout)


def subject_of(name, arguments, threads):
    """Figures and missing ones of one subject, for some numbers of threads."""
    python = arguments.python or python_with([HERE / "requirements.txt"])
    command = [python, HERE / SUBJECTS[name], arguments.folder, "--runs", arguments.runs]
    for number in threads:
        command += ["--threads", number]
    if name != "exact":
        return held(command, max(threads))
    found = held([*command, "--without-blas"], max(threads))
    best = best_kernels(command, threads)
    return {part: found[part] + best[part] for part in found}


def best_kernels(command, threads):
    """What those give that multiply with OpenBLAS, with the kernels that make them fastest: of a processor younger than it is,
    OpenBLAS may choose kernels twenty years old."""
    tried = []
    for kernels in [None, "Haswell", "SkylakeX"]:
        try:
            tried.append(held([*command, "--with-blas"], max(threads), kernels))
        except (RuntimeError, ValueError) as error:
            # Kernels that the processor cannot run, or that compute something else, end the process.
            print(f"OpenBLAS with kernels for {kernels}: {error}", file=sys.stderr)
    if not tried:
        raise RuntimeError("OpenBLAS runs with no kernels")
    return max(tried, key=lambda found: sum(figure["value"] for figure in found["figures"]))


def encoders(work, arguments, threads):
    """Figures and missing ones of embed.py, which prints `{"peer": {"version": ..., "texts_per_second": ...}}`; for one
    number of threads."""
    script, (file, peers) = HERE / "embed.py", ENCODERS[work]
    [threads] = threads
    if not script.exists():
        raise RuntimeError(f"there is no {script.name}")
    command = [script, arguments.folder / file, "--threads", threads]
    if work == "embed":
        command += ["--static", TREE / "models" / "static"]
    elif arguments.minilm:
        command += ["--minilm", arguments.minilm]
        command += ["--minilm-int8", arguments.minilm_int8] if arguments.minilm_int8 else []
    else:
        raise RuntimeError("there is no MiniLM: name its folder with --minilm")
    # What MiniLM's peers need of each other has no room for model2vec.
    file = "requirements.txt" if work == "embed" else "requirements-embed.txt"
    python = arguments.python or python_with([HERE / file])
    figures, missing, values = [], [], {}
    for peer in peers:
        # A process for each: what one leaves behind, or that it was ended, is nothing to the next.
        try:
            values |= held([python, *command, "--only", peer], threads)
        except (RuntimeError, OSError, ValueError) as error:
            values[peer] = {"error": str(error)}
    for peer, value in values.items():
        if "texts_per_second" not in value:
            missing.append({"name": peer, "reason": str(value.get("error", value))})
            continue
        figures.append({
            "work": work, "peer": peer, "version": str(value["version"]), "threads": threads,
            "value": value["texts_per_second"], "unit": "texts/s", "note": value.get("settings"),
        })
    return {"figures": figures, "missing": missing}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--threads", type=int, action="append")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", action="append", choices=[*SUBJECTS, *ENCODERS])
    parser.add_argument("--python")
    parser.add_argument("--minilm", type=Path)
    parser.add_argument("--minilm-int8", type=Path)
    arguments = parser.parse_args()
    figures, missing = [], []
    for name in arguments.only or [*SUBJECTS, *ENCODERS]:
        numbers = arguments.threads or [1]
        for threads in [numbers] if name in ONCE else [[number] for number in numbers]:
            try:
                measure = encoders if name in ENCODERS else subject_of
                found = measure(name, arguments, threads)
            except (RuntimeError, subprocess.CalledProcessError, OSError, ValueError) as error:
                missing.append({"name": name, "reason": str(error)})
                continue
            figures += found["figures"]
            missing += found["missing"]
    json.dump({"figures": figures, "missing": missing}, sys.stdout)
    print()


if __name__ == "__main__":
    main()
