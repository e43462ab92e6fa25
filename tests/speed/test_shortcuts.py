"""What is asked first because it is quicker may never hide what the slower question would have found."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import pytest

from zipingbiao.checks.context import Context
from zipingbiao.checks.rules import wording, years
from zipingbiao.form.model import Form
from zipingbiao.form.quantity.answer import ranks
from zipingbiao.form.quantity.lexicon import lexicon
from zipingbiao.form.quantity.read import parse, told_dates
from zipingbiao.form.quantity.text import normalise
from zipingbiao.rulebook.load import load
from zipingbiao.scoring.score import score_form

ANYTHING = re.compile("")
PIECES = (
    "2023", "２０２３", "二〇二二", "20221130", "23", "12", "3", "年", "月", "日", "前", "底", "季度", "去年", "上一年", "前年",
    "次年", ".", "-", "“", "”", " ", "《", "》", "完成", "不低于", "截至", "特等奖", "Ⅲ类", "四星", "4A", "AAA级", "省级",
    "三级", "工程", "工程", "建设", "，", "。", "；", "（含）", "①", "1.", "＞=", "5", "％", "、",
)  # fmt: skip


def texts(count: int, seed: int) -> Iterator[str]:
    chance = random.Random(seed)
    for _ in range(count):
        yield "".join(chance.choices(PIECES, k=chance.randint(1, 9)))


def test_no_list_of_words_is_found_where_there_are_no_words() -> None:
    words = lexicon()
    assert [name for name, listed in words.roles.items() if listed.search("")] == []
    assert words.stance["absent"].search("") is None


def test_dates_asked_alone_are_those_of_the_whole_reading() -> None:
    found = 0
    for text in texts(2000, 1):
        assert told_dates(text, 2024) == parse(text, 2024).dates, text
        found += bool(told_dates(text, 2024))
    assert found > 100


def test_a_year_left_standing_is_seen_with_and_without_its_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    check = Context(score_form(Form(), load("cn", 2024)))
    asked = tuple(texts(6000, 2))
    quick = [years._stale(check, text, 2024) for text in asked]
    monkeypatch.setattr(years, "_MAY_NAME_YEAR", ANYTHING)
    assert [years._stale(check, text, 2024) for text in asked] == quick
    assert sum(each is not None for each in quick) > 15


def test_a_doubled_word_is_seen_with_and_without_its_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = tuple(texts(4000, 3))
    quick = [wording._twice(text, 4, 4) for text in asked]
    monkeypatch.setattr(wording, "_MAY_BE_DOUBLED", ANYTHING)
    assert [wording._twice(text, 4, 4) for text in asked] == quick
    assert sum(each != "" for each in quick) > 15


def test_a_rank_is_seen_with_and_without_its_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = tuple(texts(4000, 4))
    quick = [ranks._ranks(text) for text in asked]
    monkeypatch.setattr(ranks, "_MAY_BE_RANK", ANYTHING)
    assert [ranks._ranks(text) for text in asked] == quick
    assert sum(each != {} for each in quick) > 500


def test_a_text_is_spelt_alike_with_and_without_its_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = tuple(texts(4000, 5))
    quick = [normalise(text) for text in asked]
    normalise.cache_clear()
    monkeypatch.setattr("zipingbiao.form.quantity.text._RESPELT", ANYTHING)
    assert [normalise(text) for text in asked] == quick
    normalise.cache_clear()
