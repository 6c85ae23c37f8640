#!/usr/bin/env python3
"""Checks pages of reports in a real browser: Chromium, through its own driver.

    python3 scripts/page/check.py --page report/report.html --hostile hostile.html --large large.html --axe axe.min.js

`--page` is any report's page with campaigns, `--hostile` one whose log held hostile texts, `--large` one of many campaigns. `--axe` is
axe-core's script (`npm install axe-core`); without it that check is skipped, loudly. Ends with 1 where something fails, and with 77
where no browser is installed.
"""

import argparse
import csv
import sys
import tempfile
import time
from pathlib import Path

import accessible
from browser import Browser, installed

# Seconds until a page can be used.
INTERACTIVE, INTERACTIVE_LARGE = 1.0, 3.0
WIDTHS = (1400, 400)
# The width of a sheet of A4 between its margins, in CSS pixels.
PAPER = 703

failed = []


def check(name, is_so, seen=""):
    """Tells what holds and what does not."""
    print(("ok      " if is_so else "FAILED  ") + name + ("" if is_so else f": {seen}"), flush=True)
    if not is_so:
        failed.append(name)


def quiet(browser, name):
    """Nothing was logged as an error, blocked by the policy or thrown."""
    errors = browser.console()
    check(f"{name}: no error in the console", not errors, errors[:3])


def load(browser, page, most, name):
    """How long it takes until scripts have run and the first frame is drawn: the best of three."""
    seconds = []
    for _ in range(3):
        browser.open(page)
        millis = browser.run_async(
            "const done = arguments[0];"
            "requestAnimationFrame(() => setTimeout(() => done(Math.max(performance.getEntriesByType('navigation')[0].loadEventEnd,"
            " performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0))))"
        )
        seconds.append(millis / 1000)
    print(f"        {name}: {Path(page).stat().st_size:,} bytes, interactive in {min(seconds):.2f} s ({seconds})")
    check(f"{name}: interactive in under {most} s", min(seconds) < most, seconds)


def charts(browser):
    """Heatmaps and waterfalls are drawn."""
    drawn = browser.run(
        "const box = q => [...document.querySelectorAll(q)].filter(e => e.getBoundingClientRect().width > 0).length;"
        "return [box('#c1 .heat path'), box('#c1 .heat text'), box('#c1 .waterfall rect'), box('#c1 mark')]"
    )
    check("the first campaign has its heatmaps, their marks, a waterfall and slots", all(n > 0 for n in drawn), drawn)
    moved = browser.run(
        "const select = document.querySelector('#c1 .switch select');"
        "const order = () => [...document.querySelectorAll('#c1 .heat > svg')].map(s => [...s.querySelectorAll('g')].map(g => g.getAttribute('transform')));"
        "const set = v => { select.value = v; select.dispatchEvent(new Event('change', { bubbles: true })); return order(); };"
        "const first = order(); const like = set('like'); const back = set('first');"
        "return [JSON.stringify(first) !== JSON.stringify(like), first.every((rows, i) => [...rows].sort().join() === [...like[i]].sort().join()),"
        " JSON.stringify(first) === JSON.stringify(back)]"
    )
    check("rows go by likeness and back", all(moved), moved)


LIST = "#campaigns .list tbody tr"


def filters(browser):
    """Each filter leaves what has what was chosen."""
    shown = f"[...document.querySelectorAll('{LIST}')].filter(r => r.getClientRects().length).map(r => r.dataset.id)"
    everything = browser.run(f"return {shown}")
    for name in ("story", "language", "attribute"):
        found = browser.run(
            f"const form = document.querySelector('#campaigns .filters'), select = form.elements.{name};"
            "if (!select) return null;"
            "const data = JSON.parse(document.getElementById('data').textContent);"
            "const wrong = []; for (const option of select.options) {"
            "  select.value = option.value; form.dispatchEvent(new Event('input', { bubbles: true }));"
            f"  const seen = {shown};"
            f"  const wanted = Object.keys(data).filter(id => /^c/.test(id) && (option.value === '' || data[id].{name}.includes(Number(option.value))));"
            "  const cards = [...document.querySelectorAll('#campaigns .campaign')].filter(c => c.getClientRects().length).map(c => c.id);"
            "  if (seen.slice().sort().join() !== wanted.sort().join() || seen.join() !== cards.join()) wrong.push(option.text);"
            "} select.value = ''; form.dispatchEvent(new Event('input', { bubbles: true }));"
            "return [select.options.length, wrong]"
        )
        check(f"the filter by {name} leaves what it should", found is None or (found[0] > 1 and not found[1]), found)
    browser.click("#campaigns .filters input[type=search]")
    browser.keys(everything[0])
    left = browser.run(f"return [{shown}, document.querySelector('#campaigns output').textContent]")
    check(
        "what is typed is found, and counted",
        everything[0] in left[0] and left[1] == f"{len(left[0])} of {len(everything)}",
        left,
    )
    browser.run(
        "const form = document.querySelector('#campaigns .filters'); form.reset(); form.dispatchEvent(new Event('input', { bubbles: true }))"
    )
    check("and all of it comes back", browser.run(f"return {shown}") == everything)


