"use strict";
// Sorts, filters, makes deep links, and turns tables into CSV. The page says all it has to say without this.
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const data = JSON.parse(document.getElementById("data").textContent);
  const tabs = all(".tab");
  const plain = cell => cell.textContent.trim();
  const value = cell => cell.dataset.v ?? plain(cell);
  const lines = cell => {
    const parts = all(".line,.value", cell);
    return parts.length ? parts.map(plain).join("; ") : plain(cell);
  };
  const number = text => {
    const digits = /^[+\u2212-]?[\d,]*\.?\d+(e[+-]?\d+)?/i.exec(text);
    return digits ? Number(digits[0].replace("\u2212", "-").replaceAll(",", "")) : NaN;
  };

  // Tabs: one part at a time.
  const show = tab => {
    for (const other of tabs) other.hidden = other !== tab;
    for (const link of all("nav a")) {
      if (link.hash === "#" + tab.id) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  };

  // Deep links: #campaigns, #c3, #c3/account.
  const find = hash => {
    const exact = document.getElementById(hash);
    if (exact) return exact;
    let name = hash;
    try { name = decodeURIComponent(hash); } catch { /* no link of ours */ }
    const [campaign, ...rest] = name.split("/");
    const account = encodeURIComponent(rest.join("/")).replace(/[!'()*]/g, c => "%" + c.charCodeAt(0).toString(16).toUpperCase());
    return document.getElementById(campaign + "/" + account) ?? document.getElementById(campaign);
  };
  const follow = () => {
    const target = find(location.hash.slice(1));
    all(".here").forEach(row => row.classList.remove("here"));
    const tab = target?.closest(".tab");
    if (!tab) return show(tabs[0]);
    show(tab);
    for (let part = target; part; part = part.parentElement) {
      part.classList.remove("out");
      if (part.localName === "details") part.open = true;
    }
    if (target.localName === "tr") {
      target.classList.add("here");
      target.tabIndex = -1;
    }
    const focus = target.localName === "details" ? target.firstElementChild : target;
    focus.focus({ preventScroll: true });
    if (target === tab) scrollTo(0, 0);
    else target.scrollIntoView({ block: target.localName === "tr" ? "center" : "start" });
  };

  // Sorting by a column: up, down.
  const sort = (table, column, head) => {
    const up = head.getAttribute("aria-sort") !== "ascending";
    const body = table.tBodies[0];
    const keyed = [...body.rows].map(row => [value(row.cells[column]), row]);
    const counts = keyed.every(([text]) => text === "" || !Number.isNaN(number(text)));
    const dates = keyed.some(([text]) => /^\d{4}-\d\d/.test(text));
    const order = counts && !dates
      ? (a, b) => (number(a[0]) || 0) - (number(b[0]) || 0)
      : (a, b) => a[0].localeCompare(b[0], "en", { numeric: true });
    keyed.sort((a, b) => up ? order(a, b) : order(b, a));
    body.append(...keyed.map(([, row]) => row));
    for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
  };

  // CSV, by RFC 4180. What a spreadsheet would take for a formula begins with an apostrophe.
  const field = cell => {
    let text = (cell.dataset.v ?? lines(cell)).replaceAll("\u2212", "-");
    if (/^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text.split(" ")[0]))) text = "'" + text;
    return /[",\r\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
  };
  const csv = table => {
    const shown = [...table.rows[0].cells].map((cell, at) => cell.classList.contains("draw") ? -1 : at).filter(at => at >= 0);
    const row = cells => shown.map(at => field(cells[at])).join(",");
    return [...table.rows].filter(r => !r.classList.contains("out")).map(r => row(r.cells)).join("\r\n") + "\r\n";
  };
  const download = table => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([csv(table)], { type: "text/csv" }));
    link.download = "hydrascope-" + table.dataset.csv.replace(/[^\w-]/g, "_") + ".csv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };
  const copy = async (table, button) => {
    const text = csv(table);
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  };
  const button = (text, does) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", () => does(made));
    return made;
  };

  // Tables get their buttons when they are first shown.
  const equip = within => {
    for (const table of all("table[data-csv]:not([data-ready])", within)) {
      const closed = table.parentElement.closest("details:not([open])");
      if (closed) continue;
      table.dataset.ready = "";
      const tools = document.createElement("div");
      tools.className = "tools";
      const name = table.caption.textContent;
      const save = button("CSV", () => download(table));
      const take = button("Copy", made => copy(table, made));
      save.setAttribute("aria-label", "Download as CSV: " + name);
      take.setAttribute("aria-label", "Copy as CSV: " + name);
      tools.append(save, take);
      table.parentElement.before(tools);
      if (!table.classList.contains("sort")) continue;
      [...table.tHead.rows[0].cells].forEach((head, column) => {
        const made = button(plain(head), () => sort(table, column, head));
        head.replaceChildren(made);
      });
    }
    for (const line of all(".switch[hidden]", within)) line.hidden = false;
  };

  // Rows of heatmaps, by first seen or by likeness.
  const order = select => {
    for (const cells of all(".heat > svg", select.closest(".body"))) {
      all("g", cells).forEach((row, first) => {
        row.setAttribute("transform", `translate(0 ${select.value === "like" ? row.dataset.like : first})`);
      });
    }
  };

  const filter = form => {
    const tab = form.closest(".tab");
    const rows = all(".list tbody tr", tab);
    const wanted = form.elements.find.value.trim().toLowerCase();
    const chosen = ["story", "language", "attribute"].filter(name => form.elements[name]?.value);
    let left = 0;
    for (const row of rows) {
      const has = data[row.dataset.id];
      const fits = row.textContent.toLowerCase().includes(wanted)
        && chosen.every(name => has[name].includes(Number(form.elements[name].value)));
      row.classList.toggle("out", !fits);
      document.getElementById(row.dataset.id).classList.toggle("out", !fits);
      left += fits;
    }
    form.querySelector("output").textContent = `${left} of ${rows.length}`;
  };

  for (const form of all(".filters")) {
    form.hidden = false;
    form.addEventListener("input", () => filter(form));
    form.addEventListener("submit", event => event.preventDefault());
  }
  document.addEventListener("change", event => {
    if (event.target.matches(".switch select")) order(event.target);
  });
  document.addEventListener("toggle", event => { if (event.target.open) equip(event.target); }, true);
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = all("details:not([open])");
    for (const details of closed) details.open = true;
  });
  addEventListener("afterprint", () => { for (const details of closed) details.open = false; });
  addEventListener("hashchange", follow);
  equip(document);
  follow();
  // A browser that follows a link itself, when all is there, takes the focus away.
  if (location.hash) addEventListener("load", () => setTimeout(follow));
})();
