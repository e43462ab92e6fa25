"""One 说明 cell merged over several rows: it explains every row it covers, and no row is charged with another's words."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from zipingbiao.checks.context import Context
from zipingbiao.checks.explained import GAP, is_explained
from zipingbiao.checks.run import check_form
from zipingbiao.form.model import Entry, Form, Indicator
from zipingbiao.form.shared_notes import joined
from zipingbiao.rulebook.load import load
from zipingbiao.scoring.score import score_form

CN = load("cn", 2024)
WHY = "因厂家改型，20台没有到货；由信息科于2025年6月前补齐。"
ASKS = f"因{GAP}填写：原因】；由{GAP}填写：谁】改进。"


def row(
    name: str, *, note: str = "", shared: bool = False, score: str = "8", level2: str = "数量指标"
) -> Indicator:
    """10 points; 100台 are asked for and 80 were had, so that the row needs a word."""
    merged = frozenset({"note"}) if shared else frozenset()
    return Indicator(
        "产出指标", level2, name, Entry("≥100台"), Entry("80台"), weight="10", score=score, note=note, merged=merged
    )  # fmt: skip


def form(*rows: Indicator) -> Form:
    return Form(id="1", name="甲", year="2024年度", indicators=rows)


def three(texts: dict[int, str] | str) -> Form:
    """Three rows with one note cell: a text for each by its number from 0, or one text for all of them."""
    rows = [row("甲设备"), row("乙设备", shared=True), row("丙设备", shared=True)]
    note = texts if isinstance(texts, str) else joined(rows, texts.items())
    return form(replace(rows[0], note=note), *rows[1:])


def explained(given: Form) -> list[bool]:
    check = Context(score_form(given, CN))
    return [is_explained(check, each) for each in check.rows]


def found(given: Form, code: str) -> list[str]:
    checked = check_form(score_form(given, CN), "finance")
    return [finding.field for finding in checked.findings if finding.code == code]


def test_a_note_for_all_of_them_explains_each() -> None:
    assert explained(three(WHY)) == [True, True, True]
    assert explained(three(ASKS)) == [False, False, False]
    assert explained(three("")) == [False, False, False]


@pytest.mark.parametrize("done", list(product((True, False), repeat=3)))
def test_a_gap_of_one_row_is_no_gap_of_another(done: tuple[bool, ...]) -> None:
    assert explained(three({i: WHY if each else ASKS for i, each in enumerate(done)})) == list(done)


@pytest.mark.parametrize("named", range(3))
def test_no_row_under_the_cell_is_said_to_have_no_note(named: int) -> None:
    """Which rows somebody wrote of by number, and which he meant besides, is his to say."""
    given = three({named: WHY})
    assert explained(given) == [True, True, True]
    assert found(given, "JXS004") == []


def test_without_the_cell_each_of_them_is_asked() -> None:
    """What the rules say of rows that nobody explained, so that their silence above means something."""
    fields = found(form(row("甲设备"), row("乙设备"), row("丙设备", note=WHY)), "JXS004")
    assert fields == ["indicators[0].note", "indicators[1].note"]


@pytest.mark.parametrize("said", range(3))
def test_points_are_held_against_the_row_that_the_lines_name(said: int) -> None:
    """扣3分 beside 8 of 10 is a contradiction of that row only."""
    texts = dict.fromkeys(range(3), WHY) | {said: f"{WHY}扣3分。"}
    assert found(three(texts), "JXI008") == [f"indicators[{said}].score"]
    assert found(three(f"{WHY}扣3分。"), "JXI008") == []  # of which row, nobody can tell


@pytest.mark.parametrize("apart", [True, False])
def test_a_date_is_the_concern_of_the_row_that_it_is_told_of(apart: bool) -> None:
    late = "因设备到货晚，推迟到2024年12月25日完成。"
    reached = replace(row("甲设备"), actual=row("甲设备").target)
    rows = [reached, row("完成时间", shared=True, level2="时效指标")]

    def told(texts: dict[int, str]) -> list[str]:
        note = joined(rows, texts.items()) if apart else "".join(texts.values())
        return found(form(replace(rows[0], note=note), rows[1]), "JXN004")

    assert told({0: WHY, 1: late}) == []
    assert told({0: late, 1: WHY}) == (["indicators[0].note"] if apart else [])


def test_the_length_is_that_of_the_lines_of_one_row() -> None:
    most = int(CN.number("note.max_length"))
    text = "因" + "汛" * (most // 2)
    assert found(three({0: text, 1: text, 2: text}), "JXN005") == []
    assert found(three({0: text * 3, 1: WHY}), "JXN005") == ["indicators[0].note"]


def test_a_row_that_nobody_filled_begins_a_cell_of_its_own() -> None:
    """The note above it is not that of the rows below."""
    unused = Indicator("产出指标", "数量指标", "指标1")
    rows = (row("甲设备", note=WHY), unused, row("乙设备", shared=True))
    assert explained(form(*rows)) == [True, False]
