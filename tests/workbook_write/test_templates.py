"""An office's own template: another look, own pictures, formulas, colours and sheets; what is missing is told."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Callable
from dataclasses import replace
from xml.etree.ElementTree import fromstring

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from workbook_write.comparison import as_read
from workbook_write.kit import (
    FORMS,
    STANDARD,
    formulas,
    made,
    names,
    opened,
    packed,
    parts,
    processed,
    read_back,
    saved,
    scored,
    sheet_xml,
    values,
    write,
)
from workbook_write.soundness import assert_apart, check_package
from zipingbiao.form.model import Form
from zipingbiao.workbook.write.template_parts import TemplateFault
from zipingbiao.workbook.write.writer import Mode, compile_template

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)


def changed(change: Callable[[Workbook, Worksheet], None]) -> bytes:
    """The standard template after an office worked on it."""
    book = load_workbook(io.BytesIO(STANDARD))
    change(book, book["自评表"])
    return saved(book)


def check(template: bytes, form: Form | None = None) -> dict[Mode, bytes]:
    """A published form, or the one given, in all modes: sound, and read back as it was."""
    filled = processed(3) if form is None else scored(form)
    found = {mode: write(filled, mode, template) for mode in Mode}
    for package in found.values():
        check_package(package)
        opened(package)
        assert_apart([str(area) for area in opened(package).worksheets[0].merged_cells.ranges])
    assert as_read(read_back(found[Mode.VALUES]).forms[0]) == as_read(filled.form)
    return found


def test_fonts_widths_and_a_renamed_sheet() -> None:
    def change(book: Workbook, sheet: Worksheet) -> None:
        sheet["C3"].font = Font(name="仿宋", size=12, color="FF0000")
        sheet.column_dimensions["D"].width = 40
        sheet.title = "表'1 自评"
        for name in list(book.defined_names):
            target = book.defined_names[name].attr_text
            book.defined_names[name].attr_text = target.replace("'自评表'", "'表''1 自评'")

    found = check(changed(change))
    sheet = opened(found[Mode.FINAL]).worksheets[0]
    assert (sheet.title, sheet["C3"].font.name, sheet.column_dimensions["D"].width) == (
        "表'1 自评",
        "仿宋",
        40,
    )
    assert names(found[Mode.VALUES])["ZPB_TOTAL_SCORE"].startswith("'表''1 自评'!$H$")


def test_rows_above() -> None:
    """A letterhead of two rows: openpyxl does not move names, merges and rules, so they are moved by hand."""
    package = parts(STANDARD)
    xml = package["xl/worksheets/sheet1.xml"].decode()
    down = lambda found: f"{found[1]}{int(found[2]) + 2}"  # noqa: E731
    xml = re.sub(r'(<row r=")(\d+)', down, xml)
    xml = re.sub(r'((?:<c r="|<mergeCell ref="|sqref=")[A-S])(\d+)', down, xml)
    xml = re.sub(r'((?:<mergeCell ref="|sqref=")[A-S]\d+:[A-S])(\d+)', down, xml)
    letterhead = '<row r="1"><c r="A1" t="inlineStr"><is><t>附件3</t></is></c></row>'
    package["xl/worksheets/sheet1.xml"] = xml.replace("<sheetData>", f"<sheetData>{letterhead}").encode()
    book = package["xl/workbook.xml"].decode()
    book = re.sub(r"(?<=!)\$([A-S])\$(\d+)(?::\$([A-S])\$(\d+))?", _two_lower, book).replace(
        "$12:$12", "$14:$14"
    )
    package["xl/workbook.xml"] = book.encode()
    found = check(packed(package), made(18, 6))
    sheet = opened(found[Mode.FORMULAS]).worksheets[0]
    assert sheet["A1"].value == "附件3"
    assert sheet["A3"].value == "项目支出绩效自评表"
    assert sheet["H35"].value == "=ROUND(SUM(H17:H34,K8),2)"
    assert sheet.print_area == "'自评表'!$A$1:$K$37"
    assert sheet.print_title_rows == "$16:$16"


def _two_lower(found: re.Match[str]) -> str:
    first = f"${found[1]}${int(found[2]) + (0 if found[0].startswith('$A$1:') else 2)}"
    return first + (f":${found[3]}${int(found[4]) + 2}" if found[3] else "")


_DRAWING = "application/vnd.openxmlformats-officedocument.drawing+xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ANCHOR = (
    "<xdr:oneCellAnchor><xdr:from><xdr:col>0</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{row}</xdr:row><xdr:rowOff>0"
    '</xdr:rowOff></xdr:from><xdr:ext cx="9525" cy="9525"/><xdr:pic><xdr:blipFill><a:blip r:embed="rId1"/></xdr:blipFill>'
    "</xdr:pic><xdr:clientData/></xdr:oneCellAnchor>"
)


def with_pictures(*rows: int) -> bytes:
    """The standard template with one picture in several places (rows from 0)."""
    package = parts(STANDARD)
    package["xl/media/image1.png"] = PIXEL
    package["xl/drawings/drawing1.xml"] = (
        '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        f'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="{_OFFICE}">'
        f"{''.join(_ANCHOR.format(row=row) for row in rows)}</xdr:wsDr>"
    ).encode()
    for source, kind, target in (
        ("xl/worksheets/_rels/sheet1.xml", "drawing", "../drawings/drawing1.xml"),
        ("xl/drawings/_rels/drawing1.xml", "image", "../media/image1.png"),
    ):
        package[f"{source}.rels"] = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{_OFFICE}/{kind}" Target="{target}"/></Relationships>'
        ).encode()
    added = '<Default Extension="png" ContentType="image/png"/>'
    added += f'<Override PartName="/xl/drawings/drawing1.xml" ContentType="{_DRAWING}"/></Types>'
    package["[Content_Types].xml"] = package["[Content_Types].xml"].replace(b"</Types>", added.encode())
    drawing = f'<drawing xmlns:r="{_OFFICE}" r:id="rId1"/></worksheet>'
    sheet = package["xl/worksheets/sheet1.xml"].replace(b"</worksheet>", drawing.encode())
    return packed(package | {"xl/worksheets/sheet1.xml": sheet})


def test_a_logo_and_a_stamp() -> None:
    """The logo in row 1 stays; the stamp beside the signatures in row 24 goes down with them."""
    template = with_pictures(0, 23)
    n = next(n for n in range(len(FORMS)) if _commented(n))
    check_package(write(processed(n), Mode.FORMULAS, template))
    for form, mode, row in (
        (made(18, 6), Mode.FORMULAS, 33),
        (made(10, 4), Mode.FINAL, 23),
        (made(1, 1), Mode.VALUES, 11),
        (made(1, 1), Mode.FINAL, 14),
    ):
        package = write(scored(form), mode, template)
        check_package(package)
        found = parts(package)
        assert found["xl/media/image1.png"] == PIXEL
        drawing = fromstring(found["xl/drawings/drawing1.xml"])
        assert [element.text for element in drawing.findall(".//{*}row")] == ["0", str(row)]


def test_own_formulas_move_and_keep_no_old_value() -> None:
    """得分率 below the form; a per-row formula in a free column; a reference to another sheet stays."""

    def change(book: Workbook, sheet: Worksheet) -> None:
        sheet["J24"].value = '=IF(G23=0,"","H23")&H23/G23'
        sheet["J25"].value = "=字典!A17&LOG10(A1)&'自评表'!$H$23"
        sheet["L13"].value = "=G13-H13+G$12"

    package = write(scored(made(12, 6)), Mode.FORMULAS, changed(change))
    check_package(package)
    found = formulas(package)
    assert found["J28"] == ('IF(G27=0,"","H23")&H27/G27', "")
    assert found["J29"] == ("字典!A17&LOG10(A1)&'自评表'!$H$27", "")
    assert [found[f"L{row}"][0] for row in (15, 16, 26)] == ["G15-H15+G$14", "G16-H16+G$14", "G26-H26+G$14"]


def test_only_without_our_functions_everything_is_computed_at_opening() -> None:
    """A full recalculation would turn our functions into #NAME? where the add-in is missing."""

    def change(book: Workbook, sheet: Worksheet) -> None:
        sheet["J24"].value = "=H23/G23"

    own = changed(change)
    calculated = {
        mode: b'fullCalcOnLoad="1"' in parts(write(scored(made(3)), mode, own))["xl/workbook.xml"]
        for mode in Mode
    }
    assert calculated == {Mode.FORMULAS: False, Mode.VALUES: True, Mode.FINAL: True}
    assert b"fullCalcOnLoad" not in parts(write(scored(made(3)), Mode.VALUES))["xl/workbook.xml"]


