"""Rows and forms for the tests of the deviation facts, scored under the national rulebook of 2024."""

from __future__ import annotations

from zipingbiao.deviation.facts import Facts, facts_of
from zipingbiao.form.model import Entry, Form, FundLine, Indicator
from zipingbiao.rulebook.load import load
from zipingbiao.scoring.score import score_form

BOOK = load("cn", 2024)


def row(
    target: str, actual: str, score: str = "", *, path: str = "产出指标/数量指标/场次", weight: str = "10"
) -> Indicator:
    level1, level2, level3 = path.split("/")
    return Indicator(level1, level2, level3, Entry(target), Entry(actual), weight, score)


def cost(target: str, actual: str, *, text: str = "项目成本") -> Indicator:
    return row(target, actual, "10", path=f"成本指标/经济成本指标/{text}")


def total(initial: str, annual: str, executed: str) -> FundLine:
    return FundLine("年度资金总额", initial, annual, executed, "10")


def facts(
    *rows: Indicator, funds: tuple[FundLine, ...] = (), unit: str = "万元", year: str = "2024年度"
) -> Facts:
    return facts_of(score_form(Form(year=year, amount_unit=unit, funds=funds, indicators=rows), BOOK))
