// What every scenario shares: a browser with the page open from file://, and an eye on everything the page asks for.
import fs from "node:fs";
import path from "node:path";
import puppeteer from "puppeteer-core";

export const settings = JSON.parse(fs.readFileSync(process.argv[2], "utf-8"));

// Firefox is told at its start where downloads go; Chromium is told by saveDownloads.
const kinds = {
  chromium: { browser: "chrome", args: ["--no-sandbox"] },
  firefox: {
    browser: "firefox",
    extraPrefsFirefox: {
      "browser.download.folderList": 2,
      "browser.download.dir": settings.out,
      "browser.download.useDownloadDir": true,
      "browser.download.alwaysOpenPanel": false,
      "browser.helperApps.neverAsk.saveToDisk": "application/octet-stream,application/zip,text/html,application/json",
    },
  },
};

export async function opened({ width = 1366, height = 768, ready = true } = {}) {
  const browser = await puppeteer.launch({ executablePath: settings.program, headless: true, protocolTimeout: 200000, ...kinds[settings.browser] });
  const page = await browser.newPage();
  await page.setViewport({ width, height });
  const seen = { requests: [], faults: [] };
  page.on("request", (each) => seen.requests.push(each.url()));
  page.on("pageerror", (fault) => seen.faults.push(String(fault)));
  page.on("console", (line) => line.type() === "error" && seen.faults.push(line.text()));
  await page.goto(settings.page);
  if (ready) await page.evaluate(() => window.zipingbiao.ready);
  return { browser, page, seen };
}

// Files go into the page as base64: {name, text} → {name, bytes}.
export const given = (files) =>
  files.map((file) => ({ name: path.basename(file), text: fs.readFileSync(file).toString("base64") }));

export async function saveDownloads(page, folder) {
  if (settings.browser === "firefox") return;
  const client = await page.createCDPSession();
  await client.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: folder });
}

export async function arrived(folder, name) {
  for (let i = 0; i < 200; i++) {
    const file = path.join(folder, name);
    if (fs.existsSync(file) && !fs.existsSync(file + ".crdownload") && !fs.existsSync(file + ".part") && fs.statSync(file).size) return file;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`no download ${name}: ${fs.readdirSync(folder)}`);
}

export function done(result) {
  process.stdout.write(JSON.stringify(result));
}