def test_formulas_that_excel_shares_and_its_list_of_formulas() -> None:
    """Excel stores a filled-down formula once; its calcChain lists cells, and one that lies is called damage."""
    package = parts(STANDARD)
    xml = package["xl/worksheets/sheet1.xml"].decode()
    for row in range(13, 23):
        kind = 'ref="L13:L22">G13*2</f>' if row == 13 else "></f>"
        shared = f'<c r="L{row}" s="1"><f t="shared" si="0" {kind}<v>0</v></c>'
        xml = re.sub(rf'(<c r="M{row}")', rf"{shared}\1", xml)
    xml = re.sub(
        r'(<c r="J25"[^>]*/>)?</row></sheetData>',
        '<c r="J25" s="1"><f t="shared" si="0"/><v>0</v></c></row></sheetData>',
        xml,
    )
    package["xl/worksheets/sheet1.xml"] = xml.encode()
    package["xl/calcChain.xml"] = (
        b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="L13" i="1"/></calcChain>'
    )
    package["[Content_Types].xml"] = package["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Override PartName="/xl/calcChain.xml" ContentType="application/vnd.openxmlformats-officedocument'
        b'.spreadsheetml.calcChain+xml"/></Types>',
    )
    package["xl/_rels/workbook.xml.rels"] = package["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain" '
        b'Target="calcChain.xml"/></Relationships>',
    )
    for mode in Mode:
        written = write(scored(made(3, 2)), mode, packed(package))
        check_package(written)
        assert "xl/calcChain.xml" not in parts(written)
        found = {
            cell: formula
            for cell, (formula, _) in formulas(written).items()
            if cell[0] in "LJ" and not formula.startswith("ROUND")
        }
        # In print there are always four lines of money, here two more.
        lower = {"J18": "E18*2"} if mode is Mode.FINAL else {"J16": "E16*2"}
        assert found == (
            lower if mode is Mode.FINAL else lower | {f"L{row}": f"G{row}*2" for row in (11, 12, 13)}
        )


