// Every screen through axe-core, at three sizes; a form with script in every text; browsers that cannot run the engine.
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { done, opened, settings } from "./opened.mjs";

const axe = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf-8");
const { browser, page, seen } = await opened({ ready: false });
const found = { serious: {}, sideways: {} };

// axe is text of ours for the test: it goes in past the page's policy, which only the page itself must keep.
async function look(name) {
  await page.evaluate(axe);
  const result = await page.evaluate(() => window.axe.run(document, {}));
  found.passed = (found.passed || 0) + result.passes.length;
  found.serious[name] = result.violations
    .filter((each) => ["serious", "critical"].includes(each.impact))
    .map((each) => `${each.id}: ${each.nodes.map((node) => node.target.join(" ")).slice(0, 3).join(" | ")}`);
  for (const [width, height] of [[1366, 768], [390, 844]]) {
    await page.setViewport({ width, height });
    found.sideways[`${name} ${width}`] = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (settings.shots) await page.screenshot({ path: path.join(settings.shots, `${name}-${width}.png`) });
  }
  await page.setViewport({ width: 1366, height: 768 });
}
const go = async (hash, selector) => {
  await page.evaluate((to) => { location.hash = to; }, hash);
  await page.waitForSelector(selector);
};

await look("start");
await (await page.$("#pick-files")).uploadFile(...settings.files);
await page.waitForSelector("#rows tbody tr", { timeout: 90000 });
await look("list");
await page.click('input[value="review"]');
await page.waitForSelector(".pictures");
await look("review");
await page.click("#rows a");
await page.waitForSelector("#findings h2");
await look("form");
await page.focus("[data-gap]");
await page.keyboard.type("甲");
await page.keyboard.press("Enter");
await page.waitForFunction(() => document.getElementById("sum").innerText.includes("已改"));
await page.click("#to-changes");
await page.waitForSelector("#save");
await look("changes");
await go("#help", "kbd");
await look("help");
await go("#about", "main details");
found.licences = await page.$$eval("main details summary", (lines) => lines.map((line) => line.innerText));
await look("about");

// With the keyboard only: from the top of the list into the first form.
await go("#list", "#rows tbody tr");
await page.evaluate(() => document.activeElement.blur());
for (let i = 0; i < 80; i++) {
  await page.keyboard.press("Tab");
  if (await page.evaluate(() => document.activeElement.matches("#rows tbody a"))) break;
}
await page.keyboard.press("Enter");
await page.waitForSelector("#findings h2");
await page.keyboard.press("F6");
found.side = await page.evaluate(() => document.activeElement.id);
await page.keyboard.press("j");
found.finding = await page.evaluate(() => Boolean(document.activeElement.closest(".finding")));
const first = await page.$eval("main h1", (node) => node.innerText);
await page.keyboard.press("n");
await page.waitForFunction((name) => document.querySelector("main h1").innerText !== name, {}, first);
found.keyboard = await page.$eval("main h1", (node) => node.innerText);

// Script in every text stays text.
await page.evaluate(() => { window.pwned = false; });
await go("#start", "#pick-files");
await (await page.$("#pick-files")).uploadFile(settings.poisoned);
await page.waitForFunction((rows) => document.querySelectorAll("#rows tbody tr").length === rows, { timeout: 30000 }, settings.files.length + 1);
await page.evaluate(() => [...document.querySelectorAll("#rows tbody a")].pop().click());
await page.waitForSelector("#findings h2");
found.poison = await page.evaluate(() => ({
  title: document.querySelector("main h1").innerText,
  images: document.querySelectorAll("main img, main script, main iframe").length,
  links: [...document.querySelectorAll("main a")].filter((link) => !link.getAttribute("href").startsWith("#")).length,
  pwned: window.pwned,
}));
await page.close();

// What the page itself lets nobody do.
const closed = await browser.newPage();
await closed.goto(settings.page);
found.network = await closed.evaluate(async () => {
  const tried = async (act) => { try { await act(); return "open"; } catch (refused) { return "refused"; } };
  return [
    await tried(() => fetch("https://example.invalid/")),
    await tried(() => fetch(location.href)),
    await tried(() => new Promise((yes, no) => { const image = new Image(); image.onload = yes; image.onerror = no; image.src = "https://example.invalid/x.png"; })),
  ];
});
await closed.close();

// A browser without what the engine needs: the sentence stands, nothing starts. One that cannot start it: text and 重试.
const old = await browser.newPage();
await old.evaluateOnNewDocument(() => { WebAssembly.validate = () => false; });
await old.goto(settings.page);
found.old = await old.evaluate(() => [document.getElementById("too-old").offsetParent !== null, document.getElementById("app").hidden, window.zipingbiao && "ready" in window.zipingbiao]);
await old.close();
const broken = await browser.newPage();
await broken.evaluateOnNewDocument(() => { window.Worker = class { postMessage() { setTimeout(() => this.onerror({ message: "" }), 50); } terminate() {} }; });
await broken.goto(settings.page);
await broken.waitForSelector("#engine .fault");
found.broken = await broken.$eval("#engine", (box) => box.innerText);
await browser.close();
done({ ...found, seen });
