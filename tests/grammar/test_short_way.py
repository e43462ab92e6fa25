"""A bare figure is read the short way; it gives what the long way gives, whatever is asked for."""

from __future__ import annotations

from functools import cache
from itertools import product

import pytest

from grammar.pair_verdicts import tables
from zipingbiao.form.model import Entry
from zipingbiao.form.quantity.answer import actual
from zipingbiao.form.quantity.readings import Reading
from zipingbiao.form.quantity.targets import read_target

FIGURES = ("0", "9.5", "10", "3万", "-2")
UNITS = (
    "",
    "%",
    "次",
    "人",
    "人次",
    "个",
    "万元",
    "元",
    "公里",
    "天",
    "小时",
    "个百分点",
    "分",
    "户",
    "元/人",
    "次/周",
)
NAMES = ("培训人数", "每周开放时间", "人均补助标准", "投诉率下降比例", "每户面积")
ASKED = ("≥{}", "{}", "≤{}", "每季度≥{}", "由2提高到{}", "各{}", "同比下降{}", "不超{}")


@cache
def _target(text: str) -> Reading:
    return read_target(Entry(text), year=2024)


def _both(
    target: str, told: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> tuple[actual.ActualReading, actual.ActualReading]:
    asked = _target(target)
    short = actual.read_actual(Entry(told), asked, year=2024, name=name, asked=target)
    with monkeypatch.context() as patched:
        patched.setattr(actual, "_is_all_of_it", lambda parsed, target: False)
        return short, actual.read_actual(Entry(told), asked, year=2024, name=name, asked=target)


@pytest.mark.parametrize("unit", UNITS)
def test_made_figures(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for figure, other, name, asked in product(FIGURES, UNITS, NAMES, ASKED):
        short, long = _both(asked.format(f"10{other}"), f"{figure}{unit}", name, monkeypatch)
        assert short == long, (asked, other, figure, unit, name)


def test_figures_of_the_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    for pair in (pair for table in tables().values() for pair in table):
        short, long = _both(pair["target"], pair["actual"], pair["l3"], monkeypatch)
        assert short == long, pair
