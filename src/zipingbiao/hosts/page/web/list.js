/* C1 and R1: every form a line, what could not be read on top, one bar of filters. */
const LEVELS = { E: "错误", W: "警告", I: "提示" };
const STATES = ["可报送", "待填写", "待改正"];
const view = { sort: "", down: false, search: "", state: "", grade: "", level: "", code: "", unit: "", department: "", bin: null };

const COLUMNS = [
  ["序", (each) => each.at, "number"],
  ["项目", (each) => each.form.name, "text"],
  ["单位", (each) => each.form.unit, "text"],
  ["总分", (each) => each.form.total, "number"],
  ["执行率", (each) => each.form.rate, "number"],
  ["等级", (each) => each.form.grade || "", "text"],
  ["待填", (each) => each.form.points.length, "number"],
  ["错误", (each) => each.form.counts.E, "number"],
  ["警告", (each) => each.form.counts.W, "number"],
  ["提示", (each) => each.form.counts.I, "number"],
  ["状态", (each) => each.form.state, "text"],
];

function drawList() {
  document.title = "列表 – 自评表";
  const everything = allForms().map((each, i) => ({ ...each, at: i + 1 }));
  const main = $("main");
  if (!desk.files.size) {
    show(main, h("h1", {}, "列表"), h("p", {}, "还没有表。拖入文件，或先下载空白自评表。"), dropArea());
    return;
  }
  const count = (state) => everything.filter((each) => each.form.state === state).length;
  const words = STATES.flatMap((state, i) => [i ? " · " : "", h("span", { class: "whole" }, `${state} ${count(state)}`)]);
  show(main,
    h("div", { class: "head-line" }, h("h1", {}, `${everything.length} 张表：`, words), modeChoice(), h("span", { id: "rulebooks" }, rulebookChoice())),
    notRead(), draftQuestions(),
    outputs(),
    desk.mode === "review" && everything.length > 1 ? pictures(everything) : null,
    filters(everything),
    h("div", { class: "scroll", id: "rows" }),
    h("div", { class: "row foot" }, addMore(), draftSwitch()));
  drawRows(everything);
}
function rulebookChoice() {
  if (!desk.rulebooks.length) return null;
  return h("label", { class: "choice" }, "评分规则 ",
    h("select", { onchange: guarded(async (event) => { desk.rulebook = event.target.value; await judgeBy(); }) },
      h("option", { value: "" }, "按各表自己的（缺省全国）"),
      desk.rulebooks.map((each) => h("option", { value: each.name, selected: each.name === desk.rulebook }, each.label))));
}
/* What could not be read stands first, in the command line's words. */
function notRead() {
  const lines = [];
  for (const entry of desk.files.values()) {
    if (!entry.data) continue;
    for (const fault of entry.data.faults) lines.push([entry, `${entry.name}：读不出来。${fault}`]);
    if (!entry.data.forms.length && !entry.data.faults.length) lines.push([entry, `${entry.name}：${entry.data.own ? `是本工具写的${entry.data.own}，没有读取。` : "里面没有找到自评表。"}`]);
  }
  const remarks = [...desk.files.values()].flatMap((entry) => (entry.data ? entry.data.remarks : []).map((words) => `${entry.name}：${words}`));
  return [
    lines.length ? h("section", { class: "notice error", "aria-label": "读不出" }, h("h2", {}, `读不出 ${lines.length} 处`),
      h("ul", {}, lines.map(([entry, words]) => h("li", {}, words, " ", button("移走", guarded(() => close(entry)), { class: "plain" }))))) : null,
    remarks.length ? h("details", { class: "notice" }, h("summary", {}, `读的时候注意到 ${remarks.length} 处`), h("ul", {}, remarks.map((words) => h("li", {}, words)))) : null,
  ];
}
function addMore() {
  const input = h("input", { type: "file", multiple: true, class: "visually-hidden", tabindex: "-1", "aria-label": "再加文件", onchange: () => take(input.files) });
  return h("span", {}, button("再加文件", () => input.click()), input, " 也可以把文件拖到这一页。");
}
function draftSwitch() {
  return h("span", {},
    h("label", { class: "choice" }, h("input", { type: "checkbox", checked: drafts.on(), onchange: (event) => { drafts.turn(event.target.checked); if (event.target.checked) for (const entry of desk.files.values()) drafts.keep(entry); } }),
      "在这台电脑上记住草稿（公用电脑请不要勾选）"),
    button("清除草稿", () => { drafts.wipe(); draw(); tell(["已清除本机上的全部草稿。"], "草稿"); }, { class: "plain" }));
}
function draftQuestions() {
  return [...desk.files.values()].map((entry) => {
    const draft = drafts.of(entry);
    if (!draft) return null;
    return h("p", { class: "notice" }, `${entry.name} 有 ${draft.date} 的草稿，不是刚才打开的文件。 `,
      button("用草稿", guarded(async () => { entry.asked = true; await typeInto(entry, draft.typed); draw(); })),
      button("用文件", () => { entry.asked = true; draw(); }));
  });
}

