#!/usr/bin/env python3
"""Makes README's pictures of a page, in docs/: the summary, a campaign's heatmap beside an ordinary group, and its waterfall.

    cargo run --release -p hydrascope-cli -- demo --with-text
    python3 scripts/page/pictures.py hydrascope-report/report.html docs

Needs Chromium with its driver (Debian: `apt-get install chromium chromium-driver`). Pictures differ a little with the fonts that are
installed.
"""

import sys
import time
from pathlib import Path

from browser import Browser

WIDTH = 1100
MOST = 150_000
PICTURES = {
    "page-summary.webp": ("", "header", "#summary .columns"),
    "page-when.webp": ("#c1", "#c1 > summary", "#c1 .legend"),
    "page-why.webp": ("#c1", "#c1 h4:nth-of-type(2)", "#c1 .waterfall"),
}
BOX = """
const [first, last] = [...arguments].map(q => document.querySelector(q).getBoundingClientRect());
document.querySelector('nav').style.position = 'static';
document.activeElement.blur();
return [0, first.top + scrollY - 8, innerWidth, last.bottom - first.top + 16];
"""


def main():
    """All pictures of the page that is named."""
    page, folder = Path(sys.argv[1]), Path(sys.argv[2])
    with Browser() as browser:
        browser.size(WIDTH, 900)
        for name, (fragment, first, last) in PICTURES.items():
            browser.open(page, fragment)
            # Once to lay the page out as it will be, once to measure it.
            time.sleep(0.3)
            browser.run(BOX, first, last)
            browser.picture(folder / name, browser.run(BOX, first, last))
            size = (folder / name).stat().st_size
            print(f"{name}: {size:,} bytes")
            if size > MOST:
                sys.exit(f"{name}: expected {MOST:,} bytes at most")


if __name__ == "__main__":
    main()
