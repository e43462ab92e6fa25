// How long the page takes: to be ready, then for 300 workbooks until the list stands, in seconds by the clock and of the
// processor; what its process holds, in MB.
import fs from "node:fs";
import { done, opened, settings } from "../tests/page/opened.mjs";

const { browser, page } = await opened({ ready: false });
await page.evaluate(() => window.zipingbiao.ready);
const ready = (await page.evaluate(() => performance.now())) / 1000;
// Looked at all the while: a second engine is gone again when the list stands.
let memory = 0;
const before = drawing(browser.process().pid).cpu;
const looking = setInterval(() => { memory = Math.max(memory, drawing(browser.process().pid).memory); }, 200);
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
const cpu = drawing(browser.process().pid).cpu - before;
await browser.close();
done({ ready, seconds, cpu, memory });

// Of Chromium's processes that draw pages, the one with the engine: what it holds, and what it has worked, with its threads.
function drawing(root) {
  const parents = new Map();
  const held = [];
  for (const pid of fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const status = fs.readFileSync(`/proc/${pid}/status`, "utf-8");
      parents.set(Number(pid), Number(/PPid:\s+(\d+)/.exec(status)[1]));
      if (fs.readFileSync(`/proc/${pid}/cmdline`, "utf-8").includes("--type=renderer")) held.push({ pid: Number(pid), memory: Number(/VmRSS:\s+(\d+)/.exec(status)[1]) / 1024, cpu: worked(pid) });
    } catch (gone) {
      // The process has ended.
    }
  }
  const ours = (pid) => pid === root || (parents.has(pid) && ours(parents.get(pid)));
  return held.filter(({ pid }) => ours(pid)).reduce((one, other) => (one.memory > other.memory ? one : other));
}
function worked(pid) {
  const fields = fs.readFileSync(`/proc/${pid}/stat`, "utf-8").split(") ").pop().split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
