"""A reviewer at the page: sort, filter, search, and everything that can be had, the same to the byte as from the command line."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from page.books import FORMS, written
from page.conftest import Browser
from zipingbiao.hosts.cli.main import run

#: As published, in order.
NAMES = [form["name"] for form in json.loads(FORMS.read_text("utf-8"))]
RATES = ["99.44", "99.95", "59.80", "99.99", "99.94", "99.96", "59.50", "98.90", "99.70", "99.74", "99.87", "99.95", "99.96", "100.00"]  # fmt: skip
#: Ready for hand-in: no 【请填写】 is due on these.
READY = {4, 5, 6, 8, 12, 13, 14}


def warnings(findings: list[dict[str, str]]) -> int:
    return sum(each["severity"] == "W" for each in findings)


def test_a_reviewer_sorts_filters_and_takes_what_the_command_line_writes(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "报送"
    books = written(folder)
    many = tmp_path / "二百个项目.json"
    forms = json.loads(FORMS.read_text("utf-8"))
    many.write_text(json.dumps([forms[n % 14] for n in range(200)], ensure_ascii=False), "utf-8")
    found = browser("reviewer", files=[str(path) for path in books], many=str(many))

    assert found["all"] == NAMES
    assert found["rates"] == [f"{rate}%" for rate in sorted(RATES, key=float)]
    assert sorted(found["filtered"]) == sorted(name for n, name in enumerate(NAMES, 1) if n not in READY)
    assert found["shown"] == "显示 7 张，共 14 张"
    assert found["searched"] == ["应急管理视频图像平台建设项目"]
    assert sorted(found["binned"]) == ["85.98", "87.95"]
    assert found["codes"] > 10

    monkeypatch.chdir(folder)
    capsys.readouterr()
    run(["check", *(path.name for path in books), "--bundle", "review", "--json"])
    checked = json.loads(capsys.readouterr().out)["forms"]
    # The way of judging was chosen before the first file came.
    assert found["warnings"] == [str(warnings(form["findings"])) for form in checked]
    run(["check", *(path.name for path in books), "--bundle", "review", "--report", "../报告.html"])
    assert Path(found["report"]["file"]).read_bytes() == (tmp_path / "报告.html").read_bytes()
    run(["collect", ".", "--bundle", "review", "-o", "../汇总表.xlsx"])
    assert Path(found["summary"]["file"]).read_bytes() == (tmp_path / "汇总表.xlsx").read_bytes()
    run(["check", *(path.name for path in books), "--bundle", "review", "--mark"])
    with zipfile.ZipFile(found["marked"]["file"]) as marked:
        assert sorted(marked.namelist()) == [path.name for path in books]
        assert all(marked.read(path.name) == path.read_bytes() for path in books)
    for path in books:
        path.write_bytes((folder / f"{path.name}.bak").read_bytes())
    with zipfile.ZipFile(found["packed"]["file"]) as packed:
        assert {name: packed.read(name) for name in packed.namelist()} == {
            p.name: p.read_bytes() for p in books
        }
    with zipfile.ZipFile(found["copies"]["file"]) as copies:
        assert len(copies.namelist()) == 14

    assert "退回意见-北京市应急指挥保障中心.xlsx" in found["letters"]["told"]
    assert "报送版.zip（7 个文件）" in found["finals"]["told"]
    assert found["finals"]["told"].startswith("生成了 7 个文件，7 处没有做")
    assert f"{NAMES[0]}：不能生成报送版" in found["finals"]["told"]
    assert "要先拖入台账或 JSON" in found["nothing"]["told"]
    assert "填报内容没有变化" in found["same"]

    assert "生成的自评表.zip（200 个文件）" in found["generated"]["told"]
    with zipfile.ZipFile(found["generated"]["file"]) as generated:
        assert generated.read("001-北京市应急管理局指挥信息网建设项目.xlsx") == books[0].read_bytes()

    assert found["many"]["rows"] == 514
    assert max(found["renderers"]) < 600
    # Itself, its worker, and on a slow machine the worker that helps.
    kinds = [each.partition(":")[0] for each in found["seen"]["requests"]]
    assert kinds[0] == "file" and set(kinds[1:]) == {"blob"} and len(kinds) <= 4
    assert found["seen"]["faults"] == []
