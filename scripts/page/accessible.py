"""What axe-core (Deque) finds on a page, in each of its looks."""

from pathlib import Path

RUN = """
const done = arguments[0];
location.hash = 'c1';
for (const tab of document.querySelectorAll('.tab')) tab.hidden = false;
for (const details of document.querySelectorAll('#c1 details, #summary details')) details.open = true;
const most = [...document.querySelectorAll('.campaign')].slice(1);
axe.run({ exclude: most.map(c => ['#' + c.id]) }, { resultTypes: ['violations'] }).then(
    found => done(found.violations.map(v => [v.impact, v.id, v.nodes.length, v.nodes[0].html.slice(0, 200), v.nodes[0].failureSummary])),
    error => done([['critical', String(error), 0, '', '']]));
"""


def faults(browser, page, axe):
    """For each look its name and the serious and critical faults; lesser ones are printed."""
    source = Path(axe).read_text(encoding="utf-8")
    for width, dark in ((1400, False), (1400, True), (400, False), (400, True)):
        browser.size(width, 900, dark)
        browser.open(page)
        browser.run(source + "\nwindow.axe = axe;")
        found = browser.run_async(RUN)
        for fault in found:
            print(f"        axe: {fault[:4]}")
        name = f"{Path(page).stem}, {width} pixels, {'dark' if dark else 'light'}"
        yield name, [fault for fault in found if fault[0] in ("serious", "critical")]
