"""Forms whose cells carry our defined names are read by them, whatever an office did to the labels."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from workbook_read.books import FORMS, draw, put, save
from workbook_read.reading import as_data, cell, expected
from zipingbiao.workbook.read.forms import read_workbook
from zipingbiao.workbook.slots import FUNDS, INDICATORS, RULEBOOK, SINGLE

#: Where :func:`draw` puts the fields of form 14: four fund rows 6–9, six indicators in rows 13–18.
CELLS = {
    "title": "$A$1",
    "year": "$A$2",
    "name": "$C$3",
    "department": "$C$4",
    "unit": "$F$4",
    "goals.expected": "$B$11",
    "goals.actual": "$F$11",
    "total.weight": "$G$19",
    "total.score": "$H$19",
}
FUND_COLUMNS = dict(
    zip(
        ("kind", "initial_budget", "annual_budget", "executed", "weight", "rate", "score"),
        "CDEFGHI",
        strict=True,
    )
)
INDICATOR_COLUMNS = dict(
    zip(
        ("level1", "level2", "level3", "target", "actual", "weight", "score", "note", "reason", "detail"),
        "BCDEFGHIKL",
        strict=True,
    )
)


def references(sheet: str) -> dict[str, str]:
    found = {SINGLE[path]: f"'{sheet}'!{address}" for path, address in CELLS.items()}
    found |= {FUNDS[kind]: f"'{sheet}'!${column}$6:${column}$9" for kind, column in FUND_COLUMNS.items()}
    return found | {
        INDICATORS[kind]: f"'{sheet}'!${column}$13:${column}$18" for kind, column in INDICATOR_COLUMNS.items()
    }


def without_labels(sheet: Worksheet) -> None:
    """Every label replaced by a word that no reader knows."""
    labels = ["A3", "A4", "E4", "A5", *(f"{column}5" for column in "DEFGHI"), "A10", "B10", "F10", "A12"]
    for address in [*labels, *(f"{column}12" for column in "BCDEFGHI"), "A19"]:
        sheet[address].value = "某栏"


def named_book(folder: Path) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    draw(sheet, FORMS[13])
    without_labels(sheet)
    put(sheet, 15, 11, "时间偏差")
    put(sheet, 15, 12, "上年已签订合同")
    put(sheet, 7, 11, "结转资金项目")
    for name, reference in references(sheet.title).items():
        book.defined_names[name] = DefinedName(name, attr_text=reference)
    book.defined_names[SINGLE["funds_note"]] = DefinedName(
        SINGLE["funds_note"], attr_text=f"'{sheet.title}'!$K$7"
    )
    book.defined_names[RULEBOOK] = DefinedName(RULEBOOK, attr_text='"cn-beijing"')
    return save(book, folder)


def test_names_without_any_known_label(tmp_path: Path) -> None:
    result = read_workbook(named_book(tmp_path))
    (form,) = result.forms
    assert result.problems == ()
    assert as_data(form) == expected(FORMS[13])
    assert form.rulebook == "cn-beijing"
    assert (form.indicators[2].reason, form.indicators[2].detail) == ("时间偏差", "上年已签订合同")
    assert form.funds[0].note == "结转资金项目"
    assert {
        path: cell(form, path) for path in ("name", "funds[0].note", "indicators[2].detail", "total.score")
    } == {
        "name": "C3",
        "funds[0].note": "K7",
        "indicators[2].detail": "L15",
        "total.score": "H19",
    }


def test_a_copied_sheet_is_read_by_its_own_names(tmp_path: Path) -> None:
    book = Workbook()
    first = book.active
    assert first is not None
    second = book.create_sheet("副本")
    for sheet, source in ((first, FORMS[13]), (second, FORMS[13] | {"name": "第二个项目"})):
        draw(sheet, source)
        without_labels(sheet)
    for name, reference in references(first.title).items():
        book.defined_names[name] = DefinedName(name, attr_text=reference)
    for name, reference in references("副本").items():
        second.defined_names[name] = DefinedName(name, attr_text=reference)
    forms = read_workbook(save(book, tmp_path)).forms
    assert [form.name for form in forms] == [FORMS[13]["name"], "第二个项目"]
    assert [form.places["name"].sheet for form in forms] == [first.title, "副本"]


def test_broken_names_leave_it_to_the_labels(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    draw(sheet, FORMS[13])
    for name in references(sheet.title):
        book.defined_names[name] = DefinedName(name, attr_text="#REF!")
    (form,) = read_workbook(save(book, tmp_path)).forms
    assert as_data(form) == expected(FORMS[13])


def test_working_columns_of_the_template_by_their_labels(tmp_path: Path) -> None:
    """A column 完成情况 beside 实际完成值 is the working column, not the actual."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    draw(sheet, FORMS[13])
    for column, text in enumerate(
        ["完成情况", "规则扣分", "自行扣分", "扣分/偏差类型", "补充说明", "佐证材料", "审核"], 11
    ):
        put(sheet, 12, column, text)
    for column, text in enumerate(["完成", "0.00", "1", "佐证不足", "收集中", "合同", "通过"], 11):
        put(sheet, 17, column, text)
    (form,) = read_workbook(save(book, tmp_path)).forms
    line = form.indicators[4]
    assert (line.deduction, line.reason, line.detail, line.evidence) == ("1", "佐证不足", "收集中", "合同")
    assert as_data(form) == expected(FORMS[13])
