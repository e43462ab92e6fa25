"""The beginning of a text as a message quotes it: as much as fits, and no number cut in two."""

from __future__ import annotations

import re

import pytest

from zipingbiao.form.shortened import shortened


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [
        ("培训人数", 4, "培训人数"),
        ("培训人数200人", 4, "培训人数…"),
        ("培训人数200人", 5, "培训人数…"),
        ("培训人数200人", 6, "培训人数…"),
        ("培训人数200人", 7, "培训人数200…"),
        ("完成时限：2025年X月", 7, "完成时限：…"),
        ("投入1,234.56万元", 5, "投入…"),
        ("投入1,234.56万元", 8, "投入…"),
        ("投入99.5%的资金", 6, "投入…"),
        ("共一百二十三户受益", 3, "共…"),
        ("2025.12.31以前完成", 4, "2025.12.31…"),
        (f"{'1' * 50}个", 4, f"{'1' * 24}…"),
        ("12345个", 4, "12345…"),
        ("", 4, ""),
    ],
)
def test_where_it_is_cut(text: str, most: int, shown: str) -> None:
    assert shortened(text, most) == shown


@pytest.mark.parametrize("most", range(1, 40))
def test_every_number_shown_stands_in_the_text(most: int) -> None:
    text = "原因：XXX。改进措施：12条，投入305.18万元。完成时限：2025年12月31日前，达到99.5%，共1,200人。"
    shown = shortened(text, most).removesuffix("…")
    assert text.startswith(shown)
    figures = re.findall(r"[0-9.,]*[0-9]%?", text)
    assert all(figure in figures for figure in re.findall(r"[0-9.,]*[0-9]%?", shown))
