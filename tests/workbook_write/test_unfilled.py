"""Rows nobody filled yet: guarded formulas that show nothing, in the blank template and in a form carried over."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from workbook_write.kit import (
    STANDARD,
    formulas,
    made,
    one_row,
    opened,
    parts,
    read_back,
    scored,
    values,
    write,
)
from zipingbiao.form.model import Entry, Form, FundLine, Total
from zipingbiao.hosts.cli.main import run
from zipingbiao.workbook.standard_template import BLANK_ROWS, FUND_KINDS
from zipingbiao.workbook.write.writer import Mode


def carried(rows: int = 3, **fields: object) -> Form:
    """A form whose results are not in yet."""
    form = made(rows, 2)
    empty = tuple(replace(row, actual=Entry(), score="") for row in form.indicators)
    funds = tuple(FundLine(line.kind, weight=line.weight) for line in form.funds)
    return replace(form, indicators=empty, funds=funds, total=Total(), **fields)


def test_every_computed_cell_of_the_template_has_a_formula_that_shows_nothing() -> None:
    found = formulas(STANDARD)
    rows = range(13, 13 + BLANK_ROWS)
    assert found.keys() == {
        *(f"{letter}{row}" for letter in "HMN" for row in rows),
        *(f"J{row}" for row in range(6, 6 + len(FUND_KINDS))),
        "K6", "G23", "H23", "N4",
    }  # fmt: skip
    assert {cached for _, cached in found.values()} == {""}
    assert found["H13"][0].startswith(
        'IF(OR(E13="",F13="",G13="",ISERROR($A$2)),"",PERF_SCORE(E13,F13,G13,O13,'
    )
    assert found["J6"][0] == 'IF(COUNT(G6,F6)<2,"",IF(F6=0,"",ROUND(G6/F6,4)))'


def test_the_template_is_not_computed_when_it_is_opened() -> None:
    """That would turn every function into #NAME? where the add-in is missing."""
    assert re.search(rb'<calcPr calcId="191029" ?/>', parts(STANDARD)["xl/workbook.xml"])


def test_the_template_reads_as_an_empty_form() -> None:
    """The formulas are no content: it is told, as of any form, that there are no indicators."""
    read = read_back(STANDARD)
    assert [(form.indicators, form.total.score, form.name) for form in read.forms] == [((), "", "")]
    assert ["表头下面没有内容" in problem.message for problem in read.problems] == [True]


def test_nothing_of_it_is_left_in_a_written_form() -> None:
    """A written form has its own formulas, and the 14 published ones none that is guarded."""
    assert not any('=""' in formula for formula, _ in formulas(write(scored(made(12)))).values())
    assert formulas(write(scored(made(12)), Mode.VALUES)) == {}


def test_a_form_carried_over_has_them_in_its_own_rows() -> None:
    found = formulas(write(scored(carried())))
    assert found["H11"] == (
        'IF(OR(E11="",F11="",G11="",ISERROR(A2)),"",PERF_SCORE(E11,F11,G11,O11,"/"&B11&C11&"/"&D11))',
        "",
    )
    assert found["M12"][0] == 'IF(OR(E12="",F12="",ISERROR(A2)),"",PERF_STATE(E12,F12,"/"&B11&C12&"/"&D12))'
    assert found["N13"][0] == 'IF(COUNT(H13)=0,"",ROUND(G13-H13-N(O13),2))'
    assert found["J6"][0] == 'IF(COUNT(G6,F6)<2,"",IF(F6=0,"",ROUND(G6/F6,4)))'
    assert found["H14"][0] == (
        'IF(OR(COUNT(G11:G13)=0,COUNT(H11:H13)<COUNTA(G11:G13),COUNT(K6)<COUNTA(I6)),"",'
        'IF(SUMPRODUCT((G11:G13<>"")*(H11:H13=""))>0,"",ROUND(SUM(H11:H13,K6),2)))'
    )
    assert found["N4"] == ('IF(COUNT(H14)=0,"",PERF_GRADE(H14))', "")
    assert values(write(scored(carried())))["G14"] == "16"  # 3 rows of 2 points and 10


def test_values_mode_stays_without_formulas() -> None:
    for mode in (Mode.VALUES, Mode.FINAL):
        assert formulas(write(scored(carried()), mode)) == {}


def test_what_is_filled_but_not_understood_is_no_unfilled_row() -> None:
    """It stays empty, and a finding speaks of it; a formula would only say #VALUE!."""
    form = one_row(target="≥10次", actual="若干次")
    assert "H13" not in formulas(write(scored(form)))


def test_a_row_that_shares_its_weight_with_the_one_above_is_not_unfilled() -> None:
    form = made(2)
    first, second = form.indicators
    shared = replace(second, weight="", score="", merged=frozenset({"weight", "score"}))
    found = formulas(write(scored(replace(form, indicators=(first, shared)))))
    assert "H14" not in found and found["M14"][0].startswith("PERF_STATE(")


def test_a_total_that_was_printed_stays() -> None:
    form = carried()
    form = replace(form, total=Total(score="88.00"))
    assert values(write(scored(form)))["H14"] == "88.00" and "H14" not in formulas(write(scored(form)))


@pytest.mark.parametrize(("rulebook", "weight"), [(None, 10), ("cn", 10), ("cn-hubei", 20)])
def test_a_new_form_has_the_weight_of_its_rulebook(rulebook: str | None, weight: int, tmp_path: Path) -> None:
    path = tmp_path / "新表.xlsx"
    chosen = ["--rulebook", rulebook] if rulebook else []
    assert run(["new", "form", str(path), *chosen]) == 0
    assert opened(path.read_bytes())["自评表"]["I6"].value == weight
    assert formulas(path.read_bytes()) == formulas(STANDARD)
    assert b"fullCalcOnLoad" not in parts(path.read_bytes())["xl/workbook.xml"]
