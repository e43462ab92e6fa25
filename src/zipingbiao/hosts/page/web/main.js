/* The page comes up: the start screen at once, the engine behind it. */
const engineState = { stage: 0, fault: "" };

function draw() {
  const [screen, key, n] = location.hash.slice(1).split("/");
  const main = $("main");
  main.dataset.screen = screen || "start";
  if (screen !== "form") sheet = null;
  if (screen === "list") drawList();
  else if (screen === "form") guarded(drawForm)(key, Number(n));
  else if (screen === "changes") drawChanges(key, Number(n));
  else if (screen === "compare") drawCompare();
  else if (screen === "help") drawHelp();
  else if (screen === "about") drawAbout();
  else drawStart();
}
async function bootEngine() {
  engineState.fault = "";
  engineState.stage = 1;
  drawEngine();
  /* How to judge is said before anything else is asked: files may wait already, and a new engine knows nothing of it. */
  const begun = performance.now();
  started = startEngine((stage) => {
    engineState.stage = stage;
    drawEngine();
  }).then(async (engine) => {
    desk.startTook = performance.now() - begun;
    await asked(engine, "judge-by", ways());
    return engine;
  });
  api.ready = started.then(() => undefined);
  api.ready.catch(() => undefined);
  try {
    const engine = await started;
    const about = await asked(engine, "about", null);
    desk.version = about.version;
    engineState.stage = 0;
    await reopen(engine);
    if (!desk.reading) await learnRulebooks(engine);
  } catch (fault) {
    engineState.stage = 0;
    engineState.fault = fault.message;
  }
  drawEngine();
  if (location.hash === "#list" || location.hash === "#about") draw();
}
/* After a new start, everything that lay on the desk is read again, with what was typed. */
async function reopen(engine) {
  for (const entry of desk.files.values()) {
    if (!entry.data) continue;
    const typed = entry.typed;
    entry.typed = [];
    await openOne(engine, entry);
    if (typed.length) await typeInto(entry, typed);
  }
}

if (document.documentElement.hasAttribute("data-able")) {
  $("app").hidden = false;
  if (!["", "#start", "#help", "#about"].includes(location.hash)) location.hash = "#start";
  window.addEventListener("hashchange", async () => {
    await commit();
    leaveNotes();
    if (location.hash === "#list" && desk.files.size) await crossCheck();
    draw();
    $("main").focus({ preventScroll: true });
    window.scrollTo(0, 0);
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved()) event.preventDefault();
  });
  listenForDrops();
  listenForKeys();
  draw();
  bootEngine();
}
