/* The engine's side: Python in a worker, so that the page never freezes. It reaches nothing outside this file. */
"use strict";
var parts = null;
var python = null;
var engine = null;

self.fetch = function (address) {
  var name = String((address && address.url) || address);
  if (name.endsWith("/pyodide.asm.wasm")) return answer(parts.wasm, "application/wasm");
  if (name.endsWith("/python_stdlib.zip")) return answer(parts.library, "application/zip");
  return Promise.reject(new TypeError("no network: " + name));
};
function answer(bytes, type) {
  return Promise.resolve(new Response(bytes, { headers: { "Content-Type": type } }));
}

function stage(n) {
  self.postMessage({ stage: n });
}

async function start(given) {
  stage(1);
  parts = {};
  for (var name of Object.keys(given)) parts[name] = await unpacked(given[name]);
  stage(2);
  python = await loadPyodide({
    createPyodideModule: createPyodideModule,
    indexURL: "https://page.invalid/",
    packageBaseUrl: "https://page.invalid/",
    stdLibURL: "https://page.invalid/python_stdlib.zip",
    lockFileContents: JSON.parse(new TextDecoder().decode(parts.lock)),
    env: { HOME: "/home/pyodide", PYTHONHASHSEED: "0", OPENPYXL_LXML: "False" },
    stdout: function () {},
    stderr: function () {},
  });
  stage(3);
  python.unpackArchive(parts.site.buffer, "zip", { extractDir: "/site" });
  parts = null;
  python.runPython("import sys; sys.path.insert(0, '/site')");
  stage(4);
  engine = python.pyimport("zipingbiao.hosts.page.engine.service").Service();
}

async function unpacked(base64) {
  var text = atob(base64);
  var bytes = new Uint8Array(text.length);
  for (var i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  var stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/* One message, one answer. Files go in and come out as bytes; all else is JSON text. */
function handle(message) {
  var given = (message.files || []).map(function (file) {
    return [file.name, file.bytes];
  });
  var files = python.toPy(given);
  var proxy = engine.handle(message.what, JSON.stringify(message.data === undefined ? null : message.data), files);
  files.destroy();
  var got = proxy.toJs({ create_pyproxies: false });
  proxy.destroy();
  return { json: got[0], files: got[1].map(function (pair) { return { name: pair[0], bytes: pair[1] }; }) };
}

self.onmessage = async function (event) {
  var message = event.data;
  try {
    if (message.what === "start") {
      await start(message.parts);
      self.postMessage({ id: message.id, json: "null", files: [] });
      return;
    }
    var done = handle(message);
    self.postMessage(
      { id: message.id, json: done.json, files: done.files },
      done.files.map(function (file) { return file.bytes.buffer; })
    );
  } catch (fault) {
    self.postMessage({ id: message.id, fault: String((fault && fault.message) || fault) });
  }
};
self.addEventListener("unhandledrejection", function (event) {
  self.postMessage({ id: 0, fault: String((event.reason && event.reason.message) || event.reason) });
});