def test_colours_dropdowns_and_page_breaks_follow_the_rows() -> None:
    def change(book: Workbook, sheet: Worksheet) -> None:
        rule = FormulaRule(formula=['$M13="未完成"'], fill=PatternFill("solid", bgColor="FFCCCC"))
        sheet.conditional_formatting.add("E13:F22", rule)
        sheet.row_breaks.append(Break(id=11))
        sheet.row_breaks.append(Break(id=23))

    package = write(scored(made(18, 6)), Mode.FORMULAS, changed(change))
    sheet = opened(package)["自评表"]
    (area,) = sheet.conditional_formatting
    assert str(area.sqref) == "E15:F32"
    assert area.rules[0].formula == ['$M15="未完成"']
    assert [brk.id for brk in sheet.row_breaks.brk] == [13, 33]
    assert not opened(write(scored(made(18, 6)), Mode.FINAL, changed(change)))[
        "自评表"
    ].conditional_formatting


def test_dropdowns_as_excel_saves_them() -> None:
    """A list on another sheet goes into the extension list once Excel has saved the file."""
    package = parts(STANDARD)
    xml = package["xl/worksheets/sheet1.xml"].decode()
    xml = re.sub(r"<dataValidations.*?</dataValidations>", "", xml)
    extension = (
        '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" '
        'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:dataValidations count="1" '
        'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:dataValidation type="list" allowBlank="1">'
        "<x14:formula1><xm:f>字典!$A$2:$A$17</xm:f></x14:formula1><xm:sqref>P13:P22</xm:sqref></x14:dataValidation>"
        "</x14:dataValidations></ext></extLst>"
    )
    package["xl/worksheets/sheet1.xml"] = xml.replace("</worksheet>", f"{extension}</worksheet>").encode()
    template = packed(package)
    written = parts(write(scored(made(12, 2)), Mode.FORMULAS, template))["xl/worksheets/sheet1.xml"].decode()
    assert "<xm:f>字典!$A$2:$A$17</xm:f></x14:formula1><xm:sqref>P11:P22</xm:sqref>" in written
    final = write(scored(made(12, 2)), Mode.FINAL, template)
    check_package(final)
    assert "extLst" not in parts(final)["xl/worksheets/sheet1.xml"].decode()
    assert opened(final).sheetnames == ["自评表"]


