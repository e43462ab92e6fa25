/* S0: where files come in. The drop area is alive at once; files wait until the engine is up. */
const STAGES = ["", "解开引擎", "启动 Python", "装入规则和模板", "准备计算"];

function drawEngine() {
  const box = $("engine");
  box.classList.toggle("busy", Boolean(engineState.stage || desk.reading));
  if (engineState.fault) {
    show(box, h("span", { class: "fault" }, `启动没有成功：${engineState.fault}。请重试；仍不行，请换用 Edge 或 Chrome 103 以上版本。`), button("重试", bootEngine));
  } else if (engineState.stage) {
    const waiting = desk.reading ? `已收到 ${desk.reading.all} 个文件，启动完就开始。` : "";
    show(box, `正在启动计算引擎：第 ${engineState.stage} 步，共 4 步（${STAGES[engineState.stage]}；一般 5 秒，旧电脑要 20 秒）。${waiting}`);
  } else if (desk.reading) {
    const { done, all } = desk.reading;
    show(box, `正在读第 ${Math.min(done + 1, all)} 个，共 ${all} 个文件 `, button("取消", () => { desk.cancelled = true; }, { class: "plain" }));
  } else {
    show(box);
  }
}

function dropArea() {
  const files = h("input", { type: "file", multiple: true, class: "visually-hidden", id: "pick-files", tabindex: "-1", "aria-label": "选择文件", onchange: () => { take(files.files); } });
  const folder = h("input", { type: "file", multiple: true, webkitdirectory: true, class: "visually-hidden", id: "pick-folder", tabindex: "-1", "aria-label": "选择文件夹", onchange: () => { take(folder.files); } });
  return h("div", { class: "drop", id: "drop" },
    h("p", { class: "drop-words" }, "把自评表、台账或整个文件夹拖到这里"),
    h("div", { class: "row" }, button("选择文件", () => files.click(), { class: "main" }), button("选择文件夹", () => folder.click())),
    files, folder);
}
function modeChoice() {
  const choice = (value, words) => h("label", { class: "choice" },
    h("input", { type: "radio", name: "mode", value, checked: desk.mode === value, onchange: () => setMode(value) }), words);
  return h("fieldset", { class: "mode" }, h("legend", {}, "我要"), choice("fill", "填报自查"), choice("review", "审核多张"));
}
const setMode = guarded(async (mode) => {
  desk.mode = mode;
  await judgeBy();
});

function drawStart() {
  document.title = "自评表";
  show($("main"),
    h("h1", {}, "项目支出绩效自评表：计分、审核、填写"),
    dropArea(),
    h("div", { class: "row" }, h("span", {}, "没有文件？"),
      button("空白自评表", guarded(() => blank("new form", "空白自评表.xlsx"))),
      button("空白台账", guarded(() => blank("new ledger", "空白台账.xlsx"))),
      button("示例14张", guarded(example))),
    modeChoice(),
    desk.files.size ? h("p", {}, h("a", { href: "#list" }, `回到列表（${allForms().length} 张表）`)) : null);
}

/* Files dropped anywhere on the page; folders are walked through. */
function listenForDrops() {
  const over = (on) => (event) => {
    event.preventDefault();
    document.body.classList.toggle("dropping", on);
  };
  document.addEventListener("dragover", over(true));
  document.addEventListener("dragleave", over(false));
  document.addEventListener("drop", async (event) => {
    over(false)(event);
    const items = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry());
    const found = [];
    if (items.some(Boolean)) for (const item of items) { if (item) await walk(item, found); }
    else found.push(...event.dataTransfer.files);
    await take(found);
  });
}
async function walk(item, found) {
  if (item.isFile) {
    found.push(await new Promise((yes, no) => item.file(yes, no)));
    return;
  }
  const reader = item.createReader();
  for (;;) {
    const some = await new Promise((yes, no) => reader.readEntries(yes, no));
    if (!some.length) return;
    for (const each of some.sort((a, b) => a.name.localeCompare(b.name, "zh-CN", { numeric: true }))) await walk(each, found);
  }
}
