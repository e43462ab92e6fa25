"""The blank template in Calc: nothing shows before a row is filled, a score as soon as it is, a total when all are."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from libreoffice.running import Running, missing
from workbook_write.kit import made, scored, write
from zipingbiao.batch.inputs import read_inputs
from zipingbiao.hosts.cli.main import run
from zipingbiao.resources import TEMPLATE, workbook_path
from zipingbiao.rulebook.load import load
from zipingbiao.scoring.score import score_form

NAME_ERROR = 525
#: 一级, 二级, 三级, 指标值, 完成值, 分值 of three rows; a level left out is the one above.
ROWS = (
    ("产出指标", "数量指标", "培训次数", "≥10次", "8次", 20),
    ("", "", "检查次数", "≥4次", "5次", 10),
    ("成本指标", "经济成本指标", "设备更新", "200万元", "250万元", 30),
)


class Form:
    """A form open in Calc."""

    def __init__(self, office: Running, path: Path) -> None:
        self.office, self.document = office, office.open(path)
        self.sheet = self.document.Sheets.getByIndex(0)

    def cell(self, address: str) -> Any:
        return self.sheet.getCellRangeByName(address)

    def put(self, **cells: str | float) -> None:
        for address, given in cells.items():
            if isinstance(given, str):
                self.cell(address).String = given
            else:
                self.cell(address).Value = given

    def fill(self, *rows: tuple[str | float, ...]) -> None:
        for number, row in enumerate(rows, 13):
            self.put(
                **{f"{letter}{number}": each for letter, each in zip("BCDEFG", row, strict=True) if each}
            )

    def shown(self, *addresses: str) -> list[str]:
        return [self.cell(address).String for address in addresses]

    def computed(self) -> dict[str, str]:
        """What the cells with formulas show."""
        block = self.sheet.getCellRangeByName("A1:S25")
        cells = [block.getCellByPosition(c, r) for r in range(25) for c in range(19)]
        return {each.AbsoluteName: each.String for each in cells if each.Formula.startswith("=")}


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    """A copy: an open workbook has a lock file beside it."""
    return Path(shutil.copy(workbook_path(TEMPLATE), tmp_path))


@pytest.fixture
def form(office: Running, blank: Path) -> Iterator[Form]:
    opened = Form(office, blank)
    yield opened
    opened.document.close(True)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A LibreOffice that has nothing of ours."""
    why = missing()
    if why:
        pytest.skip(why)
    running = Running(tmp_path_factory.mktemp("bare"), bare=True)
    yield running
    running.kill()


def test_untouched_it_shows_nothing_and_no_error(form: Form) -> None:
    assert len(form.computed()) > 30 and set(form.computed().values()) == {""}
    form.document.calculateAll()
    assert set(form.computed().values()) == {""}


def test_untouched_it_shows_no_error_without_the_add_in(bare: Running, blank: Path) -> None:
    form = Form(bare, blank)
    assert set(form.computed().values()) == {""}
    form.document.calculateAll()
    assert set(form.computed().values()) == {""}
    form.fill(*ROWS)
    form.put(F6=200, G6=150)
    assert form.cell("H13").getError() == NAME_ERROR
    # Native formulas go on, and errors are not added up.
    assert form.shown("J6", "K6", "G23", "H23", "N4") == ["75.00%", "7.50", "70", "", ""]
    form.document.close(True)


def test_a_score_appears_as_soon_as_its_row_is_filled(form: Form) -> None:
    for cell, given in zip(
        ("B13", "D13", "E13", "F13"), ("产出指标", "培训次数", "≥10次", "8次"), strict=True
    ):
        form.put(**{cell: given})
        assert form.shown("H13") == [""]
    assert form.shown("M13") == ["未完成"]
    form.put(G13=20)
    assert form.shown("H13", "N13") == ["16.00", "4"]  # 20 × 8 ÷ 10
    form.put(O13=1)
    assert form.shown("H13", "N13") == ["15.00", "4"]


