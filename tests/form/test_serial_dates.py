"""Dates that lost their format in Excel, worked out by its calendar: day 1 is 1 January 1900, and 1900 counts as a leap year."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from zipingbiao.batch.inputs import read_input
from zipingbiao.form.model import Entry, Form, FundLine, Indicator
from zipingbiao.form.serial_dates import lost_date, serial_date
from zipingbiao.ledger.write import ledger_bytes


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("45992", date(2025, 12, 1)),
        ("45658", date(2025, 1, 1)),
        ("36526", date(2000, 1, 1)),
        ("36525", None),
        ("2025", None),
        ("45992.5", None),
        ("459920", None),
        ("45992元", None),
    ],
)
def test_which_figure_is_a_day(text: str, day: date | None) -> None:
    assert serial_date(text) == day


def test_only_beside_a_date_is_a_figure_one() -> None:
    assert lost_date("45992", "2025年12月底前") == date(2025, 12, 1)
    assert lost_date("45992", "2025-12-31") == date(2025, 12, 1)
    assert lost_date("45992", "≥40000人") is None


def ledger(path: Path, **cells: object) -> Path:
    """A ledger of one project; `cells`: e.g. 指标_G2."""
    rows = (Indicator("产出指标", "时效指标", "完成时间", Entry("2025年12月底前"), weight="90"),)
    form = Form(
        id="1",
        year="2025年度",
        name="甲",
        funds=(FundLine("年度资金总额", "1", "1", "1", "10"),),
        indicators=rows,
    )
    path.write_bytes(ledger_bytes([form]))
    book = load_workbook(path)
    for name, value in cells.items():
        sheet, cell = name.split("_")
        book[sheet][cell] = value
        book[sheet][cell].number_format = "yyyy-mm-dd" if isinstance(value, date) else "General"
    book.save(path)
    return path


def test_a_ledger_tells_such_a_year_and_such_an_actual(tmp_path: Path) -> None:
    found = read_input(ledger(tmp_path / "台账.xlsx", 项目_E2=45992, 指标_G2=45992))
    said = [fault.message for fault in found.faults]
    assert len(said) == 2
    assert all("2025年12月1日" in each for each in said)
    vague = read_input(ledger(tmp_path / "台账.xlsx", 项目_E2="今年"))
    assert ["认不出是哪一年" in each.message for each in vague.faults] == [True]


def test_a_date_that_kept_its_format_is_read(tmp_path: Path) -> None:
    found = read_input(ledger(tmp_path / "台账.xlsx", 项目_E2=date(2025, 12, 1), 指标_G2=date(2025, 12, 1)))
    assert found.faults == ()
    (form,) = found.forms
    assert form.evaluated_year == 2025
    assert form.indicators[0].actual.text in ("2025-12-01", "2025年12月1日")
