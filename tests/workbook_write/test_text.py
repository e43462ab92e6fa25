"""Text stays text: nothing that a clerk typed becomes a formula, a date, or broken XML."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from workbook_write.kit import formulas, made, names, opened, parts, read_back, scored, sheet_xml, write
from zipingbiao.form.model import Entry, Form, Goals, Indicator
from zipingbiao.package.cell_xml import TextTooLong
from zipingbiao.workbook.write.writer import Mode

AWKWARD = ["=100%", "=1+1", "+A1", "-2", "@SUM(A1)", "2024年5月", "1/2", "]]>", "&<>\"'", "&amp;", "进度😀𠮷", "_x000D_", "_x005F_",
           "两\n行", "制\t表", "=HYPERLINK(\"http://a\",\"b\")", "{=1}", "'引号", "1E5", "0012", "TRUE", "#REF!", "<f>1</f>"]  # fmt: skip


def filled_with(text: str) -> Form:
    """The text in every field that holds text."""
    row = Indicator(text, text, text, Entry(text), Entry(text), "90", "", text, "", text, text, text)
    return made(
        1, title=text, name=text, code=text, department=text, unit=text, goals=Goals(text, text),
        indicators=(row, replace(row, level1="别的")), funds=tuple(replace(f, note=text) for f in made(1).funds[:1]),
    )  # fmt: skip


@pytest.mark.parametrize("text", AWKWARD)
def test_every_text_is_stored_as_it_is(text: str) -> None:
    package = write(scored(filled_with(text)))
    sheet = opened(package)["自评表"]
    first = 10
    cells = ["A1", "C3", "N3", "C4", "H4", "M6", "C8", "G8", *(f"{letter}{first}" for letter in "BCDEFIPQR")]
    stored = re.sub("_(?=x[0-9A-F]{4}_)", "_x005F_", text)  # openpyxl shows the escape that Excel takes away
    for cell in cells:
        assert (sheet[cell].value, sheet[cell].data_type) == (stored, "s"), cell
    read = read_back(package).forms[0]
    assert read.goals == Goals(text, text)
    assert (read.indicators[0].note, read.indicators[1].level1) == (text, "别的")


@pytest.mark.parametrize("mode", list(Mode))
def test_only_our_own_cells_compute(mode: Mode) -> None:
    for text in AWKWARD:
        package = write(scored(filled_with(text)), mode)
        own = {"J6", "K6", "G12", "H12"} | {f"{letter}{row}" for letter in "HMN" for row in (10, 11)}
        assert formulas(package).keys() <= (own if mode is Mode.FORMULAS else set())
        calls = [formula for formula, _ in formulas(package).values()]
        assert all(call.startswith(("ROUND(", "PERF_SCORE(", "PERF_STATE(")) for call in calls)


@pytest.mark.parametrize("level", ['产"出指标', "产&<出>指标", "产出\n指标", "长" * 198 + "指标"])
def test_a_level_is_told_by_its_cell_whatever_it_says(level: str) -> None:
    form = made(1)
    form = replace(form, indicators=(replace(form.indicators[0], level1=level, level2="数量指标"),))
    sheet = opened(write(scored(form)))["自评表"]
    assert sheet["M13"].value == '=PERF_STATE(E13,F13,"/"&B13&C13&"/"&D13)'
    assert sheet["B13"].value == level


def test_a_stroke_in_a_level_does_not_end_it() -> None:
    form = made(1)
    form = replace(form, indicators=(replace(form.indicators[0], level2="时效/质量指标"),))
    formula = opened(write(scored(form)))["自评表"]["M13"].value
    assert formula == '=PERF_STATE(E13,F13,"/"&SUBSTITUTE(B13&C13,"/","／")&"/"&D13)'


def test_rows_of_a_group_name_the_top_cell_of_their_levels() -> None:
    """Two rows of 数量指标, two of 质量指标, under one 产出指标: the cells below are merged with the top ones."""
    form = made(6)
    found = opened(write(scored(form)))["自评表"]
    first = 13
    assert [found[f"M{first + i}"].value.split(",")[2] for i in range(6)] == [
        f'"/"&B{top}&C{second}&"/"&D{first + i})'
        for i, (top, second) in enumerate([(13, 13), (13, 13), (13, 15), (13, 15), (17, 17), (17, 17)])
    ]
    assert {"B13:B16", "C13:C14", "C15:C16", "B17:B18", "C17:C18"} <= {
        str(area) for area in found.merged_cells.ranges
    }


def test_control_characters_are_left_out() -> None:
    form = made(1, name="前\x00\x01\x0b\x1f\ufffe后", department="甲\r\n乙\r丙")
    sheet = opened(write(scored(form)))["自评表"]
    assert sheet["C3"].value == "前后"
    assert sheet["C4"].value == "甲\n乙\n丙"


@pytest.mark.parametrize(("text", "fits"), [("字" * 32767, True), ("字" * 32768, False), ("字" * 40000, False),
                                            ("😀" * 16383, True), ("😀" * 16384, False), ("a\x00" * 20000, True)])  # fmt: skip
def test_a_text_that_no_cell_can_hold_is_refused(text: str, fits: bool) -> None:
    """Excel counts UTF-16 units: an emoji is two."""
    form = made(1, name=text)
    if fits:
        assert opened(write(scored(form)))["自评表"]["C3"].value == text.replace("\x00", "")
        return
    with pytest.raises(TextTooLong, match=r"一格最多 32767 个字，现有 \d+ 个：.{20}…。请精简后重试"):
        write(scored(form))


def test_blanks_at_the_ends_are_kept() -> None:
    assert opened(write(scored(made(1, name="  两端  "))))["自评表"]["C3"].value == "  两端  "


@pytest.mark.parametrize("text", ["甲&乙", '带"引号', "<规则>"])
def test_rulebook_names_are_quoted_in_the_book(text: str) -> None:
    filled = scored(made(1))
    filled = replace(
        filled, scored=replace(filled.scored, rulebook=replace(filled.scored.rulebook, name=text))
    )
    package = write(filled)
    assert names(package)["ZPB_RULEBOOK"] == '"' + text.replace('"', '""') + '"'
    assert parts(package)


def test_a_numeric_entry_stays_a_number() -> None:
    """0.98 as a number against a % target is a fraction; as a text it would be 0.98 %."""
    form = made(1)
    row = replace(form.indicators[0], target=Entry("≥95%"), actual=Entry("0.98", numeric=True))
    package = write(scored(replace(form, indicators=(row,))))
    cell = next(c for c in sheet_xml(package).iter() if c.get("r") == "F13")
    assert cell.get("t") is None
    assert cell.findtext("{*}v") == "0.98"
    assert read_back(package).forms[0].indicators[0].actual == Entry("0.98", numeric=True)
