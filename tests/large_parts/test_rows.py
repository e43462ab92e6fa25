"""Rows of a worksheet part read piece by piece give what the XML parser gives, or the part is refused and read whole."""

from __future__ import annotations

from collections.abc import Iterator
from xml.parsers.expat import ExpatError
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zipingbiao.package.address import Area, column_name
from zipingbiao.package.large.portions import Irregular
from zipingbiao.package.large.rows import outline_of, scan_rows
from zipingbiao.package.xml_scan import SheetScan, StoredCell, scan_sheet

HEAD = '<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="m"><dimension ref="A1"/>'
MERGES = '<mergeCells count="1"><mergeCell ref="A2:A4"/></mergeCells>'


def sheet(rows: str, tail: str = "") -> bytes:
    return f"{HEAD}<sheetData>{rows}</sheetData>{tail}</worksheet>".encode()


def pieces(data: bytes, size: int = 7) -> Iterator[bytes]:
    return (data[n : n + size] for n in range(0, len(data), size))


def streamed(
    data: bytes, size: int = 7
) -> dict[tuple[int, int], tuple[str, str, str | None, str, str | None]]:
    outline_of(pieces(data, size))
    return {
        (row, column): cell
        for row, cells in scan_rows(pieces(data, size), said)
        for column, cell in cells.items()
    }


def said(cell: StoredCell) -> tuple[str, str, str | None, str, str | None]:
    return cell.kind, cell.style, cell.value, cell.text, cell.formula


def parsed(data: bytes) -> dict[tuple[int, int], tuple[str, str, str | None, str, str | None]]:
    found: list[StoredCell] = []
    scan_sheet(data, SheetScan(found.append))
    return {(cell.row, cell.column): said(cell) for cell in found}


def test_the_rows_of_every_office_program() -> None:
    data = sheet(
        '<row r="2" spans="1:3"><c r="A2" t="s"><v>0</v></c><c r="B2" s="4"/><c r="C2" s="1"><v>9.94</v></c></row>'
        '<row r="3"/><row r="5" ht="15"><c r="B5" s="2" t="inlineStr"><is><t xml:space="preserve"> &#30002;&amp;&#x4E59; </t></is></c>'
        '<c r="AA5" t="str"><f>A1&amp;"x"</f><v>&lt;x&gt;</v></c><c r="AB5" s="1" t="n"></c></row>'
    )
    assert streamed(data) == {
        (2, 1): ("s", "", "0", "", None),
        (2, 3): ("n", "1", "9.94", "", None),
        (5, 2): ("inlineStr", "2", None, " 甲&乙 ", None),
        (5, 27): ("str", "", "<x>", "", 'A1&"x"'),
    }


def test_references_of_any_length() -> None:
    data = sheet(
        '<row r="1"><c r="A1" t="str"><v>&#1114111;&#0000000038;&#9;&#x0004e59;&#00000030002;</v></c></row>'
    )
    assert streamed(data)[1, 1][2] == "\U0010ffff&\t乙甲"
    assert streamed(data) == parsed(data)


def test_a_row_of_another_kind_goes_through_the_parser() -> None:
    rich = '<is><r><t>甲</t></r><r><rPr><b/></rPr><t>乙</t></r><rPh sb="0" eb="1"><t>jia</t></rPh></is>'
    data = sheet(
        f'<row r="1"><c r="A1" t="inlineStr">{rich}</c><c r="B1"><f t="shared" si="0"/><v>2</v></c></row>'
        '<row r="2"><c r="A2"><v>3</v></c></row>'
    )
    assert streamed(data) == {
        (1, 1): ("inlineStr", "", None, "甲乙", None),
        (1, 2): ("n", "", "2", "", ""),
        (2, 1): ("n", "", "3", "", None),
    }


texts = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=9)
cells = st.one_of(
    st.just(""),
    texts.map(lambda t: f' t="inlineStr"><is><t xml:space="preserve">{escape(t)}</t></is></c>'),
    texts.map(lambda t: f' s="3" t="str"><v>{escape(t)}</v></c>'),
    texts.map(lambda t: f' t="inlineStr"><is><t>{"".join(f"&#{ord(sign)};" for sign in t)}</t></is></c>'),
    st.integers().map(lambda n: f' s="1"><v>{n}</v></c>'),
    texts.map(lambda t: f"><f>{escape(t)}</f><v>1</v></c>"),
    st.just(' s="7"/>'),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(cells, max_size=4), max_size=4), st.integers(1, 60))
def test_any_rows_and_any_size_of_piece(rows: list[list[str]], size: int) -> None:
    xml = "".join(
        f'<row r="{r * 2}">'
        + "".join(f'<c r="{column_name(c)}{r * 2}"{body}' for c, body in enumerate(row, 1) if body)
        + "</row>"
        for r, row in enumerate(rows, 1)
    )
    data = sheet(xml, MERGES)
    # The parser tells empty values as cells too; to a reader they hold nothing.
    wanted = {at: cell for at, cell in parsed(data).items() if cell[2] or cell[3] or cell[4]}
    found = {at: cell for at, cell in streamed(data, size).items() if cell[2] or cell[3] or cell[4]}
    assert found == wanted
    assert outline_of(pieces(data, size)).merges == (Area(2, 1, 4, 1),)


@pytest.mark.parametrize(
    "data",
    [
        sheet('<!-- </row> --><row r="1"><c r="A1"><v>1</v></c></row>'),
        sheet('<row r="1"><c r="A1" t="str"><v><![CDATA[</row>]]></v></c></row>'),
        sheet('<row r="2"/><row r="1"><c r="A1"><v>1</v></c></row>'),
        sheet('<row><c r="A1"><v>1</v></c></row>'),
        sheet("").replace(b"<", b"<x:").replace(b"<x:/", b"</x:"),
        sheet("").replace(b"UTF-8", b"GB18030"),
        sheet("").decode().encode("utf-16"),
        b'<worksheet xmlns="m"><sheetData/></worksheet>',
        sheet('<row r="1"><c r="A1"><v>1</v></c></row>')[:-40],
        b"<!DOCTYPE x>" + sheet("").partition(b"?>")[2],
    ],
    ids=["comment", "cdata", "disorder", "no number", "prefix", "gb", "utf-16", "no rows", "cut", "doctype"],
)
def test_a_part_laid_out_otherwise_is_told_before_its_first_row(data: bytes) -> None:
    with pytest.raises(Irregular):
        outline_of(pieces(data))


@pytest.mark.parametrize(
    "value", ["a&nbsp;b", "a & b", "&#1;", "&#xD800;", "&#1114112;", "\x01", "</w>", "\ufffe"], ids=ascii
)
def test_what_no_parser_takes_is_not_taken(value: str) -> None:
    data = sheet(f'<row r="1"><c r="A1" t="str"><v>{value}</v></c></row>')
    with pytest.raises((ValueError, ExpatError)):
        parsed(data)
    with pytest.raises((ValueError, ExpatError)):
        streamed(data)


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A7"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row><c r="A2"><v>2</v></c></row>',
    ],
    ids=["cell of another row", "row that never began"],
)
def test_rows_that_contradict_themselves(rows: str) -> None:
    with pytest.raises((ValueError, ExpatError)):
        streamed(sheet(rows))
