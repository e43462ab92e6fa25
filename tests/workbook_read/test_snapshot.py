"""What the reader of closed workbooks makes of the file format, part by part."""

from __future__ import annotations

import gc
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest

from zipingbiao.edits.read_xlsx import snapshot_of
from zipingbiao.edits.snapshot import Cell, Snapshot
from zipingbiao.package.address import Area, parse_area, parse_reference
from zipingbiao.package.gate import package_of
from zipingbiao.package.number_format import exact_text, number_format
from zipingbiao.package.shared_formula import shifted

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def book(
    rows: str,
    *,
    strings: str = "",
    formats: str = "",
    names: str = "",
    after: str = "",
    ns: str = MAIN,
    **book: str,
) -> Snapshot:
    """A workbook of one sheet written by hand. `formats`: numFmtId of each cell style, separated by blanks."""
    xfs = "".join(f'<xf numFmtId="{number}"/>' for number in formats.split())
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships><Relationship Id="a" Type="{REL}/officeDocument" Target="/xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{ns}" xmlns:r="{REL}">{book.get("setting", "")}<sheets>'
        f'<sheet name="表 1" sheetId="1" r:id="r1" state="{book.get("state", "visible")}"/></sheets>'
        f"<definedNames>{names}</definedNames></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships><Relationship Id="r1" Type="{REL}/worksheet" Target="worksheets/s.xml"/>'
        f'<Relationship Id="r2" Type="{REL}/styles" Target="styles.xml"/>'
        f'<Relationship Id="r3" Type="{REL}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{ns}"><numFmts><numFmt numFmtId="170" formatCode="0.000"/></numFmts><cellXfs>{xfs}</cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{ns}">{strings}</sst>',
        "xl/worksheets/s.xml": f'<worksheet xmlns="{ns}"><sheetData>{rows}</sheetData>{after}</worksheet>',
    }
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return snapshot_of(package_of(stream.getvalue(), "手写.xlsx"))


def first(rows: str, **more: str) -> Cell | None:
    return book(f'<row r="1">{rows}</row>', **more).sheets[0].cells.get((1, 1))


def test_shared_strings_with_rich_text_and_phonetic_guides() -> None:
    strings = (
        "<si><r><rPr><b/></rPr><t>绩效</t></r><r><t xml:space='preserve"
        "'> 自评</t></r><rPh sb='0' eb='1'><t>jixiao</t></rPh></si><si><t>a_x000D_\nb_x0001_</t></si>"
    )
    assert first('<c r="A1" t="s"><v>0</v></c>', strings=strings) == Cell("绩效 自评")
    assert first('<c r="A1" t="s"><v>1</v></c>', strings=strings) == Cell("a\nb")


@pytest.mark.parametrize(
    ("xml", "cell"),
    [
        ('<c r="A1" t="inlineStr"><is><t>甲</t></is></c>', Cell("甲")),
        ('<c r="A1" t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r></is></c>', Cell("甲乙")),
        ('<c r="A1" t="b"><v>1</v></c>', Cell(True)),
        ('<c r="A1" t="e"><v>#DIV/0!</v></c>', Cell("#DIV/0!", error=True)),
        ('<c r="A1" t="str"><f>B1&amp;"x"</f><v>ax</v></c>', Cell("ax", formula='=B1&"x"')),
        ('<c r="A1"><f>B1</f></c>', Cell(None, formula="=B1")),
        ('<c r="A1"><f>B1</f><v></v></c>', Cell(None, formula="=B1")),
        ('<c r="A1"><v>455.91264000000001</v></c>', Cell(Decimal("455.91264"))),
        ('<c r="A1"><v>0.98999999999999999</v></c>', Cell(Decimal("0.99"))),
        ('<c r="A1"><v>1.1057E2</v></c>', Cell(Decimal("1.1057E+2"))),
        ('<c r="A1" t="d"><v>2024-12-24</v></c>', Cell(date(2024, 12, 24))),
        ('<c r="A1" s="0"/>', None),
        ('<c r="A1" t="s"/>', None),
        ("<c><v>7</v></c>", Cell(Decimal(7))),
    ],
)
def test_kinds_of_cells(xml: str, cell: Cell | None) -> None:
    assert first(xml) == cell


