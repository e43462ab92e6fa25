"""Every whole number is read alike in digits and in Chinese numerals, wherever it stands in a sentence."""

from __future__ import annotations

import random

import pytest

from zipingbiao.form.quantity.lexicon import lexicon
from zipingbiao.form.quantity.read import parse
from zipingbiao.form.quantity.readings import Number

DIGITS, STEPS = "零一二三四五六七八九", ("", "十", "百", "千")
SENTENCES = (
    "{}人",
    "新增{}人",
    "全年共培训{}人",
    "参训{}人，反映良好",
    "共举办2期，参训{}人",
    "培训学员{}名",
)


def spoken(n: int) -> str:
    """1…9999 as it is said: 一百零五, 十二, 三千零四十."""
    told, skipped = "", False
    for place, step in reversed(list(enumerate(STEPS))):
        digit = n // 10**place % 10
        if digit:
            told += ("零" if skipped and told else "") + DIGITS[digit] + step
        skipped = not digit
    return told.removeprefix("一") if 10 <= n < 20 else told


def read(text: str) -> list[int]:
    figures = (figure.reading for figure in parse(text, 2024, lexicon()).all)
    return [int(f.value) for f in figures if isinstance(f, Number) and f.unit.name in ("人", "名")]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_spoken_number_is_that_number(sentence: str) -> None:
    chance = random.Random(110)
    numbers = [*range(11, 200), *(chance.randrange(200, 10_000) for _ in range(300))]
    for n in numbers:
        assert read(sentence.format(spoken(n))) == [n], sentence.format(spoken(n))


@pytest.mark.parametrize("text", ["一户一档", "一人一策", "一校一案", "一村一品"])
def test_one_for_each_is_no_number(text: str) -> None:
    assert parse(text, 2024, lexicon()).all == ()
