/* The keyboard: no key without a visible button; an input method that is composing never triggers one. */
function listenForKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    const act = keyed(event);
    if (act) {
      event.preventDefault();
      act();
    }
  });
}
function keyed(event) {
  const inField = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
  const form = location.hash.startsWith("#form/");
  const { key } = event;
  if (event.ctrlKey || event.metaKey) {
    if (key === "s" && form) return () => commit().then(() => $("to-changes").click());
    if (key === "z" && form && !inField) return undo;
    return null;
  }
  if (event.altKey && form) {
    if (key === "ArrowUp") return () => $("before").click();
    if (key === "ArrowDown") return () => $("after").click();
    return null;
  }
  if (key === "F6" && form) return otherSide;
  if (inField) return form ? inForm(event) : null;
  if (key === "?") return () => { location.hash = "#help"; };
  if (key === "/" && $("search")) return () => $("search").focus();
  if (form && (key === "j" || key === "k")) return () => stepFinding(key === "j" ? 1 : -1);
  if (form && key === "n") return () => $("after").click();
  if (form && key === "p") return () => $("before").click();
  return null;
}
function inForm(event) {
  const field = event.target;
  if (event.key === "Enter" && !event.shiftKey && field.tagName !== "SELECT") return () => { field.dispatchEvent(new Event("change")); nextOpen(field); };
  if (event.key === "Escape" && field.dataset.typed) return () => restore(field);
  return null;
}
function restore(field) {
  const cell = cellOf(sheet.data, field.dataset.typed);
  sheet.pending = null;
  clearTimeout(sheet.timer);
  busy(false);
  if (cell) field.value = cell.text;
  mark(field, "");
  fit(field);
}
/* The next place that waits for a person, after this one, round and round. */
function nextOpen(field) {
  commit();
  const open = new Set(sheet.data.points.map((point) => point.field));
  const stops = [...document.querySelectorAll("#paper [data-gap], #paper [data-typed]")].filter((each) => each.dataset.gap !== undefined || (open.has(each.dataset.typed) && !each.closest("td,th").querySelector("[data-gap]")));
  const after = stops.find((each) => field.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING);
  const next = after || stops.find((each) => each !== field);
  if (next) {
    next.focus();
    next.scrollIntoView({ block: "center", inline: "nearest" });
  } else field.blur();
}
function otherSide() {
  const findings = $("findings");
  (findings.contains(document.activeElement) ? $("paper") : findings).focus();
}
function stepFinding(step) {
  const lines = [...document.querySelectorAll("#findings .finding a")];
  if (!lines.length) return;
  const at = lines.indexOf(document.activeElement);
  lines[(at + step + lines.length) % lines.length].focus();
}
