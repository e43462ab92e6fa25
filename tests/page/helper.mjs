// Very many workbooks, the first engine made slow: a second one helps. What the list shows, and who read how many.
// Alone it is slow by the page's clock only; once there is a second one, in truth, so that there is something to help with.
import fs from "node:fs";
import puppeteer from "puppeteer-core";
import { done, settings } from "./opened.mjs";

const browser = await puppeteer.launch({ executablePath: settings.program, args: ["--no-sandbox"], headless: true, protocolTimeout: 200000 });
const found = {};
for (const slow of [0, 600]) {
  const page = await browser.newPage();
  const faults = [];
  page.on("pageerror", (fault) => faults.push(String(fault)));
  await page.evaluateOnNewDocument((wait) => {
    Object.defineProperty(navigator, "hardwareConcurrency", { get: () => (wait ? 2 : 1) });
    window.sent = [];
    const post = Worker.prototype.postMessage;
    let workers = 0;
    let passed = 0;
    const now = performance.now.bind(performance);
    performance.now = () => now() + passed;
    Worker.prototype.postMessage = function (message, ...more) {
      this.number = this.number || ++workers;
      window.sent.push([this.number, message.what]);
      if (message.what === "open" && workers > 1) setTimeout(() => post.call(this, message, ...more), wait);
      else post.call(this, message, ...more);
      if (message.what === "open") passed += wait;
    };
    const stop = Worker.prototype.terminate;
    window.stopped = 0;
    Worker.prototype.terminate = function () {
      window.stopped += 1;
      stop.call(this);
    };
  }, slow);
  await page.goto(settings.page);
  await page.evaluate(() => window.zipingbiao.ready);
  const texts = settings.files.map((file) => fs.readFileSync(file).toString("base64"));
  await page.evaluate((contents, count) => {
    const given = new DataTransfer();
    for (let n = 0; n < count; n++) given.items.add(new File([Uint8Array.from(atob(contents[n % contents.length]), (c) => c.charCodeAt(0))], `${n + 1}.xlsx`));
    const box = document.getElementById("pick-files");
    box.files = given.files;
    box.dispatchEvent(new Event("change"));
  }, texts, settings.count);
  await page.waitForFunction((count) => location.hash === "#list" && document.querySelectorAll("#rows tbody tr").length === count, { timeout: 120000 }, settings.count);
  const rows = await page.$$eval("#rows tbody tr", (lines) => lines.map((line) => line.innerText));
  const [sent, stopped] = await page.evaluate(() => [window.sent, window.stopped]);
  const asked = (number, what) => sent.filter((each) => each[0] === number && each[1] === what).length;
  await page.click("#rows tbody tr:last-child a");
  await page.waitForSelector("#findings h2");
  const findings = await page.$eval("#findings", (box) => box.innerText);
  found[slow ? "helped" : "alone"] = { rows, findings, stopped, faults, opened: asked(1, "open"), taken: asked(1, "take"), read: asked(2, "read") };
  await page.close();
}
await browser.close();
done(found);