def test_own_comments_stay_beside_ours() -> None:
    """The office explains 预期目标 (C11) and 填报人 (A24); we explain a rate; one of theirs is on a working column."""

    def change(book: Workbook, sheet: Worksheet) -> None:
        for cell, text in (("C11", "按批复填写"), ("A24", "手写签名"), ("R13", "附件清单")):
            sheet[cell].comment = Comment(text, "某局")

    template = changed(change)
    n = next(n for n in range(len(FORMS)) if _commented(n))
    ours = _commented(n)
    form = processed(n).form
    rows, lines = len(form.indicators), len(form.funds)
    theirs = {f"C{7 + lines}": "按批复填写", f"A{10 + lines + rows}": "手写签名"}
    working = write(processed(n), Mode.FORMULAS, template)
    check_package(working)
    assert _comments(working) == ours | theirs | {f"R{9 + lines}": "附件清单"}
    final = write(processed(n), Mode.FINAL, template)
    check_package(final)
    assert _comments(final) == theirs
    boxes = parts(final)
    text = next(content.decode() for name, content in boxes.items() if name.endswith(".vml"))
    assert len(re.findall(r"<(?:\w+:)?shape ", text)) == 2


def _comments(package: bytes) -> dict[str, str]:
    sheet = opened(package).worksheets[0]
    return {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}


def _commented(n: int) -> dict[str, str]:
    return _comments(write(processed(n)))


def test_other_sheets_that_look_at_the_form() -> None:
    """汇总 shows the total; its own cells do not move. A hidden sheet that a printed cell needs stays in the 报送版."""

    def change(book: Workbook, sheet: Worksheet) -> None:
        other = book.create_sheet("汇总")
        other["A1"].value = "=自评表!H23+A30"
        other.print_area = "A1:C40"
        other.print_title_rows = "20:20"
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=8, min_row=13, max_row=22))
        other.add_chart(chart, "C3")
        hidden = book.create_sheet("单位名单")
        hidden.sheet_state = "hidden"
        hidden["A1"].value = "某局"
        sheet["D24"].value = "=单位名单!A1"
        book.defined_names["名单"] = DefinedName("名单", attr_text="'单位名单'!$A$20:$A$30")
        book.defined_names["原因"] = DefinedName("原因", attr_text="'字典'!$A$20:$A$30")

    template = changed(change)
    for mode in Mode:
        package = write(scored(made(12, 4)), mode, template)
        check_package(package)
        book = opened(package)
        final = mode is Mode.FINAL
        assert (
            book.sheetnames == ["自评表", "汇总", "单位名单"]
            if final
            else ["自评表", "字典", "汇总", "单位名单"]
        )
        assert book["汇总"]["A1"].value == "=自评表!H25+A30"
        assert book["汇总"].print_area == "'汇总'!$A$1:$C$40"
        assert book["汇总"].print_title_rows == "$20:$20"
        assert book["自评表"].print_area == "'自评表'!$A$1:$K$27"
        found = names(package)
        assert found["名单"] == "'单位名单'!$A$20:$A$30"
        assert ("原因" in found) == (not final)
        chart = next(
            content.decode() for name, content in parts(package).items() if name.startswith("xl/charts/chart")
        )
        assert "'自评表'!$H$13:$H$24" in chart


def test_without_a_print_area_the_working_columns_still_go() -> None:
    def change(book: Workbook, sheet: Worksheet) -> None:
        sheet.print_area = None

    package = write(processed(0), Mode.FINAL, changed(change))
    assert opened(package).worksheets[0].max_column == 11
    assert values(package)["H21"] == "97.94"


def test_labels_merged_beside_all_indicator_rows() -> None:
    """绩效指标 begins in the first indicator row instead of the heading; 一级指标 is printed over two columns."""

    def change(book: Workbook, sheet: Worksheet) -> None:
        sheet.unmerge_cells("A12:A22")
        sheet["A12"].value, sheet["A13"].value = None, "绩效指标"
        sheet.merge_cells("A13:A22")
        book.defined_names["ZPB_LEVEL2"].attr_text = "'自评表'!$L$13:$L$22"
        for row in range(12, 23):
            sheet.merge_cells(f"B{row}:C{row}")
        sheet["L12"].value = "二级指标"

    package = write(scored(made(6)), Mode.FORMULAS, changed(change))
    sheet = opened(package).worksheets[0]
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert_apart([*merged])
    assert {"A13:A18", "B13:C16", "B17:C18", "L13:L14", "L15:L16", "L17:L18"} <= merged
    assert [sheet[f"A{row}"].value for row in range(13, 19)] == ["绩效指标", *[None] * 5]
    assert (
        "A13:A13"
        not in parts(write(scored(made(1)), Mode.FORMULAS, changed(change)))[
            "xl/worksheets/sheet1.xml"
        ].decode()
    )


def test_a_template_in_yuan() -> None:
    def change(book: Workbook, sheet: Worksheet) -> None:
        sheet["A5"].value = "项目资金\n（元）"

    package = write(scored(made(2)), Mode.FORMULAS, changed(change))
    assert opened(package).worksheets[0]["F6"].value == 2000000


