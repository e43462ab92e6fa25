"""JXC003: a 满意度 object that is at home in another project's form and nowhere in this one.

Only that can be told from the letters alone. Whether any other thing belongs to a project takes a reader who knows
what the words mean, so forms without a finding stay 须人工核对.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zipingbiao.checks.context import Context, Row
from zipingbiao.checks.finding import Finding
from zipingbiao.checks.registry import Manual, rule
from zipingbiao.form.quantity.text import shares_a_pair

_CLAUSE = re.compile(r"[，。；、,;:：\s]|以及|和|及|与")
_HAN = re.compile(r"[一-鿿]{2,8}")
_ASKED = "满意"


@dataclass(frozen=True, slots=True)
class _Place:
    """A form of the set, with everything it says outside its 满意度 rows."""

    context: Context
    text: str


@rule("JXC003")
def foreign_object(contexts: Sequence[Context]) -> Iterator[tuple[int, Finding]]:
    places = [_Place(context, _own_text(context)) for context in contexts]
    for n, place in enumerate(places):
        for row in place.context.rows:
            if not row.is_satisfaction:
                continue
            for word in _objects(place.context, row):
                home = _home_of(word, places)
                if home is not None and home is not place and not _speaks_of(place.text, word):
                    yield n, _copied(place.context, row, word, home.context)
    raise Manual(
        "满意度的对象已经对照各表的文字；别的事物要懂得词义才能判断：请人工核对指标文字里的是不是本项目的"
    )


def _own_text(context: Context) -> str:
    """Name, goals, and the rows that are not about 满意度, each with its note."""
    form = context.form
    rows = [text for row in context.rows if not row.is_satisfaction for text in _texts(row)]
    return "\n".join(("".join(form.name.split()), form.goals.expected, form.goals.actual, *rows))


def _texts(row: Row) -> tuple[str, ...]:
    own = row.indicator
    return own.level3, own.target.text, own.actual.text, own.note


def _objects(context: Context, row: Row) -> list[str]:
    """Who is asked: `受益老年人对服务的满意度` is 老年人; words that every project has are no object of one."""
    before, asked, _ = row.indicator.level3.partition(_ASKED)
    if not asked:
        return []
    named = [_bare(context, part) for part in _CLAUSE.split(before.partition("对")[0].removesuffix("的"))]
    return [name for name in named if _HAN.fullmatch(name)]


def _bare(context: Context, name: str) -> str:
    common = sorted(context.words("common"), key=len, reverse=True)
    while True:
        shorter = name
        for word in common:
            shorter = shorter.removeprefix(word).removesuffix(word)
        if shorter == name:
            return name
        name = shorter


def _home_of(word: str, places: Sequence[_Place]) -> _Place | None:
    """The one project that speaks of it, by its name or often enough; a word of several projects is nobody's own."""
    speaking = [place for place in places if word in place.text]
    if len(speaking) != 1:
        return None
    place = speaking[0]
    often = place.text.count(word) >= place.context.rulebook.number("check.foreign_word")
    return place if often or word in place.context.form.name else None


def _speaks_of(text: str, word: str) -> bool:
    """Whether a form speaks of it in other words: 老年人 where it says 老年 or 年人."""
    return shares_a_pair(word, text)


def _copied(context: Context, row: Row, word: str, home: Context) -> Finding:
    return context.finding(
        f"{row.field}.level3",
        found=word,
        expected="本项目的服务对象",
        message=f"{row.called()}问的是“{word}”的满意度，本表别处没有提到；“{word}”是“{home.form.name}”的对象，像是从那里抄来。",
        related=(home.form.id,),
    )
