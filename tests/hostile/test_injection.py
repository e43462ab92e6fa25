"""What somebody typed is never run: no live formula, link or script comes out of a form's texts."""

from __future__ import annotations

import io
import re
import zipfile
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, fromstring

import pytest

from hostile.everything import page, with_texts, workbooks

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
PAYLOADS = (
    "=1+1", "=cmd|'/c calc'!A1", "=HYPERLINK(\"http://127.0.0.1/?\"&A1,\"点我\")", "=WEBSERVICE(\"http://127.0.0.1\")",
    "+1+1", "+cmd|'/c calc'!A1", "-1+1", "-2+3+cmd|'/c calc'!A1", "@SUM(1+1)", "@cmd|'/c calc'!A1",
    "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "'=1+1", "\u00a0=1+1", "\ufeff=1+1", "\u200b=1+1",
    "＝1+1", "＋1+1", "－1+1", "＠SUM(1)", "=\u202e1+1", "==1", "=-1", "=+cmd",
    "=DDE(\"cmd\";\"/c calc\";\"x\")", "=IMPORTXML(\"http://127.0.0.1\";\"//a\")", "=REGISTER.ID(\"x\",\"y\")",
    "=CALL(\"kernel32\",\"WinExec\")", "=EXEC(\"calc\")", "{=1+1}", "=[http://127.0.0.1/x.xlsx]S!A1",
    "='file:///etc/passwd'#$S.A1", "=_xlfn.CONCAT(A1)", "=PERF_SCORE(1,2,3)",
    '"&HYPERLINK("http://127.0.0.1")&"', '")+cmd|\'/c calc\'!A1+("', "\"\"&WEBSERVICE(\"x\")", '"', "\\\"&EXEC()&\"",
    "</v></c><c r=\"Z1\"><f>1+1</f>", "]]><f>1+1</f>", "&lt;f&gt;1+1", "&#61;1+1", "_x003D_1+1", "%3D1+1",
    "#REF!", "#N/A", "TRUE", "1E999999", "&P&N&A", "javascript:alert(1)", "<script>alert(1)</script>",
)  # fmt: skip
#: What may stand in a formula once its quoted texts are taken out: our functions, Excel's, cells, numbers.
_FORMULA = re.compile(
    r'(?:(?:PERF_[A-Z_]+|IF|IFERROR|ISERROR|LOOKUP|SUBSTITUTE|SUMPRODUCT|ROUND|SUM|AND|OR|MIN|MAX|N|ISNUMBER|COUNTA?|INT|TEXT|VALUE)\(|\$?[A-Z]{1,3}\$?[0-9]+|[0-9.]+%?|[-+*/&<>=,():" ])*'
)
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
#: Pieces that only a payload brings.
_FOREIGN = re.compile(r"cmd|HYPERLINK|WEBSERVICE|DDE|IMPORTXML|REGISTER|CALL|EXEC|http:|file:|alert")


@pytest.fixture(scope="module")
def poisoned() -> dict[str, bytes]:
    """Every workbook the project writes, of forms that hold every payload in every field sooner or later."""
    forms = [with_texts(PAYLOADS[k:] + PAYLOADS[:k], n) for n, k in ((0, 0), (1, 7), (2, 23))]
    return workbooks(forms)


def parts(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def roots(poisoned: dict[str, bytes]) -> list[tuple[str, Element]]:
    return [
        (f"{book}:{name}", fromstring(data))
        for book, package in poisoned.items()
        for name, data in parts(package).items()
        if name.endswith((".xml", ".rels", ".vml"))
    ]


def test_there_are_enough_of_them() -> None:
    assert len(set(PAYLOADS)) >= 30


def test_every_payload_is_there(poisoned: dict[str, bytes]) -> None:
    """As text, or the test below would prove nothing."""
    told = "".join("".join(root.itertext()) for name, root in roots(poisoned) if name.startswith("台账"))
    missing = [text for text in PAYLOADS if text.strip("\t\r\n _") and text.strip() not in told]
    assert [text for text in missing if "_x" not in text and "\r" not in text] == []


def test_no_formula_but_our_own(poisoned: dict[str, bytes]) -> None:
    seen = 0
    for where, root in roots(poisoned):
        for cell in root.iter(f"{MAIN}c"):
            formula = cell.findtext(f"{MAIN}f")
            if formula is not None:
                seen += 1
                bare = _QUOTED.sub("", formula)
                assert _FORMULA.fullmatch(bare), f"{where} {cell.get('r')}: {formula}"
                assert not _FOREIGN.search(bare), f"{where} {cell.get('r')}: {formula}"
    assert seen >= 12


def test_no_formula_hides_in_names_lists_or_formats(poisoned: dict[str, bytes]) -> None:
    tags = ("definedName", "formula", "formula1", "formula2")
    for where, root in roots(poisoned):
        for tag in tags:
            for element in root.iter(f"{MAIN}{tag}"):
                assert not _FOREIGN.search(_QUOTED.sub("", element.text or "")), where


def test_no_link_leaves_a_workbook(poisoned: dict[str, bytes]) -> None:
    for where, root in roots(poisoned):
        assert not [entry for entry in root.iter() if entry.get("TargetMode") == "External"], where
        for link in root.iter(f"{MAIN}hyperlink"):
            assert not _FOREIGN.search(link.get("location", "")), where


def test_headers_and_footers_hold_no_typed_text(poisoned: dict[str, bytes]) -> None:
    for where, root in roots(poisoned):
        for part in root.iter(f"{MAIN}headerFooter"):
            assert not _FOREIGN.search("".join(part.itertext())), where


class _Page(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


SCRIPTS = (
    "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>", "javascript:alert(1)",
    "<!--<script>", "-->", "]]>", "' autofocus onfocus=alert(1) x='", "</title><script>alert(1)</script>",
    "</style><style>*{background:url(http://127.0.0.1)}</style>", "<iframe srcdoc='<script>alert(1)</script>'>",
    "<a href='javascript:alert(1)'>x</a>", "<base href=//127.0.0.1>", "<meta http-equiv=refresh content=0>",
    "\u2028alert(1)", "${alert(1)}", "{{constructor.constructor('alert(1)')()}}", "<SCRIPT SRC=//127.0.0.1>", "&lt;script&gt;",
    "<template><script>alert(1)</script></template>", "<math><mi xlink:href='javascript:alert(1)'>",
)  # fmt: skip


def test_no_script_in_the_page() -> None:
    """The tags of a page of hostile forms are those of a page of harmless ones; no handler, no foreign address."""
    html = page([with_texts(SCRIPTS[k:] + SCRIPTS[:k], k) for k in range(3)])
    harmless = page([with_texts(["某"], k) for k in range(3)])
    found, known = _Page(html).tags, {tag for tag, _ in _Page(harmless).tags}
    assert {tag for tag, _ in found} <= known | {
        "svg",
        "circle",
        "rect",
        "line",
        "text",
        "g",
        "title",
        "path",
    }
    assert sum(tag == "script" for tag, _ in found) == sum(tag == "script" for tag, _ in _Page(harmless).tags)
    for tag, attributes in found:
        assert not [name for name in attributes if name.startswith("on")], tag
        for name in ("href", "src", "srcdoc", "action", "xlink:href"):
            assert (attributes.get(name) or "#").startswith("#"), (tag, attributes)
    scripts = re.findall(r"<script[^>]*>(.*?)</script", html, re.S)
    assert all("<script" not in text and "<!--" not in text for text in scripts)