@pytest.mark.parametrize(
    "missing",
    [
        "ZPB_STATE",
        "ZPB_DEDUCTION",
        "ZPB_RULE_DEDUCTION",
        "ZPB_GRADE",
        "ZPB_REVIEW",
        "ZPB_RULEBOOK",
        "ZPB_TITLE",
    ],
)
def test_a_column_that_a_layout_does_not_have_is_not_needed(missing: str) -> None:
    def change(book: Workbook, sheet: Worksheet) -> None:
        del book.defined_names[missing]

    template = changed(change)
    for mode in Mode:
        check_package(write(scored(made(5)), mode, template))


@pytest.mark.parametrize(
    "missing",
    ["ZPB_FUND_RATE", "ZPB_FUND_EXECUTED", "ZPB_FUND_SCORE", "ZPB_FUND_WEIGHT", "ZPB_FUND_BUDGET", "ZPB_YEAR",
     "ZPB_LEVEL1", "ZPB_LEVEL2", "ZPB_TOTAL_SCORE", "ZPB_TOTAL_WEIGHT"],
)  # fmt: skip
def test_what_a_form_holds_is_not_lost_for_want_of_a_name(missing: str) -> None:
    def change(book: Workbook, sheet: Worksheet) -> None:
        del book.defined_names[missing]

    template = changed(change)
    for mode in Mode:
        with pytest.raises(TemplateFault, match=rf"会丢掉，没有写：.*{missing}"):
            write(scored(made(5)), mode, template)


def test_a_name_for_what_no_form_holds_may_be_missing() -> None:
    def change(book: Workbook, sheet: Worksheet) -> None:
        del book.defined_names["ZPB_FUND_INITIAL"]

    form = made(5)
    bare = replace(form, funds=tuple(replace(line, initial_budget="") for line in form.funds))
    check_package(write(scored(bare), Mode.FINAL, changed(change)))


@pytest.mark.parametrize(
    "missing", ["ZPB_NAME", "ZPB_UNIT", "ZPB_TARGET", "ZPB_SCORE", "ZPB_FUND_KIND", "ZPB_NOTE"]
)
def test_a_missing_name_is_told(missing: str) -> None:
    def change(book: Workbook, sheet: Worksheet) -> None:
        del book.defined_names[missing]

    with pytest.raises(TemplateFault, match=rf"^模板里.*{missing}.*[\u4e00-\u9fff]+.*。$"):
        compile_template(changed(change))


@pytest.mark.parametrize("target", ["#REF!", "'自评表'!#REF!", "'别的'!$E$13:$E$22"])
def test_a_name_that_lost_its_cells_is_told(target: str) -> None:
    def change(book: Workbook, sheet: Worksheet) -> None:
        book.defined_names["ZPB_TARGET"].attr_text = target

    with pytest.raises(TemplateFault, match="ZPB_TARGET"):
        compile_template(changed(change))


def test_a_name_that_begins_in_another_row_than_its_block_is_told() -> None:
    def change(book: Workbook, sheet: Worksheet) -> None:
        book.defined_names["ZPB_NOTE"].attr_text = "'自评表'!$I$14:$I$22"

    with pytest.raises(TemplateFault, match=r"ZPB_NOTE.*第 14 行.*第 13 行"):
        compile_template(changed(change))


@pytest.mark.parametrize(
    "package", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", packed({"a": b"b"})]
)
def test_what_is_no_workbook_is_told(package: bytes) -> None:
    with pytest.raises(TemplateFault, match="模板"):
        compile_template(package)


def test_a_workbook_without_our_names_is_told() -> None:
    with pytest.raises(TemplateFault, match="ZPB_NAME"):
        compile_template(saved(Workbook()))


def test_a_template_written_by_us_can_be_a_template_again() -> None:
    """A filled workbook as template: the names are where its rows are; nothing of the old project is left."""
    template = write(processed(7))
    package = write(scored(made(2, 1)), Mode.FORMULAS, template)
    check_package(package)
    text = parts(package)["xl/worksheets/sheet1.xml"].decode()
    assert FORMS[7].name not in text
    assert FORMS[7].indicators[-1].level3 not in text
    assert as_read(read_back(write(scored(made(2, 1)), Mode.VALUES, template)).forms[0]) == as_read(
        made(2, 1)
    )
    assert len(sheet_xml(package).findall(".//{*}row")) == 6 + 3 + 2 + 3