function filters(everything) {
  const select = (words, name, of, labels) => {
    const counts = new Map();
    for (const each of everything) for (const value of of(each.form)) counts.set(value, (counts.get(value) || 0) + 1);
    const values = [...counts.keys()].filter(Boolean).sort((a, b) => String(a).localeCompare(String(b), "zh-CN"));
    if (values.length < 2 && !view[name]) return null;
    return h("label", {}, words, h("select", { onchange: (event) => { view[name] = event.target.value; drawRows(everything); } },
      h("option", { value: "" }, "全部"),
      values.map((value) => h("option", { value, selected: view[name] === value }, `${labels ? labels[value] : value}（${counts.get(value)}）`))));
  };
  const review = desk.mode === "review";
  return h("div", { class: "filters", role: "search" },
    h("label", {}, "搜索", h("input", { type: "search", id: "search", value: view.search, placeholder: "项目、单位、编码", oninput: (event) => { view.search = event.target.value; drawRows(everything); } })),
    select("状态", "state", (form) => [form.state]),
    select("等级", "grade", (form) => [form.grade]),
    select("问题级别", "level", (form) => Object.keys(LEVELS).filter((level) => form.counts[level]), LEVELS),
    review ? select("编码", "code", (form) => form.codes) : null,
    review ? select("单位", "unit", (form) => [form.unit]) : null,
    review ? select("部门", "department", (form) => [form.department]) : null,
    h("span", { id: "shown", role: "status" }));
}
function kept(each) {
  const { form } = each;
  const text = `${form.name} ${form.unit} ${form.department} ${form.code} ${form.id} ${form.codes.join(" ")} ${each.file.name}`.toLowerCase();
  return (
    (!view.search || text.includes(view.search.trim().toLowerCase())) &&
    (!view.state || form.state === view.state) &&
    (!view.grade || form.grade === view.grade) &&
    (!view.level || form.counts[view.level] > 0) &&
    (!view.code || form.codes.includes(view.code)) &&
    (!view.unit || form.unit === view.unit) &&
    (!view.department || form.department === view.department) &&
    (!view.bin || view.bin(form))
  );
}
function sorted(rows) {
  const column = COLUMNS.find(([name]) => name === view.sort);
  if (!column) return rows;
  const [, of, kind] = column;
  const value = (each) => (kind === "number" ? (of(each) === null ? -Infinity : Number(of(each))) : String(of(each)));
  const order = (a, b) => (kind === "number" ? value(a) - value(b) : value(a).localeCompare(value(b), "zh-CN", { numeric: true }));
  return [...rows].sort((a, b) => (view.down ? order(b, a) : order(a, b)) || a.at - b.at);
}
function drawRows(everything) {
  const rows = sorted(everything.filter(kept));
  const review = desk.mode === "review";
  const columns = COLUMNS.filter(([name]) => review || name !== "单位");
  const head = columns.map(([name, , kind]) => h("th", { scope: "col", class: kind, "aria-sort": view.sort === name ? (view.down ? "descending" : "ascending") : "none" },
    button(name, () => { view.down = view.sort === name && !view.down; view.sort = name; drawRows(everything); $("rows").querySelector(`th[aria-sort$="ending"] button`).focus(); },
      { class: "plain sort" }), view.sort === name ? (view.down ? " ▾" : " ▴") : ""));
  show($("rows"), h("table", { class: "list" }, h("caption", { class: "visually-hidden" }, "自评表列表"), h("thead", {}, h("tr", {}, head)),
    h("tbody", {}, rows.map((each) => h("tr", {}, columns.map(([name, of, kind]) => listCell(each, name, of(each), kind)))))));
  $("shown").textContent = rows.length === everything.length ? "" : `显示 ${rows.length} 张，共 ${everything.length} 张`;
}
function listCell(each, name, value, kind) {
  if (name === "项目") {
    return h("th", { scope: "row", class: "text" }, h("a", { href: `#form/${each.file.key}/${each.n}` }, value || "（没有项目名称）"),
      each.file.data.changes.length ? h("span", { class: "small" }, ` 已改 ${changedCells(each.file)} 处`) : "");
  }
  if (name === "状态") return h("td", {}, h("span", { class: `state s${STATES.indexOf(value)}` }, value));
  if (name === "执行率") return h("td", { class: kind }, percent(value));
  if (["错误", "警告", "提示", "待填"].includes(name)) return h("td", { class: kind + (value ? "" : " none") }, value);
  return h("td", { class: kind }, name === "序" ? value : figure(value));
}
