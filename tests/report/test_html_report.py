"""`check --report X.html`: one file, nothing from outside, nothing that a form says is ever run; filters work."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import Cli
from workbook_read.books import FORMS

Browser = Callable[..., tuple[str, str]]
PAYLOADS = (
    "<script>document.title='pwned'</script>",
    '"><img src=x onerror="document.title=\'pwned\'">',
    "</script><script>document.title='pwned'</script>",
    "<!--<script>document.title='pwned'//",
    "{{ 7*7 }}{% for x in range(9) %}x{% endfor %}",
    "javascript:document.title='pwned'",
    "\u2028alert(1)\u2029",
)
FETCHING = {"src", "href", "action", "data", "poster", "srcset", "background", "formaction", "xlink:href"}


class Page(HTMLParser):
    """Tags, attributes and the text of the scripts, as a browser would see them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self._inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside = tag == "script"
        if self._inside:
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.scripts[-1] += data


def made(cli: Cli, source: Path, tmp_path: Path) -> Path:
    page = tmp_path / "报告.html"
    cli("check", source, "--report", page, "--force")
    return page


def poisoned(tmp_path: Path) -> Path:
    """Two published forms with a payload in every text."""
    forms: list[Any] = []
    for n, form in enumerate(FORMS[:2]):
        copy = json.loads(json.dumps(form))
        for k, key in enumerate(("id", "title", "name", "department", "unit", "code", "amount_unit")):
            copy[key] = PAYLOADS[(n + k) % len(PAYLOADS)]
        for k, row in enumerate(copy["indicators"]):
            for m, key in enumerate(("level1", "level2", "level3", "target", "actual", "note")):
                row[key] = PAYLOADS[(k + m) % len(PAYLOADS)]
        copy["goals"] = {"expected": PAYLOADS[n], "actual": PAYLOADS[n + 1]}
        copy["funds"][0]["kind"] = PAYLOADS[n] + "总额"
        forms.append(copy)
    source = tmp_path / "毒.json"
    source.write_text(json.dumps(forms), encoding="utf-8")
    return source


@pytest.mark.parametrize("which", ["seed", "poisoned"])
def test_nothing_from_outside_and_nothing_foreign_runs(
    cli: Cli, seed: Path, tmp_path: Path, which: str
) -> None:
    page = made(cli, seed if which == "seed" else poisoned(tmp_path), tmp_path)
    html = page.read_text("utf-8")
    seen = Page(html)
    names = [tag for tag, _ in seen.tags]
    assert names.count("script") == 2
    assert not {"img", "iframe", "object", "embed", "link", "base", "audio", "video"} & set(names)
    for tag, attributes in seen.tags:
        assert not [name for name in attributes if name.startswith("on")], (tag, attributes)
        for name in FETCHING & set(attributes):
            assert (attributes[name] or "").startswith("#"), (tag, attributes)
    assert not re.search(r"@import|url\(", html.split("</style>")[0])
    assert "7*7" in html if which == "poisoned" else True
    policies = [a["content"] or "" for tag, a in seen.tags if tag == "meta" and a.get("http-equiv")]
    assert policies[0].startswith("default-src 'none'; ")
    data = json.loads(seen.scripts[0])
    assert [finding for finding in data["findings"] if finding["p"] == 1]


def test_every_finding_and_link_has_its_place(cli: Cli, seed: Path, tmp_path: Path) -> None:
    forms = cli("check", seed, "--json").data["forms"]
    seen = Page(made(cli, seed, tmp_path).read_text("utf-8"))
    ids = {attributes["id"] for _, attributes in seen.tags if attributes.get("id")}
    for n, form in enumerate(forms, 1):
        assert f"p{n}" in ids
        for i in range(1, len(form["findings"]) + 1):
            assert f"p{n}-f{i}" in ids
    links = {
        (attributes["href"] or "")[1:]
        for tag, attributes in seen.tags
        if tag == "a" and attributes.get("href")
    }
    assert links <= ids
    # Form 2, row 10: the unit slip of 365.291元.
    assert {"p2-indicators9", "p2-f1"} <= links


def test_the_page_runs_without_a_word_on_the_console(
    cli: Cli, seed: Path, tmp_path: Path, browser: Browser
) -> None:
    document, console = browser(made(cli, seed, tmp_path))
    assert console == ""
    assert rows(document) == total(document)
    assert 'class="js"' in document


