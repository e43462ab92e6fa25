"""The one HTML file: texts, style, scripts and the packed engine, under a policy that lets nothing out."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from collections.abc import Iterable, Mapping
from html import escape
from importlib.resources import files

from zipingbiao import __version__
from zipingbiao.hosts.page.build.fault import BuildFault
from zipingbiao.hosts.page.build.licences import Licence
from zipingbiao.report.html_report import look

#: The page's scripts in the order in which they are put together to one.
SCRIPTS = (
    "dom.js",
    "engine.js",
    "api.js",
    "drafts.js",
    "made.js",
    "helper.js",
    "desk.js",
    "outputs.js",
    "start.js",
    "charts.js",
    "list.js",
    "findings.js",
    "form.js",
    "changes.js",
    "compare.js",
    "help.js",
    "keys.js",
    "main.js",
)
_SLOT = re.compile(r"<!--slot:(\w+)-->|/\*slot:(\w+)\*/")
#: Scripts by their hash, styles by their hash, WebAssembly, a worker made of the page's own text. Nothing else, no network.
_POLICY = (
    "default-src 'none'; script-src {scripts} 'wasm-unsafe-eval'; worker-src blob:; connect-src 'none'; "
    "style-src {styles}; img-src data: blob:; base-uri 'none'; form-action 'none'"
)


def page(parts: Mapping[str, bytes], licences: Iterable[Licence]) -> bytes:
    """The whole page. `parts`: worker, wasm, library, site, lock."""
    modern = "class A{static{S=1}}"
    script = '"use strict";(function(){\n' + "\n".join(web(name) for name in SCRIPTS) + "\n})();\n"
    first, old, style = "var S=0", web("old.js"), look() + web("style.css")
    slots = {
        "policy": _POLICY.format(
            scripts=" ".join(_hashed(each) for each in (first, modern, old, script)), styles=_hashed(style)
        ),
        "style": style,
        "first": first,
        "modern": modern,
        "old": old,
        "script": script,
        "version": __version__,
        "payload": "\n".join(_part(name, parts[name]) for name in sorted(parts)),
        "licences": "\n".join(_licence(each) for each in licences),
    }
    return _SLOT.sub(lambda found: slots[found[1] or found[2]], web("index.html")).encode()


def web(name: str) -> str:
    """One of the page's own texts."""
    return files("zipingbiao.hosts.page").joinpath("web", name).read_text("utf-8")


def worker_code(asm: str, loader: str) -> str:
    """One classic worker script: Pyodide's module as a function, its loader, and our own code."""
    body, found, name = asm.rpartition("export default ")
    if not found or "import.meta.url" not in body:
        raise BuildFault("pyodide.asm.mjs 的写法变了，网页的拼法要跟着改。")
    module = body.replace("import.meta.url", "self.location.href")
    made = f"const createPyodideModule=(function(){{{module}return {name.strip().rstrip(';')};}})();"
    loader = re.sub(r"^//# sourceMappingURL=.*$", "", loader, flags=re.MULTILINE)
    return "\n".join((web("closed.js"), made, loader, web("worker.js")))


def _hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _part(name: str, data: bytes) -> str:
    packed = base64.b64encode(gzip.compress(data, 9, mtime=0)).decode()
    return f'<script type="application/octet-stream" data-part="{name}">{packed}</script>'


def _licence(each: Licence) -> str:
    text = f"<pre>{escape(each.text)}</pre>" if each.text else ""
    return f"<details><summary>{escape(each.title)}：{escape(each.licence)}</summary>{text}</details>"
