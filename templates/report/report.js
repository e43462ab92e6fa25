"use strict";
(function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  const projects = new Map(data.projects.map((project) => [project.n, project]));
  const root = document.documentElement;
  const form = document.getElementById("filters");
  const body = document.getElementById("findings");
  const more = document.getElementById("more");
  const STEP = 300;
  const PLACES = { project: (f) => f.p, severity: (f) => keys(data.severities, f.severity), code: (f) => f.code,
    cell: (f) => f.cell.replace(/\d+/, (n) => n.padStart(7, "0")), message: (f) => f.message, found: (f) => f.found,
    expected: (f) => f.expected, group: (f) => keys(data.groups, f.group) };
  let shown = STEP;
  let order = null;

  function keys(names, key) {
    return Object.keys(names).indexOf(key);
  }

  // What a column is called goes along with each of its cells, for screens too narrow for a table.
  function labelled(table) {
    const heads = [...table.querySelectorAll("thead th")].map((head) => head.textContent);
    for (const line of table.tBodies[0].rows) {
      if (line.cells.length === heads.length) [...line.cells].forEach((cell, i) => { cell.dataset.label = heads[i]; });
    }
  }

  function value(text) {
    const number = text.trim() && Number(text.replace(/[,%]/g, ""));
    return text.trim() === "—" ? -Infinity : Number.isNaN(number) || number === "" ? text : number;
  }

  function compared(one, other) {
    if (typeof one === "number" && typeof other === "number") return one - other;
    return String(one).localeCompare(String(other), "zh", { numeric: true });
  }

  // A heading sorts by its column, once more the other way round.
  function sorting(head, sort) {
    head.tabIndex = 0;
    head.title = "按这一栏排序";
    const press = () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of head.parentNode.cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      sort(down ? -1 : 1);
    };
    head.addEventListener("click", press);
    head.addEventListener("keydown", (event) => { if (event.key === "Enter") press(); });
  }

  root.classList.add("js");

  function element(tag, text, name) {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    if (name) made.className = name;
    return made;
  }

  function options(name, pairs) {
    for (const [value, label] of pairs) {
      const option = element("option", label);
      option.value = value;
      form.elements[name].append(option);
    }
  }

  function haystack(finding) {
    const project = projects.get(finding.p);
    return [project.name, project.department, project.unit, finding.code, data.rules[finding.code], finding.cell, finding.message,
      finding.found, finding.expected, finding.advice].join("\n").toLowerCase();
  }

  function row(finding) {
    const project = projects.get(finding.p);
    const line = element("tr");
    const name = element("a", project.name);
    name.href = "#p" + finding.p + "-f" + finding.i;
    const first = element("td");
    first.append(name);
    const mark = element("td", "", "tight");
    mark.append(element("span", data.severities[finding.severity], "mark " + finding.severity));
    const code = element("td", finding.code, "tight");
    code.title = data.rules[finding.code] || "";
    const message = element("td", finding.message);
    if (finding.advice) message.append(element("div", "→ " + finding.advice, "dim"));
    if (finding.waived) line.className = "waived";
    line.append(first, mark, code, element("td", finding.cell, "tight"), message, element("td", finding.found),
      element("td", finding.expected), element("td", data.groups[finding.group], "tight"));
    return line;
  }

  function show() {
    const wanted = {};
    for (const name of ["code", "group", "department", "unit", "severity"]) wanted[name] = form.elements[name].value;
    const chosen = (project) => (!wanted.department || project.department === wanted.department) &&
      (!wanted.unit || project.unit === wanted.unit);
    const state = form.elements.waived.value;
    const words = form.elements.text.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = data.findings.filter((finding) =>
      (!wanted.code || finding.code === wanted.code) &&
      (!wanted.group || finding.group === wanted.group) &&
      (!wanted.severity || finding.severity === wanted.severity) &&
      (!state || (state === "waived") === finding.waived) &&
      chosen(projects.get(finding.p)) &&
      words.every((word) => finding.text.includes(word)));
    if (order) found.sort(order);
    body.replaceChildren(...found.slice(0, shown).map(row));
    labelled(body.closest("table"));
    for (const line of document.querySelectorAll("tr[data-n]")) line.hidden = !chosen(projects.get(Number(line.dataset.n)));
    form.elements.count.value = "列出 " + found.length + " 条，共 " + data.findings.length + " 条";
    more.hidden = found.length <= shown;
    more.textContent = "再列出 " + Math.min(STEP, found.length - shown) + " 条（还有 " + (found.length - shown) + " 条）";
  }

  function again() {
    shown = STEP;
    show();
  }

  // Of many projects each page lies folded until it is asked for: the browser lays out only what is looked at.
  function unfold(named) {
    const kept = named && document.getElementById("kept" + named[1]);
    if (!kept) return;
    kept.content.querySelectorAll(".form table").forEach(labelled);
    kept.replaceWith(kept.content);
  }

  function open() {
    const hash = decodeURIComponent(location.hash.slice(1));
    unfold(/^p(\d+)/.exec(hash));
    const place = document.getElementById(hash);
    const page = place && place.closest(".project");
    for (const other of document.querySelectorAll(".project.open")) other.classList.remove("open");
    root.classList.toggle("one", Boolean(page));
    if (page) page.classList.add("open");
    if (place) place.scrollIntoView({ block: place === page ? "start" : "center" });
    else scrollTo(0, 0);
  }

  for (const finding of data.findings) finding.text = haystack(finding);
  const used = (key) => [...new Set(data.findings.map((finding) => finding[key]))].sort();
  options("code", used("code").map((code) => [code, code + " " + (data.rules[code] || "")]));
  options("group", Object.entries(data.groups));
  options("severity", Object.entries(data.severities));
  options("unit", [...new Set(data.projects.map((project) => project.unit))].sort().map((name) => [name, name]));
  options("department", [...new Set(data.projects.map((project) => project.department))].sort().map((name) => [name, name]));

  for (const table of document.querySelectorAll("main table, .form table")) labelled(table);
  for (const table of document.querySelectorAll("table.sortable")) {
    [...table.tHead.rows[0].cells].forEach((head, i) => sorting(head, (sign) => {
      const lines = [...table.tBodies[0].rows];
      lines.sort((one, other) => sign * compared(value(one.cells[i].textContent), value(other.cells[i].textContent)));
      table.tBodies[0].append(...lines);
    }));
  }
  for (const head of document.querySelectorAll("th[data-key]")) {
    const place = PLACES[head.dataset.key];
    sorting(head, (sign) => {
      order = (one, other) => sign * compared(place(one), place(other));
      again();
    });
  }

  form.addEventListener("input", again);
  form.addEventListener("reset", () => setTimeout(again));
  form.addEventListener("submit", (event) => event.preventDefault());
  more.addEventListener("click", () => { shown += STEP; show(); });
  for (const button of document.querySelectorAll("[data-code]")) {
    button.addEventListener("click", () => {
      form.reset();
      form.elements.code.value = button.dataset.code;
      again();
      document.getElementById("list").scrollIntoView();
    });
  }
  addEventListener("hashchange", open);
  addEventListener("beforeprint", () => { shown = data.findings.length; show(); });
  show();
  open();
})();
