/* The page's side of the engine: one worker, requests by number, and what happens when it does not come up. */
var LIMIT = 60000;
var payload = null;

function Engine(worker, told) {
  this.worker = worker;
  this.waiting = new Map();
  this.next = 1;
  var engine = this;
  worker.onmessage = function (event) {
    var message = event.data;
    if (message.stage) return told(message.stage);
    if (message.id === 0) return engine.fail(message.fault);
    var promise = engine.waiting.get(message.id);
    engine.waiting.delete(message.id);
    if (!promise) return;
    if (message.fault !== undefined) promise.reject(new Error(message.fault));
    else promise.resolve({ data: JSON.parse(message.json), files: message.files });
  };
  worker.onerror = function (event) { engine.fail(event.message || "计算引擎没有启动"); };
  worker.onmessageerror = function () { engine.fail("消息读不出"); };
}
Engine.prototype.fail = function (reason) {
  this.waiting.forEach(function (promise) { promise.reject(new Error(reason)); });
  this.waiting.clear();
};
Engine.prototype.ask = function (what, data, files, more) {
  var engine = this;
  var id = this.next++;
  return new Promise(function (resolve, reject) {
    engine.waiting.set(id, { resolve: resolve, reject: reject });
    engine.worker.postMessage(Object.assign({ id: id, what: what, data: data, files: files || [] }, more || {}));
  });
};
Engine.prototype.stop = function () {
  this.worker.terminate();
  this.fail("已停止");
};

/* The payload stands in the page as text; it is taken out once and kept, so that a second start is possible. */
function takePayload() {
  if (payload) return payload;
  payload = { parts: {}, code: "" };
  document.querySelectorAll("script[data-part]").forEach(function (node) {
    if (node.dataset.part === "worker") payload.code = node.textContent;
    else payload.parts[node.dataset.part] = node.textContent;
    node.remove();
  });
  return payload;
}

/* The first screen is painted before the payload is touched; a page in the background paints nothing and goes on. */
function painted() {
  return new Promise(function (later) {
    requestAnimationFrame(function () { setTimeout(later); });
    setTimeout(later, 300);
  });
}

async function startEngine(told) {
  await painted();
  var given = takePayload();
  var stream = new Blob([bytesOf(given.code)]).stream().pipeThrough(new DecompressionStream("gzip"));
  var code = await new Response(stream).arrayBuffer();
  var address = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  var engine = new Engine(new Worker(address), told);
  var late = new Promise(function (_, reject) {
    setTimeout(function () { reject(new Error("等了 60 秒还没有启动")); }, LIMIT);
  });
  try {
    await Promise.race([engine.ask("start", null, [], { parts: given.parts }), late]);
  } catch (fault) {
    engine.stop();
    throw fault;
  } finally {
    URL.revokeObjectURL(address);
  }
  return engine;
}

function bytesOf(base64) {
  var text = atob(base64);
  var bytes = new Uint8Array(text.length);
  for (var i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
