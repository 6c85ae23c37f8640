#!/usr/bin/env python3
"""Groups prompts as public tools do, each at several settings, for `hydrascope-eval peers`.

usage: groups.py TEXTS OUT | groups.py --check

TEXTS holds one JSON string a line. OUT gets one JSON object a line, for each setting of a tool: `tool`, `version`, `setting`,
and `clusters`, the number of each text's cluster in the order of TEXTS. --check only looks for the packages, which
requirements-groups.txt names. No text is printed. Python 3.11 or newer.
"""

import argparse
import json
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

# The packages that each tool needs, by its module; a module has `JOBS` and `groups(texts, job)`, which yields lines of OUT.
TOOLS = {"groups_minhash": ["numpy", "rensa"], "groups_drain3": ["drain3"]}
REQUIREMENTS = Path(__file__).resolve().with_name("requirements-groups.txt")

texts = []


def end(words):
    """Ends the script with words of its own; whoever runs it passes on no others, since those of a library may quote a text."""
    sys.exit(f"groups.py: {words}")


def load(path):
    """Reads a process its texts."""
    with open(path, encoding="utf-8") as lines:
        texts.extend(json.loads(line) for line in lines)


def work(tool, job):
    """The lines of a tool's job."""
    return [json.dumps(found) + "\n" for found in import_module(tool).groups(texts, job)]


def write_groups(path, out):
    """Does all jobs, as many at a time as there are cores."""
    jobs = [(tool, job) for tool in TOOLS for job in import_module(tool).JOBS]
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    with ProcessPoolExecutor(cores, initializer=load, initargs=(path,)) as pool, open(out, "w", encoding="utf-8") as file:
        for lines in pool.map(work, *zip(*jobs)):
            file.writelines(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, nargs="?")
    parser.add_argument("out", type=Path, nargs="?")
    parser.add_argument("--check", action="store_true", help="only look for the packages")
    arguments = parser.parse_args()
    missing = [package for packages in TOOLS.values() for package in packages if find_spec(package) is None]
    if missing:
        found = f"expected the packages of {REQUIREMENTS.name}, found no {', '.join(missing)}"
        end(f"{found}; install them: {sys.executable} -m pip install -r {REQUIREMENTS}")
    if arguments.check:
        return
    if arguments.out is None:
        parser.error("expected TEXTS and OUT, or --check")
    try:
        write_groups(arguments.texts, arguments.out)
    except Exception as error:  # noqa: BLE001 - whatever a foreign library raises
        end(f"a tool ended with {type(error).__name__}")


if __name__ == "__main__":
    main()
