"""A ledger of any size: rows read from the file and from a snapshot are one, forms are built when asked for."""

from __future__ import annotations

import pickle
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from ledger.reading import read_ledger
from zipingbiao.batch.inputs import open_input, read_input
from zipingbiao.batch.one_by_one import OneByOne
from zipingbiao.edits.read_xlsx import LEDGER, snapshot_of
from zipingbiao.form.model import Place
from zipingbiao.ledger.read import ledger_of
from zipingbiao.ledger.recognise import holds_ledger
from zipingbiao.package import gate
from zipingbiao.package.fault import TooLarge
from zipingbiao.package.gate import open_package
from zipingbiao.resources import DEMO_LEDGER, workbook_path

SHIPPED = workbook_path(DEMO_LEDGER)
PROJECTS = [["项目序号", "项目名称"], *([str(n), f"项目{n}"] for n in range(1, 4))]
INDICATORS = [
    ["一级指标", "项目序号", "三级指标", "年度指标值", "实际完成值", "分值"],
    ["产出指标", "2", "二甲", "≥1次", "1次", 90],
    ["产出指标", "1", "一甲", "≥1次", "1次", 90],
    ["产出指标", "2", "二乙", "≥1次", "1次", 90],
]


def saved(path: Path, sheets: Mapping[str, list[list[object]]]) -> Path:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        page = workbook.create_sheet(name)
        for row in rows:
            page.append(row)
    workbook.save(path)
    return path


def test_the_file_and_its_snapshot_give_the_same_ledger() -> None:
    streamed = read_ledger(SHIPPED, {"未按期完成"})
    held = ledger_of(snapshot_of(open_package(SHIPPED), LEDGER), {"未按期完成"})
    assert len(streamed.forms) == 14
    assert list(streamed.forms) == list(held.forms)
    assert (streamed.faults, streamed.remarks) == (held.faults, held.remarks)
    assert streamed.remarks


def test_rows_in_any_order_come_to_their_project_and_know_their_cells(tmp_path: Path) -> None:
    found = read_ledger(saved(tmp_path / "台账.xlsx", {"指标": INDICATORS, "项目": PROJECTS}))
    assert [[row.level3 for row in form.indicators] for form in found.forms] == [
        ["一甲"],
        ["二甲", "二乙"],
        [],
    ]
    places = found.forms[1].places
    assert places["name"] == Place("台账.xlsx", "项目", "B3")
    assert places["indicators[0].weight"].cell == "F2"
    assert places["indicators[1].weight"].cell == "F4"
    # A row as a whole stands in its leftmost column; the key of its project is no field of it.
    assert places["indicators[1]"].cell == "A4"
    assert list(places) == [
        "id",
        "name",
        *(
            path
            for n in (0, 1)
            for path in (
                f"indicators[{n}]",
                *(f"indicators[{n}].{f}" for f in ("level1", "level3", "target", "actual", "weight")),
            )
        ),
    ]
    assert len(places) == len(list(places)) == 14
    for none in (
        "indicators[2]",
        "indicators[01]",
        "indicators[0].id",
        "indicators[0].note",
        "funds[0]",
        "code",
        "",
    ):
        assert none not in places, none
    assert pickle.loads(pickle.dumps(found.forms[1])) == found.forms[1]


def test_forms_are_built_anew_each_time_and_equal() -> None:
    forms = read_ledger(SHIPPED).forms
    assert forms[0] is not forms[0]
    assert forms[0] == forms[0]
    assert forms[-1] == forms[13]
    assert [form.id for form in forms[2:4]] == [forms[2].id, forms[3].id]
    with pytest.raises(IndexError):
        forms[14]


