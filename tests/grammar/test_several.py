"""Several things asked for in one cell: the verdict follows from what the sentence was put together of."""

from __future__ import annotations

from itertools import product

import pytest

from zipingbiao.form.model import Entry, Indicator
from zipingbiao.rulebook.load import load
from zipingbiao.scoring.result import RowScore, State
from zipingbiao.scoring.score import score_row

RULEBOOK = load("cn", 2024)
#: What is asked for, and the same with as much, with more, with less.
THINGS = [
    ("新建提灌站4座", "提灌站建成4座", "新建提灌站6座", "提灌站建成3座", "提灌站"),
    ("硬化路面12公里", "路面硬化12公里", "完成路面硬化12.5公里", "路面硬化11.8公里", "路面"),
    ("安装路灯≥80盏", "安装路灯80盏", "路灯装了95盏", "路灯仅安装79盏", "路灯"),
    ("培训农户600人次", "农户培训600人次", "共培训农户1210人次", "农户培训430人次", "农户培训"),
]
DONE = ["{}已全部完成", "{}已验收", "已完成{}"]
UNDONE = ["{}未实施", "{}尚未开工", "{}取消", "{}因故没有开展"]
MET, MISSED, SILENT = State.MET, State.NOT_MET, State.UNREADABLE


def judged(target: str, actual: str) -> RowScore:
    row = Indicator("产出指标", "数量指标", "建设内容", Entry(target), Entry(actual), "10", "")
    return score_row(row, 1, rulebook=RULEBOOK, year=2024)


def told(n: int) -> list[tuple[str, State]]:
    """What may be said of one thing, and whether it was done."""
    _, same, more, less, name = THINGS[n]
    return [
        (same, MET),
        (more, MET),
        (less, MISSED),
        (DONE[n % len(DONE)].format(name), MET),
        (UNDONE[n % len(UNDONE)].format(name), MISSED),
        ("", SILENT),
    ]


def verdict(states: list[State]) -> State:
    """All reached, none, or some of both; where a thing is not spoken of, only both are enough to tell."""
    if {MET, MISSED} <= set(states):
        return State.PARTIAL
    return states[0] if len(set(states)) == 1 else State.UNREADABLE


TWO = [(a, b) for a in range(4) for b in range(4) if a != b]


@pytest.mark.parametrize("join", ["、", "，", "；"])
@pytest.mark.parametrize("things", TWO, ids=str)
def test_each_thing_has_to_be_reached(things: tuple[int, int], join: str) -> None:
    target = join.join(THINGS[n][0] for n in things)
    for answers in product(*map(told, reversed(things))):  # told the other way round
        actual = "，".join(text for text, _ in answers if text)
        if not actual:
            continue
        row = judged(target, actual)
        expected = verdict([state for _, state in answers])
        assert (row.state, target, actual) == (expected, target, actual)
        assert (row.ceiling == 10) is (expected is MET)


def test_three_things() -> None:
    target = "、".join(THINGS[n][0] for n in (0, 1, 2))
    for answers in product(told(0), told(1), told(2)):
        actual = "，".join(text for text, _ in answers if text)
        if actual:
            assert judged(target, actual).state is verdict([state for _, state in answers]), actual


@pytest.mark.parametrize(
    ("actual", "state"),
    [
        ("全部完成", MET),
        ("已完成", MET),
        ("见附件", State.UNREADABLE),
        ("600", State.UNREADABLE),
        ("4座", State.UNREADABLE),
        ("提灌站4座、农户600人次，尚未验收", State.UNREADABLE),
        ("提灌站4座，农户培训拟于明年开展", State.PARTIAL),
        ("提灌站4座，农户培训600人次，提灌站未通过验收", State.PARTIAL),
        ("提灌站4座，农户培训600人次，提灌站正在调试", State.PARTIAL),
    ],
)
def test_answers_for_all_of_it(actual: str, state: State) -> None:
    assert judged("新建提灌站4座、培训农户600人次", actual).state is state
