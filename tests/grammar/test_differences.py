"""误差0.5% is the difference itself, 还差0.5% what is missing: the noun decides, whatever the figure and the sign."""

from __future__ import annotations

from itertools import product

import pytest

from zipingbiao.form.quantity.lexicon import lexicon
from zipingbiao.hosts.functions import perf_state

NOUNS = ("误差", "测量误差", "偏差", "高差", "温差", "价差")
FIGURES = (("1%", "0.5%", "1.5%"), ("5mm", "3mm", "6mm"), ("2℃", "1℃", "3℃"))


@pytest.mark.parametrize(("noun", "figures"), list(product(NOUNS, FIGURES)))
def test_a_difference_is_held_against_its_bound(noun: str, figures: tuple[str, str, str]) -> None:
    bound, within, beyond = figures
    assert perf_state(f"≤{bound}", f"{noun}{within}") == "完成"
    assert perf_state(f"≤{bound}", f"{noun}为{within}") == "完成"
    assert perf_state(f"≤{bound}", f"{noun}{beyond}") == "未完成"


@pytest.mark.parametrize("said", ["还差", "尚差", "差", "尚缺", "还缺"])
def test_what_is_missing_still_is(said: str) -> None:
    assert perf_state("≥10次", f"{said}2次") == "未完成"
    assert lexicon().lacking_end.search(said) is not None
