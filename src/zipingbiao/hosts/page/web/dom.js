/* Elements are made here and nowhere else. A text from a file is only ever a text node or a listed attribute. */
const SVG = "http://www.w3.org/2000/svg";

function h(tag, attributes, ...children) {
  const node = document.createElement(tag);
  set(node, attributes);
  add(node, children);
  return node;
}
function svg(tag, attributes, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined) node.setAttribute(name, value);
  }
  add(node, children);
  return node;
}
function set(node, attributes) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked" || name === "hidden" || name === "multiple") node[name] = value;
    else if (name === "data") Object.assign(node.dataset, value);
    else node.setAttribute(name, value === true ? "" : value);
  }
}
function add(node, children) {
  for (const child of children.flat(4)) {
    if (child === null || child === undefined || child === false || child === "") continue;
    node.append(typeof child === "object" ? child : String(child));
  }
}
function show(node, ...children) {
  node.replaceChildren();
  add(node, children);
}
function $(id) {
  return document.getElementById(id);
}
function button(words, act, more) {
  return h("button", { type: "button", onclick: act, ...more }, words);
}
function say(words) {
  $("status").textContent = words;
}
/* A number as the engine gave it; a dash where there is none. */
function figure(text) {
  return text === null || text === undefined || text === "" ? "—" : text;
}
function percent(text) {
  return text === null || text === undefined ? "—" : `${text}%`;
}
/* One click, one file: several go into one .zip. */
function download(name, bytes) {
  const type = name.endsWith(".html") ? "text/html" : "application/octet-stream";
  const address = URL.createObjectURL(new Blob([bytes], { type }));
  const link = h("a", { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}
