"""`score --write` where a cell cannot hold what is computed, or holds something else: nothing it leaves contradicts itself unsaid."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from cli.conftest import Cli
from workbook_read.books import FORMS, draw

SCORE = 8  # the column of 得分


def drawn(
    folder: Path,
    form: dict[str, Any],
    merges: tuple[tuple[int, int, int], ...] = (),
    **typed: object,
) -> tuple[Path, int]:
    """The form drawn, cells merged (column, first, last row from 1); and the row of its first indicator."""
    book = Workbook()
    sheet = book.worksheets[0]
    draw(sheet, form)
    top = next(r for r in range(1, 40) if sheet.cell(r, 4).value == form["indicators"][0]["level3"])
    for column, first, last in merges:
        sheet.merge_cells(
            start_row=top + first - 1, start_column=column, end_row=top + last - 1, end_column=column
        )
    for cell, value in typed.items():
        sheet[cell] = value
    path = folder / "表.xlsx"
    book.save(path)
    return path, top


def without_scores(form: dict[str, Any], total: str = "") -> dict[str, Any]:
    bare = copy.deepcopy(form)
    for row in bare["indicators"]:
        row["score"] = ""
    bare["total"]["score"] = total
    return bare


def points(path: Path, top: int, n: int) -> list[object]:
    sheet = load_workbook(path).worksheets[0]
    return [sheet.cell(top + i, SCORE).value for i in range(n + 1)]


@pytest.mark.parametrize("more", [(), ("--replace",)])
@pytest.mark.parametrize(("first", "last"), [(1, 2), (2, 4), (7, 8), (1, 8)])
def test_a_score_cell_of_several_rows_is_not_filled_and_no_total_either(
    cli: Cli, tmp_path: Path, first: int, last: int, more: tuple[str, ...]
) -> None:
    """Form 1: eight rows with points of their own; the others get theirs."""
    path, top = drawn(tmp_path, without_scores(FORMS[0]), ((SCORE, first, last),))
    told = cli("score", path, "--write", *more).err
    assert f"第{first}—{last}行各有分值" in told
    assert "总分没有写" in told
    *scores, total = points(path, top, 8)
    assert total is None
    assert [n for n, score in enumerate(scores, 1) if score is None] == list(range(first, last + 1))
    findings = cli("check", path, "--json").data["forms"][0]["findings"]
    assert "JXS002" not in {each["code"] for each in findings}


def test_a_typed_score_of_several_rows_is_not_replaced(cli: Cli, tmp_path: Path) -> None:
    path, top = drawn(tmp_path, without_scores(FORMS[0]), ((SCORE, 1, 2),), H13=15)
    assert top == 13
    cli("score", path, "--write", "--replace")
    assert points(path, top, 8)[0] == 15


def test_rows_that_share_their_weight_too_have_one_score(cli: Cli, tmp_path: Path) -> None:
    """10 + 10 points as one weight of 20, scored 18 by the unit: one score, and the total of 97.94 is written."""
    form = without_scores(FORMS[0])
    form["indicators"][0]["weight"], form["indicators"][1]["weight"] = "20", ""
    path, top = drawn(tmp_path, form, ((SCORE, 1, 2), (SCORE - 1, 1, 2)), H13=18)
    told = cli("score", path, "--write").err
    assert "合为一格" not in told
    *scores, total = points(path, top, 8)
    assert scores[:2] == [18, None]
    assert total == 97.94


@pytest.mark.parametrize("off", ["-8", "-0.5", "3"])
def test_a_kept_total_that_is_not_the_sum_is_told_and_named(cli: Cli, tmp_path: Path, off: str) -> None:
    """Form 1 computes to 99.94 where nobody took points off; the typed total stays."""
    typed = f"{99.94 + float(off):.2f}"
    path, top = drawn(tmp_path, without_scores(FORMS[0], typed))
    told = cli("score", path, "--write").err
    assert points(path, top, 8)[-1] == typed
    assert f"总分{typed.rstrip('0')}分（按得分合计应为99.94分）" in told
    assert f"保留的总分（H{top + 8}）与得分对不上：填{typed.rstrip('0')}，按得分合计应为99.94。" in told


def test_a_kept_total_that_is_the_sum_is_not_told(cli: Cli, tmp_path: Path) -> None:
    path, _ = drawn(tmp_path, without_scores(FORMS[0], "99.94"))
    told = cli("score", path, "--write").err
    assert "总分99.94分" in told
    assert "对不上" not in told


def test_a_deduction_is_not_written_into_a_cell_of_several_rows(cli: Cli, tmp_path: Path) -> None:
    """In our own workbook, 自行扣分 of the last two rows merged, both of them 满意度."""
    form = copy.deepcopy(FORMS[12])
    form["indicators"] = form["indicators"][:-1] + [
        form["indicators"][-1] | {"level3": f"满意度{n}", "weight": "2.5", "score": ""} for n in (1, 2)
    ]
    source = tmp_path / "一张.json"
    source.write_text(json.dumps([form]), "utf-8")
    cli("bulk", source, "-o", tmp_path / "表", "--progress", "none")
    (path,) = (tmp_path / "表").glob("*.xlsx")
    rows = len(form["indicators"])
    book = load_workbook(path)
    sheet = book["自评表"]
    sheet.merge_cells(f"O{13 + rows - 2}:O{13 + rows - 1}")
    sheet[f"O{13 + rows - 2}"] = None
    book.save(path)
    told = cli("deduct", path, "--write")
    assert "与别的行合为一格" in told.out + told.err
    assert load_workbook(path)["自评表"][f"O{13 + rows - 2}"].value is None
