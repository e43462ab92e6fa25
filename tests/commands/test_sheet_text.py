"""Changing a worksheet part in place, in all the ways programs write them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from zipingbiao.edits.sheet_cells import UnusualSheet, changed_sheet
from zipingbiao.edits.snapshot import CellValue, Edit, EditKind

HEAD = '<worksheet xmlns="x"><sheetData>'
TAIL = "</sheetData><mergeCells/></worksheet>"


def value(cell: str, new: CellValue) -> Edit:
    return Edit(EditKind.VALUE, "s", cell, None, new)


def test_a_number_keeps_the_style() -> None:
    text = f'{HEAD}<row r="1" ht="20"><c r="A1" s="3" t="s"><v>4</v></c><c r="C1"/></row>{TAIL}'
    wanted = f'{HEAD}<row r="1" ht="20"><c r="A1" s="3"><v>8.00</v></c><c r="C1"/></row>{TAIL}'
    assert changed_sheet(text, [value("A1", Decimal("8.00"))]) == wanted


def test_missing_cells_and_rows_come_in_order() -> None:
    text = f'{HEAD}<row r="2"/><row r="5"><c r="B5"/><c r="AA5"/></row>{TAIL}'
    edits = [value(cell, Decimal(1)) for cell in ("C5", "A3", "A9", "B2", "A1")]
    wanted = (
        f'{HEAD}<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="B2"><v>1</v></c></row>'
        '<row r="3"><c r="A3"><v>1</v></c></row>'
        '<row r="5"><c r="B5"/><c r="C5"><v>1</v></c><c r="AA5"/></row>'
        f'<row r="9"><c r="A9"><v>1</v></c></row>{TAIL}'
    )
    assert changed_sheet(text, edits) == wanted


def test_a_prefix_is_kept() -> None:
    text = '<x:worksheet xmlns:x="x"><x:sheetData><x:row r="1"><x:c r="A1" s="2"/></x:row></x:sheetData></x:worksheet>'
    wanted = (
        '<x:worksheet xmlns:x="x"><x:sheetData><x:row r="1"><x:c r="A1" s="2"><x:v>3</x:v></x:c></x:row>'
        "</x:sheetData></x:worksheet>"
    )
    assert changed_sheet(text, [value("A1", Decimal(3))]) == wanted


def test_a_shared_formula_only_gets_its_value() -> None:
    text = f'{HEAD}<row r="1"><c r="A1"><f t="shared" si="0"/><v>1</v></c></row>{TAIL}'
    edit = Edit(EditKind.FORMULA, "s", "A1", "=B1", "=B1", Decimal("2.50"))
    assert changed_sheet(text, [edit]) == text.replace("<v>1</v>", "<v>2.50</v>")


def test_a_text_is_never_a_formula() -> None:
    text = f'{HEAD}<row r="1"><c r="A1"/></row>{TAIL}'
    done = changed_sheet(text, [value("A1", "=cmd|'/c calc'!A1")])
    assert "<f>" not in done
    assert 't="inlineStr"' in done


def test_a_row_height() -> None:
    text = f'{HEAD}<row r="1" ht="20" customHeight="1" spans="1:3"><c r="A1"/></row>{TAIL}'
    edit = Edit(EditKind.ROW_HEIGHT, "s", "A1", Decimal(20), Decimal("72.5"))
    assert '<row r="1" spans="1:3" ht="72.5" customHeight="1">' in changed_sheet(text, [edit])


@pytest.mark.parametrize("text", [f"{HEAD}<row><c/></row>{TAIL}", "<chartsheet/>", '<worksheet xmlns="x"><sheetData/></worksheet>'])  # fmt: skip
def test_a_sheet_that_cannot_be_changed_in_place_says_so(text: str) -> None:
    with pytest.raises(UnusualSheet, match=r"Excel|没有可写的格"):
        changed_sheet(text, [value("A1", Decimal(1))])
