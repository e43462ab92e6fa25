"""Methods that a place may switch on: each off in `cn`, and worked out by hand where it is on."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from zipingbiao.form.model import Entry, Form, FundLine, Indicator
from zipingbiao.rulebook.load import load
from zipingbiao.rulebook.rulebook import Rulebook
from zipingbiao.scoring.result import ScoredForm
from zipingbiao.scoring.score import score_form
from zipingbiao.scoring.why import why_total

HEAD = '[book]\nname = "own"\ntitle = "某单位"\nversion = "1"\nextends = "cn"\n[sources.me]\ntitle = "本单位办法"\n'


def rules(folder: Path, id: str, value: str) -> Rulebook:
    """`cn` with one parameter of an office's own."""
    key = "method" if value.startswith('"') else "value"
    entry = (
        f'[[parameters.{id}.values]]\nfrom = 2020-01-01\n{key} = {value}\nstatus = "assumed"\nsource = "me"\n'
    )
    path = folder / "own.toml"
    path.write_text(HEAD + entry, encoding="utf-8")
    return load(str(path), 2024)


def row(
    target: str, actual: str, level1: str = "产出指标", level2: str = "数量指标", **more: str
) -> Indicator:
    return Indicator(level1, level2, "事项", Entry(target), Entry(actual), "20", **more)


def scored(rulebook: Rulebook, *rows: Indicator, rate: str = "95.00") -> ScoredForm:
    line = FundLine("年度资金总额", "", "100.00", rate, "10")
    return score_form(Form(year="2024年度", funds=(line,), indicators=rows), rulebook)


@pytest.mark.parametrize(
    ("actual", "ceiling"), [("100天", "20.00"), ("125天", "15.00"), ("200天", "0.00"), ("300天", "0.00")]
)
def test_linear_takes_off_what_lies_beyond_the_bound(tmp_path: Path, actual: str, ceiling: str) -> None:
    """20 × (1 − (125 − 100) / 100) = 15; nothing is left from twice the bound on."""
    linear = rules(tmp_path, "indicator.reverse", '"linear"')
    found = scored(linear, row("≤100天", actual)).rows[0]
    assert found.ceiling == Decimal(ceiling)
    assert scored(load("cn", 2024), row("≤100天", "125天")).rows[0].ceiling == Decimal("16.00")  # 100/125


def test_far_over_completion_costs_points(tmp_path: Path) -> None:
    rulebook = rules(tmp_path, "over_completion.deduction", "2")
    assert scored(rulebook, row("≥10次", "13次")).rows[0].ceiling == Decimal("18.00")
    assert scored(rulebook, row("≥10次", "12次")).rows[0].ceiling == Decimal("20.00")
    assert scored(load("cn", 2024), row("≥10次", "13次")).rows[0].ceiling == Decimal("20.00")


def test_satisfaction_without_a_survey(tmp_path: Path) -> None:
    rulebook = rules(tmp_path, "satisfaction.unsurveyed_share", "0")
    bare = row("≥90%", "95%", "满意度指标", "服务对象满意度指标")
    asked = row("≥90%", "95%", "满意度指标", "服务对象满意度指标", note="发放问卷200份，收回195份。")
    assert [scored(rulebook, each).rows[0].ceiling for each in (bare, asked)] == [Decimal(0), Decimal(20)]


def test_intervals(tmp_path: Path) -> None:
    table = "[[90, 1], [80, 0.8], [0, 0]]"
    rulebook = rules(tmp_path, "satisfaction.intervals", table)
    people = row("≥95%", "85%", "满意度指标", "服务对象满意度指标")
    assert scored(rulebook, people).rows[0].ceiling == Decimal("16.00")  # 20 × 0.8
    other = tmp_path / "other"
    other.mkdir()
    rulebook = rules(other, "execution.intervals", table)
    assert [scored(rulebook, rate=rate).execution.score for rate in ("95.00", "85.00", "50.00")] == [10, 8, 0]


def test_the_total_is_capped_by_the_execution_rate_and_says_so(tmp_path: Path) -> None:
    """80 + 7.5 = 87.5 of a form that pays 75 %: at most 79."""
    rulebook = rules(tmp_path, "execution.total_cap", "[[80, 89], [76, 79]]")
    form = scored(rulebook, *(row("≥1次", "1次") for _ in range(4)), rate="75.00")
    assert form.total == Decimal(79)
    assert any(step.name == "总分调整" for step in why_total(form).steps)
    assert scored(load("cn", 2024), *(row("≥1次", "1次") for _ in range(4)), rate="75.00").total == Decimal(
        "87.50"
    )


def test_points_lost_where_cost_is_missing(tmp_path: Path) -> None:
    rulebook = rules(tmp_path, "cost.missing_points", "5")
    without = scored(rulebook, row("≥1次", "1次"))
    held = scored(rulebook, row("≥1次", "1次"), row("≤10万元", "9万元", "成本指标", "经济成本指标"))
    assert (without.total, held.total) == (Decimal("24.50"), Decimal("49.50"))
