"""What openpyxl sees in a written workbook: merges, names, print area, dropdowns, at every size."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from openpyxl.utils.cell import range_boundaries

from workbook_write.kit import FORMS, made, names, opened, published, scored, write
from workbook_write.soundness import assert_apart
from zipingbiao.form.model import Form
from zipingbiao.workbook.write.writer import Mode

ALL = [(n, mode) for n in range(len(FORMS)) for mode in Mode]
SIZES = [(rows, funds) for rows in (1, 5, 18, 40) for funds in (1, 2, 4, 6)] + [(5, 3), (5, 5)]
#: The standard template: five rows above the money lines, two rows of goals and the heading below them.
FIRST_FUND = 6


def test_all_14_forms_are_there() -> None:
    assert len(FORMS) == 14


def check_layout(package: bytes, form: Form, mode: Mode) -> None:
    """Everything that has to hold for a workbook of `form` on the standard template."""
    book = opened(package)
    sheet = book["自评表"]
    first = FIRST_FUND + len(form.funds) + 3
    total = first + len(form.indicators)
    assert sheet.print_area == f"'自评表'!$A$1:$K${total + 2}"
    assert sheet.print_title_rows == f"${first - 1}:${first - 1}"
    assert sheet[f"E{first - 1}"].value == "年度指标值"
    assert sheet[f"A{total}"].value == "总分"
    label = next(cell for cell in sheet["A"] if cell.value == "绩效指标").alignment
    # Wrapped as well, LibreOffice would put the upright letters at the left border.
    assert (label.text_rotation, label.horizontal, bool(label.wrap_text)) == (255, "center", False)
    assert sheet[f"A{total + 1}"].value == "填报人："
    merged = [str(area) for area in sheet.merged_cells.ranges]
    assert_apart(merged)
    assert {f"A5:B{FIRST_FUND + len(form.funds) - 1}", f"A{total}:F{total}"} <= {*merged}
    beside = sorted(range_boundaries(area)[1::2] for area in merged if re.fullmatch(r"A\d+:A\d+", area))
    pages = [(top, bottom) for top, bottom in beside if first - 1 <= top and bottom < total]
    if pages and sheet[f"A{pages[-1][1] + 1}"].value == "绩效指标":
        pages.append((pages[-1][1] + 1, pages[-1][1] + 1))  # one row is no merged area
    if mode is not Mode.FINAL or len(pages) < 2:
        assert pages == [(first - 1, total - 1)]
    else:  # in print the label stands on every page
        assert (pages[0][0], pages[-1][1]) == (first - 1, total - 1)
        assert all(one[1] + 1 == other[0] for one, other in pairwise(pages))
    assert {f"I{row}:K{row}" for row in range(first, total)} <= {*merged}
    assert [sheet[f"D{first + i}"].value for i in range(len(form.indicators))] == [
        row.level3 or None for row in form.indicators
    ]
    check_names(package, form, mode, first, total)
    rules = {
        next(iter(rule.sqref.ranges)).bounds: rule.formula1 for rule in sheet.data_validations.dataValidation
    }
    if mode is Mode.FINAL:
        assert not rules
    else:
        boxes = {letter: range_boundaries(f"{letter}{first}:{letter}{total - 1}") for letter in "BCP"}
        assert {*rules} == {*boxes.values()}
        assert rules[boxes["B"]] == "字典!$B$2:$B$5"


def check_names(package: bytes, form: Form, mode: Mode, first: int, total: int) -> None:
    found = names(package)
    ours = {name: place for name, place in found.items() if name.startswith("ZPB_")}
    if mode is Mode.FINAL:
        assert not ours
        return
    places = {name: place for name, place in ours.items() if "RULEBOOK" not in name}
    assert all(re.fullmatch(r"'自评表'!\$[A-S]\$\d+(:\$[A-S]\$\d+)?", place) for place in places.values())
    last_fund = FIRST_FUND + len(form.funds) - 1
    spans = f"${first}:${{}}${total - 1}"
    assert places["ZPB_TARGET"] == "'自评表'!$E" + spans.format("E")
    assert places["ZPB_REVIEW"] == "'自评表'!$S" + spans.format("S")
    assert places["ZPB_FUND_RATE"] == f"'自评表'!$J${FIRST_FUND}:$J${last_fund}"
    assert places["ZPB_TOTAL_SCORE"] == f"'自评表'!$H${total}"
    assert places["ZPB_GOAL_ACTUAL"] == f"'自评表'!$G${last_fund + 2}"


@pytest.mark.parametrize(("n", "mode"), ALL)
def test_published_forms(n: int, mode: Mode) -> None:
    check_layout(published(n, mode), FORMS[n], mode)


@pytest.mark.parametrize(("rows", "funds"), SIZES)
@pytest.mark.parametrize("mode", [Mode.FORMULAS, Mode.FINAL])
def test_sizes(rows: int, funds: int, mode: Mode) -> None:
    form = made(rows, funds)
    printed = made(rows, max(funds, 4)) if mode is Mode.FINAL else form
    check_layout(write(scored(form), mode), printed, mode)


@pytest.mark.parametrize("mode", list(Mode))
def test_a_form_with_nothing_in_it(mode: Mode) -> None:
    """One line of money and one of indicators; in print always the four official lines of money."""
    book = opened(write(scored(Form()), mode))
    last = 16 if mode is Mode.FINAL else 13
    assert book["自评表"].print_area == f"'自评表'!$A$1:$K${last}"


def test_working_columns_lie_right_of_the_print_area() -> None:
    found = names(published(0, Mode.FORMULAS))
    working = ("STATE", "RULE_DEDUCTION", "DEDUCTION", "REASON", "DETAIL", "EVIDENCE", "REVIEW")
    letters = {found[f"ZPB_{name}"].split("$")[1] for name in working}
    assert letters == {*"MNOPQRS"}
    assert found["0!_xlnm.Print_Area"].split("$")[3] == "K"


def test_levels_are_merged_by_group() -> None:
    """第1—3行 产出/数量, 4行 产出/质量, 5—6行 效益/质量: a 二级 never reaches across its 一级."""
    rows = [("产出指标", "数量指标")] * 3 + [("产出指标", "质量指标")] + [("效益指标", "质量指标")] * 2
    form = made(6)
    form = replace(
        form,
        indicators=tuple(
            replace(row, level1=one, level2=two)
            for row, (one, two) in zip(form.indicators, rows, strict=True)
        ),
    )
    sheet = opened(write(scored(form)))["自评表"]
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {area for area in merged if area[0] == "B" and area != "B"} == {"B13:B16", "B17:B18"}
    assert {area for area in merged if area.startswith(("C13", "C14", "C16", "C17"))} == {
        "C13:C15",
        "C17:C18",
    }
    assert [sheet[f"C{row}"].value for row in range(13, 19)] == [
        "数量指标",
        None,
        None,
        "质量指标",
        "质量指标",
        None,
    ]


def test_cells_merged_in_the_source_form_are_merged_again() -> None:
    """Rows 2 and 3 continue the 分值, 得分 and note of row 1."""
    form = made(4)
    first, *others, last = form.indicators
    form = replace(
        form,
        indicators=(
            replace(first, note="三行合并说明"),
            *(
                replace(r, weight="", score="", note="", merged=frozenset({"weight", "score", "note"}))
                for r in others
            ),
            last,
        ),
    )
    package = write(scored(form))
    merged = [str(area) for area in opened(package)["自评表"].merged_cells.ranges]
    assert_apart(merged)
    assert {"G13:G15", "H13:H15", "I13:K15", "I16:K16"} <= {*merged}
    assert "I14:K14" not in merged


def test_rows_are_high_enough_for_their_text() -> None:
    """60 characters in a column of 27 half-width ones take at least 5 lines of 13.5 points."""
    form = made(2)
    long = replace(form.indicators[0], level3="长" * 60)
    sheet = opened(write(scored(replace(form, indicators=(long, form.indicators[1])))))["自评表"]
    assert sheet.row_dimensions[13].height >= 5 * 13.5
    assert sheet.row_dimensions[14].height == 30
