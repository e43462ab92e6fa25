/* Two small pictures of the list. Positions are drawn; every number shown is the engine's. A bar or a band filters. */
const BINS = [["不足60", 0, 60], ["60～80", 60, 80], ["80～90", 80, 90], ["90～95", 90, 95], ["95～98", 95, 98], ["98～100", 98, 100.01]];

function pictures(everything) {
  return h("div", { class: "pictures" }, distribution(everything), scatter(everything));
}
function within(form, low, high) {
  return form.total !== null && Number(form.total) >= low && Number(form.total) < high;
}
function distribution(everything) {
  const counts = BINS.map(([, low, high]) => everything.filter((each) => within(each.form, low, high)).length);
  const none = everything.filter((each) => each.form.total === null).length;
  const most = Math.max(1, ...counts);
  const bars = BINS.map(([words, low, high], i) => {
    const long = (counts[i] / most) * 200;
    const y = 6 + i * 24;
    return svg("g", {},
      svg("text", { x: 66, y: y + 14, "text-anchor": "end" }, words),
      svg("rect", { x: 74, y, width: Math.max(long, 1), height: 18, class: "bar" }),
      svg("text", { x: 80 + long, y: y + 14 }, String(counts[i])));
  });
  const pick = (i) => () => {
    const [, low, high] = BINS[i];
    view.bin = (form) => within(form, low, high);
    drawRows(everything);
  };
  return h("figure", {}, h("figcaption", {}, "总分分布", none ? `（另有 ${none} 张没有总分）` : ""),
    svg("svg", { viewBox: "0 0 320 154", role: "img", "aria-label": `总分分布：${BINS.map(([words], i) => `${words} ${counts[i]} 张`).join("，")}` }, bars),
    h("div", { class: "row small" }, BINS.map(([words], i) => (counts[i] ? button(words, pick(i), { class: "plain" }) : null)),
      button("全部", () => { view.bin = null; drawRows(everything); }, { class: "plain" })));
}
function scatter(everything) {
  const points = everything.filter(({ form }) => form.total !== null && form.rate !== null);
  const low = Math.min(60, ...points.map(({ form }) => Number(form.total)));
  const x = (rate) => 34 + (Math.min(Number(rate), 110) / 110) * 270;
  const y = (total) => 130 - ((Number(total) - low) / (100 - low || 1)) * 118;
  const ticks = [0, 50, 100].map((rate) => svg("text", { x: x(rate), y: 146, "text-anchor": "middle" }, `${rate}%`));
  const levels = [low, 80, 90, 100].map((total) => svg("g", {}, svg("line", { x1: 34, x2: 304, y1: y(total), y2: y(total), class: "grid" }), svg("text", { x: 28, y: y(total) + 4, "text-anchor": "end" }, String(Math.round(total)))));
  const dots = points.map(({ form, file, n }) => svg("circle", { cx: x(form.rate), cy: y(form.total), r: 4, class: "dot", onclick: () => { location.hash = `#form/${file.key}/${n}`; } }, svg("title", {}, `${form.name}：执行率 ${form.rate}%，总分 ${form.total}`)));
  return h("figure", {}, h("figcaption", {}, "执行率（横）与总分（纵）"),
    svg("svg", { viewBox: "0 0 320 154", role: "img", "aria-label": `${points.length} 张表的执行率与总分；列表里有同样的数` }, levels, ticks, dots));
}
