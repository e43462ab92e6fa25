/* What lies on the desk: files in the order in which they came, what was typed into each, and the ways of judging. */
const desk = {
  files: new Map(),
  next: 1,
  mode: "fill",
  reviewer: "",
  rulebook: "",
  rulebooks: [],
  version: "",
  startTook: 0,
  /* Files that wait to be read, and how far the reading is. */
  coming: [],
  reading: null,
  cancelled: false,
  /* Something changed since the forms were last held against each other. */
  uncompared: false,
};
const KINDS = /\.(xlsx|xlsm|json|jsonl|xls|et|ods|docx|doc|pdf|html|htm|csv)$/i;

function bundle() {
  return desk.mode === "review" ? "review" : "default";
}
function ways() {
  return { rulebook: desk.rulebook, bundle: bundle() };
}
/* Every form of every file, in order. */
function allForms() {
  const found = [];
  for (const file of desk.files.values()) {
    (file.data ? file.data.forms : []).forEach((form, n) => found.push({ file, form, n }));
  }
  return found;
}
function unsaved() {
  let count = 0;
  for (const file of desk.files.values()) if (!file.saved) count += changedCells(file) + (file.waived ? 1 : 0);
  return count;
}
function changedCells(file) {
  return file.data ? file.data.changes.filter((each) => !each.follows).length : 0;
}

async function take(files) {
  const given = [...files].filter((file) => !/^(~\$|\.)/.test(file.name));
  const known = given.filter((file) => KINDS.test(file.name));
  const other = given.length - known.length;
  if (!known.length) {
    tell(other ? [`这 ${other} 个文件不是自评表、台账或 JSON，没有读取。`] : [], "没有可读的文件");
    return;
  }
  desk.coming.push(...known);
  if (desk.reading) {
    desk.reading.all += known.length;
    return drawEngine();
  }
  desk.cancelled = false;
  desk.reading = { done: 0, all: known.length };
  drawEngine();
  const engine = await started;
  await readComing(engine);
  desk.coming = [];
  desk.reading = null;
  await afterReading();
}
async function readComing(engine) {
  const begun = performance.now();
  let help = null;
  await readAll((entry) => openOne(engine, entry), () => {
    if (!help && worthHelp(performance.now() - begun)) help = helping(engine);
  });
  if (help) await help.end();
}
/* Two at a time: while the engine works on one file, the next is read and waits at its door. */
async function readAll(open, after) {
  let before = Promise.resolve();
  while (desk.coming.length && !desk.cancelled) {
    const file = desk.coming.shift();
    const key = `f${desk.next++}`;
    const entry = { key, file, name: file.name, typed: [], saved: true, data: null };
    desk.files.set(key, entry);
    const opening = open(entry).then(() => {
      desk.reading.done += 1;
      drawEngine();
    });
    await before;
    before = opening;
    after();
  }
  await before;
}
async function openOne(engine, entry, helper) {
  desk.uncompared = true;
  try {
    const bytes = await contentOf(entry.file);
    if (drafts.on()) entry.mark = await drafts.mark(bytes);
    const given = [{ name: entry.name, bytes }];
    const read = helper ? await readBy(helper, given) : null;
    entry.data = read ? await asked(engine, "take", { key: entry.key }, read) : await asked(engine, "open", { key: entry.key }, given);
  } catch (fault) {
    entry.data = { key: entry.key, file: entry.name, kind: "", own: "", forms: [], changes: [], remarks: [], faults: [fault.message] };
  }
}
async function contentOf(file) {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (gone) {
    throw new Error("文件读不到：选择以后可能被移走、改名或改动了，或正被别的程序独占。请再选一次。");
  }
}
async function afterReading() {
  await crossCheck();
  drawEngine();
  const forms = allForms();
  say(`读完了：${forms.length} 张表`);
  if (location.hash === "#list") draw();
  else location.hash = "#list";
  await learnRulebooks(await started);
}
/* Which rulebooks there are: asked when nobody waits for anything else. */
async function learnRulebooks(engine) {
  if (desk.rulebooks.length) return;
  desk.rulebooks = await asked(engine, "rulebooks", null);
  const box = $("rulebooks");
  if (box) show(box, rulebookChoice());
}
async function crossCheck() {
  if (!desk.uncompared) return;
  const engine = await started;
  desk.uncompared = false;
  const found = await asked(engine, "cross", { keys: [...desk.files.keys()] }).catch((fault) => {
    desk.uncompared = true;
    throw fault;
  });
  for (const [key, forms] of Object.entries(found)) {
    const entry = desk.files.get(key);
    if (entry) entry.data.forms = forms;
  }
}
/* One request; a refusal becomes an Error with the engine's sentence. */
async function asked(engine, what, data, files) {
  const { data: answer } = await engine.ask(what, data, files);
  if (answer && answer.refused) throw new Error(answer.refused);
  return answer;
}
async function judgeBy() {
  const engine = await started;
  const answers = await asked(engine, "judge-by", ways());
  for (const data of answers) desk.files.get(data.key).data = data;
  desk.uncompared = true;
  if (!desk.files.size) return;
  await crossCheck();
  draw();
}
async function close(entry) {
  const engine = await started;
  await asked(engine, "close", { key: entry.key });
  desk.files.delete(entry.key);
  desk.uncompared = true;
  await crossCheck();
  draw();
}
/* All that was typed into a file goes to the engine each time; it starts from the file as it was. */
async function typeInto(entry, typed) {
  const engine = await started;
  entry.data = await asked(engine, "type", { key: entry.key, typed });
  desk.uncompared = true;
  entry.typed = typed;
  entry.saved = changedCells(entry) === 0;
  drafts.keep(entry);
}
function textAt(entry, n, field, otherwise) {
  for (let i = entry.typed.length - 1; i >= 0; i--) {
    const each = entry.typed[i];
    if (each.n === n && each.field === field) return each.text;
  }
  return otherwise;
}
