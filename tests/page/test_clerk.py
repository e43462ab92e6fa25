"""A clerk at the page: what the list says, a gap filled, a wrong number refused, undo, and a download that differs in one cell."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from page.conftest import Browser
from zipingbiao.hosts.cli.main import run

FORMS = Path(__file__).parents[1] / "data" / "forms.json"
WORDS = "增加两次应急演练，2024年9月"


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("三张")
    three = folder / "三张.json"
    three.write_text(json.dumps(json.loads(FORMS.read_text("utf-8"))[:3], ensure_ascii=False), "utf-8")
    assert run(["bulk", str(three), "-o", str(folder), "--progress", "none"]) == 0
    return sorted(folder.glob("*.xlsx"))


def cells(path: Path) -> dict[tuple[str, str], Any]:
    book = openpyxl.load_workbook(path)
    return {(s.title, c.coordinate): c.value for s in book.worksheets for row in s.iter_rows() for c in row}


@pytest.mark.parametrize("which", ["browser", "firefox"])
def test_a_gap_is_filled_and_only_its_cell_differs(
    which: str,
    request: pytest.FixtureRequest,
    books: list[Path],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    browser: Browser = request.getfixturevalue(which)
    damaged = tmp_path / "坏文件.xlsx"
    damaged.write_bytes(b"PK\x03\x04 not a workbook")
    name, second = (f"{book.stem}-已改.xlsx" for book in books[:2])
    files = [*map(str, books), str(damaged)]
    found = browser("clerk", files=files, words=WORDS, name=name, second=second)
    capsys.readouterr()
    run(["score", *map(str, books), "--json"])
    by_command = json.loads(capsys.readouterr().out)["forms"]

    assert "正在启动计算引擎" in found["starting"]
    assert found["heading"].startswith("3 张表：")
    assert [row[2] for row in found["rows"]] == [form["total"] for form in by_command]
    assert [row[3] for row in found["rows"]] == [f"{form['execution']['rate']}%" for form in by_command]
    assert len(found["notRead"]) == 1 and found["notRead"][0].startswith("坏文件.xlsx：读不出来。")
    assert found["title"].startswith("（5 处待填）")
    assert len(found["points"]) == 5
    assert found["findings"] > 0
    assert found["focused"]
    assert "得分 = 10" in found["why"]

    assert "已改 1 处" in found["afterGap"]
    assert found["next"].startswith("【请填写：")
    assert "要填数" in found["refused"]
    assert found["restored"] == "10.00"
    assert found["before"].startswith("总分 97.94")
    assert not found["lower"].startswith("总分 97.94")
    assert found["undone"] == found["before"] == found["composing"]

    (change,) = found["changes"]
    assert change[0].startswith("自评表!")
    assert WORDS in change[3] and WORDS not in change[2]
    assert found["label"] == f"下载 {name}"
    assert found["unsaved"] and not found["warns"]
    assert "原文件没有改动" in found["told"]
    assert found["kept"] == {}

    (offer,) = found["offered"]
    assert "的草稿，不是刚才打开的文件" in offer and "已改" not in found["untouched"]
    assert found["wiped"] == {}

    old, new = cells(books[0]), cells(Path(found["saved"]))
    different = {place for place in old.keys() | new.keys() if old.get(place) != new.get(place)}
    assert different == {tuple(change[0].split("!"))}
    with zipfile.ZipFile(books[0]) as before, zipfile.ZipFile(found["saved"]) as after:
        assert before.namelist() == after.namelist()
        parts = [part for part in before.namelist() if before.read(part) != after.read(part)]
    assert all("worksheets/sheet" in part for part in parts) and len(parts) == 1
    run(["check", found["saved"], "--json"])
    findings = json.loads(capsys.readouterr().out)["forms"][0]["findings"]
    assert not any(WORDS in finding["found"] and finding["code"] == "JXN007" for finding in findings)

    assert "豁免要写明理由和豁免人" in found["noReason"]
    assert "有豁免，还没有下载" in found["waivedHead"]
    assert found["leftBehind"]
    run(["check", found["waived"], "--json"])
    findings = json.loads(capsys.readouterr().out)["forms"][0]["findings"]
    waived = [finding["waiver"] for finding in findings if "waiver" in finding]
    assert [(each["reason"], each["who"]) for each in waived] == [("批复如此", "张三")]
    assert found["seen"]["faults"] == []