def test_payloads_are_dead_in_a_browser(cli: Cli, tmp_path: Path, browser: Browser) -> None:
    for fragment in ("", "#p1", "#p2-f1"):
        document, console = browser(made(cli, poisoned(tmp_path), tmp_path), fragment)
        assert console == ""
        assert "<title>自评表审核报告</title>" in document
        assert "<img" not in document
        assert rows(document) == total(document) > 0


def test_a_link_opens_one_project(cli: Cli, seed: Path, tmp_path: Path, browser: Browser) -> None:
    document, console = browser(made(cli, seed, tmp_path), "#p2-indicators9")
    assert console == ""
    assert re.findall(r'class="project open" id="(\w+)"', document) == ["p2"]
    assert 'class="js one"' in document


FILTERS = """
const form = document.getElementById("filters");
const results = [];
function set(name, value) {
  form.elements[name].value = value;
  form.dispatchEvent(new Event("input", { bubbles: true }));
  results.push(document.querySelectorAll("#findings tr").length + ":" + form.elements.count.value);
}
set("code", "JXC002"); set("severity", "E"); set("code", ""); set("severity", "");
set("group", "next"); set("group", ""); set("text", "政务云租用 口头"); set("text", "没有这样的字");
form.elements.text.value = "";
document.querySelector("[data-code=JXC002]").click();
results.push(document.querySelectorAll("#findings tr").length + ":" + form.elements.code.value);
document.body.append(Object.assign(document.createElement("pre"), { id: "results", textContent: results.join("|") }));
"""


def test_filters(cli: Cli, seed: Path, tmp_path: Path, browser: Browser) -> None:
    forms = cli("check", seed, "--json").data["forms"]
    findings = [(form, finding) for form in forms for finding in form["findings"]]
    html = made(cli, seed, tmp_path).read_text("utf-8")
    # The page lets no other script run; the driver of this test comes in without that policy.
    html = re.sub(r"<meta http-equiv=[^>]*>", "", html).replace(
        "</body>", f"<script>{FILTERS}</script></body>"
    )
    driven = tmp_path / "driven.html"
    driven.write_text(html, encoding="utf-8")
    document, console = browser(driven)
    assert console == ""
    found = re.search(r'<pre id="results">([^<]*)</pre>', document)
    assert found
    everything = len(findings)
    later = sum(finding["group"] == "next" for _, finding in findings)
    said = sum(
        "政务云租用" in form["name"] and "口头" in json.dumps(finding, ensure_ascii=False)
        for form, finding in findings
    )
    assert said > 0
    expected = [6, 0, 1, everything, later, everything, said, 0]
    shown = found.group(1).split("|")
    assert shown[:-1] == [f"{n}:列出 {n} 条，共 {everything} 条" for n in expected]
    assert shown[-1] == "6:JXC002"


SORTED = """
const results = [];
const note = (text) => results.push(text);
const column = (selector, i) => [...document.querySelectorAll(selector)].filter((line) => !line.hidden)
  .map((line) => line.cells[i].textContent);
const totals = [...document.querySelectorAll(".projects th")].find((head) => head.textContent.startsWith("总分（计算）"));
totals.click();
note(column(".projects tbody tr", 6).join(","));
totals.click();
note(column(".projects tbody tr", 6).join(","));
note(totals.getAttribute("aria-sort"));
document.querySelector("th[data-key=severity]").click();
note(column("#findings tr", 1).slice(0, 2).join(","));
document.querySelector("th[data-key=code]").click();
note(column("#findings tr", 2).slice(0, 1).join(","));
const form = document.getElementById("filters");
form.elements.unit.value = "第二中心";
form.dispatchEvent(new Event("input", { bubbles: true }));
note(column(".projects tbody tr", 0).join(",") + ";" + new Set(column("#findings tr", 0)).size);
document.body.append(Object.assign(document.createElement("pre"), { id: "results", textContent: results.join("|") }));
"""


def driven(html: str, script: str, place: Path) -> Path:
    """The page with a driver; the page itself lets no other script run, so its policy is taken out."""
    html = re.sub(r"<meta http-equiv=[^>]*>", "", html)
    place.write_text(html.replace("</body>", f"<script>{script}</script></body>"), encoding="utf-8")
    return place


def of_two_units(tmp_path: Path) -> Path:
    forms = json.loads(json.dumps(FORMS))
    forms[4]["unit"] = forms[6]["unit"] = "第二中心"
    source = tmp_path / "两个单位.json"
    source.write_text(json.dumps(forms, ensure_ascii=False), encoding="utf-8")
    return source


