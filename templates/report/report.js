"use strict";
(function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  const projects = new Map(data.projects.map((project) => [project.n, project]));
  const root = document.documentElement;
  const form = document.getElementById("filters");
  const body = document.getElementById("findings");
  const more = document.getElementById("more");
  const STEP = 300;
  let shown = STEP;

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
    return [project.name, project.department, finding.code, data.rules[finding.code], finding.cell, finding.message,
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
    for (const name of ["code", "group", "department", "severity"]) wanted[name] = form.elements[name].value;
    const state = form.elements.waived.value;
    const words = form.elements.text.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = data.findings.filter((finding) =>
      (!wanted.code || finding.code === wanted.code) &&
      (!wanted.group || finding.group === wanted.group) &&
      (!wanted.severity || finding.severity === wanted.severity) &&
      (!state || (state === "waived") === finding.waived) &&
      (!wanted.department || projects.get(finding.p).department === wanted.department) &&
      words.every((word) => finding.text.includes(word)));
    body.replaceChildren(...found.slice(0, shown).map(row));
    form.elements.count.value = "列出 " + found.length + " 条，共 " + data.findings.length + " 条";
    more.hidden = found.length <= shown;
    more.textContent = "再列出 " + Math.min(STEP, found.length - shown) + " 条（还有 " + (found.length - shown) + " 条）";
  }

  function again() {
    shown = STEP;
    show();
  }

  function open() {
    const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
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
  options("department", [...new Set(data.projects.map((project) => project.department))].sort().map((name) => [name, name]));

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
