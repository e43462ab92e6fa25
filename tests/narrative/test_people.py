"""Whom a 满意度 row is about, as far as its text says so safely."""

from __future__ import annotations

import pytest

from zipingbiao.narrative.narrate import Narrator

NARRATOR = Narrator.load(())


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("参训学员满意度", "参训学员"),
        ("局属各处室及事业单位用户满意度", "局属各处室及事业单位用户"),
        ("学生、家长对营养餐的满意度", "学生、家长"),
        ("学生和家长满意度", "学生和家长"),
        ("确保社区居民满意", "社区居民"),
        ("提高 社区居民 满意度", "社区居民"),
        ("学生、天气满意度", ""),
        ("服务对象满意度", ""),
        ("满意度", ""),
        ("参训学员", ""),
        ("参训学员，满意度", "参训学员"),
        (f"{'某' * 38}学员满意度", f"{'某' * 38}学员"),
        (f"{'某' * 39}学员满意度", ""),
    ],
)
def test_whom_a_row_is_about(text: str, people: str) -> None:
    assert NARRATOR.people.of(text) == people
