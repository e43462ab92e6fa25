"""What is printed: 资金说明, four lines of money, levels on every page, figures as the unit writes them, nothing cut unsaid."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from openpyxl.workbook.defined_name import DefinedName

from cli.conftest import Cli, cli
from workbook_write.kit import (
    FORMS,
    STANDARD,
    finished,
    made,
    opened,
    processed,
    published,
    read_back,
    saved,
    scored,
    sheet_xml,
    write,
)
from zipingbiao.form.model import Form, FundLine
from zipingbiao.workbook.write.writer import Mode, compile_template

__all__ = ["Cli", "cli"]

LABELS = ["年度资金总额", "其中：当年财政拨款", "上年结转资金", "其他资金"]
NOTE = "年度中追加预算34.50万元，用于防汛应急物资采购。"


def noted(form: Form, note: str = NOTE) -> Form:
    return replace(form, funds=(replace(form.funds[0], note=note), *form.funds[1:]))


def row_of(sheet: object, text: str) -> int:
    return next(r[0].row for r in sheet.iter_rows() if r[0].value == text)  # type: ignore[attr-defined]


# 资金说明


def test_the_note_on_money_is_printed_beside_the_total_and_read_again() -> None:
    form = noted(made(3))
    package = write(scored(form), Mode.FINAL)
    sheet = opened(package)["自评表"]
    total = row_of(sheet, "总分")
    assert sheet.cell(total, 9).value == f"资金说明：{NOTE}"
    assert sheet.row_dimensions[total].height >= 2 * 13.5
    back = read_back(package).forms[0]
    assert back.funds[0].note == NOTE
    assert back.place("funds[0].note").cell == f"I{total}"


@pytest.mark.parametrize("mode", [Mode.FORMULAS, Mode.VALUES])
def test_a_working_workbook_has_it_once(mode: Mode) -> None:
    sheet = opened(write(scored(noted(made(3))), mode))["自评表"]
    found = [cell.coordinate for row in sheet.iter_rows() for cell in row if NOTE in str(cell.value)]
    assert found == ["M6"]


def test_a_form_without_a_note_prints_none() -> None:
    assert "资金说明" not in "".join(
        str(cell.value)
        for row in opened(write(scored(made(3)), Mode.FINAL))["自评表"].iter_rows()
        for cell in row
    )


def test_an_office_chooses_where_it_is_printed() -> None:
    """Below the table, in a cell that the name stands on."""
    book = opened(STANDARD)
    book.defined_names["ZPB_FUNDS_NOTE_PRINTED"] = DefinedName(
        "ZPB_FUNDS_NOTE_PRINTED", attr_text="'自评表'!$G$25"
    )
    sheet = opened(write(scored(noted(made(3))), Mode.FINAL, saved(book)))["自评表"]
    assert sheet["G18"].value == f"资金说明：{NOTE}"
    assert sheet["I16"].value is None


def test_where_there_is_no_room_it_is_told_and_not_dropped() -> None:
    book = opened(STANDARD)
    book["自评表"]["I23"] = "本栏由财政填写"
    template = saved(book)
    with pytest.raises(ValueError, match=r"没有印“资金说明”的地方.*ZPB_FUNDS_NOTE_PRINTED"):
        write(scored(noted(made(3))), Mode.FINAL, template)
    write(scored(made(3)), Mode.FINAL, template)


@pytest.mark.parametrize("n", range(len(FORMS)))
def test_a_printed_note_answers_the_check_that_asks_for_it(n: int) -> None:
    form = read_back(published(n, Mode.FINAL)).forms[0]
    wanted = processed(n).form.funds[0].note
    assert form.funds[0].note == wanted
    codes = {finding.code for finding in finished(form).checked.findings}  # type: ignore[union-attr]
    before = {finding.code for finding in processed(n).checked.findings}  # type: ignore[union-attr]
    assert ("JXN007" in codes) <= ("JXN007" in before)


# The four lines


@pytest.mark.parametrize("present", [c for k in range(5) for c in combinations(range(4), k)])
def test_all_four_lines_always_stand(present: tuple[int, ...]) -> None:
    form = made(
        2, funds=tuple(FundLine(LABELS[i], "1.00", "2.00", "2.00", "10" if i == 0 else "") for i in present)
    )
    sheet = opened(write(scored(form), Mode.FINAL))["自评表"]
    assert [sheet.cell(6 + i, 3).value for i in range(4)] == LABELS
    for i in range(4):
        amounts = [sheet.cell(6 + i, column).value for column in (5, 6, 7)]
        assert amounts == ([1, 2, 2] if i in present else ["-", "-", "-"])
    assert sheet["A10"].value == "年度总体\n目标"


def test_labels_of_a_place_become_the_official_ones_and_further_lines_stay() -> None:
    kinds = ("资金总额：", "其中：中央财政拨款", "地方财政拨款", "以前年度结转", "专户资金")
    form = made(2, funds=tuple(FundLine(kind, "1.00", "1.00", "1.00") for kind in kinds))
    sheet = opened(write(scored(form), Mode.FINAL))["自评表"]
    assert [sheet.cell(6 + i, 3).value for i in range(6)] == [
        "年度资金总额", "其中：中央财政拨款", "地方财政拨款", "上年结转资金", "其他资金", "专户资金",
    ]  # fmt: skip


def test_a_single_line_is_the_whole_sum() -> None:
    form = made(2, funds=(FundLine("预算资金", "200.00", "200.00", "150.00", "10", "75.00%", "7.50"),))
    sheet = opened(write(scored(form), Mode.FINAL))["自评表"]
    assert [sheet.cell(6 + i, 3).value for i in range(4)] == LABELS
    assert (sheet["G6"].value, sheet["K6"].value, sheet["H15"].value) == (150, 7.5, 11.5)


# Pages


def long_form(rows: int) -> Form:
    form = made(rows)
    return replace(
        form,
        indicators=tuple(replace(r, level3=f"{r.level3}，按年度计划组织实施并完成验收，形成书面报告存档") for r in form.indicators),
    )  # fmt: skip


def breaks(package: bytes) -> list[int]:
    """The first row of each further page."""
    found = [e for e in sheet_xml(package).iter() if e.tag.endswith("}brk")]
    assert all(e.get("man") == "1" for e in found)
    return [int(e.get("id", "0")) + 1 for e in found]


def parted(package: bytes) -> list[int]:
    """The rows in which the label beside the block begins anew."""
    return [row[0].row for row in opened(package)["自评表"].iter_rows() if row[0].value == "绩效指标"][1:]


@pytest.mark.parametrize("rows", [40, 45, 90])
def test_levels_are_said_again_on_every_page(rows: int) -> None:
    form = long_form(rows)
    package = write(scored(form), Mode.FINAL)
    sheet, starts = opened(package)["自评表"], breaks(package)
    assert len(starts) >= (rows - 10) // 25
    areas = sheet.merged_cells.ranges
    for start in starts:
        assert not [a for a in areas if a.min_row < start <= a.max_row and a.min_col <= 3]
        row = form.indicators[start - 13]
        assert (sheet.cell(start, 2).value, sheet.cell(start, 3).value) == (row.level1, row.level2)
        assert sheet.cell(start, 1).value == "绩效指标"
        assert sheet.cell(start, 1).alignment.text_rotation == 255
    pages = [13 - 12, *starts, sheet.max_row + 1]
    for first, end in pairwise(pages):
        height = sum(sheet.row_dimensions[r].height or 15 for r in range(first, end))
        # A4 less the margins, at the scale at which 123.8 half-width characters fit its width.
        assert height <= (841.9 - 2 * 0.6 * 72) / ((595.3 - 72) / (123.81 * 5.25))
    back = read_back(package).forms[0]
    assert [(r.level1, r.level2) for r in back.indicators] == [(r.level1, r.level2) for r in form.indicators]


def test_a_page_does_not_begin_inside_a_merged_note() -> None:
    form = long_form(40)
    start = breaks(write(scored(form), Mode.FINAL))[0] - 13
    rows = list(form.indicators)
    rows[start - 1] = replace(rows[start - 1], note="两行同一原因")
    rows[start] = replace(rows[start], merged=frozenset({"note"}))
    again = breaks(write(scored(replace(form, indicators=tuple(rows))), Mode.FINAL))[0] - 13
    assert again == start - 1


@pytest.mark.parametrize("n", range(len(FORMS)))
def test_a_form_of_one_page_is_left_whole(n: int) -> None:
    """755 points of A4 hold 755 ÷ (523 ÷ (123.8 × 5.25)) = 938 of this form in Excel, 1251 where columns are 7 points wide.

    Between the two nobody knows: the levels are said again, but no break is forced.
    """
    package = published(n, Mode.FINAL)
    sheet = opened(package)["自评表"]
    height = sum(sheet.row_dimensions[r].height or 15 for r in range(1, sheet.max_row + 1))
    assert bool(parted(package)) == (height > 938)
    assert bool(breaks(package)) == (height > 1251)


def test_breaks_of_the_office_stay_alone() -> None:
    from openpyxl.worksheet.pagebreak import Break

    book = opened(STANDARD)
    book["自评表"].row_breaks.append(Break(12))
    package = write(scored(long_form(40)), Mode.FINAL, saved(book))
    assert breaks(package) == [13]


# Figures


def looks(value: object, code: str) -> str:
    """A number under the few formats that occur."""
    if code == "General":
        return f"{value:g}"
    places = len(code.partition(".")[2])
    return f"{value:,.{places}f}" if code.startswith("#,##") else f"{value:.{places}f}"


@pytest.mark.parametrize(
    "printed", ["200.25", "1,234.50", "1,234", "1012.345678", "150", "0.00", "0.5", "1234567.8", "12,345,678.9", "-3.10"]
)  # fmt: skip
def test_amounts_look_as_printed(printed: str) -> None:
    form = made(2)
    form = replace(form, funds=(replace(form.funds[0], initial_budget=printed), *form.funds[1:]))
    cell = opened(write(scored(form), Mode.FINAL))["自评表"]["E6"]
    assert looks(cell.value, cell.number_format) == printed
    # In the working form a later figure must not lose decimals that are there.
    working = opened(write(scored(form), Mode.FORMULAS))["自评表"]["E6"]
    assert len(working.number_format.partition(".")[2]) >= 2


@pytest.mark.parametrize(
    ("weight", "score"), [("10", "9.5"), ("10.00", "9.50"), ("10", "10"), ("2.5", "2.50")]
)
def test_scores_look_as_printed(weight: str, score: str) -> None:
    form = made(2)
    row = replace(form.indicators[0], weight=weight, score=score)
    sheet = opened(write(scored(replace(form, indicators=(row, form.indicators[1]))), Mode.FINAL))["自评表"]
    assert looks(sheet["G13"].value, sheet["G13"].number_format) == weight
    assert looks(sheet["H13"].value, sheet["H13"].number_format) == score


def test_no_open_number_formats_in_the_template() -> None:
    codes = {cell.number_format for row in opened(STANDARD)["自评表"].iter_rows() for cell in row}
    assert not [code for code in codes if re.search(r"0\.0+#", code)]


def test_an_offices_own_format_stays() -> None:
    book = opened(STANDARD)
    book["自评表"]["E6"].number_format = "#,##0.0"
    form = made(2)
    form = replace(form, funds=(replace(form.funds[0], initial_budget="1234.56"), *form.funds[1:]))
    assert opened(write(scored(form), Mode.FINAL, saved(book)))["自评表"]["E6"].number_format == "#,##0.0"


# Texts


@pytest.mark.parametrize("mode", [Mode.FORMULAS, Mode.VALUES])
def test_the_review_column_is_not_cut(mode: Mode) -> None:
    """48.71 half-width characters a line, 13.5 points each."""
    seen = 0
    for n in range(len(FORMS)):
        sheet = opened(published(n, mode))["自评表"]
        for row in range(6, sheet.max_row + 1):
            text = str(sheet.cell(row, 19).value or "")
            if len(text) > 24:
                lines = sum(-(-2 * len(line) // 48) for line in text.split("\n")) - text.count("\n") // 2
                seen += lines > 2
                assert sheet.row_dimensions[row].height >= min(409, (lines - 2) * 13.5)
    assert seen > 10


def test_what_no_row_can_show_is_told(cli: Cli, tmp_path: Path) -> None:
    """A note of 1,200 characters under 27 half-width characters a line: some ninety lines, thirty fit."""
    form = made(3)
    rows = (replace(form.indicators[0], note="长" * 1200), *form.indicators[1:])
    told = compile_template(STANDARD).written(scored(replace(form, indicators=rows)), Mode.FINAL).cut
    assert len(told) == 1
    assert "绩效指标第1行 偏差原因分析及改进措施（I13）的文字太长" in told[0]
    data = json.loads((Path(__file__).parents[1] / "data/forms.json").read_text("utf-8"))[:2]
    data[1]["goals"]["actual"] = "长" * 3000
    source = tmp_path / "两个.json"
    source.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    projects = cli("bulk", source, "-o", tmp_path / "out", "--json").data["projects"]
    assert [len(each["remarks"]) for each in projects] == [0, 1]
    shown = cli("bulk", source, "-o", tmp_path / "又一次", "--progress", "none").out
    assert "注意 2 " in shown and "打印时会被截断" in shown


def test_the_demonstration_points_at_a_score(cli: Cli, tmp_path: Path) -> None:
    shown = cli("demo", "-o", tmp_path / "demo", "--progress", "none").out
    found = re.search(r"explain \S+03-\*\.xlsx ([A-Z]+\d+)", shown)
    assert found is not None
    third = sorted((tmp_path / "demo").iterdir())[2]
    assert cli("explain", third, found[1]).code == 0
    sheet = opened(third.read_bytes())["自评表"]
    letter = found[1].rstrip("0123456789")
    assert sheet[f"{letter}12"].value == "得分"
