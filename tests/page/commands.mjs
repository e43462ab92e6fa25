// Each case {command, files, options} through the page's own door; the files it wrote come back as base64.
import { done, given, opened, settings } from "./opened.mjs";

const { browser, page, seen } = await opened();
const results = [];
for (const each of settings.cases) {
  results.push(
    await page.evaluate(
      async ({ command, options }, files) => {
        const bytes = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
        const base64 = (data) => {
          let text = "";
          for (let i = 0; i < data.length; i += 8192) text += String.fromCharCode(...data.subarray(i, i + 8192));
          return btoa(text);
        };
        const got = await window.zipingbiao.call(
          command,
          files.map((file) => ({ name: file.name, bytes: bytes(file.text) })),
          options,
        );
        return { ...got, files: got.files.map((file) => ({ name: file.name, text: base64(file.bytes) })) };
      },
      each,
      given(each.files),
    ),
  );
}
const data = await page.evaluate(() => window.zipingbiao.run("explain", [], { arguments: ["JXS004"] }));
const fault = await page.evaluate(() =>
  window.zipingbiao.run("explain", [], { arguments: ["JXZ999"] }).catch((each) => [each.message, each.code]),
);
await browser.close();
done({ results, data, fault, seen });
