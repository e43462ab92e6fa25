// A clerk with three forms: reads the list, fills a gap, a number that is none, an actual; undoes; looks; downloads.
import { arrived, done, opened, saveDownloads, settings } from "./opened.mjs";

const { browser, page, seen } = await opened({ ready: false });
await saveDownloads(page, settings.out);
const found = {};
const text = (selector) => page.$eval(selector, (node) => node.innerText);
// The engine has answered to what was typed.
const settled = () => page.waitForSelector('#paper[aria-busy="false"]', { timeout: 30000 });

// Files are taken at once, while the engine still starts.
await (await page.$("#pick-files")).uploadFile(...settings.files);
found.starting = await text("#engine");
await page.waitForFunction(() => location.hash === "#list", { timeout: 90000 });
await page.waitForSelector("#rows tbody tr");
found.heading = await text("main h1");
found.rows = await page.$$eval("#rows tbody tr", (rows) => rows.map((row) => [...row.children].map((cell) => cell.innerText)));
found.notRead = await page.$$eval(".notice.error li", (lines) => lines.map((line) => line.innerText));

await page.click("#rows a");
await page.waitForSelector("#findings h2");
found.title = await page.title();
found.points = await page.$$eval(".points li", (lines) => lines.map((line) => line.innerText));
found.findings = await page.$$eval("#findings .finding", (lines) => lines.length);

// A finding leads to its cell.
await page.click("#findings .finding a");
found.focused = await page.evaluate(() => Boolean(document.activeElement.closest("#paper")));

// Why is this score what it is?
await page.click('[data-why="indicators[0].score"]');
await page.waitForSelector("td.why pre");
found.why = await text("td.why pre");

// The first gap, with the keyboard only.
await page.focus("[data-gap]");
await page.keyboard.type(settings.words);
await page.keyboard.press("Enter");
await settled();
found.afterGap = await text("#sum");
found.next = await page.evaluate(() => document.activeElement.dataset.gap || document.activeElement.dataset.typed || "");

// A score that is no number is refused beside the field; Esc brings back what stood there.
const score = (field) => `textarea[data-typed="${field}"]`;
await page.focus(score("indicators[1].score"));
await page.keyboard.down("Control");
await page.keyboard.press("a");
await page.keyboard.up("Control");
await page.keyboard.type("八分");
await settled();
found.refused = await text(".refused");
await page.focus(score("indicators[1].score"));
await page.keyboard.press("Escape");
found.restored = await page.$eval(score("indicators[1].score"), (input) => input.value);

// The total follows the executed amount; undo brings it back.
found.before = await text("#sum");
await page.$eval(score("indicators[0].actual"), (input) => { input.focus(); input.select(); });
await page.keyboard.type("50%");
await settled();
found.lower = await text("#sum");
await page.evaluate(() => document.activeElement.blur());
await page.click("#undo");
await page.waitForFunction((lower) => document.getElementById("sum").innerText !== lower, { timeout: 30000 }, found.lower);
found.undone = await text("#sum");

// An input method that composes asks nothing.
await page.$eval(score("goals.actual"), (input) => {
  input.focus();
  input.value = "拼";
  input.dispatchEvent(new InputEvent("input", { isComposing: true }));
});
await new Promise((later) => setTimeout(later, 600));
found.composing = await text("#sum");
await page.$eval(score("goals.actual"), (input) => input.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true })));

// Changes first, then the download.
await page.keyboard.down("Control");
await page.keyboard.press("s");
await page.keyboard.up("Control");
await page.waitForSelector("#save");
found.changes = await page.$$eval("main tbody tr", (rows) => rows.map((row) => [...row.children].map((cell) => cell.innerText)));
found.label = await text("#save");
found.unsaved = await page.evaluate(() => {
  const event = new Event("beforeunload", { cancelable: true });
  window.dispatchEvent(event);
  return event.defaultPrevented;
});
await page.click("#save");
found.saved = await arrived(settings.out, settings.name);
found.told = await text("#made");
found.warns = await page.evaluate(() => {
  const event = new Event("beforeunload", { cancelable: true });
  window.dispatchEvent(event);
  return event.defaultPrevented;
});
found.kept = await page.evaluate(() => ({ ...localStorage }));

// A draft: only after the switch, only offered, gone after the wipe.
await page.evaluate(() => { location.hash = "#list"; });
await page.waitForSelector(".foot input[type=checkbox]");
await page.click(".foot input[type=checkbox]");
await page.waitForFunction(() => Object.keys(localStorage).length > 1);
await page.reload();
await (await page.$("#pick-files")).uploadFile(settings.files[0]);
await page.waitForFunction(() => location.hash === "#list" && document.querySelector("#rows tbody tr"), { timeout: 90000 });
found.offered = await page.$$eval("p.notice", (lines) => lines.map((line) => line.innerText));
found.untouched = await text("#rows tbody tr");
await page.evaluate(() => [...document.querySelectorAll("button")].find((each) => each.innerText === "用草稿").click());
await page.waitForFunction(() => document.querySelector("#rows tbody tr").innerText.includes("已改 1 处"));
await page.evaluate(() => [...document.querySelectorAll("button")].find((each) => each.innerText === "清除草稿").click());
found.wiped = await page.evaluate(() => ({ ...localStorage }));

// A finding set aside: refused without a reason, then told, and in the downloaded workbook.
const waive = () => page.evaluate(() => [...document.querySelectorAll("#findings button")].find((each) => each.innerText === "豁免这一处").click());
page.on("dialog", (warning) => warning.accept().catch(() => undefined)); // what was typed is not downloaded yet
await page.reload();
await (await page.$("#pick-files")).uploadFile(settings.files[1]);
await page.waitForFunction(() => location.hash === "#list" && document.querySelector("#rows a"), { timeout: 90000 });
await page.click("#rows a");
await page.waitForSelector("#findings .finding summary");
await page.click("#findings .finding summary");
await waive();
await page.waitForFunction(() => !document.getElementById("made").hidden);
found.noReason = await text("#made");
const [reason, who] = await page.$$("#findings .finding:first-child details input");
await reason.type("批复如此");
await who.type("张三");
await waive();
await page.waitForFunction(() => document.getElementById("made").innerText.includes("审核豁免"), { timeout: 30000 });
found.waivedHead = await text("#sum");
await page.click("#to-changes");
await page.waitForSelector("#save");
found.leftBehind = await page.$eval("#made", (box) => box.hidden);
await page.click("#save");
found.waived = await arrived(settings.out, settings.second);
await browser.close();
done({ ...found, seen });
