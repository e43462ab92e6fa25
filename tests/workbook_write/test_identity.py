"""A written workbook read back is the form that was written, at the places the names say."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from workbook_write.comparison import as_read, plain
from workbook_write.kit import (
    FORMS,
    PUBLISHED,
    made,
    opened,
    processed,
    published,
    read_back,
    saved,
    scored,
    write,
)
from zipingbiao.workbook.write.writer import Mode

ALL = [(n, mode) for n in range(len(FORMS)) for mode in Mode]


@pytest.mark.parametrize(("n", "mode"), ALL)
def test_published_forms_come_back(n: int, mode: Mode) -> None:
    result = read_back(published(n, mode))
    assert len(result.forms) == 1
    assert result.problems == ()
    assert as_read(result.forms[0]) == as_read(processed(n).form)


@pytest.mark.parametrize("n", range(len(FORMS)))
def test_published_texts_are_the_published_ones(n: int) -> None:
    """Against the JSON itself, not against what the house made of it."""
    form, data = read_back(published(n, Mode.FORMULAS)).forms[0], PUBLISHED[n]
    for row, given in zip(form.indicators, data["indicators"], strict=True):
        for key in ("level1", "level2", "level3"):
            assert getattr(row, key) == (given[key] or "")
        assert (row.target.text, row.actual.text) == (given["target"], given["actual"])
        assert Decimal(row.score) == Decimal(given["score"])
        assert not given["note"] or row.note == given["note"]
    assert Decimal(form.total.score) == Decimal(data["total"]["score"])


@pytest.mark.parametrize("mode", [Mode.FORMULAS, Mode.VALUES])
@pytest.mark.parametrize("n", range(len(FORMS)))
def test_after_another_program_saved_it(n: int, mode: Mode) -> None:
    """openpyxl drops cached values, so that only 数值模式 keeps its numbers."""
    form = read_back(saved(opened(published(n, mode)))).forms[0]
    found, expected = as_read(form), as_read(processed(n).form)
    if mode is Mode.FORMULAS:
        for data in (found, expected):
            data["rows"] = [[*row[:6], *row[7:]] for row in data["rows"]]
            data["funds"] = [[*line[:1], *line[2:-1]] for line in data["funds"]]
            data["total"] = []
    assert found == expected


@pytest.mark.parametrize(("rows", "lines"), [(1, 1), (5, 6), (18, 4), (40, 2)])
def test_places(rows: int, lines: int) -> None:
    form = read_back(write(scored(made(rows, lines)))).forms[0]
    first = 6 + lines + 3
    places = {
        path: form.place(path).cell for path in ("name", "funds[0].rate", "goals.actual", "total.score")
    }
    assert places == {
        "name": "C3",
        "funds[0].rate": "J6",
        "goals.actual": f"G{first - 2}",
        "total.score": f"H{first + rows}",
    }
    for i in (0, rows - 1):
        found = [
            form.place(f"indicators[{i}].{key}").cell
            for key in ("level3", "target", "weight", "note", "evidence")
        ]
        assert found == [f"{letter}{first + i}" for letter in "DEGIR"]
    assert form.place(f"funds[{lines - 1}].executed").cell == f"G{5 + lines}"


def test_working_columns_come_back() -> None:
    form = made(2, code="X-1")
    row = replace(
        form.indicators[0], score="", deduction="0.5", reason="外部原因", detail="详见附件", evidence="台账"
    )
    form = replace(
        form,
        indicators=(row, form.indicators[1]),
        funds=(replace(form.funds[0], note="结转"), *form.funds[1:]),
    )
    read = read_back(write(scored(form))).forms[0]
    back = read.indicators[0]
    assert (back.deduction, back.reason, back.detail, back.evidence) == (
        "0.5",
        "外部原因",
        "详见附件",
        "台账",
    )
    assert back.score == "1.50"
    assert (read.code, read.rulebook, read.funds[0].note) == ("X-1", "cn", "结转")


def test_merged_cells_come_back() -> None:
    form = made(4)
    one, two, *others = form.indicators
    covered = replace(two, weight="", score="", note="", merged=frozenset({"weight", "score", "note"}))
    form = replace(form, indicators=(replace(one, weight="4", score="4.00", note="两行"), covered, *others))
    back = read_back(write(scored(form))).forms[0]
    assert [row.merged for row in back.indicators] == [set(), {"weight", "score", "note"}, set(), set()]
    assert [plain(row.score) for row in back.indicators] == [plain("4"), "", plain("2"), plain("2")]


def test_reviews_stand_beside_their_rows() -> None:
    """Findings of the published forms: a code and a sentence in column S of the row they speak of."""
    seen = 0
    for n in range(len(FORMS)):
        filled = processed(n)
        sheet = opened(published(n, Mode.FORMULAS))["自评表"]
        first = 6 + len(filled.form.funds) + 3
        for finding in filled.checked.findings if filled.checked else ():
            row = re.match(r"indicators\[(\d+)\]", finding.field)
            if row:
                assert finding.message in sheet[f"S{first + int(row[1])}"].value
                seen += 1
    assert seen > 5