def sorting(browser):
    """A column is sorted up and down, numbers as numbers."""
    column = f"[...document.querySelectorAll('{LIST}')].map(r => Number(r.cells[3].textContent.replaceAll(',', '')))"
    button = "#campaigns .list thead th:nth-child(4) button"
    browser.click(button)
    up = browser.run(f"return {column}")
    browser.click(button)
    down = browser.run(f"return {column}")
    check("accounts sort up and down", up == sorted(up) and down == sorted(down, reverse=True), (up, down))
    said = browser.run("return document.querySelector('#campaigns .list thead th:nth-child(4)').getAttribute('aria-sort')")
    check("and say so", said == "descending", said)


def links(browser, page):
    """Deep links show what they name, from outside and within."""
    seen = (
        "const tabs = [...document.querySelectorAll('.tab')].filter(t => t.getClientRects().length).map(t => t.id);"
        "const row = document.querySelector('.here'); const box = row?.getBoundingClientRect();"
        "return [tabs, row?.id, !!box && box.top >= 0 && box.bottom <= innerHeight,"
        " document.getElementById('c2')?.open, document.activeElement?.closest('[id]')?.id]"
    )
    row = browser.run("return document.querySelector('#c2 .members tbody tr:last-child').id")
    browser.open(page, "#" + row)
    got = browser.run(seen)
    check("#campaign/account shows that account", got == [["campaigns"], row, True, True, row], got)
    browser.open(page)
    check("a page begins with its summary", browser.run(seen)[0] == ["summary"])
    browser.click("nav a[href='#campaigns']")
    browser.click(f"{LIST}:nth-child(2) a")
    got = browser.run(seen)
    check("a campaign's name opens it", got[0] == ["campaigns"] and got[3] and got[4] == "c2", got)
    for tab in ("operators", "farms", "applications", "run"):
        browser.click(f"nav a[href='#{tab}']")
        got = browser.run(seen)[0]
        check(f"{tab} has a tab of its own", got == [tab], got)


def keyboard(browser, page):
    """All can be done without a pointer."""
    browser.open(page, "#c1")
    time.sleep(0.2)
    before = browser.run("return document.getElementById('c1').open")
    browser.keys("\ue007")
    check("Enter opens and closes a campaign", browser.run("return document.getElementById('c1').open") != before)
    browser.open(page)
    browser.keys("\ue004")
    reached = browser.run("return document.activeElement.hash")
    check("Tab reaches the parts first", reached == "#summary", reached)


def tables(browser, page, folder):
    """Tables are saved and copied as CSV."""
    browser.open(page, "#c1")
    browser.click("[aria-label^='Download as CSV: Accounts, the highest']")
    file = Path(folder) / "hydrascope-c1-accounts.csv"
    for _ in range(50):
        if file.exists() and file.stat().st_size:
            break
        time.sleep(0.1)
    rows = list(csv.reader(file.open(newline="", encoding="utf-8"))) if file.exists() else []
    number = browser.run("return document.querySelector('#c1 .members').rows.length")
    check("a table is saved as CSV", len(rows) == number and len({len(row) for row in rows}) == 1, rows[:2])
    browser.run("document.querySelector('#c1 > .body').scrollIntoView()")
    browser.click("[aria-label^='Copy as CSV: From the prior']")
    time.sleep(0.3)
    told = browser.run("return document.querySelector(\"[aria-label^='Copy as CSV: From the prior']\").textContent")
    check("a table is copied", told == "Copied", told)


HIDDEN = (
    "return [...document.querySelectorAll('.tab, table, figure, pre, dl, .campaign > .body')]"
    ".filter(e => !e.getClientRects().length || e.getBoundingClientRect().height === 0).map(e => e.id || e.className || e.localName)"
)


