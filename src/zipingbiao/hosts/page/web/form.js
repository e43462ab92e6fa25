/* C2: the form as its table, every open place a field, the findings beside it. The engine is asked after each change. */
let sheet = null;

async function drawForm(key, n) {
  const entry = desk.files.get(key);
  if (!entry) return void (location.hash = "#list");
  const engine = await started;
  const data = await asked(engine, "form", { key, n });
  sheet = { entry, n, data, pending: null, inputs: new Map(), queue: Promise.resolve() };
  const { table } = data;
  show($("main"),
    formHead(),
    h("div", { class: "form-page" },
      h("section", { class: "paper", id: "paper", "aria-label": "自评表", tabindex: "-1" },
        entry.data.kind === "自评表" ? null : h("p", { class: "notice" }, `${entry.data.kind}里的表在这里只能看。要填写，请回列表“生成全部自评表”，再打开生成的文件。`),
        h("p", { class: "print-draft", id: "draft" }),
        h("h2", { class: "print-title" }, table.title || "项目支出绩效自评表"),
        headTable(table), fundsTable(table), goalsTable(table), rowsTable(table)),
      h("section", { class: "findings", id: "findings", "aria-label": "问题", tabindex: "-1" })));
  refreshForm(data);
}
function formHead() {
  const { entry, n, data } = sheet;
  const everything = allForms();
  const at = everything.findIndex((each) => each.file === entry && each.n === n);
  const to = (step) => () => {
    const next = everything[at + step];
    if (next) location.hash = `#form/${next.file.key}/${next.n}`;
  };
  return h("div", { class: "form-head" },
    h("div", { class: "head-line" }, h("a", { href: "#list" }, "‹ 返回列表"), h("h1", {}, data.name || "（没有项目名称）"), h("span", { class: "small" }, `${at + 1}/${everything.length}`),
      button("上一张", to(-1), { id: "before", disabled: at === 0, title: at === 0 ? "已是第一张" : "Alt+↑" }),
      button("下一张", to(1), { id: "after", disabled: at === everything.length - 1, title: at === everything.length - 1 ? "已是最后一张" : "Alt+↓" })),
    h("div", { class: "head-line" }, h("span", { id: "sum", role: "status", "aria-live": "polite" }), button("撤销", undo, { id: "undo" }), button("查看改动并下载", () => { location.hash = `#changes/${entry.key}/${n}`; }, { id: "to-changes", class: "main" }),
      button("报送版", guarded(() => finals([entry]))), button("标记版", guarded(() => marked([entry]))), button("打印", () => window.print())));
}

