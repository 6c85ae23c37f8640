#!/usr/bin/env python3
"""Draws cost against size for each stage, from what `hydrascope bench --size ... --out DIR` wrote.

usage: plot.py BENCH_JSON... OUT_SVG [--threads N]

Several files, of runs at other sizes on one machine, are drawn as one.

Both axes are logarithmic; a line at the slope of the dashed ones grows in step with its size, a steeper one faster.
Python 3.11 or newer, standard library only.
"""

import argparse
import json
import math
import sys
from pathlib import Path
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 960, 600
LEFT, RIGHT, TOP, BOTTOM = 80, 250, 56, 64
# Colours that people with any colour vision tell apart (Okabe and Ito), with dashes where they run out.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
DASHES = ("", "7 4", "2 3")
FASTER = 1.1


def exponent(points):
    """The slope of the logarithm of seconds over that of items, by least squares."""
    xs, ys = ([math.log(value) for value in axis] for axis in zip(*points))
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys)) / sum((x - mean_x) ** 2 for x in xs)


def lines_of(bench, threads):
    """For each stage the points (items, median seconds, of a search for each query), where there are two sizes or more."""
    lines = {}
    for result in bench["results"]:
        # Parts of a stage are left to the table.
        if result["threads"] == threads and ":" not in result["stage"] and result["items"] > 0:
            lines.setdefault(result["stage"], []).append((result["items"], result["seconds"]["median"] / result["queries"]))
    return {stage: sorted(points) for stage, points in lines.items() if len({items for items, _ in points}) > 1}


class Axis:
    """A logarithmic axis between whole powers of ten."""

    def __init__(self, values, start, end):
        self.low, self.high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
        self.high = max(self.high, self.low + 1)
        self.start, self.end = start, end

    def at(self, value):
        share = (math.log10(value) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)

    def powers(self):
        return [10.0**power for power in range(self.low, self.high + 1)]


def text(x, y, words, anchor="start", size=13, extra=""):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}"{extra}>{escape(words)}</text>'


def shown(value):
    if value >= 1e6:
        return f"{value / 1e6:g} M"
    if value >= 1e3:
        return f"{value / 1e3:g} k"
    return f"{value:g}"


def grid(x, y):
    """Lines at the powers of ten with their numbers, and dashed ones of linear growth."""
    parts = ['<clipPath id="inside"><rect x="%d" y="%d" width="%d" height="%d"/></clipPath>'
             % (LEFT, TOP, WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM)]
    for value in x.powers():
        parts.append(f'<path d="M{x.at(value):.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#ddd"/>')
        parts.append(text(x.at(value), HEIGHT - BOTTOM + 20, shown(value), "middle"))
    for value in y.powers():
        parts.append(f'<path d="M{LEFT} {y.at(value):.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>')
        parts.append(text(LEFT - 8, y.at(value) + 4, f"{shown(value)} s", "end"))
    low, high = 10.0**x.low, 10.0**x.high
    for power in range(y.low - (x.high - x.low), y.high + 1):
        ends = [(low, 10.0**power), (high, 10.0**power * high / low)]
        path = "L".join(f"{x.at(a):.1f} {y.at(b):.1f}" for a, b in ends)
        parts.append(f'<path d="M{path}" stroke="#aaa" stroke-dasharray="1 5" fill="none" clip-path="url(#inside)"/>')
    return parts


def drawing(bench, threads):
    """The whole drawing as SVG."""
    lines = lines_of(bench, threads)
    if not lines:
        sys.exit(f"plot: expected results at two sizes or more with {threads} threads; run bench with --size twice or more")
    points = [point for line in lines.values() for point in line]
    x = Axis([items for items, _ in points], LEFT, WIDTH - RIGHT)
    y = Axis([seconds for _, seconds in points], HEIGHT - BOTTOM, TOP)
    growth = {stage: exponent(points) for stage, points in lines.items()}
    machine = bench["machine"]
    title = f"hydrascope {machine['hydrascope']}: cost against size, {threads} threads"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        text(LEFT, 24, title, size=17),
        text(LEFT, 44, f"{machine['processor']}, {machine['vector_level']}; medians, of a search for one query; dotted: linear growth", size=12),
        *grid(x, y),
        text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 16, "size of the stage's own problem (requests, texts, vectors)", "middle"),
    ]
    # The legend in the order of the lines' right ends, so that it reads as the drawing does.
    order = sorted(lines, key=lambda stage: -lines[stage][-1][1])
    for place, stage in enumerate(order):
        style = f'stroke="{COLOURS[place % len(COLOURS)]}" stroke-width="2" fill="none"'
        style += f' stroke-dasharray="{DASHES[place // len(COLOURS) % len(DASHES)]}"'
        path = "L".join(f"{x.at(items):.1f} {y.at(seconds):.1f}" for items, seconds in lines[stage])
        row = TOP + 14 + place * 24
        parts.append(f'<path d="M{path}" {style}/>')
        parts.append(f'<path d="M{WIDTH - RIGHT + 16} {row}h28" {style}/>')
        faster = growth[stage] > FASTER
        words = f"{stage}: n^{growth[stage]:.2f}"
        weight = ' font-weight="bold"' if faster else ""
        parts.append(text(WIDTH - RIGHT + 52, row + 4, words, extra=weight))
    row = TOP + 14 + len(order) * 24
    parts.append(text(WIDTH - RIGHT + 16, row + 8, "bold: faster than linear", size=11))
    return "\n".join([*parts, "</svg>", ""])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path, nargs="+")
    parser.add_argument("out", type=Path)
    parser.add_argument("--threads", type=int, help="which results to draw [default: the most threads]")
    arguments = parser.parse_args()
    benches = [json.loads(path.read_text(encoding="utf-8")) for path in arguments.bench]
    bench = benches[0] | {"results": [result for one in benches for result in one["results"]]}
    threads = arguments.threads or max(bench["plan"]["threads"])
    arguments.out.write_text(drawing(bench, threads), encoding="utf-8")


if __name__ == "__main__":
    main()