def printing(browser, page):
    """Print has everything, with scripts and without them."""
    browser.open(page)
    browser.size(1000, 900, media="print")
    check("print shows all parts, tables and charts", browser.run(HIDDEN) == [], browser.run(HIDDEN)[:5])
    browser.size(PAPER, 900, media="print")
    cut = browser.run(
        "return [...document.querySelectorAll('table, figure, pre, dl')].filter(e => e.getBoundingClientRect().right > innerWidth)"
        ".map(e => [e.dataset.csv ?? e.localName, e.getBoundingClientRect().right])"
    )
    check("nothing is cut on paper", cut == [], cut[:5])
    # Its first pages: the driver waits ten seconds and no longer.
    pdf = browser.post("/print", {"pageRanges": ["1-3"]})
    check("it prints", len(pdf) > 20_000, len(pdf))
    browser.devtools("Emulation.setScriptExecutionDisabled", value=True)
    browser.open(page)
    without = browser.devtools("Runtime.evaluate", expression=f"(() => {{ {HIDDEN} }})().length", returnByValue=True)
    forms = browser.devtools(
        "Runtime.evaluate",
        expression="document.querySelectorAll('.tools').length + [...document.querySelectorAll('.tab')].filter(t => t.hidden).length",
        returnByValue=True,
    )
    browser.devtools("Emulation.setScriptExecutionDisabled", value=False)
    check("without scripts print has everything too", without["result"].get("value") == 0, without)
    check("without scripts no part is hidden and no button is dead", forms["result"].get("value") == 0, forms)
    browser.size(1400, 900)


def layout(browser, page, name):
    """No page is wider than the window, whatever is open."""
    for width in WIDTHS:
        browser.size(width, 900)
        browser.open(page)
        wide = browser.run(
            "const wide = []; for (const tab of document.querySelectorAll('.tab')) { location.hash = tab.id;"
            " for (const other of document.querySelectorAll('.tab')) other.hidden = other !== tab;"
            " [...tab.querySelectorAll('details')].slice(0, 60).forEach(d => { d.open = true; });"
            " if (document.documentElement.scrollWidth > innerWidth) wide.push([tab.id, document.documentElement.scrollWidth]); } return wide"
        )
        check(f"{name}: nothing is wider than {width} pixels", wide == [], wide)
    browser.size(1400, 900)


def hostile(browser, page):
    """Nothing of a log's texts runs or becomes an element."""
    browser.open(page, "#c1")
    time.sleep(0.5)
    made = browser.run(
        "return [window.ran === undefined, document.querySelectorAll('img, iframe, object, embed, [onload], [onerror], [onfocus], [style]').length,"
        " document.scripts.length, document.title]"
    )
    check("hostile texts run nothing and make no element", made == [True, 0, 2, "hydrascope report"], made)
    shown = browser.run("return document.body.innerText")
    check("they are shown", "<img src=x onerror=window.ran=1>" in shown and "\\u{202e}" in shown)
    check("what turns text around is not", not any(c in shown for c in "\u202e\u2066\u200b\ufeff"))
    quiet(browser, "hostile")
    layout(browser, page, "hostile")


def main():
    """All checks."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--page", action="append", default=[])
    ask.add_argument("--hostile")
    ask.add_argument("--large")
    ask.add_argument("--axe")
    asked = ask.parse_args()
    if installed() is None:
        print("SKIPPED: chromium and chromedriver are not installed, so NO page was opened", file=sys.stderr)
        return 77
    with tempfile.TemporaryDirectory() as folder, Browser(downloads=folder) as browser:
        browser.size(1400, 900)
        for page in asked.page:
            load(browser, page, INTERACTIVE, Path(page).parent.name)
            browser.open(page, "#campaigns")
            charts(browser)
            filters(browser)
            sorting(browser)
            links(browser, page)
            keyboard(browser, page)
            tables(browser, page, folder)
            printing(browser, page)
            layout(browser, page, "page")
            quiet(browser, "page")
        if asked.hostile:
            hostile(browser, asked.hostile)
        if asked.large:
            load(browser, asked.large, INTERACTIVE_LARGE, "large")
            quiet(browser, "large")
        for page in filter(None, [*asked.page[:1], asked.hostile]):
            if asked.axe:
                for name, faults in accessible.faults(browser, page, asked.axe):
                    check(f"axe: {name}: no serious fault", not faults, faults)
            else:
                print("SKIPPED: no axe-core was given, so accessibility was NOT checked", file=sys.stderr)
    print(f"{len(failed)} failed" if failed else "all held")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
