"""A ledger cell as a reader of the form sees it, and a printed number back as a cell."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from zipingbiao.edits.snapshot import Cell, CellValue
from zipingbiao.form.model import Entry
from zipingbiao.ledger.values import Value, entry_of, number_cell, rate_cell, value_of


@pytest.mark.parametrize(
    ("value", "code", "text", "figure", "numeric"),
    [
        ("≥95%", "@", "≥95%", "≥95%", False),
        ("  ", "General", "", "", False),
        ("-", "General", "", "", False),
        ("—", "General", "", "", False),
        ("0", "General", "0", "0", False),
        (Decimal("12"), "General", "12", "12", True),
        (Decimal("12"), "0.00", "12.00", "12.00", True),
        (Decimal("0.98"), "0%", "98%", "98%", False),
        (Decimal("0.9944"), "0.00%", "99.44%", "99.44%", False),
        # All digits count, not only those shown.
        (Decimal("0.9944"), "0%", "99.44%", "99.44%", False),
        (Decimal("200.255"), "0.00", "200.255", "200.255", True),
        (Decimal("5"), '0"台"', "5台", "5", False),
        (Decimal("5"), '"约"0', "约5", "5", False),
        (Decimal("1234.5"), "#,##0.00", "1234.50", "1234.50", True),
        (True, "General", "TRUE", "TRUE", False),
        (False, "General", "FALSE", "FALSE", False),
        (date(2024, 12, 5), 'yyyy"年"m"月"d"日"', "2024年12月5日", "2024年12月5日", False),
        (date(2024, 12, 5), 'yyyy"年"m"月"', "2024年12月", "2024年12月", False),
    ],
)
def test_what_a_cell_says(value: CellValue, code: str, text: str, figure: str, numeric: bool) -> None:
    cell = Cell(value, code)
    assert entry_of(cell) == Entry(text, numeric)
    nothing = isinstance(value, str) and not value.strip()
    assert value_of(cell) == Value(text, figure, numeric, nothing)


def test_an_empty_cell_says_nothing() -> None:
    assert entry_of(Cell()) == Entry()
    assert value_of(Cell()) == Value() == Value("", "", False, True, None)


def test_a_formula_is_what_it_gave() -> None:
    assert value_of(Cell(Decimal(3), "0", "=1+2")) == Value("3", "3", True, False)
    assert value_of(Cell("", "General", '=""')) == Value("", "", False, False)


def test_what_cannot_be_used_says_why() -> None:
    error = value_of(Cell("#REF!", error=True))
    assert error.wrong == ("#REF!", "是 Excel 的错误值", "请改正公式或直接填写内容。")
    assert not error.nothing
    uncomputed = value_of(Cell(None, "General", "=1/3"))
    assert uncomputed.wrong == (
        "=1/3",
        "是没有计算结果的公式",
        "请用 Excel 或 WPS 打开、重新计算并保存，或直接填写内容。",
    )
    assert not uncomputed.nothing


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("10", (Decimal(10), "0")),
        ("0", (Decimal(0), "0")),
        ("200.20", (Decimal("200.20"), "0.00")),
        ("-5.5", (Decimal("-5.5"), "0.0")),
        ("123456789012345", (Decimal("123456789012345"), "0")),
        ("1234567890123.45", (Decimal("1234567890123.45"), "0.00")),
        ("1234567890123456", None),  # Excel keeps 15 digits
        ("12345678901234.56", None),
        ("007", None),
        ("1,000", None),
        ("5台", None),
        (".5", None),
        ("5.", None),
        ("", None),
    ],
)
def test_a_printed_number_as_a_cell(text: str, cell: tuple[Decimal, str] | None) -> None:
    assert number_cell(text) == cell


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("99.44%", (Decimal("0.9944"), "0.00%")),
        ("100%", (Decimal(1), "0%")),
        ("0.5%", (Decimal("0.005"), "0.0%")),
        ("99.44", None),
        ("高%", None),
        ("%", None),
        ("", None),
    ],
)
def test_a_printed_rate_as_a_cell(text: str, cell: tuple[Decimal, str] | None) -> None:
    assert rate_cell(text) == cell
