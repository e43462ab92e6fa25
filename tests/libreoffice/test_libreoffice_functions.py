"""The functions in real cells of Calc: the same values as the engine, real errors, kept through a save."""

from __future__ import annotations

import random
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from functions.cases import ERROR, USUAL
from libreoffice.running import Running
from zipingbiao.batch.inputs import read_inputs
from zipingbiao.hosts import functions
from zipingbiao.hosts.functions import CellError
from zipingbiao.rulebook.load import load
from zipingbiao.scoring.score import score_form

VALUE_ERROR = 519
#: com.sun.star.sheet.FormulaResult.STRING
TEXT = 2
SCORE, STATE = "H", "M"


def cell(document: Any, address: str) -> Any:
    return document.Sheets.getByIndex(0).getCellRangeByName(address)


@pytest.mark.parametrize("n", range(14))
def test_a_published_form_computes_on_load(n: int, office: Running, demo: list[Path]) -> None:
    """Every PERF_ cell, computed anew by Calc, is what the engine says."""
    form = read_inputs([demo[n]]).forms[0]
    scored = score_form(form, load("cn", form.evaluated_year))
    document = office.open(demo[n])
    document.calculateAll()
    compared = 0
    for i, row in enumerate(scored.rows):
        place = form.places[f"indicators[{i}].score"].cell
        here = cell(document, place or "")
        assert Decimal(repr(here.Value)) == (row.score if row.reported is None else row.reported), place
        compared += "PERF_SCORE" in here.Formula
        state = cell(document, f"{STATE}{(place or '')[1:]}")
        if "PERF_STATE" in state.Formula:
            assert state.String == row.state.value
    assert compared
    assert Decimal(repr(cell(document, form.places["total.score"].cell or "").Value)) == scored.total
    document.close(True)


def test_three_hundred_generated_rows(office: Running, tmp_path: Path) -> None:
    """Values that no form has: each function over random rows, compared with the engine to the last digit."""
    chance = random.Random(20241231)
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    rows = [_row(chance) for _ in range(300)]
    for r, (target, actual, weight, deduction) in enumerate(rows, 1):
        for c, given in enumerate((target, actual, weight, deduction), 1):
            sheet.cell(r, c, given).data_type = "s" if isinstance(given, str) else "n"  # =45天 is a text
        formulas = (
            f"=PERF_SCORE(A{r},B{r},C{r},D{r})", f"=PERF_STATE(A{r},B{r})", f"=PERF_CHECK(A{r},B{r},C{r},C{r})",
            f"=PERF_RATE(C{r},100)", f"=PERF_RATE_SCORE(C{r},100)", f"=PERF_GRADE(C{r}*3)",
        )  # fmt: skip
        for c, formula in enumerate(formulas, 5):
            sheet.cell(r, c, formula)
    book.save(tmp_path / "rows.xlsx")
    document = office.open(tmp_path / "rows.xlsx")
    document.calculateAll()
    for r, (target, actual, weight, deduction) in enumerate(rows, 1):
        expected = (
            functions.perf_score(target, actual, weight, deduction),
            functions.perf_state(target, actual),
            functions.perf_check(target, actual, weight, weight),
            functions.perf_rate(weight, 100),
            functions.perf_rate_score(weight, 100),
            functions.perf_grade(weight * 3),
        )
        for c, wanted in zip("EFGHIJ", expected, strict=True):
            here = cell(document, f"{c}{r}")
            if isinstance(wanted, CellError):
                assert here.getError() == VALUE_ERROR, (r, c)
            elif isinstance(wanted, Decimal):
                assert (here.getError(), Decimal(repr(here.Value))) == (0, wanted), (r, c)
            else:
                assert here.String == wanted, (r, c)
    document.close(True)


def _row(chance: random.Random) -> tuple[str, str, float, float]:
    unit = chance.choice(["次", "%", "万元", "人", "天", "套"])
    sign = chance.choice(["≥", "≤", "=", "", "不低于", "不超过"])
    target, actual = chance.randint(1, 200), chance.randint(0, 220)
    done = chance.choice(
        [f"{actual}{unit}", f"{actual}{unit}", f"{actual}.5{unit}", "已完成", "若干", "优良"]
    )
    return f"{sign}{target}{unit}", done, float(chance.randint(1, 30)), float(chance.choice([0, 0, 0, 1, 2]))


