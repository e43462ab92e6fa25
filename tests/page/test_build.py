"""The file that is built: pinned, the same twice, small enough, and a policy that lets nothing in or out."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest

from page.conftest import HERE
from zipingbiao.hosts.cli.main import run
from zipingbiao.hosts.page.build import page as building
from zipingbiao.hosts.page.build.archive import stored, unpacked
from zipingbiao.hosts.page.build.fault import BuildFault
from zipingbiao.hosts.page.build.html import page, worker_code
from zipingbiao.hosts.page.build.imports import needed
from zipingbiao.hosts.page.build.licences import Licence
from zipingbiao.hosts.page.build.page import build_page
from zipingbiao.hosts.page.build.pyodide import pinned, pyodide_folder
from zipingbiao.hosts.page.build.sources import our_files
from zipingbiao.resources import DEMO_LEDGER, PACKED, TEMPLATE

PARTS = dict.fromkeys(("worker", "wasm", "library", "site", "lock"), b"part")


class Inline(HTMLParser):
    """The scripts and styles that a browser would run, the policy, and everything with an address."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.run: list[tuple[str, str]] = []
        self.policy = ""
        self.addresses: list[str] = []
        self._in = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._in = tag if tag in ("script", "style") and "type" not in given else ""
        if self._in:
            self.run.append((tag, ""))
        if given.get("http-equiv") == "Content-Security-Policy":
            self.policy = given["content"] or ""
        self.addresses += [
            value or "" for name, value in attrs if name in ("src", "href", "style") or name.startswith("on")
        ]

    def handle_endtag(self, tag: str) -> None:
        self._in = ""

    def handle_data(self, data: str) -> None:
        if self._in:
            self.run[-1] = (self._in, self.run[-1][1] + data)


def test_only_what_the_policy_names_can_run() -> None:
    inline = Inline(page(PARTS, [Licence("甲 1", "MIT", "<b>&")]).decode())
    rules = dict(rule.strip().split(" ", 1) for rule in inline.policy.split(";"))
    assert (
        rules["default-src"] == rules["connect-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    )
    assert rules["worker-src"] == "blob:" and rules["img-src"] == "data: blob:"
    assert "unsafe-inline" not in inline.policy and "'unsafe-eval'" not in inline.policy
    assert "http" not in inline.policy

    def hashed(kind: str) -> list[str]:
        return [
            f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
            for tag, text in inline.run
            if tag == kind
        ]

    assert rules["script-src"].split() == [*hashed("script"), "'wasm-unsafe-eval'"]
    assert rules["style-src"].split() == hashed("style")
    assert all(address.startswith("#") for address in inline.addresses)


def test_the_page_never_makes_elements_from_text() -> None:
    for path in (Path(building.__file__).parents[1] / "web").glob("*.js"):
        text = path.read_text("utf-8")
        for never in (
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "new Function",
        ):
            assert never not in text, f"{path.name}: {never}"


def test_the_first_words_are_for_every_browser() -> None:
    """What an old browser has to parse holds nothing that it cannot."""
    text = (Path(building.__file__).parents[1] / "web" / "old.js").read_text("utf-8")
    assert not re.search(r"=>|`|\b(?:let|const|class|async)\b|\?\.", text)
    html = page(PARTS, []).decode()
    assert html.index("这个浏览器太旧") < html.index("<script>") < html.index("data-part=")


def test_pyodide_is_the_one_that_is_pinned(tmp_path: Path) -> None:
    wanted = json.loads((HERE / "package.json").read_text("utf-8"))["dependencies"]["pyodide"]
    assert wanted == pinned().version
    with pytest.raises(BuildFault, match=r"没有 pyodide\.asm\.mjs"):
        pyodide_folder(tmp_path)
    for name in pinned().sha256:
        (tmp_path / name).write_bytes(b"another")
    with pytest.raises(BuildFault, match="校验和不符"):
        pyodide_folder(tmp_path)


def test_without_node_the_command_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ZIPINGBIAO_HOME", str(tmp_path))
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert run(["web", "build", "-o", str(tmp_path / "页.html")]) == 2
    assert "没有找到 npm" in capsys.readouterr().err
    assert run(["web", "build", "-o", str(tmp_path / "页.txt")]) == 2
    assert "请以 .html 结尾" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_told_before_anything_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(building, "build_page", lambda _: pytest.fail("built"))
    assert run(["web", "build", "-o", str(tmp_path / "没有" / "自评表.html")]) == 2
    assert "不存在，网页没有生成" in capsys.readouterr().err


def test_another_way_of_writing_pyodide_is_told() -> None:
    assert "return M;" in worker_code("function M(){import.meta.url}export default M;", "")
    with pytest.raises(BuildFault):
        worker_code("module.exports = M", "")


def test_the_library_is_cut_by_following_imports() -> None:
    library = {
        "a.py": b"import b.c",
        "b/__init__.py": b"from . import d",
        "b/c.py": b"def f():\n    from b import e",
        "b/d.py": b"",
        "b/e.py": b"import unittest",
        "unittest/__init__.py": b"import f",
        "f.py": b"",
        "g.py": b"",
        "io.py": b"",
    }
    assert set(needed(library, {"ours.py": b"if 0:\n    import a"})) == {
        "a.py", "b/__init__.py", "b/c.py", "b/d.py", "b/e.py", "io.py",
    }  # fmt: skip


def test_the_codecs_of_this_trade_stay() -> None:
    """What Chinese, Windows, zip archives and old workbooks are written in; the alphabets of others go."""
    wanted = [
        "gb18030",
        "gbk",
        "gb2312",
        "hz",
        "big5",
        "utf_8",
        "utf_8_sig",
        "utf_16_le",
        "utf_32",
        "ascii",
        "latin_1",
    ]
    wanted += [
        "cp437",
        "cp850",
        "cp932",
        "cp949",
        "cp950",
        "cp1250",
        "cp1252",
        "cp1258",
        "mac_roman",
        "iso8859_1",
    ]
    wanted += ["iso8859_15", "idna", "punycode", "unicode_escape", "aliases"]
    unused = [
        "mac_greek",
        "cp037",
        "cp1140",
        "cp866",
        "cp874",
        "cp737",
        "iso8859_7",
        "iso8859_16",
        "koi8_r",
        "hp_roman8",
    ]
    library = {f"encodings/{name}.py": b"" for name in (*wanted, *unused)}
    assert needed(library, {}) == {f"encodings/{name}.py": b"" for name in wanted}


def test_an_archive_keeps_chinese_names_and_no_date() -> None:
    one, other = stored({"乙": b"2", "甲.xlsx": b"1"}), stored({"甲.xlsx": b"1", "乙": b"2"})
    assert one == other and unpacked(one) == {"甲.xlsx": b"1", "乙": b"2"}
    with zipfile.ZipFile(io.BytesIO(one)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert all(info.flag_bits & 0x800 for info in archive.infolist())


def test_what_the_page_cannot_have_stays_outside() -> None:
    names = set(our_files())
    assert {f"zipingbiao/_shipped/workbooks/{PACKED[name]}" for name in (TEMPLATE, DEMO_LEDGER)} <= names
    assert "zipingbiao/rulebook/data/cn.toml" in names
    assert not any(
        name.startswith(("zipingbiao/hosts/excel", "zipingbiao/hosts/page/build")) for name in names
    )


def test_the_file_is_small_enough(page: Path) -> None:
    assert page.stat().st_size <= 12_000_000


@pytest.mark.slow
def test_built_twice_it_is_the_same(page: Path) -> None:
    assert build_page(HERE / "node_modules" / "pyodide") == page.read_bytes()
