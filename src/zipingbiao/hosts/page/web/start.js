if (document.documentElement.hasAttribute("data-able")) {
  started = startEngine(function (n) { document.title = "stage " + n; });
  api.ready = started.then(function () {});
}
