#!/usr/bin/env python3
"""All pairs above a threshold with torch on a GPU: matrix product in blocks, threshold, nonzero; see common.py for the form.

The same rows in halves, which is what torch is fastest with on tensor cores; its product of bytes (torch._int_mm) as well. The
chip's ceilings come first: a large product of bf16 matrices, and a copy on the device.
"""

import numpy as np
import torch

from common import Subject, int8

BLOCK = 16_384


def seconds(work, runs):
    """Median seconds on the card."""
    taken = []
    for run in range(runs + 1):
        start, end = (torch.cuda.Event(enable_timing=True) for _ in range(2))
        start.record()
        work()
        end.record()
        torch.cuda.synchronize()
        taken.append(start.elapsed_time(end) / 1e3)
    return sorted(taken[1:])[runs // 2]


def ceilings(subject):
    size = 8192
    a, b = (torch.randn(size, size, device="cuda", dtype=torch.bfloat16) for _ in range(2))
    taken = seconds(lambda: a @ b, 10)
    subject.add("cuda-ceiling", "torch bf16 product", torch.__version__, 2 * size**3 / taken / 1e12, "TFLOP/s")
    data = torch.randint(0, 255, (1 << 32,), device="cuda", dtype=torch.uint8)
    to = torch.empty_like(data)
    taken = seconds(lambda: to.copy_(data), 10)
    subject.add("cuda-ceiling", "torch copy", torch.__version__, 2 * len(data) / taken / 1e9, "GB/s")


def join(rows, product, reaches):
    """Pairs found, each once."""
    found = 0
    for i in range(0, len(rows), BLOCK):
        for j in range(i, len(rows), BLOCK):
            above = reaches(product(rows[i : i + BLOCK], rows[j : j + BLOCK]), i, j)
            if i == j:
                above = above.triu(diagonal=1)
            found += len(above.nonzero())
    return found


def measure(subject, name, rows, product, reaches):
    pairs = len(rows) * (len(rows) - 1) / 2
    found = join(rows, product, reaches)
    taken = seconds(lambda: join(rows, product, reaches), 3)
    subject.add("cuda-join", name, torch.__version__, pairs / taken, "pairs/s", note=f"{found} pairs, {taken:.3f} s")


def main():
    subject = Subject(__doc__)
    if not torch.cuda.is_available():
        subject.missing.append({"name": "torch", "reason": "it finds no GPU"})
        subject.finish()
        return
    rows, least = subject.load("rows"), subject.spec["join_cosine"]
    subject.attempt("ceilings", lambda: ceilings(subject))
    half = torch.from_numpy(rows.astype(np.float16)).cuda()
    subject.attempt(
        "torch halves", lambda: measure(subject, "torch halves", half, lambda a, b: a @ b.T, lambda p, i, j: p >= least)
    )
    del half
    scales = torch.from_numpy(np.abs(rows).max(axis=1) / 127).cuda()
    byte = torch.from_numpy(int8(rows)).cuda()

    def reaches(products, i, j):
        scaled = products * scales[i : i + BLOCK, None] * scales[None, j : j + BLOCK]
        return scaled >= least

    subject.attempt(
        "torch bytes", lambda: measure(subject, "torch bytes", byte, lambda a, b: torch._int_mm(a, b.T), reaches)
    )
    subject.finish()


if __name__ == "__main__":
    main()
