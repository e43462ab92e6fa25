/* Before the engine's own code, which would try it: no script from outside. */
self.importScripts = function () {
  throw new Error("no scripts from outside");
};