def test_sorting_by_column_and_the_filter_by_unit(cli: Cli, tmp_path: Path, browser: Browser) -> None:
    html = made(cli, of_two_units(tmp_path), tmp_path).read_text("utf-8")
    document, console = browser(driven(html, SORTED, tmp_path / "driven.html"))
    assert console == ""
    found = re.search(r'<pre id="results">([^<]*)</pre>', document)
    assert found
    up, down, way, gravest, code, unit = found[1].split("|")
    published = [form["total"]["score"] for form in FORMS]
    assert up.split(",") == sorted(published, key=float)
    assert down.split(",") == sorted(published, key=float, reverse=True)
    assert way == "descending"
    assert gravest.split(",") == ["错误", "警告"]
    assert code == min(re.findall(r'"code":"(JX\w+)"', html))
    assert sorted(unit.split(";")[0].split(",")) == ["5", "7"]
    assert unit.split(";")[1] == "2"


NARROW = """
const results = [document.documentElement.scrollWidth];
for (const place of ["#p2", "#p2-indicators9", "#top"]) {
  location.hash = place;
  dispatchEvent(new Event("hashchange"));
  results.push(document.documentElement.scrollWidth);
}
document.body.append(Object.assign(document.createElement("pre"), { id: "results", textContent: results.join("|") }));
"""


def test_no_sideways_scroll_on_a_telephone(cli: Cli, seed: Path, tmp_path: Path, browser: Browser) -> None:
    """390 px, on the overview and on a project's page."""
    page = made(cli, seed, tmp_path)
    inner = page.read_text("utf-8").replace("</body>", f"<script>{NARROW}</script></body>")
    inner = re.sub(r"<meta http-equiv=[^>]*>", "", inner)
    frame = "<!DOCTYPE html><body><iframe width=390 height=800 style='border:0'></iframe><script>"
    frame += f"const page={json.dumps(inner).replace('</', '<%/').replace('<!--', '<%!--')};"
    frame += "const frame=document.querySelector('iframe');frame.onload=()=>{document.body.append("
    frame += "frame.contentDocument.querySelector('#results'))};"
    frame += "frame.srcdoc=page.replaceAll('<%','<');</script></body>"
    outer = tmp_path / "手机.html"
    outer.write_text(frame, encoding="utf-8")
    document, _ = browser(outer)
    found = re.search(r'<pre id="results">([\d|]+)</pre>', document)
    assert found
    widths = [int(each) for each in found[1].split("|")]
    assert len(widths) == 4
    assert max(widths) <= 390


def test_fourteen_forms_print_on_few_pages(cli: Cli, seed: Path, tmp_path: Path, browser: Browser) -> None:
    """The overview with all findings and rules: 37 pages once. The first page holds charts and projects."""
    from pypdf import PdfReader

    page, paper = made(cli, seed, tmp_path), tmp_path / "报告.pdf"
    browser(page, "", f"--print-to-pdf={paper}", "--no-pdf-header-footer")
    pages = PdfReader(paper).pages
    assert len(pages) <= 18
    first = unicodedata.normalize("NFKC", pages[0].extract_text())  # fonts name some signs by their radicals
    assert "JXN002 说明只写了一半" in first
    assert FORMS[0]["name"][:8] in first


def rows(document: str) -> int:
    """Rows of the list of findings, as the script made them."""
    body = document.split('id="findings">')[1].split("</tbody>")[0]
    return body.count("<tr>")


def total(document: str) -> int:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', document, re.S)
    assert found
    return len(json.loads(found.group(1))["findings"])


def test_of_many_forms_each_page_unfolds_when_it_is_asked_for(
    cli: Cli, tmp_path: Path, browser: Browser
) -> None:
    forms = [dict(FORMS[n % 14], name=f"项目{n}") for n in range(70)]
    source = tmp_path / "表.json"
    source.write_text(json.dumps(forms, ensure_ascii=False), "utf-8")
    page = tmp_path / "报告.html"
    cli("check", source, "--report", page)
    text = page.read_text("utf-8")
    assert text.count("<template ") == 70
    shut, said = browser(page)
    assert said == ""
    assert shut.count("<template ") == 70
    opened, said = browser(page, "#p70-indicators0")
    assert said == ""
    assert opened.count("<template ") == 69
    assert re.search('<section class="project open" id="p70"', opened)
