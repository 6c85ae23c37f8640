#!/usr/bin/env python3
"""Fits the weights of src/campaign/weights.rs on labelled traffic, and prints them.

usage: fit_weights.py LABELS_DIR GROUPS_JSONL [LABELS_DIR GROUPS_JSONL ...]

LABELS_DIR holds the labels that `hydrascope simulate --labels` writes; GROUPS_JSONL is what
`hydrascope-eval groups` writes for the same traffic: a line a group, with its features and request ids.
A group is a campaign where most of its requests are. Logistic regression with the sign that each signal must have and
a Gaussian prior that gives each some weight, so that one is not left out for being rare in the traffic at hand; every group counts alike, so that the probabilities are those of such traffic.
Standard library only.
"""
import collections
import gzip
import json
import math
import os
import sys

# Sign of each feature; 0 leaves it free.
SIGNS = dict(concentration=1, share=1, repetition=1, sweep=1, load=-1, clock=-1, rhythm=1, exchangeability=-1,
             infrastructure=1, actors=1)
PRIOR_MEAN, PRIOR_VARIANCE = 0.5, 2.0
STEPS, RATE = 6000, 0.02


def lines(path):
    path = path if os.path.exists(path) else path + ".gz"
    with gzip.open(path, "rt") if path.endswith(".gz") else open(path) as file:
        for line in file:
            yield json.loads(line)


def examples(labels, groups):
    campaign = {e["id"]: e["campaign"] for e in lines(os.path.join(labels, "labels.events.jsonl"))}
    size = collections.Counter(campaign.values())
    found = []
    for group in lines(groups):
        kinds = collections.Counter(campaign[i] for i in group["ids"])
        most = kinds.most_common(1)[0]
        pure = most[1] / len(group["ids"])
        if most[0] is not None and (pure < 0.6 or most[1] < 0.4 * size[most[0]]):
            continue  # neither one thing nor the other, or a splinter
        found.append((group["features"], most[0] is not None, group["names"]))
    return found[0][2], [(x, y, 1.0) for x, y, _ in found]


def fit(names, data):
    means = [PRIOR_MEAN * SIGNS[name] for name in names]
    weights, bias = list(means), 0.0
    moment = [[0.0, 0.0] for _ in range(len(names) + 1)]
    for step in range(1, STEPS + 1):
        gradient = [(w - m) / PRIOR_VARIANCE for w, m in zip(weights, means)] + [0.0]
        for x, y, w in data:
            z = bias + sum(a * b for a, b in zip(weights, x))
            error = w * (1 / (1 + math.exp(-max(-40, min(40, z)))) - y)
            for i, value in enumerate(x):
                gradient[i] += error * value
            gradient[-1] += error
        for i, g in enumerate(gradient):
            m = moment[i]
            m[0], m[1] = 0.9 * m[0] + 0.1 * g, 0.999 * m[1] + 0.001 * g * g
            change = RATE * (m[0] / (1 - 0.9**step)) / (math.sqrt(m[1] / (1 - 0.999**step)) + 1e-9)
            if i == len(names):
                bias -= change
            else:
                weights[i] -= change
                sign = SIGNS[names[i]]
                weights[i] = max(0.0, weights[i]) if sign > 0 else min(0.0, weights[i]) if sign < 0 else weights[i]
    return weights, bias


def main():
    names, data = None, []
    for labels, groups in zip(sys.argv[1::2], sys.argv[2::2]):
        names, found = examples(labels, groups)
        data += found
    if not data:
        sys.exit(__doc__)
    weights, bias = fit(names, data)
    for name, weight in zip(names, weights):
        print(f"{name:16} {weight:8.3f}")
    print(f"{'bias':16} {bias:8.3f}")
    wrong = [(1 / (1 + math.exp(-bias - sum(a * b for a, b in zip(weights, x)))), y) for x, y, _ in data]
    print("campaigns below 0.5:", sorted(round(p, 3) for p, y in wrong if y and p < 0.5))
    print("benign above 0.1:", sorted((round(p, 3) for p, y in wrong if not y and p > 0.1), reverse=True)[:20])


if __name__ == "__main__":
    main()
