/* Two versions compared: which fields changed, which findings went, stayed, came. */
const comparing = { old: "", new: "" };

function drawCompare() {
  document.title = "两稿比较 – 自评表";
  const entries = readable();
  if (entries.length < 2) return void (location.hash = "#list");
  comparing.old = comparing.old || entries[0].key;
  comparing.new = comparing.new || entries[1].key;
  const choose = (words, side) => h("label", {}, words, h("select", { id: `compare-${side}`, onchange: (event) => { comparing[side] = event.target.value; } },
    entries.map((entry) => h("option", { value: entry.key, selected: comparing[side] === entry.key }, entry.name))));
  show($("main"),
    h("div", { class: "head-line" }, h("a", { href: "#list" }, "‹ 返回列表"), h("h1", {}, "两稿比较")),
    h("p", {}, "文件里有多张表的，按项目编码、名称配对。"),
    h("div", { class: "filters" }, choose("前稿", "old"), choose("后稿", "new"), button("比较", guarded(compareNow), { class: "main", id: "compare" }),
      button("下载比较结果", guarded(() => make("diff", pair(), { report: "比较.xlsx", ...common() }, { name: "比较结果", only: (name) => name === "比较.xlsx" })))),
    h("div", { id: "compared" }));
}
function pair() {
  return [desk.files.get(comparing.old), desk.files.get(comparing.new)];
}
async function compareNow() {
  const engine = await started;
  const { data: done } = await engine.ask("desk-run", { command: "diff", keys: pair().map((entry) => entry.key), options: common() });
  const data = dataOf(done.output);
  if (!data.forms) return tell(done.messages, "没有比较");
  show($("compared"), data.forms.map(compared), data.errors.map((each) => h("p", { class: "notice error" }, `${each.file}：${each.message}`)));
}
const TOLD = [["new", "新出现的问题"], ["gone", "已改好的问题"], ["hidden", "内容删空后消失的问题"], ["waived", "新豁免的问题"], ["remaining", "仍有的问题"]];
function compared(each) {
  const side = each.new || each.old;
  if (!each.old || !each.new) return h("p", { class: "notice" }, `${side.name}：${each.old ? "只在前稿里有" : "只在后稿里有"}。`);
  const heads = ["位置", "栏目", "前稿", "后稿"];
  return h("section", { class: "compared" },
    h("h2", {}, `${side.name}　总分 ${figure(each.old.total)} → ${figure(each.new.total)}`),
    each.changes.length
      ? h("table", { class: "list" }, h("thead", {}, h("tr", {}, heads.map((words) => h("th", { scope: "col" }, words)))),
          h("tbody", {}, each.changes.map((change) => h("tr", {}, h("th", { scope: "row" }, change.where), h("td", {}, change.label), h("td", {}, change.before || "（空）"), h("td", {}, change.after || "（空）")))))
      : h("p", {}, "填报内容没有变化。"),
    TOLD.map(([kind, words]) => {
      const list = each.findings[kind];
      if (!list.length) return null;
      return h("details", {}, h("summary", {}, `${words} ${list.length}`), h("ul", {}, list.map((finding) => h("li", {}, `${LEVELS[finding.severity]} ${finding.code} ${finding.message}`))));
    }));
}
