"""Patterns compiled when they are first asked."""

from __future__ import annotations

import re

import pytest

from zipingbiao.form.late_pattern import late_pattern


def test_it_answers_as_the_compiled_one_does() -> None:
    late, plain = late_pattern(r"(\d+)(万|元)"), re.compile(r"(\d+)(万|元)")
    text = "共12万，另3元"
    assert late.findall(text) == plain.findall(text) == [("12", "万"), ("3", "元")]
    assert late.sub("#", text) == "共#，另#"
    assert late.match(text) is None
    found = late.search(text, 4)
    assert found is not None and found.group() == "3元"
    assert late.fullmatch("7万") is not None
    assert [each.start() for each in late.finditer(text)] == [1, 6]
    assert late.split("12万") == ["", "12", "万", ""]
    assert late.groups == 2


def test_it_is_not_compiled_before_it_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    plain = re.compile
    monkeypatch.setattr(re, "compile", lambda shape: (asked.append(shape), plain(shape))[1])
    late = late_pattern("迟")
    assert late.pattern == "迟" and asked == []
    assert late.search("不迟") is not None
    late.match("迟")
    assert asked == ["迟"]


def test_a_shape_that_is_none_is_told_when_it_is_asked() -> None:
    late = late_pattern("(")
    with pytest.raises(re.error):
        late.search("文")
