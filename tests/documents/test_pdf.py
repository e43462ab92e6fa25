"""What PDFs bring: permissions, pictures among the pages, running heads, rows that look like the rest of another."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from documents.conftest import Built
from hostile import documents as d
from zipingbiao.batch.inputs import read_input
from zipingbiao.documents.sheets import snapshot_of_tables
from zipingbiao.documents.tables import Box, Table

EDGES = (50.0, 100.0, 200.0, 300.0, 400.0, 500.0)


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_permissions_alone_keep_nobody_from_reading(algorithm: str, built: Built, tmp_path: Path) -> None:
    path = tmp_path / "表.pdf"
    writer = PdfWriter()
    writer.append(PdfReader(built("pdf")))
    writer.encrypt("", "owner", algorithm=algorithm)
    writer.write(path)
    assert len(read_input(path).forms) == 14
    writer.encrypt("open", "owner", algorithm=algorithm)
    writer.write(path)
    assert "打开密码" in read_input(path).faults[0].message


def test_a_scanned_page_among_others_is_told(built: Built, tmp_path: Path) -> None:
    scan = tmp_path / "扫描.pdf"
    picture = d.stream(b"\0", b"/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray")
    scan.write_bytes(d.one_page(d.stream(b"/I Do"), b"<</XObject<</I 5 0 R>>>>", [picture]))
    writer = PdfWriter()
    writer.append(PdfReader(built("pdf")))
    pages = len(writer.pages)
    writer.append(PdfReader(scan))
    path = tmp_path / "表.pdf"
    writer.write(path)
    read = read_input(path)
    assert len(read.forms) == 14
    (fault,) = read.faults
    assert f"第 {pages + 1} 页是扫描件" in fault.message
    assert not fault.whole


def page(n: int, *rows: tuple[str, ...], above: tuple[str, ...] = ()) -> Table:
    boxes = [
        Box(row, column, row, column, text)
        for row, texts in enumerate(rows, 1)
        for column, text in enumerate(texts, 1)
    ]
    return Table(f"第{n}页表1", tuple(boxes), EDGES, above)


def rows(*pages: Table) -> list[list[list[str]]]:
    """The sheets that come of these pages, row by row."""
    found = []
    for sheet in snapshot_of_tables(pages, (), "表.pdf").sheets:
        last = max(row for row, _ in sheet.cells)
        found.append(
            [
                [str(sheet.cells[row, c].value) for c in range(1, 6) if (row, c) in sheet.cells]
                for row in range(1, last + 1)
            ]
        )
    return found


FIRST = page(1, ("指标", "目标", "完成", "分值", "说明"), ("甲", "100%", "98%", "10", "因为"))


def test_the_rest_of_a_row_is_put_to_it() -> None:
    (sheet,) = rows(FIRST, page(2, ("", "", "", "", "没有来得及。"), ("乙", "5次", "5次", "20", "")))
    assert sheet[1] == ["甲", "100%", "98%", "10", "因为没有来得及。"]
    assert sheet[2] == ["乙", "5次", "5次", "20"]


@pytest.mark.parametrize(
    "row",
    [
        ("", "", "", "5", "说明"),  # a figure of its own
        ("乙", "好", "好", "", "说明"),  # one box missing only
    ],
)
def test_a_row_of_its_own_is_not_put_to_another(row: tuple[str, ...]) -> None:
    (sheet,) = rows(FIRST, page(2, row))
    assert sheet[1] == ["甲", "100%", "98%", "10", "因为"]
    assert sheet[2] == [text for text in row if text]


def test_headings_on_every_page_are_said_once() -> None:
    (sheet,) = rows(
        FIRST,
        page(2, ("指标", "目标", "完成", "分值", "说明"), ("乙", "5次", "5次", "20", "")),
    )
    assert sheet == [
        ["指标", "目标", "完成", "分值", "说明"],
        ["甲", "100%", "98%", "10", "因为"],
        ["乙", "5次", "5次", "20"],
    ]


def test_a_row_that_stands_twice_is_no_heading() -> None:
    (sheet,) = rows(FIRST, page(2, ("甲", "100%", "98%", "10", "因为")))
    assert len(sheet) == 3


@pytest.mark.parametrize(
    "between", ["— 2 —", "- 2 -", "2", "第 2 页 共 3 页", "第2页/共3页", "续表", "（接上页）"]
)
def test_page_numbers_part_no_form(between: str) -> None:
    assert len(rows(FIRST, page(2, ("乙", "5次", "5次", "20", "x"), above=(between,)))) == 1


def test_a_text_between_parts_two_tables() -> None:
    assert len(rows(FIRST, page(2, ("乙", "5次", "5次", "20", "x"), above=("附件：明细表",)))) == 2