@pytest.mark.parametrize(
    ("serial", "number", "value"),
    [
        # 45650 days after 1899-12-30 is 24 December 2024; 60 is the day that never was, 59 is 28 February 1900.
        ("45650", 14, date(2024, 12, 24)),
        ("45650.5", 22, datetime(2024, 12, 24, 12, 0)),
        ("45650", 31, date(2024, 12, 24)),
        ("59", 14, date(1900, 2, 28)),
        ("61", 14, date(1900, 3, 1)),
        ("0.5", 20, Decimal("0.5")),
        ("45650", 170, Decimal(45650)),
        ("-5", 14, Decimal(-5)),
    ],
)
def test_dates_by_number_format(serial: str, number: int, value: object) -> None:
    cell = first(f'<c r="A1" s="1"><v>{serial}</v></c>', formats=f"0 {number}")
    assert cell is not None and cell.value == value and type(cell.value) is type(value)


def test_dates_since_1904() -> None:
    cell = first('<c r="A1" s="0"><v>44188</v></c>', formats="14", setting='<workbookPr date1904="1"/>')
    assert cell is not None and cell.value == date(2024, 12, 24)


def test_strict_files_and_cells_without_addresses() -> None:
    found = book("<row><c/><c><v>1</v></c></row><row><c><v>2</v></c></row>", ns=STRICT).sheets[0].cells
    assert {place: cell.value for place, cell in found.items()} == {(1, 2): Decimal(1), (2, 1): Decimal(2)}


def test_shared_formulas_are_told_for_each_cell() -> None:
    rows = (
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1*$C$1+D$1</f><v>1</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>2</v></c></row>'
    )
    assert book(rows).sheets[0].cells[2, 1] == Cell(Decimal(2), formula="=B2*$C$1+D$1")


def test_formulas_shift_only_their_references() -> None:
    assert (
        shifted("""'A1 表'!B2&"B2"&LOG10(B2)&PERF_SCORE(AA9)""", 1, 1)
        == """'A1 表'!C3&"B2"&LOG10(C3)&PERF_SCORE(AB10)"""
    )


def test_merges_names_and_hidden_sheets() -> None:
    names = "<definedName name='ZPB_NAME'>'表 1'!$C$3</definedName><definedName name='X' localSheetId='0'>1</definedName>"
    found = book(
        "", names=names, state="veryHidden", after='<mergeCells><mergeCell ref="A1:C2"/></mergeCells>'
    )
    assert found.names == {"ZPB_NAME": "'表 1'!$C$3", "表 1!X": "1"}
    assert found.sheets[0].merges == (Area(1, 1, 2, 3),) and found.sheets[0].hidden


def test_extensions_after_the_cells_are_no_cells() -> None:
    rows = '<row r="1"><c r="A1" s="1"></c></row>'
    after = '<extLst><ext xmlns:xm="urn:x"><xm:f>B1</xm:f></ext></extLst>'
    assert book(rows, after=after).sheets[0].cells == {}


def test_references() -> None:
    assert parse_reference("'它''s 表'!$A$1:$B$2") == ("它's 表", Area(1, 1, 2, 2))
    assert parse_reference("表!$D$4") == ("表", Area(4, 4, 4, 4))
    for text in ("#REF!", "表!#REF!", "{1,2}", "表!$A:$A", "[1]表!$A$1", '"cn-beijing"'):
        assert parse_reference(text) is None
    assert parse_area("XFE1") is None


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("10", "0.00", "10.00"),
        ("9.945", "0.00", "9.945"),
        ("10", "General", "10"),
        ("10", "0", "10"),
        ("1234.5", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1234.50"),
        ("200", "#,##0.0#", "200.0"),
        ("1E+2", "General", "100"),
        ("0.50", "General", "0.5"),
    ],
)
def test_digits_by_number_format(value: str, code: str, text: str) -> None:
    assert exact_text(Decimal(value), number_format(code).decimals) == text


def test_fixed_words_of_a_number_format() -> None:
    shown = number_format('"≥"0.0"万元";[Red]\\-0')
    assert (shown.before, shown.decimals, shown.after) == ("≥", 1, "万元")


def test_a_workbook_read_leaves_nothing_to_the_garbage_collector() -> None:
    """Thousands are read with the collector at rest; a circle of references would keep all their cells."""
    gc.collect()
    gc.disable()
    try:
        book('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>', strings="<si><t>年</t></si>")
        assert gc.collect() == 0
    finally:
        gc.enable()
