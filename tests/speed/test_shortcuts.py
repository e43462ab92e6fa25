"""What is asked first because it is quicker may never hide what the slower question would have found."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

import pytest

from zipingbiao.checks.context import Context
from zipingbiao.checks.rules import wording, years
from zipingbiao.form.model import Form
from zipingbiao.form.quantity import dates, numbers, ranks, read
from zipingbiao.form.quantity.lexicon import lexicon
from zipingbiao.form.quantity.read import parse, told_dates
from zipingbiao.form.quantity.text import normalise
from zipingbiao.rulebook.load import load
from zipingbiao.scoring import survey_counts
from zipingbiao.scoring.score import score_form

ANYTHING = re.compile("")
PIECES = (
    "2023", "２０２３", "二〇二二", "20221130", "23", "12", "3", "年", "月", "日", "前", "底", "季度", "去年", "上一年", "前年",
    "次年", ".", "-", "“", "”", " ", "《", "》", "完成", "不低于", "截至", "特等奖", "Ⅲ类", "四星", "4A", "AAA级", "省级",
    "三级", "工程", "工程", "建设", "，", "。", "；", "（含）", "①", "1.", "＞=", "5", "％", "、",
)  # fmt: skip
#: Around figures.
FIGURES = (
    "1,234.5", ".5", "0.5.6", "12", "3×4", "第3名", "位列", "排名全省", "进入", "前8名", "DN200", "De90", "K12", "Φ50", "附件1",
    "3D", "5G", "2024-2025学年", "4A级", "每月10日", "余", "多", "左右", "约", "近", "人", "次", "管道", "打印", "网络", "万元", "，", " ",
)  # fmt: skip
#: Whatever is looked for in it is there.
EVERY_SIGN = ("",)


def texts(count: int, seed: int, pieces: Sequence[str] = PIECES) -> Iterator[str]:
    chance = random.Random(seed)
    for _ in range(count):
        yield "".join(chance.choices(pieces, k=chance.randint(1, 9)))


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
    asked = (*texts(6000, 2), "２０２３．６前完成")
    quick = [years._stale(check, text, 2024) for text in asked]
    monkeypatch.setattr(years, "_MAY_NAME_YEAR", ANYTHING)
    monkeypatch.setattr(years, "_MAY_BE_SPELT", ANYTHING)
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


def test_a_number_is_found_from_its_first_digit() -> None:
    found = 0
    for text in texts(4000, 6, FIGURES):
        for at in (0, len(text) // 2):
            slow, quick = numbers._ARABIC.search(text, at), numbers._arabic(text, at)
            assert (quick and quick.span()) == (slow and slow.span()), text
            found += quick is not None and quick.group().startswith(".")
    assert found > 100


def test_what_is_no_amount_is_seen_with_and_without_its_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    words, asked = lexicon(), tuple(texts(4000, 7, FIGURES))
    quick = [tuple(numbers.find_numbers(text, words)) for text in asked]
    monkeypatch.setattr(numbers, "_MAY_BE_NO_AMOUNT", ANYTHING)
    monkeypatch.setattr(numbers, "_OF_CODES", EVERY_SIGN)
    monkeypatch.setattr(numbers, "_NO_AMOUNTS", tuple((each, EVERY_SIGN) for each, _ in numbers._NO_AMOUNTS))
    assert [tuple(numbers.find_numbers(text, words)) for text in asked] == quick
    assert sum(map(len, quick)) > 4000


def test_a_date_is_seen_with_and_without_its_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    pieces = ("1999", "2023", ".", "6", "-", "12", "20221130", "19981201", "前", "月", "年", "日", "次")
    asked = tuple(map(normalise, texts(6000, 8, pieces)))
    quick = [tuple(dates.find_dates(text, 2024)) for text in asked]
    monkeypatch.setattr(dates, "_CENTURIES", EVERY_SIGN)
    assert [tuple(dates.find_dates(text, 2024)) for text in asked] == quick
    assert sum(map(len, quick)) > 1000


@pytest.mark.parametrize(
    "space", ["\t", "\x00", "\x1f", "\xa0", "\u200b", "\u3000", "\ufeff", "\u2028", "\x85"]
)
def test_every_white_space_is_left_out(space: str) -> None:
    assert normalise(f"不低于{space}95%") == "不低于95%"


def test_the_counts_of_a_survey_are_seen_with_and_without_their_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    pieces = (
        "发放",
        "收回",
        "有效",
        "问卷",
        "满意",
        "非常满意",
        "190份",
        "177/190",
        "93%",
        "120人",
        "，",
        "3",
        "户",
        "名",
        "／",
    )
    asked = tuple(texts(6000, 9, pieces))
    quick = [survey_counts.survey_counts(text) for text in asked]
    monkeypatch.setattr(survey_counts, "_MAY_COUNT", ANYTHING)
    assert [survey_counts.survey_counts(text) for text in asked] == quick
    assert sum(each is not None for each in quick) > 200


def test_what_stands_in_brackets_is_read_once_where_it_holds_no_figure() -> None:
    words = lexicon()
    assert read.parse_whole("95%（城区）", 2024, words) is parse("95%（城区）", 2024, words)
    assert [
        len(read.parse_whole("18辆（新能源12辆）", 2024, words).figures),
        len(parse("18辆（新能源12辆）", 2024, words).figures),
    ] == [2, 1]
