// How long the page takes, in milliseconds: to be ready, then for each case {command, files, options} in turn.
import { done, given, opened, settings } from "./opened.mjs";

const start = Date.now();
const { browser, page } = await opened();
const ready = Date.now() - start;
const took = [];
for (const each of settings.cases) {
  took.push(
    await page.evaluate(
      async ({ command, options }, files) => {
        const read = files.map((file) => ({
          name: file.name,
          bytes: Uint8Array.from(atob(file.text), (c) => c.charCodeAt(0)),
        }));
        const begun = performance.now();
        const got = await window.zipingbiao.call(command, read, options);
        return { code: got.code, forms: JSON.parse(got.output).forms.length, time: performance.now() - begun };
      },
      each,
      given(each.files),
    ),
  );
}
await browser.close();
done({ ready, took });
