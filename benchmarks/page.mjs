// How long the page takes: to be ready, then for 300 workbooks until the list stands, in seconds; what its process holds, in MB.
import fs from "node:fs";
import { done, opened, settings } from "../tests/page/opened.mjs";

const { browser, page } = await opened({ ready: false });
await page.evaluate(() => window.zipingbiao.ready);
const ready = (await page.evaluate(() => performance.now())) / 1000;
// Looked at all the while: a second engine is gone again when the list stands.
let memory = 0;
const looking = setInterval(() => { memory = Math.max(memory, largestRenderer(browser.process().pid)); }, 200);
const contents = settings.files.map((file) => fs.readFileSync(file).toString("base64"));
const seconds = await page.evaluate(async (texts, count) => {
  const bytes = texts.map((text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0)));
  const given = new DataTransfer();
  for (let n = 0; n < count; n++) given.items.add(new File([bytes[n % bytes.length]], `${n + 1}.xlsx`));
  const box = document.getElementById("pick-files");
  const start = performance.now();
  box.files = given.files;
  box.dispatchEvent(new Event("change"));
  while (location.hash !== "#list" || document.querySelectorAll("#rows tbody tr").length < count) {
    await new Promise((later) => setTimeout(later, 20));
  }
  return (performance.now() - start) / 1000;
}, contents, settings.count);
clearInterval(looking);
await browser.close();
done({ ready, seconds, memory });

// Chromium's children of children draw pages.
function largestRenderer(root) {
  const parents = new Map();
  const held = new Map();
  for (const pid of fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const status = fs.readFileSync(`/proc/${pid}/status`, "utf-8");
      parents.set(Number(pid), Number(/PPid:\s+(\d+)/.exec(status)[1]));
      if (fs.readFileSync(`/proc/${pid}/cmdline`, "utf-8").includes("--type=renderer")) held.set(Number(pid), Number(/VmRSS:\s+(\d+)/.exec(status)[1]) / 1024);
    } catch (gone) {
      // The process has ended.
    }
  }
  const ours = (pid) => pid === root || (parents.has(pid) && ours(parents.get(pid)));
  return Math.max(...[...held].filter(([pid]) => ours(pid)).map(([, size]) => size));
}
