/* The findings beside the form: what waits for a person first, then three groups; a finding leads to its cell. */
const GROUPS = [["now", "现在改"], ["explain", "要说明"], ["next", "下年申报时改"]];

function drawFindings(data) {
  const waived = data.findings.filter((each) => each.waiver);
  const standing = data.findings.filter((each) => !each.waiver);
  const numbered = standing.map((finding, i) => ({ finding, id: `finding-${i + 1}` }));
  show($("findings"),
    h("h2", {}, `问题 ${standing.length}`, data.points.length ? ` · 还有 ${data.points.length} 处要填` : ""),
    data.state === "待改正" && data.refusal ? h("p", { class: "advice" }, data.refusal) : null,
    data.points.length ? h("details", { open: true, class: "points" }, h("summary", {}, `待填 ${data.points.length}`),
      h("ol", {}, data.points.map((point) => h("li", {}, jump(point.words, point.field))))) : null,
    GROUPS.map(([group, words]) => {
      const mine = numbered.filter(({ finding }) => finding.group === group);
      if (!mine.length) return null;
      return h("div", { class: "finding-group" }, h("h3", {}, `${words} ${mine.length}`), h("ul", {}, mine.map(findingLine)));
    }),
    waived.length ? h("details", {}, h("summary", {}, `已豁免，不计数 ${waived.length}`), h("ul", {}, waived.map((each) => h("li", {}, `${each.code} ${each.message}（${each.waiver.reason}）`)))) : null,
    standing.length || data.points.length ? null : h("p", {}, "没有发现问题。"),
    data.unchecked.length ? h("details", {}, h("summary", {}, `没有检查的规则 ${data.unchecked.length} 条`), h("ul", { class: "small" }, data.unchecked.map((each) => h("li", {}, `${each.code}：${each.why}`)))) : null);
  markCells(numbered);
}
function jump(words, field) {
  return h("a", { href: location.hash, onclick: (event) => { event.preventDefault(); goTo(field); } }, words);
}
function findingLine({ finding, id }) {
  return h("li", { id, class: `finding l${finding.severity}` },
    h("p", {}, h("span", { class: `level l${finding.severity}` }, LEVELS[finding.severity]), " ", jump(`${finding.code}${finding.cell ? ` ${finding.cell}` : ""}`, finding.field), " ", finding.message),
    h("p", { class: "advice" }, `→ ${finding.advice}`),
    finding.request ? h("p", { class: "small" }, `单位申请豁免：${finding.request.reason}（${finding.request.who}）`) : null,
    desk.mode === "fill" && sheet.entry.data.kind === "自评表" ? waiving(finding) : null);
}
/* 豁免: a reason and a name, written into the workbook's own list: the unit's word, which to a reviewer is a request. */
function waiving(finding) {
  const reason = h("input", { type: "text" });
  const who = h("input", { type: "text", value: desk.reviewer });
  return h("details", { class: "working" }, h("summary", {}, "豁免"),
    h("label", { class: "gap" }, "理由（如“批复文件即如此，见京财〔2024〕5号”）", reason), h("label", { class: "gap" }, "豁免人", who),
    button("豁免这一处", guarded(() => waive(finding, reason.value, who.value))));
}
async function waive(finding, reason, who) {
  const { entry, n, data } = sheet;
  if (!reason.trim() || !who.trim()) throw new Error("豁免要写明理由和豁免人。");
  if (entry.typed.length) throw new Error("这份文件有还没有下载的填写，请先下载，再豁免。");
  const engine = await started;
  entry.data = await asked(engine, "waive", { key: entry.key, code: finding.code, cell: finding.cell, project: entry.data.forms.length > 1 ? data.id : "", reason, who });
  desk.uncompared = true;
  entry.waived = true;
  entry.saved = false;
  desk.reviewer = who;
  await drawForm(entry.key, n);
  tell(["记在工作簿的“审核豁免”表里，下载以后才留下。报送给复核人以后，这是一条申请。"], "已豁免");
}
function markCells(numbered) {
  for (const td of document.querySelectorAll("[data-field].found")) {
    td.classList.remove("found", "lE", "lW", "lI");
    const input = td.querySelector("[data-typed]");
    if (input) input.removeAttribute("aria-describedby");
  }
  for (const { finding, id } of numbered) {
    const td = cellOfField(finding.field);
    if (!td) continue;
    const worse = td.classList.contains("lE") || (td.classList.contains("lW") && finding.severity === "I");
    if (!worse) {
      td.classList.remove("lW", "lI");
      td.classList.add("found", `l${finding.severity}`);
    }
    const input = td.querySelector("[data-typed]");
    if (input) input.setAttribute("aria-describedby", `${input.getAttribute("aria-describedby") || ""} ${id}`.trim());
  }
}
/* The cell of a field; where only the row or the block is known, its first cell. */
function cellOfField(field) {
  const exact = [...document.querySelectorAll("#paper [data-field]")].find((td) => td.dataset.field === field);
  if (exact) return exact;
  const row = /^(indicators|funds)(?:\[\d+\])?/.exec(field);
  const start = row ? row[0] : field.split(".")[0];
  const inside = [...document.querySelectorAll("#paper [data-field]")].filter((td) => td.dataset.field.startsWith(start));
  return inside.find((td) => td.querySelector("[data-typed]")) || inside[0] || null;
}
function goTo(field) {
  const td = cellOfField(field);
  if (!td) return;
  const gap = td.querySelector("[data-gap]");
  const closed = td.closest("details");
  if (closed) closed.open = true;
  const target = gap || td.querySelector("[data-typed]") || td;
  target.focus();
  target.scrollIntoView({ block: "center", inline: "nearest" });
}
