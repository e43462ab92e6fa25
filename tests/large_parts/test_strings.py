"""The shared strings of a large workbook: the same texts under the same numbers, whether few or many, in memory or not."""

from __future__ import annotations

import pytest

from zipingbiao.package.large import spill
from zipingbiao.package.large.portions import Irregular
from zipingbiao.package.large.spill import Spill
from zipingbiao.package.large.strings import StringTable

ITEMS = (
    "<si><t>甲</t></si>",
    '<si><t xml:space="preserve"> 乙&amp;&#19993; </t></si>',
    "<si><r><t>丁</t></r><r><rPr><b/></rPr><t>戊</t></r></si>",
    "<si/>",
    "<si><t/></si>",
    '<si><t>己_x000D_</t><rPh sb="0" eb="1"><t>ji</t></rPh></si>',
)
TEXTS = ["甲", " 乙&丙 ", "丁戊", "", "", "己\n"]


def part(items: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?><sst xmlns="m" count="6">{items}</sst>'.encode()


@pytest.mark.parametrize("size", [1, 9, 1000])
def test_every_text_under_its_number(size: int) -> None:
    data = part("".join(ITEMS))
    table = StringTable(data[n : n + size] for n in range(0, len(data), size))
    assert [table[n] for n in range(len(table))] == TEXTS
    assert list(table[1:3]) == TEXTS[1:3]
    with pytest.raises(IndexError):
        table[6]


def test_a_comment_is_not_cut_through() -> None:
    with pytest.raises(Irregular):
        StringTable([part("<si><t>甲</t></si><!-- </si> -->")])


def test_beyond_its_memory_a_spill_lies_in_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spill, "_IN_MEMORY", 10)
    kept = Spill()
    numbers = [kept.put(text.encode()) for text in ("一", "", "二三四五六七八", "九")]
    assert [kept.get(n).decode() for n in reversed(numbers)] == ["九", "二三四五六七八", "", "一"]
    assert len(kept) == 4
