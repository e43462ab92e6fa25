"""Who does as a letter says is not accused of it; who is rid of a finding by changing what was approved has not mended it."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desk.conftest import Cli, Handed, form_of

WATER = "清河县水利局"
CLOUD = 2

Change = Callable[[dict[str, Any]], object]


def run(cli: Cli, tmp_path: Path, command: str, folder: str) -> dict[str, Any]:
    result = cli("desk", tmp_path / "复核", command, tmp_path / folder, "--json")
    assert result.code in (0, 1), result.err
    return dict(result.data)


def compared(cli: Cli, handed: Handed, tmp_path: Path, *versions: dict[str, Any]) -> dict[str, Any]:
    """The last of several rounds beside the one before."""
    data: dict[str, Any] = {}
    for n, form in enumerate(versions):
        handed(f"{n}/1.xlsx", form)
        data = run(cli, tmp_path, "again" if n else "receive", str(n))
    (pair,) = data["compared"]
    return dict(pair)


def changed(form: dict[str, Any], change: Change) -> dict[str, Any]:
    other = copy.deepcopy(form)
    change(other)
    return other


def without_row(row: int) -> Change:
    return lambda form: form["indicators"].pop(row)


@pytest.mark.parametrize("row", range(3))
def test_rows_that_fill_the_sum_up_again_were_asked_for(
    cli: Cli, handed: Handed, tmp_path: Path, row: int
) -> None:
    whole = form_of(CLOUD, WATER)
    pair = compared(cli, handed, tmp_path, changed(whole, without_row(row)), whole)
    assert (pair["approved"], [each["label"] for each in pair["asked"]]) == ([], ["整行"])
    assert pair["unasked_scores"] == []


@pytest.mark.parametrize("row", range(3))
def test_a_row_deleted_though_rows_were_missing_was_not(
    cli: Cli, handed: Handed, tmp_path: Path, row: int
) -> None:
    """分值 summed up to 100 without that row's; then it is gone, and the others' were raised."""
    whole = form_of(CLOUD, WATER)
    pair = compared(cli, handed, tmp_path, whole, changed(whole, without_row(row)))
    assert [each["label"] for each in pair["approved"]] == ["整行"]


@pytest.mark.parametrize("row", range(3))
def test_a_score_goes_along_with_the_weight_that_was_asked_for(
    cli: Cli, handed: Handed, tmp_path: Path, row: int
) -> None:
    whole = form_of(CLOUD, WATER)
    short = copy.deepcopy(whole)
    for field in ("weight", "score"):
        short["indicators"][row][field] = str(float(short["indicators"][row][field]) - 2)
    pair = compared(cli, handed, tmp_path, short, whole)
    assert (pair["approved"], pair["unasked_scores"]) == ([], [])
    assert [each["label"] for each in pair["asked"]] == ["分值"]


def test_scores_put_in_where_there_were_none_are_no_changed_scores(
    cli: Cli, handed: Handed, tmp_path: Path
) -> None:
    whole = form_of(CLOUD, WATER)
    blank = changed(whole, lambda form: [row.update(score="") for row in form["indicators"]])
    assert compared(cli, handed, tmp_path, blank, whole)["unasked_scores"] == []


@pytest.mark.parametrize("written", ["{}分", "得{}", "{}（满分）"])
def test_scores_written_as_numbers_at_last_are_no_changed_scores(
    cli: Cli, handed: Handed, tmp_path: Path, written: str
) -> None:
    """One finding tells of the whole column; it stands on the first row."""
    whole = form_of(CLOUD, WATER)
    for row in whole["indicators"]:
        row["score"] = row["weight"]
    words = changed(
        whole, lambda form: [row.update(score=written.format(row["score"])) for row in form["indicators"]]
    )
    assert compared(cli, handed, tmp_path, words, whole)["unasked_scores"] == []


def test_a_score_of_which_nobody_had_spoken_is_told(cli: Cli, handed: Handed, tmp_path: Path) -> None:
    whole = form_of(CLOUD, WATER)
    for each in whole["indicators"]:
        each.update(target="≥10次", actual="12次", score=each["weight"], note="")
    (checked,) = cli("check", handed("表.xlsx", whole), "--bundle", "finance", "--json").data["forms"]
    told = {each["field"].partition(".")[0] for each in checked["findings"]}
    silent = [n for n in range(len(whole["indicators"])) if f"indicators[{n}]" not in told]
    assert silent
    other = changed(whole, lambda form: [form["indicators"][n].update(score="1") for n in silent])
    pair = compared(cli, handed, tmp_path, whole, other)
    assert [each["row"] for each in pair["unasked_scores"]] == [n + 1 for n in silent]


@pytest.mark.parametrize("row", range(3))
def test_a_row_too_many_that_goes_was_asked_for(cli: Cli, handed: Handed, tmp_path: Path, row: int) -> None:
    whole = form_of(CLOUD, WATER)
    double = copy.deepcopy(whole)
    double["indicators"].insert(row, double["indicators"][row] | {"level3": "批复里没有的指标"})
    pair = compared(cli, handed, tmp_path, double, whole)
    assert (pair["approved"], [each["label"] for each in pair["asked"]]) == ([], ["整行"])


@pytest.mark.parametrize("more", [False, True])
@pytest.mark.parametrize(
    "change",
    [
        lambda form: form.update(name=form["name"].removesuffix("项目")),
        lambda form: form["indicators"][0].update(target="≥1个"),
        lambda form: form["indicators"][1].update(level3="另一个指标的名称"),
        lambda form: form["funds"][0].update(annual_budget="999"),
        lambda form: form["goals"].update(expected="做好服务。"),
        without_row(2),
        lambda form: form["indicators"].insert(
            2, form["indicators"][2] | {"level3": "加进来的指标", "actual": "没有做"}
        ),
        lambda form: form["indicators"][0].update(target="约等于很多"),
    ],
)
def test_what_is_again_as_it_was_approved_was_asked_for(
    cli: Cli, handed: Handed, tmp_path: Path, change: Change, more: bool
) -> None:
    """The second letter says: please restore. Whoever does so did nothing wrong the third time."""
    first = form_of(CLOUD, WATER)
    second = changed(first, change)
    third = copy.deepcopy(first)
    third["indicators"][0]["note"] += "第三稿。"
    assert compared(cli, handed, tmp_path, first, second)["approved"]
    handed("2/1.xlsx", third if more else first)  # word for word as it came first, or with other changes
    (pair,) = run(cli, tmp_path, "again", "2")["compared"]
    assert pair["approved"] == []
    assert pair["asked"]
    assert pair["findings"]["hidden"] == []  # what the change had brought along went with it
    second["indicators"][1]["note"] += "第四稿。"
    handed("3/1.xlsx", second)  # … and is told when it is done once more
    (pair,) = run(cli, tmp_path, "again", "3")["compared"]
    assert pair["approved"]


def missed(form: dict[str, Any], row: int) -> dict[str, Any]:
    form["indicators"][row].update(target="≥100次", actual="80次", score=form["indicators"][row]["weight"])
    return form


@pytest.mark.parametrize("row", range(3))
@pytest.mark.parametrize("more", ["", "另行说明。"])
def test_a_target_lowered_to_what_was_done_mends_nothing(
    cli: Cli, handed: Handed, tmp_path: Path, row: int, more: str
) -> None:
    old = missed(form_of(CLOUD, WATER), row)
    new = changed(old, lambda form: form["indicators"][row].update(target="≥80次"))
    new["indicators"][row]["note"] += more
    pair = compared(cli, handed, tmp_path, old, new)
    assert "JXS005" not in {each["code"] for each in pair["findings"]["gone"]}
    hidden = {each["code"]: each["why"] for each in pair["findings"]["hidden"]}
    assert "批复的年度指标值" in hidden["JXS005"]


def test_what_was_done_mends_it_whatever_became_of_the_target(
    cli: Cli, handed: Handed, tmp_path: Path
) -> None:
    old = missed(form_of(CLOUD, WATER), 0)
    new = changed(old, lambda form: form["indicators"][0].update(target="≥80次", actual="100次"))
    pair = compared(cli, handed, tmp_path, old, new)
    assert "JXS005" in {each["code"] for each in pair["findings"]["gone"]}
    assert [each["label"] for each in pair["approved"]] == ["年度指标值"]


def test_a_budget_changed_to_fit_the_rate_mends_nothing(cli: Cli, handed: Handed, tmp_path: Path) -> None:
    """执行率 100% printed over 80 of 100: the budget is 80 now."""
    old = form_of(CLOUD, WATER)
    for line in old["funds"][:2]:
        line.update(annual_budget="100", executed="80", rate="100.00%")
    new = changed(old, lambda form: [line.update(annual_budget="80") for line in form["funds"][:2]])
    pair = compared(cli, handed, tmp_path, old, new)
    assert "JXB001" not in {each["code"] for each in pair["findings"]["gone"]}
    assert "JXB001" in {each["code"] for each in pair["findings"]["hidden"]}
