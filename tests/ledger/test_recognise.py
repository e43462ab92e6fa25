"""Which workbooks are ledgers: two of 项目, 资金, 指标 among the names of the sheets, however they are written down."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from zipingbiao.ledger.recognise import holds_ledger, names_ledger
from zipingbiao.package.gate import open_package


@pytest.mark.parametrize(
    ("names", "is_one"),
    [
        (("项目", "资金", "指标"), True),
        (("项目", "指标"), True),
        (("资金", "指标", "草稿"), True),
        (("项目信息", "资金情况"), True),
        ((" 项 目 ", "指标（必填）"), True),
        (("项目",), False),
        (("项目", "项目信息"), False),  # one sheet under two names
        (("项目", "Sheet2"), False),
        ((), False),
    ],
)
def test_names_of_sheets(names: tuple[str, ...], is_one: bool) -> None:
    assert names_ledger(names) is is_one


@pytest.mark.parametrize(
    ("sheets", "is_one"),
    [
        ('<sheet name="项目" sheetId="1" r:id="rId1"/><sheet name="指标" sheetId="2" r:id="rId2"/>', True),
        ("<sheet sheetId='1' name='项目' r:id='rId1'/><sheet sheetId='2' name='指标' r:id='rId2'/>", True),
        ('<x:sheet name="项目" r:id="rId1"/><x:sheet name="指标" r:id="rId2"/>', True),
        ('<sheet name="&#39033;&#30446;" r:id="rId1"/><sheet name="指标" r:id="rId2"/>', True),
        ('<sheet name="甲" r:id="rId1"/><sheet name="指标" r:id="rId2"/>', False),
        ('<sheet codename="项目" r:id="rId1"/><sheet name="指标" r:id="rId2"/>', False),
    ],
)
def test_as_they_stand_in_the_file(sheets: str, is_one: bool, tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("xl/workbook.xml", f"<workbook><sheets>{sheets}</sheets></workbook>")
    package = open_package(path)
    assert holds_ledger(package) is is_one
    package.close()
