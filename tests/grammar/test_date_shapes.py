"""A shape of a date is only looked for where one of its signs stands: that may never hide a date."""

from __future__ import annotations

import random

import pytest

from zipingbiao.form.quantity import dates

#: One text for each shape in their order, written by hand.
EXAMPLES = (
    "2024年12月24日", "2024年13月", "2024-12-24", "20241224", "2024年12月底", "2024.12", "2024年上半年", "2024年度",
    "12月24日", "12.24前", "12月底", "下半年", "年内", "次年", "国庆节前", "3-5月", "2023-2024年",
)  # fmt: skip
PIECES = (
    "2024", "2023", "12", "3", "24", "年", "月", "日", "前", "底", "季", "第三", "度", ".", "-", "/", "次年", "元旦", "上半",
    "≥", "95.5", "%", "完成", "0", "8", "国庆", "至",
)  # fmt: skip


def everywhere(monkeypatch: pytest.MonkeyPatch, text: str) -> list[dates.Dated]:
    """What is found where every shape is looked for in every text."""
    with monkeypatch.context() as patch:
        patch.setattr(dates, "_signs_in", lambda text: sorted({sign for sign, _ in dates._ALL_SHAPES}))
        return list(dates.find_dates(text, 2024))


def test_each_shape_has_its_example() -> None:
    for (sign, shape), example in zip(dates._ALL_SHAPES, EXAMPLES, strict=True):
        assert shape.search(example) is not None, (shape.pattern, example)
        assert sign in dates._signs_in(example), (sign, example)


def test_nothing_is_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(20)
    texts = [*EXAMPLES, *("".join(chance.choices(PIECES, k=chance.randint(2, 9))) for _ in range(4000))]
    found = 0
    for text in texts:
        every = everywhere(monkeypatch, text)
        assert list(dates.find_dates(text, 2024)) == every, text
        found += bool(every)
    assert found > 500