function cellNode(cell, options) {
  const more = options || {};
  const td = h(more.head ? "th" : "td", { "data-field": cell.field, class: more.class, colspan: more.colspan, rowspan: more.rowspan, scope: more.head ? "row" : null });
  td.tabIndex = -1;
  if (cell.typed) td.append(...fieldOf(cell, more.label || ""));
  else td.append(cell.text || "");
  return td;
}
function fieldOf(cell, label) {
  const isReason = cell.field.endsWith(".reason");
  const input = isReason
    ? h("select", {}, ["", ...new Set([...sheet.data.table.reasons, cell.text].filter(Boolean))].map((each) => h("option", { value: each, selected: each === cell.text }, each)))
    : h("textarea", { rows: 1, spellcheck: "false", value: cell.text });
  input.setAttribute("aria-label", label);
  input.dataset.typed = cell.field;
  input.addEventListener(isReason ? "change" : "input", (event) => typing(cell.field, input, event));
  input.addEventListener("compositionend", (event) => typing(cell.field, input, event));
  input.addEventListener("blur", () => commit());
  sheet.inputs.set(cell.field, input);
  return [input, h("span", { class: "printed" }, cell.text)];
}
function headTable(table) {
  return h("table", { class: "grid" }, h("caption", { class: "visually-hidden" }, "项目"), h("tbody", {}, table.head.map((cell) => h("tr", {}, h("th", { scope: "row" }, cell.label), cellNode(cell, { label: cell.label })))));
}
/* 资金说明 is a text, not a figure: it stands under its line, as wide as the table. */
function fundsTable(table) {
  const labels = table.fund_labels.slice(0, 7);
  const lines = table.funds.flatMap((line, i) => {
    const [note] = line.slice(7);
    return [
      h("tr", {}, line.slice(0, 7).map((cell, column) => {
        const td = cellNode(cell, { head: column === 0, class: column ? "number" : "", label: `${line[0].text} ${labels[column]}` });
        if (column === 6 && i === 0) td.append(whyButton(cell.field, "执行率得分为什么是这些"));
        return td;
      })),
      i === 0 ? whyLine(line[6].field, 7) : null,
      note.text || (note.typed && i === 0) ? h("tr", {}, h("th", { scope: "row" }, "资金说明"), withGaps(cellNode(note, { colspan: 6, label: `${line[0].text} 资金说明` }), note.field)) : null,
    ];
  });
  return h("table", { class: "grid funds" }, h("caption", {}, `项目资金（${table.amount_unit}）`), h("thead", {}, h("tr", {}, labels.map((label) => h("th", { scope: "col" }, label)))), h("tbody", {}, lines));
}
function goalsTable(table) {
  return h("table", { class: "grid" }, h("caption", {}, "年度总体目标"), h("tbody", {}, table.goals.map((cell) => h("tr", {}, h("th", { scope: "row" }, cell.label), cellNode(cell, { label: cell.label })))));
}
/* 指标: 一级 and 二级 span their rows; the score answers 为什么; reason, deduction and detail stand under the note. */
const ROW_LABELS = ["行", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"];
const WIDE = ROW_LABELS.length;

function rowsTable(table) {
  const spans = spansOf(table);
  const body = table.rows.flatMap((row, i) => [h("tr", {}, h("th", { scope: "row" }, row.n), row.cells.slice(0, 8).map((cell, column) => rowCell(table, spans, row, i, cell, column))), whyLine(row.cells[6].field, WIDE)]);
  const [weight, score, grade] = table.total;
  const total = cellNode(score, { class: "number", label: "总分" });
  total.append(whyButton(score.field, "总分为什么是这些"));
  return h("table", { class: "grid rows" }, h("caption", {}, "绩效指标"), h("thead", {}, h("tr", {}, ROW_LABELS.map((label) => h("th", { scope: "col" }, label)))), h("tbody", {}, body),
    h("tfoot", {}, h("tr", {}, h("th", { scope: "row", colspan: 6 }, "总分"), cellNode(weight, { class: "number", label: "分值合计" }), total, h("td", {}, grade.text)), whyLine(score.field, WIDE)));
}
function rowCell(table, spans, row, i, cell, column) {
  if (column < 2) return spans[column][i] ? cellNode(cell, { rowspan: spans[column][i] * 2, class: "level" }) : null;
  const name = cell.field.split(".").pop();
  const td = cellNode(cell, { class: ["weight", "score"].includes(name) ? "number" : name, label: `第${row.n}行 ${table.row_labels[column]}` });
  if (name === "score") td.append(h("span", { class: "small computed", data: { computed: row.n } }), h("span", { class: "small computed", data: { state: row.n } }), whyButton(cell.field, `第${row.n}行为什么是这个分`));
  if (name !== "note") return td;
  const working = row.cells.slice(8).filter((each) => each.typed);
  if (working.length) td.append(h("details", { class: "working", open: working.some((each) => each.text) }, h("summary", {}, working.some((each) => each.field.includes("review_")) ? "扣分原因、复核" : "扣分原因"), working.map((each) => {
    const label = table.row_labels[row.cells.indexOf(each)];
    return h("label", { class: "gap", "data-field": each.field }, label, fieldOf(each, `第${row.n}行 ${label}`));
  })));
  return withGaps(td, cell.field);
}
function withGaps(td, field) {
  td.append(h("div", { class: "gaps", data: { gaps: field } }));
  return td;
}
function spansOf(table) {
  return [0, 1].map((column) => {
    const name = column === 0 ? "level1" : "level2";
    const spans = table.rows.map(() => 0);
    let first = 0;
    table.rows.forEach((row, i) => {
      const same = i > 0 && (row.merged.includes(name) || (row.cells[column].text === table.rows[first].cells[column].text && row.cells[0].text === table.rows[first].cells[0].text));
      if (!same) first = i;
      spans[first] += 1;
    });
    return spans;
  });
}
/* 为什么: the engine's own trace, in a line below. */
function whyButton(field, label) {
  return button("为什么", () => toggleWhy(field), { class: "plain why-button", "aria-expanded": "false", "aria-label": label, data: { why: field } });
}
function whyLine(field, columns) {
  return h("tr", { class: "shut", data: { whyLine: field } }, h("td", { colspan: columns, class: "why" }));
}
const toggleWhy = guarded(async (field) => {
  const of = (name) => [...document.querySelectorAll(`[data-${name}]`)].find((each) => Object.values(each.dataset).includes(field));
  const line = of("why-line");
  const shut = line.classList.toggle("shut");
  of("why").setAttribute("aria-expanded", String(!shut));
  if (shut) return show(line.firstElementChild);
  const engine = await started;
  const answer = await asked(engine, "why", { key: sheet.entry.key, n: sheet.n, field });
  show(line.firstElementChild, h("pre", {}, answer.lines.join("\n")));
});

/* After every answer of the engine: what is shown follows; what is being typed is left alone. */
function refreshForm(data) {
  sheet.data = data;
  const { entry } = sheet;
  const printed = data.reported_total !== null && data.reported_total !== data.total ? `（原表 ${data.reported_total}）` : "";
  const changed = changedCells(entry);
  $("sum").textContent = `总分 ${figure(data.total)}${printed}　执行率 ${percent(data.rate)}　等级 ${figure(data.grade)}　${data.state}${changed ? `　已改 ${changed} 处` : ""}${entry.waived ? "　有豁免" : ""}${entry.saved ? "" : "，还没有下载"}`;
  $("draft").textContent = data.state === "可报送" ? "" : "草　稿（尚有错误或待填内容，不得报送）";
  $("undo").hidden = !entry.typed.length;
  $("to-changes").textContent = changed ? `查看改动并下载（${changed}）` : "查看改动并下载";
  document.title = `${data.points.length ? `（${data.points.length} 处待填）` : ""}${data.name} – 自评表`;
  const cells = [...data.table.head, ...data.table.funds.flat(), ...data.table.goals, ...data.table.rows.flatMap((row) => row.cells), ...data.table.total];
  for (const cell of cells) {
    const input = sheet.inputs.get(cell.field);
    if (input && input !== document.activeElement && input.value !== cell.text) input.value = cell.text;
    if (input) fit(input);
  }
  for (const row of data.table.rows) {
    const score = row.cells[6].text;
    const node = document.querySelector(`[data-computed="${row.n}"]`);
    node.textContent = row.computed !== null && row.computed !== score && Number(row.computed) !== Number(score || NaN) ? `计算 ${row.computed}` : "";
    document.querySelector(`[data-state="${row.n}"]`).textContent = row.state;
  }
  drawGaps(data);
  drawFindings(data);
}
/* A field grows with its text; on paper its text stands instead of it. */
function fit(input) {
  input.nextElementSibling.textContent = input.value;
  if (input.tagName !== "TEXTAREA") return;
  grow(input);
}
function grow(input) {
  input.style.height = "auto";
  input.style.height = `${input.scrollHeight + 2}px`;
}
/* Each 【请填写：…】 is a field of its own under the note; a note that is due can be taken over as proposed. */
function drawGaps(data) {
  for (const box of document.querySelectorAll("[data-gaps]")) {
    if (box.contains(document.activeElement)) continue;
    const field = box.dataset.gaps;
    const input = sheet.inputs.get(field);
    const text = input ? input.value : "";
    const note = data.notes.find((each) => each.field === field && each.required && each.text);
    const gaps = text.match(/【请[^【】]*】/g) || [];
    show(box,
      gaps.map((gap) => h("label", { class: "gap" }, gap.slice(1, -1), h("textarea", { rows: 1, data: { gap }, oninput: (event) => grow(event.target), onchange: (event) => fillGap(field, gap, event.target) }))),
      input && !text.trim() && note ? [h("p", { class: "small" }, `须说明。建议：${note.proposed}`), button("采用建议说明", () => setField(field, note.proposed), { class: "plain" })] : null);
  }
}
function fillGap(field, gap, box) {
  const words = box.value.trim().replace(/[。；;]+$/, "");
  if (!words) return;
  const { value } = sheet.inputs.get(field);
  const place = box.dataset.filled && value.includes(box.dataset.filled) ? box.dataset.filled : gap;
  box.dataset.filled = words;
  setField(field, value.replace(place, () => words));
}
function setField(field, text) {
  const input = sheet.inputs.get(field);
  input.value = text;
  sheet.pending = { field, text };
  commit();
}

/* Typing: the engine is asked 300 ms after the last key; never while an input method is composing. */
function typing(field, input, event) {
  fit(input);
  if (event.isComposing) return;
  sheet.pending = { field, text: input.value };
  busy(true);
  clearTimeout(sheet.timer);
  sheet.timer = setTimeout(commit, 300);
}
/* The engine has not yet answered to what was typed. */
function busy(on) {
  const paper = $("paper");
  if (paper) paper.setAttribute("aria-busy", String(on));
}
/* One change after the other: each starts from what the one before left. */
function commit() {
  const here = sheet;
  if (!here) return Promise.resolve();
  clearTimeout(here.timer);
  if (here.pending) {
    const { field, text } = here.pending;
    here.pending = null;
    busy(true);
    here.queue = here.queue.then(() => change(here, field, text)).finally(() => busy(Boolean(here.pending)));
  }
  return here.queue;
}
async function change(here, field, text) {
  const typed = [...here.entry.typed];
  const last = typed[typed.length - 1];
  const going = last && last.n === here.n && last.field === field && here.inputs.get(field) === document.activeElement;
  if (going) typed.pop();
  typed.push({ n: here.n, field, text });
  await send(here, typed, field);
}
async function send(here, typed, field) {
  const input = here.inputs.get(field);
  try {
    await typeInto(here.entry, typed);
    if (input) mark(input, "");
  } catch (fault) {
    if (input) mark(input, fault.message);
    return;
  }
  const engine = await started;
  const data = await asked(engine, "form", { key: here.entry.key, n: here.n });
  if (sheet === here && !here.pending) refreshForm(data);
}
/* A text that the field cannot take: the words stand beside the field, the file keeps what it had. */
function mark(input, words) {
  const td = input.closest("td,th");
  const old = td.querySelector(".refused");
  if (old) old.remove();
  input.toggleAttribute("aria-invalid", Boolean(words));
  if (words) td.append(h("p", { class: "refused", role: "alert" }, words));
}
const undo = guarded(async () => {
  const here = sheet;
  await commit();
  const typed = [...here.entry.typed];
  const last = typed.pop();
  if (!last) return;
  await send(here, typed, last.field);
  const input = here.inputs.get(last.field);
  if (input && last.n === here.n) {
    const cell = cellOf(here.data, last.field);
    input.value = cell ? cell.text : "";
    fit(input);
    drawGaps(here.data);
    say(`撤销：恢复为“${input.value}”`);
  }
});
function cellOf(data, field) {
  const { table } = data;
  return [...table.head, ...table.funds.flat(), ...table.goals, ...table.rows.flatMap((row) => row.cells), ...table.total].find((cell) => cell.field === field);
}
