"""Prints what kernels/check.sh measured as one table, beside its bars: table.py OUT."""

import json
import sys
from pathlib import Path


def results(folder):
    path = folder / "bench.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"results": [], "peers": []}


def seconds(report, stage):
    return next((r["seconds"]["median"] for r in report["results"] if r["stage"] == stage), None)


def main():
    out = Path(sys.argv[1])
    join, large, minilm = (results(out / name) for name in ("join", "large", "minilm"))
    lines = []
    for figure in (f for record in join["peers"] for f in record["figures"]):
        lines.append((figure["peer"], f"{figure['value']:.4g} {figure['unit']}", figure.get("note") or ""))
    kernels, whole = seconds(join, "cuda-join: kernels"), seconds(join, "cuda-join")
    rows = next((r["items"] for r in join["results"]), 0)
    if kernels:
        lines.append((f"join of {rows:,} rows: kernels", f"{kernels:.3f} s", "bar at a million: 0.6 s"))
        lines.append(("  with encoding, copies and decisions in f32", f"{whole:.3f} s", ""))
        fastest = max(
            (f["value"] for record in join["peers"] for f in record["figures"] if f["work"] == "cuda-join"), default=None
        )
        if fastest:
            pairs = rows * (rows - 1) / 2
            lines.append(("  times the fastest torch: kernels", f"{pairs / kernels / fastest:.2f}", "bar: 3"))
            lines.append(("  times the fastest torch: whole", f"{pairs / whole / fastest:.2f}", ""))
    if top := seconds(join, "cuda-top10"):
        lines.append(("ten nearest of 1,024 queries", f"{top:.3f} s", ""))
    of_large = seconds(large, "cuda-join: kernels")
    if kernels and of_large:
        items = next(r["items"] for r in large["results"])
        times = of_large / (kernels * (items / rows) ** 2)
        lines.append((f"join of {items:,} rows: kernels", f"{of_large:.1f} s", f"{times:.2f} of the square; bar: 1.3"))
        lines.append(("  whole", f"{seconds(large, 'cuda-join'):.1f} s", ""))
    for result in minilm["results"]:
        lines.append(("MiniLM, 32 tokens a prompt", f"{result['per_second']:,.0f} prompts/s", "bar: 50,000"))
    widths = [max(len(line[i]) for line in lines) for i in range(2)]
    for name, value, note in lines:
        print(f"{name:<{widths[0]}}  {value:>{widths[1]}}  {note}")


if __name__ == "__main__":
    main()
