/* C3: what will be written, old and new, before anything is downloaded. */
function drawChanges(key, n) {
  const entry = desk.files.get(key);
  if (!entry) return void (location.hash = "#list");
  document.title = "查看改动 – 自评表";
  const { changes } = entry.data;
  const typed = changes.filter((each) => !each.follows).length;
  const follows = changes.length - typed;
  show($("main"),
    h("div", { class: "head-line" }, h("a", { href: `#form/${key}/${n}` }, "‹ 返回"), h("h1", {}, "查看改动")),
    changes.length
      ? [h("p", {}, `将改 ${typed} 个单元格${follows ? `，另有 ${follows} 个公式格显示的数随之更新` : ""}，其余内容一个字节都不动。`),
          h("div", { class: "scroll" }, h("table", { class: "list" }, h("caption", { class: "visually-hidden" }, "改动"), h("thead", {}, h("tr", {}, ["位置", "栏目", "原内容", "新内容"].map((words) => h("th", { scope: "col" }, words)))),
            h("tbody", {}, changes.map((each) => h("tr", {}, h("th", { scope: "row" }, `${each.sheet}!${each.cell}`), h("td", {}, each.label), h("td", {}, each.old || (each.follows ? "（公式）" : "（空）")), h("td", {}, each.new || "（空）")))))),
          h("div", { class: "row" }, button(`下载 ${changedName(entry.name)}`, guarded(() => saveChanged(entry)), { class: "main", id: "save" }))]
      : entry.waived ? [h("p", {}, "豁免的问题记在“审核豁免”表里，其余内容一个字节都不动。"), h("div", { class: "row" }, button(`下载 ${changedName(entry.name)}`, guarded(() => saveChanged(entry)), { class: "main", id: "save" }))]
        : h("p", {}, "还没有改动。回到表里填写，再来这里下载。"));
}
async function saveChanged(entry) {
  await commit();
  const engine = await started;
  const { files } = await engine.ask("content", { keys: [entry.key] });
  const name = changedName(entry.name);
  download(name, files[0].bytes);
  entry.saved = true;
  tell([`已生成 ${name}，通常在“下载”文件夹。原文件没有改动。`], "已生成");
}
