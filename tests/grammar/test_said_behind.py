"""What is said of a figure behind it takes it back: planned, of another year, put off. Verdicts follow from the words."""

from __future__ import annotations

from itertools import product

import pytest

from zipingbiao.hosts.functions.asked import answers_to

PAIRS = (("≥95%", "95%"), ("≥10个", "10个"), ("≥3.5公里", "3.5公里"))
NOT_DONE = ("预计", "计划", "拟建", "预计数")
OTHER_YEAR = ("上年数", "去年", "2023年", "上年同期")
STILL = ("实际", "计划内", "超计划", "比上年多", "含新增")
PUT_OFF = ("，延期至2025年完成", "，推迟到2025年", "（延至2025年6月）", "，顺延至次年完成")


def state(target: str, actual: str) -> str:
    ((found,),) = answers_to("PERF_STATE", (target, actual), "cn|2024")
    return str(found)


@pytest.mark.parametrize(("pair", "told"), list(product(PAIRS, (*NOT_DONE, *OTHER_YEAR))))
def test_a_figure_taken_back_in_brackets_is_no_evidence(pair: tuple[str, str], told: str) -> None:
    target, figure = pair
    assert state(target, f"{figure}（{told}）") in ("未完成", "无法识别")


@pytest.mark.parametrize(("pair", "told"), list(product(PAIRS, PUT_OFF)))
def test_a_figure_put_off_to_a_later_year_is_not_done(pair: tuple[str, str], told: str) -> None:
    target, figure = pair
    assert state(target, f"{figure}{told}") in ("未完成", "无法识别")


@pytest.mark.parametrize(("pair", "told"), list(product(PAIRS, STILL)))
def test_other_remarks_take_nothing_back(pair: tuple[str, str], told: str) -> None:
    target, figure = pair
    assert state(target, f"{figure}（{told}）") == "完成"