def test_the_total_waits_for_every_row_with_a_weight(form: Form) -> None:
    form.fill(*ROWS)
    assert form.shown("H13", "H14", "H15") == ["16.00", "10.00", "24.00"]
    assert form.shown("G23", "H23", "N4") == ["70", "", ""]  # the execution rate has 10 points and no score
    form.put(F6=200, G6=150)
    assert form.shown("J6", "K6", "H23", "N4") == ["75.00%", "7.50", "57.50", "差"]
    form.put(D16="合格率", E16="100%", G16=40)
    assert form.shown("H23", "N4") == ["", ""]
    form.put(F16="100%")
    assert form.shown("H23", "N4") == ["97.50", "优"]
    form.put(F16="", D20="没有分值的一行", H20=5)
    assert form.shown("H23") == [""]  # a score too many does not stand for the one that is missing
    form.put(F16="若干", H20="")
    assert form.shown("H16", "H23") == ["#VALUE!", ""]


def test_a_changed_level_changes_the_score(form: Form) -> None:
    """A bare amount is an upper bound under 成本指标, under 数量指标 a lower one."""
    form.fill(*ROWS)
    assert form.shown("H15", "M15") == ["24.00", "未完成"]  # 30 × 200 ÷ 250
    form.put(B15="产出指标", C15="数量指标")
    assert form.shown("H15", "M15") == ["30.00", "超额完成"]
    form.put(B15="成本指标", C15="经济成本指标")
    assert form.shown("H15") == ["24.00"]


def test_a_level_holds_for_the_rows_merged_with_it_or_left_blank(form: Form) -> None:
    cost = ("", "", "设备维护", "200万元", "250万元", 30)
    form.fill(*ROWS, cost, cost)
    form.sheet.getCellRangeByName("B15:B16").merge(True)
    assert form.shown("H15", "H16", "H17") == ["24.00"] * 3
    # A 一级 without 二级 does not take the 二级 of the one before.
    form.put(B17="效益指标")
    assert form.shown("H17") == ["#VALUE!"]


def test_a_changed_year_changes_what_a_date_is_worth(form: Form) -> None:
    """12月前 is December of the evaluated year."""
    form.put(B13="产出指标", D13="完成时间", E13="12月前", F13="2024年11月", G13=10, A2="（2023年度）")
    assert form.shown("M13") == ["未按期完成"]
    form.put(A2="（2024年度）")
    assert form.shown("M13", "H13") == ["按期完成", "10.00"]


def test_what_it_shows_is_what_the_engine_says(form: Form, tmp_path: Path) -> None:
    form.fill(*ROWS, ("", "", "合格率", "≥95%", "90%", 30))
    form.put(A2="（2024年度）", C3="某项目", F6=200, G6=150, F7=200, G7=150)
    form.office.save(form.document, tmp_path / "填好.xlsx")
    (read,) = read_inputs([tmp_path / "填好.xlsx"]).forms
    found = score_form(read, load("cn", 2024))
    assert [row.reported for row in found.rows] == [row.ceiling for row in found.rows]
    # 16 + 10 + 24 + 30 × 90 ÷ 95 + 7.5
    assert found.total == Decimal("85.92") and read.total.score == "85.92"
    assert (read.total.grade, read.funds[1].rate) == ("良", "75.00%")


def test_last_years_form_carried_over_computes_too(office: Running, tmp_path: Path) -> None:
    source, path = tmp_path / "上年.xlsx", tmp_path / "今年.xlsx"
    source.write_bytes(write(scored(made(3, 2))))
    assert run(["new", "form", str(path), "--from", str(source)]) == 0
    form = Form(office, path)
    form.document.calculateAll()
    first, total = 11, "H14"
    assert form.shown("J6", "K6", f"H{first}", f"M{first}", total, "N4") == [""] * 6
    for row in range(first, first + 3):
        form.put(**{f"F{row}": "50%"})
        assert form.shown(f"H{row}", f"M{row}", total) == ["1.00", "未完成", ""]  # half of 2 points
    form.put(F6=200, G6=100)
    assert form.shown("K6", total, "N4") == ["5.00", "8.00", "差"]
    form.document.close(True)


def test_the_score_button_keeps_the_formulas(form: Form, tmp_path: Path) -> None:
    form.fill(*ROWS)
    form.put(F6=200, G6=150)
    before = form.computed()
    formulas = {address: form.cell(address).Formula for address in ("H13", "H23", "K6")}
    form.office.press(form.document, "score", Shown=str(tmp_path / "shown.txt"))
    assert form.computed() == before
    assert {address: form.cell(address).Formula for address in formulas} == formulas
