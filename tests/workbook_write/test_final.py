"""The 报送版: what is printed and nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree.ElementTree import fromstring

import pytest
from openpyxl.utils import column_index_from_string

from workbook_write.kit import (
    FORMS,
    STANDARD,
    formulas,
    names,
    opened,
    packed,
    parts,
    published,
    sheet_xml,
    write,
)
from workbook_write.kit import processed as _processed
from workbook_write.soundness import check_package
from zipingbiao import __version__
from zipingbiao.workbook.write.writer import Mode

PRINTED = column_index_from_string("K")


@pytest.mark.parametrize("n", range(len(FORMS)))
def test_nothing_but_the_printed_form(n: int) -> None:
    package = published(n, Mode.FINAL)
    book = opened(package)
    assert book.sheetnames == ["自评表"]
    assert names(package).keys() == {"0!_xlnm.Print_Area", "0!_xlnm.Print_Titles"}
    assert formulas(package) == {}
    sheet = book["自评表"]
    assert sheet.max_column == PRINTED
    assert all(cell.comment is None for row in sheet.iter_rows() for cell in row)
    assert not sheet.data_validations.dataValidation
    columns = [
        int(element.get("max", "0")) for element in sheet_xml(package).iter() if element.tag.endswith("}col")
    ]
    assert max(columns) == PRINTED
    text = b"".join(parts(package).values()).decode("utf-8", "ignore")
    assert not re.search(r"ZPB_|PERF_|JX[TF]\d|字典|openpyxl|zipingbiao", text)
    assert "审核" not in text.replace("审核人", "")


def test_no_part_of_the_hidden_sheet_is_left() -> None:
    found = parts(published(0, Mode.FINAL))
    assert {name for name in found if name.startswith("xl/worksheets/")} == {"xl/worksheets/sheet1.xml"}
    assert b"sheet2" not in found["[Content_Types].xml"] + found["xl/_rels/workbook.xml.rels"]
    check_package(published(0, Mode.FINAL))


def test_the_properties_tell_of_nobody() -> None:
    found = parts(published(0, Mode.FINAL))
    (only,) = fromstring(found["docProps/core.xml"])
    assert (only.tag.rpartition("}")[2], only.text) == ("version", __version__)
    assert [element.text for element in fromstring(found["docProps/app.xml"])] == ["Microsoft Excel"]


def test_the_properties_of_an_office_are_left_out_too() -> None:
    """Author, last editor and own properties of a template; the working form keeps them."""
    template = parts(STANDARD)
    template["docProps/core.xml"] = template["docProps/core.xml"].replace(b">zipingbiao<", ">张三<".encode())
    template["docProps/custom.xml"] = (
        b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        b'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property '
        b'fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="Dept"><vt:lpwstr>X</vt:lpwstr></property></Properties>'
    )
    template["[Content_Types].xml"] = template["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Override PartName="/docProps/custom.xml" ContentType="application/vnd.openxmlformats-officedocument'
        b'.custom-properties+xml"/></Types>',
    )
    template["_rels/.rels"] = template["_rels/.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        b'custom-properties" Target="docProps/custom.xml"/></Relationships>',
    )
    package = packed(template)
    final, working = write(_processed(0), Mode.FINAL, package), write(_processed(0), Mode.VALUES, package)
    check_package(final)
    check_package(working)
    assert "张三".encode() in parts(working)["docProps/core.xml"]
    assert "docProps/custom.xml" in parts(working)
    assert "docProps/custom.xml" not in parts(final)
    assert "张三".encode() not in b"".join(parts(final).values())


def test_findings_and_gaps_leave_no_trace() -> None:
    filled = _processed(0)
    row = replace(
        filled.form.indicators[0], detail="内部说明", evidence="内部佐证", reason="内部原因", deduction="0"
    )
    filled = replace(filled, form=replace(filled.form, indicators=(row, *filled.form.indicators[1:])))
    assert "内部" in parts(write(filled))["xl/worksheets/sheet1.xml"].decode()
    assert "内部" not in b"".join(parts(write(filled, Mode.FINAL)).values()).decode("utf-8", "ignore")


def test_the_same_look_as_the_working_form() -> None:
    """Styles and widths of the printed cells do not change, nor heights but where 审核 needs more of them."""
    for n in (0, 7):
        final, working = (
            opened(published(n, Mode.FINAL))["自评表"],
            opened(published(n, Mode.VALUES))["自评表"],
        )
        for row in final.iter_rows():
            for cell in row:
                other = working[cell.coordinate]
                if not str(cell.value).startswith("资金说明："):
                    assert cell.value == other.value, cell.coordinate
                assert repr((cell.font, cell.border)) == repr((other.font, other.border)), cell.coordinate
            number = row[0].row
            heights = final.row_dimensions[number].height, working.row_dimensions[number].height
            if not working.cell(number, 19).value:
                assert heights[0] == heights[1]
            assert heights[0] <= heights[1] or row[8].value.startswith("资金说明：")
        printed = {str(area) for area in working.merged_cells.ranges if area.max_col <= PRINTED}
        assert {str(area) for area in final.merged_cells.ranges} == printed
        assert final.column_dimensions["D"].width == working.column_dimensions["D"].width
