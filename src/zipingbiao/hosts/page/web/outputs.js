/* Everything that can be had from the desk, each a command of the command line. */
function workbooks() {
  return [...desk.files.values()].filter((entry) => entry.data && entry.data.forms.length && entry.data.kind === "自评表");
}
function readable() {
  return [...desk.files.values()].filter((entry) => entry.data && entry.data.forms.length);
}
const isXlsx = (name) => name.endsWith(".xlsx") || name.endsWith(".xlsm");
const noBackup = (name) => !name.endsWith(".bak");

async function packAll() {
  const entries = workbooks();
  if (!entries.length) return tell(["列表里没有自评表工作簿。台账和 JSON 请先“生成全部自评表”。"], "没有可打包的表");
  const engine = await started;
  const { files } = await engine.ask("content", { keys: entries.map((entry) => entry.key) });
  const named = files.map((file, i) => ({ name: entries[i].data.changes.length || entries[i].waived ? changedName(file.name) : file.name, bytes: file.bytes }));
  const name = await deliver(named, "自评表");
  entries.forEach((entry) => { entry.saved = true; });
  tell([`已生成 ${name}，通常在“下载”文件夹。原文件没有改动。`], "已生成");
}
function changedName(name) {
  return name.replace(/(\.[^.]+)$/, "-已改$1");
}
function finals(entries) {
  return make("bulk", entries, { out: "报送版", final: true, force: true }, { name: "报送版", only: isXlsx });
}
function marked(entries) {
  return make("check", entries, { mark: true, bundle: bundle() }, { name: "标记版", only: (name) => isXlsx(name) && noBackup(name) });
}
const common = () => ({ bundle: bundle(), rulebook: desk.rulebook || null });

/* Buttons of the list: words, what they do, what they work on. */
function outputs() {
  const review = desk.mode === "review";
  const books = workbooks();
  const all = readable();
  const sources = all.filter((entry) => entry.data.kind !== "自评表");
  const groups = [
    ["填报", [
      ["全部打包下载", packAll, books.length, "列表里没有自评表工作簿"],
      ["报送版", () => finals(books), books.length, "列表里没有自评表工作簿"],
      ["标记版", () => marked(books), books.length, "列表里没有自评表工作簿"],
      ["生成全部自评表", () => make("bulk", sources, { out: "自评表", force: true, rulebook: desk.rulebook || null }, { name: "自评表", zip: "生成的自评表", only: isXlsx }), sources.length, "要先拖入台账或 JSON"],
    ]],
    ["汇总", [
      ["汇总表", () => make("collect", all, { out: "汇总.xlsx", ...common() }, { name: "汇总", only: (name) => name === "汇总.xlsx" }), all.length, "还没有表"],
      ["审核报告（网页）", () => make("check", all, { report: "审核报告.html", ...common() }, { name: "审核报告", only: (name) => name === "审核报告.html" }), all.length, "还没有表"],
      ["审核报告（Excel）", () => make("check", all, { report: "审核报告.xlsx", ...common() }, { name: "审核报告", only: (name) => name === "审核报告.xlsx" }), all.length, "还没有表"],
      ["佐证材料清单", () => make("evidence", all, { out: "佐证材料清单.xlsx" }, { name: "佐证材料清单", only: (name) => name === "佐证材料清单.xlsx" }), all.length, "还没有表"],
    ]],
    ["复核", [
      ["退回意见", () => make("return", all, { out: "退回意见", format: "xlsx", ...common() }, { name: "退回意见", only: isXlsx }), all.length, "还没有表"],
      ["复核副本", () => make("review", books, { out: "复核副本" }, { name: "复核副本", only: (name) => name.startsWith("复核副本/") }), books.length, "列表里没有自评表工作簿"],
      ["两稿比较", () => { location.hash = "#compare"; }, all.length > 1, "要有两份文件"],
    ]],
  ];
  if (review) groups.reverse();
  return h("div", { class: "outputs" }, groups.map(([words, buttons]) =>
    h("div", { class: "output-group", role: "group", "aria-label": words }, h("span", { class: "group-name" }, words),
      buttons.map(([label, act, able, why]) => able
        ? button(label, guarded(act))
        : button(label, () => tell([`${why}。`], label), { class: "waiting", title: why })))));
}
const FAILED = "没有做成";
/* An act that can fail: the words stay in the page. */
function guarded(act) {
  return async (...given) => {
    try {
      await act(...given);
      if ($("made").dataset.kind === FAILED) leaveNotes();
    } catch (fault) {
      tell([fault.message], FAILED);
    }
  };
}
async function blank(command, name) {
  const done = await api.call(command, [], { arguments: [name] });
  await hand(done, done.files, { name });
}
async function example() {
  const done = await api.call("demo", [], { out: "示例" });
  if (!done.files.length) return hand(done, [], { name: "示例" });
  await take(done.files.filter((file) => isXlsx(file.name)).map((file) => new File([file.bytes], file.name.split("/").pop())));
}
