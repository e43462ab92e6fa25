"""What a letter says beside the findings: what goes back, by when, and what the unit has to decide."""

from __future__ import annotations

import copy
import os
import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from desk.conftest import Cli, Handed, form_of
from zipingbiao.checks.catalogue import Scope, catalogue
from zipingbiao.report.letter.plain import to_a_unit
from zipingbiao.rulebook.load import load

WATER, SCHOOL = "清河县水利局", "清河县教育局"
CLOUD, RENT = 2, 3


def letter(cli: Cli, tmp_path: Path, unit: str = WATER) -> dict[str, list[tuple[Any, ...]]]:
    out = tmp_path / "信"
    due = ("--due", "2025年4月30日")
    done = cli("desk", tmp_path / "复核", "letters", "-o", out, "--format", "xlsx", "--force", *due)
    assert done.code == 0, done.err
    book = load_workbook(out / f"退回意见-{unit}.xlsx")
    return {name: list(book[name].values) for name in book.sheetnames}


def said(sheets: dict[str, list[tuple[Any, ...]]]) -> str:
    return "\n".join(str(row[0]) for row in sheets["退回意见"])


def lowered(form: dict[str, Any]) -> None:
    form["indicators"][1]["target"] = "≥1个"


def deleted(form: dict[str, Any]) -> None:
    del form["indicators"][1]


@pytest.mark.parametrize("cheat", [lowered, deleted])
def test_a_form_with_altered_approved_content_goes_back(
    cli: Cli, handed: Handed, tmp_path: Path, cheat: Any
) -> None:
    form = form_of(CLOUD, WATER)
    handed("一/1.xlsx", form)
    handed("一/2.xlsx", form_of(RENT, WATER))
    cli("desk", tmp_path / "复核", "receive", tmp_path / "一")
    changed = copy.deepcopy(form)
    cheat(changed)
    handed("二/1.xlsx", changed)
    cli("desk", tmp_path / "复核", "again", tmp_path / "二")
    sheets = letter(cli, tmp_path)
    verdicts = {row[2]: row[-1] for row in sheets["项目"]}
    assert verdicts["1.xlsx"] == "退回修改"
    assert verdicts["2.xlsx"] != "退回修改"
    assert "1份退回修改，请于2025年4月30日前" in said(sheets)


def test_what_is_only_missing_has_a_day_too(cli: Cli, handed: Handed, tmp_path: Path) -> None:
    handed("一/1.xlsx", form_of(CLOUD, WATER))
    names = tmp_path / "应报.csv"
    names.write_text(f"实施单位,项目名称\n{SCHOOL},校舍维修\n", "utf-8")
    cli("desk", tmp_path / "复核", "receive", tmp_path / "一", "--expected", names)
    text = said(letter(cli, tmp_path, SCHOOL))
    assert "应报未报：校舍维修" in text
    assert "2025年4月30日" in text


def test_a_letter_that_returns_nothing_does_not_ask_for_forms(
    cli: Cli, handed: Handed, tmp_path: Path
) -> None:
    handed("一/1.xlsx", form_of(CLOUD, WATER))
    cli("desk", tmp_path / "复核", "receive", tmp_path / "一")
    text = said(letter(cli, tmp_path))
    assert "没有须退回修改的表" in text
    assert "不必重报" in text
    assert "重报的表" not in text


def test_a_unit_is_asked_which_draft_counts(cli: Cli, handed: Handed, tmp_path: Path) -> None:
    one, other = form_of(RENT, WATER), form_of(RENT, WATER)
    other["indicators"][0]["note"] = "另一稿"
    for path in (handed("一/最终版.xlsx", one), handed("一/最终版2.xlsx", other)):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    cli("desk", tmp_path / "复核", "receive", tmp_path / "一")
    sheets = letter(cli, tmp_path)
    assert "有1个项目报来几稿" in said(sheets)
    (row,) = sheets["请定哪一稿"][1:]
    assert {row[1], str(row[2]).split("“")[1].split("”")[0]} == {"最终版.xlsx", "最终版2.xlsx"}


def _waivable() -> list[str]:
    return [
        info.advice
        for info in catalogue(load()).values()
        if "豁免" in info.advice and info.scope is not Scope.WAIVER
    ]


@pytest.mark.parametrize("advice", _waivable())
def test_a_unit_is_not_told_to_waive(advice: str) -> None:
    """What only a reviewer can do stands in no letter; that the unit may give its reason does."""
    said = to_a_unit(advice)
    assert "豁免" not in said
    assert re.search(r"写明\w+，由审核单位定。$", said)


@pytest.mark.parametrize("forms", [2, 5])
def test_a_long_hint_is_said_once(cli: Cli, handed: Handed, tmp_path: Path, forms: int) -> None:
    for n in range(forms):
        form = form_of(CLOUD, WATER, name=f"第{n}个项目")
        form["indicators"][0]["weight"] = str(int(form["indicators"][0]["weight"]) + n % 2)
        handed(f"一/{n}.xlsx", form)
    cli("desk", tmp_path / "复核", "receive", tmp_path / "一")
    out = tmp_path / "信"
    cli("desk", tmp_path / "复核", "letters", "-o", out)
    texts = [
        str(cell)
        for sheet in load_workbook(out / f"退回意见-{WATER}.xlsx")
        if sheet.title.startswith("提示")
        for row in sheet.values
        for cell in row
        if cell is not None
    ]
    told = [text for text in texts if "不设成本指标的" in text]
    assert len(told) == 2  # in the sentence and as what is expected, of the first form
    assert sum("同第" in text for text in texts) >= forms - 1


@pytest.mark.parametrize("unit", ["万元", "元", "万"])
def test_an_amount_that_names_its_own_unit_is_told_once(
    cli: Cli, handed: Handed, tmp_path: Path, unit: str
) -> None:
    """The cost of a row is the same amount: that is no slip of the unit."""
    form = form_of(CLOUD, WATER)
    form["funds"][0]["annual_budget"] = f"{'1000000' if unit == '元' else '100'}{unit}"
    form["indicators"][0].update(level1="成本指标", target="≤100万元", actual="98万元")
    path = handed("一/1.xlsx", form)
    (checked,) = cli("check", path, "--json").data["forms"]
    told = [
        each["message"]
        for each in checked["findings"]
        if (each["code"], each["field"]) == ("JXB009", "funds[0].annual_budget")
    ]
    assert len(told) == 1
    assert "不是数字" in told[0]


@pytest.mark.parametrize(("field", "value"), [("score", "9.8分"), ("rate", "九成")])
def test_a_score_is_not_to_be_written_in_wan_yuan(
    cli: Cli, handed: Handed, tmp_path: Path, field: str, value: str
) -> None:
    form = form_of(CLOUD, WATER)
    form["funds"][0][field] = value
    (checked,) = cli("check", handed("一/1.xlsx", form), "--json").data["forms"]
    (told,) = [each for each in checked["findings"] if each["code"] == "JXB009"]
    assert "万元" not in told["advice"]
