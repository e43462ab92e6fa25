/* window.zipingbiao, for scripts and tests: the command line in the page. */
var started = null;
var api = {};

/* `files`: File, or {name, bytes}. `options`: as on the command line, {"bundle": "review", "write": true}. */
api.call = async function (command, files, options) {
  var engine = await started;
  var given = await Promise.all((files || []).map(bytesOfFile));
  var done = await engine.ask("run", { command: command, options: options || {} }, given);
  return Object.assign(done.data, { files: done.files });
};
/* The JSON that the command line prints with --json; a refusal or a fault is an Error with the command line's words. */
api.run = async function (command, files, options) {
  var done = await api.call(command, files, options);
  if (done.output.trim()) {
    try {
      var data = JSON.parse(done.output);
      if (!unanswered(data)) return data;
    } catch (noJson) {
      if (done.code === 0) return { message: done.output.trim() };
    }
  }
  if (done.code === 0) return null;
  var fault = new Error(done.messages.join("\n"));
  fault.code = done.code;
  throw fault;
};
/* Why a command did nothing at all, in JSON: the same words are among its messages. */
function unanswered(data) {
  var errors = Object.keys(data).length === 1 && data.errors ? data.errors : [];
  return errors.length > 0 && errors.every(function (each) { return each.file === null; });
}
async function bytesOfFile(file) {
  if (file.bytes) return { name: file.name, bytes: file.bytes };
  return { name: file.webkitRelativePath || file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
}
window.zipingbiao = api;
