"""What Word documents bring beyond a plain table: nested and split tables, hidden and changed text, symbols."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from documents import building
from workbook_read.books import FORMS
from workbook_read.reading import as_data, expected
from zipingbiao.batch.inputs import read_input
from zipingbiao.documents.kinds import Kind
from zipingbiao.documents.read import read_document
from zipingbiao.edits.snapshot import Snapshot

FORM = FORMS[1]


def texts(snapshot: Snapshot) -> list[dict[tuple[int, int], Any]]:
    return [{place: cell.value for place, cell in sheet.cells.items()} for sheet in snapshot.sheets]


def read(path: Path) -> Snapshot:
    return read_document(path.read_bytes(), path.name, Kind.DOCX).snapshot


def plain(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: plain(value) for key, value in data.items()}
    return [plain(value) for value in data] if isinstance(data, list) else "".join(data.split())


@pytest.fixture
def one(tmp_path: Path) -> Path:
    return building.word([FORM], tmp_path / "表.docx")


def check(path: Path) -> None:
    (form,) = read_input(path).forms
    assert plain(as_data(form)) == plain(expected(FORM))


def split(path: Path, at: int, *, heading: int = 0, words: str = "") -> None:
    """Cut the table in two before row `at`, the second half with a copy of row `heading` on top."""
    document = Document(str(path))
    table = document.tables[0]._tbl
    rows = table.findall(qn("w:tr"))
    other = parse_xml(f"<w:tbl {nsdecls('w')}/>")
    for part in (table.tblPr, table.tblGrid):
        other.append(parse_xml(part.xml))
    if heading:
        other.append(parse_xml(rows[heading].xml))
    for row in rows[at:]:
        other.append(row)
    table.addnext(other)
    between = parse_xml(f"<w:p {nsdecls('w')}><w:r><w:t>{words}</w:t></w:r></w:p>")
    table.addnext(between)
    document.save(str(path))


@pytest.mark.parametrize("words", ["", "（续表）", "— 2 —", "第2页 共3页"])
@pytest.mark.parametrize("heading", [0, 9])
def test_a_form_in_two_tables(one: Path, words: str, heading: int) -> None:
    """As from a PDF turned into Word: the second page is a table of its own, with the headings again or without."""
    split(one, 15, heading=heading, words=words)
    check(one)


def test_a_form_drawn_in_pieces_under_captions(one: Path) -> None:
    split(one, 9, words="二、绩效指标")
    check(one)


def test_another_table_below_is_no_part_of_the_form(one: Path) -> None:
    document = Document(str(one))
    document.add_paragraph("附件：支出明细")
    table = document.add_table(rows=2, cols=9)
    for column in range(9):
        table.cell(1, column).text = "100"
    document.save(str(one))
    check(one)


def test_a_form_inside_a_layout_table(one: Path) -> None:
    document = Document(str(one))
    table = document.tables[0]._tbl
    outer = document.add_table(rows=1, cols=1)
    outer.cell(0, 0).paragraphs[0].text = "项目支出绩效自评表"
    outer.cell(0, 0)._tc.append(table)
    outer.cell(0, 0).add_paragraph()
    document.save(str(one))
    (form,) = read_input(one).forms
    assert len(form.indicators) == len(FORM["indicators"])


def test_a_small_table_in_a_cell_is_text_of_the_cell(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(rows=2, cols=2)
    inner = table.cell(0, 1).add_table(rows=2, cols=2)
    for n, cell in enumerate(c for row in inner.rows for c in row.cells):
        cell.text = str(n)
    document.save(str(tmp_path / "表.docx"))
    (cells,) = texts(read(tmp_path / "表.docx"))
    assert cells[1, 2] == "0 1\n2 3"


def runs(tmp_path: Path, *inner: str) -> str:
    document = Document()
    paragraph = document.add_table(rows=1, cols=1).cell(0, 0).paragraphs[0]
    for each in inner:
        paragraph._p.append(parse_xml(each.replace("<w:", "<w:", 1).replace(">", f" {nsdecls('w')}>", 1)))
    document.save(str(tmp_path / "表.docx"))
    (cells,) = texts(read(tmp_path / "表.docx"))
    return str(cells.get((1, 1), ""))


@pytest.mark.parametrize(
    ("inner", "seen"),
    [
        ("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r>", "甲\n乙"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>", ""),
        ("<w:del><w:r><w:delText>删</w:delText></w:r></w:del>", ""),
        ("<w:ins><w:r><w:t>增</w:t></w:r></w:ins>", "增"),
        ("<w:moveFrom><w:r><w:t>移</w:t></w:r></w:moveFrom>", ""),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>95%</w:t></w:r>', "≥95%"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0A3"/><w:t>10</w:t></w:r>', "≤10"),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="F052"/><w:t>是</w:t></w:r>', "☑是"),
        ('<w:r><w:sym w:font="没有的" w:char="F0FF"/></w:r>', "〓"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r>", ""),
        ("<w:sdt><w:sdtContent><w:r><w:t>选</w:t></w:r></w:sdtContent></w:sdt>", "选"),
        ("<w:r><w:t>5</w:t><w:noBreakHyphen/><w:t>6</w:t></w:r>", "5-6"),
    ],
)
def test_text_as_word_shows_it(tmp_path: Path, inner: str, seen: str) -> None:
    assert runs(tmp_path, inner) == seen


def test_a_deleted_row_is_gone(one: Path) -> None:
    document = Document(str(one))
    row = document.tables[0].rows[12]
    row._tr.get_or_add_trPr().append(OxmlElement("w:del"))
    document.save(str(one))
    (form,) = read_input(one).forms
    assert len(form.indicators) == len(FORM["indicators"]) - 1
