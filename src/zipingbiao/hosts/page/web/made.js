/* What was made, and what went wrong: it stays until the person closes it. */
function tell(lines, heading, more) {
  const box = $("made");
  box.hidden = false;
  box.dataset.kind = heading;
  show(
    box,
    h("div", { class: "made-head" }, h("h2", {}, heading), button("关闭", () => { box.hidden = true; }, { class: "plain" })),
    lines.length ? h("ul", {}, lines.map((line) => h("li", {}, line))) : null,
    more || null,
  );
  say(`${heading}。${lines[0] || ""}`);
}

/* What was told of an earlier act or another screen. */
function leaveNotes() {
  $("made").hidden = true;
}

/* A command of the command line on the files of the desk; its files become one download. */
async function make(command, entries, options, words) {
  say(`正在生成${words.name}…`);
  const engine = await started;
  const keys = entries.map((entry) => entry.key);
  const { data: done, files } = await engine.ask("desk-run", { command, keys, options });
  await hand(done, files, words);
}
async function hand(done, files, words) {
  const problems = done.messages.concat(problemsOf(done.output));
  const wanted = files.filter((file) => !words.only || words.only(file.name));
  if (!wanted.length) {
    tell(problems.length ? problems : ["没有要写的文件。"], `没有生成${words.name}`, detailOf(done));
    return;
  }
  const name = await deliver(wanted, words.zip || words.name);
  tell([`已生成 ${name}，通常在“下载”文件夹。原文件没有改动。`, ...problems], headingOf(done, wanted), detailOf(done));
}
/* One file as it is, several as a .zip. */
async function deliver(files, zip) {
  if (files.length === 1) {
    const name = files[0].name.split("/").pop();
    download(name, files[0].bytes);
    return name;
  }
  const engine = await started;
  const flat = files.map((file) => ({ name: file.name.split("/").slice(-1)[0], bytes: file.bytes }));
  const name = `${zip}.zip`;
  const packed = await engine.ask("pack", { name }, flat);
  download(name, packed.files[0].bytes);
  return `${name}（${files.length} 个文件）`;
}
/* Never 已生成 alone where one of many was not. */
function headingOf(done, wanted) {
  const left = problemsOf(done.output).length;
  if (left) return `生成了 ${wanted.length} 个文件，${left} 处没有做`;
  return done.messages.length ? "已生成，另有说明" : "已生成";
}
function dataOf(output) {
  try {
    return JSON.parse(output) || {};
  } catch (noJson) {
    return {};
  }
}
/* What a command's JSON says was not done. */
function problemsOf(output) {
  const data = dataOf(output);
  const errors = (data.errors || []).filter((each) => each.file !== null).map((each) => `${each.file}：${each.message}`);
  const refused = (data.projects || []).filter((each) => each.problem).map((each) => `${each.name}：${each.problem}`);
  return [...errors, ...refused];
}
function detailOf(done) {
  return done.detail ? h("details", {}, h("summary", {}, "给维护人员的详情"), h("pre", {}, done.detail)) : null;
}
