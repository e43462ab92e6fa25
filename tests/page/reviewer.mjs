// A reviewer with all forms: sorts, filters, searches, takes the report, the summary, the letters, two versions compared.
import fs from "node:fs";
import { arrived, done, opened, saveDownloads, settings } from "./opened.mjs";

const { browser, page, seen } = await opened({ ready: false });
await saveDownloads(page, settings.out);
const found = {};
const names = () => page.$$eval("#rows tbody th", (cells) => cells.map((cell) => cell.innerText));
const column = (n) => page.$$eval(`#rows tbody tr td:nth-child(${n})`, (cells) => cells.map((cell) => cell.innerText));
const press = (words) => page.evaluate((label) => [...document.querySelectorAll("#main button")].find((each) => each.innerText === label).click(), words);
const made = async (words, name) => {
  await page.evaluate(() => { document.getElementById("made").hidden = true; });
  await press(words);
  await page.waitForFunction(() => !document.getElementById("made").hidden, { timeout: 60000 });
  const told = await page.$eval("#made", (box) => box.innerText);
  return { told, file: name ? await arrived(settings.out, name) : null };
};

await page.click('input[value="review"]');
await (await page.$("#pick-files")).uploadFile(...settings.files);
await page.waitForSelector("#rows tbody tr", { timeout: 90000 });
found.all = await names();
found.warnings = await column(9);
found.codes = await page.$$eval(".filters label", (labels) => labels.find((label) => label.innerText.startsWith("编码")).querySelectorAll("option").length);

await page.evaluate(() => [...document.querySelectorAll("button.sort")].find((each) => each.innerText === "执行率").click());
found.rates = await column(5);
await page.select(".filters label:nth-child(2) select", "待填写");
found.filtered = await names();
found.shown = await page.$eval("#shown", (node) => node.innerText);
await page.select(".filters label:nth-child(2) select", "");
await page.keyboard.press("/");
await page.keyboard.type("视频图像");
found.searched = await names();
await page.$eval("#search", (input) => { input.value = ""; input.dispatchEvent(new Event("input")); });
await press("80～90");
found.binned = await column(4);
await press("全部");

found.report = await made("审核报告（网页）", "审核报告.html");
found.summary = await made("汇总表", "汇总.xlsx");
found.letters = await made("退回意见");
found.copies = await made("复核副本", "复核副本.zip");
found.marked = await made("标记版", "标记版.zip");
found.finals = await made("报送版");
found.packed = await made("全部打包下载", "自评表.zip");
found.nothing = await made("生成全部自评表");

await press("两稿比较");
await page.waitForSelector("#compare");
await page.select("#compare-new", await page.$eval("#compare-old", (select) => select.value));
await page.click("#compare");
await page.waitForSelector("#compared section");
found.same = await page.$eval("#compared", (box) => box.innerText);

// 200 projects in one file become 200 workbooks.
const add = async (file) => (await page.$('#pick-files, main input[type="file"]')).uploadFile(file);
await page.evaluate(() => { location.hash = "#start"; });
await page.waitForSelector("#pick-files");
await add(settings.many);
await page.waitForFunction(() => document.querySelectorAll("#rows tbody tr").length === 214, { timeout: 60000 });
found.generated = await made("生成全部自评表", "生成的自评表.zip");

// 300 forms.
await page.evaluate(() => { location.hash = "#start"; });
await page.waitForSelector("#pick-files");
const many = Array.from({ length: 300 }, (_, n) => settings.files[n % settings.files.length]);
const texts = [...new Set(many)].map((file) => fs.readFileSync(file).toString("base64"));
found.many = await page.evaluate(async (contents) => {
  const files = Array.from({ length: 300 }, (_, n) => new File([Uint8Array.from(atob(contents[n % contents.length]), (c) => c.charCodeAt(0))], `${n + 1}.xlsx`));
  const box = document.getElementById("pick-files");
  const given = new DataTransfer();
  files.forEach((file) => given.items.add(file));
  const start = performance.now();
  box.files = given.files;
  box.dispatchEvent(new Event("change"));
  let longest = 0;
  let last = performance.now();
  await new Promise((ready) => {
    const look = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
      if (location.hash === "#list" && document.querySelectorAll("#rows tbody tr").length >= 514) {
        clearInterval(look);
        ready();
      }
    }, 20);
  });
  return { seconds: (performance.now() - start) / 1000, longest, rows: document.querySelectorAll("#rows tbody tr").length };
}, texts);
found.renderers = renderers(browser.process().pid);
await browser.close();
done({ ...found, seen });

// Resident memory of the browser's child processes that draw pages, in MB.
function renderers() {
  const found = [];
  for (const pid of fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const line = fs.readFileSync(`/proc/${pid}/cmdline`, "utf-8");
      if (!line.includes("--type=renderer") || !line.includes("puppeteer")) continue;
      found.push(Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, "utf-8"))[1]) / 1024);
    } catch (gone) {
      // The process has ended.
    }
  }
  return found;
}
