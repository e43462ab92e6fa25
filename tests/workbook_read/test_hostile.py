"""Files that are no sound workbook are refused at once, in Chinese, with what to do; none is ever half read."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from workbook_read.books import FORMS, book_of
from zipingbiao.edits.read_xlsx import FORMS as FORMS_BOUND
from zipingbiao.edits.read_xlsx import LEDGER, Bound, snapshot_of
from zipingbiao.package.fault import ReadFault
from zipingbiao.package.gate import open_package, package_of
from zipingbiao.resources import DEMO_LEDGER, workbook_path
from zipingbiao.workbook.read.forms import read_workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
SHEET = "xl/worksheets/sheet1.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return book_of(tmp_path_factory.mktemp("sound"), FORMS[13]).read_bytes()


def rewritten(
    data: bytes, change: Callable[[str, bytes], bytes | None], extra: dict[str, bytes] | None = None
) -> bytes:
    """The package with every part passed through `change` (None: left out), and `extra` parts."""
    stream = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target,
    ):
        for name in source.namelist():
            part = change(name, source.read(name))
            if part is not None:
                target.writestr(name, part)
        for name, part in (extra or {}).items():
            target.writestr(name, part)
    return stream.getvalue()


def keep(_: str, part: bytes) -> bytes:
    return part


def with_part(data: bytes, part: str, new: bytes | None) -> bytes:
    return rewritten(data, lambda name, old: new if name == part else old)


def sheet_xml(rows: str, before: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?>{before}<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>'.encode()
    )


def refusal(tmp_path: Path, data: bytes) -> str:
    """The message with which a file is refused; it must come fast."""
    path = tmp_path / "测试.xlsx"
    path.write_bytes(data)
    start = time.perf_counter()
    with pytest.raises(ReadFault) as caught:
        read_workbook(path)
    assert time.perf_counter() - start < 1
    assert caught.value.file == "测试.xlsx"
    return caught.value.message


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空的"),
        (OLE, "旧版 .xls"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
        ("项目名称,得分\n甲,98".encode(), "不是 Excel 工作簿"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "网页"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><Workbook/>", "网页或 XML"),
        (b"%PDF-1.7", "PDF"),
        (b"Rar!\x1a\x07", "RAR"),
        (b"PK\x03\x04" + bytes(200), "不完整"),
    ],
)
def test_other_files(tmp_path: Path, data: bytes, words: str) -> None:
    assert words in refusal(tmp_path, data)


def test_truncated(tmp_path: Path, sound: bytes) -> None:
    assert "不完整" in refusal(tmp_path, sound[: len(sound) // 2])


def test_damaged_in_the_middle(tmp_path: Path, sound: bytes) -> None:
    with zipfile.ZipFile(BytesIO(sound)) as archive:
        start = archive.getinfo(SHEET).header_offset + 200
    assert "损坏" in refusal(tmp_path, sound[:start] + bytes(64) + sound[start + 64 :])


def test_bomb_by_ratio(tmp_path: Path, sound: bytes) -> None:
    bomb = sheet_xml(f'<row r="1"><c r="A1" t="str"><v>{"0" * 50_000_000}</v></c></row>')
    assert "压缩比异常" in refusal(tmp_path, with_part(sound, SHEET, bomb))


def test_bomb_by_size(sound: bytes) -> None:
    with zipfile.ZipFile(BytesIO(sound)) as archive:
        infos = archive.infolist()
    # The gate believes the directory of the archive, so the directory alone is enough to be refused.
    position = sound.rindex(b"PK\x01\x02")
    huge = sound[: position + 24] + (250 * 1024 * 1024).to_bytes(4, "little") + sound[position + 28 :]
    assert len(infos) > 5
    with pytest.raises(ReadFault, match="200 MB"):
        package_of(huge, "测试.xlsx")


def test_too_many_parts(tmp_path: Path, sound: bytes) -> None:
    parts = {f"xl/media/{number}.xml": b"<a/>" for number in range(2001)}
    assert "2000" in refusal(tmp_path, rewritten(sound, keep, parts))


def test_too_large(tmp_path: Path) -> None:
    path = tmp_path / "大.xlsx"
    with path.open("wb") as stream:
        stream.truncate(20 * 1024 * 1024 + 1)
    with pytest.raises(ReadFault, match="20 MB"):
        read_workbook(path)


DOCTYPE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "docProps/core.xml", "_rels/.rels"])
def test_doctype_in_any_part(tmp_path: Path, sound: bytes, part: str) -> None:
    new = f'<?xml version="1.0"?>{DOCTYPE}<x>&a;</x>'.encode()
    message = refusal(tmp_path, with_part(sound, part, new))
    assert "DTD" in message and part in message


def test_doctype_in_utf_16(tmp_path: Path, sound: bytes) -> None:
    new = f'<?xml version="1.0" encoding="UTF-16"?>{DOCTYPE}<x>&a;</x>'.encode("utf-16")
    assert "DTD" in refusal(tmp_path, with_part(sound, SHEET, new))


def test_doctype_behind_a_long_comment(tmp_path: Path, sound: bytes) -> None:
    new = sheet_xml("", f"<!-- <a {'x' * 5000} -->{DOCTYPE}")
    assert "DTD" in refusal(tmp_path, with_part(sound, SHEET, new))


def test_unusual_encoding(tmp_path: Path, sound: bytes) -> None:
    new = b'<?xml version="1.0" encoding="cp037"?>' + "<x/>".encode("cp037")
    assert "UTF-8" in refusal(tmp_path, with_part(sound, SHEET, new))


@pytest.mark.parametrize("part", ["xl/workbook.xml", SHEET])
def test_missing_part(tmp_path: Path, sound: bytes, part: str) -> None:
    assert part in refusal(tmp_path, with_part(sound, part, None))


def test_broken_shared_string(tmp_path: Path, sound: bytes) -> None:
    new = sheet_xml('<row r="3"><c r="B3" t="s"><v>99999</v></c></row>')
    assert "B3" in refusal(tmp_path, with_part(sound, SHEET, new))


def test_raw_control_characters(tmp_path: Path, sound: bytes) -> None:
    new = sheet_xml('<row r="1"><c r="A1" t="str"><v>a\x01b</v></c></row>')
    assert "非法字符" in refusal(tmp_path, with_part(sound, SHEET, new))


def test_xml_cut_off(tmp_path: Path, sound: bytes) -> None:
    assert "损坏" in refusal(tmp_path, with_part(sound, SHEET, sheet_xml("")[:-12]))


@pytest.mark.parametrize(
    ("part", "words"),
    [("word/document.xml", "Word"), ("xl/workbook.bin", ".xlsb")],
)
def test_other_packages(tmp_path: Path, sound: bytes, part: str, words: str) -> None:
    assert words in refusal(tmp_path, rewritten(sound, keep, {part: b"<a/>"}))


def test_plain_zip(tmp_path: Path) -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("自评表.xlsx", b"PK")
    assert "解压" in refusal(tmp_path, stream.getvalue())


def test_absurd_dimensions_and_merges_are_not_walked(tmp_path: Path, sound: bytes) -> None:
    rows = '<row r="1048576"><c r="XFD1048576" t="str"><v>项目名称</v></c></row>'
    new = (
        f'<worksheet {MAIN}><dimension ref="A1:XFD1048576"/><sheetData>{rows}</sheetData>'
        '<mergeCells><mergeCell ref="A1:XFC1048576"/></mergeCells></worksheet>'
    ).encode()
    path = tmp_path / "大表.xlsx"
    path.write_bytes(with_part(sound, SHEET, new))
    start = time.perf_counter()
    result = read_workbook(path)
    assert time.perf_counter() - start < 0.5
    assert result.forms == () and len(result.problems) == 1


@pytest.mark.parametrize("value", ["1E999999999", "NaN", "Infinity", "１", ""])
def test_numbers_that_no_cell_can_hold(tmp_path: Path, sound: bytes, value: str) -> None:
    path = tmp_path / "数.xlsx"
    path.write_bytes(with_part(sound, SHEET, sheet_xml(f'<row r="1"><c r="A1"><v>{value}</v></c></row>')))
    assert read_workbook(path).forms == ()


def test_empty_workbook_says_what_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "空.xlsx"
    Workbook().save(path)
    (problem,) = read_workbook(path).problems
    assert problem.file == "空.xlsx" and "“Sheet”" in problem.message and "项目名称" in problem.message


def test_a_ledger_may_be_larger_than_a_form_but_not_endless() -> None:
    ledger = open_package(workbook_path(DEMO_LEDGER))
    assert snapshot_of(ledger, LEDGER).sheets
    with pytest.raises(ReadFault, match="请把台账分成几本"):
        snapshot_of(ledger, Bound(1000, LEDGER.advice))
    assert LEDGER.cells > FORMS_BOUND.cells
