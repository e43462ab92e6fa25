/* Plain words that every browser can read: what the engine needs is looked for before anything heavy starts. */
(function () {
  function valid(bytes) {
    try {
      return WebAssembly.validate(new Uint8Array(bytes));
    } catch (fault) {
      return false;
    }
  }
  var able =
    S === 1 &&
    typeof Worker === "function" &&
    typeof DecompressionStream === "function" &&
    typeof BigInt64Array === "function" &&
    typeof WebAssembly === "object" &&
    valid([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 1, 111, 0]) &&
    valid([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 8, 1, 6, 0, 6, 64, 25, 11, 11]);
  if (able) {
    document.getElementById("too-old").style.display = "none";
    document.documentElement.setAttribute("data-able", "");
  }
})();