def test_an_opened_ledger_outlives_its_file(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(SHIPPED.read_bytes())
    found = open_input(path)
    path.unlink()
    assert [form.name for form in found.forms] == [form.name for form in read_input(SHIPPED).forms]


def test_only_a_ledger_may_unpack_to_more_than_is_read_whole(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = saved(tmp_path / "别的.xlsx", {"清单": [[f"第{n}行"] for n in range(3000)]})
    monkeypatch.setattr(gate, "MAX_UNPACKED", 70_000)
    assert len(read_input(SHIPPED).forms) == 14
    refused = read_input(other)
    assert refused.forms == ()
    (fault,) = refused.faults
    assert fault.whole
    assert "的上限" in fault.message


def test_a_large_file_is_opened_for_its_rows_only(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(SHIPPED.read_bytes())
    with pytest.raises(TooLarge, match="上限"):
        open_package(path, limits=gate.Limits(1000))
    package = open_package(path, limits=gate.IN_PIECES)
    assert holds_ledger(package)
    package.close()


def test_a_ledger_is_not_endless(monkeypatch: pytest.MonkeyPatch) -> None:
    from zipingbiao.edits import sheet_rows

    monkeypatch.setattr(sheet_rows, "_STREAMED", sheet_rows.Bound(1000, "请把台账分成几本。"))
    (fault,) = read_input(SHIPPED).faults
    assert fault.whole
    assert "工作表“指标”" in fault.message
    assert "请把台账分成几本" in fault.message


def test_a_ledger_that_no_office_program_wrote_so_is_read_whole(tmp_path: Path) -> None:
    path, out = tmp_path / "台账.xlsx", BytesIO()
    with zipfile.ZipFile(SHIPPED) as package, zipfile.ZipFile(out, "w") as target:
        for name in package.namelist():
            data = package.read(name)
            if name.startswith("xl/worksheets/sheet"):
                data = data.replace(b"<sheetData>", b"<sheetData><!-- </row> -->")
            target.writestr(name, data)
    path.write_bytes(out.getvalue())
    read, shipped = read_input(path), read_input(SHIPPED)
    assert [form.indicators for form in read.forms] == [form.indicators for form in shipped.forms]
    assert read.faults == ()


def test_damage_in_the_middle_is_told_before_the_first_form(tmp_path: Path) -> None:
    path, out = tmp_path / "台账.xlsx", BytesIO()
    with zipfile.ZipFile(SHIPPED) as package, zipfile.ZipFile(out, "w") as target:
        for name in package.namelist():
            data = package.read(name)
            if name == "xl/worksheets/sheet4.xml":
                middle = data.index(b"<row", len(data) // 2)
                data = data[:middle] + data[middle:].replace(b"</t>", b"&nothing;</t>", 1)
            target.writestr(name, data)
    path.write_bytes(out.getvalue())
    found = read_input(path)
    assert found.forms == ()
    assert "“xl/worksheets/sheet4.xml”的内容已损坏" in found.faults[0].message


def test_several_files_one_by_one(tmp_path: Path) -> None:
    lines = tmp_path / "a.jsonl"
    lines.write_text('{"name": "甲", "funds": [], "indicators": []}\nx\n', encoding="utf-8")
    source = OneByOne([lines, SHIPPED, tmp_path / "没有.jsonl"])
    assert len(source) == 16  # the line that cannot be read is expected to be one
    names = [form.name for form in source]
    assert names[0] == "甲" and len(names) == 15
    told = source.told()
    assert [(fault.file, fault.whole) for fault in told.faults] == [("a.jsonl", False), ("没有.jsonl", True)]
    assert "找不到这个文件" in told.faults[1].message


def test_reading_a_ledger_loads_nothing_compiled() -> None:
    code = (
        "import sys; from pathlib import Path; from zipingbiao.batch.inputs import read_input; "
        f"print(len(read_input(Path({str(SHIPPED)!r})).forms)); print(*sys.modules)"
    )
    count, loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert count == "14"
    tops = {name.split(".")[0] for name in loaded.split()}
    assert not tops & {"pandas", "numpy", "openpyxl", "lxml", "jinja2", "markupsafe"}


def test_a_waiver_goes_to_its_project_alone(tmp_path: Path) -> None:
    path = saved(tmp_path / "台账.xlsx", {"项目": PROJECTS, "指标": INDICATORS})
    workbook = load_workbook(path)
    page = workbook.create_sheet("审核豁免")
    for row in (
        ["项目", "编码", "位置", "填报内容", "理由", "豁免人", "日期"],
        ["2", "JXT005", "", "", "批复", "李", ""],
        ["项目3", "JXI006", "", "", "批复", "李", ""],
        ["9", "JXI006", "", "", "批复", "李", ""],
    ):
        page.append(row)
    workbook.save(path)
    found = read_ledger(path)
    assert [[waiver.code for waiver in form.waivers] for form in found.forms] == [[], ["JXT005"], ["JXI006"]]
    assert [remark.found for remark in found.remarks] == [
        "审核豁免!B4：没有项目“9”，豁免没有生效；请核对“项目”栏"
    ]