def test_every_case_in_a_cell(office: Running, demo: list[Path]) -> None:
    """What a function gives in the other hosts, it gives here: its arguments in cells, left of the answer."""
    document = office.open(demo[0])
    for row, case in enumerate(USUAL, 60):
        cells = [f"{column}{row}" for column, _ in zip("STUVWXY", case.given, strict=False)]
        for address, given in zip(cells, case.given, strict=True):
            if isinstance(given, str):
                cell(document, address).String = given
            elif given is not None:
                cell(document, address).Value = given
        here = cell(document, f"Z{row}")
        here.Formula = f"={case.name}({';'.join(cells)})"
        answer = ERROR if here.getError() else here.String if here.FormulaResultType2 == TEXT else here.Value
        assert answer is not ERROR or here.getError() == VALUE_ERROR
        assert case.is_met_by(answer), (case, answer)
    document.close(True)


def test_a_percent_cell_is_read_as_it_shows(office: Running, demo: list[Path]) -> None:
    import uno

    document = office.open(demo[0])
    english = uno.createUnoStruct("com.sun.star.lang.Locale", "en", "US", "")
    shown = cell(document, "Y1")
    shown.Value = 1.0
    shown.NumberFormat = document.NumberFormats.queryKey("0%", english, False)
    plain = cell(document, "Y2")
    plain.Value = 1.0
    for address, other in (("Z1", "Y1"), ("Z2", "Y2")):
        cell(document, address).Formula = f'=PERF_SCORE("≥100次";{other};50)'
    assert cell(document, "Z1").getError() == VALUE_ERROR  # 100% against 100次
    assert cell(document, "Z2").Value == 0.5  # 1次 of 100次
    document.close(True)


def test_a_block_in_a_block_out(office: Running, demo: list[Path]) -> None:
    document = office.open(demo[0])
    for r, (target, actual) in enumerate((("≥95%", "90%"), ("=100%", "100%"), ("≥10次", "若干次")), 1):
        cell(document, f"X{r}").String, cell(document, f"Y{r}").String = target, actual
        cell(document, f"Z{r}").Value = 10
    cell(document, "AA1:AA3").setArrayFormula("=PERF_SCORE(X1:X3;Y1:Y3;Z1:Z3)")
    found = [cell(document, f"AA{r}") for r in (1, 2, 3)]
    assert [each.getError() for each in found] == [0, 0, VALUE_ERROR]
    assert [each.Value for each in found[:2]] == [9.47, 10]  # 10 × 90 ÷ 95
    document.close(True)


def test_an_error_is_no_text_and_no_zero(office: Running, demo: list[Path]) -> None:
    document = office.open(demo[0])
    cell(document, "Y1").Formula = '=PERF_GRADE("优秀")'
    cell(document, "Y2").Formula = "=SUM(Y1;1)"
    cell(document, "Y3").Formula = "=IFERROR(Y1;7)"
    assert cell(document, "Y1").getError() == VALUE_ERROR == cell(document, "Y2").getError()
    assert cell(document, "Y3").Value == 7
    document.close(True)


def test_the_workbooks_own_rulebook_counts(office: Running, demo: list[Path]) -> None:
    document = office.open(demo[0])
    names = document.NamedRanges
    cell(document, "X1").Value, cell(document, "X2").Value = 50, 100
    cell(document, "Y1").Formula = "=PERF_RATE_SCORE(X1;X2)"
    assert cell(document, "Y1").Value == 5  # cn: 10 points
    names.getByName("ZPB_RULEBOOK").Content = '"cn-hubei"'
    document.calculateAll()
    assert cell(document, "Y1").Value == 10  # Hubei: 20 points
    document.close(True)


def test_names_survive_a_save(office: Running, demo: list[Path], tmp_path: Path) -> None:
    document = office.open(demo[2])
    office.save(document, tmp_path / "again.xlsx")
    document.close(True)
    sheet = openpyxl.load_workbook(tmp_path / "again.xlsx").worksheets[0]
    formulas = [
        c.value
        for row in sheet.iter_rows()
        for c in row
        if isinstance(c.value, str) and "PERF" in c.value.upper()
    ]
    assert formulas
    assert all(re.match(r"=PERF_(SCORE|STATE)\(", each) for each in formulas)
    assert [form.total.score for form in read_inputs([tmp_path / "again.xlsx"]).forms] == ["85.98"]
