"""The .xlsm: the same sheets as the .xlsx, our VBA, our ribbon, and nothing else changed."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from oletools.olevba import VBA_Parser

from zipingbiao.hosts.excel.build import BuildFault, build_xlsm
from zipingbiao.hosts.excel.modules import project_modules
from zipingbiao.hosts.excel.vba_texts import TEXTS, texts_module
from zipingbiao.hosts.functions.table import FUNCTIONS, MAX_LENGTH
from zipingbiao.resources import TEMPLATE, workbook_path

SHEETS = ("Sheet1", "Sheet2")
PACKAGE = "{http://schemas.openxmlformats.org/package/2006/"


@pytest.fixture(scope="module")
def template() -> bytes:
    return workbook_path(TEMPLATE).read_bytes()


@pytest.fixture(scope="module")
def xlsm(template: bytes) -> bytes:
    return build_xlsm(template)


def parts(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_same_template_gives_the_same_bytes(template: bytes, xlsm: bytes) -> None:
    assert build_xlsm(template) == xlsm


def test_only_what_macros_need_is_added_or_changed(template: bytes, xlsm: bytes) -> None:
    before, after = parts(template), parts(xlsm)
    assert set(after) - set(before) == {"xl/vbaProject.bin", "customUI/customUI.xml"}
    changed = {name for name, content in before.items() if after[name] != content}
    assert changed == {
        "[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels", "xl/workbook.xml",
        "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml",
    }  # fmt: skip
    for name in ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"):
        assert re.sub(rb' codeName="Sheet\d"', b"", after[name]) == re.sub(
            rb"<sheetPr >", b"<sheetPr>", before[name]
        )


def test_types_and_relations_name_the_new_parts(xlsm: bytes) -> None:
    made = parts(xlsm)
    types = {
        each.get("PartName"): each.get("ContentType")
        for each in ElementTree.fromstring(made["[Content_Types].xml"]).iter(
            f"{PACKAGE}content-types}}Override"
        )
    }
    assert types["/xl/workbook.xml"] == "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    assert types["/xl/vbaProject.bin"] == "application/vnd.ms-office.vbaProject"
    related = {
        each.get("Target"): each.get("Type")
        for name in ("_rels/.rels", "xl/_rels/workbook.xml.rels")
        for each in ElementTree.fromstring(made[name])
    }
    assert (
        related["customUI/customUI.xml"]
        == "http://schemas.microsoft.com/office/2006/relationships/ui/extensibility"
    )
    assert related["vbaProject.bin"] == "http://schemas.microsoft.com/office/2006/relationships/vbaProject"


def test_olevba_reads_back_every_module(xlsm: bytes, tmp_path: Path) -> None:
    path = tmp_path / "form.xlsm"
    path.write_bytes(xlsm)
    reader = VBA_Parser(str(path))
    found = {name.rpartition(".")[0]: code for _, _, name, code in reader.extract_macros()}
    reader.close()
    assert set(found) == {module.name for module in project_modules(SHEETS)}
    for module in project_modules(SHEETS):
        assert found[module.name].replace("\r\n", "\n").strip() == module.text().replace("\r\n", "\n").strip()


def test_openpyxl_keeps_macros_and_ribbon(xlsm: bytes) -> None:
    saved = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(xlsm), keep_vba=True).save(saved)
    again = parts(saved.getvalue())
    assert again["xl/vbaProject.bin"] == parts(xlsm)["xl/vbaProject.bin"]
    assert again["customUI/customUI.xml"] == parts(xlsm)["customUI/customUI.xml"]
    assert b"2006/relationships/ui/extensibility" in again["_rels/.rels"]


def test_a_workbook_with_macros_of_its_own_is_refused(xlsm: bytes) -> None:
    with pytest.raises(BuildFault, match="已有宏"):
        build_xlsm(xlsm)


def test_code_names_tie_sheets_to_their_modules(xlsm: bytes) -> None:
    made = parts(xlsm)
    assert b'<workbookPr codeName="ThisWorkbook"/>' in made["xl/workbook.xml"]
    assert [
        re.search(rb'<sheetPr codeName="(\w+)"', made[f"xl/worksheets/sheet{n}.xml"])[1].decode()  # type: ignore[index]
        for n in (1, 2)
    ] == list(SHEETS)


def test_the_settings_of_a_users_own_xlwings_are_left_alone() -> None:
    source = {module.name: module.source for module in project_modules(SHEETS)}["xlwings"]
    assert 'PROJECT_NAME As String = "zipingbiao"' in source and '"xlwings.conf"' not in source


def test_texts_come_back_from_their_digits() -> None:
    """What VBA's `U` does, in Python: five digits a character."""
    source = texts_module()
    assert source.isascii() and max(map(len, source.splitlines())) <= 1023
    spelled = "".join(
        "".join(chr(int(digits[i : i + 5])) for i in range(0, len(digits), 5))
        for digits in re.findall(r'U\("(\d+)"\)', source)
    )
    for text in (*TEXTS.values(), *(each.text for each in FUNCTIONS)):
        assert text in spelled
    assert re.findall(r'Macro:="(\w+)"', source) == [each.name for each in FUNCTIONS]


def test_the_wizard_cuts_nothing_off() -> None:
    for function in FUNCTIONS:
        assert len(f"{function.title}：{function.text}") <= MAX_LENGTH
        assert all(len(f"{a.label}：{a.text}") <= MAX_LENGTH for a in function.parameters)
